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

namespace {

const QByteArray kFormer = "code,name,type,nation,active_from,active_to,successor,predecessor\n"
                           "E08000037,Gateshead,District,England,1974-04-01,,,E08000020:2013-04-01\n"
                           "E06000028,Bournemouth,Unitary,England,,2019-03-31,E06000058,\n"
                           "E06000058,BCP,Unitary,England,2019-04-01,,,E06000029 E07000048:2019-04-01\n";
const QByteArray kFormerFigures = "council_code,field_slug,year,value\n"
                                  "E08000020,debt,2011/12,1\ne08000020,debt,2012/13,2\nE08000037,debt,2013/14,3\n"
                                  "E06000029,debt,2011/12,4\nE06000028,debt,2018/19,5\nE06000028,debt,2019/20,6\n";

} // namespace

TEST_CASE("a former code is a reject that names the present one and the day, and no second council")
{
    const Folder folder;
    folder.write(u"councils.csv"_s, kFormer);
    folder.write(u"figures.csv"_s, kFormerFigures);
    const ImportBatch batch = read({folder.path()}, Register({}, {field("debt")}));
    CHECK(shown(batch) == QStringList{u"E08000037 debt 2013/14 = 3 final"_s, u"E06000028 debt 2018/19 = 5 final"_s});
    REQUIRE(batch.rejects.size() == 4);
    for (const int at : {0, 1}) {
        CHECK(batch.rejects[at].reason.contains(u"ended on 2013-04-01"_s));
        CHECK(batch.rejects[at].reason.contains(u"Gateshead (E08000037)"_s));
        CHECK(batch.rejects[at].kind == RejectKind::OtherCode);
    }
    CHECK(batch.rejects[2].reason.contains(u"“E06000029” is no longer in use"_s));
    CHECK(batch.rejects[2].reason.contains(u"BCP (E06000058)"_s));
    // A council that ended has no figure of a later year under its own code.
    CHECK(batch.rejects[3].reason.contains(u"Bournemouth (E06000028) ended on 2019-03-31, before 2019/20"_s));
    CHECK(batch.rejects[3].reason.contains(u"BCP (E06000058)"_s));
    for (const Reject& reject : batch.rejects)
        CHECK_FALSE(reject.reason.contains(u"councils file"_s));
    // The way out: the operator says that it is the same council.
    ReadOptions options;
    options.mapping = Mapping();
    options.mapping->name = u"help"_s;
    options.mapping->aliases = {{u"E08000020"_s, u"E08000037"_s}};
    CHECK(shown(read({folder.path()}, Register({}, {field("debt")}), options)).size() == 4);
}

TEST_CASE("former codes of the United Kingdom are known without being told")
{
    const Folder folder;
    const QString councils = folder.write(u"councils.csv"_s, "code,name,type,nation\n"
                                                             "E07000240,St Albans,District,England\n"
                                                             "S12000047,Fife,Unitary,Scotland\n");
    const ImportBatch known = read({councils}, Register({}, {}));
    CHECK(known.warnings.empty());
    const QByteArray figures = "council_code,field_slug,year,value\nE07000100,debt,2010/11,1\n"
                               "S12000015,debt,2010/11,2\nE08000020,debt,2010/11,3\n";
    Register uk = known.known;
    uk.put(field("debt"));
    uk.setProfileSettings({});
    const ImportBatch batch = read({folder.write(u"figures.csv"_s, figures)}, uk);
    REQUIRE(batch.rejects.size() == 3);
    CHECK(batch.rejects[0].reason.contains(
        u"“E07000100” ended in 2012; the code is now that of St Albans (E07000240)"_s));
    CHECK(batch.rejects[1].reason.contains(u"“S12000015” ended in 2018; the code is now that of Fife (S12000047)"_s));
    // Whose council is not in the register is one that is not known.
    CHECK(batch.rejects[2].kind == RejectKind::UnknownCouncil);
    // No second St Albans, in whichever order they come.
    const QByteArray old = "code,name,type,nation\nE07000100,St Albans,District,England\n";
    const ImportBatch second = read({folder.write(u"old.csv"_s, old)}, uk);
    REQUIRE(second.rejects.size() == 1);
    CHECK(second.rejects.front().reason.contains(u"is a former code of St Albans (E07000240)"_s));
    const ImportBatch first = read({folder.path() + u"/old.csv"_s}, Register({}, {}));
    CHECK(first.accepted == 1);
    const ImportBatch both = read({councils}, first.known);
    REQUIRE(both.warnings.size() == 1);
    CHECK(both.warnings.front().contains(u"give the former one an active_to"_s));
    // Elsewhere a code that looks so is nothing of the kind.
    const ImportBatch elsewhere =
        read({folder.path() + u"/figures.csv"_s},
             Register({council("E07000240", "Dorf", "Gemeinde", "Austria")}, {field("debt")}));
    CHECK(elsewhere.rejects[0].kind == RejectKind::UnknownCouncil);
}

TEST_CASE("a code that a spreadsheet or a hand has changed names the council that is likely meant")
{
    const Register known({council("E06000008", "Blackburn"), council("E06000009", "Blackpool"),
                          council("E06000010", "Hull"), council("00512", "Ynys Môn"), council("AB1", "One"),
                          council("AB01", "Other")},
                         {field("debt")});
    const Folder folder;
    struct Case {
        const char* code;
        const char* named; // empty: nobody
    };
    for (const Case& one :
         {Case{"E06000008.0", "“E06000008” is (Blackburn)"}, Case{"E6000009", "“E06000009” is (Blackpool)"},
          Case{"\xD0\x95"
               "06000010",
               "“E06000010” is (Hull)"},
          Case{"EO6OOOO1O", "“E06000010” is (Hull)"}, Case{"512", "“00512” is (Ynys Môn)"},
          Case{"512.0", "“00512” is (Ynys Môn)"}, Case{"AB001", ""}, Case{"6.00E+06", ""}, Case{"E06000011", ""}}) {
        INFO(one.code);
        const ImportBatch batch = read({folder.write(u"f.csv"_s, QByteArray("council_code,field_slug,year,value\n") +
                                                                     one.code + ",debt,2019/20,1\n")},
                                       known);
        REQUIRE(batch.rejects.size() == 1);
        const bool isNamed = one.named[0] != 0;
        CHECK(batch.rejects.front().reason.contains(QString::fromUtf8(one.named)));
        CHECK(batch.rejects.front().reason.contains(u"put it into a councils file"_s) == !isNamed);
        CHECK((batch.rejects.front().kind == RejectKind::OtherCode) == isNamed);
    }
}

TEST_CASE("a councils file does not make a second council of a former code")
{
    const Folder folder;
    const ImportBatch first = read({folder.write(u"councils.csv"_s, kFormer)}, Register({}, {}));
    CHECK(formerCodesText(first.known.councils().back().predecessors) == u"E06000029 E07000048:2019-04-01"_s);
    // Mentioned by its old code, and beside it a body that says when it ended.
    const ImportBatch batch = read({folder.write(u"more.csv"_s, "code,name,type,nation,active_to\n"
                                                                "E08000020,Gateshead,District,England,\n"
                                                                "E06000029,Poole,Unitary,England,2019-04-01\n")},
                                   first.known);
    CHECK(batch.accepted == 1);
    REQUIRE(batch.rejects.size() == 1);
    CHECK(batch.rejects.front().reason.contains(u"“E08000020” is a former code of Gateshead (E08000037)"_s));
    // What a file does not mention stays; a day that is none is a reject.
    CHECK(batch.known.councils()[0].predecessors.size() == 1);
    const ImportBatch bad = read({folder.write(u"bad.csv"_s, "code,name,type,nation,former-gss-codes\n"
                                                             "E1,One,District,England,E0:2013\n")},
                                 Register({}, {}));
    REQUIRE(bad.rejects.size() == 1);
    CHECK(bad.rejects.front().reason.contains(u"former-gss-codes must be codes"_s));
}

TEST_CASE("councils and fields files say what the data set calls things")
{
    const Folder folder;
    folder.write(u"councils.csv"_s, "code,name,type,nation,whole,whole_adjective,entity_one,entity_many,type_one,"
                                    "type_many,nation_spoken,nation_adjective,year_end\n"
                                    "C1,One,MS,Netherlands,the European Union,EU,country,countries,member state,"
                                    "member states,the Netherlands,Dutch,06-30\n"
                                    "C2,Two,MS,Malta,the European Union,EU,,,member state,member states,,,06-30\n"
                                    "C3,Three,MS,Malta,,,,,,,,,\n");
    folder.write(u"fields.csv"_s, "slug,name,unit,balance,year_end\ndebt,Debt,EUR,yes,\ntax,Tax,EUR,no,12-31\n"
                                  "people,People,count,,\n");
    const ImportBatch batch = read({folder.path()}, Register({}, {}));
    CHECK(batch.warnings.empty());
    REQUIRE(batch.profile);
    const auto wanted = profileFromBytes(
        R"({"whole": {"spoken": "the European Union", "adjective": "EU"}, "entity": {"one": "country", "many": "countries"},
            "types": {"MS": {"one": "member state", "many": "member states"}},
            "nations": {"Netherlands": {"spoken": "the Netherlands", "adjective": "Dutch"}},
            "year_end": "06-30", "year_ends": {"tax": "12-31"}, "balances": ["debt"], "flows": ["tax"]})");
    REQUIRE(wanted);
    CHECK(*batch.profile == *wanted);
    CHECK(batch.known.profile() == *wanted);
}

TEST_CASE("what is said of a data set is said once, or alike each time")
{
    struct Case {
        const char* what;
        const char* councils;
        const char* reason;
    };
    for (const Case& one :
         {Case{"two year ends", "code,name,type,nation,year_end\nC1,One,A,B,06-30\nC2,Two,A,B,09-30\n",
               "year_end is “09-30”, and"},
          Case{"the same written otherwise", "code,name,type,nation,year_end\nC1,One,A,B,06-30\nC2,Two,A,B, 06-30\n",
               nullptr},
          Case{"no month", "code,name,type,nation,year_end\nC1,One,A,B,June\n", "year_end must be month and day"},
          Case{"one without many", "code,name,type,nation,type_one,type_many\nC1,One,A,B,state,\n",
               "type_one needs type_many beside it"},
          Case{"one type in two ways",
               "code,name,type,nation,type_one,type_many\nC1,One,A,B,state,states\nC2,Two,A,B,land,lands\n",
               "type_one is “land”, and"},
          Case{"two types",
               "code,name,type,nation,type_one,type_many\nC1,One,A,B,state,states\nC2,Two,D,B,land,lands\n", nullptr},
          Case{"the package says otherwise", "code,name,type,nation,whole\nC1,One,A,B,Elsewhere\n",
               "whole is “Elsewhere”, and the package or profile.json says otherwise"}}) {
        INFO(one.what);
        const Folder folder;
        folder.write(u"councils.csv"_s, one.councils);
        folder.write(u"profile.json"_s, R"({"whole": "Somewhere"})");
        const ImportBatch batch = read({folder.path()}, Register({}, {}));
        CHECK(batch.profile->whole.spoken == u"Somewhere"_s);
        REQUIRE(batch.rejects.size() == (one.reason ? 1u : 0u));
        if (one.reason) {
            CHECK(batch.rejects.front().reason.startsWith(QString::fromUtf8(one.reason)));
            CHECK(batch.rejects.front().kind == RejectKind::Other);
        }
    }
    const Folder folder;
    const ImportBatch fields = read({folder.write(u"f.csv"_s, "slug,name,unit,balance\ndebt,Debt,EUR,perhaps\n")});
    REQUIRE(fields.rejects.size() == 1);
    CHECK(fields.rejects.front().reason == u"balance must be yes or no"_s);
}

TEST_CASE("who was there in a year is asked of the field's own year")
{
    const Folder folder;
    folder.write(u"councils.csv"_s, "code,name,type,nation,active_to,year_end\n"
                                    "C1,One,A,B,2019-05-01,06-30\nC2,Two,A,B,2019-07-01,06-30\n");
    folder.write(u"fields.csv"_s, "slug,name,unit,year_end\ndebt,Debt,EUR,\ntax,Tax,EUR,03-31\n");
    folder.write(u"figures.csv"_s, "council_code,field_slug,year,value\n"
                                   "C1,debt,2018/19,1\nC1,debt,2019/20,2\nC1,tax,2019/20,3\nC2,debt,2019/20,4\n"
                                   "C2,tax,2019/20,5\nC1,tax,2019,6\nC1,tax,2020,7\n");
    const ImportBatch batch = read({folder.path()}, Register({}, {}));
    // To 30 June 2019 is 2018/19: from 1 July on neither is there. The tax year began in April, when both were.
    CHECK(shown(batch) == QStringList{u"C1 debt 2018/19 = 1 final"_s, u"C1 tax 2019 = 6 final"_s,
                                      u"C1 tax 2019/20 = 3 final"_s, u"C2 tax 2019/20 = 5 final"_s});
    CHECK(batch.rejects.size() == 3);
}
