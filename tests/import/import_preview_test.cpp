// The look at an unknown file, the mapping suggested for it, and the preview that the reader itself makes.

#include "tests/import/import_support.h"

#include "core/import/preview/import_preview.h"
#include "core/import/preview/mapping_library.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace factoid;
using namespace factoid::test;

namespace {

Register knownRegister()
{
    Council england = council("E92000001", "England", "Total");
    england.total = true;
    Field borrowing = field("total_borrowing");
    borrowing.name = u"Total borrowing"_s;
    return Register({council("E06000034", "Thurrock"), council("E07000217", "Woking"),
                     council("E06000023", "Bristol, City of"), council("E07000240", "St Albans"), england},
                    {borrowing, field("population", "count")});
}

const char* const kBanner = "Borrowing by local authority at 31 March 2020,,,\n"
                            "All amounts in £ thousand,,,\n"
                            ",,,\n"
                            "ONS Code,Authority,Total borrowing 31/3/2020,Notes\n"
                            "E92000001,England,\"112,357,422\",\n"
                            "E06000034,Thurrock,\"1,413,489\",\n"
                            "E07000217,Woking,\"1,378,316\",large\n"
                            "E06000023,\"Bristol, City of\",[x],no return\n"
                            "E07000240,St Albans,\"(1,204)\",\n"
                            "E07999999,Nowhere,88,\n"
                            "E06000034,Thurrock,1.204.000,again\n";

struct Looked {
    FileProfile look;
    MappingDraft draft;
    Mapping mapping;
};

Looked lookAt(const QString& path, const Register& known)
{
    auto found = lookAtImport({path}, known);
    if (!found)
        FAIL(found.error().sentence().toStdString());
    REQUIRE(found->files.size() == 1);
    Looked looked{found->files.front(), {}, {}};
    looked.draft = suggestMapping(looked.look, KnownWords(known));
    looked.mapping = toMapping(looked.draft, looked.look);
    return looked;
}

ImportPreview previewOf(const QString& path, const Register& known, const std::optional<Mapping>& mapping)
{
    ReadOptions reading;
    reading.mapping = mapping;
    auto preview = previewImport({path}, known, reading);
    if (!preview)
        FAIL(preview.error().sentence().toStdString());
    return *preview;
}

const PreviewProblem& problemOf(const ImportPreview& preview, RejectKind kind)
{
    const auto found = std::ranges::find(preview.problems, kind, &PreviewProblem::kind);
    REQUIRE(found != preview.problems.end());
    return *found;
}

} // namespace

TEST_CASE("a wide file with heading rows is understood, and says why")
{
    const Folder folder;
    const QString path = folder.write(u"borrowing.csv"_s, kBanner);
    const Looked looked = lookAt(path, knownRegister());
    CHECK(looked.look.shape == FileShape::Wide);
    CHECK(looked.look.sentence() == u"UTF-8, comma, 2 heading rows skipped, header in row 4"_s);
    CHECK(looked.look.firstRow == 5);
    REQUIRE(looked.look.columns.size() == 4);
    CHECK(looked.look.columns[0].meaning == ColumnMeaning::CouncilCode);
    CHECK(looked.look.columns[0].why == u"7 of 7 look like council codes, 6 are known"_s);
    CHECK(looked.look.columns[1].meaning == ColumnMeaning::CouncilName);
    CHECK(looked.look.columns[2].meaning == ColumnMeaning::Numbers);
    CHECK(looked.look.columns[2].why ==
          u"5 of 6 are numbers, thousands separators, negatives in brackets, 1 missing"_s);
    CHECK(looked.look.columns[3].meaning == ColumnMeaning::Text);
    REQUIRE(looked.look.year);
    CHECK(looked.look.year->text == u"2019/20"_s);
    CHECK(looked.look.year->why == u"from the title in row 1"_s);
    REQUIRE(looked.look.scale);
    CHECK(looked.look.scale->exponent == 3);
    CHECK(looked.look.scale->why == u"“£ thousand” in row 2"_s);

    REQUIRE(looked.mapping.values.size() == 1);
    CHECK(looked.mapping.values[0].field.fixed == u"total_borrowing"_s);
    CHECK(looked.mapping.year.fixed == u"2019/20"_s);
    CHECK(looked.mapping.scaleExponent == 3);
    // The suggestion is a mapping like any other: it is written and read back.
    const auto again = mappingFromJson(mappingToJson(looked.mapping));
    REQUIRE(again);
    CHECK(*again == looked.mapping);
}

TEST_CASE("the preview is what the reader makes of each row")
{
    const Folder folder;
    const QString path = folder.write(u"borrowing.csv"_s, kBanner);
    const Register known = knownRegister();
    const ImportPreview preview = previewOf(path, known, lookAt(path, known).mapping);
    CHECK(preview.values == 7);
    CHECK(preview.accepted == 5);
    CHECK(preview.rejected == 2);
    CHECK(preview.sentence() ==
          u"4 of 7 rows are ready, 1 is a total, 2 need attention. Nothing is written before the last step."_s);
    REQUIRE(preview.rows.size() == 7);
    struct Expected {
        const char* becomes;
        RowOutcome outcome;
    };
    const Expected expected[] = {{"112357422000", RowOutcome::Total}, {"1413489000", RowOutcome::Ready},
                                 {"1378316000", RowOutcome::Ready},   {"not_available", RowOutcome::Missing},
                                 {"-1204000", RowOutcome::Ready},     {"", RowOutcome::Rejected},
                                 {"", RowOutcome::Rejected}};
    for (size_t i = 0; i < preview.rows.size(); ++i) {
        INFO(i);
        REQUIRE(preview.rows[i].values.size() == 1);
        CHECK(preview.rows[i].values[0].becomes == QString::fromUtf8(expected[i].becomes));
        CHECK(preview.rows[i].outcome == expected[i].outcome);
        CHECK(preview.rows[i].line == static_cast<qint64>(i) + 5);
    }
    CHECK(preview.rows[1].values[0].written == u"1,413,489"_s);
    CHECK(preview.rows[1].councilName == u"Thurrock"_s);
    CHECK(problemOf(preview, RejectKind::UnknownCouncil).value == u"E07999999"_s);
    CHECK(problemOf(preview, RejectKind::NotAValue).value == u"1.204.000"_s);
    CHECK(problemOf(preview, RejectKind::NotAValue).lines == std::vector<qint64>{11});
}

TEST_CASE("every way out of a reject is an edit of the mapping, and the reader follows it")
{
    const Folder folder;
    const QString path = folder.write(u"borrowing.csv"_s, kBanner);
    const Register known = knownRegister();
    Mapping mapping = lookAt(path, known).mapping;
    const QString bad = u"E07999999"_s;

    SECTION("match a council")
    {
        Register more = known;
        more.put(council("E07000999", "Somewhere"));
        matchCouncil(mapping, bad, u"E07000999"_s);
        CHECK(previewOf(path, more, mapping).accepted == 6);
    }
    SECTION("add a council")
    {
        addCouncil(mapping, bad, council("E07999999", "Nowhere"));
        const ImportPreview preview = previewOf(path, known, mapping);
        CHECK(preview.accepted == 6);
        CHECK(preview.newCouncils == 1);
    }
    SECTION("leave the rows out")
    {
        REQUIRE(leaveOutCouncils(mapping, {bad}));
        const ImportPreview preview = previewOf(path, known, mapping);
        CHECK(preview.values == 6);
        CHECK(preview.rejected == 1);
        CHECK(preview.leftOutRows == 1);
        CHECK(preview.rows[5].outcome == RowOutcome::LeftOut);
        CHECK(preview.rows[5].note == u"Left out by the operator."_s);
    }
    SECTION("correct a value")
    {
        correctValue(mapping, u"Total borrowing 31/3/2020"_s, u"1.204.000"_s, u"1204000"_s);
        const ImportPreview preview = previewOf(path, known, mapping);
        // It is a second figure for Thurrock now, which the file has twice.
        CHECK(problemOf(preview, RejectKind::Duplicate).lines == std::vector<qint64>{11});
    }
    SECTION("take a value as missing")
    {
        correctValue(mapping, {}, u"1.204.000"_s, u"[x]"_s);
        CHECK(problemOf(previewOf(path, known, mapping), RejectKind::Duplicate).value == u"not_available"_s);
    }
    REQUIRE(mappingFromJson(mappingToJson(mapping)));
    CHECK(*mappingFromJson(mappingToJson(mapping)) == mapping);
}

TEST_CASE("tidy files have ways out as well")
{
    const Folder folder;
    const QString path = folder.write(u"figures.csv"_s, "council_code,field_slug,year,value\n"
                                                        "E06000034,total_borrowing,2019/20,5\n"
                                                        "E0999,total_borrowing,2019/20,6\n"
                                                        "E07000217,borrowings,2019/20,7\n"
                                                        "E07000240,total_borrowing,FY20,8\n"
                                                        "E06000023,total_borrowing,2019/20,1.234.567\n");
    const Register known = knownRegister();
    const ImportPreview before = previewOf(path, known, std::nullopt);
    CHECK(before.accepted == 1);
    CHECK(before.problems.size() == 4);
    Mapping mapping;
    mapping.name = u"help"_s;
    matchCouncil(mapping, u"E0999"_s, u"E07000217"_s);
    matchField(mapping, u"borrowings"_s, u"population"_s);
    matchYear(mapping, u"FY20"_s, u"2019/20"_s);
    correctValue(mapping, u"value"_s, u"1.234.567"_s, u"1234567"_s);
    const auto readBack = mappingFromJson(mappingToJson(mapping));
    REQUIRE(readBack);
    const ImportPreview after = previewOf(path, known, *readBack);
    CHECK(after.accepted == 5);
    CHECK(after.problems.empty());
}

TEST_CASE("a word that stands for a figure, or beside one, is settled once for the file")
{
    const Folder folder;
    const QString tidy = folder.write(u"figures.csv"_s, "council_code,field_slug,year,value,status\n"
                                                        "E06000034,total_borrowing,2018/19,withheld,\n"
                                                        "E06000034,total_borrowing,2019/20,Withheld,\n"
                                                        "E06000023,total_borrowing,2018/19,5,prelim.\n"
                                                        "E06000023,total_borrowing,2019/20,,suppressed\n"
                                                        "E07000217,total_borrowing,2019/20,Confidential,\n"
                                                        "E07000217,total_borrowing,2018/19,12.x,\n");
    const QString wide = folder.write(u"wide.csv"_s, "Code,2018/19,2019/20,Note\nE06000034,withheld,Withheld,\n"
                                                     "E06000023,5,,prelim.\nE07000217,12.x,Confidential,\n");
    const Register known = knownRegister();
    Mapping wideMapping = *mappingFromBytes(
        R"({"mapping": 1, "name": "w", "council": {"code": "Code"}, "field": "total_borrowing", "values": [
            {"column": "2018/19", "year": "2018/19", "status": "Note"}, {"column": "2019/20", "year": "2019/20"}]})");
    Mapping tidyMapping;
    tidyMapping.name = u"help"_s;
    for (auto& [path, mapping, accepted] : {std::tuple(tidy, tidyMapping, 5), std::tuple(wide, wideMapping, 5)}) {
        INFO(path.toStdString());
        const ImportPreview before = previewOf(path, known, mapping);
        const auto ways = [&](const QString& value) {
            const auto found = std::ranges::find(before.problems, value, &PreviewProblem::value);
            REQUIRE(found != before.problems.end());
            return resolutions(found->kind, found->mapped, found->value);
        };
        CHECK(ways(u"withheld"_s).contains(u"no_figure"_s));
        CHECK(ways(u"Confidential"_s).contains(u"no_figure"_s));
        CHECK_FALSE(ways(u"12.x"_s).contains(u"no_figure"_s)); // a number that is written wrongly
        CHECK(ways(u"prelim."_s) == QStringList{u"match_status"_s, u"no_figure"_s});
        Mapping helped = mapping;
        takeAsNoFigure(helped, u"withheld"_s);
        takeAsNoFigure(helped, u"Confidential"_s);
        matchStatus(helped, u"prelim."_s, Status::Provisional);
        matchStatus(helped, u"suppressed"_s, Status::NotAvailable);
        const auto readBack = mappingFromJson(mappingToJson(helped));
        if (!readBack)
            FAIL(readBack.error().message.toStdString());
        const ImportPreview after = previewOf(path, known, *readBack);
        CHECK(after.accepted == accepted);
        REQUIRE(after.problems.size() == 1);
        CHECK(after.problems.front().value == u"12.x"_s);
        ReadOptions options;
        options.mapping = *readBack;
        const auto batch = readImport({path}, known, options);
        REQUIRE(batch);
        QStringList statuses;
        for (const StagedFigure& figure : batch->figures)
            statuses << statusName(figure.status);
        statuses.sort();
        CHECK(statuses.count(u"confidential"_s) == 1);
        CHECK(statuses.count(u"provisional"_s) == 1);
        CHECK(statuses.count(u"not_available"_s) == 3);
    }
}

TEST_CASE("layouts of many kinds")
{
    struct Case {
        const char* what;
        QByteArray csv;
        FileShape shape;
        std::vector<int> header;
        int first;
        QStringList fields; // of the suggested values, with their years
    };
    const Case cases[] = {
        {"header in the first row",
         "code2,Total borrowing,Year\nE06000034,1,2019-20\nE07000217,2,2019-20\n",
         FileShape::Long,
         {1},
         2,
         {u"total_borrowing "_s}},
        {"years across",
         "Authority code;2018-19;2019-20\nE06000034;1;2\nE07000217;3;4\n",
         FileShape::Wide,
         {1},
         2,
         {u"years_across 2018/19"_s, u"years_across 2019/20"_s}},
        {"years beneath a merged heading",
         "Council,Total borrowing,,Population,\n,2018-19,2019-20,2018-19,2019-20\nThurrock,1,2,3,4\nWoking,5,6,7,8\n",
         FileShape::Wide,
         {1, 2},
         3,
         {u"total_borrowing 2018/19"_s, u"total_borrowing 2019/20"_s, u"population 2018/19"_s,
          u"population 2019/20"_s}},
        {"long with fields",
         "area,measure,period,amount,flag\nE06000034,total_borrowing,2019/20,1,provisional\nE07000217,population,2019/"
         "20,2,final\n",
         FileShape::Long,
         {1},
         2,
         {u" "_s}},
        {"no header", "E06000034,1\nE07000217,2\n", FileShape::Wide, {}, 1, {}},
        {"nothing known", "a,b\nx,y\n", FileShape::Unclear, {1}, 2, {}},
    };
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.what);
        const QString path = folder.write(
            QString::fromLatin1(one.what).replace(QLatin1Char(' '), QLatin1Char('_')) + u".csv"_s, one.csv);
        const Looked looked = lookAt(path, knownRegister());
        CHECK(fileShapeName(looked.look.shape) == fileShapeName(one.shape));
        CHECK(looked.look.headerRows == one.header);
        CHECK(looked.look.firstRow == one.first);
        QStringList fields;
        for (const ValueColumn& value : looked.mapping.values)
            fields << value.field.fixed + QLatin1Char(' ') + value.year.fixed;
        CHECK(fields.join(QLatin1Char('|')) == one.fields.join(QLatin1Char('|')));
        if (!looked.mapping.values.empty()) {
            const ImportPreview preview = previewOf(path, knownRegister(), looked.mapping);
            INFO((preview.rejects.empty() ? QString() : preview.rejects.front().reason).toStdString());
            CHECK(preview.rejected == 0);
            CHECK(preview.accepted >= 2);
        }
    }
}

TEST_CASE("an operator's change of one column changes the mapping and nothing else")
{
    const Folder folder;
    const QString path = folder.write(u"borrowing.csv"_s, kBanner);
    const Register known = knownRegister();
    Looked looked = lookAt(path, known);
    looked.draft.columns[2] = {};
    CHECK(toMapping(looked.draft, looked.look).values.empty());
    looked.draft.columns[2].use = ColumnUse::Value;
    looked.draft.columns[2].value.field.fixed = u"population"_s;
    const Mapping changed = toMapping(looked.draft, looked.look);
    REQUIRE(changed.values.size() == 1);
    CHECK(changed.values[0].field.fixed == u"population"_s);
    CHECK(changed.councilCode == looked.mapping.councilCode);

    // And a saved mapping is taken apart and put together without loss.
    const auto draft = toDraft(looked.mapping, looked.look);
    REQUIRE(draft);
    CHECK(mappingToJson(toMapping(*draft, looked.look)) == mappingToJson(looked.mapping));
}

TEST_CASE("a saved mapping is offered for the file that it fits, and for no other")
{
    const Folder folder;
    const QString path = folder.write(u"borrowing.csv"_s, kBanner);
    const Looked looked = lookAt(path, knownRegister());
    const MappingLibrary library(folder.path() + u"/mappings"_s);
    CHECK(library.fitting(looked.look).empty());
    CHECK(library.list().size() == 4); // those that are shipped
    REQUIRE(library.save(looked.mapping));
    const auto fitting = library.fitting(looked.look);
    REQUIRE(fitting.size() == 1);
    CHECK(fitting[0].mapping == looked.mapping);
    CHECK_FALSE(fitting[0].shipped);
    const QString other = folder.write(u"other.csv"_s, QByteArray(kBanner).replace("31 March 2020", "31 March 2021"));
    CHECK(library.fitting(lookAt(other, knownRegister()).look).empty());
    REQUIRE(library.load(u"borrowing"_s));
    CHECK_FALSE(library.load(u"nothing"_s));
    Mapping broken = looked.mapping;
    broken.name = u"No Name!"_s;
    CHECK_FALSE(library.save(broken));
}

TEST_CASE("the same seed draws the same rows, another seed others; a cancel stops")
{
    const Folder folder;
    QByteArray csv("council_code,field_slug,year,value\n");
    for (int year = 1000; year < 2900; ++year)
        csv += "E06000034,total_borrowing," + QByteArray::number(year) + ",1\n";
    const QString path = folder.write(u"figures.csv"_s, csv);
    const auto lines = [&](quint32 seed) {
        PreviewOptions options;
        options.seed = seed;
        auto preview = previewImport({path}, knownRegister(), {}, options);
        REQUIRE(preview);
        std::vector<qint64> all;
        for (const PreviewRow& row : preview->rows)
            all.push_back(row.line);
        return all;
    };
    CHECK(lines(7) == lines(7));
    CHECK(lines(7) != lines(8));
    CHECK(lines(7).size() == 30);
    CHECK(lines(7).front() == 2);
    CHECK(lines(7).back() == 1901);
    TaskControl cancelled;
    cancelled.cancel.request();
    const auto stopped = previewImport({path}, knownRegister(), {}, {}, cancelled);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().kind == ErrorKind::Interrupted);
}

TEST_CASE("the publishers' own files are understood without a saved mapping", "[shared-data]")
{
    if (sharedData().isEmpty())
        return;
    const auto tidy = readImport({sharedData() + u"/tidy"_s}, Register());
    REQUIRE(tidy);
    struct Expected {
        const char* name;
        std::vector<int> header;
        int first;
        const char* year;
        int scale;
    };
    const Expected files[] = {
        {"revenue_summary_2023-24_sheet", {13}, 14, "2023/24", 3},
        {"council_tax_requirement_2022-23_sheet", {4, 5}, 6, "2022/23", 0},
        {"council_tax_requirement_2022-23_windows1252", {1, 2}, 3, "2022/23", 0},
        {"revenue_accounts_export", {7}, 8, "2017/18", 3},
    };
    for (const Expected& file : files) {
        INFO(file.name);
        const QString path = u"%1/messy/%2.csv"_s.arg(sharedData(), QString::fromLatin1(file.name));
        const Looked looked = lookAt(path, tidy->known);
        CHECK(looked.look.headerRows == file.header);
        CHECK(looked.look.firstRow == file.first);
        CHECK(looked.mapping.year.fixed == QString::fromLatin1(file.year));
        CHECK(looked.mapping.scaleExponent == file.scale);
        CHECK(looked.look.shape == FileShape::Wide);
        CHECK((looked.mapping.councilCode || looked.mapping.councilName));
        const ImportPreview preview = previewOf(path, tidy->known, looked.mapping);
        std::printf("%s: %s; %zu columns of figures, %lld of %lld accepted, %zu problems\n  %s\n", file.name,
                    looked.look.sentence().toUtf8().constData(), looked.mapping.values.size(),
                    static_cast<long long>(preview.accepted), static_cast<long long>(preview.values),
                    preview.problems.size(), preview.sentence().toUtf8().constData());
        CHECK(preview.values == preview.accepted + preview.rejected);
        CHECK(looked.mapping.values.size() >= 1);
        CHECK(preview.accepted > 300);
        // The shipped mapping for this file is offered, and for it alone.
        const Folder empty;
        const auto fitting = MappingLibrary(empty.path()).fitting(looked.look);
        REQUIRE(fitting.size() == 1);
        CHECK(fitting[0].mapping.name == QString::fromLatin1(file.name));
        CHECK(fitting[0].shipped);
        const auto draft = toDraft(fitting[0].mapping, looked.look);
        REQUIRE(draft);
        const ImportPreview shipped = previewOf(path, tidy->known, toMapping(*draft, looked.look));
        CHECK(shipped.rejected == 0);
    }
}

TEST_CASE("fifteen megabytes of tidy figures are previewed quickly", "[shared-data]")
{
    if (sharedData().isEmpty())
        return;
    const auto tidy =
        readImport({sharedData() + u"/tidy/councils.csv"_s, sharedData() + u"/tidy/fields.csv"_s}, Register());
    REQUIRE(tidy);
    const QString path = sharedData() + u"/tidy/figures_rs_outturn.csv"_s;
    QElapsedTimer timer;
    timer.start();
    REQUIRE(lookAtImport({path}, tidy->known));
    const qint64 look = timer.restart();
    const ImportPreview preview = previewOf(path, tidy->known, std::nullopt);
    std::printf("look %lld ms, preview %lld ms\n", static_cast<long long>(look),
                static_cast<long long>(timer.elapsed()));
    CHECK(preview.readyRows == 244'383);
    CHECK(preview.problems.empty());
}
