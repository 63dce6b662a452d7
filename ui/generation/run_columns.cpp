#include "ui/generation/run_columns.h"

#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/stage_bar.h"
#include "ui/shell/page.h"

namespace factoid {

std::vector<Column> runColumns()
{
    Column started{QStringLiteral("started_at"), Page::tr("Started"), ColumnKind::Time};
    started.width = 128;
    Column job{QStringLiteral("job"), Page::tr("Job")};
    job.width = 130;
    job.text = [](const QJsonObject& row) { return jobWords(row.value(QStringLiteral("job")).toString()); };
    Column stages{QStringLiteral("stages"), Page::tr("Stages")};
    stages.width = 220;
    stages.text = [](const QJsonObject& row) { return stagesText(segmentsOf(row.value(QStringLiteral("stages")).toArray())); };
    Column took{QStringLiteral("seconds"), Page::tr("Took"), ColumnKind::Seconds};
    took.width = 80;
    took.text = [](const QJsonObject& row) {
        const QJsonValue seconds = row.value(QStringLiteral("seconds"));
        return seconds.isNull() ? Page::tr("…") : stageTimeText(seconds.toDouble());
    };
    Column outcome{QStringLiteral("outcome"), Page::tr("Outcome"), ColumnKind::State};
    outcome.width = 150;
    outcome.text = [](const QJsonObject& row) {
        const QString liveness = row.value(QStringLiteral("liveness")).toString();
        if (liveness == QLatin1String("working"))
            return Page::tr("running: %1").arg(row.value(QStringLiteral("stage")).toString());
        return liveness.isEmpty() ? outcomeWords(row.value(QStringLiteral("outcome")).toString()) : liveness;
    };
    outcome.state = [](const QJsonObject& row) {
        const QString liveness = row.value(QStringLiteral("liveness")).toString();
        if (liveness == QLatin1String("lost") || liveness == QLatin1String("silent"))
            return State::Warning;
        return outcomeState(row.value(QStringLiteral("outcome")).toString());
    };
    Column message{QStringLiteral("message"), Page::tr("What it said")};
    message.width = 260;
    Column trigger{QStringLiteral("trigger"), Page::tr("Started by")};
    trigger.width = 90;
    Column host{QStringLiteral("host"), Page::tr("Machine")};
    host.shownAtFirst = false;
    Column number{QStringLiteral("id"), Page::tr("Run"), ColumnKind::Number};
    number.width = 60;
    return {started, job, stages, took, outcome, message, trigger, host, number};
}

} // namespace factoid
