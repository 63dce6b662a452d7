#include "ui/generation/run_columns.h"

#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/stage_bar.h"
#include "ui/shell/page.h"

namespace factoid {

std::vector<ColumnOf<RunRow>> runColumns()
{
    const auto stages = [](const RunRow& run) { return stagesText(segmentsOf(run.stages)); };
    const auto outcome = [](const RunRow& run) {
        if (run.liveness == "working"_L1)
            return Page::tr("running: %1").arg(run.stage);
        return run.liveness.isEmpty() ? outcomeWords(run.outcome) : run.liveness;
    };
    const auto outcomeLook = [](const RunRow& run) {
        return run.liveness == "lost"_L1 || run.liveness == "silent"_L1 ? State::Warning : outcomeState(run.outcome);
    };
    return {columnOf<RunRow>(u"started_at"_s, Page::tr("Started"), ColumnKind::Time, &RunRow::startedAt).wide(128),
            columnOf<RunRow>(u"job"_s, Page::tr("Job"), ColumnKind::Text, &RunRow::job)
                .wide(130)
                .saying([](const RunRow& run) { return jobWords(run.job); }),
            columnOf<RunRow>(u"stages"_s, Page::tr("Stages"), ColumnKind::Text, stages).wide(220),
            columnOf<RunRow>(u"seconds"_s, Page::tr("Took"), ColumnKind::Seconds, &RunRow::seconds)
                .wide(80)
                .saying([](const RunRow& run) { return run.seconds ? stageTimeText(*run.seconds) : Page::tr("…"); }),
            columnOf<RunRow>(u"outcome"_s, Page::tr("Outcome"), ColumnKind::State, &RunRow::outcome)
                .wide(150)
                .saying(outcome)
                .standing(outcomeLook),
            columnOf<RunRow>(u"message"_s, Page::tr("Result"), ColumnKind::Text, &RunRow::message).wide(260),
            columnOf<RunRow>(u"trigger"_s, Page::tr("Started by"), ColumnKind::Text, &RunRow::trigger).wide(90),
            columnOf<RunRow>(u"host"_s, Page::tr("Machine"), ColumnKind::Text, &RunRow::host).hidden(),
            columnOf<RunRow>(u"id"_s, Page::tr("Run"), ColumnKind::Number, &RunRow::id).wide(60)};
}

} // namespace factoid
