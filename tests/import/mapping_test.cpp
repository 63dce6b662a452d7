#include "core/import/mapping/mapping.h"

#include "core/import/preview/mapping_draft.h"
#include "tests/import/import_support.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QJsonDocument>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

Mapping mappingOf(const QByteArray& json)
{
    auto mapping = mappingFromBytes(json);
    if (!mapping)
        FAIL(mapping.error().sentence().toStdString());
    return *mapping;
}

// A complete mapping with one more or one changed member.
QByteArray withMember(const QByteArray& member)
{
    return R"({"mapping": 1, "name": "m", "council": {"code": "Code"}, "year": "2019/20", "values": [{"column": "Debt", "field": "debt"}], )" +
           member + "}";
}

ImportBatch read(const QByteArray& csv, const Mapping& mapping, const Register& known = smallRegister())
{
    const Folder folder;
    ReadOptions options;
    options.mapping = mapping;
    auto batch = readImport({folder.write(u"x.csv"_s, csv)}, known, options);
    if (!batch)
        FAIL(batch.error().sentence().toStdString());
    REQUIRE(batch->rows == batch->accepted + static_cast<qint64>(batch->rejects.size()));
    return *batch;
}

QStringList shown(const ImportBatch& batch)
{
    QStringList lines;
    for (const StagedFigure& figure : batch.figures)
        lines.append(u"%1 %2 %3 = %4"_s.arg(
            batch.known.councils()[static_cast<size_t>(figure.council)].code,
            batch.known.fields()[static_cast<size_t>(figure.field)].slug, Year::fromCode(figure.year)->label(),
            isMissing(figure.status) ? statusName(figure.status) : Decimal::fromUnits(figure.units).toString()));
    return lines;
}

} // namespace

TEST_CASE("every shipped mapping is read and written back the same")
{
    const QDir folder(sourcePath(u"resources/mappings"_s));
    const QStringList names = folder.entryList({u"*.json"_s});
    REQUIRE(names.size() >= 4);
    for (const QString& name : names) {
        INFO(name.toStdString());
        const auto mapping = loadMapping(folder.filePath(name));
        if (!mapping)
            FAIL(mapping.error().sentence().toStdString());
        CHECK(mapping->name + u".json"_s == name);
        const auto again = mappingFromJson(mappingToJson(*mapping));
        REQUIRE(again);
        CHECK(*again == *mapping);
    }
}

TEST_CASE("a mapping with everything survives the round trip")
{
    const Mapping mapping = mappingOf(
        R"({"mapping": 1, "name": "all", "title": "T", "description": "D", "encoding": "windows-1252", "delimiter": "tab",
        "header": {"rows": [2, 3], "fill": true, "codes": 4, "requires": ["A"]}, "rows": {"first": 6, "last": 9},
        "fingerprint": [{"row": 1, "column": 2, "begins": "X"}],
        "council": {"code": {"header": "A", "nth": 2}, "name": {"begins": "N", "ends": "e"}, "type": {"position": 4}, "aliases": {"E1": "A1"}, "name_endings": ["UA"]},
        "field": {"column": {"code": "F"}}, "year": {"column": "Y"}, "field_names": {"Total debt": "debt"}, "year_names": {"Year 1": "2019/20"},
        "scale": -1000, "decimal": ",", "split": {"column": 2, "by": ";"}, "status_names": {"prelim": "provisional"}, "significant_digits": 15, "missing": ["none"],
        "skip": [{"where": [{"column": "A", "in": ["x"], "begins": ["y"], "empty": true, "not": true}], "why": "w"}], "stop": {"where": [{"column": "A", "in": ["end"]}]},
        "values": [{"column": "V", "field": "debt", "year": "2018", "scale": "0.01", "decimal": ".", "status": "S"}],
        "types": {"lower tier": "District"}, "nations": {"Eng": "England"},
        "fields": [{"slug": "b", "name": "B", "unit": "GBP", "description": "d", "comparison": true, "polarity": "lower-is-better", "per_head_of": "people"}],
        "councils": [{"code": "T", "name": "Total", "type": "Total", "nation": "England", "region": "R", "active_from": "2020-04-01", "active_to": "2023-04-01", "successors": ["A1"], "predecessors": ["A8:2013-04-01", "A9"], "total": true}]})");
    CHECK(mapping.scaleExponent == 3);
    CHECK(mapping.negate);
    CHECK(mapping.values[0].scaleExponent == -2);
    const auto again = mappingFromJson(mappingToJson(mapping));
    REQUIRE(again);
    CHECK(*again == mapping);
}

TEST_CASE("faults of a mapping name the key")
{
    for (const QStringList& row : caseRows("mapping_faults.case")) {
        INFO(row.join(QLatin1Char('|')).toStdString());
        REQUIRE(row.size() == 2);
        const auto mapping = mappingFromBytes(withMember(row[0].toUtf8()), u"m.json"_s);
        REQUIRE(!mapping);
        INFO(mapping.error().message.toStdString());
        CHECK(mapping.error().kind == ErrorKind::Input);
        CHECK(mapping.error().file == u"m.json"_s);
        CHECK(mapping.error().message.contains(row[1]));
    }
    const auto broken = mappingFromBytes("{\n\"mapping\": 1,\n}", u"m.json"_s);
    REQUIRE(!broken);
    CHECK(broken.error().line == 3);
    CHECK(!mappingFromBytes("[]"));
    CHECK(!mappingFromBytes("{\"mapping\": 1}"));
    CHECK(!loadMapping(u"/nowhere/m.json"_s));
}

TEST_CASE("a long file takes field year and status from columns")
{
    const Mapping mapping = mappingOf(
        R"({"mapping": 1, "name": "long", "council": {"code": "Area"}, "field": {"column": "Measure"}, "year": {"column": "Period"},
        "field_names": {"Total Debt": "debt"}, "year_names": {"FY20": "2019/20"}, "scale": 1000,
        "values": [{"column": "Amount", "status": "Mark"}]})");
    const ImportBatch batch = read("Area,Measure,Period,Amount,Mark\nA1,total "
                                   "debt,FY20,1.5,\nA2,debt,2019/"
                                   "20,2,p\nA3,people,2018,3,\nA1,other,2018,1,\nA1,debt,FY21,1,\nA1,debt,2017,1,odd\n",
                                   mapping);
    CHECK(shown(batch) ==
          QStringList{u"A1 debt 2019/20 = 1500"_s, u"A2 debt 2019/20 = 2000"_s, u"A3 people 2018 = 3000"_s});
    CHECK(batch.figures[1].status == Status::Provisional);
    REQUIRE(batch.rejects.size() == 3);
    CHECK(batch.rejects[0].reason.contains(u"field_names"_s));
    CHECK(batch.rejects[1].reason.contains(u"year_names"_s));
}

TEST_CASE("a wide sheet with banner merged header markers totals and notes")
{
    const Mapping mapping =
        mappingOf(R"({"mapping": 1, "name": "wide", "header": {"rows": [3, 4], "fill": true}, "rows": {"first": 6},
        "fingerprint": [{"row": 1, "column": 1, "begins": "Table 7"}],
        "council": {"code": "Code", "aliases": {"E0101": "A1", "Eng": "ENG"}}, "scale": 1000, "missing": ["none"],
        "skip": [{"where": [{"column": "Code", "begins": ["note"]}]}, {"where": [{"column": "Code", "empty": true}, {"column": {"position": 2}, "in": ["sum"]}]}],
        "stop": {"where": [{"column": "Code", "in": ["Code"]}]},
        "values": [{"column": "Debt / 2018-19", "field": "debt", "year": "2018/19"}, {"column": {"begins": "debt", "ends": "2019-20"}, "field": "debt", "year": "2019/20"},
                   {"column": {"position": 5}, "field": "rate", "year": "2019/20", "scale": 100}],
        "councils": [{"code": "ENG", "name": "England", "type": "Total", "nation": "England", "total": true}]})");
    const ImportBatch batch = read("\"Table 7\nof many\",,,,\n,,,,\nCode,Name,Debt,,Rate\n,,2018-19,2019-20,\n,,3,4,5\n"
                                   "E0101,Alpha UA,\"1,234\",[x],0.975\nA2,Beta,none,(5),98%\n,,,,\n,sum,9,9,9\nNote "
                                   "1,,,,\nEng,England,7,8,1\nCode,Name,x,y,z\nA3,Gamma,1,1,1\n",
                                   mapping);
    CHECK(shown(batch) == QStringList{u"A1 debt 2018/19 = 1234000"_s, u"A2 debt 2018/19 = not_available"_s,
                                      u"ENG debt 2018/19 = 7000"_s, u"A1 debt 2019/20 = not_available"_s,
                                      u"A2 debt 2019/20 = -5000"_s, u"ENG debt 2019/20 = 8000"_s,
                                      u"A1 rate 2019/20 = 97.5"_s, u"A2 rate 2019/20 = 98"_s,
                                      u"ENG rate 2019/20 = 100"_s});
    CHECK(batch.rejects.empty());
    CHECK(batch.rows == 9);
    CHECK(batch.figures[0].line == 7); // the banner takes two lines
    REQUIRE(batch.councils.size() == 1);
    CHECK(batch.known.councils()[static_cast<size_t>(batch.councils[0])].total);
}

TEST_CASE("councils are matched by name and type and year where a row has no code")
{
    Council old = council("O1", "Bedford", "District");
    old.activeTo = QDate(2009, 4, 1);
    Council fresh = council("N1", "Bedford", "Unitary authority");
    fresh.activeFrom = QDate(2009, 4, 1);
    const Register known({old, fresh, council("B1", "Bath and North East Somerset", "Unitary authority"),
                          council("K1", "King's Lynn & West Norfolk"), council("T1", "Twin", "District"),
                          council("T2", "Twin", "District")},
                         {field("debt")});
    const QByteArray start =
        R"({"mapping": 1, "name": "names", "council": {"name": "Name", "type": "Kind", "name_endings": ["UA", "BC"]}, "field": "debt", "types": {"lower": "District"}, )";
    const Mapping byYear = mappingOf(start + R"("year": {"column": "Year"}, "values": [{"column": "V"}]})");
    const ImportBatch batch = read(
        "Name,Kind,Year,V\nBath & North East Somerset UA,,2019/20,1\nKINGS LYNN AND WEST  NORFOLK "
        "BC,,2019/20,2\nBedford,lower,2008/09,3\nBedford,lower,2019/20,3\n"
        "Bedford,Unitary Authority,2019/20,4\nBedford,,2007/08,5\nTwin,,2019/20,6\nNowhere,,2019/20,7\n,,2019/20,8\n"
        "Twin,Police,2019/20,9\n",
        byYear, known);
    CHECK(shown(batch) == QStringList{u"O1 debt 2007/08 = 5"_s, u"O1 debt 2008/09 = 3"_s, u"N1 debt 2019/20 = 4"_s,
                                      u"B1 debt 2019/20 = 1"_s, u"K1 debt 2019/20 = 2"_s});
    REQUIRE(batch.rejects.size() == 5);
    CHECK(batch.rejects[0].reason.contains(u"“Bedford” is Bedford (O1), which did not exist in 2019/20"_s));
    CHECK(batch.rejects[1].reason.contains(u"T1, T2"_s));
    CHECK(batch.rejects[2].reason.contains(u"“Nowhere”"_s));
    CHECK(batch.rejects[3].reason.contains(u"missing"_s));
    CHECK(batch.rejects[4].reason.contains(u"no council “Twin” of the type “Police” is known"_s));
    // Whom names were taken for is told before anything is applied.
    REQUIRE(batch.named.size() == 4);
    CHECK(batch.named[2].name == u"Bedford"_s);
    CHECK(batch.named[2].rows == 2);
    REQUIRE(batch.warnings.size() == 1);
    CHECK(batch.warnings[0].contains(u"“Bedford” is Bedford (O1)"_s));
}

TEST_CASE("a row whose code is not known is nobody's, whatever its name")
{
    Council closed = council("E07000001", "Durham", "District");
    closed.activeTo = QDate(2009, 4, 1);
    const Register known({closed, council("E06000047", "County Durham", "Unitary"),
                          council("E10000006", "Cumbria", "County"), council("00512", "Ynys Môn", "Unitary")},
                         {field("debt")});
    const QByteArray start =
        R"({"mapping": 1, "name": "m", "council": {"code": "Code", "name": "Name", "type": "Kind", "name_endings": ["UA"])";
    const QByteArray end = R"(}, "year": "2019/20", "values": [{"column": "V", "field": "debt"}]})";
    const QByteArray rows = "Code,Name,Kind,V\nE99999901,Durham UA,UA,1\nE23000013,Cumbria,Police,2\n"
                            "e10000006,Somebody,,3\n\"=\"\"E06000047\"\"\",,,4\n512,,,5\n-,Cumbria,,6\n";
    const ImportBatch batch = read(rows, mappingOf(start + end), known);
    // A code in another case or wrapped for a spreadsheet is the code; a dash is none.
    CHECK(shown(batch) == QStringList{u"E06000047 debt 2019/20 = 4"_s, u"E10000006 debt 2019/20 = 3"_s});
    REQUIRE(batch.rejects.size() == 4);
    CHECK(batch.rejects[0].reason.contains(u"the code “E99999901” is not known"_s));
    CHECK(batch.rejects[0].reason.contains(u"Durham (E07000001)"_s));
    CHECK(batch.rejects[1].reason.contains(u"Cumbria (E10000006)"_s));
    CHECK(batch.rejects[2].reason.contains(u"“00512” is (Ynys Môn)"_s));
    CHECK(batch.rejects[3].kind == RejectKind::Duplicate);
    // The way out: an alias for the code.
    const ImportBatch helped = read(rows, mappingOf(start + R"(, "aliases": {"E99999901": "E06000047"})" + end), known);
    CHECK(shown(helped).contains(u"E06000047 debt 2019/20 = 1"_s));
}

TEST_CASE("a row under a former code names the present council, and none is taken that had ended")
{
    Council present = council("E08000037", "Gateshead");
    present.predecessors = {{u"E08000020"_s, QDate(2013, 4, 1)}};
    Council closed = council("E06000028", "Bournemouth");
    closed.activeTo = QDate(2019, 3, 31);
    const Register known({present, closed}, {field("debt")});
    const QByteArray start = R"({"mapping": 1, "name": "m", "council": {"code": "Code", "name": "Name")";
    const QByteArray end = R"(}, "year": {"column": "Year"}, "values": [{"column": "V", "field": "debt"}]})";
    const QByteArray rows = "Code,Name,Year,V\nE08000020,Gateshead,2011/12,1\nE06000028,Bournemouth,2018/19,2\n"
                            "E06000028,Bournemouth,2019/20,3\n";
    const ImportBatch batch = read(rows, mappingOf(start + end), known);
    CHECK(shown(batch) == QStringList{u"E06000028 debt 2018/19 = 2"_s});
    REQUIRE(batch.rejects.size() == 2);
    CHECK(batch.rejects[0].kind == RejectKind::OtherCode);
    CHECK(batch.rejects[0].reason.contains(u"ended on 2013-04-01"_s));
    CHECK(batch.rejects[0].reason.contains(u"Gateshead (E08000037)"_s));
    CHECK(batch.rejects[1].kind == RejectKind::Other);
    CHECK(batch.rejects[1].reason.contains(u"ended on 2019-03-31, before 2019/20; if it did not"_s));
    CHECK_FALSE(resolutions(RejectKind::OtherCode, true, {}).contains(u"add_council"_s));
    const ImportBatch helped = read(rows, mappingOf(start + R"(, "aliases": {"E08000020": "E08000037"})" + end), known);
    CHECK(shown(helped).contains(u"E08000037 debt 2011/12 = 1"_s));
}

TEST_CASE("a mapping for another file is refused in one sentence")
{
    const Folder folder;
    const QString path = folder.write(u"x.csv"_s, "Area,Amount,Amount\nA1,1,2\n");
    const auto refusal = [&](const QByteArray& member) {
        ReadOptions options;
        options.mapping = mappingOf(R"({"mapping": 1, "name": "m", "year": "2019/20", )" + member + "}");
        const auto batch = readImport({path}, smallRegister(), options);
        REQUIRE(!batch);
        CHECK(batch.error().file == path);
        INFO(batch.error().sentence().toStdString());
        return batch.error().message;
    };
    const QByteArray values = R"("values": [{"column": "Amount", "field": "debt"}])";
    CHECK(refusal(R"("council": {"code": "Code"}, )" + values)
              .contains(u"is for another file: it does not have the column “Code”"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "header": {"requires": ["Region"]}, )" + values)
              .contains(u"the header has no “Region”"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "fingerprint": [{"begins": "Table 7"}], )" + values)
              .contains(u"row 1, column 1 should begin with “Table 7”, but has “Area”"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "values": [{"column": {"begins": "Am"}, "field": "debt"}])")
              .contains(u"several columns"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "values": [{"column": {"position": 4}, "field": "debt"}])")
              .contains(u"column number 4"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "header": {"rows": [9]}, )" + values)
              .contains(u"is for another file"_s));
    CHECK(refusal(R"("council": {"code": "Area"}, "values": [{"column": "Amount", "field": "unheard"}])")
              .contains(u"names the field “unheard”"_s));
}

TEST_CASE("fields that a mapping brings along do not replace known ones")
{
    const Mapping mapping = mappingOf(R"({"mapping": 1, "name": "m", "council": {"code": "Code"}, "year": "2019/20",
        "values": [{"column": "A", "field": "debt"}, {"column": "B", "field": "budget"}],
        "fields": [{"slug": "debt", "name": "Other", "unit": "count"}, {"slug": "budget", "name": "Budget", "unit": "GBP"}]})");
    const ImportBatch batch = read("Code,A,B\nA1,£1,2\n", mapping);
    CHECK(shown(batch) == QStringList{u"A1 debt 2019/20 = 1"_s, u"A1 budget 2019/20 = 2"_s});
    CHECK(batch.known.fields()[0].name == u"debt"_s);
    CHECK(batch.fields == std::vector<int>{3});
}

TEST_CASE("mapping bytes changed at random give a result and never a crash")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const QByteArray whole =
        QJsonDocument(mappingToJson(mappingOf(
                          withMember(R"("scale": 1000, "skip": [{"where": [{"column": "Code", "in": ["x"]}]}])"))))
            .toJson();
    for (int round = 0; round < 5000; ++round) {
        QByteArray bytes = whole;
        for (unsigned i = 0; i <= random() % 3; ++i)
            bytes[static_cast<qsizetype>(random()) % bytes.size()] =
                static_cast<char>(random() % 2 ? '0' + random() % 75 : random());
        const auto mapping = mappingFromBytes(bytes);
        if (!mapping)
            REQUIRE_FALSE(mapping.error().message.isEmpty());
    }
}
