// Run queries: the runs, windowed; one run whole; how runs went over the days. Asked by the window and by
// `runs` on the command line. Used by the thread that owns the database; none of them writes.
#pragma once

#include "core/base/record.h"
#include "core/queries/generation/stage_forecast.h"
#include "core/queries/queries.h"
#include "core/store/operations/run_store.h"

namespace factoid {

// Of a run that is not over: "working", "silent" (on another machine, without a sign of life for a minute) or "lost"
// (its process is gone); empty for one that is.
[[nodiscard]] QString livenessOf(const RunRecord& run);

struct RunRow {
    qint64 id = 0;
    QString job, trigger;
    QString startedAt;
    std::optional<QString> finishedAt; // none: it runs, or its process died
    std::optional<double> seconds;     // that it took
    QString outcome;
    Message message;
    QString host;
    qint64 pid = 0;
    std::vector<StageTime> stages; // that are over
    QString stage;                 // that it is in
    std::optional<QString> stageStartedAt;
    qint64 done = 0, total = 0; // of the stage; total 0: unknown
    std::optional<QString> heartbeatAt;
    bool cancelRequested = false;
    QString liveness; // as livenessOf()
    friend bool operator==(const RunRow&, const RunRow&) = default;
    static auto fields()
    {
        return std::tuple{field("id", &RunRow::id),
                          field("job", &RunRow::job),
                          field("trigger", &RunRow::trigger),
                          field("started_at", &RunRow::startedAt),
                          field("finished_at", &RunRow::finishedAt),
                          field("seconds", &RunRow::seconds),
                          field("outcome", &RunRow::outcome),
                          field("message", &RunRow::message),
                          field("host", &RunRow::host),
                          field("pid", &RunRow::pid),
                          field("stages", &RunRow::stages),
                          field("stage", &RunRow::stage),
                          field("stage_started_at", &RunRow::stageStartedAt),
                          field("done", &RunRow::done),
                          field("total", &RunRow::total),
                          field("heartbeat_at", &RunRow::heartbeatAt),
                          field("cancel_requested", &RunRow::cancelRequested),
                          field("liveness", &RunRow::liveness)};
    }
};

struct RunsAnswer {
    std::vector<RunRow> runs; // newest first
    qint64 total = 0, offset = 0;
    QStringList jobs, outcomes, triggers; // that there are
    static auto fields()
    {
        return std::tuple{field("runs", &RunsAnswer::runs),         field("total", &RunsAnswer::total),
                          field("offset", &RunsAnswer::offset),     field("jobs", &RunsAnswer::jobs),
                          field("outcomes", &RunsAnswer::outcomes), field("triggers", &RunsAnswer::triggers)};
    }
};
[[nodiscard]] Result<RunsAnswer> runsQuery(QueryContext& context, const RunFilter& filter);

// What a run did and what it still has before it.
struct RunPlan {
    std::vector<StagePlanRow> rows;
    std::optional<double> secondsLeft; // none: it is over, or no earlier run tells
    int earlierRuns = 0;
    QString words; // "about 40 s left, from 12 earlier runs"; empty when it is over
    friend bool operator==(const RunPlan&, const RunPlan&) = default;
    static auto fields()
    {
        return std::tuple{field("rows", &RunPlan::rows), field("seconds_left", &RunPlan::secondsLeft),
                          field("earlier_runs", &RunPlan::earlierRuns), field("words", &RunPlan::words)};
    }
};

// A factoid that a set showed when it was published.
struct RunFactoid {
    QString id, text, language, kind;
    QString fieldSlug, fieldName;
    friend bool operator==(const RunFactoid&, const RunFactoid&) = default;
    static auto fields()
    {
        return std::tuple{field("id", &RunFactoid::id),
                          field("text", &RunFactoid::text),
                          field("language", &RunFactoid::language),
                          field("kind", &RunFactoid::kind),
                          field("field", &RunFactoid::fieldSlug),
                          field("field_name", &RunFactoid::fieldName)};
    }
};
// One of the new set, beside the set before.
struct RunFactoidNow : RunFactoid {
    double score = 0;
    QString fate; // kept, added, moved, reworded
    int position = 0;
    std::optional<int> was; // its position before
    friend bool operator==(const RunFactoidNow&, const RunFactoidNow&) = default;
    static auto fields()
    {
        return std::tuple_cat(RunFactoid::fields(),
                              std::tuple{field("score", &RunFactoidNow::score), field("fate", &RunFactoidNow::fate),
                                         field("position", &RunFactoidNow::position),
                                         field("was", &RunFactoidNow::was)});
    }
};
struct RunSetBefore {
    qint64 id = 0;
    QString publishedAt;
    friend bool operator==(const RunSetBefore&, const RunSetBefore&) = default;
    static auto fields()
    {
        return std::tuple{field("id", &RunSetBefore::id), field("published_at", &RunSetBefore::publishedAt)};
    }
};
struct RunSet {
    qint64 id = 0;
    QString publishedAt, slot, dataHash;
    std::vector<RunFactoidNow> factoids = {};
    std::vector<RunFactoid> gone = {};
    std::optional<RunSetBefore> before = {}; // none: it is the first
    QString sentence = {};                   // "2 added, 1 gone, 1 kept"
    friend bool operator==(const RunSet&, const RunSet&) = default;
    static auto fields()
    {
        return std::tuple{field("id", &RunSet::id),
                          field("published_at", &RunSet::publishedAt),
                          field("slot", &RunSet::slot),
                          field("data_hash", &RunSet::dataHash),
                          field("factoids", &RunSet::factoids),
                          field("gone", &RunSet::gone),
                          field("before", &RunSet::before),
                          field("sentence", &RunSet::sentence)};
    }
};
// A slot that the run answered.
struct RunSlot {
    QString at, slot, outcome;
    friend bool operator==(const RunSlot&, const RunSlot&) = default;
    static auto fields()
    {
        return std::tuple{field("at", &RunSlot::at), field("slot", &RunSlot::slot),
                          field("outcome", &RunSlot::outcome)};
    }
};

struct RunAnswer : RunRow {
    QJsonObject options, result;      // as the job was given them and as it noted what came of it
    std::optional<QJsonObject> facts; // of the result, where it is of a generation
    std::optional<Message> error;     // the message, where it went wrong
    RunPlan plan;
    std::optional<RunSet> set; // none: it published none
    std::vector<RunSlot> slots_;
    qint64 changesAnswered = 0;
    friend bool operator==(const RunAnswer&, const RunAnswer&) = default;
    static auto fields()
    {
        return std::tuple_cat(RunRow::fields(),
                              std::tuple{field("options", &RunAnswer::options), field("result", &RunAnswer::result),
                                         field("facts", &RunAnswer::facts), field("error", &RunAnswer::error),
                                         field("plan", &RunAnswer::plan), field("set", &RunAnswer::set),
                                         field("slots", &RunAnswer::slots_),
                                         field("changes_answered", &RunAnswer::changesAnswered)});
    }
};
// Errors: Input, no such run.
[[nodiscard]] Result<RunAnswer> runQuery(QueryContext& context, qint64 id);

// How the slots and the runs of a local day went.
struct RunDay {
    QString date;
    qint64 published = 0, unchanged = 0, paused = 0, skipped = 0, failed = 0, fellBack = 0; // slots
    qint64 runs = 0, failedRuns = 0;
    std::optional<double> generationSeconds; // the median of those that published; none: none did
    static auto fields()
    {
        return std::tuple{field("date", &RunDay::date),
                          field("published", &RunDay::published),
                          field("unchanged", &RunDay::unchanged),
                          field("paused", &RunDay::paused),
                          field("skipped", &RunDay::skipped),
                          field("failed", &RunDay::failed),
                          field("fell_back", &RunDay::fellBack),
                          field("runs", &RunDay::runs),
                          field("failed_runs", &RunDay::failedRuns),
                          field("generation_seconds", &RunDay::generationSeconds)};
    }
};
struct SlotSuccess {
    qint64 good = 0, all = 0;
    std::optional<double> ratio; // none: there was no slot
    static auto fields()
    {
        return std::tuple{field("good", &SlotSuccess::good), field("all", &SlotSuccess::all),
                          field("ratio", &SlotSuccess::ratio)};
    }
};
struct RunTrendAnswer {
    std::vector<RunDay> days; // oldest first
    SlotSuccess success7Days;
    static auto fields()
    {
        return std::tuple{field("days", &RunTrendAnswer::days), field("success_7_days", &RunTrendAnswer::success7Days)};
    }
};
// Errors: Usage, for days outside 1 to 366.
[[nodiscard]] Result<RunTrendAnswer> runTrendQuery(QueryContext& context, int days);

} // namespace factoid
