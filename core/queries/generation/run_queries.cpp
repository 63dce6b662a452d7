#include "core/queries/generation/run_queries.h"

#include "core/base/clock.h"
#include "core/base/process_life.h"
#include "core/queries/field_names.h"
#include "core/store/data/change_store.h"
#include "core/store/site/set_history.h"
#include "core/store/sql/time_text.h"

#include <QSysInfo>
#include <QTimeZone>

#include <map>

namespace factoid {

namespace {

constexpr int kEarlierRuns = 20;
constexpr int kSilentSeconds = 60;
constexpr int kSuccessDays = 7;
constexpr double kMs = 1000.0;

double secondsBetween(const QDateTime& from, const QDateTime& to)
{
    return static_cast<double>(from.msecsTo(to)) / kMs;
}

std::vector<StageTime> stageTimes(const QJsonArray& stages)
{
    std::vector<StageTime> times;
    for (const QJsonValue& stage : stages)
        times.push_back(
            {stage.toObject().value(u"name"_s).toString(), stage.toObject().value(u"seconds"_s).toDouble()});
    return times;
}

RunRow rowOf(const RunRecord& run)
{
    return {.id = run.id,
            .job = run.job,
            .trigger = run.trigger,
            .startedAt = timeText(run.startedAt),
            .finishedAt = timeIfAny(run.finishedAt),
            .seconds =
                run.finishedAt.isValid() ? std::optional(secondsBetween(run.startedAt, run.finishedAt)) : std::nullopt,
            .outcome = run.outcome,
            .message = run.message,
            .host = run.host,
            .pid = run.pid,
            .stages = stageTimes(run.stages),
            .stage = run.stage,
            .stageStartedAt = timeIfAny(run.stageStartedAt),
            .done = run.done,
            .total = run.total,
            .heartbeatAt = timeIfAny(run.heartbeatAt),
            .cancelRequested = run.cancelRequested,
            .liveness = livenessOf(run)};
}

Result<RunPlan> planOfRun(QueryContext& context, const RunRecord& run)
{
    const bool finished = run.finishedAt.isValid();
    std::vector<std::vector<StageTime>> earlier;
    const auto before = TRY(RunStore(context.db).stagesBefore(run.id, run.job, kEarlierRuns));
    for (const QJsonArray& stages : before)
        earlier.push_back(stageTimes(stages));
    StagesSoFar soFar{stageTimes(run.stages), finished ? QString() : run.stage, 0};
    if (!soFar.current.isEmpty() && run.stageStartedAt.isValid())
        soFar.currentSeconds = std::max(0.0, secondsBetween(run.stageStartedAt, context.clock.now()));
    const StagePlan plan = planOf(soFar, earlier);
    RunPlan answer{.rows = plan.rows,
                   .secondsLeft = finished ? std::nullopt : plan.secondsLeft,
                   .earlierRuns = plan.earlierRuns,
                   .words = finished ? QString() : plan.words()};
    if (finished)
        std::erase_if(answer.rows, [](const StagePlanRow& row) { return row.state != StagePlanRow::State::Over; });
    return answer;
}

QString fateOf(const SetHistory::Shown& factoid, const std::vector<SetHistory::Shown>& before, std::optional<int>& was)
{
    for (const SetHistory::Shown& other : before) {
        if (other.factKey != factoid.factKey || other.language != factoid.language)
            continue;
        was = other.position;
        if (other.text != factoid.text)
            return u"reworded"_s;
        return other.position == factoid.position ? u"kept"_s : u"moved"_s;
    }
    return u"added"_s;
}

// "2 added, 1 gone, 1 kept".
QString countWords(const std::map<QString, int>& counts)
{
    QStringList words;
    for (const char* fate : {"added", "gone", "moved", "reworded", "kept"}) {
        const auto found = counts.find(QLatin1String(fate));
        if (found != counts.end())
            words << u"%1 %2"_s.arg(found->second).arg(found->first);
    }
    return words.join(u", "_s);
}

Result<std::optional<RunSet>> setOfRun(Database& db, qint64 run)
{
    SetHistory history(db);
    const auto set = TRY(history.ofRun(run));
    if (!set || run == 0)
        return std::nullopt;
    const auto previous = TRY(history.before(set->id));
    const auto now = TRY(history.shown(*set));
    const auto before = TRY(previous ? history.shown(*previous) : std::vector<SetHistory::Shown>{});
    const auto names = TRY(fieldNames(db));
    const auto named = [&](const SetHistory::Shown& shown) {
        return RunFactoid{shown.id,   shown.text,  shown.language,
                          shown.kind, shown.field, names.value(shown.field, shown.field)};
    };
    RunSet answer{.id = set->id, .publishedAt = set->publishedAt, .slot = set->slot, .dataHash = set->dataHash};
    std::map<QString, int> counts;
    for (const SetHistory::Shown& factoid : now) {
        RunFactoidNow row{named(factoid), factoid.score, {}, factoid.position, std::nullopt};
        row.fate = fateOf(factoid, before, row.was);
        ++counts[row.fate];
        answer.factoids.push_back(std::move(row));
    }
    for (const SetHistory::Shown& factoid : before) {
        if (std::ranges::any_of(now, [&](const SetHistory::Shown& other) {
                return other.factKey == factoid.factKey && other.language == factoid.language;
            }))
            continue;
        ++counts[u"gone"_s];
        answer.gone.push_back(named(factoid));
    }
    if (previous)
        answer.before = {previous->id, previous->publishedAt};
    answer.sentence = previous ? countWords(counts) : u"the first set: %1"_s.arg(countWords(counts));
    return answer;
}

} // namespace

// Whether the process of an unfinished run is there. A job in a long transaction gives no sign of life, so on this
// machine the process is looked for instead.
QString livenessOf(const RunRecord& run)
{
    if (run.finishedAt.isValid())
        return {};
    if (run.host == QSysInfo::machineHostName())
        return isProcessAlive(run.pid) ? u"working"_s : u"lost"_s;
    const bool recent = run.heartbeatAt.isValid() && run.heartbeatAt.secsTo(machineNow()) <= kSilentSeconds;
    return recent ? u"working"_s : u"silent"_s;
}

Result<RunsAnswer> runsQuery(QueryContext& context, const RunFilter& filter)
{
    RunStore store(context.db);
    const auto found = TRY(store.find(filter));
    const auto words = TRY(store.words());
    RunsAnswer answer{.runs = {},
                      .total = found.total,
                      .offset = filter.offset,
                      .jobs = words.jobs,
                      .outcomes = words.outcomes,
                      .triggers = words.triggers};
    for (const RunRecord& run : found.runs)
        answer.runs.push_back(rowOf(run));
    return answer;
}

Result<RunAnswer> runQuery(QueryContext& context, qint64 id)
{
    RunStore store(context.db);
    const auto run = TRY(store.find(id));
    if (!run)
        return fail(ErrorKind::Input, u"there is no run %1"_s.arg(id));
    const bool wentWrong =
        run->outcome == "failed"_L1 || run->outcome == "fell_back"_L1 || run->outcome == "interrupted"_L1;
    const QJsonValue facts = run->result.value(u"facts"_s);
    RunAnswer answer{rowOf(*run),
                     run->options,
                     run->result,
                     facts.isObject() ? std::optional(facts.toObject()) : std::nullopt,
                     wentWrong ? std::optional(run->message) : std::nullopt,
                     TRY(planOfRun(context, *run)),
                     TRY(setOfRun(context.db, id)),
                     {},
                     TRY(ChangeStore(context.db).answeredBy(id))};
    const auto answered = TRY(store.slotsOfRun(id));
    for (const SlotOutcome& slot : answered)
        answer.slots_.push_back({timeText(slot.at), slot.slot, slot.outcome});
    return answer;
}

Result<RunTrendAnswer> runTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDaysAsked)
        return fail(ErrorKind::Usage, u"the days are 1 to %1, not %2"_s.arg(kMostDaysAsked).arg(days));
    const QDateTime now = context.clock.now();
    QTimeZone zone(context.settings.scheduleZone.toLatin1());
    if (!zone.isValid())
        zone = QTimeZone::utc();
    const QDate today = now.toTimeZone(zone).date();
    const QDate first = today.addDays(1 - days);
    const QDateTime since(first, QTime(0, 0), zone);

    std::map<QDate, RunDay> byDay;
    std::map<QDate, std::vector<double>> seconds;
    RunStore store(context.db);
    const auto outcomes = TRY(store.slotsBetween(since, {}));
    for (const SlotOutcome& slot : outcomes) {
        RunDay& day = byDay[slot.at.toTimeZone(zone).date()];
        for (const auto& [outcome, count] :
             {std::pair("published", &RunDay::published), std::pair("unchanged", &RunDay::unchanged),
              std::pair("paused", &RunDay::paused), std::pair("skipped", &RunDay::skipped),
              std::pair("failed", &RunDay::failed), std::pair("fell_back", &RunDay::fellBack)})
            day.*count += slot.outcome == QLatin1String(outcome) ? 1 : 0;
    }
    const auto runs = TRY(store.outcomesSince(since));
    for (const RunRecord& run : runs) {
        const QDate date = run.startedAt.toTimeZone(zone).date();
        RunDay& day = byDay[date];
        ++day.runs;
        day.failedRuns += run.outcome == "failed"_L1 ? 1 : 0;
        if (run.outcome == "published"_L1)
            seconds[date].push_back(secondsBetween(run.startedAt, run.finishedAt));
    }
    RunTrendAnswer answer;
    for (QDate date = first; date <= today; date = date.addDays(1)) {
        RunDay day = byDay[date];
        day.date = date.toString(Qt::ISODate);
        day.generationSeconds = medianOf(seconds[date]);
        answer.days.push_back(std::move(day));
    }
    const auto success = TRY(store.successSince(now.addDays(-kSuccessDays)));
    answer.success7Days = {success.good, success.all,
                           success.all == 0
                               ? std::nullopt
                               : std::optional(static_cast<double>(success.good) / static_cast<double>(success.all))};
    return answer;
}

} // namespace factoid
