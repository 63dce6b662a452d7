#include "core/queries/schedule/simulate.h"

#include "core/schedule/schedule_settings.h"

#include <QTimeZone>

namespace factoid {

namespace {

SlotOutcomeCounts countsOf(const SlotCounts& counts)
{
    return {counts.all,     counts.published, counts.unchanged, counts.paused,
            counts.skipped, counts.covered,   counts.open()};
}

} // namespace

SimulationAnswer simulationAnswer(const SimulationReport& report, quint32 seed)
{
    SimulationAnswer answer;
    answer.firstDay = report.firstDay.toString(Qt::ISODate);
    answer.days = report.days;
    answer.zone = QString::fromLatin1(report.zone);
    answer.checks = report.checks;
    answer.changes = report.changes;
    answer.slotOutcomes = countsOf(report.slotCounts);
    answer.generations = report.generations;
    answer.generationsForFreshness = report.generationsForFreshness;
    answer.checksThatWaitedForGap = report.checksThatWaitedForGap;
    answer.shadowGenerations = report.shadowGenerations;
    if (report.reductionPercent)
        answer.reductionPercent = report.reductionPercent->toFixed(2);
    answer.worstFreshnessMinutes = report.worstFreshnessMinutes;
    answer.unpublishedAtEnd = report.unpublishedAtEnd;
    for (const SimulatedDay& day : report.perDay)
        answer.perDay.push_back(
            {countsOf(day.slotCounts), day.date.toString(Qt::ISODate), day.changes, day.generations});
    answer.seed = seed;
    return answer;
}

Result<SimulationAnswer> simulateQuery(QueryContext& context, int days, quint32 seed)
{
    auto schedule = TRY(loadSchedule(context.db, context.settings));
    schedule.paused = false; // what it would do, were it running
    SimulationPlan plan;
    plan.schedule = schedule;
    plan.firstDay = context.clock.now().toTimeZone(QTimeZone(schedule.zone)).date();
    plan.days = days;
    plan.checkMinutes = context.settings.checkMinutes;
    plan.changes = typicalCalendar(seed, schedule.zone, plan.firstDay, days);
    const auto report = TRY(simulate(plan));
    return simulationAnswer(report, seed);
}

} // namespace factoid
