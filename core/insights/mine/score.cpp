#include "core/insights/mine/score.h"

#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr double kMostQ = 0.05;
// What fails its test is as likely chance: it comes after all that does not, in the order of its p.
constexpr double kChance = 1e-4;
// A description claims no pattern: it is what it says, and less than a finding.
constexpr double kDescription = 0.25;
constexpr double kLeastFreshness = 0.2;
constexpr double kHalfFreshYears = 4;
constexpr double kDaysPerYear = 365.25;
constexpr double kFactDays = 30; // a shown fact has won back two thirds of its novelty after so many days
constexpr double kFieldDays = 3;
constexpr double kFactCost = 0.995;
constexpr double kFieldCost = 0.5;

// What is left of the novelty `days` after the showing: a field is missed soon.
double fieldNovelty(int days)
{
    return 1 - kFieldCost * std::exp(-std::max(0, days) / kFieldDays);
}

// A fact rests first, so that one that scores ten times as high as all others does not come back within days.
double factNovelty(int days)
{
    const double spans = std::max(0, days) / kFactDays;
    return 1 - kFactCost * std::exp(-spans * spans);
}

// Six digits are plenty for a sheet, and the same on every machine.
double tidy(double value)
{
    constexpr double kDigits = 1e6;
    return std::round(value * kDigits) / kDigits;
}

// What p is multiplied with, by kind: so many times its equal part does the kind test.
std::vector<double> kindWeights(const Findings& findings)
{
    const auto kinds = std::ranges::count_if(findings.testsOf, [](std::int64_t n) { return n > 0; });
    const auto all = static_cast<double>(findings.tests());
    std::vector<double> weights;
    for (const std::int64_t tests : findings.testsOf)
        weights.push_back(all > 0 ? static_cast<double>(kinds * tests) / all : 1);
    return weights;
}

double significanceOf(std::optional<double> q)
{
    if (!q)
        return kDescription;
    return *q <= kMostQ ? 1 - *q : kChance * (2 - *q);
}

} // namespace

double freshness(QDate end, QDate today)
{
    if (!today.isValid())
        return 1;
    const double age = static_cast<double>(end.daysTo(today)) / kDaysPerYear;
    return std::max(kLeastFreshness, 1 / (1 + std::max(0.0, age - 1) / kHalfFreshYears));
}

double novelty(const ShownRecord& shown, const QString& key, const Panel& panel, const Candidate& candidate)
{
    double result = 1;
    if (const auto age = shown.factAgeDays.constFind(key); age != shown.factAgeDays.constEnd())
        result *= factNovelty(*age);
    const QString& slug = panel.fields()[static_cast<size_t>(candidate.field)].slug;
    if (const auto age = shown.fieldAgeDays.constFind(slug); age != shown.fieldAgeDays.constEnd())
        result *= fieldNovelty(*age);
    if (candidate.badExample && candidate.councilA >= 0) {
        const QString& code = panel.councils()[static_cast<size_t>(candidate.councilA)].code;
        result /= 1 + std::max(0, shown.badExampleCount.value(code));
    }
    return result;
}

std::vector<ScoreParts> scoreAll(const Findings& findings, const Panel& panel, QDate today)
{
    const std::vector<Candidate>& candidates = findings.candidates;
    const std::vector<double> weights = kindWeights(findings);
    std::vector<double> p;
    p.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        if (!isDescriptive(candidate.kind))
            p.push_back(std::min(1.0, candidate.p * weights[static_cast<size_t>(candidate.kind)]));
    }
    const std::vector<double> q = statistics::benjaminiYekutieli(p, findings.tests());
    size_t tested = 0;
    std::map<QDate, double> fresh;
    std::vector<ScoreParts> all;
    all.reserve(candidates.size());
    for (size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        const QDate end = panel.days(candidate.field, candidate.year).last;
        const auto known = fresh.try_emplace(end, -1).first;
        if (known->second < 0)
            known->second = freshness(end, today);
        ScoreParts parts;
        if (!isDescriptive(candidate.kind))
            parts.q = q[tested++];
        parts.significance = significanceOf(parts.q);
        parts.effect = std::clamp(candidate.effect, 0.0, 1.0);
        parts.reach = std::clamp(candidate.reach, 0.0, 1.0);
        parts.freshness = known->second;
        parts.quality = std::clamp(candidate.quality, 0.0, 1.0);
        all.push_back(parts);
    }
    return all;
}

QJsonObject scoreSheet(const ScoreParts& parts, const Candidate& candidate)
{
    QJsonObject sheet{{u"significance"_s, tidy(parts.significance)},
                      {u"effect"_s, tidy(parts.effect)},
                      {u"reach"_s, tidy(parts.reach)},
                      {u"freshness"_s, tidy(parts.freshness)},
                      {u"quality"_s, tidy(parts.quality)},
                      {u"novelty"_s, tidy(parts.novelty)},
                      {u"n"_s, candidate.n}};
    if (parts.q) {
        sheet.insert(u"p"_s, candidate.p);
        sheet.insert(u"q"_s, *parts.q);
        sheet.insert(u"test"_s, QString::fromLatin1(candidate.test));
    }
    if (*candidate.size.of) {
        sheet.insert(u"size"_s, QJsonObject{{u"of"_s, QString::fromLatin1(candidate.size.of)},
                                            {u"value"_s, tidy(candidate.size.value)},
                                            {u"low"_s, tidy(candidate.size.low)},
                                            {u"high"_s, tidy(candidate.size.high)}});
    }
    if (candidate.partial)
        sheet.insert(u"rho_without_size"_s, tidy(*candidate.partial));
    return sheet;
}

} // namespace factoid
