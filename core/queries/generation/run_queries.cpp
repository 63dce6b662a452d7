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

const QString kColumns = QStringLiteral("id, job, trigger, started_at, finished_at, outcome, message, host, pid, stages, stage, stage_started_at,"
                                        " done, total, heartbeat_at, cancel_requested");
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
        return isProcessAlive(pid) ? QStringLiteral("working") : QStringLiteral("lost");
    const bool recent = heartbeat.isValid() && heartbeat.secsTo(machineNow()) <= kSilentSeconds;
    return recent ? QStringLiteral("working") : QStringLiteral("silent");
}

QJsonObject runRow(const QSqlQuery& row)
{
    const auto text = [&](int column) { return row.value(column).toString(); };
    const QDateTime started = timeFromText(text(3));
    const QDateTime finished = timeFromText(text(4));
    return {
        {QStringLiteral("id"), row.value(0).toLongLong()},
        {QStringLiteral("job"), text(1)},
        {QStringLiteral("trigger"), text(2)},
        {QStringLiteral("started_at"), text(3)},
        {QStringLiteral("finished_at"), instantJson(text(4))},
        {QStringLiteral("seconds"), finished.isValid() ? QJsonValue(static_cast<double>(started.msecsTo(finished)) / kMs) : QJsonValue()},
        {QStringLiteral("outcome"), text(5)},
        {QStringLiteral("message"), text(6)},
        {QStringLiteral("host"), text(7)},
        {QStringLiteral("pid"), row.value(8).toLongLong()},
        {QStringLiteral("stages"), QJsonDocument::fromJson(text(9).toUtf8()).array()},
        {QStringLiteral("stage"), text(10)},
        {QStringLiteral("stage_started_at"), instantJson(text(11))},
        {QStringLiteral("done"), row.value(12).toLongLong()},
        {QStringLiteral("total"), row.value(13).toLongLong()},
        {QStringLiteral("heartbeat_at"), instantJson(text(14))},
        {QStringLiteral("cancel_requested"), row.value(15).toBool()},
        {QStringLiteral("liveness"), finished.isValid() ? QString() : livenessOf(text(7), row.value(8).toLongLong(), timeFromText(text(14)))},
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
        text.replace(QLatin1String(special), QStringLiteral("\\") + QLatin1String(special));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

Where whereOf(const RunFilter& filter)
{
    Where where{QStringLiteral(" WHERE 1 = 1"), {}};
    const auto add = [&](const QString& condition, const QVariantList& values = {}) {
        where.sql += QStringLiteral(" AND ") + condition;
        where.values += values;
    };
    if (!filter.job.isEmpty())
        add(QStringLiteral("job = ?"), {filter.job});
    if (filter.outcome == QLatin1String("problem"))
        add(QStringLiteral("outcome IN ('failed', 'fell_back', 'interrupted')"));
    else if (!filter.outcome.isEmpty())
        add(QStringLiteral("outcome = ?"), {filter.outcome});
    if (!filter.trigger.isEmpty())
        add(QStringLiteral("trigger = ?"), {filter.trigger});
    if (filter.from.isValid())
        add(QStringLiteral("started_at >= ?"), {timeText(filter.from)});
    if (filter.to.isValid())
        add(QStringLiteral("started_at < ?"), {timeText(filter.to)});
    if (!filter.withIdleChecks)
        add(QStringLiteral("outcome <> 'not_due'"));
    if (!filter.text.isEmpty()) {
        const QString pattern = likePattern(filter.text);
        add(QStringLiteral("(job LIKE ? ESCAPE '\\' OR outcome LIKE ? ESCAPE '\\' OR message LIKE ? ESCAPE '\\' OR host LIKE ? ESCAPE '\\' OR CAST(id AS TEXT) = ?)"),
            {pattern, pattern, pattern, pattern, filter.text});
    }
    return where;
}

Result<QJsonArray> distinct(Database& db, const QString& column)
{
    QJsonArray values;
    // `column` is one of three names of this file.
    auto read = db.each(QStringLiteral("SELECT DISTINCT %1 FROM runs ORDER BY %1").arg(column), {}, [&](const QSqlQuery& row) { values.append(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return values;
}

std::vector<StageTime> stageTimes(const QJsonArray& stages)
{
    std::vector<StageTime> times;
    for (const QJsonValue& stage : stages)
        times.push_back({stage.toObject().value(QStringLiteral("name")).toString(), stage.toObject().value(QStringLiteral("seconds")).toDouble()});
    return times;
}

Result<std::vector<std::vector<StageTime>>> earlierStages(Database& db, const QString& job, qint64 before)
{
    std::vector<std::vector<StageTime>> earlier;
    auto read = db.each(QStringLiteral("SELECT stages FROM runs WHERE job = ? AND id < ? AND outcome IN ('done', 'published') AND stages <> '[]' ORDER BY id DESC LIMIT ?"),
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
    case StagePlanRow::State::Over: return QStringLiteral("over");
    case StagePlanRow::State::Current: return QStringLiteral("current");
    case StagePlanRow::State::Coming: return QStringLiteral("coming");
    }
    return {};
}

QJsonObject planJson(const StagePlan& plan, bool finished)
{
    QJsonArray rows;
    for (const StagePlanRow& row : plan.rows) {
        if (finished && row.state != StagePlanRow::State::Over)
            continue;
        rows.append(QJsonObject{{QStringLiteral("name"), row.name}, {QStringLiteral("state"), stateName(row.state)}, {QStringLiteral("seconds"), row.seconds},
                                {QStringLiteral("expected_seconds"), row.expected ? QJsonValue(*row.expected) : QJsonValue()}});
    }
    return {{QStringLiteral("rows"), rows},
            {QStringLiteral("seconds_left"), finished || !plan.secondsLeft ? QJsonValue() : QJsonValue(*plan.secondsLeft)},
            {QStringLiteral("earlier_runs"), plan.earlierRuns},
            {QStringLiteral("words"), finished ? QString() : plan.words()}};
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
    auto read = db.each(QStringLiteral("SELECT body FROM factoids WHERE set_id = ? ORDER BY position"), {set}, [&](const QSqlQuery& row) {
        const QJsonObject body = QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object();
        const auto text = [&](const char* key) { return body.value(QLatin1String(key)).toString(); };
        const int place = ++places[text("language")];
        if (place <= onShow)
            shown.push_back({text("id"), text("text"), text("insight_type"), text("field"), text("fact_key"), text("language"), place, body.value(QStringLiteral("score")).toDouble()});
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
    auto read = db.each(QStringLiteral("SELECT id, published_at, slot, data_hash, on_show FROM sets WHERE %1 ORDER BY id DESC LIMIT 1").arg(where), {value}, [&](const QSqlQuery& row) {
        found = SetRow{row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(), row.value(3).toString(), row.value(4).toInt()};
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
            return QStringLiteral("reworded");
        return other.position == factoid.position ? QStringLiteral("kept") : QStringLiteral("moved");
    }
    return QStringLiteral("added");
}

// "2 added, 1 gone, 1 kept".
QString countWords(const std::map<QString, int>& counts)
{
    QStringList words;
    for (const char* fate : {"added", "gone", "moved", "reworded", "kept"}) {
        const auto found = counts.find(QLatin1String(fate));
        if (found != counts.end())
            words << QStringLiteral("%1 %2").arg(found->second).arg(found->first);
    }
    return words.join(QStringLiteral(", "));
}

Result<QJsonValue> setJson(Database& db, qint64 run)
{
    const auto set = setRow(db, QStringLiteral("run_id = ?"), run);
    if (!set)
        return std::unexpected(set.error());
    if (!*set || run == 0)
        return QJsonValue();
    const auto previous = setRow(db, QStringLiteral("id < ?"), (*set)->id);
    if (!previous)
        return std::unexpected(previous.error());
    const auto now = shownOf(db, (*set)->id, (*set)->onShow);
    if (!now)
        return std::unexpected(now.error());
    const auto before = *previous ? shownOf(db, (*previous)->id, (*previous)->onShow) : std::vector<ShownFactoid>{};
    if (!before)
        return std::unexpected(before.error());
    const auto names = fieldNames(db);
    if (!names)
        return std::unexpected(names.error());
    std::map<QString, int> counts;
    QJsonArray factoids, gone;
    for (const ShownFactoid& factoid : *now) {
        int was = 0;
        const QString fate = fateOf(factoid, *before, was);
        ++counts[fate];
        factoids.append(QJsonObject{{QStringLiteral("id"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("kind"), factoid.kind},
                                    {QStringLiteral("language"), factoid.language}, {QStringLiteral("field"), factoid.field}, {QStringLiteral("field_name"), names->value(factoid.field, factoid.field)},
                                    {QStringLiteral("score"), factoid.score}, {QStringLiteral("fate"), fate},
                                    {QStringLiteral("position"), factoid.position}, {QStringLiteral("was"), was > 0 ? QJsonValue(was) : QJsonValue()}});
    }
    for (const ShownFactoid& factoid : *before) {
        if (std::ranges::any_of(*now, [&](const ShownFactoid& other) { return other.factKey == factoid.factKey && other.language == factoid.language; }))
            continue;
        ++counts[QStringLiteral("gone")];
        gone.append(QJsonObject{{QStringLiteral("id"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("language"), factoid.language}, {QStringLiteral("kind"), factoid.kind},
                                {QStringLiteral("field"), factoid.field}, {QStringLiteral("field_name"), names->value(factoid.field, factoid.field)}});
    }
    return QJsonObject{
        {QStringLiteral("id"), (*set)->id},
        {QStringLiteral("published_at"), (*set)->publishedAt},
        {QStringLiteral("slot"), (*set)->slot},
        {QStringLiteral("data_hash"), (*set)->dataHash},
        {QStringLiteral("factoids"), factoids},
        {QStringLiteral("gone"), gone},
        {QStringLiteral("before"), *previous ? QJsonValue(QJsonObject{{QStringLiteral("id"), (*previous)->id}, {QStringLiteral("published_at"), (*previous)->publishedAt}}) : QJsonValue()},
        {QStringLiteral("sentence"), *previous ? countWords(counts) : QStringLiteral("the first set: %1").arg(countWords(counts))},
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
    const auto total = db.scalar(QStringLiteral("SELECT COUNT(*) FROM runs") + where.sql, where.values);
    if (!total)
        return std::unexpected(total.error());
    QJsonArray runs;
    auto read = db.each(QStringLiteral("SELECT %1 FROM runs").arg(kColumns) + where.sql + QStringLiteral(" ORDER BY id DESC LIMIT ? OFFSET ?"),
                        where.values + QVariantList{filter.limit, filter.offset}, [&](const QSqlQuery& row) { runs.append(runRow(row)); });
    if (!read)
        return std::unexpected(read.error());
    QJsonObject json{{QStringLiteral("runs"), runs}, {QStringLiteral("total"), total->value_or(0).toLongLong()}, {QStringLiteral("offset"), filter.offset}};
    for (const auto& [key, column] : {std::pair("jobs", "job"), std::pair("outcomes", "outcome"), std::pair("triggers", "trigger")}) {
        const auto values = distinct(db, QLatin1String(column));
        if (!values)
            return std::unexpected(values.error());
        json.insert(QLatin1String(key), *values);
    }
    return json;
}

Result<QJsonObject> runQuery(QueryContext& context, qint64 id)
{
    Database& db = context.db;
    std::optional<QJsonObject> found;
    auto read = db.each(QStringLiteral("SELECT %1, options, result FROM runs WHERE id = ?").arg(kColumns), {id}, [&](const QSqlQuery& row) {
        found = runRow(row);
        found->insert(QStringLiteral("options"), QJsonDocument::fromJson(row.value(kColumnCount).toString().toUtf8()).object());
        found->insert(QStringLiteral("result"), QJsonDocument::fromJson(row.value(kColumnCount + 1).toString().toUtf8()).object());
    });
    if (!read)
        return std::unexpected(read.error());
    if (!found)
        return fail(ErrorKind::Input, QStringLiteral("there is no run %1").arg(id));
    QJsonObject run = *found;

    const bool finished = !run.value(QStringLiteral("finished_at")).isNull();
    const auto earlier = earlierStages(db, run.value(QStringLiteral("job")).toString(), id);
    if (!earlier)
        return std::unexpected(earlier.error());
    StagesSoFar soFar{stageTimes(run.value(QStringLiteral("stages")).toArray()), finished ? QString() : run.value(QStringLiteral("stage")).toString(), 0};
    const QDateTime stageStarted = timeFromText(run.value(QStringLiteral("stage_started_at")).toString());
    if (!soFar.current.isEmpty() && stageStarted.isValid())
        soFar.currentSeconds = static_cast<double>(std::max<qint64>(0, stageStarted.msecsTo(context.clock.now()))) / kMs;
    run.insert(QStringLiteral("plan"), planJson(planOf(soFar, *earlier), finished));

    const QString outcome = run.value(QStringLiteral("outcome")).toString();
    const bool wentWrong = outcome == QLatin1String("failed") || outcome == QLatin1String("fell_back") || outcome == QLatin1String("interrupted");
    run.insert(QStringLiteral("error"), wentWrong ? run.value(QStringLiteral("message")) : QJsonValue());
    const auto set = setJson(db, id);
    if (!set)
        return std::unexpected(set.error());
    run.insert(QStringLiteral("set"), *set);
    const QJsonValue facts = run.value(QStringLiteral("result")).toObject().value(QStringLiteral("facts"));
    run.insert(QStringLiteral("facts"), facts.isObject() ? facts : QJsonValue());
    const auto answered = db.scalar(QStringLiteral("SELECT COUNT(*) FROM changes WHERE processed_run = ?"), {id});
    if (!answered)
        return std::unexpected(answered.error());
    run.insert(QStringLiteral("changes_answered"), answered->value_or(0).toLongLong());
    QJsonArray slots_;
    read = db.each(QStringLiteral("SELECT slot_at, slot, outcome FROM slot_outcomes WHERE run_id = ? ORDER BY slot_at, slot"), {id}, [&](const QSqlQuery& row) {
        slots_.append(QJsonObject{{QStringLiteral("at"), row.value(0).toString()}, {QStringLiteral("slot"), row.value(1).toString()}, {QStringLiteral("outcome"), row.value(2).toString()}});
    });
    if (!read)
        return std::unexpected(read.error());
    run.insert(QStringLiteral("slots"), slots_);
    return run;
}

Result<QJsonObject> runTrendQuery(QueryContext& context, int days)
{
    if (days < 1 || days > kMostDays)
        return fail(ErrorKind::Usage, QStringLiteral("the days are 1 to %1, not %2").arg(kMostDays).arg(days));
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
    auto read = context.db.each(QStringLiteral("SELECT slot_at, outcome FROM slot_outcomes WHERE slot_at >= ?"), {since},
                                [&](const QSqlQuery& row) { ++slots_[dayOf(row.value(0).toString())][row.value(1).toString()]; });
    if (!read)
        return std::unexpected(read.error());
    read = context.db.each(QStringLiteral("SELECT started_at, finished_at, job, outcome FROM runs WHERE started_at >= ? AND outcome <> 'not_due'"), {since}, [&](const QSqlQuery& row) {
        const QDate day = dayOf(row.value(0).toString());
        const QString outcome = row.value(3).toString();
        ++runs[day][QStringLiteral("runs")];
        if (outcome == QLatin1String("failed"))
            ++runs[day][QStringLiteral("failed_runs")];
        if (outcome == QLatin1String("published"))
            seconds[day].push_back(static_cast<double>(timeFromText(row.value(0).toString()).msecsTo(timeFromText(row.value(1).toString()))) / kMs);
    });
    if (!read)
        return std::unexpected(read.error());
    QJsonArray rows;
    for (QDate day = first; day <= today; day = day.addDays(1)) {
        QJsonObject row{{QStringLiteral("date"), day.toString(Qt::ISODate)}};
        for (const char* outcome : {"published", "unchanged", "paused", "skipped", "failed", "fell_back"})
            row.insert(QLatin1String(outcome), slots_[day][QLatin1String(outcome)]);
        for (const char* key : {"runs", "failed_runs"})
            row.insert(QLatin1String(key), runs[day][QLatin1String(key)]);
        const auto median = medianOf(seconds[day]);
        row.insert(QStringLiteral("generation_seconds"), median ? QJsonValue(*median) : QJsonValue());
        rows.append(row);
    }
    const auto success = RunStore(context.db).successSince(now.addDays(-kSuccessDays));
    if (!success)
        return std::unexpected(success.error());
    return QJsonObject{{QStringLiteral("days"), rows},
                       {QStringLiteral("success_7_days"), QJsonObject{{QStringLiteral("good"), success->good}, {QStringLiteral("all"), success->all},
                                                                     {QStringLiteral("ratio"), success->all == 0 ? QJsonValue() : QJsonValue(static_cast<double>(success->good) / static_cast<double>(success->all))}}}};
}

} // namespace factoid
