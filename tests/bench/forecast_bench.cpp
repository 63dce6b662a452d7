// Forecasts against what came: how much better than drift and naive, how often the intervals held, and how fast.
//
//     forecast_bench [FORECASTS.csv]
//
// The council series come from the folder in FACTOID_SHARED_DATA, other annual series from the file in
// FACTOID_DESK_SERIES: CSV with a heading, then id,year,value, each id's years consecutive. What is not given is not
// measured. FORECASTS.csv receives every forecast of a council, for tests/independent/check_forecasts.py. Exit code 1
// when a target is missed (docs/forecast.md has them).
#include "tests/bench/forecast_measure.h"
#include "tests/figures/tidy_panel.h"

#include <QElapsedTimer>

#include <cmath>
#include <cstdio>
#include <limits>

using namespace factoid;
using namespace factoid::bench;
using namespace factoid::test;

namespace {

constexpr double kTrimmedBelow = 0.06, kMedianBelow = 0.12; // of drift's
constexpr double kFullBelow = 0.015, kShortBelow = 0.06;
constexpr size_t kShortYears = 7;
constexpr double kLeastCovered = 0.93, kMostCovered = 0.97;
constexpr int kFewestJudged = 200;
constexpr double kLeastOfField = 0.87;
constexpr int kTimedSeries = 1000;

bool judged(const char* what, bool met)
{
    std::printf("%s  %s\n", met ? "PASS" : "MISS", what);
    return met;
}

double less(double ours, double theirs)
{
    return 1 - ours / theirs;
}

struct Share {
    qint64 all = 0, inside = 0;
    void add(bool in)
    {
        ++all;
        inside += in;
    }
    [[nodiscard]] double part() const
    {
        return static_cast<double>(inside) / static_cast<double>(std::max<qint64>(1, all));
    }
};

void printMiddles(const char* of, const Middles& made, const Middles& drift, const Middles& naive)
{
    std::printf("%-12s %9s %9s %9s\n", of, "forecast", "drift", "naive");
    std::printf("  trimmed    %9.3f %9.3f %9.3f  %5.1f percent below drift\n", made.trimmed, drift.trimmed,
                naive.trimmed, 100 * less(made.trimmed, drift.trimmed));
    std::printf("  median     %9.3f %9.3f %9.3f  %5.1f percent below drift\n", made.median, drift.median, naive.median,
                100 * less(made.median, drift.median));
    std::printf("  plain mean %9.3g %9.3g %9.3g\n", made.mean, drift.mean, naive.mean);
}

// By series: the mean of its errors.
std::vector<double> bySeries(const ForecastRecords& records, double ForecastRecord::*error)
{
    std::map<std::pair<int, QString>, std::pair<double, int>> sums;
    for (const ForecastRecord& one : records.all) {
        if (one.guest)
            continue;
        auto& sum = sums[{one.field, one.council}];
        sum.first += one.*error;
        ++sum.second;
    }
    std::vector<double> means;
    for (const auto& [series, sum] : sums)
        means.push_back(sum.first / sum.second);
    return means;
}

std::vector<double> byForecast(const ForecastRecords& records, double ForecastRecord::*error)
{
    std::vector<double> errors;
    for (const ForecastRecord& one : records.all) {
        if (!one.guest)
            errors.push_back(one.*error);
    }
    return errors;
}

bool accuracy(const char* of, const ForecastRecords& records,
              std::vector<double> (*errors)(const ForecastRecords&, double ForecastRecord::*))
{
    const Middles made = middlesOf(errors(records, &ForecastRecord::error));
    const Middles drift = middlesOf(errors(records, &ForecastRecord::drift));
    const Middles naive = middlesOf(errors(records, &ForecastRecord::naive));
    printMiddles(of, made, drift, naive);
    const bool below =
        less(made.trimmed, drift.trimmed) >= kTrimmedBelow && less(made.median, drift.median) >= kMedianBelow;
    const bool belowNaive = made.trimmed < naive.trimmed && made.median < naive.median;
    return judged("trimmed 6 and median 12 percent below drift, and both below naive", below && belowNaive);
}

bool coverage(const Panel& panel, const ForecastRecords& records)
{
    Share all;
    Share guests;
    std::map<int, Share> fields;
    std::map<int, Share> years;
    std::map<int, Share> horizons;
    for (const ForecastRecord& one : records.all) {
        if (one.guest) {
            guests.add(one.inside());
            continue;
        }
        all.add(one.inside());
        fields[one.field].add(one.inside());
        years[one.year.startYear()].add(one.inside());
        horizons[one.ahead].add(one.inside());
    }
    std::printf("intervals of 95 percent: %.2f percent of %lld held; of groups and totals %.2f of %lld\n",
                100 * all.part(), static_cast<long long>(all.all), 100 * guests.part(),
                static_cast<long long>(guests.all));
    for (const auto& [ahead, share] : horizons)
        std::printf("  %d ahead %.2f\n", ahead, 100 * share.part());
    std::puts("  by outcome year:");
    for (const auto& [year, share] : years)
        std::printf("    %d %6.2f of %lld%s\n", year, 100 * share.part(), static_cast<long long>(share.all),
                    year == 2013 || year == 2020 || year == 2021 ? "  reported apart" : "");
    bool met = judged("93 to 97 percent over all", all.part() >= kLeastCovered && all.part() <= kMostCovered);
    double least = 1;
    QString worst;
    for (const auto& [field, share] : fields) {
        if (share.all < kFewestJudged)
            continue;
        const QString& slug = panel.fields()[static_cast<size_t>(field)].slug;
        if (share.part() < 0.9)
            std::printf("    %s %.2f of %lld\n", qPrintable(slug), 100 * share.part(),
                        static_cast<long long>(share.all));
        if (share.part() < least) {
            least = share.part();
            worst = slug;
        }
    }
    std::printf("  the least of a field: %s %.2f\n", qPrintable(worst), 100 * least);
    met = judged("every field with 200 forecasts at least 87 percent", least >= kLeastOfField) && met;
    return met;
}

bool fast(const Panel& panel)
{
    QElapsedTimer timer;
    qint64 spent = 0;
    int series = 0;
    for (int field = 0; series < kTimedSeries && field < static_cast<int>(panel.fields().size()); ++field) {
        if (panel.years(field).empty())
            continue;
        forecast::FieldHistory history = forecastPanel(panel, field, panel.years(field).rbegin()->first).history;
        history.rows.resize(std::min(history.rows.size(), static_cast<size_t>(kTimedSeries - series)));
        series += static_cast<int>(history.rows.size());
        timer.start();
        const forecast::FieldForecaster made(std::move(history), kMeasuredYears);
        spent += timer.nsecsElapsed();
    }
    const double seconds = static_cast<double>(spent) / 1e9;
    std::printf("%d series with all their origins: %.3f s\n", series, seconds);
    return judged("1,000 series in under 1 second", seconds < 1);
}

bool councilSeries(const char* forecastsPath)
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        std::puts("council series: FACTOID_SHARED_DATA is not set");
        return true;
    }
    const Panel panel = tidyPanel(folder + u"/tidy"_s, true);
    const ForecastRecords records = forecastRecords(panel);
    std::printf("council series: %zu forecasts, of runs of %zu years and more; %lld origins forecast, refused:",
                byForecast(records, &ForecastRecord::error).size(), kShortestRun, static_cast<long long>(records.made));
    for (const auto& [reason, count] : records.refused)
        std::printf(" %s %lld", qPrintable(reason), static_cast<long long>(count));
    std::printf("; %lld outcomes in another unit are left out\n", static_cast<long long>(records.otherUnit));
    bool met = accuracy("by series", records, bySeries);
    met = accuracy("by forecast", records, byForecast) && met;
    met = coverage(panel, records) && met;
    met = fast(panel) && met;
    if (forecastsPath) {
        QFile file(QString::fromLocal8Bit(forecastsPath));
        const QByteArray csv = forecastsCsv(panel, records);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
            return judged("the forecasts written", false);
    }
    return met;
}

using Series = std::map<QByteArray, std::vector<double>>;

// Mean scaled errors of each series alone, every origin, horizons 1 to 3.
bool seriesAlone(const char* of, const Series& all, size_t newest, double below)
{
    std::vector<double> made;
    std::vector<double> drift;
    std::vector<double> naive;
    for (const auto& [id, whole] : all) {
        forecast::FieldHistory field;
        const size_t years = std::min(newest, whole.size());
        field.rows.push_back({std::vector<double>(whole.end() - static_cast<std::ptrdiff_t>(years), whole.end())});
        field.years = years;
        const forecast::FieldForecaster forecaster(field, kMeasuredYears);
        const std::vector<double>& values = field.rows.front().values;
        for (const forecast::Made& one : forecaster.made()) {
            for (size_t ahead = 1; ahead <= kMeasuredYears && one.origin + ahead < years; ++ahead) {
                const double outcome = values[one.origin + ahead];
                made.push_back(std::abs(outcome - one.ahead[ahead - 1].value) / one.meanChange);
                drift.push_back(std::abs(outcome - values[one.origin] - static_cast<double>(ahead) * one.drift) /
                                one.meanChange);
                naive.push_back(std::abs(outcome - values[one.origin]) / one.meanChange);
            }
        }
    }
    const Middles ours = middlesOf(made);
    const Middles theirs = middlesOf(drift);
    std::printf("%zu series, %zu forecasts\n", all.size(), made.size());
    printMiddles(of, ours, theirs, middlesOf(naive));
    std::printf("  plain mean %.1f percent below drift\n", 100 * less(ours.mean, theirs.mean));
    return judged(of, less(ours.mean, theirs.mean) >= below);
}

bool otherSeries()
{
    const QString path = qEnvironmentVariable("FACTOID_DESK_SERIES");
    if (path.isEmpty()) {
        std::puts("other series: FACTOID_DESK_SERIES is not set");
        return true;
    }
    std::map<QByteArray, std::map<int, double>> byYear;
    for (const auto& row : csvRows(path))
        byYear[row.at(0)][row.at(1).toInt()] = row.at(2).toDouble();
    Series all;
    for (const auto& [id, years] : byYear) {
        for (const auto& [year, value] : years)
            all[id].push_back(value);
    }
    std::erase_if(all, [](const auto& series) { return series.second.size() < kShortestRun; });
    if (all.empty())
        return judged("the file of series has series", false);
    const bool full = seriesAlone("full histories", all, std::numeric_limits<size_t>::max(), kFullBelow);
    return seriesAlone("the last 7 points", all, kShortYears, kShortBelow) && full;
}

} // namespace

int main(int argc, char** argv)
{
    bool met = councilSeries(argc > 1 ? argv[1] : nullptr);
    met = otherSeries() && met;
    std::puts(met ? "PASS" : "MISS");
    return met ? 0 : 1;
}
