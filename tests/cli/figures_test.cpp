// Browsing figures, the history of one, and the preview and capped dry run of an import, through the real program.

#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

const char* const kCodes = "E07001000 total_borrowing 2023/24";

QJsonObject problemOf(const QJsonObject& preview, const char* kind)
{
    for (const QJsonValue& value : preview.value(u"problems"_s).toArray()) {
        if (value.toObject().value(u"kind"_s).toString() == QLatin1String(kind))
            return value.toObject();
    }
    return {};
}

QByteArray wideFile()
{
    return "Borrowing at 31 March 2025,,\nAmounts in £ thousand,,\nCode,Council,Total borrowing\n"
           "E07001000,Ashby,\"41,000\"\nE07001001,Barton,[x]\nE07009999,Nowhere,12\n";
}

} // namespace

TEST_CASE("figures are browsed by field, by council, and the tree says how complete they are")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QJsonArray before = desk.ask({u"figures"_s}).value(u"fields"_s).toArray();
    REQUIRE(before.size() == 3);
    // Not summarised yet is unknown, not 0.
    const QJsonObject first = before[0].toObject().value(u"years"_s).toArray()[0].toObject();
    CHECK(first.value(u"completeness"_s).isNull());
    CHECK(first.value(u"figures"_s).toInt() == 12);
    (void)desk.ask({u"build-summaries"_s});
    const QJsonArray after = desk.ask({u"figures"_s}).value(u"fields"_s).toArray();
    CHECK(after[0].toObject().value(u"years"_s).toArray()[0].toObject().value(u"completeness"_s).toString() ==
          u"100"_s);
    for (const QJsonValue& field : after)
        CHECK_FALSE(field.toObject().value(u"category"_s).toString().isEmpty());

    const QJsonObject field = desk.ask({u"figures"_s, u"total_borrowing"_s});
    CHECK(field.value(u"years"_s).toArray().size() == 10);
    const QJsonArray rows = field.value(u"rows"_s).toArray();
    REQUIRE(rows.size() == 12);
    CHECK(rows[0].toObject().value(u"name"_s).toString() == u"Ashby"_s);
    const QJsonObject figures = rows[0].toObject().value(u"figures"_s).toObject();
    CHECK(figures.value(u"2014/15"_s).toObject().value(u"change_percent"_s).isNull());
    // 40 million and a drift of 100,000 × ((13 × year) mod 17): 2 in 2014, 15 in 2015; (41.5 − 40.2) ÷ 40.2.
    CHECK(figures.value(u"2014/15"_s).toObject().value(u"value"_s).toString() == u"40200000"_s);
    CHECK(figures.value(u"2015/16"_s).toObject().value(u"value"_s).toString() == u"41500000"_s);
    CHECK(figures.value(u"2015/16"_s).toObject().value(u"change_percent"_s).toString() == u"3.23"_s);

    const QJsonObject council = desk.ask({u"figures"_s, u"--council"_s, u"E07001000"_s});
    CHECK(council.value(u"rows"_s).toArray().size() == 3);
    CHECK(desk.run({u"figures"_s, u"nothing"_s}).code == 2);
    CHECK(desk.run({u"figures"_s, u"--council"_s, u"X"_s}).code == 2);
}

TEST_CASE("the history of a figure has every version, as known on a day, and the row of its file")
{
    Desk desk;
    writeSmallData(desk);
    desk.setNow(u"2026-06-01T10:00:00Z"_s);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.setNow(u"2026-06-10T10:00:00Z"_s);
    desk.write(u"restated.csv"_s,
               "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,4040000000 [p]\n");
    (void)desk.ask({u"import"_s, desk.path(u"restated.csv"_s)});
    const QStringList ask = QStringList{u"figure"_s} + words(kCodes);
    const QJsonObject json = desk.ask(ask + QStringList{u"--at"_s, u"2026-06-06T00:00:00Z"_s});
    const QJsonArray versions = json.value(u"versions"_s).toArray();
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].toObject().value(u"value"_s).toString() == u"4040000000"_s);
    CHECK(versions[0].toObject().value(u"line"_s).toInt() == 2);
    CHECK(versions[0].toObject().value(u"known_until"_s).isNull());
    CHECK(versions[1].toObject().value(u"known_until"_s).toString().startsWith(u"2026-06-10T10:00:00"_s));
    CHECK(json.value(u"as_known"_s).toObject().value(u"value"_s) == versions[1].toObject().value(u"value"_s));
    const QStringList flags = json.value(u"flags"_s).toVariant().toStringList();
    CHECK(flags.filter(u"this figure is provisional"_s).size() == 1);
    CHECK(flags.filter(u"times that of the year before"_s).size() == 1); // a hundredfold
    const QJsonObject source = json.value(u"source"_s).toObject();
    CHECK(source.value(u"cells"_s).toArray()[3].toString() == u"4040000000 [p]"_s);

    // A file that is another one by now is no proof.
    desk.write(u"restated.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    CHECK(desk.ask(ask).value(u"source"_s).toObject().value(u"problem"_s).toString() ==
          u"the file has changed since it was imported"_s);
}

TEST_CASE("a preview reads like the import, says ways out, and writes nothing")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.write(u"borrowing.csv"_s, wideFile());
    const QString file = desk.path(u"borrowing.csv"_s);
    const QByteArray before = desk.read(u"store.db"_s);
    const QJsonObject json = desk.ask({u"import"_s, u"--preview"_s, file});
    CHECK(desk.read(u"store.db"_s) == before);
    const QJsonObject preview = json.value(u"preview"_s).toObject();
    CHECK(preview.value(u"accepted"_s).toInt() == 2);
    CHECK(problemOf(preview, "unknown_council").value(u"way_out"_s).toString() == u"Match, add or leave out"_s);
    CHECK(preview.value(u"sample"_s)
              .toArray()[0]
              .toObject()
              .value(u"values"_s)
              .toArray()[0]
              .toObject()
              .value(u"becomes"_s)
              .toString() == u"41000000"_s);

    // The mapping that the preview suggests, with one way out, is what the import then takes.
    QJsonObject mapping = json.value(u"mapping"_s).toObject();
    QJsonObject council = mapping.value(u"council"_s).toObject();
    council.insert(u"aliases"_s, QJsonObject{{u"E07009999"_s, u"E07001002"_s}});
    mapping.insert(u"council"_s, council);
    desk.write(u"mapping.json"_s, QJsonDocument(mapping).toJson());
    const QJsonObject landed = desk.ask({u"import"_s, file, u"--mapping"_s, desk.path(u"mapping.json"_s)});
    CHECK(landed.value(u"accepted"_s).toInt() == 3);
    CHECK(landed.value(u"rejected"_s).toInt() == 0);
    const QJsonObject undone =
        desk.ask({u"import"_s, u"--undo"_s, QString::number(landed.value(u"import_id"_s).toInt())});
    CHECK(undone.value(u"removed"_s).toInt() == 3);
}

TEST_CASE("a dry run can be capped and still tells the whole")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    QByteArray csv = smallFigures();
    csv.replace("000000\n", "000001\n");
    desk.write(u"changed.csv"_s, csv);
    const QStringList dry{u"import"_s, desk.path(u"changed.csv"_s), u"--dry-run"_s};
    const QJsonObject whole = desk.ask(dry);
    const int changed = whole.value(u"updated"_s).toInt();
    REQUIRE(changed > 5);
    CHECK(whole.value(u"diff"_s).toArray().size() == changed);
    const QJsonObject capped = desk.ask(dry + QStringList{u"--diff-limit"_s, u"5"_s});
    CHECK(capped.value(u"diff"_s).toArray().size() == 5);
    CHECK(capped.value(u"diff_total"_s).toInt() == changed);
    int updated = 0;
    int unchanged = 0;
    for (const QJsonValue& cell : capped.value(u"diff_cells"_s).toArray()) {
        updated += cell.toObject().value(u"updated"_s).toInt();
        unchanged += cell.toObject().value(u"unchanged"_s).toInt();
    }
    CHECK(updated == changed);
    CHECK(unchanged == whole.value(u"unchanged"_s).toInt());
}

TEST_CASE("an import is on the list of what can be undone")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.write(u"restated.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\n");
    (void)desk.ask({u"import"_s, desk.path(u"restated.csv"_s)});
    const QJsonObject undone = desk.ask({u"undo"_s});
    CHECK(undone.value(u"label"_s).toString() == u"import 2"_s);
    const QJsonArray versions = desk.ask(QStringList{u"figure"_s} + words(kCodes)).value(u"versions"_s).toArray();
    REQUIRE(versions.size() == 1);
    CHECK(versions[0].toObject().value(u"value"_s).toString() != u"5"_s);
}
