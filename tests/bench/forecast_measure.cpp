#include "tests/bench/forecast_measure.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace factoid::bench {

namespace {

// Positions of the consecutive years around an origin.
struct Run {
    size_t first = 0, last = 0;
    [[nodiscard]] size_t years() const { return last - first + 1; }
};

Run runAround(const std::vector<double>& values, size_t origin)
{
    Run run{origin, origin};
    while (run.first > 0 && !std::isnan(values[run.first - 1]))
        --run.first;
    while (run.last + 1 < values.size() && !std::isnan(values[run.last + 1]))
        ++run.last;
    return run;
}

void countRefusals(const forecast::FieldForecaster& made, ForecastRecords& records)
{
    for (size_t row = 0; row < made.field().rows.size(); ++row) {
        const std::vector<double>& values = made.field().rows[row].values;
        for (size_t origin = forecast::kFewestYears - 1; origin + 1 < values.size(); ++origin) {
            if (made.field().rows[row].guest || std::isnan(values[origin]) || std::isnan(values[origin + 1]) ||
                runAround(values, origin).years() < kShortestRun)
                continue;
            const auto refusal = made.history(row, origin).refusal;
            if (refusal)
                ++records.refused[forecast::refusalName(*refusal)];
            else
                ++records.made;
        }
    }
}

} // namespace

ForecastRecords forecastRecords(const Panel& panel)
{
    ForecastRecords records;
    for (int field = 0; field < static_cast<int>(panel.fields().size()); ++field) {
        if (panel.years(field).empty())
            continue;
        ForecastPanel rows = forecastPanel(panel, field, panel.years(field).rbegin()->first);
        std::vector<QString> names(rows.history.rows.size());
        for (size_t council = 0; council < rows.rowOf.size(); ++council) {
            if (rows.rowOf[council] >= 0)
                names[static_cast<size_t>(rows.rowOf[council])] = panel.councils()[council].code;
        }
        const ReportedGroups reported = reportedGroups(panel, field);
        addTogether(rows, panel, field, reported, [](const Council&) { return true; });
        names.push_back(u"total"_s);
        for (QString Council::*by : {&Council::type, &Council::nation, &Council::region}) {
            std::set<QString> groups;
            for (const Council& council : panel.councils())
                groups.insert(council.*by);
            for (const QString& group : groups) {
                addTogether(rows, panel, field, reported, [&](const Council& council) { return council.*by == group; });
                names.push_back(group);
            }
        }
        const forecast::FieldForecaster made(rows.history, kMeasuredYears);
        countRefusals(made, records);
        for (const forecast::Made& one : made.made()) {
            const std::vector<double>& values = rows.history.rows[one.row].values;
            const Run run = runAround(values, one.origin);
            if (run.years() < kShortestRun)
                continue;
            // As a textbook has both: over all consecutive years up to the origin, whatever the forecast was made from.
            const std::span known = std::span(values).subspan(run.first, one.origin - run.first + 1);
            const double unit = forecast::meanChange(known);
            const double drift = (known.back() - known.front()) / static_cast<double>(known.size() - 1);
            for (size_t ahead = 1; ahead <= kMeasuredYears && one.origin + ahead <= run.last; ++ahead) {
                const auto came = made.outcome(one.row, one.origin, ahead);
                if (!came) {
                    ++records.otherUnit;
                    continue;
                }
                const double outcome = *came;
                const forecast::Ahead& year = one.ahead[ahead - 1];
                const double newest = values[one.origin];
                const double drifted = newest + static_cast<double>(ahead) * drift;
                records.all.push_back({field, names[one.row], rows.yearAt(one.origin), rows.yearAt(one.origin + ahead),
                                       static_cast<int>(ahead), year.value, year.interval.low, year.interval.high,
                                       outcome, std::abs(outcome - year.value) / unit,
                                       std::abs(outcome - drifted) / unit, std::abs(outcome - newest) / unit,
                                       rows.history.rows[one.row].guest});
            }
        }
    }
    return records;
}

Middles middlesOf(std::vector<double> errors)
{
    if (errors.empty())
        return {};
    std::ranges::sort(errors);
    const auto kept = static_cast<std::ptrdiff_t>(errors.size() * 99 / 100);
    const size_t half = errors.size() / 2;
    return {std::accumulate(errors.begin(), errors.begin() + kept, 0.0) / static_cast<double>(kept),
            errors.size() % 2 == 1 ? errors[half] : (errors[half - 1] + errors[half]) / 2,
            std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size())};
}

QByteArray forecastsCsv(const Panel& panel, const ForecastRecords& records)
{
    QByteArray csv = "field,council,origin,year,ahead,forecast,low,high\n";
    const auto number = [](double value) { return QByteArray::number(value, 'f', 4); };
    for (const ForecastRecord& one : records.all) {
        if (!one.guest)
            csv += panel.fields()[static_cast<size_t>(one.field)].slug.toUtf8() + ',' + one.council.toUtf8() + ',' +
                   one.origin.label().toUtf8() + ',' + one.year.label().toUtf8() + ',' + QByteArray::number(one.ahead) +
                   ',' + number(one.value) + ',' + number(one.low) + ',' + number(one.high) + '\n';
    }
    return csv;
}

} // namespace factoid::bench
