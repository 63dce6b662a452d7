// WelshLexis: what Welsh adds to the words that carry values. A clause begins with its verb, so a wording has who and
// how much between its words; every word may stand mutated. Immutable; any thread.
#pragma once

#include "core/factoids/grammar/lexis.h"

namespace factoid {

class WelshLexis final : public Lexis
{
  public:
    WelshLexis(const Panel& panel, const Traits& traits, Lexicon words);

  private:
    // "gwariodd", who, "", how much, "ar addysg"; "roedd gan", who, "ddyled o", how much, "".
    struct Wording {
        QStringList verb;
        QStringList middle;
        QStringList rest;
        Node node;
    };

    [[nodiscard]] Reader ownReader(const QString& name) const override;
    [[nodiscard]] std::vector<FieldFrame> ownFamily(const QString& name) const override;
    [[nodiscard]] Lexemes placedKinds(const std::vector<Token>& tokens, size_t at, bool one) const;
    [[nodiscard]] Lexemes amounts(const std::vector<Token>& tokens, size_t at) const;
    [[nodiscard]] Lexemes years(const std::vector<Token>& tokens, size_t at) const;
    [[nodiscard]] Lexemes turnedYears(const std::vector<Token>& tokens, size_t at, SaidYear::Form from,
                                      SaidYear::Form to) const;
    [[nodiscard]] Lexemes ordinals(const std::vector<Token>& tokens, size_t at) const;

    // welsh_lexis_families.cpp
    void makeWordings();
    void addWording(const QString& wording, Node node);
    [[nodiscard]] std::vector<FieldFrame> verbFrames(const QString& form) const;
    [[nodiscard]] std::vector<FieldFrame> againFrames() const;
    [[nodiscard]] std::vector<FieldFrame> restFrames(const QString& verb) const;
    [[nodiscard]] std::vector<FieldFrame> doneFrames(const QString& verb) const;
    [[nodiscard]] std::vector<FieldFrame> topicFrames(NodeKind kind) const;
    [[nodiscard]] std::vector<FieldFrame> shortTopicFrames() const;
    [[nodiscard]] std::vector<FieldFrame> hasFrames() const;
    [[nodiscard]] std::vector<FieldFrame> poundFrames() const;
    [[nodiscard]] QStringList variantsOf(const QString& phrase) const;
    [[nodiscard]] QStringList topicsOf(size_t field) const;
    [[nodiscard]] FieldWords wordsOf(size_t field) const;

    AmountGrammar m_amounts;
    QStringList m_months;
    std::vector<QStringList> m_variants; // each: a phrase, and another way to say it
    std::vector<Wording> m_wordings;
    PhraseTable<Term> m_nouns;
    PhraseTable<QString> m_places;
    PhraseTable<int> m_ordinals;
};

} // namespace factoid
