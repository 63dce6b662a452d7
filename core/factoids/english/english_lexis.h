// EnglishLexis: what English adds to the words that carry values. Immutable; any thread.
#pragma once

#include "core/factoids/grammar/lexis.h"

namespace factoid {

class EnglishLexis final : public Lexis
{
  public:
    EnglishLexis(const Panel& panel, const Traits& traits, Lexicon words);

  private:
    [[nodiscard]] Reader ownReader(const QString& name) const override;
    [[nodiscard]] std::vector<FieldFrame> ownFamily(const QString& name) const override;
    [[nodiscard]] std::vector<FieldFrame> didFrames() const;
    [[nodiscard]] std::vector<FieldFrame> againFrames(bool alsoAlone) const;
    [[nodiscard]] std::vector<FieldFrame> doneFrames() const;
    [[nodiscard]] std::vector<FieldFrame> tailFrames() const;
    [[nodiscard]] std::vector<FieldFrame> nounByFrames() const;
    [[nodiscard]] std::vector<FieldFrame> turnedFrames(const QString& list) const;
    [[nodiscard]] std::vector<FieldFrame> hasFrames() const;
    [[nodiscard]] std::vector<FieldFrame> partFrames() const;
    [[nodiscard]] std::vector<FieldFrame> givenFrames() const;
    [[nodiscard]] FieldWords wordsOf(size_t field) const;

    AmountGrammar m_amounts;
    QStringList m_months;
};

} // namespace factoid
