// ClaimMatcher: holds what a text says against its claims, argument by argument. Every statement must be one of a
// claim, or follow from figures that are claimed (a direction, a number of councils); every claim must be said. Exact
// integers only. The claims have been worked out from the figures before. Used by one thread for one text.
#pragma once

#include "core/factoids/grammar/statement.h"
#include "core/factoids/grammar/verifier_tokens.h"
#include "core/factoids/words/amount_text.h"
#include "core/factoids/words/factoid.h"
#include "core/factoids/words/lexicon.h"
#include "core/figures/panel.h"

namespace factoid {

struct Mismatch {
    int start = -1; // characters; -1: the text as a whole
    int length = 0;
    QString why;
};

class ClaimMatcher
{
  public:
    ClaimMatcher(const Panel& panel, const Traits& traits, const Lexicon& lexicon, const Factoid& factoid,
                 const std::vector<Token>& tokens);
    // Everything that does not hold, in the order of the text; empty: the text says what its claims say.
    [[nodiscard]] std::vector<Mismatch> mismatches(const Said& said);

  private:
    [[nodiscard]] bool holds(const Statement& statement);
    [[nodiscard]] bool value(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool counted(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool population(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool difference(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool ratio(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool share(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool rank(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool record(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool streak(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool trend(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool step(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool crossing(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool correlation(const Statement& said, const Claim& claim) const;
    [[nodiscard]] bool ordered(const Statement& said) const; // Direction, Compare, Lift: from claimed figures

    [[nodiscard]] bool isOperand(const SaidOperand& said, const Claim& claim, const Operand& of) const;
    [[nodiscard]] bool isSeries(const SaidOperand& said, const Claim& claim,
                                const Operand& of) const; // whatever the year
    [[nodiscard]] bool isWho(const SaidWho& who, bool perHead, int whole, const Claim& claim, const Operand& of) const;
    [[nodiscard]] bool isGroup(const SaidWho& who, const Claim& claim, const Operand& of) const;
    [[nodiscard]] int sense(const SaidOperand& of) const; // -1: what is more in words is less in the figures
    [[nodiscard]] Unit unitOf(const Operand& operand) const;
    [[nodiscard]] bool isShown(const Claim& claim, const Statement& said) const;
    // The same figure in another year, where there is one.
    [[nodiscard]] std::optional<Decimal> valueIn(Year year, const Claim& claim, Operand of) const;
    // Whether the figures after those of the claim are all above (or below) the bound as well.
    [[nodiscard]] bool goesOn(const Claim& claim, Decimal bound, bool above) const;
    [[nodiscard]] bool isMember(const SaidWho& who, const Claim& claim, const Operand& of) const;
    [[nodiscard]] bool gapIsSaid(const SaidWho& who, const Claim& claim, const Operand& of) const;
    [[nodiscard]] QString textOf(const Statement& said) const;
    [[nodiscard]] QString whyNot(const Statement& said) const;

    const Panel& m_panel;
    const Traits& m_traits;
    const Lexicon& m_lexicon;
    const Factoid& m_factoid;
    const std::vector<Token>& m_tokens;
    const Said* m_said = nullptr;
    std::vector<bool> m_claimed;
};

// Whether a printed amount is the rounding of the exact one (Decimal units); "£1 billion" for 1.4 is not.
[[nodiscard]] bool roundsTo(Int128 units, const SaidAmount& said);
// Whether a is so many times b, as the words say it: within 2.5 percent; "nearly" at most 5 percent below; "more than"
// only above.
[[nodiscard]] bool timesHold(const SaidTimes& said, Int128 a, Int128 b);

} // namespace factoid
