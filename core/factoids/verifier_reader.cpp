#include "core/factoids/verifier_reader.h"

#include "core/factoids/english_reader.h"
#include "core/factoids/number_words.h"
#include "core/factoids/welsh_reader.h"

#include <algorithm>

namespace factoid {

using What = Mention::Kind;

Result<Reading> readText(const Vocabulary& vocabulary, const QString& text) {
    auto tokens = tokenise(text);
    if (!tokens)
        return std::unexpected(tokens.error());
    if (vocabulary.lexicon.language() == QLatin1String("cy"))
        return WelshReader(vocabulary, *std::move(tokens)).read();
    return EnglishReader(vocabulary, *std::move(tokens)).read();
}

MentionReader::MentionReader(const Vocabulary& vocabulary, std::vector<Token> tokens)
    : v(vocabulary) {
    m.used.assign(tokens.size(), false);
    m.tokens = std::move(tokens);
}

Result<Reading> MentionReader::read() {
    if (const auto named = readCouncils(); !named)
        return std::unexpected(named.error());
    readTerms();
    readMentions();
    std::vector<size_t> order(m.mentions.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [this](size_t i) { return m.mentions[i].first; });
    std::vector<int> place(order.size());
    for (size_t i = 0; i < order.size(); ++i)
        place[order[i]] = static_cast<int>(i);
    std::vector<Mention> sorted;
    for (const size_t i : order) {
        sorted.push_back(m.mentions[i]);
        if (sorted.back().link >= 0)
            sorted.back().link = place[static_cast<size_t>(sorted.back().link)];
    }
    m.mentions = std::move(sorted);
    return std::move(m);
}

bool MentionReader::is(size_t at, const char* word) const {
    return isFree(at) && QAnyStringView::equal(m.tokens[at].lower, QUtf8StringView(word));
}

bool MentionReader::isAny(size_t at, std::initializer_list<const char*> words) const {
    return std::ranges::any_of(words, [&](const char* word) { return is(at, word); });
}

bool MentionReader::are(size_t at, std::initializer_list<const char*> words) const {
    return std::ranges::all_of(words, [&](const char* word) { return is(at++, word); });
}

std::optional<int> MentionReader::wholeAt(size_t at) const {
    if (!isFree(at))
        return std::nullopt;
    if (const auto word = v.cardinalOf(m.tokens[at].lower))
        return word;
    QString digits = m.tokens[at].text;
    // Separators must stand where they belong, or "1,92" would be read as 192.
    if (withSeparators(QString(digits).remove(QLatin1Char(','))) != digits &&
        digits.contains(QLatin1Char(',')))
        return std::nullopt;
    bool fine = false;
    const int number = digits.remove(QLatin1Char(',')).toInt(&fine);
    return fine ? std::optional(number) : std::nullopt;
}

int MentionReader::mentionStarting(size_t at, What kind) const {
    for (size_t i = 0; i < m.mentions.size(); ++i) {
        if (m.mentions[i].kind == kind && m.mentions[i].first == at)
            return static_cast<int>(i);
    }
    return -1;
}

int MentionReader::mentionEnding(size_t before, What kind) const {
    for (size_t i = 0; i < m.mentions.size(); ++i) {
        if (m.mentions[i].kind == kind && m.mentions[i].last + 1 == before)
            return static_cast<int>(i);
    }
    return -1;
}

int MentionReader::add(Mention mention, size_t first, size_t last) {
    mention.first = first;
    mention.last = last;
    use(first, last);
    m.mentions.push_back(std::move(mention));
    return static_cast<int>(m.mentions.size()) - 1;
}

void MentionReader::use(size_t first, size_t last) {
    for (size_t i = first; i <= last; ++i)
        m.used[i] = true;
}

Result<void> MentionReader::readCouncils() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at))
            continue;
        const auto found = v.councils.longest(m.tokens, at);
        if (found.empty())
            continue;
        // One phrase for two councils, or a name that needs its kind.
        if (found.size() > 1 || found.front()->meaning.council < 0) {
            return fail(ErrorKind::Verification,
                        QStringLiteral("“%1” does not say which council is meant")
                            .arg(found.front()->tokens.join(QLatin1Char(' '))));
        }
        Mention council;
        council.kind = What::Council;
        council.council = found.front()->meaning.council;
        const size_t last = at + static_cast<size_t>(found.front()->tokens.size()) - 1;
        add(council, at, last);
        at = last;
    }
    return {};
}

void MentionReader::readTerms() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at))
            continue;
        const auto found = v.terms.longest(m.tokens, at);
        if (found.empty())
            continue;
        const size_t last = at + static_cast<size_t>(found.front()->tokens.size()) - 1;
        bool free = true;
        for (size_t i = at; i <= last; ++i)
            free = free && isFree(i);
        if (!free)
            continue;
        Reading::FoundTerm term{at, last, {}};
        for (const auto* phrase : found)
            term.meanings.push_back(phrase->meaning);
        m.terms.push_back(term);
        use(at, last);
        at = last;
    }
}

void MentionReader::readPhrase(std::initializer_list<const char*> words, What kind) {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!are(at, words))
            continue;
        Mention mention;
        mention.kind = kind;
        add(mention, at, at + words.size() - 1);
    }
}

// The last mention of the kind that ends before the token; nullptr when none does.
const Mention* MentionReader::lastBefore(size_t at, What kind) const {
    const Mention* last = nullptr;
    for (const Mention& mention : m.mentions) {
        if (mention.kind == kind && mention.last < at && (!last || mention.first > last->first))
            last = &mention;
    }
    return last;
}

// A place at the token: its length in tokens, 0 when there is none.
size_t MentionReader::placeAt(size_t at, Mention* group) const {
    if (!isFree(at))
        return 0;
    const auto found = v.places.longest(m.tokens, at);
    if (found.empty())
        return 0;
    const QString& name = found.front()->meaning;
    if (name == QLatin1String("*"))
        group->wholeCountry = true;
    else if (v.lexicon.isRegion(name))
        group->scope.region = name;
    else
        group->scope.nation = name;
    return static_cast<size_t>(found.front()->tokens.size());
}

size_t MentionReader::kindAt(size_t at, Mention* group) const {
    if (!isFree(at))
        return 0;
    const auto found = v.kinds.longest(m.tokens, at);
    if (found.empty())
        return 0;
    group->scope.type = found.front()->meaning.type;
    group->oneKind = found.front()->meaning.one;
    return static_cast<size_t>(found.front()->tokens.size());
}

// Past a field term that starts at the token, or the token itself.
size_t MentionReader::skipTerm(size_t at) const {
    for (const Reading::FoundTerm& term : m.terms) {
        if (term.first == at)
            return term.last + 1;
    }
    return at;
}

} // namespace factoid
