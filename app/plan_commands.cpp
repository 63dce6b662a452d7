#include "app/plan_commands.h"

#include "app/plan_text.h"
#include "app/record_answer.h"
#include "core/base/literals.h"
#include "core/queries/bundles/bundle_queries.h"
#include "core/queries/cache/cache_queries.h"
#include "core/queries/generation/run_queries.h"
#include "core/queries/schedule/schedule_queries.h"
#include "core/schedule/schedule_settings.h"

namespace factoid::commands {

namespace {

constexpr int kDaysAhead = 14;
constexpr int kSlotsShown = 50;
constexpr int kRunsShown = 20;
constexpr int kBundlesShown = 50;

Error wrong(const QString& message)
{
    return {ErrorKind::Usage, message};
}

// What was asked under a query of the engine.
template <class Query>
int showAnswer(Session& session, const Query& query, QString (*asText)(const QJsonObject&))
{
    if constexpr (std::is_same_v<std::invoke_result_t<const Query&, QueryContext&>, Result<QJsonObject>>)
        return show(session, session.engine.ask(query), asText);
    else
        return show(session, session.engine.ask(asJson(query)), asText);
}

QJsonObject scheduleOptions(const Session& session)
{
    QJsonObject options;
    for (const char* name : {"slots", "zone", "missed", "freshness_minutes", "minimum_gap_minutes"}) {
        const QJsonValue value = session.line.options.value(QLatin1String(name));
        if (!value.isUndefined())
            options.insert(u"schedule."_s + QLatin1String(name), value.toVariant().toString());
    }
    return options;
}

// Nothing, or an instant. Errors: Usage.
Result<QDateTime> instantOf(const Session& session, const char* option)
{
    const QString text = session.line.text(option);
    const QDateTime instant = QDateTime::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && !instant.isValid())
        return std::unexpected(wrong(u"“%1” is not an instant; write 2026-11-22T00:00:00Z"_s.arg(text)));
    return instant.toUTC();
}

int sleepOf(Session& session)
{
    const QTime from = QTime::fromString(session.line.text("from"), u"HH:mm"_s);
    const QTime to = QTime::fromString(session.line.text("to"), u"HH:mm"_s);
    return showAnswer(
        session, [&](QueryContext& context) { return sleepQuery(context, from, to); }, sleepText);
}

int previewOf(Session& session)
{
    const QJsonObject options = scheduleOptions(session);
    const int days = session.line.number("days", kDaysAhead);
    const auto answer =
        session.engine.ask(asJson([&](QueryContext& context) { return schedulePreviewQuery(context, options, days); }));
    const int code = show(session, answer, previewText);
    return code == Done && !answer->value(u"valid"_s).toBool() ? InputRejected : code;
}

int historyOf(Session& session)
{
    SlotHistoryFilter filter;
    filter.limit = session.line.number("limit", kSlotsShown);
    filter.outcome = session.line.text("outcome");
    return showAnswer(
        session, [&](QueryContext& context) { return slotHistoryQuery(context, filter); }, slotHistoryText);
}

// The schedule with who follows it, who generates, and what it saves.
Result<QJsonObject> scheduleNow(QueryContext& context)
{
    const auto schedule = TRY(loadSchedule(context.db, context.settings));
    const auto scheduled = TRY(withNextTry(context.db, schedule, context.settings.checkMinutes, context.clock.now()));
    QJsonObject json = toJson(scheduled);
    json.insert(u"runner"_s, toJson(TRY(runnerQuery(context))));
    json.insert(u"lease"_s, toJson(TRY(leaseQuery(context.db))));
    json.insert(u"shadow"_s, toJson(TRY(shadowQuery(context))));
    return json;
}

} // namespace

int schedule(Session& session)
{
    const QString action = session.line.arguments.value(0, u"show"_s);
    if (action == "show"_L1)
        return showAnswer(session, scheduleNow, scheduleText);
    if (action == "coming"_L1) {
        const int days = session.line.number("days", kDaysAhead);
        return showAnswer(
            session, [days](QueryContext& context) { return comingQuery(context, days); }, comingText);
    }
    if (action == "history"_L1)
        return historyOf(session);
    if (action == "sleep"_L1)
        return sleepOf(session);
    if (action == "preview"_L1)
        return previewOf(session);
    static const QStringList changes{u"pause"_s, u"resume"_s, u"set"_s};
    if (!changes.contains(action))
        return failed(
            session,
            wrong(u"schedule can show, coming, history, sleep, preview, pause, resume or set, not “%1”"_s.arg(action)));
    QJsonObject options = scheduleOptions(session);
    options.insert(u"action"_s, action);
    return simpleJob(session, u"schedule"_s, options);
}

int runs(Session& session)
{
    if (const int days = session.line.number("days", 0); days > 0)
        return showAnswer(session, asJson([days](QueryContext& context) { return runTrendQuery(context, days); }),
                          runTrendText);
    if (!session.line.arguments.isEmpty()) {
        bool isNumber = false;
        const qint64 id = session.line.arguments[0].toLongLong(&isNumber);
        if (!isNumber)
            return failed(session, wrong(u"runs needs the number of a run, not “%1”"_s.arg(session.line.arguments[0])));
        return showAnswer(session, asJson([id](QueryContext& context) { return runQuery(context, id); }), runText);
    }
    RunFilter filter;
    filter.job = session.line.text("job");
    filter.outcome = session.line.text("outcome");
    filter.trigger = session.line.text("trigger");
    filter.text = session.line.text("text");
    filter.limit = session.line.number("limit", kRunsShown);
    filter.offset = session.line.number("offset", 0);
    filter.withIdleChecks = !session.line.flag("no_idle");
    const auto from = instantOf(session, "since");
    if (!from)
        return failed(session, from.error());
    const auto to = instantOf(session, "until");
    if (!to)
        return failed(session, to.error());
    filter.from = *from;
    filter.to = *to;
    return showAnswer(session, asJson([&](QueryContext& context) { return runsQuery(context, filter); }), runsText);
}

int cache(Session& session)
{
    FactoidCache& cache = session.engine.cache();
    const QString action = session.line.arguments.value(0, u"levels"_s);
    if (action == "levels"_L1)
        return showAnswer(
            session, [&](QueryContext& context) { return cacheQuery(context, cache); }, cacheText);
    if (action == "keys"_L1)
        return showAnswer(
            session, [&](QueryContext& context) { return cacheKeysQuery(context, cache); }, cacheKeysText);
    if (action == "served"_L1) {
        const auto language = languageGiven(session);
        if (!language)
            return failed(session, language.error());
        return showAnswer(
            session,
            [&](QueryContext& context) {
                return servedQuery(context, cache, session.line.number("limit", 0), *language);
            },
            servedText);
    }
    if (action == "touches"_L1)
        return showAnswer(
            session,
            [&](QueryContext& context) { return invalidationQuery(context, cache, session.line.arguments.value(1)); },
            invalidationText);
    return failed(session, wrong(u"cache can show levels, keys, served or touches, not “%1”"_s.arg(action)));
}

int rehearse(Session& session)
{
    const QString level = session.line.arguments[0];
    if (level == "end"_L1)
        return simpleJob(session, u"rehearse"_s, {{u"action"_s, u"end"_s}, {u"level"_s, session.line.text("level")}});
    QJsonObject options = session.line.options;
    options.insert(u"level"_s, level);
    return simpleJob(session, u"rehearse"_s, options);
}

int bundles(Session& session)
{
    if (session.line.arguments.isEmpty()) {
        const int limit = session.line.number("limit", kBundlesShown);
        return showAnswer(
            session, [limit](QueryContext& context) { return bundlesQuery(context, limit); }, bundlesText);
    }
    const auto content = bundleContentQuery(session.line.arguments[0]);
    return content ? show(session, toJson(*content), bundleContentText) : failed(session, content.error());
}

int verifyBundle(Session& session)
{
    const QString path = session.line.arguments[0];
    const QByteArray previous = session.line.text("previous").toLatin1();
    Result<QJsonObject> answer =
        session.engine.ask(asJson([&](QueryContext& context) { return bundleCheckQuery(context, path, previous); }));
    if (!answer) // whoever receives bundles need not have a store
        answer = toJson(checkBundle(path, session.engine.clock().now(), previous));
    const int code = show(session, answer, bundleCheckText);
    return code == Done && !answer->value(u"ok"_s).toBool() ? NotVerified : code;
}

} // namespace factoid::commands
