#include "ui/generation/run_columns.h"

#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/stage_bar.h"
#include "ui/shell/page.h"

namespace factoid {

std::vector<Column> runColumns()
{
    Column started{u"started_at"_s, Page::tr("Started"), ColumnKind::Time};
    started.width = 128;
    Column job{u"job"_s, Page::tr("Job")};
    job.width = 130;
    job.text = [](const QJsonObject& row) { return jobWords(row.value(u"job"_s).toString()); };
    Column stages{u"stages"_s, Page::tr("Stages")};
    stages.width = 220;
    stages.text = [](const QJsonObject& row) { return stagesText(segmentsOf(row.value(u"stages"_s).toArray())); };
    Column took{u"seconds"_s, Page::tr("Took"), ColumnKind::Seconds};
    took.width = 80;
    took.text = [](const QJsonObject& row) {
        const QJsonValue seconds = row.value(u"seconds"_s);
        return seconds.isNull() ? Page::tr("…") : stageTimeText(seconds.toDouble());
    };
    Column outcome{u"outcome"_s, Page::tr("Outcome"), ColumnKind::State};
    outcome.width = 150;
    outcome.text = [](const QJsonObject& row) {
        const QString liveness = row.value(u"liveness"_s).toString();
        if (liveness == "working"_L1)
            return Page::tr("running: %1").arg(row.value(u"stage"_s).toString());
        return liveness.isEmpty() ? outcomeWords(row.value(u"outcome"_s).toString()) : liveness;
    };
    outcome.state = [](const QJsonObject& row) {
        const QString liveness = row.value(u"liveness"_s).toString();
        if (liveness == "lost"_L1 || liveness == "silent"_L1)
            return State::Warning;
        return outcomeState(row.value(u"outcome"_s).toString());
    };
    Column message{u"message"_s, Page::tr("What it said")};
    message.width = 260;
    Column trigger{u"trigger"_s, Page::tr("Started by")};
    trigger.width = 90;
    Column host{u"host"_s, Page::tr("Machine")};
    host.shownAtFirst = false;
    Column number{u"id"_s, Page::tr("Run"), ColumnKind::Number};
    number.width = 60;
    return {started, job, stages, took, outcome, message, trigger, host, number};
}

} // namespace factoid
