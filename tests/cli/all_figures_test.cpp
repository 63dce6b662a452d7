// The main job on all of the real figures, through the real program, against independent exact
// computations that share no code with it (tests/independent).
#include "tests/support/desk.h"

#include <QStandardPaths>

using namespace factoid::test;

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
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    REQUIRE_FALSE(python.isEmpty());
    QProcess check;
    check.start(python, QStringList{QStringLiteral(FACTOID_TEST_DIR "/independent/") + QLatin1String(script)} + arguments);
    REQUIRE(check.waitForFinished(200'000));
    const QByteArray said = check.readAllStandardOutput();
    WARN(said.trimmed().split('\n').last().toStdString());
    INFO(said.left(4000).toStdString() << check.readAllStandardError().toStdString());
    CHECK(check.exitCode() == 0);
}

} // namespace

TEST_CASE("every summary of all real figures equals an independent exact computation", "[shared-data]")
{
    const QString tidy = sharedData() + QStringLiteral("/tidy");
    Desk desk;
    const QJsonObject imported = desk.ask({QStringLiteral("import"), tidy});
    CHECK(imported.value(QStringLiteral("rejected")).toInt() == 0);
    CHECK(imported.value(QStringLiteral("rounded")).toInt() > 0);
    (void)desk.ask({QStringLiteral("build-summaries"), QStringLiteral("--full")});
    const QJsonObject all = desk.ask({QStringLiteral("summary")});
    desk.write(QStringLiteral("summaries.json"), QJsonDocument(all.value(QStringLiteral("summaries")).toArray()).toJson());
    checkWith("check_summaries.py", {QStringLiteral("--complete"), tidy, desk.path(QStringLiteral("summaries.json"))});

    const QJsonObject borrowing = desk.ask({QStringLiteral("summary"), QStringLiteral("total_borrowing"), QStringLiteral("2019/20")});
    CHECK(borrowing.value(QStringLiteral("sum")).toString() == QStringLiteral("112357422000.00"));
    CHECK(borrowing.value(QStringLiteral("top_5")).toArray()[0].toObject().value(QStringLiteral("value")).toString().toDouble() > 1e9);
    // A second full build finds nothing new: unchanged days cost nothing.
    CHECK(desk.ask({QStringLiteral("build-summaries"), QStringLiteral("--full")}).value(QStringLiteral("built")).toInt() == 0);
}

TEST_CASE("every number in all the factoids that may be told is recomputed from the files", "[shared-data]")
{
    const QString tidy = sharedData() + QStringLiteral("/tidy");
    Desk desk;
    (void)desk.ask({QStringLiteral("import"), tidy});
    const QJsonObject made = desk.ask({QStringLiteral("update-factoids"), QStringLiteral("--limit"), QStringLiteral("1000"), QStringLiteral("--force")});
    const auto told = made.value(QStringLiteral("factoids")).toArray().size();
    CHECK(told >= 300);
    desk.write(QStringLiteral("factoids.json"), QJsonDocument(made).toJson());
    checkWith("check_factoids.py", {tidy, desk.path(QStringLiteral("factoids.json"))});
    const QJsonObject verified = desk.ask({QStringLiteral("verify"), desk.path(QStringLiteral("factoids.json"))});
    CHECK(verified.value(QStringLiteral("supported")).toInt() == told);
}

TEST_CASE("a publisher's sheet lands on the tidy figures without changing one of them", "[shared-data]")
{
    const QString data = sharedData();
    Desk desk;
    (void)desk.ask({QStringLiteral("import"), data + QStringLiteral("/tidy")});
    for (const char* name : {"revenue_summary_2023-24_sheet", "council_tax_requirement_2022-23_windows1252", "council_tax_requirement_2022-23_sheet"}) {
        const QString file = QLatin1String(name);
        INFO(name);
        const QJsonObject report = desk.ask({QStringLiteral("import"), QStringLiteral("--dry-run"), QStringLiteral("--mapping"),
                                             QStringLiteral(FACTOID_SOURCE_DIR "/resources/mappings/") + file + QStringLiteral(".json"), data + QStringLiteral("/messy/") + file + QStringLiteral(".csv")});
        CHECK(report.value(QStringLiteral("unchanged")).toInt() > 900);
        int restated = 0;
        for (const QJsonValue& change : report.value(QStringLiteral("diff")).toArray())
            restated += change.toObject().value(QStringLiteral("change_type")).toString() == QStringLiteral("revision") ? 1 : 0;
        CHECK(restated == 0);
    }
    const Answer wrong = desk.run({QStringLiteral("import"), QStringLiteral("--mapping"), QStringLiteral(FACTOID_SOURCE_DIR "/resources/mappings/revenue_summary_2023-24_sheet.json"),
                                   data + QStringLiteral("/messy/council_tax_requirement_2022-23_sheet.csv")});
    CHECK(wrong.code == 3);
    CHECK(wrong.err.count('\n') == 1);
}
