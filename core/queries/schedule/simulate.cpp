// simulate --days N: the saved schedule over a typical publishing calendar.
#include "core/queries/queries.h"
#include "core/schedule/schedule_settings.h"
#include "core/schedule/simulation.h"

#include <QTimeZone>

namespace factoid {

Result<QJsonObject> simulateQuery(QueryContext& context, int days, quint32 seed)
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
    QJsonObject json = report.toJson();
    json.insert(u"seed"_s, static_cast<qint64>(seed));
    return json;
}

} // namespace factoid
