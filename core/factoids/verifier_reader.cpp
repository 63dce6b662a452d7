#include "core/factoids/verifier_reader.h"

#include "core/factoids/number_words.h"

#include <algorithm>

namespace factoid {

using What = Mention::Kind;

Result<Reading> readText(const Vocabulary& vocabulary, const QString& text) {
    auto tokens = tokenise(text);
    if (!tokens)
        return std::unexpected(tokens.error());
    return TextReader(vocabulary, *std::move(tokens)).read();
}

TextReader::TextReader(const Vocabulary& vocabulary, std::vector<Token> tokens)
    : v(vocabulary) {
    m.used.assign(tokens.size(), false);
    m.tokens = std::move(tokens);
}

Result<Reading> TextReader::read() {
    if (const auto named = readCouncils(); !named)
        return std::unexpected(named.error());
    readTerms();
    readFixedPhrases();
    readYears();
    readGroups();
    readBareModifiers();
    readRecords();
    readSteps();
    readCrossings();
    readRanks();
    readOnly();
    readTops();
    readReported();
    readStreaks();
    readRelativeYears();
    readSpans();
    readTendencies();
    readRatios();
    readQuantities();
    readLimits();
    readChanges();
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

bool TextReader::is(size_t at, const char* word) const {
    return isFree(at) && m.tokens[at].lower == QLatin1String(word);
}

bool TextReader::isAny(size_t at, std::initializer_list<const char*> words) const {
    return std::ranges::any_of(words, [&](const char* word) { return is(at, word); });
}

bool TextReader::are(size_t at, std::initializer_list<const char*> words) const {
    return std::ranges::all_of(words, [&](const char* word) { return is(at++, word); });
}

std::optional<int> TextReader::wholeAt(size_t at) const {
    if (!isFree(at))
        return std::nullopt;
    if (const auto word = cardinalFromWord(m.tokens[at].lower))
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

int TextReader::mentionStarting(size_t at, What kind) const {
    for (size_t i = 0; i < m.mentions.size(); ++i) {
        if (m.mentions[i].kind == kind && m.mentions[i].first == at)
            return static_cast<int>(i);
    }
    return -1;
}

int TextReader::mentionEnding(size_t before, What kind) const {
    for (size_t i = 0; i < m.mentions.size(); ++i) {
        if (m.mentions[i].kind == kind && m.mentions[i].last + 1 == before)
            return static_cast<int>(i);
    }
    return -1;
}

int TextReader::add(Mention mention, size_t first, size_t last) {
    mention.first = first;
    mention.last = last;
    use(first, last);
    m.mentions.push_back(std::move(mention));
    return static_cast<int>(m.mentions.size()) - 1;
}

void TextReader::use(size_t first, size_t last) {
    for (size_t i = first; i <= last; ++i)
        m.used[i] = true;
}

Result<void> TextReader::readCouncils() {
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

void TextReader::readTerms() {
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

void TextReader::readFixedPhrases() {
    const auto phrase = [this](std::initializer_list<const char*> words, What kind) {
        for (size_t at = 0; at < m.tokens.size(); ++at) {
            if (are(at, words)) {
                Mention mention;
                mention.kind = kind;
                add(mention, at, at + words.size() - 1);
            }
        }
    };
    phrase({"before", "inflation"}, What::Inflation);
    phrase({"on", "provisional", "figures"}, What::Provisional);
    phrase({"on", "estimated", "figures"}, What::Estimated);
    phrase({"in", "all"}, What::InAll);
    phrase({"on", "average"}, What::OnAverage);
    phrase({"made", "no", "return"}, What::NoReturn);
    phrase({"for", "each", "resident"}, What::PerHead);
    phrase({"for", "every", "resident"}, What::PerHead);
    phrase({"per", "head"}, What::PerHead);
    phrase({"per", "person"}, What::PerHead);
    phrase({"per", "resident"}, What::PerHead);
    phrase({"a", "head"}, What::PerHead);
    // Words of direction that say none here.
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (are(at, {"made", "up"}) || are(at, {"make", "up"}))
            use(at, at + 1);
    }
}

// A place at the token: its length in tokens, 0 when there is none.
size_t TextReader::placeAt(size_t at, Mention* group) const {
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

size_t TextReader::kindAt(size_t at, Mention* group) const {
    if (!isFree(at))
        return 0;
    const auto found = v.kinds.longest(m.tokens, at);
    if (found.empty())
        return 0;
    group->scope.type = found.front()->meaning;
    return static_cast<size_t>(found.front()->tokens.size());
}

// [average|typical|any two] [England's] [192] [English] districts [in England] [that reported]
bool TextReader::readGroupAt(size_t start) {
    Mention group;
    group.kind = What::Group;
    size_t at = start;
    if (isAny(at, {"average", "typical"})) {
        group.modifier =
            is(at, "average") ? Mention::Modifier::Average : Mention::Modifier::Typical;
        ++at;
    } else if (are(at, {"any", "two"})) {
        group.modifier = Mention::Modifier::Pair;
        at += 2;
    }
    Mention owner = group;
    const size_t ownerLength = placeAt(at, &owner);
    if (ownerLength > 0 && (is(at + ownerLength, "'s") || is(at + ownerLength, "'"))) {
        group = owner;
        group.owned = true;
        at += ownerLength + 1;
    }
    if (const auto number = wholeAt(at)) {
        group.number = *number;
        ++at;
    }
    // "Scottish councils" is a kind of its own before it is an adjective and a kind.
    size_t length = kindAt(at, &group);
    if (length == 0 && isFree(at)) {
        const auto adjective = v.adjectives.longest(m.tokens, at);
        const size_t skip =
            adjective.empty() ? 0 : static_cast<size_t>(adjective.front()->tokens.size());
        length = skip == 0 ? 0 : kindAt(at + skip, &group);
        if (length == 0)
            return false;
        if (adjective.front()->meaning == QLatin1String("*"))
            group.wholeCountry = true;
        else
            group.scope.nation = adjective.front()->meaning;
        at += skip;
    }
    if (length == 0)
        return false;
    at += length;
    if (is(at, "in")) {
        const Mention before = group;
        const size_t placed = placeAt(at + 1, &group);
        // "English councils in Northern Ireland" are nowhere.
        const bool moved =
            !before.scope.nation.isEmpty() && before.scope.nation != group.scope.nation;
        const bool spread =
            before.wholeCountry || (group.wholeCountry && !group.scope.nation.isEmpty());
        if (placed > 0 && (moved || spread))
            return false;
        at += placed > 0 ? placed + 1 : 0;
    }
    if (are(at, {"that", "reported"})) {
        group.reporting = true;
        at += 2;
    }
    group.bare = group.scope.isEmpty() && !group.wholeCountry;
    add(group, start, at - 1);
    return true;
}

void TextReader::readGroups() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at))
            (void)readGroupAt(at);
    }
}

// "the average", "the typical one": in the group named before.
void TextReader::readBareModifiers() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isAny(at, {"average", "typical"}) || at == 0 ||
            m.tokens[at - 1].lower != QLatin1String("the"))
            continue;
        const bool one = is(at + 1, "one");
        const Mention* before = nullptr;
        for (const Mention& mention : m.mentions) {
            if (mention.kind == What::Group && mention.last < at &&
                (!before || mention.first > before->first))
                before = &mention;
        }
        if (!before)
            continue;
        Mention group = *before;
        group.number = -1;
        group.owned = group.reporting = false;
        group.modifier =
            is(at, "average") ? Mention::Modifier::Average : Mention::Modifier::Typical;
        add(group, at, one ? at + 1 : at);
    }
}

} // namespace factoid
