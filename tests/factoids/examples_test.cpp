// The nine examples of the house style on the real figures: proven word for word, written by a
// pattern (with the differences listed), and refused when they lie.
#include "words_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

struct Example {
    const char* kind;
    const char* field;
    int year;
    const char* sentence;      // as in the house style
    const char* written;       // what a pattern writes for the same fact
    std::vector<Claim> claims; // in the order of fact.h, with `shown` as in the sentence
    std::vector<const char*> lies;
};

const QString kWoking = u"E07000217"_s;
const QString kThurrock = u"E06000034"_s;
const QString kPlymouth = u"E06000026"_s;
const QString kKent = u"E10000016"_s;
const QString kDevon = u"E10000008"_s;

Operand top(Operand operand, int count)
{
    operand.top = count;
    return operand;
}

Operand shareOf(Operand operand, const char* whole)
{
    operand.ofField = QString::fromLatin1(whole);
    return operand;
}

Operand below(Operand operand, Decimal bound)
{
    operand.below = bound;
    return operand;
}

std::vector<Example> borrowingExamples()
{
    using enum Operation;
    const char* borrowing = "total_borrowing";
    return {
        {"highest_per_head",
         borrowing,
         2019,
         "Woking owed £1.38 billion in March 2020: about £13,200 for each resident, more per head "
         "than any other council in the UK.",
         "Woking owed £1.38 billion in March 2020: about £13,200 for each resident, more per head "
         "than any other council in the UK.",
         {claimOf(Value, {ofCouncil(borrowing, 2019, kWoking, Measure::PerHead)}, "about £13,200"),
          claimOf(Rank, {ofCouncil(borrowing, 2019, kWoking, Measure::PerHead)},
                  "more per head than any other council in the UK", Direction::Highest),
          claimOf(Value, {ofCouncil(borrowing, 2019, kWoking)}, "£1.38 billion")},
         {"Woking boasts a staggering £1378.3M debt!",
          "Woking owed £1.38 billion in March 2020: about £13,200 for each resident, more than any "
          "other council in the UK because of property deals.",
          "Woking owed £1.38 billion in March 2020: about £13,200 for each resident, more per head "
          "than any other council in Scotland.",
          "Woking owed £1.38 million in March 2020: about £13,200 for each resident, more per head "
          "than any other council in the UK.",
          "Woking owed £1.38 billion in March 2021: about £13,200 for each resident, more per head "
          "than any other council in the UK.",
          "Woking owed £1.38 billion in March 2020: about £13,200 for each resident, less per head "
          "than any other council in the UK."}},
        {"long_change",
         borrowing,
         2019,
         "Thurrock's borrowing quadrupled in four years, from £354 million in 2015/16 to £1.41 "
         "billion in 2019/20.",
         "Thurrock's borrowing quadrupled in four years, from £354 million in March 2016 to £1.41 "
         "billion in March 2020, before inflation.",
         {claimOf(Value, {ofCouncil(borrowing, 2019, kThurrock)}, "£1.41 billion"),
          claimOf(Value, {ofCouncil(borrowing, 2015, kThurrock)}, "£354 million"),
          claimOf(Ratio, {ofCouncil(borrowing, 2019, kThurrock), ofCouncil(borrowing, 2015, kThurrock)}, "quadrupled")},
         {"Thurrock's borrowing grew 4x more in four years, from £354 million in 2015/16 to £1.41 "
          "billion in 2019/20.",
          "Thurrock's borrowing doubled in four years, from £354 million in 2015/16 to £1.41 "
          "billion in 2019/20.",
          "Thurrock's borrowing quadrupled in five years, from £354 million in 2015/16 to £1.41 "
          "billion in 2019/20.",
          "Thurrock's borrowing quadrupled in four years, from £354 million in 2019/20 to £1.41 "
          "billion in 2015/16.",
          "Thurrock's borrowing more than quadrupled in four years, from £354 million in 2015/16 "
          "to £1.41 billion in 2019/20."}},
    };
}

std::vector<Example> reserveExamples()
{
    using enum Operation;
    return {
        {"ratio",
         "earmarked_reserves_close",
         2022,
         "Kent held £301 million in earmarked reserves in March 2023, twice as much as Devon's "
         "£152 million.",
         "Kent held £301 million in earmarked reserves in March 2023, twice as much as Devon's "
         "£152 million.",
         {claimOf(Value, {ofCouncil("earmarked_reserves_close", 2022, kKent)}, "£301 million"),
          claimOf(Value, {ofCouncil("earmarked_reserves_close", 2022, kDevon)}, "£152 million"),
          claimOf(
              Ratio,
              {ofCouncil("earmarked_reserves_close", 2022, kKent), ofCouncil("earmarked_reserves_close", 2022, kDevon)},
              "twice")},
         {"Kent beats Birmingham.",
          "Devon held £301 million in earmarked reserves in March 2023, twice as much as Kent's "
          "£152 million.",
          "Kent held £301 million in earmarked reserves in March 2023, more than twice as much as "
          "Devon's £152 million.",
          "Kent held £301 million in earmarked reserves in March 2023, three times as much as "
          "Devon's £152 million.",
          "Kent held £301 million in unallocated reserves in March 2023, twice as much as Devon's "
          "£152 million.",
          "Kent held £301 million in earmarked reserves in March 2023, half as much as Devon's "
          "£152 million."}},
        {"threshold_count",
         "unallocated_reserves_close",
         2023,
         "Plymouth was the only English council with negative unallocated reserves in March 2024: "
         "minus £64.6 million.",
         "Plymouth was the only English council with negative unallocated reserves in March 2024: "
         "minus £64.6 million.",
         {claimOf(Count, {below(ofAll("unallocated_reserves_close", 2023, Measure::Count), Decimal())}, "the only",
                  Direction::None, scopeOf("", "England")),
          claimOf(Value, {ofCouncil("unallocated_reserves_close", 2023, kPlymouth)}, "minus £64.6 million")},
         {"Plymouth leads in lowest reserves.",
          "Plymouth was the only English council with negative unallocated reserves in March 2024: "
          "£64.6 million.",
          "Woking was the only English council with negative unallocated reserves in March 2024: "
          "minus £64.6 million.",
          "Plymouth was the only English council with negative earmarked reserves in March 2024: "
          "minus £64.6 million.",
          "Plymouth was the only English council with unallocated reserves in March 2024: minus "
          "£64.6 million."}},
    };
}

std::vector<Example> districtExamples()
{
    using enum Operation;
    const char* borrowing = "total_borrowing";
    const Scope districts = scopeOf("Non-metropolitan district");
    return {
        {"concentration",
         borrowing,
         2019,
         "Ten of England's 192 districts held a third of all district borrowing in March 2020.",
         "Ten of England's 192 districts held a third of all district borrowing in March 2020.",
         {claimOf(Value, {ofAll(borrowing, 2019, Measure::Count)}, "192", Direction::None, districts),
          claimOf(Share, {top(ofAll(borrowing, 2019, Measure::Sum), 10), ofAll(borrowing, 2019, Measure::Sum)},
                  "a third", Direction::None, districts)},
         {"Top-10 concentration ratio: 0.331.",
          "Five of England's 192 districts held a third of all district borrowing in March 2020.",
          "Ten of England's 182 districts held a third of all district borrowing in March 2020.",
          "Ten of England's 192 districts held half of all district borrowing in March 2020.",
          "Ten of England's 192 districts held a third of all council borrowing in March 2020."}},
        {"mean_median",
         borrowing,
         2019,
         "The average English district owed £82 million in March 2020, nearly twice the typical "
         "district's £42 million: a few very large borrowers lift the average.",
         // Three significant figures: £81.8 million for £82 million.
         "The average English district owed £81.8 million in March 2020, nearly twice the typical "
         "district's £42.3 million: a few very large borrowers lift the average.",
         {claimOf(Value, {ofAll(borrowing, 2019, Measure::Average)}, "£82 million", Direction::None, districts),
          claimOf(Value, {ofAll(borrowing, 2019, Measure::Median)}, "£42 million", Direction::None, districts),
          claimOf(Ratio, {ofAll(borrowing, 2019, Measure::Average), ofAll(borrowing, 2019, Measure::Median)},
                  "nearly twice", Direction::None, districts)},
         {"Skewness is high.",
          "The typical English district owed £82 million in March 2020, nearly twice the average "
          "district's £42 million: a few very large borrowers lift the average.",
          "The average English district owed £82 million in March 2020, twice the typical "
          "district's £42 million: a few very large borrowers lift the average.",
          "English districts owed £82 million in March 2020, nearly twice the typical district's "
          "£42 million: a few very large borrowers lift the average.",
          "The average London borough owed £82 million in March 2020, nearly twice the typical "
          "district's £42 million: a few very large borrowers lift the average."}},
    };
}

std::vector<Example> serviceExamples()
{
    using enum Operation;
    const Scope england = scopeOf("", "England");
    std::vector<Operand> culture;
    for (int year = 2009; year <= 2018; ++year)
        culture.push_back(ofAll("spend_cultural", year, Measure::Sum));
    return {
        {"total_streak",
         "spend_cultural",
         2018,
         "Spending on culture by English councils fell nine years in a row, from £3.42 billion in "
         "2009/10 to £2.16 billion in 2018/19, before inflation.",
         "Spending on culture by English councils fell nine years in a row, from £3.42 billion in "
         "2009/10 to £2.16 billion in 2018/19, before inflation.",
         {claimOf(Streak, culture, "nine years in a row", Direction::Fall, england),
          claimOf(Value, {culture.front()}, "£3.42 billion", Direction::None, england),
          claimOf(Value, {culture.back()}, "£2.16 billion", Direction::None, england)},
         {"Culture spending shows negative trend.",
          "Spending on culture by English councils rose nine years in a row, from £3.42 billion in "
          "2009/10 to £2.16 billion in 2018/19, before inflation.",
          "Spending on culture by English councils fell ten years in a row, from £3.42 billion in "
          "2009/10 to £2.16 billion in 2018/19, before inflation.",
          "Spending on culture by English councils fell nine years in a row, from £3.42 billion in "
          "2009/10 to £2.16 billion in 2018/19.",
          "Spending on culture by UK councils fell nine years in a row, from £3.42 billion in "
          "2009/10 to £2.16 billion in 2018/19, before inflation."}},
        {"total_long_change",
         "revenue_support_grant",
         2019,
         "Revenue support grant to English councils fell from £14.7 billion in 2013/14 to £0.5 "
         "billion in 2019/20.",
         // Cash terms over six years say so, and three significant figures.
         "Revenue support grant to English councils fell from £14.7 billion in 2013/14 to £511 "
         "million in 2019/20, before inflation.",
         {claimOf(Value, {ofAll("revenue_support_grant", 2019, Measure::Sum)}, "£0.5 billion", Direction::None,
                  england),
          claimOf(Value, {ofAll("revenue_support_grant", 2013, Measure::Sum)}, "£14.7 billion", Direction::None,
                  england)},
         {"Grant rose from −14.7bn to −0.5bn.",
          "Revenue support grant to English councils rose from £14.7 billion in 2013/14 to £0.5 "
          "billion in 2019/20.",
          "Revenue support grant to English councils fell from minus £14.7 billion in 2013/14 to "
          "minus £0.5 billion in 2019/20.",
          "Revenue support grant to English councils fell from £14.7 billion in 2013/14 to £0.4 "
          "billion in 2019/20."}},
    };
}

std::vector<Example> shareExamples()
{
    using enum Operation;
    const Operand share = shareOf(ofAll("spend_adult_social_care", 2023, Measure::Share), "total_service_expenditure");
    Operand earlier = share;
    earlier.year = Year::financial(2011);
    return {
        {"part_of_whole",
         "spend_adult_social_care",
         2023,
         "Adult social care took 21p of every service pound in 2023/24, up from 17p in 2011/12.",
         "Adult social care took 21p of every service pound in 2023/24, up from 17p in 2011/12.",
         {claimOf(Value, {share}, "21p"), claimOf(Value, {earlier}, "17p"), claimOf(Difference, {share, earlier}, "4")},
         {"Adult social care increased by 4% of every service pound in 2023/24, from 17p in "
          "2011/12.",
          "Adult social care took 21p of every service pound in 2023/24, down from 17p in 2011/12.",
          "Adult social care took 17p of every service pound in 2023/24, up from 21p in 2011/12.",
          "Public health took 21p of every service pound in 2023/24, up from 17p in 2011/12."}},
    };
}

std::vector<Claim> shownIn(const std::vector<Claim>& claims, const QString& text)
{
    std::vector<Claim> used;
    for (const Claim& claim : claims) {
        // The points of the last example are said by the two shares.
        if (claim.shown != "4"_L1 && text.contains(claim.shown))
            used.push_back(claim);
    }
    return used;
}

void check(const Panel& panel, const Example& example)
{
    const Verifier verifier(panel, wordTraits());
    const std::vector<Claim> claims = filled(panel, example.claims);
    const QString sentence = QString::fromUtf8(example.sentence);
    const Verdict verdict = verifier.verify(factoidOf(sentence, shownIn(claims, sentence)));
    INFO(example.sentence);
    INFO(verdict.reason.toStdString());
    CHECK(verdict.supported);

    QStringList written;
    for (const auto& [text, refusal] :
         allVariants(panel, wordTraits(),
                     factOf(example.kind, example.field, example.year, claims, claims.front().scope), u"en"_s))
        written.append(refusal.isEmpty() ? text : u"(%1: %2)"_s.arg(text, refusal));
    INFO(written.join(QLatin1Char('\n')).toStdString());
    CHECK(written.contains(QString::fromUtf8(example.written)));

    for (const char* lie : example.lies) {
        INFO(lie);
        // Once with the claims that the lie still shows, once with all of them made to fit their
        // place.
        CHECK_FALSE(verifier.verify(factoidOf(QString::fromUtf8(lie), claims)).supported);
        CHECK_FALSE(
            verifier.verify(factoidOf(QString::fromUtf8(lie), shownIn(claims, QString::fromUtf8(lie)))).supported);
    }
}

void checkAll(const Panel& panel)
{
    for (const auto& examples :
         {borrowingExamples(), reserveExamples(), districtExamples(), serviceExamples(), shareExamples()}) {
        for (const Example& example : examples)
            check(panel, example);
    }
}

} // namespace

TEST_CASE("the examples are proven and written and their lies refused")
{
    checkAll(samplePanel());
}

TEST_CASE("the examples hold on all of the real figures", "[shared-data]")
{
    if (const Panel* panel = sharedPanel())
        checkAll(*panel);
}
