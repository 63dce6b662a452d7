#include "core/factoids/welsh_reader.h"

#include <algorithm>

namespace factoid {

using What = Mention::Kind;

namespace {

const QuantityWords kQuantityWords{{{{"miliwn", 6}, {"biliwn", 9}, {"triliwn", 12}}},
                                   {{"y", "cant"}, {"%"}},
                                   {{"pwynt", "canran"}},
                                   u'c',
                                   "minws",
                                   "tua"};

} // namespace

void WelshReader::readMentions()
{
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
    readRelations();
    readRatios();
    readQuantities(kQuantityWords);
    readLimits();
    readChanges();
    readLinks();
    readNames();
    giveBackOthers();
}

void WelshReader::readFixedPhrases()
{
    readPhrase({"cyn", "chwyddiant"}, What::Inflation);
    readPhrase({"yn", "ôl", "ffigurau", "dros", "dro"}, What::Provisional);
    readPhrase({"yn", "ôl", "ffigurau", "amcangyfrifedig"}, What::Estimated);
    readPhrase({"i", "gyd"}, What::InAll);
    readPhrase({"ar", "gyfartaledd"}, What::OnAverage);
    // Between any two of a group on average; of two councils that are named it would be another claim.
    if (lastBefore(m.tokens.size(), What::OnAverage)) {
        for (size_t at = 0; at < m.tokens.size(); ++at) {
            if (isAny(at, {"gwahaniaeth", "wahaniaeth"}))
                use(at, at);
            else if (are(at, {"o", "ran"}))
                use(at, at + 1);
            else if (is(at, "rhwng") && are(at + 1, {"unrhyw"}))
                use(at, at);
        }
    }
    readPhrase({"heb", "gyflwyno", "ffigurau"}, What::NoReturn);
    readPhrase({"i", "bob", "preswylydd"}, What::PerHead);
    readPhrase({"y", "pen"}, What::PerHead);
}

bool WelshReader::isArticle(size_t at) const
{
    return at < m.tokens.size() && QStringList{QStringLiteral("y"), QStringLiteral("yr"), QStringLiteral("r")}.contains(m.tokens[at].lower);
}

size_t WelshReader::ofTheAt(size_t at) const
{
    if (!is(at, "o"))
        return 0;
    return isFree(at + 1) && m.tokens[at + 1].text == QLatin1String("'") && is(at + 2, "r") ? 3 : 1;
}

// [unrhyw ddau] [192] cyngor dosbarth [cyfartalog|nodweddiadol] [arall] [yn Lloegr|Lloegr] [a gyflwynodd ffigurau]
bool WelshReader::readGroupAt(size_t start)
{
    Mention group;
    group.kind = What::Group;
    size_t at = start;
    if (are(at, {"unrhyw", "ddau"}) || are(at, {"unrhyw", "ddwy"})) {
        group.modifier = Mention::Modifier::Pair;
        at += 2;
    } else if (const auto number = wholeAt(at)) {
        group.number = *number;
        ++at;
    }
    const size_t kind = kindAt(at, &group);
    if (kind == 0)
        return false;
    at += kind;
    if (group.modifier == Mention::Modifier::None && isAny(at, {"cyfartalog", "gyfartalog"}))
        group.modifier = Mention::Modifier::Average;
    else if (group.modifier == Mention::Modifier::None && is(at, "nodweddiadol"))
        group.modifier = Mention::Modifier::Typical;
    at += group.modifier == Mention::Modifier::Average || group.modifier == Mention::Modifier::Typical;
    group.other = is(at, "arall");
    at += group.other;
    at += placeAt(at, &group);
    // "Cyngor bwrdeistref" is the register's kind of that name in London only; elsewhere it is many a district's title.
    const QString needed = group.scope.type.isEmpty() ? QString() : v.lexicon.type(group.scope.type).place;
    if (!needed.isEmpty() && group.scope.region != needed && group.scope.nation != needed)
        return false;
    if (are(at, {"a", "gyflwynodd", "ffigurau"})) {
        group.reporting = true;
        at += 3;
    }
    group.bare = group.scope.isEmpty() && !group.wholeCountry;
    group.whole = group.reporting || (start > 0 && isArticle(start - 1));
    // Without a number the singular is one of them, nobody knows which; "y cyngor dosbarth" is no better.
    group.single = group.oneKind && group.number < 0 && group.modifier == Mention::Modifier::None;
    add(group, start, at - 1);
    return true;
}

void WelshReader::readGroups()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at))
            (void)readGroupAt(at);
    }
}

// "yr un nodweddiadol": in the group named before.
void WelshReader::readBareModifiers()
{
    for (size_t at = 1; at < m.tokens.size(); ++at) {
        const bool average = isAny(at + 1, {"cyfartalog", "gyfartalog"});
        if (!is(at, "un") || !isArticle(at - 1) || (!average && !is(at + 1, "nodweddiadol")))
            continue;
        const Mention* before = lastBefore(at, What::Group);
        if (!before)
            continue;
        Mention group = *before;
        group.number = -1;
        group.whole = group.single = group.reporting = false;
        group.modifier = average ? Mention::Modifier::Average : Mention::Modifier::Typical;
        add(group, at, at + 1);
    }
}

// Words that are harmless in their place and nowhere else.
void WelshReader::readLinks()
{
    const bool topOf = lastBefore(m.tokens.size(), What::TopOf) != nullptr;
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (are(at, {"o", "gymharu"}) && isAny(at + 2, {"â", "ag"}))
            use(at, at + 2);
        else if (topOf && are(at, {"yn", "gyfrifol", "am"}))
            use(at, at + 2);
        else if (topOf && is(at, "gyda") && isFree(at + 1) && are(at + 2, {"i", "gilydd"}))
            use(at, at + 3);
        else if (are(at, {"ar", "draws"}) && isArticle(at + 2) && mentionStarting(at + 3, What::Group) >= 0)
            use(at, at + 1);
        else if (is(at, "holl") && skipTerm(at + 1) > at + 1)
            use(at, at);
        else if (is(at, "ond") && isArticle(at + 1) && mentionStarting(at + 1, What::Rank) >= 0)
            use(at, at);
        else if (const int pence = is(at, "aeth") ? mentionStarting(at + 1, What::Quantity) : -1; pence >= 0) {
            const Mention& amount = m.mentions[static_cast<size_t>(pence)];
            const size_t past = amount.last + 1;
            if (amount.amount == Mention::Amount::Pence && are(past, {"o", "bob"}) && skipTerm(past + 2) > past + 2) {
                use(at, at);
                use(past, past + 1);
            }
        }
    }
}

// A name stands after the verb or noun whose it is, after "â" or "na", or opens a clause: "i Kent" would turn the money
// round, "sef Devon" would give one council two names.
void WelshReader::readNames()
{
    for (const Mention& mention : m.mentions) {
        if (mention.kind != What::Council && mention.kind != What::Group)
            continue;
        size_t before = mention.first;
        while (before > 0 && (isArticle(before - 1) || m.tokens[before - 1].text == QLatin1String("'")))
            --before;
        if (before == 0)
            continue;
        const QString& word = m.tokens[before - 1].lower;
        const bool ofTerm = std::ranges::any_of(m.terms, [&](const Reading::FoundTerm& term) { return term.last + 1 == before; });
        static const QSet<QString> kBefore{QStringLiteral(","), QStringLiteral(";"), QStringLiteral("â"), QStringLiteral("ag"), QStringLiteral("na"), QStringLiteral("nag")};
        const bool placed = mention.kind == What::Council ? ofTerm || kBefore.contains(word) : word != QLatin1String("i");
        if (!placed)
            m.used[mention.first] = false;
    }
}

// "Arall" says something only within a place: "mwy nag unrhyw gyngor arall". Elsewhere it is a word too many.
void WelshReader::giveBackOthers()
{
    for (const Mention& mention : m.mentions) {
        if (mention.kind != What::Group || !mention.other || mention.consumed)
            continue;
        for (size_t at = mention.first; at <= mention.last; ++at) {
            if (m.tokens[at].lower == QLatin1String("arall"))
                m.used[at] = false;
        }
    }
}

} // namespace factoid
