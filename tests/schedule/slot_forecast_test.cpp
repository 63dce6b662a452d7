// What is foretold is what judge() does when the time comes.
#include "core/schedule/slot_forecast.h"

#include "core/schedule/slot_calendar.h"
#include "tests/support/case_file.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

QDateTime instant(const QString& text)
{
    return text.isEmpty() ? QDateTime() : QDateTime::fromString(text, Qt::ISODate).toUTC();
}

std::vector<QTime> times(const QString& text)
{
    std::vector<QTime> list;
    for (const QString& time : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        list.push_back(QTime::fromString(time, QStringLiteral("HH:mm")));
    return list;
}

Schedule scheduleOf(const CaseBlock& block)
{
    Schedule schedule;
    if (const QString slots_ = block.value(QStringLiteral("slots")); !slots_.isEmpty())
        schedule.slots_ = times(slots_);
    schedule.zone = block.value(QStringLiteral("zone"), QStringLiteral("Europe/London")).toLatin1();
    schedule.paused = block.value(QStringLiteral("paused")) == QLatin1String("yes");
    return schedule;
}

std::string markName(ClockMark mark)
{
    return mark == ClockMark::Gap ? "gap" : mark == ClockMark::Overlap ? "overlap" : "-";
}

std::string namesOf(const std::vector<SlotTime>& slotTimes)
{
    QStringList names;
    for (const SlotTime& slot : slotTimes)
        names << slot.name();
    return names.isEmpty() ? "-" : names.join(QLatin1Char(' ')).toStdString();
}

} // namespace

TEST_CASE("coming slots are marked where the clocks change")
{
    for (const CaseBlock& block : caseBlocks(QStringLiteral("coming.case"), QStringLiteral("schedule"))) {
        INFO(block.name.toStdString());
        const Schedule schedule = scheduleOf(block);
        const QDateTime from = instant(block.value(QStringLiteral("from")));
        const QDateTime to = from.addDays(block.value(QStringLiteral("days")).toInt());
        const auto changes = clockChanges(schedule.zone, from.addDays(-1), to.addDays(1));
        QStringList found;
        for (const ComingSlot& slot : comingSlots(schedule, from, to)) {
            QString clock;
            for (const ClockChange& change : changes) {
                if (change.localAfter().date() == slot.local.date())
                    clock = change.words();
            }
            found << QStringLiteral("%1 %2 %3 | %4")
                         .arg(slot.local.toString(QStringLiteral("yyyy-MM-ddTHH:mm")), slot.slot.at.toString(QStringLiteral("yyyy-MM-ddTHH:mmZ")),
                              QString::fromStdString(markName(slot.mark)), clock)
                         .trimmed();
        }
        CHECK(found.join(QLatin1Char('\n')).toStdString() == block.values(QStringLiteral("expect")).join(QLatin1Char('\n')).toStdString());
    }
}

TEST_CASE("a repeated slot knows when the clocks show it again")
{
    Schedule schedule;
    schedule.slots_ = {QTime(1, 30)};
    const auto slots_ = comingSlots(schedule, instant(QStringLiteral("2026-10-24T12:00Z")), instant(QStringLiteral("2026-10-25T12:00Z")));
    REQUIRE(slots_.size() == 1);
    CHECK(slots_[0].slot.at == instant(QStringLiteral("2026-10-25T00:30Z")));
    CHECK(slots_[0].again == instant(QStringLiteral("2026-10-25T01:30Z")));
    CHECK(slots_[0].offsetSeconds == 3600);
}

TEST_CASE("a sleep says what would run under both policies")
{
    for (const CaseBlock& block : caseBlocks(QStringLiteral("sleep.case"), QStringLiteral("schedule"))) {
        INFO(block.name.toStdString());
        const Schedule schedule = scheduleOf(block);
        const auto policy = block.value(QStringLiteral("policy")) == QLatin1String("skip") ? MissedPolicy::Skip : MissedPolicy::OnceAtNextCheck;
        const SleepRehearsal found = rehearseSleep(schedule, policy, instant(block.value(QStringLiteral("from"))), instant(block.value(QStringLiteral("to"))),
                                                   block.value(QStringLiteral("every"), QStringLiteral("15")).toInt());
        CHECK(namesOf(found.missed) == block.value(QStringLiteral("missed")).toStdString());
        CHECK((found.run ? found.run->name() : QStringLiteral("-")).toStdString() == block.value(QStringLiteral("run")).toStdString());
        CHECK(namesOf(found.skipped) == block.value(QStringLiteral("skipped")).toStdString());
        if (const QString late = block.value(QStringLiteral("late")); !late.isEmpty())
            CHECK(found.lateChangePublished == (late == QLatin1String("yes")));
        CHECK(found.sentence(schedule).toStdString() == block.value(QStringLiteral("says")).toStdString());
    }
}

// The forecast against a runner that really checks every minute: the same sets at the same minutes.
TEST_CASE("what is foretold is what a minute by minute runner does")
{
    const char* seedText = std::getenv("FACTOID_SEED");
    const unsigned seed = seedText ? static_cast<unsigned>(std::strtoul(seedText, nullptr, 10)) : std::random_device{}();
    INFO("FACTOID_SEED=" << seed);
    std::mt19937 random(seed);
    const auto pick = [&](int least, int most) { return std::uniform_int_distribution<int>(least, most)(random); };
    for (int round = 0; round < 60; ++round) {
        Schedule schedule;
        schedule.slots_.clear();
        for (int i = pick(1, 6); i > 0; --i)
            schedule.slots_.push_back(QTime(pick(0, 23), pick(0, 59)));
        std::ranges::sort(schedule.slots_);
        schedule.slots_.erase(std::unique(schedule.slots_.begin(), schedule.slots_.end()), schedule.slots_.end());
        schedule.minimumGapMinutes = pick(0, 2) == 0 ? pick(1, 600) : 0;
        schedule.paused = pick(0, 5) == 0;
        ScheduleState state;
        state.now = instant(QStringLiteral("2026-10-23T00:00Z")).addSecs(60 * pick(0, 3 * 1440));
        state.lastCheck = state.now.addSecs(-60 * pick(0, 2000));
        state.lastGeneration = state.lastCheck.addSecs(-60 * pick(0, 300));
        state.siteHash = pick(0, 2) == 0 ? "A" : "B";
        state.publishedHash = "A";
        if (state.siteHash == "B" && pick(0, 1) == 0)
            state.oldestUnpublished = state.now.addSecs(-60 * pick(0, 100));
        const QDateTime until = state.now.addDays(3);

        QStringList foretold;
        for (const ForeseenCheck& check : foresee(schedule, state, until, 1)) {
            if (check.verdict.decision == Decision::Generate)
                foretold << check.at.toString(QStringLiteral("dd HH:mm"));
        }
        QStringList happened;
        SlotCalendar calendar(schedule);
        for (ScheduleState walking = state; walking.now <= until; walking.now = walking.now.addSecs(60)) {
            const ScheduleVerdict verdict = judge(schedule, calendar, walking, 1);
            walking.lastCheck = verdict.checkedUpTo;
            if (verdict.decision != Decision::Generate)
                continue;
            // A freshness check fires with the first minute after the patience is over; the forecast names the instant.
            happened << walking.now.toString(QStringLiteral("dd HH:mm"));
            walking.lastGeneration = walking.now;
            walking.publishedHash = walking.siteHash;
            walking.oldestUnpublished = {};
        }
        INFO("round " << round << " foretold " << foretold.join(QLatin1Char(',')).toStdString() << " happened " << happened.join(QLatin1Char(',')).toStdString());
        REQUIRE(foretold.size() == happened.size());
        for (qsizetype i = 0; i < foretold.size(); ++i) {
            const QDateTime a = QDateTime::fromString(foretold[i], QStringLiteral("dd HH:mm"));
            const QDateTime b = QDateTime::fromString(happened[i], QStringLiteral("dd HH:mm"));
            CHECK(std::abs(a.secsTo(b)) <= 60);
        }
    }
}

TEST_CASE("an edit is said in moves, additions and removals")
{
    const QDateTime now = instant(QStringLiteral("2026-07-01T09:00Z"));
    Schedule before;
    struct Row {
        std::vector<QTime> slots_;
        const char* says;
    };
    const Row rows[] = {
        {{QTime(6, 0), QTime(10, 30), QTime(14, 0), QTime(18, 30)}, ""},
        {{QTime(6, 0), QTime(11, 0), QTime(14, 0), QTime(18, 30)}, "10:30 moves to 11:00"},
        {{QTime(6, 0), QTime(10, 30), QTime(14, 0), QTime(16, 0), QTime(18, 30)}, "16:00 is added"},
        {{QTime(10, 30), QTime(14, 0), QTime(18, 30)}, "06:00 is removed"},
        {{QTime(6, 5), QTime(10, 30), QTime(18, 30)}, "06:00 moves to 06:05; 14:00 is removed"},
    };
    for (const Row& row : rows) {
        Schedule after = before;
        after.slots_ = row.slots_;
        CHECK(differenceOf(before, after, now).sentences.join(QStringLiteral("; ")).toStdString() == row.says);
    }
    Schedule paris = before;
    paris.zone = "Europe/Paris";
    CHECK(differenceOf(before, paris, now).sentences.join(QStringLiteral("; ")).toStdString()
          == "the slots follow the clocks of Europe/Paris, not Europe/London: the next is at 12:00 UTC, not 09:30 UTC");
}

TEST_CASE("a schedule that meets a clock change or defeats its own target is warned of")
{
    const QDateTime now = instant(QStringLiteral("2026-07-01T09:00Z"));
    CHECK(warningsAbout(Schedule(), now).isEmpty());
    Schedule night;
    night.slots_ = {QTime(1, 30)};
    CHECK(warningsAbout(night, now) == QStringList{QStringLiteral("on 25 October 2026 the clocks show 01:30 twice; it runs the first time")});
    CHECK(warningsAbout(night, instant(QStringLiteral("2026-12-01T09:00Z")))
          == QStringList{QStringLiteral("on 28 March 2027 the clocks skip 01:30; that day it runs at 02:00")});
    Schedule slow;
    slow.minimumGapMinutes = 120;
    REQUIRE(warningsAbout(slow, now).size() == 1);
    CHECK(warningsAbout(slow, now)[0].contains(QStringLiteral("cannot publish every change within 60 minutes")));
}
