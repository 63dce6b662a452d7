// DraftChecker: what a person wrote, against the figures: a curated factoid, finished or half-written. A text with
// claims is proven whole or refused. One without claims is a notice where the closed grammar of notices reads it whole;
// any other is not checked, and nothing is said of whether it is true. Immutable; any thread.
#pragma once

#include "core/factoids/verify/notice_grammar.h"
#include "core/factoids/verify/verifier.h"

namespace factoid {

// How far the check of a text goes, whatever came of it.
enum class ProofExtent { Whole, Notice, None };
[[nodiscard]] QString proofExtentName(ProofExtent extent); // whole, notice, none

struct DraftReport {
    bool holds = false; // proven by its claims, or a notice; what is not checked never holds
    QString reason;     // the first fault's; empty when it holds
    ProofExtent extent = ProofExtent::Whole;
    bool keepable = false;     // it holds, or it is not checked and an operator may keep it so
    std::vector<Fault> faults; // in the order of the text, those of the whole text last
};

class DraftChecker
{
  public:
    // The verifier must outlive the checker.
    explicit DraftChecker(const Verifier& verifier);
    [[nodiscard]] DraftReport check(const Factoid& draft, const SiteNames& site) const;

  private:
    [[nodiscard]] DraftReport checkUnclaimed(const Factoid& draft, const SiteNames& site) const;

    const Verifier& m_verifier;
};

// The notice that a text without claims is; needs no figures. Any thread.
[[nodiscard]] NoticeReading readNotice(const Factoid& factoid, const SiteNames& site);

} // namespace factoid
