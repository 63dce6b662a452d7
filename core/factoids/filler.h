// Filler: puts one fact into one sentence pattern. A pattern is text with slots, {slot} or
// {slot:argument}; the argument is mostly the position of a claim in the fact. docs/house-style.md
// lists the slots. A slot that has no true words for the fact fails the pattern, never the writer.
// Used by one thread for one sentence.
#pragma once

#include "core/factoids/amount_text.h"
#include "core/factoids/factoid.h"
#include "core/factoids/population.h"
#include "core/factoids/ratio_words.h"
#include "core/factoids/speech.h"
#include "core/insights/fact.h"

namespace factoid {

struct Sentence {
    QString text;
    std::vector<Claim> claims; // only those that the text prints, with `shown`
};

// `extraDigits` beyond three significant figures, tried when rounding would make a comparison
// untrue. Errors (Verification) say which slot has no words, or that the sentence is over 30 words.
[[nodiscard]] Result<Sentence> fillPattern(const Speech& speech, const Fact& fact,
                                           const QString& pattern, int extraDigits);

class Filler {
  public:
    Filler(const Speech& speech, const Fact& fact, int extraDigits);
    [[nodiscard]] Result<Sentence> fill(const QString& pattern);

  private:
    using Words = std::optional<QString>;
    using Slot = Words (Filler::*)(const QString& argument);
    static const QHash<QString, Slot> kSlots;

    // filler.cpp: what the slots share
    [[nodiscard]] bool has(const QString& argument, int* index) const;
    [[nodiscard]] const Operand& operand(int claim) const {
        return m_claims[static_cast<size_t>(claim)].operands.front();
    }
    [[nodiscard]] const Claim& claim(int index) const {
        return m_claims[static_cast<size_t>(index)];
    }
    [[nodiscard]] const Field* fieldOf(const Operand& operand) const;
    [[nodiscard]] FieldWords wordsOf(const Operand& operand) const;
    [[nodiscard]] Unit unitOf(const Operand& operand) const;
    [[nodiscard]] int signOf(const Operand& operand) const;
    [[nodiscard]] std::optional<GroupName> groupOf(int claim) const;
    Words show(int claim, const QString& text);
    [[nodiscard]] Words tail() const;
    [[nodiscard]] bool needsInflation() const;
    [[nodiscard]] Words returnsTail() const;
    [[nodiscard]] QString statusTail() const;
    [[nodiscard]] bool amountsStayApart() const;

    // filler_subjects.cpp: who and how much
    [[nodiscard]] std::optional<AmountText> amountOf(const Operand& operand) const;
    Words subject(int claim) const;
    Words name(const QString& argument);
    Words owner(const QString& argument);
    Words did(const QString& argument);
    Words didAgain(const QString& argument);
    Words amount(const QString& argument);
    Words each(const QString& argument);
    Words when(const QString& argument);
    Words year(const QString& argument);
    Words topic(const QString& argument);
    Words noun(const QString& argument);
    Words nounBy(const QString& argument);
    Words was(const QString& argument);
    Words it(const QString& argument);

    // filler_ranks.cpp: places among others and over the years
    [[nodiscard]] bool isHighSense(const Claim& claim) const;
    [[nodiscard]] bool usesHigher(const Claim& claim) const;
    [[nodiscard]] Words rankedAmong(int claim) const;
    Words superlative(int claim, const QString& high, const QString& low, bool sayPerHead);
    Words more(const QString& argument);
    Words most(const QString& argument);
    Words highest(const QString& argument);
    Words placeOnly(const QString& argument);
    Words among(const QString& argument);
    Words didMost(const QString& argument);
    Words record(const QString& argument);
    Words recordMore(const QString& argument);
    Words recordHigher(const QString& argument);

    // filler_changes.cpp: ratios, shares, differences, change over time
    [[nodiscard]] std::optional<Ratio> ratioOf(const Claim& claim) const;
    [[nodiscard]] std::optional<Ratio> printedRatioOf(const Claim& claim) const;
    Words ratioText(int claim);
    Words times(const QString& argument);
    Words asMuch(const QString& argument);
    Words multiplied(const QString& argument);
    Words share(const QString& argument);
    Words change(const QString& argument);
    Words difference(const QString& argument);
    Words than(const QString& argument);
    Words moreThan(const QString& argument);
    Words way(const QString& argument);
    Words span(const QString& argument);
    Words stepped(const QString& argument);
    Words run(const QString& argument);
    Words above(const QString& argument);
    Words firstTime(const QString& argument);
    [[nodiscard]] bool differencesAddUp() const;
    [[nodiscard]] std::optional<Int128> printedUnits(const Operand& operand) const;
    Words streak(const QString& argument);
    Words moves(const QString& argument);
    Words tended(const QString& argument);
    Words relation(const QString& argument);
    Words pence(const QString& argument);
    Words percent(const QString& argument);
    Words points(const QString& argument);

    // filler_groups.cpp: counts, groups and wholes
    [[nodiscard]] Returns returnsFor(int claim) const;
    [[nodiscard]] QString reporting(const GroupName& group, const Returns& returns) const;
    [[nodiscard]] QString everyone(int claim, const GroupName& group) const;
    [[nodiscard]] Words counted(const GroupName& group, int number, const Returns& returns) const;
    Words top(const QString& argument);
    Words theAll(const QString& argument);
    Words theReporting(const QString& argument);
    Words theDue(const QString& argument);
    Words held(const QString& argument);
    Words heldBy(const QString& argument);
    Words ofReporting(const QString& argument);
    Words allNoun(const QString& argument);
    Words many(const QString& argument);
    Words lift(const QString& argument);
    Words only(const QString& argument);
    Words condition(const QString& argument);
    Words count(const QString& argument);
    Words part(const QString& argument);
    Words pound(const QString& argument);
    Words wholeBy(const QString& argument);
    Words whole(const QString& argument);

    const Speech& m_speech;
    const Panel& m_panel;
    std::vector<Claim> m_claims;
    std::vector<QString> m_shown; // parallel; empty: not printed
    int m_extraDigits = 0;
    QString m_text; // what stands before the slot being filled
};

} // namespace factoid
