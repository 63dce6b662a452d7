// Vocabulary: the names, field terms and kinds of council that the verifier recognises in a text of
// one language. Built once per panel and language; immutable; any thread.
#pragma once

#include "core/factoids/grammar/verifier_tokens.h"
#include "core/factoids/words/lexicon.h"
#include "core/figures/panel.h"
#include "core/insights/claims/claim.h"

#include <QSet>

#include <optional>
#include <vector>

namespace factoid {

// A phrase in tokens, found by its first one.
template <class T>
struct Phrase {
    QStringList tokens;
    T meaning;
};

// The longest phrase of the table at a token; nullptr when none.
template <class T>
class PhraseTable
{
  public:
    void add(const QString& phrase, const T& meaning, bool matchCase)
    {
        QStringList tokens = phraseTokens(matchCase ? phrase : phrase.toLower());
        if (!tokens.isEmpty())
            m_byFirst[tokens.first()].push_back({tokens, meaning});
        m_matchCase = matchCase;
    }
    // Every phrase that is as long as the longest at this place.
    [[nodiscard]] std::vector<const Phrase<T>*> longest(const std::vector<Token>& tokens, size_t at) const
    {
        std::vector<const Phrase<T>*> best;
        const QString& first = m_matchCase ? tokens[at].text : tokens[at].lower;
        const auto candidates = m_byFirst.constFind(first);
        if (candidates == m_byFirst.cend())
            return best;
        for (const Phrase<T>& candidate : *candidates) {
            const auto length = static_cast<size_t>(candidate.tokens.size());
            if (!matches(tokens, at, candidate.tokens) ||
                (!best.empty() && candidate.tokens.size() < best.front()->tokens.size()))
                continue;
            if (!best.empty() && static_cast<size_t>(best.front()->tokens.size()) < length)
                best.clear();
            best.push_back(&candidate);
        }
        return best;
    }

    // Every phrase that stands at this place, whatever its length.
    [[nodiscard]] std::vector<const Phrase<T>*> all(const std::vector<Token>& tokens, size_t at) const
    {
        std::vector<const Phrase<T>*> found;
        const auto candidates = m_byFirst.constFind(m_matchCase ? tokens[at].text : tokens[at].lower);
        if (candidates == m_byFirst.cend())
            return found;
        for (const Phrase<T>& candidate : *candidates) {
            if (matches(tokens, at, candidate.tokens))
                found.push_back(&candidate);
        }
        return found;
    }

  private:
    [[nodiscard]] bool matches(const std::vector<Token>& tokens, size_t at, const QStringList& phrase) const
    {
        if (at + static_cast<size_t>(phrase.size()) > tokens.size())
            return false;
        for (qsizetype i = 0; i < phrase.size(); ++i) {
            const Token& token = tokens[at + static_cast<size_t>(i)];
            if ((m_matchCase ? token.text : token.lower) != phrase.at(i))
                return false;
        }
        return true;
    }
    QHash<QString, std::vector<Phrase<T>>> m_byFirst;
    bool m_matchCase = false;
};

// Which part of a field's wording a phrase is.
enum class TermPart {
    Noun,
    Thing,
    Wording,
    Pound,
    Lift,
    Aside,
    Cost,
    Unit,
    Lender,
    Quality,
    Source,
    AsideNoun,
    HeadNoun
};
struct Term {
    int field = -1; // panel index
    TermPart part = TermPart::Noun;
};

struct NamedCouncil {
    int council = -1; // panel index; -1: the name alone does not say which council is meant
};

struct NamedKind {
    QString type;     // empty: any council
    bool one = false; // "county council", not "county councils"
};

struct Vocabulary {
    Vocabulary(const Panel& panel, const Traits& traits, Lexicon words);

    Lexicon lexicon;
    PhraseTable<NamedCouncil> councils;
    PhraseTable<Term> terms;
    PhraseTable<NamedKind> kinds;
    PhraseTable<QString> places;     // nation or region by its own name; "*": the whole country
    PhraseTable<QString> adjectives; // nation; "*"
    QSet<QString> forbidden;         // words with a reason of their own for being refused
    // One word in lower case.
    std::optional<int> (*cardinalOf)(QStringView word) = nullptr;
    std::optional<int> (*ordinalOf)(QStringView word) = nullptr;
};

} // namespace factoid
