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
        list.push_back(QTime::fromString(time, u"HH:mm"_s));
    return list;
}

Schedule scheduleOf(const CaseBlock& block)
{
    Schedule schedule;
    if (const QString slots_ = block.value(u"slots"_s); !slots_.isEmpty())
        schedule.slots_ = times(slots_);
    schedule.zone = block.value(u"zone"_s, u"Europe/London"_s).toLatin1();
    schedule.paused = block.value(u"paused"_s) == "yes"_L1;
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
    for (const CaseBlock& block : caseBlocks(u"coming.case"_s, u"schedule"_s)) {
        INFO(block.name.toStdString());
        const Schedule schedule = scheduleOf(block);
        const QDateTime from = instant(block.value(u"from"_s));
        const QDateTime to = from.addDays(block.value(u"days"_s).toInt());
        const auto changes = clockChanges(schedule.zone, from.addDays(-1), to.addDays(1));
        QStringList found;
        for (const ComingSlot& slot : comingSlots(schedule, from, to)) {
            QString clock;
            for (const ClockChange& change : changes) {
                if (change.localAfter().date() == slot.local.date())
                    clock = change.words();
            }
            found << u"%1 %2 %3 | %4"_s
                         .arg(slot.local.toString(u"yyyy-MM-ddTHH:mm"_s), slot.slot.at.toString(u"yyyy-MM-ddTHH:mmZ"_s),
                              QString::fromStdString(markName(slot.mark)), clock)
                         .trimmed();
        }
        CHECK(found.join(QLatin1Char('\n')).toStdString() ==
              block.values(u"expect"_s).join(QLatin1Char('\n')).toStdString());
    }
}

TEST_CASE("a repeated slot knows when the clocks show it again")
{
    Schedule schedule;
    schedule.slots_ = {QTime(1, 30)};
    const auto slots_ = comingSlots(schedule, instant(u"2026-10-24T12:00Z"_s), instant(u"2026-10-25T12:00Z"_s));
    REQUIRE(slots_.size() == 1);
    CHECK(slots_[0].slot.at == instant(u"2026-10-25T00:30Z"_s));
    CHECK(slots_[0].again == instant(u"2026-10-25T01:30Z"_s));
    CHECK(slots_[0].offsetSeconds == 3600);
}

TEST_CASE("a sleep says what would run under both policies")
{
    for (const CaseBlock& block : caseBlocks(u"sleep.case"_s, u"schedule"_s)) {
        INFO(block.name.toStdString());
        const Schedule schedule = scheduleOf(block);
        const auto policy = block.value(u"policy"_s) == "skip"_L1 ? MissedPolicy::Skip : MissedPolicy::OnceAtNextCheck;
        const SleepRehearsal found =
            rehearseSleep(schedule, policy, instant(block.value(u"from"_s)), instant(block.value(u"to"_s)),
                          block.value(u"every"_s, u"15"_s).toInt());
        CHECK(namesOf(found.missed) == block.value(u"missed"_s).toStdString());
        CHECK((found.run ? found.run->name() : u"-"_s).toStdString() == block.value(u"run"_s).toStdString());
        CHECK(namesOf(found.skipped) == block.value(u"skipped"_s).toStdString());
        if (const QString late = block.value(u"late"_s); !late.isEmpty())
            CHECK(found.lateChangePublished == (late == "yes"_L1));
        CHECK(found.sentence(schedule).toStdString() == block.value(u"says"_s).toStdString());
    }
}

// The forecast against a runner that really checks every minute: the same sets at the same minutes.
TEST_CASE("what is foretold is what a minute by minute runner does")
{
    const char* seedText = std::getenv("FACTOID_SEED");
    const unsigned seed =
        seedText ? static_cast<unsigned>(std::strtoul(seedText, nullptr, 10)) : std::random_device{}();
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
        state.now = instant(u"2026-10-23T00:00Z"_s).addSecs(60 * pick(0, 3 * 1440));
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
                foretold << check.at.toString(u"dd HH:mm"_s);
        }
        QStringList happened;
        SlotCalendar calendar(schedule);
        for (ScheduleState walking = state; walking.now <= until; walking.now = walking.now.addSecs(60)) {
            const ScheduleVerdict verdict = judge(schedule, calendar, walking, 1);
            walking.lastCheck = verdict.checkedUpTo;
            if (verdict.decision != Decision::Generate)
                continue;
            // A freshness check fires with the first minute after the patience is over; the forecast names the instant.
            happened << walking.now.toString(u"dd HH:mm"_s);
            walking.lastGeneration = walking.now;
            walking.publishedHash = walking.siteHash;
            walking.oldestUnpublished = {};
        }
        INFO("round " << round << " foretold " << foretold.join(QLatin1Char(',')).toStdString() << " happened "
                      << happened.join(QLatin1Char(',')).toStdString());
        REQUIRE(foretold.size() == happened.size());
        for (qsizetype i = 0; i < foretold.size(); ++i) {
            const QDateTime a = QDateTime::fromString(foretold[i], u"dd HH:mm"_s);
            const QDateTime b = QDateTime::fromString(happened[i], u"dd HH:mm"_s);
            CHECK(std::abs(a.secsTo(b)) <= 60);
        }
    }
}

TEST_CASE("an edit is said in moves, additions and removals")
{
    const QDateTime now = instant(u"2026-07-01T09:00Z"_s);
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
        CHECK(Message::list(differenceOf(before, after, now).sentences).text().toStdString() == row.says);
    }
    Schedule paris = before;
    paris.zone = "Europe/Paris";
    CHECK(Message::list(differenceOf(before, paris, now).sentences).text().toStdString() ==
          "the slots are in the time zone Europe/Paris, not Europe/London: the next is at 12:00 UTC, not 09:30 UTC");
}

TEST_CASE("a schedule that meets a clock change or defeats its own target is warned of")
{
    const QDateTime now = instant(u"2026-07-01T09:00Z"_s);
    CHECK(warningsAbout(Schedule(), now).isEmpty());
    Schedule night;
    night.slots_ = {QTime(1, 30)};
    CHECK(warningsAbout(night, now) ==
          QStringList{u"on 25 October 2026 the clocks show 01:30 twice; it runs the first time"_s});
    CHECK(warningsAbout(night, instant(u"2026-12-01T09:00Z"_s)) ==
          QStringList{u"on 28 March 2027 the clocks skip 01:30; that day it runs at 02:00"_s});
    Schedule slow;
    slow.minimumGapMinutes = 120;
    REQUIRE(warningsAbout(slow, now).size() == 1);
    CHECK(warningsAbout(slow, now)[0].contains(u"cannot publish every change within 60 minutes"_s));
}
