// Browsing figures, the history of one, and the preview and capped dry run of an import, through the real program.

#include "tests/support/small_data.h"

using namespace factoid::test;

namespace {

const char* const kCodes = "E07001000 total_borrowing 2023/24";

QJsonObject problemOf(const QJsonObject& preview, const char* kind)
{
    for (const QJsonValue& value : preview.value(QStringLiteral("problems")).toArray()) {
        if (value.toObject().value(QStringLiteral("kind")).toString() == QLatin1String(kind))
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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QJsonArray before = desk.ask({QStringLiteral("figures")}).value(QStringLiteral("fields")).toArray();
    REQUIRE(before.size() == 3);
    // Not summarised yet is unknown, not 0.
    const QJsonObject first = before[0].toObject().value(QStringLiteral("years")).toArray()[0].toObject();
    CHECK(first.value(QStringLiteral("completeness")).isNull());
    CHECK(first.value(QStringLiteral("figures")).toInt() == 12);
    (void)desk.ask({QStringLiteral("build-summaries")});
    const QJsonArray after = desk.ask({QStringLiteral("figures")}).value(QStringLiteral("fields")).toArray();
    CHECK(after[0].toObject().value(QStringLiteral("years")).toArray()[0].toObject().value(QStringLiteral("completeness")).toString() == QStringLiteral("100"));
    for (const QJsonValue& field : after)
        CHECK_FALSE(field.toObject().value(QStringLiteral("category")).toString().isEmpty());

    const QJsonObject field = desk.ask({QStringLiteral("figures"), QStringLiteral("total_borrowing")});
    CHECK(field.value(QStringLiteral("years")).toArray().size() == 10);
    const QJsonArray rows = field.value(QStringLiteral("rows")).toArray();
    REQUIRE(rows.size() == 12);
    CHECK(rows[0].toObject().value(QStringLiteral("name")).toString() == QStringLiteral("Ashby"));
    const QJsonObject figures = rows[0].toObject().value(QStringLiteral("figures")).toObject();
    CHECK(figures.value(QStringLiteral("2014/15")).toObject().value(QStringLiteral("change_percent")).isNull());
    // 40 million and a drift of 100,000 × ((13 × year) mod 17): 2 in 2014, 15 in 2015; (41.5 − 40.2) ÷ 40.2.
    CHECK(figures.value(QStringLiteral("2014/15")).toObject().value(QStringLiteral("value")).toString() == QStringLiteral("40200000"));
    CHECK(figures.value(QStringLiteral("2015/16")).toObject().value(QStringLiteral("value")).toString() == QStringLiteral("41500000"));
    CHECK(figures.value(QStringLiteral("2015/16")).toObject().value(QStringLiteral("change_percent")).toString() == QStringLiteral("3.23"));

    const QJsonObject council = desk.ask({QStringLiteral("figures"), QStringLiteral("--council"), QStringLiteral("E07001000")});
    CHECK(council.value(QStringLiteral("rows")).toArray().size() == 3);
    CHECK(desk.run({QStringLiteral("figures"), QStringLiteral("nothing")}).code == 2);
    CHECK(desk.run({QStringLiteral("figures"), QStringLiteral("--council"), QStringLiteral("X")}).code == 2);
}

TEST_CASE("the history of a figure has every version, as known on a day, and the row of its file")
{
    Desk desk;
    writeSmallData(desk);
    desk.setNow(QStringLiteral("2026-06-01T10:00:00Z"));
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    desk.setNow(QStringLiteral("2026-06-10T10:00:00Z"));
    desk.write(QStringLiteral("restated.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,4040000000 [p]\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("restated.csv"))});
    const QStringList ask = QStringList{QStringLiteral("figure")} + words(kCodes);
    const QJsonObject json = desk.ask(ask + QStringList{QStringLiteral("--at"), QStringLiteral("2026-06-06T00:00:00Z")});
    const QJsonArray versions = json.value(QStringLiteral("versions")).toArray();
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].toObject().value(QStringLiteral("value")).toString() == QStringLiteral("4040000000"));
    CHECK(versions[0].toObject().value(QStringLiteral("line")).toInt() == 2);
    CHECK(versions[0].toObject().value(QStringLiteral("known_until")).isNull());
    CHECK(versions[1].toObject().value(QStringLiteral("known_until")).toString().startsWith(QStringLiteral("2026-06-10T10:00:00")));
    CHECK(json.value(QStringLiteral("as_known")).toObject().value(QStringLiteral("value")) == versions[1].toObject().value(QStringLiteral("value")));
    const QStringList flags = json.value(QStringLiteral("flags")).toVariant().toStringList();
    CHECK(flags.filter(QStringLiteral("this figure is provisional")).size() == 1);
    CHECK(flags.filter(QStringLiteral("times that of the year before")).size() == 1); // a hundredfold
    const QJsonObject source = json.value(QStringLiteral("source")).toObject();
    CHECK(source.value(QStringLiteral("cells")).toArray()[3].toString() == QStringLiteral("4040000000 [p]"));

    // A file that is another one by now is no proof.
    desk.write(QStringLiteral("restated.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    CHECK(desk.ask(ask).value(QStringLiteral("source")).toObject().value(QStringLiteral("problem")).toString() == QStringLiteral("the file has changed since it was imported"));
}

TEST_CASE("a preview reads like the import, says ways out, and writes nothing")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    desk.write(QStringLiteral("borrowing.csv"), wideFile());
    const QString file = desk.path(QStringLiteral("borrowing.csv"));
    const QByteArray before = desk.read(QStringLiteral("store.db"));
    const QJsonObject json = desk.ask({QStringLiteral("import"), QStringLiteral("--preview"), file});
    CHECK(desk.read(QStringLiteral("store.db")) == before);
    const QJsonObject preview = json.value(QStringLiteral("preview")).toObject();
    CHECK(preview.value(QStringLiteral("accepted")).toInt() == 2);
    CHECK(problemOf(preview, "unknown_council").value(QStringLiteral("way_out")).toString() == QStringLiteral("Match, add or leave out"));
    CHECK(preview.value(QStringLiteral("sample")).toArray()[0].toObject().value(QStringLiteral("values")).toArray()[0].toObject().value(QStringLiteral("becomes")).toString()
          == QStringLiteral("41000000"));

    // The mapping that the preview suggests, with one way out, is what the import then takes.
    QJsonObject mapping = json.value(QStringLiteral("mapping")).toObject();
    QJsonObject council = mapping.value(QStringLiteral("council")).toObject();
    council.insert(QStringLiteral("aliases"), QJsonObject{{QStringLiteral("E07009999"), QStringLiteral("E07001002")}});
    mapping.insert(QStringLiteral("council"), council);
    desk.write(QStringLiteral("mapping.json"), QJsonDocument(mapping).toJson());
    const QJsonObject landed = desk.ask({QStringLiteral("import"), file, QStringLiteral("--mapping"), desk.path(QStringLiteral("mapping.json"))});
    CHECK(landed.value(QStringLiteral("accepted")).toInt() == 3);
    CHECK(landed.value(QStringLiteral("rejected")).toInt() == 0);
    const QJsonObject undone = desk.ask({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(landed.value(QStringLiteral("import_id")).toInt())});
    CHECK(undone.value(QStringLiteral("removed")).toInt() == 3);
}

TEST_CASE("a dry run can be capped and still tells the whole")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    QByteArray csv = smallFigures();
    csv.replace("000000\n", "000001\n");
    desk.write(QStringLiteral("changed.csv"), csv);
    const QStringList dry{QStringLiteral("import"), desk.path(QStringLiteral("changed.csv")), QStringLiteral("--dry-run")};
    const QJsonObject whole = desk.ask(dry);
    const int changed = whole.value(QStringLiteral("updated")).toInt();
    REQUIRE(changed > 5);
    CHECK(whole.value(QStringLiteral("diff")).toArray().size() == changed);
    const QJsonObject capped = desk.ask(dry + QStringList{QStringLiteral("--diff-limit"), QStringLiteral("5")});
    CHECK(capped.value(QStringLiteral("diff")).toArray().size() == 5);
    CHECK(capped.value(QStringLiteral("diff_total")).toInt() == changed);
    int updated = 0;
    int unchanged = 0;
    for (const QJsonValue& cell : capped.value(QStringLiteral("diff_cells")).toArray()) {
        updated += cell.toObject().value(QStringLiteral("updated")).toInt();
        unchanged += cell.toObject().value(QStringLiteral("unchanged")).toInt();
    }
    CHECK(updated == changed);
    CHECK(unchanged == whole.value(QStringLiteral("unchanged")).toInt());
}

TEST_CASE("an import is on the list of what can be undone")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    desk.write(QStringLiteral("restated.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,5\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("restated.csv"))});
    const QJsonObject undone = desk.ask({QStringLiteral("undo")});
    CHECK(undone.value(QStringLiteral("label")).toString() == QStringLiteral("import 2"));
    const QJsonArray versions = desk.ask(QStringList{QStringLiteral("figure")} + words(kCodes)).value(QStringLiteral("versions")).toArray();
    REQUIRE(versions.size() == 1);
    CHECK(versions[0].toObject().value(QStringLiteral("value")).toString() != QStringLiteral("5"));
}
