// Verifier: proves a factoid against the figures (docs/contract.md, “Factoids”). The text is read whole by the grammar
// of its language, every token of it; what it says must equal what its claims say, argument by argument, each claim
// said; and each claim is worked out again from the figures. Where a text can be read in several ways, it must hold in
// each. What a language is read with is made when its first text comes. Any thread.
#pragma once

#include "core/factoids/words/factoid.h"
#include "core/figures/panel.h"
#include "core/insights/claims/field_traits.h"

#include <memory>

namespace factoid {

struct Verdict {
    bool supported = false;
    QString reason; // why not: one sentence that names the word, number or claim
};

// A place in a text that does not hold. start -1: the text as a whole.
struct Fault {
    int start = -1;
    int length = 0;
    QString why;         // one sentence
    bool unread = false; // nothing false was found: the text could not be read
};

class Verifier
{
  public:
    // The panel and traits must outlive the verifier.
    Verifier(const Panel& panel, const Traits& traits);
    ~Verifier();
    [[nodiscard]] Verdict verify(const Factoid& factoid) const;
    // Everything that verify() would object to, in the order of the text, with its place; empty when it holds. A text
    // without claims has one fault: there is nothing that could prove it.
    [[nodiscard]] std::vector<Fault> faults(const Factoid& factoid) const;

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace factoid
