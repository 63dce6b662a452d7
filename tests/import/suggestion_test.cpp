// What a mapping is suggested for a foreign file: units, years, decimal signs, files without a header, columns that
// may be one field or another.

#include "tests/import/import_support.h"

#include "core/import/preview/import_preview.h"
#include "core/import/profile/sheet_layout.h"
#include "core/import/profile/unit_words.h"
#include "core/import/values/value_parser.h"

using namespace factoid;
using namespace factoid::test;

namespace {

Field named(const char* slug, const char* name, const char* unit = "GBP")
{
    Field made = field(slug, unit);
    made.name = QString::fromUtf8(name);
    return made;
}

Register knownRegister()
{
    return Register({council("E06000001", "Hartlepool"), council("E06000002", "Middlesbrough"),
                     council("E06000003", "Redcar and Cleveland")},
                    {named("total_borrowing", "Total borrowing"), named("net_current", "Net current expenditure"),
                     named("band_d", "Band D council tax", "GBP_per_dwelling"),
                     named("tax_base", "Council tax base", "count"), named("support", "Council tax support"),
                     named("general", "General fund reserve"), named("population", "Population", "count")});
}

struct Suggested {
    FileProfile look;
    MappingDraft draft;
    Mapping mapping;
    [[nodiscard]] QString questions() const { return draft.questions.join(QLatin1Char('\n')); }
    // "field year scale", by column.
    [[nodiscard]] QString values() const
    {
        QStringList all;
        for (const ValueColumn& value : mapping.values)
            all << u"%1 %2 %3"_s
                       .arg(value.field.fixed, value.year.fixed.isEmpty() ? mapping.year.fixed : value.year.fixed)
                       .arg(value.scaleExponent.value_or(mapping.scaleExponent));
        return all.join(QLatin1Char('|'));
    }
};

Suggested suggest(const Folder& folder, const QString& name, const QByteArray& csv, const Register& known)
{
    const QString path = folder.write(name, csv);
    auto found = lookAtImport({path}, known);
    if (!found)
        FAIL(found.error().sentence().toStdString());
    Suggested made{found->files.front(), {}, {}};
    made.draft = suggestMapping(made.look, KnownWords(known));
    made.mapping = toMapping(made.draft, made.look);
    return made;
}

const QByteArray kRows =
    "E06000001,Hartlepool,103.5\nE06000002,Middlesbrough,210.1\nE06000003,Redcar and Cleveland,180\n";

} // namespace

TEST_CASE("the unit that a text names")
{
    struct Case {
        const char* text;
        int exponent; // -1: none
    };
    const Case cases[] = {{"£m", 6},
                          {"£M", 6},
                          {"£ million", 6},
                          {"Total borrowing (£m)", 6},
                          {"Total borrowing, £M", 6},
                          {"£'000s", 3},
                          {"£’000", 3},
                          {"£000", 3},
                          {"£ 000s", 3},
                          {"£k", 3},
                          {"figures in £ thousand unless stated", 3},
                          {"millions of pounds", 6},
                          {"Debt (millions of euros)", 6},
                          {"All amounts in thousands", 3},
                          {"(thousands)", 3},
                          {"EUR bn", 9},
                          {"US$ million", 6},
                          {"€ thousand", 3},
                          {"$m", 6},
                          {"(£)", 0},
                          {"in pounds", 0},
                          {"Band D council tax (£)", 0},
                          {"Total borrowing", -1},
                          {"Membership", -1},
                          {"Number of millions", -1},
                          {"£m and £000", -1},
                          {"Mortgages", -1},
                          {"", -1}};
    for (const Case& one : cases) {
        INFO(one.text);
        const auto found = scaleInText(QString::fromUtf8(one.text));
        CHECK((found ? found->exponent : -1) == one.exponent);
    }
    CHECK(perInText(u"Net current expenditure per head (£)"_s) == u"per head"_s);
    CHECK(perInText(u"Rise per cent per annum"_s).isEmpty());
    CHECK(saysPercent(u"Borrowing as % of income"_s));
    CHECK(saysPercent(u"Borrowing, per cent"_s));
    CHECK_FALSE(saysPercent(u"Percentiles"_s));
    for (const char* unit : {"£m", "%", "£ per head", "Number", "£'000s", "in £ million"})
        CHECK(isUnitCell(QString::fromUtf8(unit)));
    for (const char* text : {"Total borrowing £m", "Kent", "2019-20", "12"})
        CHECK_FALSE(isUnitCell(QString::fromUtf8(text)));
}

TEST_CASE("a column's own unit holds before the title's, and two that differ are asked about")
{
    struct Case {
        const char* what;
        QByteArray csv;
        const char* values;
        const char* asked; // part of a question; empty: nothing is asked
    };
    const Case cases[] = {
        {"own headings",
         "Council debt and spending 2022-23,,,,,\n"
         "ONS Code,Authority,Total borrowing (£m),Net current expenditure (£000),Band D council tax (£),Council tax "
         "base\n"
         "E06000001,Hartlepool,103.5,120345,2135.33,24000\nE06000002,Middlesbrough,210.1,180111,2001.00,36000\n",
         "total_borrowing 2022/23 6|net_current 2022/23 3|band_d 2022/23 0|tax_base 2022/23 0", ""},
        {"title with an exception",
         "Reserves 2022-23 (figures in £ thousand unless stated),,,\nONS Code,Authority,Total borrowing,Net current "
         "expenditure (£m)\nE06000001,Hartlepool,103500,12.5\nE06000002,Middlesbrough,210100,20\n",
         "total_borrowing 2022/23 3|net_current 2022/23 6", ""},
        {"title against a heading",
         "Source: Table 12 £m series. Borrowing 2022-23,,\nONS Code,Authority,Total borrowing (£)\n"
         "E06000001,Hartlepool,103500000\nE06000002,Middlesbrough,210100000\n",
         "total_borrowing 2022/23 0", "is the column's right?"},
        {"two titles",
         "Borrowing 2022-23 in £m,,\nAll figures in £ thousand,,\nONS Code,Authority,Total borrowing\n" + kRows,
         "total_borrowing 2022/23 0", "name two units"},
        {"a capital M", "Borrowing 2022-23,,\nONS Code,Authority,\"Total borrowing, £M\"\n" + kRows,
         "total_borrowing 2022/23 6", ""},
        {"words", "Borrowing 2022-23,,\nONS Code,Authority,Total borrowing (millions of pounds)\n" + kRows,
         "total_borrowing 2022/23 6", ""},
        {"a row of units with one cell",
         "Table 1: Borrowing 2022-23,,\nONS Code,Authority,Total borrowing\n,,£m\n" + kRows,
         "total_borrowing 2022/23 6", ""},
        {"another unit each year",
         "ONS Code,Authority,Total borrowing 2021-22 £m,Total borrowing 2022-23 £000s\n"
         "E06000001,Hartlepool,103.5,104500\nE06000002,Middlesbrough,210.1,211000\n",
         "total_borrowing 2021/22 6|total_borrowing 2022/23 3", ""},
    };
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.what);
        const Suggested made = suggest(folder, u"a.csv"_s, one.csv, knownRegister());
        INFO(made.questions().toStdString());
        CHECK(made.values() == QString::fromLatin1(one.values));
        CHECK(made.questions().contains(QString::fromLatin1(one.asked)));
        CHECK(made.draft.questions.isEmpty() == (one.asked[0] == 0));
    }
}

TEST_CASE("a rate, a share or a change is no amount of that name")
{
    const Folder folder;
    const Suggested made =
        suggest(folder, u"a.csv"_s,
                "Spending 2022-23,,,,,\nONS Code,Authority,Net current expenditure per head (£),Total "
                "borrowing as % of income,Band D council tax change,Total borrowing\n"
                "E06000001,Hartlepool,1203.45,103.5%,2.9,7\nE06000002,Middlesbrough,1801.11,210%,3.9,8\n",
                knownRegister());
    CHECK(made.values() == u"total_borrowing 2022/23 0"_s);
}

TEST_CASE("of two columns that may be one field neither is taken unasked")
{
    const Folder folder;
    const QByteArray rows = "E06000001,Hartlepool,1,2\nE06000002,Middlesbrough,3,4\n";
    const auto of = [&](const QByteArray& headings) {
        return suggest(folder, u"a.csv"_s, "2022-23,,,\nONS Code,Authority," + headings + "\n" + rows, knownRegister());
    };
    const Suggested two = of("Council tax support pensioners,Council tax support other");
    CHECK(two.values().isEmpty());
    CHECK(two.questions().contains(u"Which column is the field “Council tax support”"_s));
    const Suggested exact = of("Council tax support pensioners,Council tax support");
    CHECK(exact.mapping.values.size() == 1);
    CHECK(exact.mapping.values.front().column.text == u"Council tax support"_s);
    CHECK(exact.draft.questions.isEmpty());
    const Suggested alike = of("Council tax support pensioners,Notes");
    CHECK(alike.values() == u"support 2022/23 0"_s);
    CHECK(alike.questions().contains(u"Is “Council tax support pensioners” the field “Council tax support”?"_s));
    CHECK_FALSE(alike.draft.columns[2].sure);
}

TEST_CASE("codes, ranks and years are no amounts")
{
    const Folder folder;
    const Suggested made =
        suggest(folder, u"a.csv"_s,
                "year_ending,ONS_code,LGF_code,LA_name,rank,Spend\n202303,E06000001,701,Hartlepool,1,12\n"
                "202403,E06000001,701,Hartlepool,2,13\n",
                Register({council("E06000001", "Hartlepool")}, {}));
    CHECK(made.look.columns[0].meaning == ColumnMeaning::Year);
    CHECK(made.look.columns[2].meaning == ColumnMeaning::OtherCode);
    CHECK(made.look.columns[4].meaning == ColumnMeaning::OtherCode);
    CHECK(made.draft.newFields == QStringList{u"spend"_s});
    CHECK(made.mapping.yearNames.value(u"202303"_s) == u"2022/23"_s);
    CHECK(made.mapping.yearNames.value(u"202403"_s) == u"2023/24"_s);
}

TEST_CASE("a day or a month names a year only where years end then")
{
    struct Case {
        const char* text;
        int yearEnds;
        const char* year;
    };
    for (const Case& one :
         {Case{"Debt at 31/3/2020", 331, "2019/20"}, Case{"Debt at 31.03.2020", 331, "2019/20"},
          Case{"March 2020", 331, "2019/20"}, Case{"Debt at 30 June 2020", 630, "2019/20"},
          Case{"30/06/2020", 630, "2019/20"}, Case{"Debt at 31/3/2020", 0, ""}, Case{"March 2020", 0, ""},
          Case{"March 2020", 630, ""}, Case{"June 2020", 331, ""}, Case{"130/6/2020", 630, ""},
          Case{"2019-20, released in June 2021", 331, "2019/20"}, Case{"March 2020 and March 2021", 331, ""}}) {
        INFO(one.text << " " << one.yearEnds);
        CHECK(yearInText(QString::fromLatin1(one.text), one.yearEnds) == QString::fromLatin1(one.year));
    }
    Register known = knownRegister();
    known.setProfileSettings({{u"data.year_end"_s, u"06-30"_s}});
    const Folder folder;
    const Suggested made = suggest(folder, u"spend.csv"_s,
                                   "year_ending,ONS_code,LA_name,Spend\n202306,E06000001,Hartlepool,12\n"
                                   "202406,E06000001,Hartlepool,13\n202403,E06000002,Middlesbrough,14\n",
                                   known);
    CHECK(made.mapping.yearNames.value(u"202306"_s) == u"2022/23"_s);
    CHECK(made.mapping.yearNames.value(u"202406"_s) == u"2023/24"_s);
    CHECK_FALSE(made.mapping.yearNames.contains(u"202403"_s));
}

TEST_CASE("a file's name is the last resort for a year, and none against a heading")
{
    const QByteArray two =
        "Authority,Class,Population,,Total borrowing\n,,2018-19,2019-20,\nHartlepool,UA,100,110,5000\n"
        "Middlesbrough,UA,200,210,6000\n";
    const QByteArray none = "Authority,Class,Total borrowing\nHartlepool,UA,5000\nMiddlesbrough,UA,6000\n";
    struct Case {
        const char* name;
        QByteArray csv;
        const char* year; // of the column that names none; empty: asked about
        bool asked;
    };
    const Case cases[] = {{"ctr_1920_raw.csv", two, "", true},
                          {"ctr_2021_raw.csv", two, "", true},
                          {"report_20191130.csv", two, "", true},
                          {"budget 2019 20.csv", two, "2019/20", true},
                          {"budget 2017-18.csv", two, "", true},
                          {"debt_2019-20.csv", none, "2019/20", false},
                          {"debt_2019_20.csv", none, "2019/20", false},
                          {"debt 2018.csv", none, "2018", false},
                          {"debt 1920.csv", none, "", true},
                          {"debt 2021.csv", none, "", true}};
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.name);
        const Suggested made = suggest(folder, QString::fromLatin1(one.name), one.csv, knownRegister());
        CHECK(made.mapping.year.fixed == QString::fromLatin1(one.year));
        CHECK(made.draft.questions.isEmpty() == !one.asked);
    }
}

TEST_CASE("a comma before the decimals is seen, and obeyed")
{
    const Folder folder;
    const Register known = knownRegister();
    const Suggested made =
        suggest(folder, u"a.csv"_s,
                "Code;Total borrowing 2022-23\nE06000001;1.234,5\nE06000002;12,345\nE06000003;1.234\n", known);
    CHECK(made.look.commaDecimals);
    CHECK(made.mapping.decimalComma);
    ReadOptions reading;
    reading.mapping = made.mapping;
    const auto batch = readImport({folder.path() + u"/a.csv"_s}, known, reading);
    REQUIRE(batch);
    REQUIRE(batch->figures.size() == 3);
    CHECK(Decimal::fromUnits(batch->figures[0].units).toString() == u"1234.5"_s);
    CHECK(Decimal::fromUnits(batch->figures[1].units).toString() == u"12.345"_s);
    CHECK(Decimal::fromUnits(batch->figures[2].units).toString() == u"1234"_s);
    // Both signs before decimals: nobody but a person can say.
    const Suggested both =
        suggest(folder, u"b.csv"_s, "Code;Total borrowing 2022-23\nE06000001;1.234,5\nE06000002;2.5\n", known);
    CHECK_FALSE(both.mapping.decimalComma);
    // Stops that can only separate thousands say nothing of a comma, and beside "41,000" they contradict it: as a
    // decimal comma it would be a thousandth of what it is.
    struct Case {
        const char* what;
        const char* cells;
        bool comma;
    };
    for (const Case& one :
         {Case{"stops alone", "1.204.000;999", true}, Case{"stops of one kind", "1.204.000;1.204", true},
          Case{"a comma that separates", "1.204.000;41,000", false},
          Case{"a comma that starts decimals", "1.204.000;41,5", true},
          Case{"both commas", "1.204.000;41,000;41,5", true}}) {
        INFO(one.what);
        QByteArray file = "Code;Total borrowing 2022-23\n";
        int code = 1;
        for (const QByteArray& cell : QByteArray(one.cells).split(';'))
            file += "E0600000" + QByteArray::number(code++) + ";" + cell + "\n";
        CHECK(suggest(folder, u"c.csv"_s, file, known).mapping.decimalComma == one.comma);
    }
}

TEST_CASE("a file without a header is described by position, and loses no row")
{
    const Folder folder;
    const QString path = folder.write(u"a.csv"_s, "Hartlepool,2019/20,1,10\nMiddlesbrough,2019/20,2,20\n");
    const auto mapping = mappingFromBytes(R"({"mapping": 1, "name": "m", "council": {"name": {"position": 1}},
        "year": {"column": {"position": 2}}, "values": [{"column": {"position": 4}, "field": "total_borrowing"}]})");
    REQUIRE(mapping);
    CHECK(mapping->headerRows.empty());
    ReadOptions reading;
    reading.mapping = *mapping;
    const auto batch = readImport({path}, knownRegister(), reading);
    if (!batch)
        FAIL(batch.error().sentence().toStdString());
    REQUIRE(batch->figures.size() == 2);
    CHECK(batch->rejects.empty());
    CHECK(Decimal::fromUnits(batch->figures[0].units).toString() == u"10"_s);
    // A header that is there after all is a row that needs a person, and not lost in silence.
    const QString headed = folder.write(u"b.csv"_s, "Name,Year,A,B\nHartlepool,2019/20,1,10\n");
    const auto second = readImport({headed}, knownRegister(), reading);
    REQUIRE(second);
    CHECK(second->figures.size() == 1);
    CHECK(second->rejects.size() == 1);
    const Suggested made = suggest(folder, u"c.csv"_s, "E06000001,1\nE06000002,2\n", knownRegister());
    CHECK(made.look.headless);
    CHECK(made.questions().contains(u"has no header"_s));
    CHECK(made.look.sentence().contains(u"the first row is data"_s));
}

TEST_CASE("a column that holds several is cut at its commas")
{
    const Folder folder;
    const Register known({council("DE", "Germany"), council("FR", "France")}, {field("debt", "percent")});
    const Suggested made =
        suggest(folder, u"gov.tsv"_s,
                "unit,geo\\TIME_PERIOD\t2019\t2020\nPC_GDP,DE\t58.9\t68.0\nPC_GDP,FR\t97.4 b\t: \n", known);
    CHECK(made.look.splitColumn == 1);
    CHECK(made.mapping.councilCode);
    CHECK(made.mapping.values.size() == 2);
    const auto mapping = mappingFromBytes(R"({"mapping": 1, "name": "m", "delimiter": "tab", "split": {"column": 1},
        "council": {"code": "geo\\TIME_PERIOD"}, "field": "debt",
        "values": [{"column": "2019", "year": "2019"}, {"column": "2020", "year": "2020"}]})");
    REQUIRE(mapping);
    ReadOptions reading;
    reading.mapping = *mapping;
    const auto batch = readImport({folder.path() + u"/gov.tsv"_s}, known, reading);
    if (!batch)
        FAIL(batch.error().sentence().toStdString());
    CHECK(batch->accepted == 3);
    REQUIRE(batch->rejects.size() == 1);
    CHECK(batch->rejects.front().value == u"97.4 b"_s);
}

TEST_CASE("a mapping says what a status column's words mean")
{
    const Folder folder;
    const QString path = folder.write(u"a.csv"_s, "Code,Value,Status\nE06000001,1,Cifras Preliminares.\n"
                                                  "E06000002,2,Cifras Definitivas.\nE06000003,3,Otra\n");
    const auto mapping = mappingFromBytes(R"({"mapping": 1, "name": "m", "council": {"code": "Code"}, "year": "2020",
        "field": "total_borrowing", "status_names": {"Cifras Preliminares.": "provisional", "cifras definitivas.": "final"},
        "values": [{"column": "Value", "status": "Status"}]})");
    REQUIRE(mapping);
    ReadOptions reading;
    reading.mapping = *mapping;
    const auto batch = readImport({path}, knownRegister(), reading);
    REQUIRE(batch);
    REQUIRE(batch->figures.size() == 2);
    CHECK(batch->figures[0].status == Status::Provisional);
    CHECK(batch->figures[1].status == Status::Final);
    REQUIRE(batch->rejects.size() == 1);
    CHECK(batch->rejects.front().reason.contains(u"status_names"_s));
}

TEST_CASE("columns are held against what is stored")
{
    const Folder folder;
    const Register known = knownRegister();
    struct Case {
        const char* what;
        std::vector<const char*> stored; // of the three councils; nullptr: nothing
        qint64 compared, same;
        std::optional<int> tenfold;
        bool doubtful;
        const char* sentence;
    };
    const Case cases[] = {
        {"the same", {"103.5", "210.1", "180"}, 3, 3, {}, false, "all 3 figures are as they are stored"},
        {"nothing stored", {nullptr, nullptr, nullptr}, 0, 0, {}, false, "nothing is stored to compare it with"},
        {"a thousand times",
         {"0.1035", "0.2101", "0.1799"},
         3,
         0,
         3,
         true,
         "all 3 figures differ from what is stored: 1,000 times as much"},
        {"a millionth",
         {"103500000", "210100000", "181000000"},
         3,
         0,
         -6,
         true,
         "all 3 figures differ from what is stored: one part in 1,000,000 of it"},
        {"another column", {"7", "900", "33"}, 3, 0, {}, true, "all 3 figures differ from what is stored"},
        {"a revision", {"103.5", "210", "180"}, 3, 2, {}, false, "2 of 3 figures are as they are stored"},
        {"noughts", {"0", nullptr, "180"}, 2, 1, {}, false, "1 of 2 figures are as they are stored"},
    };
    const Suggested made =
        suggest(folder, u"a.csv"_s, "Borrowing 2022-23,,\nONS Code,Authority,Total borrowing\n" + kRows, known);
    for (const Case& one : cases) {
        INFO(one.what);
        ReadOptions reading;
        reading.mapping = made.mapping;
        PreviewOptions options;
        options.stored = [&](const QString& slug, Year year) -> Result<QHash<QString, std::int64_t>> {
            CHECK(slug == u"total_borrowing"_s);
            CHECK(year.label() == u"2022/23"_s);
            QHash<QString, std::int64_t> units;
            for (size_t i = 0; i < one.stored.size(); ++i) {
                if (one.stored[i])
                    units.insert(known.councils()[i].code, parseValue(one.stored[i])->value.units());
            }
            return units;
        };
        const auto preview = previewImport({folder.path() + u"/a.csv"_s}, known, reading, options);
        REQUIRE(preview);
        REQUIRE(preview->columns.size() == 1);
        const ColumnEvidence& found = preview->columns.front();
        CHECK(found.column == 2);
        CHECK(found.figures == 3);
        CHECK(found.compared == one.compared);
        CHECK(found.same == one.same);
        CHECK(found.tenfold == one.tenfold);
        CHECK(found.doubtful() == one.doubtful);
        CHECK(found.sentence == QString::fromLatin1(one.sentence));
    }
}

TEST_CASE("where a file turns out to write decimals with a comma, nothing is taken that can be read either way")
{
    struct Case {
        const char* what;
        std::vector<const char*> values;
        qint64 accepted;
    };
    const Case cases[] = {
        {"a comma late", {"1.234", "12,345", "999", "1.234,5"}, 1},
        {"a comma first", {"0,5", "1.234", "12,345", "999"}, 1},
        {"thousands only", {"1,234", "12,345", "999", "1,234,567"}, 4},
        {"three decimals only", {"1.234", "12.345", "0.123", "2.5"}, 4},
        {"both signs", {"1,234.5", "12,345", "999", "1.234,5"}, 3},
        {"noughts before", {"0.123", "0,5", "7", "8"}, 3},
    };
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.what);
        QByteArray csv = "council_code;field_slug;year;value\n";
        QByteArray wide = "Code;Value\n";
        int year = 2000;
        for (const char* value : one.values) {
            csv += "E06000001;total_borrowing;" + QByteArray::number(++year) + ";" + value + "\n";
            wide += "E0600000" + QByteArray::number(year - 2000) + ";" + value + "\n";
        }
        Register known = knownRegister();
        known.put(council("E06000004", "Stockton"));
        const auto batch = readImport({folder.write(u"a.csv"_s, csv)}, known);
        REQUIRE(batch);
        CHECK(batch->accepted == one.accepted);
        CHECK(batch->rejects.size() == one.values.size() - static_cast<size_t>(one.accepted));
        ReadOptions reading;
        reading.mapping = *mappingFromBytes(R"({"mapping": 1, "name": "m", "council": {"code": "Code"}, "year": "2020",
            "field": "total_borrowing", "values": [{"column": "Value"}]})");
        const auto mapped = readImport({folder.write(u"b.csv"_s, wide)}, known, reading);
        REQUIRE(mapped);
        CHECK(mapped->accepted == one.accepted);
    }
}
