// The small files of strangers through the real program: each ends as its EXPECTED.txt says.
#include "tests/support/desk.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString sharedCases()
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    return folder.isEmpty() ? QString() : QDir::cleanPath(folder + u"/../cases"_s);
}

struct Case {
    const char* path; // below cases/; of several files their folder
    int code;
    int accepted;     // -1: nothing was read
    const char* said; // somewhere in the answer: a reason, a warning, the error
};

// The sample, once: what the cases are imported into.
const QString& baseStore()
{
    static Desk desk;
    static const QString store = [] {
        REQUIRE(desk.run({u"import"_s, sourcePath(u"resources/sample"_s)}).code == 0);
        return desk.store();
    }();
    return store;
}

void check(const Case& one, const QStringList& more = {})
{
    INFO(one.path);
    Desk desk;
    REQUIRE(QFile::copy(baseStore(), desk.store()));
    const Answer answer =
        desk.run(QStringList{u"--json"_s, u"import"_s, sharedCases() + QLatin1Char('/') + QLatin1String(one.path)} +
                 more + QStringList{u"--dry-run"_s});
    INFO(answer.out.left(3'000).toStdString());
    CHECK(answer.code == one.code);
    CHECK(answer.json().value("accepted"_L1).toInt(-1) == one.accepted);
    CHECK(QString::fromUtf8(answer.out).contains(QString::fromUtf8(one.said)));
    CHECK_FALSE(QString::fromUtf8(answer.out).contains(u"second council of"_s));
}

bool skipped()
{
    if (!sharedCases().isEmpty() && QDir(sharedCases() + u"/import"_s).exists())
        return false;
    WARN("skipped: the cases are not there");
    return true;
}

} // namespace

TEST_CASE("what is no CSV is called what it is, with what to do", "[shared-data]")
{
    if (skipped())
        return;
    for (const Case& one :
         {Case{"import/01-not-a-csv/figures.csv.gz", 3, -1, "packed by gzip; unpack it"},
          Case{"import/01-not-a-csv/figures.ods", 3, -1, "a workbook with nothing in it; look at it"},
          Case{"import/01-not-a-csv/figures.xlsx", 3, -1, "a damaged Excel workbook; open it"},
          Case{"import/01-not-a-csv/figures.zip", 3, -1, "a ZIP archive; unpack it"},
          Case{"import/01-not-a-csv/figures_gz_named.csv", 3, -1, "packed by gzip; unpack it"},
          Case{"import/01-not-a-csv/figures_ods_named.csv", 3, -1, "(.ods); give its name that ending"},
          Case{"import/01-not-a-csv/figures_pdf_named.csv", 3, -1, "a PDF document; export"},
          Case{"import/01-not-a-csv/figures_xls_named.csv", 3, -1, "an old Excel workbook (.xls); open it"},
          Case{"import/01-not-a-csv/figures_xlsx_named.csv", 3, -1, "(.xlsx); give its name that ending"},
          Case{"import/01-not-a-csv/json_named.csv", 3, -1, "a JSON file; look for"},
          Case{"import/01-not-a-csv/lfs_pointer.csv", 3, -1, "git lfs pull"},
          Case{"import/01-not-a-csv/page_named.csv", 3, -1, "a web page; the download"},
          Case{"import/01-not-a-csv/nul_inside.csv", 3, -1, "NUL bytes"},
          Case{"import/01-not-a-csv/empty.csv", 3, -1, "the file is empty"},
          Case{"import/01-not-a-csv/only_bom.csv", 3, -1, "the file is empty"},
          Case{"import/01-not-a-csv/header_only.csv", 0, 0, "a header and no rows"}})
        check(one);
    // A preview says the same as the import.
    for (const char* file : {"figures_pdf_named.csv", "lfs_pointer.csv", "page_named.csv", "figures_xls_named.csv"}) {
        INFO(file);
        Desk desk;
        const QString path = sharedCases() + u"/import/01-not-a-csv/"_s + QLatin1String(file);
        const Answer import = desk.run({u"--json"_s, u"import"_s, path});
        const Answer preview = desk.run({u"--json"_s, u"import"_s, u"--preview"_s, path});
        CHECK(preview.code == 3);
        CHECK(preview.json().value("error"_L1) == import.json().value("error"_L1));
    }
}

TEST_CASE("encodings, line ends, delimiters and quotes of strangers are read, or said", "[shared-data]")
{
    if (skipped())
        return;
    for (const Case& one :
         {Case{"import/02-encodings/cp1252.csv", 0, 3, "was read as Windows-1252"},
          Case{"import/02-encodings/utf8_one_bad_byte.csv", 0, 5, "UTF-8 but for one byte, in line 5"},
          Case{"import/02-encodings/utf16_tab_excel_unicode_text.txt", 3, -1, "is UTF-16"},
          Case{"import/02-encodings/utf32.csv", 3, -1, "is UTF-32"},
          Case{"import/02-encodings/double_bom.csv", 0, 3, ""},
          Case{"import/02-encodings/bom_quoted_header.csv", 0, 1, ""},
          Case{"import/03-line-ends/cr_only.csv", 0, 3, ""},
          Case{"import/03-line-ends/crcrlf.csv", 0, 3, ""},
          Case{"import/03-line-ends/lfcr.csv", 0, 3, ""},
          Case{"import/03-line-ends/mixed.csv", 0, 3, ""},
          Case{"import/03-line-ends/no_final_newline.csv", 0, 3, ""},
          Case{"import/03-line-ends/unicode_ls.csv", 3, -1, "header lacks"},
          Case{"import/04-delimiters/sep_line_comma.csv", 0, 3, ""},
          Case{"import/04-delimiters/sep_line_semicolon.csv", 0, 3, ""},
          Case{"import/04-delimiters/short_rows_excel.csv", 0, 20, ""},
          Case{"import/04-delimiters/space_after_delim.csv", 0, 3, ""},
          Case{"import/04-delimiters/space_quoted.csv", 0, 1, ""},
          Case{"import/04-delimiters/trailing_delims.csv", 0, 3, ""},
          Case{"import/04-delimiters/semicolon_decimal_comma.csv", 3, -1, "read in two ways"},
          Case{"import/05-quotes/backslash.csv", 0, 1, "text follows a closing quote"},
          Case{"import/05-quotes/newline_in_value.csv", 0, 2, ""},
          Case{"import/05-quotes/quote_then_text.csv", 0, 1, ""},
          Case{"import/05-quotes/unclosed.csv", 3, -1, "never closes"}})
        check(one);
}

TEST_CASE("codes, years, registers and packages of strangers never make another figure or a second council",
          "[shared-data]")
{
    if (skipped())
        return;
    for (const Case& one :
         {Case{"import/06-codes/wrapped_codes.csv", 0, 7, "but “E06000008” is (Blackburn with Darwen)"},
          Case{"import/06-codes/wrapped_codes.csv", 0, 7, "but “E06000009” is (Blackpool)"},
          Case{"import/06-codes/wrapped_codes.csv", 0, 7, "but “E06000010” is ("},
          Case{"import/07-years/years.csv", 0, 16, "is not a year; write 2019/20"},
          Case{"other/quarters/figures.csv", 3, -1, "is not a year; write 2019/20"},
          Case{"import/08-data-packages/missing_values", 0, 3, ""},
          Case{"import/08-data-packages/decimal_char_only_thousands", 0, 3, ""},
          Case{"import/08-data-packages/tsv_with_dialect", 0, 1, ""},
          Case{"import/08-data-packages/skip_initial_space", 0, 1, ""},
          Case{"import/08-data-packages/v2_comment_rows", 0, 1, ""},
          Case{"import/08-data-packages/comment_char", 0, 1, ""},
          Case{"import/08-data-packages/header_false", 0, 1, ""},
          Case{"import/08-data-packages/enc_latin1_says_utf8", 3, -1, "said to be UTF-8"},
          Case{"import/08-data-packages/gz", 3, -1, "packed by gzip"},
          Case{"import/12-register/lower_code.csv", 3, -1, "is known as “E06000004”"},
          Case{"import/12-register/unit_to_percent.csv", 0, 1, "changes from GBP to percent"},
          Case{"import/12-register/mixed_bytes_rename.csv", 0, 2, "UTF-8 but for one byte"},
          Case{"import/15-misc/footnotes.csv", 0, 1, "the row has only 1 of 4 cells"},
          Case{"import/15-misc/dup_header.csv", 3, -1, "two of its columns mean the same"},
          Case{"import/15-misc/old_gss.csv", 3, -1, "ended in 2012; the code is now that of St Albans (E07000240)"}})
        check(one);
    // Minus 999, declared as missing, is no figure.
    Desk desk;
    REQUIRE(QFile::copy(baseStore(), desk.store()));
    (void)desk.ask({u"import"_s, sharedCases() + u"/import/08-data-packages/missing_values"_s});
    const QJsonObject newest = desk.ask({u"figure"_s, u"E06000002"_s, u"total_borrowing"_s, u"2019/20"_s})
                                   .value(u"versions"_s)
                                   .toArray()
                                   .at(0)
                                   .toObject();
    CHECK(newest.value(u"value"_s).isNull());
    CHECK(newest.value(u"status"_s) == u"not_available"_s);
}

TEST_CASE("through a mapping no stranger's row lands on another council", "[shared-data]")
{
    if (skipped())
        return;
    const auto mapped = [](const char* folder, const char* name, int code, int accepted, const char* said) {
        const QString stem = u"import/%1/%2"_s.arg(QLatin1String(folder), QLatin1String(name));
        const QByteArray path = stem.toUtf8() + ".csv";
        check({path.constData(), code, accepted, said},
              {u"--mapping"_s, sharedCases() + QLatin1Char('/') + stem + u".json"_s});
    };
    mapped("09-mapping", "code_unknown_name_known", 0, 1, "is not known; the row calls it");
    mapped("09-mapping", "name_type_conflict", 0, 2, "no council “Kent” of the type “Police”");
    mapped("13-attribution", "live", 3, -1, "is not known; the row calls it");
}
