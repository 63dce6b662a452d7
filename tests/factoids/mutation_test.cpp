// Lies made from true factoids: several hundred sentences that the writer made from the real
// figures are changed in one place, with the claims as they were and with `shown` changed to fit.
// No lie passes, and no honest sentence is refused. The seed is printed; counts by kind of lie are
// printed too.
#include "mutation_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

void numberLies(Lies& lies, const QString& text, std::mt19937& random) {
    // One digit of every amount, ratio and count; years are another kind.
    everyMatch(lies, text, "a digit",
               QStringLiteral("(?<![\\d/])(?<!March )(?<!mid-)(?<!in "
                              ")\\d[\\d,.]*\\d(?![/\\d])|(?<![\\d/.,])\\d(?![/\\d.,]\\d)"),
               [&](const QRegularExpressionMatch& match) {
                   QString number = match.captured();
                   for (;;) {
                       const auto at =
                           static_cast<qsizetype>(random() % static_cast<unsigned>(number.size()));
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
    everyMatch(
        lies, text, "a year", QStringLiteral("\\b(\\d{4})/(\\d{2})\\b"),
        [](const auto& match) { return Year::financial(match.captured(1).toInt() - 1).label(); });
    everyMatch(lies, text, "a year", QStringLiteral("\\b(March|April) (\\d{4})\\b"),
               [](const auto& match) {
                   return QStringLiteral("%1 %2")
                       .arg(match.captured(1))
                       .arg(match.captured(2).toInt() + 1);
               });
    everyMatch(lies, text, "an extra number", QStringLiteral("\\.$"),
               [](const auto&) { return QStringLiteral(", up 12 percent."); });
}

void wordLies(Lies& lies, const QString& text) {
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
    everyMatch(lies, text, "per head dropped", QStringLiteral(" (for each resident|per head)"),
               [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "per head added",
               QStringLiteral("£[\\d.,]*\\d( million| billion)?(?! for each)(?= in )"),
               [&](const auto& match) {
                   return text.contains(QLatin1String("resident")) ||
                                  text.contains(QLatin1String("per head"))
                              ? QString()
                              : match.captured() + QStringLiteral(" for each resident");
               });
    swapWords(lies, text, "average for typical", {{"average", "typical"}});
    swapWords(lies, text, "a field",
              {{"earmarked", "unallocated"},
               {"adult social care", "public health"},
               {"children's social care", "culture"},
               {"borrowing", "interest payments"},
               {"investments", "earmarked reserves"},
               {"in interest", "to repay debt"}});
    everyMatch(lies, text, "a negation",
               QStringLiteral("\\b(held|owed|spent|charged|received|rose|fell|was|were|paid)\\b"),
               [](const auto& match) { return QStringLiteral("never ") + match.captured(); });
    everyMatch(lies, text, "a cause", QStringLiteral("\\.$"),
               [](const auto&) { return QStringLiteral(" because of cuts."); });
    everyMatch(lies, text, "the price basis dropped", QStringLiteral(", before inflation"),
               [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "the gap dropped", QStringLiteral("(, of the \\d+)? that reported"),
               [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "a qualifier", QStringLiteral("\\bnearly\\b"),
               [](const auto&) { return QStringLiteral("more than"); });
    everyMatch(lies, text, "a qualifier", QStringLiteral("\\b(twice|doubled|\\w+ times)\\b"),
               [](const auto& match) { return QStringLiteral("nearly ") + match.captured(); });
    everyMatch(lies, text, "all for some", QStringLiteral("\\b(ten|five) of (?=England|the)"),
               [](const auto&) { return QStringLiteral("most of "); });
}

Lies liesOf(const Panel& panel, const Factoid& factoid, std::mt19937& random) {
    Lies lies;
    const QString& text = factoid.text;
    numberLies(lies, text, random);
    wordLies(lies, text);
    QStringList names;
    for (const QString& code : factoid.councils) {
        const QString& name = panel.councils()[static_cast<size_t>(panel.councilIndex(code))].name;
        const QString quoted = QRegularExpression::escape(name);
        names.append(quoted);
        everyMatch(lies, text, "an invented council", QStringLiteral("\\b%1\\b").arg(quoted),
                   [](const auto&) { return QStringLiteral("Barchester"); });
        const Council& other = panel.councils()[random() % panel.councils().size()];
        everyMatch(lies, text, "another council", QStringLiteral("\\b%1\\b").arg(quoted),
                   [&](const auto&) { return other.name; });
    }
    if (names.size() == 2)
        swapTwo(lies, text, "names swapped",
                QStringLiteral("\\b(%1)\\b").arg(names.join(QLatin1Char('|'))));
    swapTwo(lies, text, "years swapped", QStringLiteral("\\d{4}/\\d{2}|March \\d{4}"));
    swapTwo(lies, text, "amounts swapped", QStringLiteral("£[\\d.,]*\\d( million| billion)?"));
    return lies;
}

bool isTrueQualifier(double ratio, const Lie& lie) {
    const bool nearly = lie.to.startsWith(QLatin1String("nearly"));
    const QString word = lie.to.section(QLatin1Char(' '), 1);
    double says =
        word.startsWith(QLatin1String("twice")) || word.startsWith(QLatin1String("doubled"))
            ? 2
            : word.section(QLatin1Char(' '), 0, 0).toDouble();
    const QStringList words{QStringLiteral("three"), QStringLiteral("four"),
                            QStringLiteral("five"),  QStringLiteral("six"),
                            QStringLiteral("seven"), QStringLiteral("eight"),
                            QStringLiteral("nine"),  QStringLiteral("ten")};
    if (words.contains(word.section(QLatin1Char(' '), 0, 0)))
        says = 3 + static_cast<double>(words.indexOf(word.section(QLatin1Char(' '), 0, 0)));
    return nearly && ratio < says && ratio >= 0.95 * says;
}

// Lies that happen to be true, judged without the verifier: ratio words that hold by the house
// style's own tolerance, a kind of council that exists in one nation only, cash that changed more
// than threefold.
bool isTrue(const Panel& panel, const Factoid& truth, const Lie& lie) {
    if (lie.kind == QLatin1String("a qualifier"))
        return isTrueQualifier(ratioOf(truth), lie);
    if (lie.kind == QLatin1String("a digit"))
        return isTrueDigit(truth, lie);
    if (lie.kind == QLatin1String("the price basis dropped"))
        return isBeyondInflation(truth);
    // One amount, and the text still says that it is per head.
    if (lie.kind == QLatin1String("per head dropped")) {
        QString text = truth.text;
        text.replace(lie.at, lie.from.size(), lie.to);
        return text.count(QChar(0x00A3)) == 1 &&
               (text.contains(QLatin1String(" per head")) ||
                text.contains(QLatin1String(" for each resident")));
    }
    // A kind of council that exists in England only: "English" adds nothing.
    if (lie.kind == QLatin1String("a scope") && lie.to.endsWith(QLatin1String("other English"))) {
        QSet<QString> nations;
        for (const Claim& claim : truth.claims) {
            for (const Council& council : panel.councils()) {
                if (!claim.scope.type.isEmpty() && council.type == claim.scope.type)
                    nations.insert(council.nation);
            }
        }
        return nations.size() == 1 || truth.text.contains(QLatin1String("in England"));
    }
    return false;
}

} // namespace

TEST_CASE("no lie made from a true factoid passes and no honest one is refused") {
    tellLies(samplePanel(), QStringLiteral("en"), liesOf, isTrue);
}

TEST_CASE("no lie passes on all of the real figures", "[shared-data]") {
    if (const Panel* panel = sharedPanel())
        tellLies(*panel, QStringLiteral("en"), liesOf, isTrue);
}
