// Workbooks: the same sheet as openpyxl and LibreOffice write it (books/make_books.py), and what stands in the way.
#include "core/import/reading/import_plan.h"
#include "core/import/reading/sheet_rows.h"
#include "core/import/reading/workbook.h"
#include "core/import/values/sheet_value.h"
#include "tests/import/import_support.h"

#include <QBuffer>
#include <QCryptographicHash>

using namespace factoid;
using namespace factoid::test;

namespace {

QString book(const char* name)
{
    return testPath(u"import/books/"_s + QLatin1String(name));
}

QByteArray csvOf(const QString& file, const QString& sheet)
{
    const auto workbook = Workbook::open(file);
    REQUIRE(workbook);
    REQUIRE(*workbook);
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const auto rows = (*workbook)->writeCsv(sheet, out);
    INFO((rows ? QString() : rows.error().message));
    REQUIRE(rows);
    CHECK(out.data().count('\n') == *rows);
    return out.data();
}

QString messageOf(const QStringList& paths, const ReadOptions& options = {})
{
    const auto plan = planImport(paths, options, {});
    return plan ? QString() : plan.error().message;
}

} // namespace

TEST_CASE("a sheet gives the rows that saving it as CSV would", "[workbook]")
{
    const QByteArray rows = "\"Table 1: borrowing, £ thousand\"\n"
                            "\n"
                            "Code,Council,Borrowing,Share,Published,Checked\n"
                            "E06000001,\"Hartlepool, Borough of\",123456.7,4.5%,2024-03-31,TRUE\n"
                            "E06000002,\"The \"\"Boro\"\"\",SUM,100%,2024-03-31T12:30,FALSE\n"
                            "E06000003,Redcar and Cleveland,-1500000000000,12.34567%,1999-12-31\n"
                            "\n"
                            "E06000004,\" Stockton \",c\n";
    // Whoever calculated the formula: LibreOffice did, openpyxl does not.
    CHECK(csvOf(book("messy_office.xlsx"), u"Data & more"_s).toStdString() ==
          QByteArray(rows).replace("SUM", "0.3").toStdString());
    // LibreOffice keeps yes and no of another program's workbook as numbers.
    CHECK(csvOf(book("messy.ods"), u"data & MORE"_s).toStdString() ==
          QByteArray(rows).replace("SUM", "0.3").replace("TRUE", "1").replace("FALSE", "0").toStdString());
    CHECK(csvOf(book("messy.xlsx"), u"Data & more"_s).toStdString() ==
          QByteArray(rows).replace("SUM", "=0.1+0.2").toStdString());
}

TEST_CASE("a number of a sheet is the one that was entered", "[workbook]")
{
    struct Case {
        const char* stored;
        const char* number;
        const char* percent;
    };
    const std::vector<Case> cases{
        {"0", "0", "0%"},
        {"-0", "0", "0%"},
        {"301", "301", "30100%"},
        {"0.10000000000000001", "0.1", "10%"},
        {"0.30000000000000004", "0.3", "30%"},
        {"1234.5600000000001", "1234.56", "123456%"},
        {"1.5E+9", "1500000000", "150000000000%"},
        {"-2.5E-3", "-0.0025", "-0.25%"},
        {"123456789012345", "123456789012345", "12345678901234500%"},
        {"0.045", "0.045", "4.5%"},
        {"1E+300", "", ""},
        {"NaN", "", ""},
        {"inf", "", ""},
        {"c", "", ""},
    };
    for (const Case& one : cases) {
        INFO(one.stored);
        CHECK(sheetNumber(QLatin1String(one.stored)) == QLatin1String(one.number));
        CHECK(sheetPercent(QLatin1String(one.stored)) == QLatin1String(one.percent));
    }
}

TEST_CASE("a date is told from a number by its format", "[workbook]")
{
    struct Case {
        const char* code;
        SheetFormat format;
    };
    const std::vector<Case> cases{
        {"General", SheetFormat::Number},
        {"0.00", SheetFormat::Number},
        {"#,##0;[Red]-#,##0", SheetFormat::Number},
        {"0.0%", SheetFormat::Percent},
        {"0 \"days\"", SheetFormat::Number},
        {"\\d0", SheetFormat::Number},
        {"[$£-809]#,##0", SheetFormat::Number},
        {"yyyy-mm-dd", SheetFormat::Date},
        {"[h]:mm", SheetFormat::Date},
        {"[$-409]mmm yy;@", SheetFormat::Date},
        {"0;\"d\"", SheetFormat::Number},
    };
    for (const Case& one : cases) {
        INFO(one.code);
        CHECK(sheetFormat(QString::fromUtf8(one.code)) == one.format);
    }
    CHECK(builtInSheetFormat(10) == SheetFormat::Percent);
    CHECK(builtInSheetFormat(14) == SheetFormat::Date);
    CHECK(builtInSheetFormat(4) == SheetFormat::Number);
    CHECK(sheetDate(u"1"_s, false) == u"1900-01-01"_s);
    CHECK(sheetDate(u"61"_s, false) == u"1900-03-01"_s);
    CHECK(sheetDate(u"45382"_s, false) == u"2024-03-31"_s);
    CHECK(sheetDate(u"43920"_s, true) == u"2024-03-31"_s);
    CHECK(sheetDate(u"45382.5"_s, false) == u"2024-03-31T12:00"_s);
    CHECK(sheetDate(u"-1"_s, false).isEmpty());
}

TEST_CASE("which sheet of a workbook is read is never a guess", "[workbook]")
{
    const QString messy = book("messy_office.xlsx");
    // Two visible sheets hold something.
    CHECK(
        messageOf({messy}) ==
        u"has 2 sheets, “Cover” and “Data & more”; name one, as in messy_office.xlsx#Data & more, or as “sheet” in the mapping"_s);
    CHECK(messageOf({messy + u"#Nowhere"_s}) ==
          u"has no sheet “Nowhere”; its sheets are “Cover”, “Data & more”, “Workings”, “Empty”"_s);
    ReadOptions options;
    options.mapping = mappingFromBytes(R"({"mapping": 1, "name": "m", "sheet": "Data & more", "header": {"rows": [3]},
        "council": {"code": "Code"}, "field": "borrowing", "year": "2023/24",
        "values": [{"column": "Borrowing"}]})")
                          .value();
    CHECK(options.mapping->sheet == u"Data & more"_s);
    CHECK(mappingFromJson(mappingToJson(*options.mapping)).value() == *options.mapping);
    const auto plan = planImport({messy}, options, {});
    REQUIRE(plan);
    REQUIRE(plan->files.size() == 1);
    CHECK(plan->files.front().scanned.path == messy + u"#Data & more"_s);
    // A tidy workbook brings its register along; what else it has is said.
    const auto tidy = planImport({book("tidy.xlsx")}, {}, {});
    REQUIRE(tidy);
    QStringList read;
    for (const PlannedFile& file : tidy->files)
        read << sheetAddress(file.scanned.path).sheet;
    CHECK(read == QStringList{u"councils"_s, u"fields"_s, u"figures"_s});
    REQUIRE(tidy->warnings.size() == 1);
    CHECK(tidy->warnings.front().endsWith(u"the sheet “Notes” was not read: its columns are not known"_s));
}

TEST_CASE("a tidy workbook is imported like the files it stands for", "[workbook]")
{
    const auto batch = readImport({book("tidy.xlsx")}, Register(), {}, {});
    REQUIRE(batch);
    CHECK(batch->councils.size() == 2);
    CHECK(batch->fields.size() == 1);
    REQUIRE(batch->figures.size() == 2);
    CHECK(batch->figures.back().units == 75'000);
    CHECK(batch->figures.back().line == 3);
    CHECK(batch->rejects.empty());
    // The hash is the file's own, so that anybody can compare it.
    for (const SourceFile& source : batch->files) {
        QFile file(sheetAddress(source.path).file);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK(source.sha256 == QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
    }
}

TEST_CASE("a workbook that cannot be read says what is wrong with it", "[workbook]")
{
    const Folder folder;
    QFile whole(book("messy.xlsx"));
    REQUIRE(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    CHECK(messageOf({folder.write(u"cut.xlsx"_s, bytes.first(bytes.size() / 2))}) ==
          u"the archive is damaged; download or save the file again"_s);
    QByteArray flipped = bytes;
    // Within the packed bytes of the first part.
    for (qsizetype at = 60; at < 160; ++at)
        flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
    CHECK(!messageOf({folder.write(u"flipped.xlsx"_s, flipped)}).isEmpty());
    // Every byte of the archive wrong in turn, thinned out: an answer, never a crash, and never another number.
    const QByteArray right = csvOf(book("messy.xlsx"), u"Data & more"_s);
    for (qsizetype at = 0; at < bytes.size(); at += 37) {
        QByteArray wrong = bytes;
        wrong[at] = static_cast<char>(wrong[at] ^ 0x20);
        const QString path = folder.write(u"wrong.xlsx"_s, wrong);
        const auto opened = Workbook::open(path);
        if (!opened || !*opened)
            continue;
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        if ((*opened)->writeCsv(u"Data & more"_s, out)) {
            INFO(at);
            CHECK(out.data().toStdString() == right.toStdString());
        }
    }
}

TEST_CASE("a sheet ends where a spreadsheet does", "[workbook]")
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    SheetRows rows(out);
    CHECK(rows.setCell(2, u"a"_s));
    CHECK_FALSE(rows.setCell(SheetRows::kMostColumns, u"a"_s));
    CHECK_FALSE(rows.setCell(-1, u"a"_s));
    CHECK(rows.endRow(2));
    CHECK_FALSE(rows.endRow(2));
    CHECK(rows.endRow(3, SheetRows::kMostRows * 2)); // blank to the end
    CHECK(rows.lastRow() == 2);
    CHECK(out.data() == "\n,,a\n");
    CHECK(rows.setCell(0, u"b"_s));
    CHECK_FALSE(rows.endRow(rows.nextRow()));
}
