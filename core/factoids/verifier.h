// Verifier: proves a factoid against the figures (SPEC 6). Recomputes every operand and result, and
// matches every number, number word, year, council name and comparing word of the text to a claim that
// licenses it. Immutable after construction; any thread.
#pragma once

#include "core/factoids/factoid.h"
#include "core/figures/panel.h"
#include "core/insights/miner.h"

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
    QString why; // one sentence
    bool unread = false; // nothing false was found: a word is not known, or what it may have said was not found
};

class Verifier
{
  public:
    // The panel and traits must outlive the verifier.
    Verifier(const Panel& panel, const Traits& traits);
    ~Verifier();
    [[nodiscard]] Verdict verify(const Factoid& factoid) const;
    // Everything that verify() would object to, one after the other, with its place; empty when it holds. A text
    // without claims holds when nothing in it would need one.
    [[nodiscard]] std::vector<Fault> faults(const Factoid& factoid) const;

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace factoid
