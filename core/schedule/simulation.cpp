#include "core/schedule/simulation.h"

#include "core/schedule/slot_calendar.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <random>

namespace factoid {

namespace {

constexpr int kMinutesADay = 24 * 60;
constexpr qint64 kMsPerMinute = 60'000;

int minutesRoundedUp(qint64 ms)
{
    return int((ms + kMsPerMinute - 1) / kMsPerMinute);
}

// The state of one replay; step() is one check.
class Replay
{
  public:
    explicit Replay(const SimulationPlan& plan)
        : m_plan(plan)
        , m_calendar(plan.schedule)
        , m_start(m_calendar.instantOf(plan.firstDay, QTime(0, 0)))
        , m_end(m_calendar.instantOf(plan.firstDay.addDays(plan.days), QTime(0, 0)))
    {
        for (const FigureChange& change : plan.changes) {
            if (change.at > m_start && change.at <= m_end)
                m_changes.push_back(change.at.toUTC());
        }
        std::sort(m_changes.begin(), m_changes.end());
    }

    SimulationReport run()
    {
        prepareDays();
        m_state.lastCheck = m_start;
        m_state.siteHash = QByteArray::number(0);
        if (m_plan.publishedBefore)
            m_state.publishedHash = m_state.siteHash;
        const qint64 end = m_end.toMSecsSinceEpoch();
        const qint64 interval = m_plan.checkMinutes * kMsPerMinute;
        for (qint64 at = m_start.toMSecsSinceEpoch() + interval; at <= end; at += interval) {
            m_state.now = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
            applyChanges();
            if (!isOff(m_state.now))
                step();
        }
        m_state.now = m_end;
        applyChanges();
        return finish();
    }

  private:
    [[nodiscard]] bool isOff(const QDateTime& instant) const
    {
        return std::any_of(m_plan.outages.begin(), m_plan.outages.end(),
                           [&](const Outage& outage) { return outage.from <= instant && instant < outage.to; });
    }

    void prepareDays()
    {
        for (int i = 0; i < m_plan.days; ++i)
            m_report.perDay.push_back({m_plan.firstDay.addDays(i), {}, 0, 0});
        for (const SlotTime& slot : m_calendar.between(m_start, m_end)) {
            ++m_report.slotCounts.all;
            ++dayOf(slot.date).slotCounts.all;
        }
    }

    SimulatedDay& dayOf(QDate date)
    {
        const qint64 index = std::clamp<qint64>(m_plan.firstDay.daysTo(date), 0, m_plan.days - 1);
        return m_report.perDay[size_t(index)];
    }
    SimulatedDay& dayOf(const QDateTime& instant) { return dayOf(m_calendar.toLocal(instant).date()); }

    void applyChanges()
    {
        for (; m_next < m_changes.size() && m_changes[m_next] <= m_state.now; ++m_next) {
            m_state.siteHash = QByteArray::number(qulonglong(m_next + 1));
            if (!m_state.oldestUnpublished.isValid())
                m_state.oldestUnpublished = m_changes[m_next];
            ++dayOf(m_changes[m_next]).changes;
        }
    }

    void step()
    {
        ++m_report.checks;
        const ScheduleVerdict verdict = judge(m_plan.schedule, m_calendar, m_state, m_plan.checkMinutes);
        for (size_t i = 0; i < verdict.handled.size(); ++i)
            count(verdict, i);
        m_state.lastCheck = verdict.checkedUpTo;
        if (verdict.decision == Decision::WaitForGap)
            ++m_report.checksThatWaitedForGap;
        if (verdict.decision == Decision::Generate)
            generate(verdict.forFreshness);
    }

    // How the i-th slot of a check ended; the skipped ones come first.
    void count(const ScheduleVerdict& verdict, size_t i)
    {
        int SlotCounts::*outcome = &SlotCounts::covered;
        if (i < verdict.skipped.size())
            outcome = &SlotCounts::skipped;
        else if (verdict.decision == Decision::Paused)
            outcome = &SlotCounts::paused;
        else if (i + 1 == verdict.handled.size())
            outcome = verdict.decision == Decision::Generate ? &SlotCounts::published : &SlotCounts::unchanged;
        ++(m_report.slotCounts.*outcome);
        ++(dayOf(verdict.handled[i].date).slotCounts.*outcome);
    }

    void generate(bool forFreshness)
    {
        ++m_report.generations;
        ++dayOf(m_state.now).generations;
        if (forFreshness)
            ++m_report.generationsForFreshness;
        if (m_state.oldestUnpublished.isValid()) {
            const int waited = minutesRoundedUp(m_state.oldestUnpublished.msecsTo(m_state.now));
            m_report.worstFreshnessMinutes = std::max(waited, m_report.worstFreshnessMinutes.value_or(0));
        }
        m_state.publishedHash = m_state.siteHash;
        m_state.lastGeneration = m_state.now;
        m_state.oldestUnpublished = {};
        m_published = m_next;
    }

    SimulationReport finish()
    {
        m_report.firstDay = m_plan.firstDay;
        m_report.days = m_plan.days;
        m_report.zone = m_plan.schedule.zone;
        m_report.changes = int(m_changes.size());
        m_report.unpublishedAtEnd = int(m_next - m_published);
        m_report.shadowGenerations = int(m_start.msecsTo(m_end) / (kShadowMinutes * kMsPerMinute));
        const auto saved = Decimal::fromInt(m_report.shadowGenerations - m_report.generations);
        if (const auto percent = saved.percentOf(Decimal::fromInt(m_report.shadowGenerations)))
            m_report.reductionPercent = percent->rounded(2);
        return std::move(m_report);
    }

    const SimulationPlan& m_plan;
    SlotCalendar m_calendar;
    QDateTime m_start, m_end;
    std::vector<QDateTime> m_changes;
    ScheduleState m_state;
    SimulationReport m_report;
    size_t m_next = 0;      // the first change that has not happened yet
    size_t m_published = 0; // changes that the last set answers
};

struct Release {
    const char16_t* what;
    int month;
    int aroundDay;
};

// When the figures of UK councils come out, roughly: GOV.UK's release calendar for local government
// finance, ONS for population.
constexpr std::array kReleases{
    Release{u"borrowing, quarterly", 3, 14},     Release{u"borrowing, quarterly", 6, 14},
    Release{u"borrowing, quarterly", 9, 14},     Release{u"borrowing, quarterly", 12, 14},
    Release{u"council tax, yearly", 3, 22},      Release{u"revenue budget, yearly", 6, 20},
    Release{u"population, yearly", 7, 15},       Release{u"revenue outturn, yearly", 11, 21},
    Release{u"capital outturn, yearly", 10, 10},
};
constexpr int kOneInCorrections = 3;
constexpr int kOneInLateReturns = 2;
constexpr int kMostCorrectionDays = 15;

QDate workingDayFrom(QDate date)
{
    while (date.dayOfWeek() > Qt::Friday)
        date = date.addDays(1);
    return date;
}

// All changes of one calendar year, whatever part of it is wanted.
std::vector<FigureChange> changesOfYear(quint64 seed, SlotCalendar& calendar, int year)
{
    // The engine's numbers are fixed by the standard; the library's distributions are not, so: modulo.
    std::mt19937_64 random(seed * 10'007 + quint64(year));
    const auto below = [&](int bound) { return int(random() % quint64(bound)); };
    const auto officeTime = [&] { return QTime(10 + below(7), below(60)); };
    std::vector<FigureChange> changes;
    for (const Release& release : kReleases) {
        const QString what = QString::fromUtf16(release.what);
        const QDate day = workingDayFrom(QDate(year, release.month, release.aroundDay).addDays(below(6)));
        changes.push_back({calendar.instantOf(day, QTime(9, 30)), what});
        if (below(kOneInCorrections) != 0)
            continue;
        const QDate corrected = workingDayFrom(day.addDays(1 + below(kMostCorrectionDays)));
        changes.push_back({calendar.instantOf(corrected, officeTime()), u"correction of "_s + what});
    }
    for (int month = 1; month <= 12; ++month) {
        if (below(kOneInLateReturns) != 0)
            continue;
        const QDate day = workingDayFrom(QDate(year, month, 1 + below(26)));
        changes.push_back({calendar.instantOf(day, officeTime()), u"a council's return replaced"_s});
    }
    return changes;
}

} // namespace

Result<SimulationReport> simulate(const SimulationPlan& plan)
{
    if (const auto wrong = whatIsWrongWith(plan.schedule))
        return fail(ErrorKind::Usage, *wrong);
    if (!plan.firstDay.isValid())
        return fail(ErrorKind::Usage, Message("simulation.no_start"));
    if (plan.days < 1 || plan.days > kMostSimulatedDays)
        return fail(ErrorKind::Usage, Message("simulation.days").arg(kMostSimulatedDays).arg(plan.days));
    if (plan.checkMinutes < 1 || plan.checkMinutes > kMinutesADay)
        return fail(ErrorKind::Usage, Message("simulation.checks").arg(kMinutesADay).arg(plan.checkMinutes));
    return Replay(plan).run();
}

std::vector<FigureChange> typicalCalendar(quint64 seed, const QByteArray& zone, QDate firstDay, int days)
{
    Schedule schedule;
    schedule.zone = zone;
    SlotCalendar calendar(schedule);
    if (!calendar.isUsable() || !firstDay.isValid() || days < 1)
        return {};
    const QDateTime from = calendar.instantOf(firstDay, QTime(0, 0));
    const QDateTime to = calendar.instantOf(firstDay.addDays(days), QTime(0, 0));
    std::vector<FigureChange> changes;
    // The year before as well: a correction in January may belong to a release in December.
    for (int year = firstDay.year() - 1; year <= firstDay.addDays(days).year(); ++year) {
        std::vector<FigureChange> found = changesOfYear(seed, calendar, year);
        std::copy_if(found.begin(), found.end(), std::back_inserter(changes),
                     [&](const FigureChange& change) { return change.at > from && change.at <= to; });
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    return changes;
}

} // namespace factoid
