#include "core/insights/score.h"

#include "core/insights/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr double kLeastSignificance = 0.02;
// A comparison claims no pattern, so failing its test makes it ordinary, not doubtful.
constexpr double kLeastOfComparison = 0.15;
constexpr double kLeastFreshness = 0.2;
constexpr double kHalfFreshYears = 4;
constexpr double kDaysPerYear = 365.25;
constexpr double kFactDays =
    21; // a shown fact has won back most of its novelty after so many days, times two
constexpr double kFieldDays = 3;
constexpr double kFactCost = 0.95;
constexpr double kFieldCost = 0.5;

// How much of `cost` is left `days` after the showing.
double fading(double cost, int days, double span) {
    return 1 - cost * std::exp(-std::max(0, days) / span);
}

// Six digits are plenty for a sheet, and the same on every machine.
double tidy(double value) {
    constexpr double kDigits = 1e6;
    return std::round(value * kDigits) / kDigits;
}

double leastSignificance(FactKind kind) {
    switch (kind) {
    case FactKind::Highest:
    case FactKind::Lowest:
    case FactKind::HighestPerHead:
    case FactKind::LowestPerHead:
    case FactKind::Gap:
    case FactKind::Ratio:
    case FactKind::Share:
    case FactKind::Concentration:
    case FactKind::MeanMedian:
    case FactKind::ThresholdCount:
    case FactKind::Gini:
        return kLeastOfComparison;
    default:
        return kLeastSignificance;
    }
}

} // namespace

double freshness(Year year, QDate today) {
    if (!today.isValid())
        return 1;
    const double age = static_cast<double>(year.lastDay().daysTo(today)) / kDaysPerYear;
    return std::max(kLeastFreshness, 1 / (1 + std::max(0.0, age - 1) / kHalfFreshYears));
}

double novelty(const ShownRecord& shown, const QString& key, const Panel& panel,
               const Candidate& candidate) {
    double result = 1;
    if (const auto age = shown.factAgeDays.constFind(key); age != shown.factAgeDays.constEnd())
        result *= fading(kFactCost, *age, kFactDays);
    const QString& slug = panel.fields()[static_cast<size_t>(candidate.field)].slug;
    if (const auto age = shown.fieldAgeDays.constFind(slug); age != shown.fieldAgeDays.constEnd())
        result *= fading(kFieldCost, *age, kFieldDays);
    if (candidate.badExample && candidate.councilA >= 0) {
        const QString& code = panel.councils()[static_cast<size_t>(candidate.councilA)].code;
        result /= 1 + std::max(0, shown.badExampleCount.value(code));
    }
    return result;
}

std::vector<ScoreParts> scoreAll(const std::vector<Candidate>& candidates, std::int64_t tests,
                                 QDate today) {
    std::vector<double> p;
    p.reserve(candidates.size());
    for (const Candidate& candidate : candidates)
        p.push_back(candidate.p);
    const std::vector<double> q = statistics::benjaminiYekutieli(p, tests);
    std::map<Year, double> fresh;
    std::vector<ScoreParts> all;
    all.reserve(candidates.size());
    for (size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        const auto known = fresh.try_emplace(candidate.year, -1).first;
        if (known->second < 0)
            known->second = freshness(candidate.year, today);
        ScoreParts parts;
        parts.q = q[i];
        const double least = leastSignificance(candidate.kind);
        parts.significance = least + (1 - least) * (1 - q[i]);
        parts.effect = std::clamp(candidate.effect, 0.0, 1.0);
        parts.reach = std::clamp(candidate.reach, 0.0, 1.0);
        parts.freshness = known->second;
        parts.quality = std::clamp(candidate.quality, 0.0, 1.0);
        all.push_back(parts);
    }
    return all;
}

QJsonObject scoreSheet(const ScoreParts& parts, const Candidate& candidate) {
    QJsonObject sheet{{QStringLiteral("significance"), tidy(parts.significance)},
            {QStringLiteral("effect"), tidy(parts.effect)},
            {QStringLiteral("reach"), tidy(parts.reach)},
            {QStringLiteral("freshness"), tidy(parts.freshness)},
            {QStringLiteral("quality"), tidy(parts.quality)},
            {QStringLiteral("novelty"), tidy(parts.novelty)},
            {QStringLiteral("p"), candidate.p},
            {QStringLiteral("q"), parts.q},
            {QStringLiteral("test"), QString::fromLatin1(candidate.test)},
            {QStringLiteral("n"), candidate.n}};
    if (*candidate.size.of) {
        sheet.insert(QStringLiteral("size"),
                     QJsonObject{{QStringLiteral("of"), QString::fromLatin1(candidate.size.of)},
                                 {QStringLiteral("value"), tidy(candidate.size.value)},
                                 {QStringLiteral("low"), tidy(candidate.size.low)},
                                 {QStringLiteral("high"), tidy(candidate.size.high)}});
    }
    if (candidate.partial)
        sheet.insert(QStringLiteral("rho_without_size"), tidy(*candidate.partial));
    return sheet;
}

} // namespace factoid
