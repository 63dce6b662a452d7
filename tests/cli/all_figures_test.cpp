// The main job on all of the real figures, through the real program, against independent exact
// computations that share no code with it (tests/independent).
#include "tests/support/desk.h"
#include "tests/support/test_paths.h"

#include <QStandardPaths>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString sharedData()
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    REQUIRE_FALSE(folder.isEmpty()); // the build registers these cases only where the figures are
    return folder;
}

// Runs an independent check; its last line is printed, and its exit code is the verdict.
void checkWith(const char* script, const QStringList& arguments)
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    REQUIRE_FALSE(python.isEmpty());
    QProcess check;
    check.start(python, QStringList{testPath(u"independent/"_s) + QLatin1String(script)} + arguments);
    REQUIRE(check.waitForFinished(200'000));
    const QByteArray said = check.readAllStandardOutput();
    WARN(said.trimmed().split('\n').last().toStdString());
    INFO(said.left(4000).toStdString() << check.readAllStandardError().toStdString());
    CHECK(check.exitCode() == 0);
}

} // namespace

TEST_CASE("every summary of all real figures equals an independent exact computation", "[shared-data]")
{
    const QString tidy = sharedData() + u"/tidy"_s;
    Desk desk;
    const QJsonObject imported = desk.ask({u"import"_s, tidy});
    CHECK(imported.value(u"rejected"_s).toInt() == 0);
    CHECK(imported.value(u"rounded"_s).toInt() > 0);
    (void)desk.ask({u"build-summaries"_s, u"--full"_s});
    const QJsonObject all = desk.ask({u"summary"_s});
    desk.write(u"summaries.json"_s, QJsonDocument(all.value(u"summaries"_s).toArray()).toJson());
    checkWith("check_summaries.py", {u"--complete"_s, tidy, desk.path(u"summaries.json"_s)});

    const QJsonObject borrowing = desk.ask({u"summary"_s, u"total_borrowing"_s, u"2019/20"_s});
    CHECK(borrowing.value(u"sum"_s).toString() == u"112357422000.00"_s);
    CHECK(borrowing.value(u"top_5"_s).toArray()[0].toObject().value(u"value"_s).toString().toDouble() > 1e9);
    // A second full build finds nothing new: unchanged days cost nothing.
    CHECK(desk.ask({u"build-summaries"_s, u"--full"_s}).value(u"built"_s).toInt() == 0);
}

TEST_CASE("every number in all the factoids that may be told is recomputed from the files", "[shared-data]")
{
    const QString tidy = sharedData() + u"/tidy"_s;
    Desk desk;
    (void)desk.ask({u"import"_s, tidy});
    const QJsonObject made = desk.ask({u"update-factoids"_s, u"--limit"_s, u"1000"_s, u"--force"_s});
    const auto told = made.value(u"factoids"_s).toArray().size();
    CHECK(told >= 300);
    desk.write(u"factoids.json"_s, QJsonDocument(made).toJson());
    checkWith("check_factoids.py", {tidy, desk.path(u"factoids.json"_s)});
    const QJsonObject verified = desk.ask({u"verify"_s, desk.path(u"factoids.json"_s)});
    CHECK(verified.value(u"supported"_s).toInt() == told);
}

TEST_CASE("a publisher's sheet lands on the tidy figures without changing one of them", "[shared-data]")
{
    const QString data = sharedData();
    Desk desk;
    (void)desk.ask({u"import"_s, data + u"/tidy"_s});
    for (const char* name : {"revenue_summary_2023-24_sheet", "council_tax_requirement_2022-23_windows1252",
                             "council_tax_requirement_2022-23_sheet"}) {
        const QString file = QLatin1String(name);
        INFO(name);
        const QJsonObject report = desk.ask({u"import"_s, u"--dry-run"_s, u"--mapping"_s,
                                             sourcePath(u"resources/mappings/"_s) + file + u".json"_s,
                                             data + u"/messy/"_s + file + u".csv"_s});
        CHECK(report.value(u"unchanged"_s).toInt() > 900);
        int restated = 0;
        for (const QJsonValue& change : report.value(u"diff"_s).toArray())
            restated += change.toObject().value(u"change_type"_s).toString() == u"revision"_s ? 1 : 0;
        CHECK(restated == 0);
    }
    const Answer wrong =
        desk.run({u"import"_s, u"--mapping"_s, sourcePath(u"resources/mappings/revenue_summary_2023-24_sheet.json"_s),
                  data + u"/messy/council_tax_requirement_2022-23_sheet.csv"_s});
    CHECK(wrong.code == 3);
    CHECK(wrong.err.count('\n') == 1);
}
