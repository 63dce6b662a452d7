#include "core/queries/generation/run_queries.h"

#include "core/base/clock.h"
#include "core/base/process_life.h"
#include "core/queries/field_names.h"
#include "core/queries/generation/stage_forecast.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>
#include <QSysInfo>
#include <QTimeZone>

#include <map>

namespace factoid {

namespace {

constexpr int kEarlierRuns = 20;
constexpr int kMostDays = 366;
constexpr int kSilentSeconds = 60;
constexpr int kSuccessDays = 7;
constexpr double kMs = 1000.0;

const QString kColumns =
    u"id, job, trigger, started_at, finished_at, outcome, message, host, pid, stages, stage, stage_started_at,"
    " done, total, heartbeat_at, cancel_requested"_s;
constexpr int kColumnCount = 16;

QJsonValue instantJson(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

// Whether the process of an unfinished run is there. A job in a long transaction gives no sign of life, so on this
// machine the process is looked for instead.
QString livenessOf(const QString& host, qint64 pid, const QDateTime& heartbeat)
{
    if (host == QSysInfo::machineHostName())
        return isProcessAlive(pid) ? u"working"_s : u"lost"_s;
    const bool recent = heartbeat.isValid() && heartbeat.secsTo(machineNow()) <= kSilentSeconds;
    return recent ? u"working"_s : u"silent"_s;
}

QJsonObject runRow(const QSqlQuery& row)
{
    const auto text = [&](int column) { return row.value(column).toString(); };
    const QDateTime started = timeFromText(text(3));
    const QDateTime finished = timeFromText(text(4));
    return {
        {u"id"_s, row.value(0).toLongLong()},
        {u"job"_s, text(1)},
        {u"trigger"_s, text(2)},
        {u"started_at"_s, text(3)},
        {u"finished_at"_s, instantJson(text(4))},
        {u"seconds"_s,
         finished.isValid() ? QJsonValue(static_cast<double>(started.msecsTo(finished)) / kMs) : QJsonValue()},
        {u"outcome"_s, text(5)},
        {u"message"_s, text(6)},
        {u"host"_s, text(7)},
        {u"pid"_s, row.value(8).toLongLong()},
        {u"stages"_s, QJsonDocument::fromJson(text(9).toUtf8()).array()},
        {u"stage"_s, text(10)},
        {u"stage_started_at"_s, instantJson(text(11))},
        {u"done"_s, row.value(12).toLongLong()},
        {u"total"_s, row.value(13).toLongLong()},
        {u"heartbeat_at"_s, instantJson(text(14))},
        {u"cancel_requested"_s, row.value(15).toBool()},
        {u"liveness"_s,
         finished.isValid() ? QString() : livenessOf(text(7), row.value(8).toLongLong(), timeFromText(text(14)))},
    };
}

struct Where {
    QString sql;
    QVariantList values;
};

// A text that LIKE takes letter by letter.
QString likePattern(QString text)
{
    for (const char* special : {"\\", "%", "_"})
        text.replace(QLatin1String(special), u"\\"_s + QLatin1String(special));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

Where whereOf(const RunFilter& filter)
{
    Where where{u" WHERE 1 = 1"_s, {}};
    const auto add = [&](const QString& condition, const QVariantList& values = {}) {
        where.sql += u" AND "_s + condition;
        where.values += values;
    };
    if (!filter.job.isEmpty())
        add(u"job = ?"_s, {filter.job});
    if (filter.outcome == "problem"_L1)
        add(u"outcome IN ('failed', 'fell_back', 'interrupted')"_s);
    else if (!filter.outcome.isEmpty())
        add(u"outcome = ?"_s, {filter.outcome});
    if (!filter.trigger.isEmpty())
        add(u"trigger = ?"_s, {filter.trigger});
    if (filter.from.isValid())
        add(u"started_at >= ?"_s, {timeText(filter.from)});
    if (filter.to.isValid())
        add(u"started_at < ?"_s, {timeText(filter.to)});
    if (!filter.withIdleChecks)
        add(u"outcome <> 'not_due'"_s);
    if (!filter.text.isEmpty()) {
        const QString pattern = likePattern(filter.text);
        add(u"(job LIKE ? ESCAPE '\\' OR outcome LIKE ? ESCAPE '\\' OR message LIKE ? ESCAPE '\\' OR host LIKE ? ESCAPE '\\' OR CAST(id AS TEXT) = ?)"_s,
            {pattern, pattern, pattern, pattern, filter.text});
    }
    return where;
}

Result<QJsonArray> distinct(Database& db, const QString& column)
{
    QJsonArray values;
    // `column` is one of three names of this file.
    auto read = db.each(u"SELECT DISTINCT %1 FROM runs ORDER BY %1"_s.arg(column), {},
                        [&](const QSqlQuery& row) { values.append(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return values;
}

std::vector<StageTime> stageTimes(const QJsonArray& stages)
{
    std::vector<StageTime> times;
    for (const QJsonValue& stage : stages)
        times.push_back(
            {stage.toObject().value(u"name"_s).toString(), stage.toObject().value(u"seconds"_s).toDouble()});
    return times;
}

Result<std::vector<std::vector<StageTime>>> earlierStages(Database& db, const QString& job, qint64 before)
{
    std::vector<std::vector<StageTime>> earlier;
    auto read = db.each(
        u"SELECT stages FROM runs WHERE job = ? AND id < ? AND outcome IN ('done', 'published') AND stages <> '[]' ORDER BY id DESC LIMIT ?"_s,
        {job, before, kEarlierRuns}, [&](const QSqlQuery& row) {
            earlier.push_back(stageTimes(QJsonDocument::fromJson(row.value(0).toString().toUtf8()).array()));
        });
    if (!read)
        return std::unexpected(read.error());
    return earlier;
}

QString stateName(StagePlanRow::State state)
{
    switch (state) {
    case StagePlanRow::State::Over:
        return u"over"_s;
    case StagePlanRow::State::Current:
        return u"current"_s;
    case StagePlanRow::State::Coming:
        return u"coming"_s;
    }
    return {};
}

QJsonObject planJson(const StagePlan& plan, bool finished)
{
    QJsonArray rows;
    for (const StagePlanRow& row : plan.rows) {
        if (finished && row.state != StagePlanRow::State::Over)
            continue;
        rows.append(QJsonObject{{u"name"_s, row.name},
                                {u"state"_s, stateName(row.state)},
                                {u"seconds"_s, row.seconds},
                                {u"expected_seconds"_s, row.expected ? QJsonValue(*row.expected) : QJsonValue()}});
    }
    return {{u"rows"_s, rows},
            {u"seconds_left"_s, finished || !plan.secondsLeft ? QJsonValue() : QJsonValue(*plan.secondsLeft)},
            {u"earlier_runs"_s, plan.earlierRuns},
            {u"words"_s, finished ? QString() : plan.words()}};
}

// What was on show of a set when it was published.
struct ShownFactoid {
    QString id, text, kind, field, factKey, language;
    int position = 0; // within the language
    double score = 0;
};

Result<std::vector<ShownFactoid>> shownOf(Database& db, qint64 set, int onShow)
{
    std::vector<ShownFactoid> shown;
    QHash<QString, int> places; // by language
    auto read =
        db.each(u"SELECT body FROM factoids WHERE set_id = ? ORDER BY position"_s, {set}, [&](const QSqlQuery& row) {
            const QJsonObject body = QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object();
            const auto text = [&](const char* key) { return body.value(QLatin1String(key)).toString(); };
            const int place = ++places[text("language")];
            if (place <= onShow)
                shown.push_back({text("id"), text("text"), text("insight_type"), text("field"), text("fact_key"),
                                 text("language"), place, body.value(u"score"_s).toDouble()});
        });
    if (!read)
        return std::unexpected(read.error());
    return shown;
}

struct SetRow {
    qint64 id = 0;
    QString publishedAt, slot, dataHash;
    int onShow = 0;
};

Result<std::optional<SetRow>> setRow(Database& db, const QString& where, qint64 value)
{
    std::optional<SetRow> found;
    auto read = db.each(
        u"SELECT id, published_at, slot, data_hash, on_show FROM sets WHERE %1 ORDER BY id DESC LIMIT 1"_s.arg(where),
        {value}, [&](const QSqlQuery& row) {
            found = SetRow{row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
                           row.value(3).toString(), row.value(4).toInt()};
        });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

QString fateOf(const ShownFactoid& factoid, const std::vector<ShownFactoid>& before, int& was)
{
    for (const ShownFactoid& other : before) {
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

Result<QJsonValue> setJson(Database& db, qint64 run)
{
    const auto set = TRY(setRow(db, u"run_id = ?"_s, run));
    if (!set || run == 0)
        return QJsonValue();
    const auto previous = TRY(setRow(db, u"id < ?"_s, set->id));
    const auto now = TRY(shownOf(db, set->id, set->onShow));
    const auto before = TRY(previous ? shownOf(db, previous->id, previous->onShow) : std::vector<ShownFactoid>{});
    const auto names = TRY(fieldNames(db));
    std::map<QString, int> counts;
    QJsonArray factoids, gone;
    for (const ShownFactoid& factoid : now) {
        int was = 0;
        const QString fate = fateOf(factoid, before, was);
        ++counts[fate];
        factoids.append(QJsonObject{{u"id"_s, factoid.id},
                                    {u"text"_s, factoid.text},
                                    {u"kind"_s, factoid.kind},
                                    {u"language"_s, factoid.language},
                                    {u"field"_s, factoid.field},
                                    {u"field_name"_s, names.value(factoid.field, factoid.field)},
                                    {u"score"_s, factoid.score},
                                    {u"fate"_s, fate},
                                    {u"position"_s, factoid.position},
                                    {u"was"_s, was > 0 ? QJsonValue(was) : QJsonValue()}});
    }
    for (const ShownFactoid& factoid : before) {
        if (std::ranges::any_of(now, [&](const ShownFactoid& other) {
                return other.factKey == factoid.factKey && other.language == factoid.language;
            }))
            continue;
        ++counts[u"gone"_s];
        gone.append(QJsonObject{{u"id"_s, factoid.id},
                                {u"text"_s, factoid.text},
                                {u"language"_s, factoid.language},
                                {u"kind"_s, factoid.kind},
                                {u"field"_s, factoid.field},
                                {u"field_name"_s, names.value(factoid.field, factoid.field)}});
    }
    return QJsonObject{
        {u"id"_s, set->id},
        {u"published_at"_s, set->publishedAt},
        {u"slot"_s, set->slot},
        {u"data_hash"_s, set->dataHash},
        {u"factoids"_s, factoids},
        {u"gone"_s, gone},
        {u"before"_s, previous
                          ? QJsonValue(QJsonObject{{u"id"_s, previous->id}, {u"published_at"_s, previous->publishedAt}})
                          : QJsonValue()},
        {u"sentence"_s, previous ? countWords(counts) : u"the first set: %1"_s.arg(countWords(counts))},
    };
}

} // namespace

QString livenessOf(const RunRecord& run)
{
    return run.finishedAt.isValid() ? QString() : livenessOf(run.host, run.pid, run.heartbeatAt);
}

Result<QJsonObject> runsQuery(QueryContext& context, const RunFilter& filter)
{
    Database& db = context.db;
    const Where where = whereOf(filter);
    const auto total = TRY(db.scalar(u"SELECT COUNT(*) FROM runs"_s + where.sql, where.values));
    QJsonArray runs;
    auto read = db.each(u"SELECT %1 FROM runs"_s.arg(kColumns) + where.sql + u" ORDER BY id DESC LIMIT ? OFFSET ?"_s,
                        where.values + QVariantList{filter.limit, filter.offset},
                        [&](const QSqlQuery& row) { runs.append(runRow(row)); });
    if (!read)
        return std::unexpected(read.error());
    QJsonObject json{{u"runs"_s, runs}, {u"total"_s, total.value_or(0).toLongLong()}, {u"offset"_s, filter.offset}};
    for (const auto& [key, column] :
         {std::pair("jobs", "job"), std::pair("outcomes", "outcome"), std::pair("triggers", "trigger")}) {
        const auto values = TRY(distinct(db, QLatin1String(column)));
        json.insert(QLatin1String(key), values);
    }
    return json;
}

Result<QJsonObject> runQuery(QueryContext& context, qint64 id)
{
    Database& db = context.db;
    std::optional<QJsonObject> found;
    auto read =
        db.each(u"SELECT %1, options, result FROM runs WHERE id = ?"_s.arg(kColumns), {id}, [&](const QSqlQuery& row) {
            found = runRow(row);
            found->insert(u"options"_s, QJsonDocument::fromJson(row.value(kColumnCount).toString().toUtf8()).object());
            found->insert(u"result"_s,
                          QJsonDocument::fromJson(row.value(kColumnCount + 1).toString().toUtf8()).object());
        });
    if (!read)
        return std::unexpected(read.error());
    if (!found)
        return fail(ErrorKind::Input, u"there is no run %1"_s.arg(id));
    QJsonObject run = *found;

    const bool finished = !run.value(u"finished_at"_s).isNull();
    const auto earlier = TRY(earlierStages(db, run.value(u"job"_s).toString(), id));
    StagesSoFar soFar{stageTimes(run.value(u"stages"_s).toArray()),
                      finished ? QString() : run.value(u"stage"_s).toString(), 0};
    const QDateTime stageStarted = timeFromText(run.value(u"stage_started_at"_s).toString());
    if (!soFar.current.isEmpty() && stageStarted.isValid())
        soFar.currentSeconds =
            static_cast<double>(std::max<qint64>(0, stageStarted.msecsTo(context.clock.now()))) / kMs;
    run.insert(u"plan"_s, planJson(planOf(soFar, earlier), finished));

    const QString outcome = run.value(u"outcome"_s).toString();
    const bool wentWrong = outcome == "failed"_L1 || outcome == "fell_back"_L1 || outcome == "interrupted"_L1;
    run.insert(u"error"_s, wentWrong ? run.value(u"message"_s) : QJsonValue());
    const auto set = TRY(setJson(db, id));
    run.insert(u"set"_s, set);
    const QJsonValue facts = run.value(u"result"_s).toObject().value(u"facts"_s);
    run.insert(u"facts"_s, facts.isObject() ? facts : QJsonValue());
    const auto answered = TRY(db.scalar(u"SELECT COUNT(*) FROM changes WHERE processed_run = ?"_s, {id}));
    run.insert(u"changes_answered"_s, answered.value_or(0).toLongLong());
    QJsonArray slots_;
    read = db.each(u"SELECT slot_at, slot, outcome FROM slot_outcomes WHERE run_id = ? ORDER BY slot_at, slot"_s, {id},
                   [&](const QSqlQuery& row) {
                       slots_.append(QJsonObject{{u"at"_s, row.value(0).toString()},
                                                 {u"slot"_s, row.value(1).toString()},
                                                 {u"outcome"_s, row.value(2).toString()}});
                   });
    if (!read)
        return std::unexpected(read.error());
    run.insert(u"slots"_s, slots_);
    return run;
}

Result<QJsonObject> runTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDays)
        return fail(ErrorKind::Usage, u"the days are 1 to %1, not %2"_s.arg(kMostDays).arg(days));
    const QDateTime now = context.clock.now();
    QTimeZone zone(context.settings.scheduleZone.toLatin1());
    if (!zone.isValid())
        zone = QTimeZone::utc();
    const QDate today = now.toTimeZone(zone).date();
    const QDate first = today.addDays(1 - days);
    const QString since = timeText(QDateTime(first, QTime(0, 0), zone));
    const auto dayOf = [&](const QString& instant) { return timeFromText(instant).toTimeZone(zone).date(); };

    std::map<QDate, std::map<QString, qint64>> slots_, runs;
    std::map<QDate, std::vector<double>> seconds;
    auto read = context.db.each(
        u"SELECT slot_at, outcome FROM slot_outcomes WHERE slot_at >= ?"_s, {since},
        [&](const QSqlQuery& row) { ++slots_[dayOf(row.value(0).toString())][row.value(1).toString()]; });
    if (!read)
        return std::unexpected(read.error());
    read = context.db.each(
        u"SELECT started_at, finished_at, job, outcome FROM runs WHERE started_at >= ? AND outcome <> 'not_due'"_s,
        {since}, [&](const QSqlQuery& row) {
            const QDate day = dayOf(row.value(0).toString());
            const QString outcome = row.value(3).toString();
            ++runs[day][u"runs"_s];
            if (outcome == "failed"_L1)
                ++runs[day][u"failed_runs"_s];
            if (outcome == "published"_L1)
                seconds[day].push_back(
                    static_cast<double>(
                        timeFromText(row.value(0).toString()).msecsTo(timeFromText(row.value(1).toString()))) /
                    kMs);
        });
    if (!read)
        return std::unexpected(read.error());
    QJsonArray rows;
    for (QDate day = first; day <= today; day = day.addDays(1)) {
        QJsonObject row{{u"date"_s, day.toString(Qt::ISODate)}};
        for (const char* outcome : {"published", "unchanged", "paused", "skipped", "failed", "fell_back"})
            row.insert(QLatin1String(outcome), slots_[day][QLatin1String(outcome)]);
        for (const char* key : {"runs", "failed_runs"})
            row.insert(QLatin1String(key), runs[day][QLatin1String(key)]);
        const auto median = medianOf(seconds[day]);
        row.insert(u"generation_seconds"_s, median ? QJsonValue(*median) : QJsonValue());
        rows.append(row);
    }
    const auto success = TRY(RunStore(context.db).successSince(now.addDays(-kSuccessDays)));
    return QJsonObject{{u"days"_s, rows},
                       {u"success_7_days"_s,
                        QJsonObject{{u"good"_s, success.good},
                                    {u"all"_s, success.all},
                                    {u"ratio"_s, success.all == 0 ? QJsonValue()
                                                                  : QJsonValue(static_cast<double>(success.good) /
                                                                               static_cast<double>(success.all))}}}};
}

} // namespace factoid
