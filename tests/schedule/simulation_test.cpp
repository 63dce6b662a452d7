#include "core/schedule/simulation.h"

#include "core/queries/schedule/simulate.h"

#include <catch2/catch.hpp>

#include <QElapsedTimer>
#include <QJsonArray>

using namespace factoid;

namespace {

QDateTime utc(const char* text)
{
    return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toUTC();
}

SimulationPlan planOf(QDate first, int days)
{
    SimulationPlan plan;
    plan.firstDay = first;
    plan.days = days;
    return plan;
}

} // namespace

TEST_CASE("a quiet week generates nothing and every slot is unchanged")
{
    const auto report = simulate(planOf(QDate(2024, 7, 1), 7));
    REQUIRE(report);
    CHECK(report->slotCounts.all == 28);
    CHECK(report->slotCounts.unchanged == 28);
    CHECK(report->generations == 0);
    CHECK(report->shadowGenerations == 336);
    CHECK(report->reductionPercent->toFixed(2) == u"100.00"_s);
    CHECK(!report->worstFreshnessMinutes);
    CHECK(report->checks == 7 * 96);
}

TEST_CASE("a replay of changes counts slots and freshness")
{
    SimulationPlan plan = planOf(QDate(2024, 7, 1), 2);
    // 09:30 local is answered by 10:30's slot, 18:31 by freshness at 19:30, 23:50 on the next day at 00:45.
    plan.changes = {{utc("2024-07-01T08:30:00Z"), {}},
                    {utc("2024-07-01T17:31:00Z"), {}},
                    {utc("2024-07-01T22:50:00Z"), {}},
                    {utc("2024-07-09T08:30:00Z"), {}}};
    const auto report = simulate(plan);
    REQUIRE(report);
    CHECK(report->changes == 3);
    CHECK(report->generations == 3);
    CHECK(report->generationsForFreshness == 3 - report->slotCounts.published);
    CHECK(report->worstFreshnessMinutes == 60 - 1);
    CHECK(report->unpublishedAtEnd == 0);
    REQUIRE(report->perDay.size() == 2);
    CHECK(report->perDay[0].generations == 2);
    CHECK(report->perDay[1].generations == 1);
    CHECK(report->perDay[0].changes == 3);
    CHECK(report->reductionPercent->toFixed(2) == u"96.88"_s); // 93 of 96
}

TEST_CASE("missed slots are covered or skipped as the schedule says")
{
    SimulationPlan plan = planOf(QDate(2024, 1, 8), 2);
    plan.changes = {{utc("2024-01-08T03:00:00Z"), {}}};
    plan.schedule.freshnessMinutes = 10'000;
    plan.outages = {{utc("2024-01-08T05:00:00Z"), utc("2024-01-08T16:00:00Z")}};
    const auto once = simulate(plan);
    REQUIRE(once);
    CHECK(once->slotCounts.covered == 2);
    CHECK(once->slotCounts.published == 1);
    CHECK(once->slotCounts.unchanged == 5);
    CHECK(once->perDay[0].slotCounts.covered == 2);

    plan.schedule.missed = MissedPolicy::Skip;
    const auto skip = simulate(plan);
    REQUIRE(skip);
    CHECK(skip->slotCounts.skipped == 3);
    CHECK(skip->slotCounts.published == 1); // 18:30
    CHECK(skip->worstFreshnessMinutes == 15 * 60 + 30);
}

TEST_CASE("a paused schedule publishes nothing and says what waits")
{
    SimulationPlan plan = planOf(QDate(2024, 1, 8), 1);
    plan.schedule.paused = true;
    plan.changes = {{utc("2024-01-08T09:30:00Z"), {}}};
    const auto report = simulate(plan);
    REQUIRE(report);
    CHECK(report->slotCounts.paused == 4);
    CHECK(report->generations == 0);
    CHECK(report->unpublishedAtEnd == 1);
}

TEST_CASE("a minimum gap holds generations apart and no slot is lost")
{
    SimulationPlan plan = planOf(QDate(2024, 1, 8), 3);
    plan.schedule.minimumGapMinutes = 300;
    for (int hour = 0; hour < 72; ++hour)
        plan.changes.push_back({utc("2024-01-08T00:05:00Z").addSecs(hour * 3600), {}});
    const auto report = simulate(plan);
    REQUIRE(report);
    CHECK(report->generations <= 72 / 5 + 1);
    CHECK(report->checksThatWaitedForGap > 0);
    CHECK(report->slotCounts.open() == 0);
}

TEST_CASE("days with a clock change are as long as they are")
{
    const auto spring = simulate(planOf(QDate(2024, 3, 31), 1));
    const auto autumn = simulate(planOf(QDate(2024, 10, 27), 1));
    REQUIRE(spring);
    REQUIRE(autumn);
    CHECK(spring->shadowGenerations == 46);
    CHECK(autumn->shadowGenerations == 50);
    CHECK(spring->slotCounts.all == 4);
    CHECK(autumn->slotCounts.all == 4);
}

TEST_CASE("a year of a typical calendar is replayed and saves nearly all generations")
{
    SimulationPlan plan = planOf(QDate(2024, 1, 1), 366);
    plan.changes = typicalCalendar(7, plan.schedule.zone, plan.firstDay, plan.days);
    QElapsedTimer timer;
    timer.start();
    const auto report = simulate(plan);
    const qint64 took = timer.elapsed();
    REQUIRE(report);
    WARN("a year in " << took << " ms, " << report->changes << " changes, " << report->generations
                      << " generations instead of " << report->shadowGenerations << ", "
                      << report->reductionPercent->toFixed(2).toStdString() << " percent saved, worst freshness "
                      << *report->worstFreshnessMinutes << " minutes");
    CHECK(report->changes >= 9);
    CHECK(report->generations <= report->changes);
    CHECK(*report->worstFreshnessMinutes <= 60);
    CHECK(*report->reductionPercent >= Decimal::fromInt(99));
    CHECK(report->slotCounts.all == 366 * 4);
    CHECK(report->slotCounts.published + report->slotCounts.unchanged == 366 * 4);
}

TEST_CASE("the calendar is the same for the same seed in any stretch")
{
    const auto year = typicalCalendar(42, "Europe/London", QDate(2023, 1, 1), 365);
    const auto again = typicalCalendar(42, "Europe/London", QDate(2023, 1, 1), 365);
    const auto half = typicalCalendar(42, "Europe/London", QDate(2023, 1, 1), 181);
    const auto other = typicalCalendar(43, "Europe/London", QDate(2023, 1, 1), 365);
    REQUIRE(half.size() < year.size());
    REQUIRE(year.size() == again.size());
    for (size_t i = 0; i < year.size(); ++i) {
        CHECK(year[i].at == again[i].at);
        CHECK(year[i].at.toTimeZone(QTimeZone("Europe/London")).date().dayOfWeek() <= Qt::Friday);
    }
    for (size_t i = 0; i < half.size(); ++i)
        CHECK(half[i].at == year[i].at);
    CHECK((other.size() != year.size() || other.front().at != year.front().at));
    CHECK(typicalCalendar(1, "Mars/Olympus", QDate(2023, 1, 1), 365).empty());
}

TEST_CASE("the report as JSON says null for what is not known")
{
    const auto report = simulate(planOf(QDate(2024, 7, 1), 2));
    REQUIRE(report);
    const QJsonObject json = toJson(simulationAnswer(*report, 1));
    CHECK(json[u"worst_freshness_minutes"_s].isNull());
    CHECK(json[u"reduction_percent"_s].toString() == u"100.00"_s);
    CHECK(json[u"per_day"_s].toArray().size() == 2);
    CHECK(json[u"slot_outcomes"_s].toObject()[u"unchanged"_s].toInt() == 8);
}

TEST_CASE("a simulation refuses what makes no sense")
{
    SimulationPlan plan = planOf(QDate(2024, 7, 1), 0);
    CHECK(simulate(plan).error().kind == ErrorKind::Usage);
    plan.days = 10;
    plan.checkMinutes = 0;
    CHECK(!simulate(plan));
    plan.checkMinutes = 15;
    plan.schedule.zone = "Mars/Olympus";
    CHECK(!simulate(plan));
    plan.schedule.zone = "Europe/London";
    plan.firstDay = {};
    CHECK(!simulate(plan));
}
