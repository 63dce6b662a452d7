// Lies made from true factoids, in any language: what a lie is, how it is told and counted. The lies themselves and
// the judgement of those that happen to be true are the language's.
#pragma once

#include "words_support.h"

#include <QRegularExpression>

#include <functional>
#include <iostream>
#include <map>
#include <random>

namespace factoid::test {

constexpr unsigned kSeed = 20200331;
constexpr int kMostOfOneKind = 45;

struct Lie {
    QString kind;
    QString from; // what stands in the true text
    QString to;
    qsizetype at = 0;
};

using Lies = std::vector<Lie>;

inline void everyMatch(Lies& lies, const QString& text, const char* kind, const QString& pattern,
                       const std::function<QString(const QRegularExpressionMatch&)>& change)
{
    const QRegularExpression expression(pattern);
    for (auto it = expression.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString to = change(match);
        if (!to.isNull() && to != match.captured())
            lies.push_back({QString::fromLatin1(kind), match.captured(), to, match.capturedStart()});
    }
}

inline void swapWords(Lies& lies, const QString& text, const char* kind,
                      const std::vector<std::pair<const char*, const char*>>& pairs)
{
    for (const auto& [a, b] : pairs) {
        for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
            everyMatch(lies, text, kind, u"\\b%1\\b"_s.arg(QString::fromUtf8(from)), [&, to = to](const auto&) {
                return QString::fromUtf8(to).startsWith(QLatin1Char('(')) ? QString() : QString::fromUtf8(to);
            });
        }
    }
}

// Two of a kind change places: names, years, amounts.
inline void swapTwo(Lies& lies, const QString& text, const char* kind, const QString& pattern)
{
    const QRegularExpression expression(pattern);
    std::vector<QRegularExpressionMatch> found;
    for (auto it = expression.globalMatch(text); it.hasNext();)
        found.push_back(it.next());
    // Any two of them, when they differ.
    for (size_t a = 0; a < found.size(); ++a) {
        for (size_t b = a + 1; b < found.size(); ++b) {
            if (found[a].captured() == found[b].captured())
                continue;
            const qsizetype start = found[a].capturedStart();
            const QString from = text.mid(start, found[b].capturedEnd() - start);
            const QString between = text.mid(found[a].capturedEnd(), found[b].capturedStart() - found[a].capturedEnd());
            lies.push_back(
                {QString::fromLatin1(kind), from, found[b].captured() + between + found[a].captured(), start});
        }
    }
}

inline Factoid told(const Factoid& truth, const Lie& lie, bool fitShown)
{
    Factoid made = truth;
    made.text.replace(lie.at, lie.from.size(), lie.to);
    if (!fitShown)
        return made;
    for (Claim& claim : made.claims) {
        if (!made.text.contains(claim.shown))
            claim.shown.replace(lie.from, lie.to);
    }
    return made;
}

inline double ratioOf(const Factoid& factoid)
{
    for (const Claim& claim : factoid.claims) {
        if (claim.operation == Operation::Ratio)
            return claim.operands[0].value.toDouble() / claim.operands[1].value.toDouble();
    }
    return 0;
}

inline bool isTrueDigit(const Factoid& truth, const Lie& lie)
{
    const QString after = truth.text.mid(lie.at + lie.from.size());
    if ((after.startsWith(" times"_L1) || after.startsWith(" gwaith"_L1)) && !lie.to.contains(QLatin1Char('.'))) {
        const double says = QString(lie.to).remove(QLatin1Char(',')).toDouble();
        return std::abs(ratioOf(truth) - says) <= 0.025 * says;
    }
    // The changed digit may round to the pound, or to ten, as truly as the printed amount did to a
    // hundred.
    const auto says = Decimal::parse(QString(lie.to).remove(QLatin1Char(',')).toLatin1());
    for (const Claim& claim : truth.claims) {
        for (const int digits : {0, -1, -2}) {
            if (says && claim.result.rounded(digits).absolute() == *says)
                return true;
        }
    }
    return false;
}

inline bool isBeyondInflation(const Factoid& truth)
{
    double least = 1e300, most = 0;
    for (const Claim& claim : truth.claims) {
        for (const Operand& operand : claim.operands) {
            least = std::min(least, std::abs(operand.value.toDouble()));
            most = std::max(most, std::abs(operand.value.toDouble()));
        }
    }
    return most >= 3 * least;
}

inline std::vector<Factoid> honest(const Panel& panel, const QString& language, qsizetype* refused)
{
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = 6000;
    options.comparisonOnly = false;
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    std::map<QString, int> ofKind;
    WriteRequest request;
    request.language = language;
    for (const Fact& fact : *facts) {
        if (++ofKind[fact.kind] <= kMostOfOneKind)
            request.facts.push_back(fact);
    }
    request.dataHash = "mutation";
    auto writer = makeStatisticsWriter(wordTraits());
    REQUIRE(writer);
    auto written = (*writer)->write(panel, request);
    REQUIRE(written);
    *refused = static_cast<qsizetype>(written->refused.size());
    return written->factoids;
}

// Tells every lie about every factoid twice: with the claims as they are, and with `shown` made to
// fit.
using MakeLies = std::function<Lies(const Panel&, const Factoid&, std::mt19937&)>;
using JudgeLie = std::function<bool(const Panel&, const Factoid& truth, const Lie&)>;

inline void tellLies(const Panel& panel, const QString& language, const MakeLies& liesOf, const JudgeLie& isTrue)
{
    // Another seed for a longer search: FACTOID_TEST_SEED.
    const int asked = qEnvironmentVariableIntValue("FACTOID_TEST_SEED");
    const unsigned seed = asked > 0 ? static_cast<unsigned>(asked) : kSeed;
    std::mt19937 random(seed);
    qsizetype unsaid = 0;
    const std::vector<Factoid> factoids = honest(panel, language, &unsaid);
    CHECK(factoids.size() >= 300);
    const Verifier verifier(panel, wordTraits());
    struct Count {
        int told = 0;
        int trueAfterAll = 0;
        int accepted = 0;
    };
    std::map<QString, Count> counts;
    int refused = 0;
    for (const Factoid& factoid : factoids) {
        const Verdict verdict = verifier.verify(factoid);
        refused += !verdict.supported;
        for (const Lie& lie : liesOf(panel, factoid, random)) {
            for (const bool fitShown : {false, true}) {
                const Factoid mutant = told(factoid, lie, fitShown);
                Count& count = counts[lie.kind];
                ++count.told;
                if (!verifier.verify(mutant).supported)
                    continue;
                if (isTrue(panel, factoid, lie)) {
                    ++count.trueAfterAll;
                    continue;
                }
                ++count.accepted;
                std::cout << "accepted, " << lie.kind.toStdString() << ": " << factoid.text.toStdString() << "\n   -> "
                          << mutant.text.toStdString() << "\n";
            }
        }
    }
    int told = 0;
    int accepted = 0;
    std::cout << "seed " << seed << ", " << factoids.size() << " true factoids, " << refused << " refused, " << unsaid
              << " facts unsaid\n";
    for (const auto& [kind, count] : counts) {
        std::cout << "  " << kind.toStdString() << ": " << count.told << " told, " << count.accepted << " accepted, "
                  << count.trueAfterAll << " true after all\n";
        told += count.told;
        accepted += count.accepted;
    }
    std::cout << "  in all: " << told << " told, " << accepted << " accepted\n";
    CHECK(refused == 0);
    CHECK(accepted == 0);
}

} // namespace factoid::test
