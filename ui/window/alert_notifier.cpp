#include "ui/window/alert_notifier.h"

#include "ui/chart/time_chart.h"

#include <algorithm>

namespace factoid {

AlertNotifier::AlertNotifier(StoreReader& reader, QObject* parent)
    : QObject(parent)
    , m_reader(reader)
{
}

void AlertNotifier::look()
{
    m_asking.askNext(
        m_reader, [](QueryContext& context) { return alertListQuery(context, 0); },
        [this](const Result<AlertListAnswer>& alerts) {
            if (alerts)
                take(*alerts);
        });
}

void AlertNotifier::take(const AlertListAnswer& alerts)
{
    int firing = 0;
    bool critical = false;
    for (const IncidentRow& row : alerts.firing) {
        // What is silenced, or fires and was never to be told, needs nobody.
        if (row.state == "silenced"_L1 || !row.toldAt)
            continue;
        ++firing;
        critical = critical || row.severity == "critical"_L1;
        if (m_told.contains(row.id))
            continue;
        m_told.insert(row.id);
        if (m_first)
            continue;
        Q_EMIT fired(row.title, (row.above ? tr("%1; it should be less than %2") : tr("%1; it should be more than %2"))
                                    .arg(measuredText(row.last, row.unit), measuredText(row.threshold, row.unit)));
    }
    m_first = false;
    Q_EMIT counted(firing, critical);
}

} // namespace factoid
