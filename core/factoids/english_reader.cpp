#include "core/factoids/english_reader.h"

namespace factoid {

using What = Mention::Kind;

namespace {

const QuantityWords kQuantityWords{{{{"million", 6}, {"billion", 9}, {"trillion", 12}}},
                                   {{"percent"}, {"%"}},
                                   {{"percentage", "point"}, {"percentage", "points"}},
                                   u'p',
                                   "minus",
                                   "about"};

} // namespace

void EnglishReader::readMentions() {
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
    readQuantities(kQuantityWords);
    readLimits();
    readChanges();
}

void EnglishReader::readFixedPhrases() {
    readPhrase({"before", "inflation"}, What::Inflation);
    readPhrase({"on", "provisional", "figures"}, What::Provisional);
    readPhrase({"on", "estimated", "figures"}, What::Estimated);
    readPhrase({"in", "all"}, What::InAll);
    readPhrase({"on", "average"}, What::OnAverage);
    // Any two of a group differ on average; of two councils that are named it would be another claim.
    if (lastBefore(m.tokens.size(), What::OnAverage)) {
        for (size_t at = 0; at < m.tokens.size(); ++at) {
            if (is(at, "differed"))
                use(at, at);
        }
    }
    readPhrase({"made", "no", "return"}, What::NoReturn);
    readPhrase({"for", "each", "resident"}, What::PerHead);
    readPhrase({"for", "every", "resident"}, What::PerHead);
    readPhrase({"per", "head"}, What::PerHead);
    readPhrase({"per", "person"}, What::PerHead);
    readPhrase({"per", "resident"}, What::PerHead);
    readPhrase({"a", "head"}, What::PerHead);
    // Words of direction that say none here.
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (are(at, {"made", "up"}) || are(at, {"make", "up"}))
            use(at, at + 1);
    }
}

// [average|typical|any two] [England's] [192] [English] districts [in England] [that reported]
bool EnglishReader::readGroupAt(size_t start) {
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
    static const QSet<QString> kWhole{QStringLiteral("of"), QStringLiteral("the"), QStringLiteral("across"), QStringLiteral("among")};
    static const QSet<QString> kOne{QStringLiteral("a"), QStringLiteral("an"), QStringLiteral("one")};
    const QString before = start > 0 ? m.tokens[start - 1].lower : QString();
    group.whole = group.owned || group.reporting || kWhole.contains(before);
    group.single = group.modifier == Mention::Modifier::None && kOne.contains(before);
    add(group, start, at - 1);
    return true;
}

void EnglishReader::readGroups() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at))
            (void)readGroupAt(at);
    }
}

// "the average", "the typical one": in the group named before.
void EnglishReader::readBareModifiers() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isAny(at, {"average", "typical"}) || at == 0 ||
            m.tokens[at - 1].lower != QLatin1String("the"))
            continue;
        const bool one = is(at + 1, "one");
        const Mention* before = lastBefore(at, What::Group);
        if (!before)
            continue;
        Mention group = *before;
        group.number = -1;
        group.owned = group.reporting = false;
        group.whole = group.single = false;
        group.modifier =
            is(at, "average") ? Mention::Modifier::Average : Mention::Modifier::Typical;
        add(group, at, one ? at + 1 : at);
    }
}

} // namespace factoid
