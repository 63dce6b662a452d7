#include "tests/import/import_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

ImportBatch read(const QStringList& paths, const Register& known = smallRegister(), const ReadOptions& options = {})
{
    auto batch = readImport(paths, known, options);
    if (!batch)
        FAIL(batch.error().sentence().toStdString());
    REQUIRE(batch->rows == batch->accepted + static_cast<qint64>(batch->rejects.size()));
    return *batch;
}

// "A1 debt 2019/20 = 5 final" for each figure, in the batch's order.
QStringList shown(const ImportBatch& batch)
{
    QStringList lines;
    for (const StagedFigure& figure : batch.figures)
        lines.append(u"%1 %2 %3 = %4 %5"_s.arg(batch.known.councils()[static_cast<size_t>(figure.council)].code,
                                               batch.known.fields()[static_cast<size_t>(figure.field)].slug,
                                               Year::fromCode(figure.year)->label(),
                                               Decimal::fromUnits(figure.units).toString(), statusName(figure.status)));
    return lines;
}

} // namespace

TEST_CASE("tidy figures are read in any column order and sorted by key")
{
    const Folder folder;
    const ImportBatch batch =
        read({folder.write(u"x.csv"_s, "Value;YEAR ; Field Slug;council-code;note\n"
                                       "7;2019/20;people;A2;\n\"1,5\";2018;people;A1;bad\n"
                                       "1,234.5;2019-20;debt;A3;\n98%;201920;rate;A1;\n0;2018/19;debt;A3;\n")});
    CHECK(shown(batch) == QStringList{u"A3 debt 2018/19 = 0 final"_s, u"A3 debt 2019/20 = 1234.5 final"_s,
                                      u"A1 rate 2019/20 = 98 final"_s, u"A2 people 2019/20 = 7 final"_s});
    REQUIRE(batch.rejects.size() == 1);
    CHECK(batch.rejects[0].line == 3);
    CHECK(batch.rejects[0].column == u"Value"_s);
    CHECK(batch.rejects[0].value == u"1,5"_s);
    REQUIRE(batch.warnings.size() == 1);
    CHECK(batch.warnings[0].contains(u"note"_s));
    CHECK(batch.files[0].rows == 5);
    CHECK(batch.files[0].sha256.size() == 64);
}

TEST_CASE("missing values and statuses are typed and never zero")
{
    const Folder folder;
    const ImportBatch batch = read(
        {folder.write(u"x.csv"_s, "council_code,field_slug,year,value,status\n"
                                  "A1,debt,2019/20,[c],\nA2,debt,2019/20,,\nA3,debt,2019/20,,not_applicable\n"
                                  "A1,debt,2020/21,5 [p],\nA2,debt,2020/21,5,estimated\nA3,debt,2020/21,5 [r],revised\n"
                                  "A1,debt,2021/22,5,confidential\nA2,debt,2021/22,[x],final\nA3,debt,2021/22,5 "
                                  "[p],estimated\nA1,debt,2022/23,5,wrong\n")});
    CHECK(shown(batch) == QStringList{u"A1 debt 2019/20 = 0 confidential"_s, u"A2 debt 2019/20 = 0 not_available"_s,
                                      u"A3 debt 2019/20 = 0 not_applicable"_s, u"A1 debt 2020/21 = 5 provisional"_s,
                                      u"A2 debt 2020/21 = 5 estimated"_s, u"A3 debt 2020/21 = 5 revised"_s});
    CHECK(batch.rejects.size() == 4);
}

TEST_CASE("fault_23 unknown is never stored as zero")
{
    const Folder folder;
    const ImportBatch batch = read({folder.write(
        u"x.csv"_s, "code,field,year,value\nA1,debt,2019/20,..\nA2,debt,2019/20,n/a\nA3,debt,2019/20,0\n")});
    REQUIRE(batch.figures.size() == 3);
    CHECK(isMissing(batch.figures[0].status));
    CHECK(isMissing(batch.figures[1].status));
    CHECK(batch.figures[2].status == Status::Final);
}

TEST_CASE("blank rows are no rows")
{
    const Folder folder;
    const ImportBatch batch = read(
        {folder.write(u"x.csv"_s, "code,field,year,value,,\n\n   \nA1,debt,2019/20,1,,\n,,,,,\n, ,,\r\n,,,1,,\n")});
    CHECK(batch.rows == 2);
    CHECK(batch.accepted == 1);
    REQUIRE(batch.rejects.size() == 1);
    CHECK(batch.rejects[0].line == 7);
}

TEST_CASE("a second figure for a key is a reject that names the first")
{
    const Folder folder;
    const QString a =
        folder.write(u"a.csv"_s, "code,field,year,value\nA1,debt,2019/20,1\nA2,debt,2019/20,2\nA1,debt,2019-20,3\n");
    const QString b = folder.write(u"b.csv"_s, "code,field,year,value\nA2,debt,201920,4\n");
    const ImportBatch batch = read({a, b});
    CHECK(shown(batch) == QStringList{u"A1 debt 2019/20 = 1 final"_s, u"A2 debt 2019/20 = 2 final"_s});
    REQUIRE(batch.rejects.size() == 2);
    CHECK(batch.rejects[0].line == 4);
    CHECK(batch.rejects[0].reason.contains(u"line 2"_s));
    CHECK(batch.rejects[1].file == b);
    CHECK(batch.rejects[1].reason.contains(a + u" line 3"_s));
    CHECK(batch.rows == 4);
    CHECK(batch.accepted == 2);
}

TEST_CASE("rows that cannot be read are rejects with line and reason")
{
    for (const QStringList& row : caseRows("rejects.case")) {
        INFO(row.join(QLatin1Char('|')).toStdString());
        REQUIRE(row.size() == 3);
        const Folder folder;
        const ImportBatch batch =
            read({folder.write(u"x.csv"_s, "council_code,field_slug,year,value\n" + unescaped(row[0]).toUtf8() +
                                               "\nA1,debt,2019/20,1\n")});
        REQUIRE(batch.rejects.size() == 1);
        CHECK(batch.rejects[0].line == 2);
        CHECK(batch.rejects[0].column == row[1]);
        CHECK(batch.rejects[0].reason.contains(row[2]));
        CHECK(batch.figures.size() == 1);
        CHECK(batch.rows == 2);
    }
}

TEST_CASE("councils are read with dates and keep what a file does not mention")
{
    const Folder folder;
    Council old = council("A1", "Old name");
    old.id = 7;
    old.region = u"North"_s;
    const ImportBatch batch =
        read({folder.write(u"any.csv"_s, "name,code,nation,type,active_from,active_to,successor,total\n"
                                         "New name,A1,England,District,1974-04-01,2023-04-01,A2 A9,no\n\"Two, "
                                         "\"\"B\"\"\",A2,England,District,,,,\nEngland,T,England,Total,,,,yes\n")},
             Register({old}, {}));
    REQUIRE(batch.known.councils().size() == 3);
    const Council& changed = batch.known.councils()[0];
    CHECK(changed.id == 7);
    CHECK(changed.name == u"New name"_s);
    CHECK(changed.region == u"North"_s);
    CHECK(changed.activeTo == QDate(2023, 4, 1));
    CHECK(changed.successors == QStringList{u"A2"_s, u"A9"_s});
    CHECK(batch.known.councils()[1].name == u"Two, \"B\""_s);
    CHECK(batch.known.councils()[2].total);
    CHECK(batch.councils == std::vector<int>{0, 1, 2});
    REQUIRE(batch.warnings.size() == 1);
    CHECK(batch.warnings[0].contains(u"A9"_s));
}

TEST_CASE("bad council and field rows are rejects")
{
    const Folder folder;
    const ImportBatch councils = read({folder.write(
        u"c.csv"_s,
        "code,name,type,nation,active_from,active_to\n"
        ",No code,District,England,,\nB1,,District,England,,\nB2,Two,,England,,\nB3,Three,District,,,\n"
        "B4,Four,District,England,1.4.1974,\nB5,Five,District,England,2020-04-01,2019-04-01\nB6,\"Bell\a\",District,"
        "England,,\n"
        "B7,Seven,District,England,2019-02-30,\nB8,Eight,District,England,,\nB8,Eight again,District,England,,\n")});
    CHECK(councils.rejects.size() == 9);
    CHECK(councils.accepted == 1);
    CHECK(councils.rejects.back().reason.contains(u"line 10"_s));
    const ImportBatch fields = read({folder.write(
        u"f.csv"_s,
        "slug,name,unit,comparison,polarity,per_head_of\n"
        "Bad "
        "Slug,A,GBP,no,neutral,\nno_name,,GBP,no,neutral,\nbad_unit,A,pounds,no,neutral,\nbad_code,A,GPB,no,neutral,\n"
        "bad_yes,A,GBP,maybe,neutral,\nbad_polarity,A,GBP,no,good,\nbad_heads,A,GBP,no,neutral,nobody\n"
        "rate_of_x,A,gbp_per_dwelling,TRUE,Higher-is-better,people\nself,A,GBP,1,,self\n\xC3\xA9t\xC3\xA9,A,GBP,,,"
        "\n")});
    CHECK(fields.rejects.size() == 9);
    REQUIRE(fields.accepted == 1);
    const Field& good = fields.known.fields()[static_cast<size_t>(fields.fields[0])];
    CHECK(good.unit == u"GBP_per_dwelling"_s);
    CHECK(good.comparison);
    CHECK(good.polarity == Polarity::HigherIsBetter);
    CHECK(good.perHeadOf == u"people"_s);
}

TEST_CASE("fault_24 spellings of types are joined and near-duplicates reported")
{
    const Folder folder;
    const QString path = folder.write(
        u"c.csv"_s, "code,name,type,nation\n1,a,district,england\n2,b,District "
                    ",England\n3,c,District,England\n4,d,lower  tier,ENGLAND\n"
                    "5,e,unitary,England\n6,f,Unitary,England\n7,g,Unitary,England\n8,h,Unitary authority,England\n");
    const auto types = [](const ImportBatch& batch) {
        QStringList all;
        for (const int at : batch.councils)
            all.append(batch.known.councils()[static_cast<size_t>(at)].type);
        return all.join(QLatin1Char('|'));
    };
    const ImportBatch plain = read({path}, Register());
    CHECK(types(plain) == u"District|District|District|lower tier|Unitary|Unitary|Unitary|Unitary authority"_s);
    REQUIRE(plain.warnings.size() == 1);
    CHECK(plain.warnings[0].contains(u"“Unitary” and “Unitary authority”"_s));
    CHECK(plain.known.councils()[3].nation == u"England"_s);

    // A spelling that is known already wins over the more common one.
    const ImportBatch known = read({path}, Register({council("K", "k", "DISTRICT")}, {}));
    CHECK(types(known).startsWith(u"DISTRICT|DISTRICT|DISTRICT|"_s));

    ReadOptions joined;
    joined.mapping = Mapping();
    joined.mapping->types = {{u"Lower tier"_s, u"District"_s}, {u"unitary"_s, u"Unitary authority"_s}};
    const ImportBatch batch = read({path}, Register(), joined);
    CHECK(
        types(batch) ==
        u"District|District|District|District|Unitary authority|Unitary authority|Unitary authority|Unitary authority"_s);
    CHECK(batch.warnings.empty());
}

TEST_CASE("types that are counted or lettered are not taken for one")
{
    const Folder folder;
    QByteArray rows = "code,name,type,nation,region\n";
    for (int i = 0; i < 12; ++i)
        rows += QByteArray("N%1,Place %1,Type %1,Elsewhere,Region %2\n")
                    .replace("%1", QByteArray::number(i))
                    .replace("%2", QByteArray(1, static_cast<char>('A' + i)));
    CHECK(read({folder.write(u"c.csv"_s, rows)}, Register()).warnings.empty());
    // A slip of the pen is still told.
    const ImportBatch slip = read({folder.write(u"d.csv"_s, "code,name,type,nation\nN1,a,Borough council,Elsewhere\n"
                                                            "N2,b,Borough councl,Elsewhere\n")},
                                  Register());
    REQUIRE(slip.warnings.size() == 1);
    CHECK(slip.warnings[0].contains(u"Borough councl"_s));
}

TEST_CASE("a folder is read register first whatever its files are called")
{
    const Folder folder;
    folder.write(u"a_figures.csv"_s, "council_code,field_slug,year,value\nN1,tax,2020,5\n");
    folder.write(u"b_fields.CSV"_s, "slug,name,unit\ntax,Tax,GBP\n");
    folder.write(u"z.csv"_s, "\xEF\xBB\xBF"
                             "code,name,type,nation\r\nN1,Ynys M\xC3\xB4n,Unitary,Wales\r\n");
    folder.write(u"readme.txt"_s, "not read");
    folder.write(u"deeper/x.csv"_s, "not,read\n");
    const ImportBatch batch = read({folder.path(), folder.path() + u"/z.csv"_s}, Register());
    CHECK(batch.rejects.empty());
    CHECK(batch.rows == 3);
    CHECK(shown(batch) == QStringList{u"N1 tax 2020 = 5 final"_s});
    CHECK(batch.known.councils()[0].name == u"Ynys M\u00F4n"_s);
    REQUIRE(batch.warnings.size() == 1);
    CHECK(batch.warnings[0].contains(u"read once"_s));
}

TEST_CASE("Latin-1 bytes in a tidy file are read as Windows-1252")
{
    const Folder folder;
    const ImportBatch batch =
        read({folder.write(u"c.csv"_s, "code,name,type,nation\nN1,Ynys M\xF4n,Unitary,Wales\n")}, Register());
    CHECK(batch.files[0].encoding == u"Windows-1252"_s);
    CHECK(batch.known.councils()[0].name == u"Ynys M\u00F4n"_s);
}

TEST_CASE("rejects travel as CSV without formulas")
{
    const std::vector<Reject> rejects{{u"a,b.csv"_s, 3, u"value"_s, u"=1+1"_s, u"say \"no\""_s},
                                      {u"c.csv"_s, 4, {}, u"-12.5"_s, u"@x"_s},
                                      {u"c.csv"_s, 5, u"+v"_s, u"-2+3"_s, u"two\nlines"_s},
                                      {u"c.csv"_s, 6, u" =1+1"_s, u"\uFF1D1+1"_s, u"\u200B@x"_s}};
    CHECK(rejectsCsv(rejects).toStdString() == "file,line,column,value,reason\n\"a,b.csv\",3,value,'=1+1,\"say "
                                               "\"\"no\"\"\"\nc.csv,4,,-12.5,'@x\nc.csv,5,'+v,'-2+3,\"two\nlines\"\n"
                                               "c.csv,6,' =1+1,'\uFF1D1+1,'\u200B@x\n");
}

TEST_CASE("rows as spreadsheets save them")
{
    struct Case {
        const char* what;
        QByteArray csv;
        qint64 accepted;
        size_t rejects;
    };
    const Case cases[] = {
        {"a separator line", "sep=;\ncouncil_code;field_slug;year;value\nA1;debt;2019/20;1\n", 1, 0},
        {"a separator line, CRLF", "sep=,\r\ncouncil_code,field_slug,year,value\r\nA1,debt,2019/20,1\r\n", 1, 0},
        {"a quoted separator line", "\"sep=;\"\ncouncil_code;field_slug;year;value\nA1;debt;2019/20;1\n", 1, 0},
        {"short rows", "council_code,field_slug,year,value,status\nA1,debt,2019/20,1\nA2,debt,2019/20,2,final\n", 2, 0},
        {"too short", "council_code,field_slug,year,value,status\nA1,debt,2019/20\n", 0, 1},
        {"a blank before a quote", "council_code,field_slug,year,value\nA1, \"debt\", \"2019/20\", \"1,234\"\n", 1, 0},
        {"a blank after a quote", "council_code,field_slug,year,value\n\"A1\" ,\"debt\" ,\"2019/20\" ,\"1,234\" \n", 1,
         0},
    };
    const Folder folder;
    for (const Case& one : cases) {
        INFO(one.what);
        const auto batch = readImport({folder.write(u"a.csv"_s, one.csv)}, smallRegister());
        if (!batch)
            FAIL(batch.error().sentence().toStdString());
        CHECK(batch->accepted == one.accepted);
        CHECK(batch->rejects.size() == one.rejects);
    }
}

TEST_CASE("a council whose code differs in case alone is no second council")
{
    const Folder folder;
    const auto batch = readImport(
        {folder.write(u"c.csv"_s, "code,name,type,nation\na1,Ay,District,England\nB7,Bee,District,England\n")},
        smallRegister());
    REQUIRE(batch);
    CHECK(batch->accepted == 1);
    REQUIRE(batch->rejects.size() == 1);
    CHECK(batch->rejects.front().reason.contains(u"known as “A1”"_s));
}
