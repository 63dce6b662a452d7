// DraftChecker: what a person wrote, against the figures: a curated factoid, finished or half-written. A text with
// claims is proven word by word as any factoid; one without claims may say nothing that would need proof. A Welsh text
// in words that the verifier does not know is checked for its numbers, years and council names, and says that no more
// was. Immutable; any thread.
#pragma once

#include "core/factoids/verify/verifier.h"
#include "core/factoids/verifier_vocabulary.h"

#include <optional>

namespace factoid {

enum class ProofExtent { Whole, NothingToProve, NumbersAndNames };
[[nodiscard]] QString proofExtentName(ProofExtent extent); // whole, nothing_to_prove, numbers_and_names

struct DraftReport {
    bool holds = false;
    QString reason; // the first fault's; empty when it holds
    ProofExtent extent = ProofExtent::Whole;
    std::vector<Fault> faults; // in the order of the text, those of the whole text last
};

class DraftChecker
{
  public:
    // All must outlive the checker; the verifier is one of the same panel and traits.
    DraftChecker(const Panel& panel, const Traits& traits, const Verifier& verifier);
    [[nodiscard]] DraftReport check(const Factoid& draft) const;

  private:
    const Panel& m_panel;
    const Verifier& m_verifier;
    std::optional<Vocabulary> m_names; // the councils as the register names them
};

} // namespace factoid
