// The measures of all council series, counted again by tests/independent/check_forecasts.py, which shares no code with
// them.
#include "tests/bench/forecast_measure.h"
#include "tests/figures/tidy_panel.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace factoid;
using namespace factoid::bench;
using namespace factoid::test;

TEST_CASE("accuracy and coverage on the real series are what an independent count finds", "[shared-data]")
{
    const QString tidy = qEnvironmentVariable("FACTOID_SHARED_DATA") + u"/tidy"_s;
    const Panel panel = tidyPanel(tidy, true);
    const ForecastRecords records = forecastRecords(panel);
    std::vector<double> errors;
    std::vector<double> drift;
    std::vector<double> naive;
    int inside = 0;
    for (const ForecastRecord& one : records.all) {
        if (one.guest)
            continue;
        errors.push_back(one.error);
        drift.push_back(one.drift);
        naive.push_back(one.naive);
        inside += static_cast<int>(one.inside());
    }
    REQUIRE(errors.size() > 100'000);
    const Middles made = middlesOf(errors);
    const double covered = static_cast<double>(inside) / static_cast<double>(errors.size());
    CHECK(made.trimmed < 0.94 * middlesOf(drift).trimmed);
    CHECK(made.median < 0.88 * middlesOf(drift).median);
    CHECK(made.trimmed < middlesOf(naive).trimmed);
    CHECK(made.median < middlesOf(naive).median);
    CHECK(covered > 0.93);
    CHECK(covered < 0.97);

    const QTemporaryDir folder;
    QFile csv(folder.filePath(u"forecasts.csv"_s));
    REQUIRE(csv.open(QIODevice::WriteOnly));
    csv.write(forecastsCsv(panel, records));
    csv.close();
    QProcess python;
    python.start(QStandardPaths::findExecutable(u"python3"_s),
                 {testPath(u"independent/check_forecasts.py"_s), tidy, csv.fileName(), u"--expect"_s,
                  QString::number(errors.size()), QString::number(made.trimmed, 'f', 6),
                  QString::number(made.median, 'f', 6), QString::number(covered, 'f', 9)});
    constexpr int kLongestMs = 300'000;
    REQUIRE(python.waitForFinished(kLongestMs));
    INFO(python.readAllStandardOutput().toStdString() << python.readAllStandardError().toStdString());
    CHECK(python.exitCode() == 0);
}
