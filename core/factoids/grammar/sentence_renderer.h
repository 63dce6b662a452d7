// SentenceRenderer: puts one fact into one sentence pattern. A pattern is text with slots, {slot} or
// {slot:argument}; the argument is mostly the position of a claim in the fact. docs/house-style.md
// lists the slots. A slot that has no true words for the fact fails the pattern, never the writer.
// Used by one thread for one sentence.
#pragma once

#include "core/factoids/words/amount_text.h"
#include "core/factoids/words/factoid.h"
#include "core/factoids/words/name_formatter.h"
#include "core/factoids/words/population.h"
#include "core/factoids/words/ratio_words.h"
#include "core/insights/claims/fact.h"

namespace factoid {

struct Sentence {
    QString text;
    std::vector<Claim> claims; // only those that the text prints, with `shown`
};

// What the fillers of all languages share: what is true of the fact, and that what is printed stays true. A language
// adds its slots and the words at the end of a sentence.
class SentenceRenderer
{
  public:
    SentenceRenderer(const NameFormatter& formatter, const Fact& fact, int extraDigits);
    virtual ~SentenceRenderer() = default;
    SentenceRenderer(const SentenceRenderer&) = delete;
    SentenceRenderer& operator=(const SentenceRenderer&) = delete;
    [[nodiscard]] Result<Sentence> fill(const QString& pattern);

  protected:
    using Words = std::optional<QString>;
    // The words of a slot; nullopt: there are none that are true. `known` turns false for an unknown slot.
    [[nodiscard]] virtual Words slot(const QString& name, const QString& argument, bool* known) = 0;
    // What goes before the full stop: gaps in the returns, price basis, status. nullopt: it has no place here.
    [[nodiscard]] virtual Words tail() const = 0;

    [[nodiscard]] bool has(const QString& argument, int* index) const;
    [[nodiscard]] const Operand& operand(int claim) const
    {
        return m_claims[static_cast<size_t>(claim)].operands.front();
    }
    [[nodiscard]] const Claim& claim(int index) const { return m_claims[static_cast<size_t>(index)]; }
    [[nodiscard]] const Field* fieldOf(const Operand& operand) const;
    [[nodiscard]] FieldWords wordsOf(const Operand& operand) const;
    [[nodiscard]] YearDays daysOf(const Operand& operand) const;
    [[nodiscard]] Unit unitOf(const Operand& operand) const;
    [[nodiscard]] int signOf(const Operand& operand) const;
    [[nodiscard]] bool inOwnSense(const Operand& operand) const;
    Words show(int claim, const QString& text);
    [[nodiscard]] AmountStyle styleOf(const Operand& operand) const;
    [[nodiscard]] std::optional<AmountText> amountOf(const Operand& operand) const;
    [[nodiscard]] Returns returnsFor(int claim) const;
    [[nodiscard]] bool needsInflation() const;
    enum class FigureStatus { Final, Estimated, Provisional };
    [[nodiscard]] FigureStatus figureStatus() const; // of all that the sentence shows

    // sentence_renderer_truth.cpp: what holds of ranks, ratios and changes
    [[nodiscard]] bool isHighSense(const Claim& claim) const;
    [[nodiscard]] bool usesHigher(const Claim& claim) const;
    [[nodiscard]] std::optional<Ratio> ratioOf(const Claim& claim) const;
    [[nodiscard]] std::optional<Ratio> printedRatioOf(const Claim& claim) const;
    [[nodiscard]] std::optional<bool> goesUp() const; // from the oldest amount to the newest
    [[nodiscard]] int spanYears() const;              // 0: one year only
    [[nodiscard]] std::optional<Int128> printedUnits(const Operand& operand) const;
    [[nodiscard]] bool differencesAddUp() const;
    [[nodiscard]] bool amountsStayApart() const;

    // sentence_renderer_amounts.cpp: slots whose words are an amount and nothing else
    Words way(const QString& argument);
    Words change(const QString& argument);
    Words difference(const QString& argument);
    Words pence(const QString& argument);
    Words percent(const QString& argument);
    virtual Words points(const QString& argument) = 0; // of a percentage: "4 percentage points"

    const NameFormatter& m_formatter;
    const Panel& m_panel;
    const AmountWords& m_amountWords;
    std::vector<Claim> m_claims;
    std::vector<QString> m_shown; // parallel; empty: not printed
    int m_extraDigits = 0;
    QString m_text; // what stands before the slot being filled
};

} // namespace factoid
