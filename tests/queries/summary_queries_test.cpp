// Spread, comparison and the sentence of a field and year, against SQL and against counting by hand.
#include "core/base/clock.h"
#include "core/pipeline/summary_building.h"
#include "core/queries/summaries/summary_queries.h"
#include "core/queries/summaries/summary_words.h"
#include "core/store/data/summary_store.h"
#include "tests/support/big_store.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

using namespace factoid;
using namespace factoid::test;

namespace {

class StoreFixture
{
  public:
    StoreFixture()
    {
        REQUIRE(makeBigStore(m_folder.filePath(u"store.db"_s), smallShape()));
        auto opened = Database::open({m_folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite);
        REQUIRE(opened);
        db = std::move(*opened);
    }
    SpreadAnswer spread(const SpreadFilter& filter)
    {
        QueryContext context{*db, clock, Settings()};
        const auto answer = spreadQuery(context, filter);
        INFO((answer ? std::string() : answer.error().sentence().toStdString()));
        REQUIRE(answer);
        return *answer;
    }
    SystemClock clock;
    std::unique_ptr<Database> db;

  private:
    QTemporaryDir m_folder;
};

const QString kField = u"amount_004"_s;
const Year kYear = Year::financial(2021);

std::vector<std::int64_t> pounds(std::initializer_list<double> values)
{
    std::vector<std::int64_t> units;
    for (const double value : values)
        units.push_back(static_cast<std::int64_t>(value * Decimal::kScale));
    std::ranges::sort(units);
    return units;
}

} // namespace

TEST_CASE("a spread counts, sums and lists what SQL does, for all councils and narrowed")
{
    StoreFixture f;
    for (const char* type : {"", "District", "County"}) {
        INFO("type " << type);
        const SpreadAnswer spread = f.spread({kField, kYear, QLatin1String(type), {}, {}});
        QString count, sum, zeros;
        REQUIRE(f.db->each(
            u"SELECT COUNT(*), SUM(value), SUM(value = 0) FROM figures g JOIN councils c ON c.id = g.council_id WHERE "
            u"g.field_id ="
            " (SELECT id FROM fields WHERE slug = ?) AND g.year = ? AND value IS NOT NULL AND (? = '' OR c.type = ?)"_s,
            {kField, kYear.code(), QLatin1String(type), QLatin1String(type)}, [&](const QSqlQuery& row) {
                count = row.value(0).toString();
                sum = Decimal::fromUnits(row.value(1).toLongLong()).toFixed(2);
                zeros = row.value(2).toString();
            }));
        CHECK(QString::number(spread.summary.totalCouncils) == count);
        CHECK(spread.summary.sumText() == sum);
        CHECK(QString::number(spread.zeros) == zeros);
        int binned = 0;
        for (const SpreadBin& bin : spread.histogram.bins)
            binned += bin.count;
        CHECK(QString::number(binned) == count);
        CHECK_FALSE(spread.stale);
        CHECK(spread.series.size() == 8);
        // Per head: the amount over the population of the same council and year, to the penny.
        const SpreadCouncil first = spread.top.at(0);
        const auto heads = f.db->scalar(
            u"SELECT value FROM figures WHERE field_id = 1 AND year = ? AND council_id = (SELECT id FROM councils WHERE code = ?)"_s,
            {kYear.code(), first.code});
        REQUIRE(heads);
        const auto each = Decimal::parse(first.value.toUtf8())->dividedBy(Decimal::fromUnits((*heads)->toLongLong()));
        CHECK(first.perHead == each->toFixed(2));
    }
}

TEST_CASE("an open spread says what the stored summary says, and every year of the series too")
{
    StoreFixture f;
    const SpreadAnswer spread = f.spread({kField, kYear, {}, {}, {}});
    const QJsonObject summary = toJson(spread.summary);
    auto stored = SummaryStore(*f.db).read(kField, kYear);
    REQUIRE((stored && *stored));
    for (auto value = summary.begin(); value != summary.end(); ++value) {
        INFO(value.key().toStdString());
        CHECK((*stored)->value(value.key()) == *value);
    }
    CHECK(summary.value(u"data_hash"_s) == spread.dataHash);
    for (const SpreadYear& in : spread.series) {
        const QJsonObject year = toJson(in);
        auto one = SummaryStore(*f.db).read(kField, in.year);
        REQUIRE((one && *one));
        for (const char* key : {"sum", "average", "median", "total_councils", "completeness"})
            CHECK(year.value(QLatin1String(key)) == (*one)->value(QLatin1String(key)));
    }
    // Groups: highest first, the same numbers as the summary's.
    CHECK(spread.groups.type.size() == spread.summary.typeAverages.size());
    for (const SpreadGroup& group : spread.groups.type)
        CHECK(spread.summary.typeAverages.at(group.name).average.toFixed(2) == group.average);
}

TEST_CASE("a missing year is a gap in the series and a changed figure makes the spread stale")
{
    StoreFixture f;
    REQUIRE(f.db->run(u"DELETE FROM figures WHERE field_id = 5 AND year = 202021"_s));
    REQUIRE(f.db->run(u"DELETE FROM cells WHERE field_id = 5 AND year = 202021"_s));
    REQUIRE(f.db->run(u"UPDATE cells SET dirty = 1 WHERE field_id = 5 AND year = 202122"_s));
    const SpreadAnswer spread = f.spread({kField, kYear, {}, {}, {}});
    CHECK(spread.stale);
    REQUIRE(spread.series.size() == 8);
    bool seen = false;
    for (const SpreadYear& year : spread.series) {
        if (year.year.label() != u"2020/21"_s)
            continue;
        seen = true;
        CHECK_FALSE(year.average);
        CHECK(year.notes.value(0) == u"no figures"_s);
    }
    CHECK(seen);
    QueryContext context{*f.db, f.clock, Settings()};
    CHECK(spreadQuery(context, {kField, Year::financial(2020), {}, {}, {}}).error().kind == ErrorKind::Failed);
    CHECK(spreadQuery(context, {u"nope"_s, kYear, {}, {}, {}}).error().kind == ErrorKind::Usage);
    CHECK(spreadQuery(context, {kField, kYear, u"County"_s, u"Wales"_s, {}}).error().kind == ErrorKind::Usage);
}

TEST_CASE("two days are compared number by number, exactly")
{
    StoreFixture f;
    QueryContext context{*f.db, f.clock, Settings()};
    const QDate first(2026, 6, 1);
    const QDate second(2026, 6, 5);
    const auto council = f.db->scalar(
        u"SELECT council_id FROM figures WHERE field_id = 5 AND year = 202122 AND value > 0 ORDER BY value DESC LIMIT 1"_s);
    REQUIRE(f.db->run(
        u"UPDATE figures SET value = value + 123450000 WHERE field_id = 5 AND year = 202122 AND council_id = ?"_s,
        {(*council)->toLongLong()}));
    REQUIRE(buildSummaries(*f.db, second.startOfDay(Qt::UTC).addSecs(3'600), {true, {}, {}}, {}));
    const auto same = compareQuery(context, kField, Year::financial(2022), first, second);
    REQUIRE(same);
    CHECK(same->same);
    const auto compared = compareQuery(context, kField, kYear, first, second);
    REQUIRE(compared);
    CHECK_FALSE(compared->same);
    QMap<QString, QString> moved;
    for (const SummaryDifference& one : compared->differences)
        moved.insert(one.key, one.difference.value_or(QString()));
    CHECK(moved.value(u"sum"_s) == u"12345"_s);
    CHECK(moved.value(u"max"_s) == u"12345"_s);
    CHECK(moved.contains(u"top_5.1"_s));
    CHECK_FALSE(moved.contains(u"total_councils"_s));
    CHECK_FALSE(moved.contains(u"median"_s));
    CHECK(compareQuery(context, kField, kYear, second, first).error().kind == ErrorKind::Usage);
    CHECK(compareQuery(context, kField, kYear, QDate(2020, 1, 1), second).error().kind == ErrorKind::Failed);
    CHECK(summaryDays(context, kField, kYear)->size() == 2);
}

TEST_CASE("the sentence says what the figures bear out")
{
    struct Row {
        std::vector<std::int64_t> sorted;
        const char* expected;
    };
    std::vector<std::int64_t> tail(38, 40 * 1'000'000LL * Decimal::kScale);
    tail.push_back(900 * 1'000'000LL * Decimal::kScale);
    tail.push_back(800 * 1'000'000LL * Decimal::kScale);
    std::vector<std::int64_t> income;
    for (const std::int64_t units : tail)
        income.insert(income.begin(), -units);
    const std::vector<Row> rows{
        {{}, "No council reported it."},
        {pounds({1'500'000}), "One council reported it: £1.5 million."},
        {pounds({5, 5, 5}), "All 3 councils reported the same: £5."},
        {pounds({0, 0, 0, 7, 9}), "3 of 5 councils reported exactly 0."},
        {pounds({10, 20, 30, 40, 50}), "3 of 5 councils lie between £20 and £40."},
        // 40 councils: average (38 × 40 + 1,700) ÷ 40 = 80.5, twice the typical 40; without the two it is 40.
        {tail, "A few very large amounts lift the average to twice the typical council’s."},
        {income, "A few very large amounts, below zero as most are, take the average to twice the typical council’s."},
        // Two camps, no few that lift: average 50.2, typical 10.
        {pounds({10, 10, 10, 10, 10, 10, 10, 10, 10, 110, 110, 110, 110, 110, 110, 110, 112}),
         "The average is nearly six times the typical council’s: 9 of 17 councils are below it."},
    };
    for (const Row& row : rows)
        CHECK(spreadSentence(row.sorted, u"GBP"_s).toStdString() == row.expected);
}
