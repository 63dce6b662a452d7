// Lexis: the words of a language that carry values, for the figures at hand: names of councils, fields in all their
// wordings, kinds and places, numbers, amounts and years. What a grammar file calls @name is one of these. Built once
// per panel and language; immutable; any thread.
#pragma once

#include "core/factoids/grammar/parse_tree.h"
#include "core/factoids/grammar/verifier_vocabulary.h"

#include <functional>
#include <initializer_list>

namespace factoid {

struct Lexeme {
    size_t end = 0; // past its last token
    Node node;      // first and last are set by the parser
};

// One way to say a field around something else: "spent", …, "on education". Tokens in lower case.
struct FieldFrame {
    QStringList before;
    QStringList after;
    Node node;
};

class Lexis
{
  public:
    Lexis(const Panel& panel, const Traits& traits, Lexicon words);
    virtual ~Lexis() = default;
    Lexis(const Lexis&) = delete;
    Lexis& operator=(const Lexis&) = delete;

    [[nodiscard]] const Vocabulary& vocabulary() const { return m_vocabulary; }
    // Nothing: there is no such lexeme at all.
    using Reader = std::function<std::vector<Lexeme>(const std::vector<Token>& tokens, size_t at)>;
    [[nodiscard]] Reader reader(const QString& name) const;
    // The frames of a family (did, again, done, nounby …); empty when it is not known.
    [[nodiscard]] std::vector<FieldFrame> family(const QString& name) const;
    // A name that does not say which council is meant stands at the token: what to say of it.
    [[nodiscard]] std::optional<QString> ambiguousName(const std::vector<Token>& tokens, size_t at) const;

  protected:
    using Lexemes = std::vector<Lexeme>;
    // What a language adds to, or has instead of, those below.
    [[nodiscard]] virtual Reader ownReader(const QString& name) const = 0;
    [[nodiscard]] virtual std::vector<FieldFrame> ownFamily(const QString& name) const = 0;

    [[nodiscard]] Lexemes councils(const std::vector<Token>& tokens, size_t at) const;
    [[nodiscard]] Lexemes kinds(const std::vector<Token>& tokens, size_t at, bool one) const;
    [[nodiscard]] Lexemes terms(const std::vector<Token>& tokens, size_t at, TermPart part, NodeKind kind) const;
    [[nodiscard]] Lexemes places(const PhraseTable<QString>& table, const std::vector<Token>& tokens, size_t at) const;
    [[nodiscard]] std::optional<int> wholeNumber(const Token& token) const;

    const Panel& m_panel;
    const Traits& m_traits;
    Vocabulary m_vocabulary;
};

// Amounts and years are read alike in all languages but for their words.
struct AmountGrammar {
    struct Scale {
        QString word;
        int exponent;
    };
    std::vector<Scale> scales;
    std::vector<Scale> suffixes; // "£3.4m"
    std::vector<QStringList> percent;
    std::vector<QStringList> points;
    QChar pence;
    QStringList minus;
    QStringList about;
};
// The amount that starts at the token. `step` of "£354,000" is 1,000: it is to three significant figures.
[[nodiscard]] std::vector<Lexeme> amountAt(const AmountGrammar& words, const std::vector<Token>& tokens, size_t at);
// "2019/20", "2018"; with the names of the months in order, "March 2020".
[[nodiscard]] std::vector<Lexeme> yearAt(const QStringList& months, const QString& middle,
                                         const std::vector<Token>& tokens, size_t at);
// "1.7", as tenths.
[[nodiscard]] std::optional<int> tenthsOf(const Token& token);

// A phrase of the word lists as a reader meets it, in lower case.
[[nodiscard]] QStringList lowerTokens(const QString& phrase);
// The field of that panel index; sign -1: what the wording calls its opposite.
[[nodiscard]] Node fieldNode(size_t field, int sign = 1);
// Lexeme of a kind that ends before `end`.
[[nodiscard]] Lexeme lexeme(NodeKind kind, size_t end);

} // namespace factoid
