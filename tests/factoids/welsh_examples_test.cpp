// The nine examples of the house style in Welsh, on real figures: written by a pattern, proven, and refused when one
// word of them is changed. And the grammar that the sentences need, as a table.
#include "words_support.h"

#include "core/factoids/welsh/welsh_years.h"
#include "core/factoids/words/welsh_grammar.h"

using namespace factoid;
using namespace factoid::test;

namespace {

struct Change {
    const char* from;
    const char* to;
};
struct Example {
    const char* kind;
    const char* field;
    int year;
    std::vector<Claim> claims; // in the order of fact.h
    const char* sentence;
    std::vector<Change> lies;
};

const QString kWoking = u"E07000217"_s;
const QString kThurrock = u"E06000034"_s;
const QString kPlymouth = u"E06000026"_s;
const QString kKent = u"E10000016"_s;
const QString kDevon = u"E10000008"_s;

std::vector<Example> examples()
{
    using enum Operation;
    const char* debt = "total_borrowing";
    const char* reserves = "earmarked_reserves_close";
    const Scope districts = scopeOf("Non-metropolitan district");
    const Scope england = scopeOf("", "England");
    const auto of = [&](const char* field, int year, const QString& code, Measure measure = Measure::Value) {
        return ofCouncil(field, year, code, measure);
    };
    const auto sum = [&](const char* field, int year) { return ofAll(field, year, Measure::Sum); };
    Operand top = sum(debt, 2019);
    top.top = 10;
    Operand negative = ofAll("unallocated_reserves_close", 2023, Measure::Count);
    negative.below = Decimal();
    Operand share = ofAll("spend_adult_social_care", 2023, Measure::Share);
    share.ofField = u"total_service_expenditure"_s;
    Operand earlier = share;
    earlier.year = Year::financial(2011);
    std::vector<Operand> culture;
    for (int year = 2009; year <= 2018; ++year)
        culture.push_back(sum("spend_cultural", year));
    const auto claim = [](Operation operation, std::vector<Operand> operands, const Scope& scope = {},
                          Direction direction = Direction::None) {
        return claimOf(operation, std::move(operands), "", direction, scope);
    };
    return {
        {"highest_per_head",
         debt,
         2019,
         {claim(Value, {of(debt, 2019, kWoking, Measure::PerHead)}),
          claim(Rank, {of(debt, 2019, kWoking, Measure::PerHead)}, {}, Direction::Highest),
          claim(Value, {of(debt, 2019, kWoking)})},
         "Roedd gan Woking ddyled o £1.38 biliwn ym mis Mawrth 2020: tua £13,200 i bob preswylydd, mwy y pen nag "
         "unrhyw gyngor arall yn y DU.",
         {{"biliwn", "miliwn"},
          {"mwy y pen", "llai y pen"},
          {"yn y DU", "yn yr Alban"},
          {"2020", "2021"},
          {"i bob preswylydd", "i gyd"},
          {" i bob preswylydd", ""},
          {"Woking", "Kent"},
          {"gyngor arall", "gyngor"},
          {"ym mis Mawrth", "ar ôl mis Mawrth"},
          {"biliwn ym", "biliwn y mis ym"},
          {"yn y DU.", "yn y DU ond Kent."},
          {"Roedd gan Woking ddyled o £1.38 biliwn", "Roedd dyled o £1.38 biliwn i Woking"}}},
        {"long_change",
         debt,
         2019,
         {claim(Value, {of(debt, 2019, kThurrock)}), claim(Value, {of(debt, 2015, kThurrock)}),
          claim(Ratio, {of(debt, 2019, kThurrock), of(debt, 2015, kThurrock)})},
         "Roedd gan Thurrock ddyled o £1.41 biliwn ym mis Mawrth 2020, pedair gwaith y £354 miliwn ym mis Mawrth 2016, "
         "cyn chwyddiant.",
         {{"pedair gwaith", "pum gwaith"},
          {"pedair gwaith", "mwy na phedair gwaith"},
          {"pedair gwaith", "dwywaith"},
          {"2016", "2015"},
          {"ddyled", "incwm"}}},
        {"ratio",
         reserves,
         2022,
         {claim(Value, {of(reserves, 2022, kKent)}), claim(Value, {of(reserves, 2022, kDevon)}),
          claim(Ratio, {of(reserves, 2022, kKent), of(reserves, 2022, kDevon)})},
         "Roedd gan Kent £301 miliwn mewn cronfeydd clustnodedig ym mis Mawrth 2023, dwywaith cymaint â Devon (£152 "
         "miliwn).",
         {{"Kent", "Devon"},
          {"dwywaith", "mwy na dwywaith"},
          {"dwywaith", "teirgwaith"},
          {"dwywaith", "hanner"},
          {"clustnodedig", "heb eu neilltuo"},
          {"Roedd", "Ni roedd"},
          {"miliwn mewn", "miliwn y pen mewn"},
          {"Roedd gan Kent", "Roedd ar Kent"},
          {"cymaint â", "cymaint o"},
          {"£301", "-£301"},
          {"mewn cronfeydd", "yn lle cronfeydd"},
          {"gan Kent", "gan Kent, sef Devon,"}}},
        {"threshold_count",
         "unallocated_reserves_close",
         2023,
         {claim(Count, {negative}, england), claim(Value, {of("unallocated_reserves_close", 2023, kPlymouth)})},
         "Plymouth oedd yr unig gyngor yn Lloegr â chronfeydd heb eu neilltuo negyddol ym mis Mawrth 2024: minws £64.6 "
         "miliwn.",
         {{"minws ", ""},
          {"Plymouth", "Woking"},
          {"heb eu neilltuo", "clustnodedig"},
          {" negyddol", ""},
          {"yn Lloegr", "yng Nghymru"}}},
        {"concentration",
         debt,
         2019,
         {claim(Value, {ofAll(debt, 2019, Measure::Count)}, districts),
          claim(Share, {top, sum(debt, 2019)}, districts)},
         "Roedd deg o'r 192 cyngor dosbarth yn Lloegr yn gyfrifol am draean o holl ddyled cynghorau dosbarth Lloegr ym "
         "mis Mawrth 2020.",
         {{"deg", "pump"},
          {"192", "182"},
          {"draean", "hanner"},
          {"ddyled cynghorau dosbarth", "ddyled cynghorau"},
          {"deg o'r", "y mwyafrif o'r"}}},
        {"mean_median",
         debt,
         2019,
         {claim(Value, {ofAll(debt, 2019, Measure::Average)}, districts),
          claim(Value, {ofAll(debt, 2019, Measure::Median)}, districts),
          claim(Ratio, {ofAll(debt, 2019, Measure::Average), ofAll(debt, 2019, Measure::Median)}, districts)},
         "Roedd gan y cyngor dosbarth cyfartalog yn Lloegr ddyled o £81.8 miliwn ym mis Mawrth 2020, bron i ddwywaith "
         "cymaint â'r un nodweddiadol (£42.3 miliwn): benthycwyr mawr sy'n codi'r cyfartaledd.",
         {{"bron i ddwywaith", "dwywaith"},
          {"cyfartalog", "nodweddiadol"},
          {"cyngor dosbarth", "cyngor sir"},
          {"un nodweddiadol", "un cyfartalog"}}},
        {"total_streak",
         "spend_cultural",
         2018,
         {claim(Streak, culture, england, Direction::Fall), claim(Value, {culture.front()}, england),
          claim(Value, {culture.back()}, england)},
         "Gostyngodd gwariant cynghorau Lloegr ar ddiwylliant naw mlynedd yn olynol, o £3.42 biliwn yn 2009/10 i £2.16 "
         "biliwn yn 2018/19, cyn chwyddiant.",
         {{"Gostyngodd", "Cododd"},
          {"naw mlynedd", "deng mlynedd"},
          {", cyn chwyddiant", ""},
          {"cynghorau Lloegr", "cynghorau'r DU"},
          {"ar ddiwylliant", "ar addysg"}}},
        {"total_long_change",
         "revenue_support_grant",
         2019,
         {claim(Value, {sum("revenue_support_grant", 2019)}, england),
          claim(Value, {sum("revenue_support_grant", 2013)}, england),
          claim(Ratio, {sum("revenue_support_grant", 2019), sum("revenue_support_grant", 2013)}, england)},
         "Gostyngodd grant cynnal refeniw cynghorau Lloegr o £14.7 biliwn yn 2013/14 i £511 miliwn yn 2019/20, cyn "
         "chwyddiant.",
         {{"Gostyngodd", "Cododd"},
          {"£14.7", "minws £14.7"},
          {"2013/14", "2012/13"},
          {"cynnal refeniw", "yr heddlu"},
          {"Lloegr o", "Lloegr flwyddyn ar ôl blwyddyn o"},
          {"o £14.7 biliwn yn 2013/14 i £511 miliwn yn 2019/20",
           "i £14.7 biliwn yn 2013/14 o £511 miliwn yn 2019/20"}}},
        {"part_of_whole",
         "spend_adult_social_care",
         2023,
         {claim(Value, {share}), claim(Value, {earlier}), claim(Difference, {share, earlier})},
         "Aeth 21c o bob punt o wariant ar wasanaethau ar ofal cymdeithasol i oedolion yn 2023/24, i fyny o 17c yn "
         "2011/12.",
         {{"21c", "22c"}, {"i fyny", "i lawr"}, {"ofal cymdeithasol i oedolion", "iechyd y cyhoedd"}}},
    };
}

void check(const Panel& panel, const Example& example)
{
    const Verifier verifier(panel, wordTraits());
    const std::vector<Claim> claims = filled(panel, example.claims);
    WriteRequest request;
    request.language = u"cy"_s;
    const Fact fact = factOf(example.kind, example.field, example.year, claims, claims.front().scope);
    const std::vector<Factoid> proven = provenVariants(panel, wordTraits(), fact, request);
    const QString sentence = QString::fromUtf8(example.sentence);
    QString all;
    const Factoid* written = nullptr;
    for (const Factoid& each : proven) {
        all += each.text + QLatin1Char('\n');
        written = each.text == sentence ? &each : written;
    }
    INFO(example.sentence << "\n" << all.toStdString());
    REQUIRE(written);
    for (const Change& lie : example.lies) {
        Factoid told = *written;
        REQUIRE(told.text.contains(QString::fromUtf8(lie.from)));
        told.text.replace(QString::fromUtf8(lie.from), QString::fromUtf8(lie.to));
        INFO(told.text.toStdString());
        CHECK_FALSE(verifier.verify(told).supported);
        for (Claim& claim : told.claims) // and with what is shown made to fit
            claim.shown.replace(QString::fromUtf8(lie.from), QString::fromUtf8(lie.to));
        CHECK_FALSE(verifier.verify(told).supported);
    }
}

} // namespace

TEST_CASE("the examples are written and proven in Welsh and their lies refused")
{
    for (const Example& example : examples())
        check(samplePanel(), example);
}

TEST_CASE("the Welsh examples hold on all of the real figures", "[shared-data]")
{
    if (const Panel* panel = sharedPanel()) {
        for (const Example& example : examples())
            check(*panel, example);
    }
}

TEST_CASE("a sentence names Welsh councils in Welsh and mutates them")
{
    const Panel& panel = samplePanel();
    const auto code = [&](const char* name) {
        for (const Council& council : panel.councils()) {
            if (council.name == QLatin1String(name))
                return council.code;
        }
        FAIL("the sample has no " << name);
        return QString();
    };
    using enum Operation;
    const Operand cardiff = ofCouncil("total_borrowing", 2019, code("Cardiff")),
                  newport = ofCouncil("total_borrowing", 2019, code("Newport"));
    const auto claims =
        filled(panel, {claimOf(Value, {cardiff}), claimOf(Value, {newport}), claimOf(Ratio, {cardiff, newport})});
    WriteRequest request;
    request.language = u"cy"_s;
    QString all;
    for (const Factoid& each :
         provenVariants(panel, wordTraits(), factOf("ratio", "total_borrowing", 2019, claims), request))
        all += each.text + QLatin1Char('\n');
    INFO(all.toStdString());
    CHECK(all.contains(u"oedd gan Gaerdydd ddyled o £"_s));
    CHECK(all.contains(u"cymaint â Chasnewydd (£"_s));
    CHECK(all.contains(u"oedd gan Gasnewydd ddyled o £"_s));
}

TEST_CASE("Welsh names mutate after the words that make them and names of elsewhere do not")
{
    struct Case {
        const char* name;
        const char* soft;
        const char* nasal;
        const char* aspirate;
    };
    const Case cases[] = {{"Caerdydd", "Gaerdydd", "Nghaerdydd", "Chaerdydd"},
                          {"Powys", "Bowys", "Mhowys", "Phowys"},
                          {"Torfaen", "Dorfaen", "Nhorfaen", "Thorfaen"},
                          {"Gwynedd", "Wynedd", "Ngwynedd", "Gwynedd"},
                          {"Blaenau Gwent", "Flaenau Gwent", "Mlaenau Gwent", "Blaenau Gwent"},
                          {"Merthyr Tudful", "Ferthyr Tudful", "Merthyr Tudful", "Merthyr Tudful"},
                          {"Rhondda Cynon Taf", "Rondda Cynon Taf", "Rhondda Cynon Taf", "Rhondda Cynon Taf"},
                          {"Sir Ddinbych", "Sir Ddinbych", "Sir Ddinbych", "Sir Ddinbych"},
                          {"Ynys Môn", "Ynys Môn", "Ynys Môn", "Ynys Môn"},
                          {"Abertawe", "Abertawe", "Abertawe", "Abertawe"},
                          {"chwarter", "chwarter", "chwarter", "chwarter"},
                          {"dyled", "ddyled", "nyled", "dyled"},
                          {"llog", "log", "llog", "llog"},
                          {"gwariant", "wariant", "ngwariant", "gwariant"}};
    for (const Case& each : cases) {
        const QString name = QString::fromUtf8(each.name);
        CHECK(softMutation(name) == QString::fromUtf8(each.soft));
        CHECK(nasalMutation(name) == QString::fromUtf8(each.nasal));
        CHECK(aspirateMutation(name) == QString::fromUtf8(each.aspirate));
    }
    CHECK(withAspirate(u"â"_s, u"Caerdydd"_s, true) == u"â Chaerdydd"_s);
    CHECK(withAspirate(u"â"_s, u"Kent"_s, false) == u"â Kent"_s);
    CHECK(withAspirate(u"â"_s, u"Abertawe"_s, true) == u"ag Abertawe"_s);
    CHECK(withAspirate(u"na"_s, u"Essex"_s, false) == u"nag Essex"_s);
    CHECK(withAspirate(u"na"_s, u"y cyngor sir"_s, false) == u"na'r cyngor sir"_s);
}

TEST_CASE("Welsh numbers take the singular, their gender and the mutation that each wants")
{
    const QString council = u"cyngor sir"_s;
    const char* counted[] = {"dau gyngor sir",   "tri chyngor sir",  "pedwar cyngor sir", "pum cyngor sir",
                             "chwe chyngor sir", "saith cyngor sir", "wyth cyngor sir",   "naw cyngor sir",
                             "deg cyngor sir",   "11 cyngor sir"};
    for (int i = 0; i < 10; ++i)
        CHECK(welshCount(i + 2, council, false) == QString::fromUtf8(counted[i]));
    CHECK(welshCount(2, u"corfforaeth ddinesig"_s, true) == u"dwy gorfforaeth ddinesig"_s);
    CHECK(welshCount(1'234, council, false) == u"1,234 cyngor sir"_s);
    const std::pair<int, const char*> years[] = {{1, "blwyddyn"},    {2, "dwy flynedd"},  {4, "pedair blynedd"},
                                                 {5, "pum mlynedd"}, {6, "chwe blynedd"}, {10, "deng mlynedd"},
                                                 {16, "16 mlynedd"}};
    for (const auto& [number, words] : years)
        CHECK(welshYears(number) == QString::fromUtf8(words));
    const std::pair<int, const char*> ordinals[] = {{2, "ail"},    {3, "trydydd"}, {10, "degfed"}, {11, "11eg"},
                                                    {12, "12fed"}, {15, "15fed"},  {16, "16eg"},   {18, "18fed"},
                                                    {20, "20fed"}, {21, "21ain"},  {30, "30ain"},  {40, "40fed"}};
    for (const auto& [number, words] : ordinals)
        CHECK(welshOrdinal(number) == QString::fromUtf8(words));
    const std::pair<const char*, const char*> articles[] = {{"cyngor", "y cyngor"},
                                                            {"awdurdod", "yr awdurdod"},
                                                            {"uchaf", "yr uchaf"},
                                                            {"wythfed", "yr wythfed"},
                                                            {"11eg uchaf", "yr 11eg uchaf"},
                                                            {"12fed", "y 12fed"},
                                                            {"15fed", "y 15fed"},
                                                            {"20fed", "yr 20fed"},
                                                            {"22ain", "yr 22ain"},
                                                            {"25ain", "y 25ain"},
                                                            {"28ain", "yr 28ain"},
                                                            {"30ain", "y 30ain"},
                                                            {"36ain", "yr 36ain"},
                                                            {"40fed", "y 40fed"},
                                                            {"103fed", "y 103fed"},
                                                            {"22 cyngor", "y 22 cyngor"},
                                                            {"80 cyngor", "yr 80 cyngor"},
                                                            {"192 cyngor", "y 192 cyngor"},
                                                            {"10 cyngor", "y 10 cyngor"}};
    for (const auto& [phrase, whole] : articles)
        CHECK(withArticle(QString::fromUtf8(phrase)) == QString::fromUtf8(whole));
    CHECK(welshWhen(Moment::Closing, Year::financial(2019), ukProfile().days(Year::financial(2019))) ==
          u"ym mis Mawrth 2020"_s);
    CHECK(welshWhen(Moment::Opening, Year::financial(2019), ukProfile().days(Year::financial(2019))) ==
          u"ym mis Ebrill 2019"_s);
    CHECK(welshWhen(Moment::Flow, Year::financial(2019), ukProfile().days(Year::financial(2019))) == u"yn 2019/20"_s);
    CHECK(welshWhen(Moment::Middle, Year::calendar(2019), ukProfile().days(Year::calendar(2019))) ==
          u"yng nghanol 2019"_s);
}
