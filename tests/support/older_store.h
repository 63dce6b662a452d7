// A store as an earlier schema left it: what the steps after it made is dropped again. A new step adds its row here.
#pragma once

#include <QString>
#include <QStringList>

#include <array>

namespace factoid::test {

// The statements, to be run in this order on a store of the newest schema; the last one sets the version.
inline QStringList stepsBackTo(int version)
{
    using namespace Qt::StringLiterals;
    struct Step {
        int from; // a store of this version and older ones lack it
        const char* undone;
    };
    constexpr std::array kSteps{
        Step{100, "ALTER TABLE councils DROP COLUMN predecessor"},
        Step{90, "DROP TABLE mined"},
        Step{70, "DROP TABLE alert_messages"},
        Step{70, "DROP TABLE alert_sinks"},
        Step{70, "DROP TABLE alert_silences"},
        Step{70, "DROP TABLE alert_incidents"},
        Step{70, "DROP TABLE alert_states"},
        Step{70, "DROP TABLE alert_rules"},
        Step{70, "DROP INDEX runs_by_end"},
        Step{70, "DROP TABLE metric_coverage"},
        Step{70, "DROP TABLE metric_rollups"},
        Step{70, "DROP TABLE metric_minutes"},
        Step{70, "DROP TABLE metric_series"},
        Step{3, "DROP TRIGGER figures_inserted"},
        Step{3, "DROP TRIGGER figures_updated"},
        Step{3, "DROP TRIGGER figures_deleted"},
        Step{3, "DROP TABLE outside_marks"},
        Step{3, "DROP TABLE oddities"},
        Step{3, "ALTER TABLE fallbacks DROP COLUMN unchecked_owner"},
        Step{3, "ALTER TABLE fallbacks DROP COLUMN unchecked_reason"},
        Step{3, "ALTER TABLE fallbacks DROP COLUMN unchecked_at"},
        Step{2, "DROP TABLE model_calls"},
        Step{2, "DROP TABLE provider_manners"},
        Step{2, "DROP TABLE transcripts"},
        Step{2, "DROP TABLE served_links"},
        Step{2, "DROP TABLE failures"},
        Step{2, "DROP TABLE failure_hours"},
        Step{2, "DROP TABLE recovery_actions"},
        Step{2, "DROP TABLE recovery_rules"},
        Step{2, "DROP TABLE breakers"},
    };
    QStringList statements;
    for (const Step& step : kSteps) {
        if (version <= step.from)
            statements << QString::fromLatin1(step.undone);
    }
    return statements << u"PRAGMA user_version = %1"_s.arg(version);
}

} // namespace factoid::test
