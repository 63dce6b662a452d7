#include "core/schedule/schedule.h"

#include "tests/support/case_file.h"
#include "tests/support/test_paths.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::test;
using test::CaseBlock;
using test::caseBlocks;

namespace {

QDateTime instant(const QString& text)
{
    if (text.isEmpty())
        return {};
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    REQUIRE(parsed.isValid());
    return parsed.toUTC();
}

std::vector<QTime> times(const QString& text)
{
    std::vector<QTime> found;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        found.push_back(QTime::fromString(word, word.size() > 5 ? u"HH:mm:ss"_s : u"HH:mm"_s));
    return found;
}

QString words(const SlotTime& slot)
{
    return slot.date.toString(Qt::ISODate) + QLatin1Char(' ') + slot.name();
}

QStringList words(const std::vector<SlotTime>& list)
{
    QStringList lines;
    for (const SlotTime& slot : list)
        lines << words(slot) + slot.at.toString(u" yyyy-MM-ddTHH:mmZ"_s);
    return lines;
}

Schedule scheduleOf(const CaseBlock& block)
{
    Schedule schedule;
    schedule.zone = block.value(u"zone"_s, u"Europe/London"_s).toLatin1();
    if (const QString text = block.value(u"slots"_s); !text.isEmpty())
        schedule.slots_ = times(text);
    if (block.value(u"missed"_s) == "skip"_L1)
        schedule.missed = MissedPolicy::Skip;
    schedule.freshnessMinutes = block.value(u"freshness"_s, u"60"_s).toInt();
    schedule.minimumGapMinutes = block.value(u"gap"_s, u"0"_s).toInt();
    schedule.paused = block.value(u"paused"_s) == "yes"_L1;
    return schedule;
}

QByteArray hashOf(const CaseBlock& block, const QString& key, const QString& otherwise)
{
    const QString text = block.value(key, otherwise);
    return text == "-"_L1 ? QByteArray() : text.toLatin1();
}

ScheduleState stateOf(const CaseBlock& block)
{
    ScheduleState state;
    state.now = instant(block.value(u"now"_s));
    state.lastCheck = instant(block.value(u"last"_s));
    state.oldestUnpublished = instant(block.value(u"changed"_s));
    state.tryAgainAt = instant(block.value(u"again"_s));
    state.lastGeneration = instant(block.value(u"generated"_s));
    state.siteHash = hashOf(block, u"site"_s, u"B"_s);
    state.publishedHash = hashOf(block, u"published"_s, u"A"_s);
    return state;
}

std::string decisionWord(Decision decision)
{
    switch (decision) {
    case Decision::Generate:
        return "generate";
    case Decision::Unchanged:
        return "unchanged";
    case Decision::Paused:
        return "paused";
    case Decision::NotDue:
        return "notdue";
    case Decision::WaitForGap:
        return "wait";
    case Decision::WaitAfterFailure:
        return "failed";
    }
    return "?";
}

void checkDecision(const CaseBlock& block)
{
    const ScheduleState state = stateOf(block);
    const int every = block.value(u"every"_s, u"15"_s).toInt();
    const ScheduleVerdict verdict = decide(scheduleOf(block), state, every);
    INFO(verdict.reason.text().toStdString());
    CHECK(decisionWord(verdict.decision) == block.value(u"decision"_s).toStdString());
    CHECK((verdict.slot ? words(*verdict.slot) : QString()).toStdString() == block.value(u"slot"_s).toStdString());
    if (const QString count = block.value(u"handled"_s); !count.isEmpty())
        CHECK(int(verdict.handled.size()) == count.toInt());
    if (const QString count = block.value(u"skipped"_s); !count.isEmpty())
        CHECK(int(verdict.skipped.size()) == count.toInt());
    CHECK(verdict.forFreshness == (block.value(u"for_freshness"_s) == "yes"_L1));
    if (const QString next = block.value(u"next"_s); !next.isEmpty())
        CHECK(verdict.nextCheckAt.toString(Qt::ISODateWithMs).toStdString() ==
              instant(next).toString(Qt::ISODateWithMs).toStdString());
    const QDateTime covered = instant(block.value(u"covered"_s));
    CHECK(verdict.checkedUpTo == (covered.isValid() ? covered : state.now));
    if (const QString said = block.value(u"says"_s); !said.isEmpty())
        CHECK(verdict.reason.text().contains(said));
}

} // namespace

TEST_CASE("slots fall on the instants of the case table")
{
    for (const CaseBlock& block : caseBlocks(u"slots.case"_s, u"schedule"_s)) {
        INFO(block.name.toStdString());
        const auto found =
            slotsBetween(scheduleOf(block), instant(block.value(u"from"_s)), instant(block.value(u"to"_s)));
        CHECK(words(found).join(QLatin1Char('\n')).toStdString() ==
              block.values(u"expect"_s).join(QLatin1Char('\n')).toStdString());
    }
}

TEST_CASE("fault_17 checks decide as the case table says")
{
    for (const CaseBlock& block : caseBlocks(u"decide.case"_s, u"schedule"_s)) {
        INFO(block.name.toStdString());
        checkDecision(block);
    }
}

TEST_CASE("what is wrong with a schedule is named")
{
    QFile file(testPath(u"schedule/cases/invalid_schedules.csv"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QStringList rows = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    rows.removeFirst();
    for (const QString& row : rows) {
        INFO(row.toStdString());
        const QStringList cells = row.split(QLatin1Char(','));
        REQUIRE(cells.size() == 5);
        Schedule schedule;
        schedule.zone = cells[0].toLatin1();
        schedule.slots_ = times(cells[1]);
        schedule.freshnessMinutes = cells[2].toInt();
        schedule.minimumGapMinutes = cells[3].toInt();
        const auto wrong = whatIsWrongWith(schedule);
        CHECK(wrong.has_value() == !cells[4].isEmpty());
        CHECK(wrong.value_or(QString()).contains(cells[4]));
    }
}

TEST_CASE("the next and the latest slot meet at an instant")
{
    const Schedule schedule;
    const QDateTime at = instant(u"2024-07-15T09:30Z"_s);
    REQUIRE(latestSlot(schedule, at));
    CHECK(words(*latestSlot(schedule, at)) == u"2024-07-15 10:30"_s);
    REQUIRE(nextSlot(schedule, at));
    CHECK(words(*nextSlot(schedule, at)) == u"2024-07-15 14:00"_s);
    CHECK(words(*latestSlot(schedule, at.addMSecs(-1))) == u"2024-07-15 06:00"_s);
    CHECK(words(*nextSlot(schedule, at.addMSecs(-1))) == u"2024-07-15 10:30"_s);
}

TEST_CASE("a schedule without a zone or slots has no slots and does not crash")
{
    Schedule unknown;
    unknown.zone = "Mars/Olympus";
    Schedule empty;
    empty.slots_.clear();
    const QDateTime at = instant(u"2024-07-15T09:30Z"_s);
    for (const Schedule& schedule : {unknown, empty}) {
        CHECK(slotsBetween(schedule, at.addDays(-3), at).empty());
        CHECK(!nextSlot(schedule, at));
        CHECK(!latestSlot(schedule, at));
        CHECK(decide(schedule, {at, at.addDays(-1), {}, {}, "B", "A"}).decision == Decision::NotDue);
    }
    CHECK(slotsBetween(Schedule(), QDateTime(), at).empty());
}
