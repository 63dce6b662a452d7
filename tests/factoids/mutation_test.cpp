// Lies made from true factoids: several hundred sentences that the writer made from the real
// figures are changed in one place, with the claims as they were and with `shown` changed to fit.
// No lie passes, and no honest sentence is refused. The seed is printed; counts by kind of lie are
// printed too.
#include "mutation_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

void numberLies(Lies& lies, const QString& text, std::mt19937& random)
{
    // One digit of every amount, ratio and count; years are another kind.
    everyMatch(lies, text, "a digit",
               u"(?<![\\d/])(?<!March )(?<!mid-)(?<!in "
               ")\\d[\\d,.]*\\d(?![/\\d])|(?<![\\d/.,])\\d(?![/\\d.,]\\d)"_s,
               [&](const QRegularExpressionMatch& match) {
                   QString number = match.captured();
                   for (;;) {
                       const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(number.size()));
                       if (!number.at(at).isDigit())
                           continue;
                       number[at] = QChar(u'0' + (number.at(at).digitValue() + 1) % 10);
                       return number;
                   }
               });
    swapWords(lies, text, "a unit", {{"million", "billion"}, {"percent", "percentage points"}});
    swapWords(lies, text, "a number word",
              {{"two", "three"},
               {"four", "six"},
               {"five", "eight"},
               {"seven", "nine"},
               {"ten", "five"},
               {"twice", "three times"},
               {"a third", "half"},
               {"a quarter", "a fifth"}});
    everyMatch(lies, text, "a year", u"\\b(\\d{4})/(\\d{2})\\b"_s,
               [](const auto& match) { return Year::financial(match.captured(1).toInt() - 1).label(); });
    everyMatch(lies, text, "a year", u"\\b(March|April) (\\d{4})\\b"_s,
               [](const auto& match) { return u"%1 %2"_s.arg(match.captured(1)).arg(match.captured(2).toInt() + 1); });
    everyMatch(lies, text, "an extra number", u"\\.$"_s, [](const auto&) { return u", up 12 percent."_s; });
}

void wordLies(Lies& lies, const QString& text)
{
    swapWords(lies, text, "a direction",
              {{"rose", "fell"},
               {"(?<!made )up", "down"},
               {"down", "up"},
               {"rise", "fall"},
               {"rises", "falls"},
               {"a rise", "a fall"}});
    swapWords(lies, text, "a rank word",
              {{"more", "less"},
               {"most", "least"},
               {"highest", "lowest"},
               {"higher", "lower"},
               {"second", "third"},
               {"the most", "the second most"},
               {"the highest", "the second highest"}});
    swapWords(lies, text, "a scope",
              {{"in England", "in the UK"},
               {"English", "Scottish"},
               {"English", "UK"},
               {"London borough", "Welsh council"},
               {"London boroughs", "Welsh councils"},
               {"districts", "unitary authorities"},
               {"any other", "any other English"}});
    everyMatch(lies, text, "per head dropped", u" (for each resident|per head)"_s, [](const auto&) { return u""_s; });
    everyMatch(lies, text, "per head added", u"£[\\d.,]*\\d( million| billion)?(?! for each)(?= in )"_s,
               [&](const auto& match) {
                   return text.contains("resident"_L1) || text.contains("per head"_L1)
                              ? QString()
                              : match.captured() + u" for each resident"_s;
               });
    swapWords(lies, text, "average for typical", {{"average", "typical"}});
    swapWords(lies, text, "a field",
              {{"earmarked", "unallocated"},
               {"adult social care", "public health"},
               {"children's social care", "culture"},
               {"borrowing", "interest payments"},
               {"investments", "earmarked reserves"},
               {"in interest", "to repay debt"}});
    everyMatch(lies, text, "a negation", u"\\b(held|owed|spent|charged|received|rose|fell|was|were|paid)\\b"_s,
               [](const auto& match) { return u"never "_s + match.captured(); });
    everyMatch(lies, text, "a cause", u"\\.$"_s, [](const auto&) { return u" because of cuts."_s; });
    everyMatch(lies, text, "the price basis dropped", u", before inflation"_s, [](const auto&) { return u""_s; });
    everyMatch(lies, text, "the gap dropped", u"(, of the \\d+)? that reported"_s, [](const auto&) { return u""_s; });
    everyMatch(lies, text, "a qualifier", u"\\bnearly\\b"_s, [](const auto&) { return u"more than"_s; });
    everyMatch(lies, text, "a qualifier", u"\\b(twice|doubled|\\w+ times)\\b"_s,
               [](const auto& match) { return u"nearly "_s + match.captured(); });
    everyMatch(lies, text, "all for some", u"\\b(ten|five) of (?=England|the)"_s,
               [](const auto&) { return u"most of "_s; });
}

Lies liesOf(const Panel& panel, const Factoid& factoid, std::mt19937& random)
{
    Lies lies;
    const QString& text = factoid.text;
    numberLies(lies, text, random);
    wordLies(lies, text);
    QStringList names;
    for (const QString& code : factoid.councils) {
        const QString& name = panel.councils()[static_cast<size_t>(panel.councilIndex(code))].name;
        const QString quoted = QRegularExpression::escape(name);
        names.append(quoted);
        everyMatch(lies, text, "an invented council", u"\\b%1\\b"_s.arg(quoted),
                   [](const auto&) { return u"Barchester"_s; });
        const Council& other = panel.councils()[random() % panel.councils().size()];
        everyMatch(lies, text, "another council", u"\\b%1\\b"_s.arg(quoted), [&](const auto&) { return other.name; });
    }
    if (names.size() == 2)
        swapTwo(lies, text, "names swapped", u"\\b(%1)\\b"_s.arg(names.join(QLatin1Char('|'))));
    swapTwo(lies, text, "years swapped", u"\\d{4}/\\d{2}|March \\d{4}"_s);
    swapTwo(lies, text, "amounts swapped", u"£[\\d.,]*\\d( million| billion)?"_s);
    return lies;
}

bool isTrueQualifier(double ratio, const Lie& lie)
{
    const bool nearly = lie.to.startsWith("nearly"_L1);
    const QString word = lie.to.section(QLatin1Char(' '), 1);
    double says = word.startsWith("twice"_L1) || word.startsWith("doubled"_L1)
                      ? 2
                      : word.section(QLatin1Char(' '), 0, 0).toDouble();
    const QStringList words{u"three"_s, u"four"_s, u"five"_s, u"six"_s, u"seven"_s, u"eight"_s, u"nine"_s, u"ten"_s};
    if (words.contains(word.section(QLatin1Char(' '), 0, 0)))
        says = 3 + static_cast<double>(words.indexOf(word.section(QLatin1Char(' '), 0, 0)));
    return nearly && ratio < says && ratio >= 0.95 * says;
}

// Lies that happen to be true, judged without the verifier: ratio words that hold by the house
// style's own tolerance, a kind of council that exists in one nation only, cash that changed more
// than threefold.
bool isTrue(const Panel& panel, const Factoid& truth, const Lie& lie)
{
    if (lie.kind == "a qualifier"_L1)
        return isTrueQualifier(ratioOf(truth), lie);
    if (lie.kind == "a digit"_L1)
        return isTrueDigit(truth, lie);
    if (lie.kind == "the price basis dropped"_L1)
        return isBeyondInflation(truth);
    // One amount, and the text still says that it is per head.
    if (lie.kind == "per head dropped"_L1) {
        QString text = truth.text;
        text.replace(lie.at, lie.from.size(), lie.to);
        return text.count(QChar(0x00A3)) == 1 &&
               (text.contains(" per head"_L1) || text.contains(" for each resident"_L1));
    }
    // A kind of council that exists in England only: "English" adds nothing.
    if (lie.kind == "a scope"_L1 && lie.to.endsWith("other English"_L1)) {
        QSet<QString> nations;
        for (const Claim& claim : truth.claims) {
            for (const Council& council : panel.councils()) {
                if (!claim.scope.type.isEmpty() && council.type == claim.scope.type)
                    nations.insert(council.nation);
            }
        }
        return nations.size() == 1 || truth.text.contains("in England"_L1);
    }
    return false;
}

} // namespace

TEST_CASE("no lie made from a true factoid passes and no honest one is refused")
{
    tellLies(samplePanel(), u"en"_s, liesOf, isTrue);
}

TEST_CASE("no lie passes on all of the real figures", "[shared-data]")
{
    if (const Panel* panel = sharedPanel())
        tellLies(*panel, u"en"_s, liesOf, isTrue);
}
