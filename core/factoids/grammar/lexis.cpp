#include "core/factoids/grammar/lexis.h"

#include "core/factoids/words/number_words.h"

#include <algorithm>

namespace factoid {

Lexeme lexeme(NodeKind kind, size_t end)
{
    Lexeme made;
    made.end = end;
    made.node.kind = kind;
    return made;
}

QStringList lowerTokens(const QString& phrase)
{
    return phraseTokens(phrase.toLower());
}

Node fieldNode(size_t field, int sign)
{
    Node node;
    node.kind = NodeKind::Field;
    node.fields = {static_cast<int>(field)};
    node.sign = sign;
    return node;
}

Lexis::Lexis(const Panel& panel, const Traits& traits, Lexicon words)
    : m_panel(panel)
    , m_traits(traits)
    , m_vocabulary(panel, traits, std::move(words))
{
}

Lexis::Reader Lexis::reader(const QString& name) const
{
    if (auto own = ownReader(name))
        return own;
    using Tokens = std::vector<Token>;
    if (name == "council"_L1)
        return [this](const Tokens& tokens, size_t at) { return councils(tokens, at); };
    if (name == "kind"_L1)
        return [this](const Tokens& tokens, size_t at) { return kinds(tokens, at, true); };
    if (name == "kinds"_L1)
        return [this](const Tokens& tokens, size_t at) { return kinds(tokens, at, false); };
    if (name == "place"_L1)
        return [this](const Tokens& tokens, size_t at) { return places(m_vocabulary.places, tokens, at); };
    if (name == "adjective"_L1)
        return [this](const Tokens& tokens, size_t at) { return places(m_vocabulary.adjectives, tokens, at); };
    static const QHash<QString, std::pair<TermPart, NodeKind>> kTerms = {
        {u"noun"_s, {TermPart::Noun, NodeKind::Field}},
        {u"thing"_s, {TermPart::Thing, NodeKind::Field}},
        {u"pound"_s, {TermPart::Pound, NodeKind::Pound}},
        {u"aside"_s, {TermPart::Aside, NodeKind::Field}},
        {u"lift"_s, {TermPart::Lift, NodeKind::Lift}},
        {u"cost"_s, {TermPart::Cost, NodeKind::Field}},
        {u"lender"_s, {TermPart::Lender, NodeKind::Field}},
        {u"unit"_s, {TermPart::Unit, NodeKind::Field}},
        {u"quality"_s, {TermPart::Quality, NodeKind::Field}},
        {u"source"_s, {TermPart::Source, NodeKind::Field}},
        {u"asidenoun"_s, {TermPart::AsideNoun, NodeKind::Field}},
        {u"headnoun"_s, {TermPart::HeadNoun, NodeKind::Field}},
    };
    if (const auto term = kTerms.constFind(name); term != kTerms.cend())
        return [this, what = *term](const Tokens& tokens, size_t at) {
            return terms(tokens, at, what.first, what.second);
        };
    if (name == "number"_L1)
        return [this](const Tokens& tokens, size_t at) {
            const auto number = wholeNumber(tokens[at]);
            if (!number)
                return Lexemes();
            Lexeme made = lexeme(NodeKind::Number, at + 1);
            made.node.number = *number;
            return Lexemes{made};
        };
    if (name == "ordinal"_L1)
        return [this](const Tokens& tokens, size_t at) {
            const auto number = m_vocabulary.ordinalOf(tokens[at].lower);
            if (!number)
                return Lexemes();
            Lexeme made = lexeme(NodeKind::Number, at + 1);
            made.node.number = *number;
            return Lexemes{made};
        };
    if (name == "tenths"_L1)
        return [](const Tokens& tokens, size_t at) {
            const auto tenths = tenthsOf(tokens[at]);
            if (!tenths)
                return Lexemes();
            Lexeme made = lexeme(NodeKind::Number, at + 1);
            made.node.tenths = *tenths;
            return Lexemes{made};
        };
    return {};
}

std::vector<FieldFrame> Lexis::family(const QString& name) const
{
    return ownFamily(name);
}

std::optional<int> Lexis::wholeNumber(const Token& token) const
{
    if (const auto word = m_vocabulary.cardinalOf(token.lower))
        return word;
    // Separators must stand where they belong, or "1,92" would be read as 192.
    QString digits = token.text;
    digits.remove(QLatin1Char(','));
    if (token.text.contains(QLatin1Char(',')) && withSeparators(digits) != token.text)
        return std::nullopt;
    for (const QChar c : digits) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
    }
    bool fine = false;
    const int number = digits.toInt(&fine);
    return fine ? std::optional(number) : std::nullopt;
}

std::vector<Lexeme> Lexis::councils(const std::vector<Token>& tokens, size_t at) const
{
    const auto found = m_vocabulary.councils.longest(tokens, at);
    // One phrase for two councils, or a name that needs its kind.
    if (found.size() != 1 || found.front()->meaning.council < 0)
        return {};
    Lexeme made = lexeme(NodeKind::Council, at + static_cast<size_t>(found.front()->tokens.size()));
    made.node.council = found.front()->meaning.council;
    return {made};
}

std::optional<QString> Lexis::ambiguousName(const std::vector<Token>& tokens, size_t at) const
{
    const auto found = m_vocabulary.councils.longest(tokens, at);
    if (found.empty() || (found.size() == 1 && found.front()->meaning.council >= 0))
        return std::nullopt;
    return found.front()->tokens.join(QLatin1Char(' '));
}

std::vector<Lexeme> Lexis::kinds(const std::vector<Token>& tokens, size_t at, bool one) const
{
    Lexemes made;
    for (const auto* found : m_vocabulary.kinds.longest(tokens, at)) {
        if (found->meaning.one != one)
            continue;
        Lexeme kind = lexeme(NodeKind::KindName, at + static_cast<size_t>(found->tokens.size()));
        kind.node.name = found->meaning.type;
        made.push_back(kind);
    }
    return made;
}

std::vector<Lexeme> Lexis::terms(const std::vector<Token>& tokens, size_t at, TermPart part, NodeKind kind) const
{
    Lexemes made;
    for (const auto* found : m_vocabulary.terms.all(tokens, at)) {
        if (found->meaning.part != part)
            continue;
        Lexeme term = lexeme(kind, at + static_cast<size_t>(found->tokens.size()));
        term.node.fields = {found->meaning.field};
        term.node.number = part == TermPart::HeadNoun ? kPerHead : part == TermPart::Aside ? kAside : 0;
        made.push_back(term);
    }
    return made;
}

std::vector<Lexeme> Lexis::places(const PhraseTable<QString>& table, const std::vector<Token>& tokens, size_t at) const
{
    Lexemes made;
    for (const auto* found : table.longest(tokens, at)) {
        Lexeme place = lexeme(NodeKind::Place, at + static_cast<size_t>(found->tokens.size()));
        place.node.name = found->meaning;
        made.push_back(place);
    }
    return made;
}

} // namespace factoid
