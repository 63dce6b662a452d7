// Properties of the schedule against a clock that is walked minute by minute. Seeds are printed, and
// FACTOID_SEED repeats a run.
#include "core/schedule/schedule.h"
#include "core/schedule/slot_calendar.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace factoid;

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 24 * 60 * kMinuteMs;

quint64 seedOf()
{
    bool given = false;
    const quint64 seed = qEnvironmentVariable("FACTOID_SEED").toULongLong(&given);
    return given ? seed : std::random_device{}();
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

// Slots in (from, to], found by looking at the zone's wall clock each minute: a slot is at the first
// minute whose reading has reached it.
std::vector<SlotTime> walked(const Schedule& schedule, const QDateTime& from, const QDateTime& to)
{
    const QTimeZone zone(schedule.zone);
    const qint64 start = from.toMSecsSinceEpoch() - 4 * kDayMs;
    std::vector<SlotTime> pending;
    const QDate first = utc(start).toTimeZone(zone).date().addDays(1);
    for (QDate date = first; date <= to.date().addDays(2); date = date.addDays(1)) {
        for (const QTime time : schedule.slots_)
            pending.push_back({date, time, {}});
    }
    std::vector<SlotTime> found;
    QSet<QDate> shown;
    size_t next = 0;
    for (qint64 at = start; at <= to.toMSecsSinceEpoch() && next < pending.size(); at += kMinuteMs) {
        const QDateTime local = utc(at).toTimeZone(zone);
        const QDateTime reading(local.date(), local.time(), Qt::UTC);
        shown.insert(local.date());
        for (; next < pending.size() && QDateTime(pending[next].date, pending[next].time, Qt::UTC) <= reading; ++next) {
            pending[next].at = utc(at);
            // A day that no clock showed is one moment, and that has one slot.
            const bool leftOut = !shown.contains(pending[next].date);
            if (leftOut && (pending[next].time != schedule.slots_.back() || schedule.slots_.front() == QTime(0, 0)))
                continue;
            if (utc(at) > from)
                found.push_back(pending[next]);
        }
    }
    return found;
}

bool same(const std::vector<SlotTime>& a, const std::vector<SlotTime>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SlotTime& x, const SlotTime& y) {
        return x.date == y.date && x.time == y.time && x.at == y.at;
    });
}

Schedule randomSchedule(std::mt19937_64& random, const QByteArray& zone)
{
    Schedule schedule;
    schedule.zone = zone;
    schedule.slots_.clear();
    const int count = 1 + int(random() % 8);
    for (int i = 0; i < count; ++i) // half of them in the small hours, where clocks change
        schedule.slots_.push_back(QTime(int(random() % (i % 2 ? 24 : 4)), int(random() % 60)));
    std::sort(schedule.slots_.begin(), schedule.slots_.end());
    schedule.slots_.erase(std::unique(schedule.slots_.begin(), schedule.slots_.end()), schedule.slots_.end());
    return schedule;
}

const QList<QByteArray> kZones{
    "Europe/London",       "Europe/Dublin",    "America/New_York",
    "America/Sao_Paulo",   "America/Asuncion", "America/Havana",
    "Australia/Lord_Howe", "Pacific/Apia",     "Pacific/Chatham",
    "Asia/Kathmandu",      "Asia/Tehran",      "Asia/Gaza",
    "Africa/Casablanca",   "Africa/Cairo",     "Antarctica/Troll",
    "America/St_Johns",    "Asia/Beirut",      "America/Nuuk",
    "Pacific/Norfolk",     "Asia/Pyongyang",   "UTC",
};

} // namespace

TEST_CASE("slots are those of a walk minute by minute around every clock change of many zones")
{
    const quint64 seed = seedOf();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    int changes = 0;
    for (const QByteArray& name : kZones) {
        const QTimeZone zone(name);
        REQUIRE(zone.isValid());
        const int year = 1972 + int(random() % 70);
        const Schedule schedule = randomSchedule(random, name);
        const QDateTime start(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
        QList<QDateTime> middles{start.addDays(qint64(random() % 365))};
        for (const auto& transition : zone.transitions(start, start.addYears(1)))
            middles << utc(transition.atUtc.toMSecsSinceEpoch() / kMinuteMs * kMinuteMs);
        for (const QDateTime& middle : middles) {
            const QDateTime from = middle.addSecs(-qint64(random() % (40 * 60)) * 60);
            const QDateTime to = middle.addSecs(qint64(random() % (60 * 60)) * 60);
            INFO(name.toStdString() << ' ' << from.toString(Qt::ISODate).toStdString() << " seed " << seed);
            CHECK(same(slotsBetween(schedule, from, to), walked(schedule, from, to)));
            ++changes;
        }
    }
    CHECK(changes >= kZones.size());
}

TEST_CASE("slots of whole years with both changes are those of a walk minute by minute")
{
    const quint64 seed = seedOf();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    for (const QByteArray& name : {QByteArray("Europe/London"), QByteArray("Australia/Lord_Howe")}) {
        const int year = 1975 + int(random() % 60);
        const Schedule schedule = randomSchedule(random, name);
        const QDateTime from(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
        INFO(name.toStdString() << ' ' << year << " seed " << seed);
        CHECK(same(slotsBetween(schedule, from, from.addYears(1)), walked(schedule, from, from.addYears(1))));
    }
}

TEST_CASE("one calendar asked in any order answers as a new one")
{
    const quint64 seed = seedOf();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    Schedule schedule = randomSchedule(random, "Europe/London");
    SlotCalendar calendar(schedule);
    QDateTime at(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC);
    for (int i = 0; i < 500; ++i) {
        at = at.addSecs((qint64(random() % 20'000) - 4'000) * 60);
        const QDateTime to = at.addSecs(qint64(random() % 10'000) * 60);
        INFO("seed " << seed << " step " << i);
        CHECK(same(calendar.between(at, to), slotsBetween(schedule, at, to)));
        CHECK(calendar.next(at)->at == nextSlot(schedule, at)->at);
        CHECK(calendar.latest(at)->at == latestSlot(schedule, at)->at);
    }
}

namespace {

struct World {
    Schedule schedule;
    ScheduleState state;
    int interval = 15;
    int version = 0;
    std::vector<SlotTime> answered;
};

// One check of a machine that does what the verdict says; gives the verdict.
ScheduleVerdict check(World& world, SlotCalendar& calendar)
{
    const ScheduleVerdict verdict = judge(world.schedule, calendar, world.state, world.interval);
    world.answered.insert(world.answered.end(), verdict.handled.begin(), verdict.handled.end());
    world.state.lastCheck = verdict.checkedUpTo;
    if (verdict.decision == Decision::Generate) {
        world.state.lastGeneration = world.state.now;
        world.state.publishedHash = world.state.siteHash;
        world.state.oldestUnpublished = {};
    }
    return verdict;
}

void change(World& world)
{
    world.state.siteHash = QByteArray::number(++world.version);
    if (!world.state.oldestUnpublished.isValid())
        world.state.oldestUnpublished = world.state.now;
}

} // namespace

TEST_CASE("fault_17 no change waits longer than the target and every slot is answered once")
{
    const quint64 seed = seedOf();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 20; ++round) {
        World world;
        world.schedule = randomSchedule(random, kZones[qsizetype(random() % quint64(kZones.size()))]);
        world.interval = 1 + int(random() % 30);
        world.schedule.minimumGapMinutes = round % 4 == 0 ? 20 : 0;
        const QDateTime begin(QDate(2010 + int(random() % 25), 3, 20), QTime(0, 0), Qt::UTC);
        world.state.now = begin;
        world.state.lastCheck = begin;
        world.state.siteHash = world.state.publishedHash = "0";
        SlotCalendar calendar(world.schedule);
        INFO("seed " << seed << " round " << round << " zone " << world.schedule.zone.toStdString());
        for (int minute = 1; minute <= 20 * 24 * 60; ++minute) {
            world.state.now = begin.addSecs(qint64(minute) * 60);
            if (random() % 700 == 0)
                change(world);
            if (minute % world.interval != 0)
                continue;
            const QByteArray published = world.state.publishedHash;
            const QDateTime before = world.state.lastGeneration;
            const QDateTime oldest = world.state.oldestUnpublished;
            const ScheduleVerdict verdict = check(world, calendar);
            if (verdict.decision != Decision::Generate)
                continue;
            CHECK(published != world.state.siteHash);
            if (before.isValid())
                CHECK(before.secsTo(world.state.now) >= world.schedule.minimumGapMinutes * 60);
            CHECK(oldest.secsTo(world.state.now) <= 60 * 60);
        }
        CHECK(same(world.answered, slotsBetween(world.schedule, begin, world.state.lastCheck)));
    }
}

TEST_CASE("nothing changes before the next check that a verdict names")
{
    const quint64 seed = seedOf();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 300; ++round) {
        const Schedule base = randomSchedule(random, "Europe/London");
        Schedule schedule = base;
        schedule.minimumGapMinutes = int(random() % 3) * 45;
        schedule.freshnessMinutes = 30 + int(random() % 200);
        const QDateTime now(QDate(2024, 3, 30), QTime(int(random() % 24), int(random() % 60)), Qt::UTC);
        ScheduleState state{
            now, now.addSecs(-qint64(random() % 90) * 60), {}, now.addSecs(-qint64(random() % 90) * 60), "B", "A"};
        if (random() % 2)
            state.oldestUnpublished = now.addSecs(-qint64(random() % 120) * 60);
        const ScheduleVerdict first = decide(schedule, state);
        if (first.decision == Decision::Generate)
            continue;
        REQUIRE(first.nextCheckAt.isValid());
        CHECK(first.nextCheckAt > now);
        state.lastCheck = first.checkedUpTo;
        for (QDateTime at = now.addSecs(60); at < first.nextCheckAt; at = at.addSecs(60)) {
            state.now = at;
            INFO("seed " << seed << " round " << round << ' ' << at.toString(Qt::ISODate).toStdString());
            const Decision later = decide(schedule, state).decision;
            CHECK((later == first.decision || (first.decision == Decision::Unchanged && later == Decision::NotDue)));
        }
    }
}
