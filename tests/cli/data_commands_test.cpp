// changes and summary through the real program: filters, groups, story, export, spread and comparison.
#include "tests/support/big_store.h"
#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

class BigDesk : public Desk
{
  public:
    BigDesk() { REQUIRE(makeBigStore(store(), smallShape())); }
};

qint64 total(const Desk& desk, const char* line)
{
    return desk.ask(words(line)).value(u"total"_s).toInteger();
}

} // namespace

TEST_CASE("changes narrows, groups and sorts, and says how many in all")
{
    const BigDesk desk;
    CHECK(total(desk, "changes --limit 1") == 6'000);
    CHECK(total(desk, "changes --type new_council") == 60);
    CHECK(total(desk, "changes --type new_council,bulk_import") == 60 + 96);
    CHECK(total(desk, "changes --open") + total(desk, "changes --processed") == 6'000);
    CHECK(total(desk, "changes --from 2026-06-01 --to 2026-06-01") == total(desk, "changes --import 12"));
    const QJsonObject largest = desk.ask(words("changes --sort largest --limit 2 --at-least 3 --group type"));
    const QJsonArray rows = largest.value(u"changes"_s).toArray();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].toObject().value(u"magnitude"_s).toString().toDouble() >=
          rows[1].toObject().value(u"magnitude"_s).toString().toDouble());
    CHECK(largest.value(u"groups"_s).toArray()[0].toObject().value(u"type"_s) == u"revision"_s);
    for (const char* wrong :
         {"changes --type x", "changes --sort up", "changes --from 1st", "changes --open --processed",
          "changes --group year", "changes --at-least much", "changes --id 999999"})
        CHECK(desk.run(words(wrong)).code == 2);
}

TEST_CASE("changes follows one change and exports all")
{
    const BigDesk desk;
    const QJsonObject story = desk.ask(words("changes --id 5990"));
    CHECK(story.value(u"change"_s).toObject().value(u"id"_s).toInt() == 5'990);
    CHECK(story.value(u"import"_s).toObject().value(u"id"_s).toInt() == 12);
    CHECK(desk.run(words("changes --id 5990")).out.contains("figures_2026-06.csv"));
    const QJsonObject written = desk.ask({u"changes"_s, u"--open"_s, u"--export"_s, desk.path(u"open.csv"_s)});
    CHECK(desk.read(u"open.csv"_s).count('\n') == written.value(u"exported"_s).toInt() + 1);
    CHECK(desk.run({u"changes"_s, u"--export"_s, desk.path(u"no/folder.csv"_s)}).code == 1);
}

TEST_CASE("summary shows the spread, narrowed too, and compares two days")
{
    Desk desk;
    importTwoDays(desk);

    const QJsonObject compared =
        desk.ask(words("summary total_borrowing 2023/24 --compare 2026-06-01 --on 2026-06-03"));
    CHECK_FALSE(compared.value(u"same"_s).toBool());
    CHECK(compared.value(u"figures_revised"_s).toInt() == 1);
    QString sum;
    for (const QJsonValue& row : compared.value(u"differences"_s).toArray()) {
        if (row.toObject().value(u"key"_s) == u"sum"_s)
            sum = row.toObject().value(u"difference"_s).toString();
    }
    CHECK(sum == u"2000000"_s);
    CHECK(desk.ask(words("summary total_borrowing 2022/23 --compare 2026-06-01")).value(u"same"_s).toBool());
    const QJsonObject spread = desk.ask(words("summary total_borrowing 2023/24 --spread --type County"));
    CHECK(spread.value(u"summary"_s).toObject().value(u"total_councils"_s).toInt() == 3);
    CHECK(spread.value(u"groups"_s).toObject().value(u"type"_s).toArray().size() == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --spread")).out.contains("#"));
    CHECK(desk.run(words("summary total_borrowing 2023/24 --type Castle")).code == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --compare yesterday")).code == 2);
    CHECK(desk.run(words("summary total_borrowing 2023/24 --spread --on 2026-06-01")).code == 2);
}

TEST_CASE("names in the list of changes have no separators of thousands")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.write(u"rename.csv"_s, "code,name,type,nation\nE07001000,Ashby Borough,District,England\n");
    (void)desk.ask({u"import"_s, desk.path(u"rename.csv"_s)});
    const QByteArray text = desk.run({u"changes"_s, u"--limit"_s, u"2"_s}).out;
    INFO(text.toStdString());
    CHECK(text.contains("Ashby -> Ashby Borough"));
    desk.write(u"unit.csv"_s, "slug,name,unit\nspend_cultural,Culture,USD\n");
    const QJsonObject imported = desk.ask({u"import"_s, desk.path(u"unit.csv"_s)});
    CHECK(imported.value(u"warnings"_s).toVariant().toStringList().join(u' ').contains(u"changes from GBP to USD"_s));
    const QByteArray changes = desk.run({u"changes"_s, u"--limit"_s, u"3"_s}).out;
    INFO(changes.toStdString());
    CHECK(changes.contains("GBP -> USD"));
    CHECK(changes.contains("-> Culture"));
}

TEST_CASE("without a screen one sentence names --headless, and nothing is aborted")
{
    const Desk desk;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    process.setProcessEnvironment(environment);
    process.start(deskBinary(), {u"--store"_s, u"sqlite:"_s + desk.store()});
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitStatus() == QProcess::NormalExit);
    const QByteArray said = process.readAllStandardError();
    INFO(said.toStdString());
    CHECK(said.contains("--headless"));
    CHECK(said.count('\n') == 1);
    const bool hasWindow = QFile::exists(QFileInfo(deskBinary()).dir().filePath(u"factoid-desk-window"_s));
    CHECK(process.exitCode() == (hasWindow ? 4 : 2));
}

TEST_CASE("without a home there is no place for a store, and one sentence says so")
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"HOME"_s);
    environment.remove(u"XDG_DATA_HOME"_s);
    process.setProcessEnvironment(environment);
    process.start(deskBinary(), {u"--headless"_s, u"status"_s});
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitCode() == 4);
    CHECK(process.readAllStandardError().contains("--store sqlite:PATH"));
}
