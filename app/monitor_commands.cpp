#include "app/monitor_commands.h"

#include "app/monitor_text.h"
#include "core/queries/connections/provider_list_query.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/generation/model_score_query.h"
#include "core/queries/generation/spend_queries.h"

namespace factoid::commands {

namespace {

constexpr int kDays = 7;
constexpr int kIncidentsShown = 20;
constexpr int kCallsShown = 50;

Error wrong(const QString& message)
{
    return {ErrorKind::Usage, message};
}

} // namespace

int errors(Session& session)
{
    if (!session.line.arguments.isEmpty()) {
        bool isNumber = false;
        const qint64 id = session.line.arguments[0].toLongLong(&isNumber);
        if (!isNumber)
            return failed(session, wrong(QStringLiteral("errors needs the number of an incident, not “%1”").arg(session.line.arguments[0])));
        return show(session, session.engine.ask([id](QueryContext& context) { return incidentQuery(context, id); }), incidentText);
    }
    FailureFilter filter;
    filter.days = session.line.number("days", kDays);
    filter.kind = session.line.text("kind");
    filter.provider = session.line.text("provider");
    filter.openOnly = session.line.flag("open");
    filter.hour = session.line.number("hour", -1);
    filter.limit = session.line.number("limit", kIncidentsShown);
    filter.offset = session.line.number("offset", 0);
    return show(session, session.engine.ask([&](QueryContext& context) { return errorsQuery(context, filter); }), errorsText);
}

int breakers(Session& session)
{
    const QString action = session.line.arguments.value(0, QStringLiteral("list"));
    if (action == QLatin1String("list"))
        return show(session, session.engine.ask(breakersQuery), breakersText);
    static const QStringList changes{QStringLiteral("open"), QStringLiteral("close"), QStringLiteral("release")};
    if (!changes.contains(action))
        return failed(session, wrong(QStringLiteral("breakers can list, open, close or release, not “%1”").arg(action)));
    if (session.line.arguments.size() < 2)
        return failed(session, wrong(QStringLiteral("breakers %1 needs the name of a breaker").arg(action)));
    return simpleJob(session, QStringLiteral("breakers"),
                     {{QStringLiteral("action"), action}, {QStringLiteral("name"), session.line.arguments[1]}, {QStringLiteral("reason"), session.line.text("reason")}});
}

int recovery(Session& session)
{
    const QString action = session.line.arguments.value(0, QStringLiteral("list"));
    const QString pattern = session.line.arguments.value(1);
    if (action == QLatin1String("list"))
        return show(session, session.engine.ask(recoveryQuery), recoveryText);
    if (action != QLatin1String("set") && action != QLatin1String("reset"))
        return failed(session, wrong(QStringLiteral("recovery can list, set or reset, not “%1”").arg(action)));
    if (pattern.isEmpty())
        return failed(session, wrong(QStringLiteral("recovery %1 needs a pattern: a kind, or kind@provider").arg(action)));
    if (action == QLatin1String("reset"))
        return simpleJob(session, QStringLiteral("recovery"), {{QStringLiteral("pattern"), pattern}, {QStringLiteral("rule"), QJsonValue()}});
    QJsonObject rule, wait;
    if (const QString steps = session.line.text("steps"); !steps.isEmpty())
        rule.insert(QStringLiteral("steps"), QJsonArray::fromStringList(steps.split(QLatin1Char(','))));
    for (const char* name : {"attempts", "first_ms", "longest_ms", "longest_asked_ms"}) {
        if (session.line.options.contains(QLatin1String(name)))
            wait.insert(QLatin1String(name), session.line.options.value(QLatin1String(name)));
    }
    if (!wait.isEmpty())
        rule.insert(QStringLiteral("wait"), wait);
    if (session.line.options.contains(QStringLiteral("alert_after")))
        rule.insert(QStringLiteral("alert_after"), session.line.options.value(QStringLiteral("alert_after")));
    const QString onInput = session.line.text("retry_on_new_input");
    if (onInput == QLatin1String("yes") || onInput == QLatin1String("no"))
        rule.insert(QStringLiteral("retry_on_new_input"), onInput == QLatin1String("yes"));
    else if (!onInput.isEmpty())
        return failed(session, wrong(QStringLiteral("--retry-on-new-input is yes or no, not “%1”").arg(onInput)));
    if (rule.isEmpty())
        return failed(session, wrong(QStringLiteral("say what to change: --steps, --attempts, --alert-after …")));
    return simpleJob(session, QStringLiteral("recovery"), {{QStringLiteral("pattern"), pattern}, {QStringLiteral("rule"), rule}});
}

int spend(Session& session)
{
    const QString action = session.line.arguments.value(0, QStringLiteral("now"));
    if (action == QLatin1String("now"))
        return show(session, session.engine.ask(spendQuery), spendText);
    if (action == QLatin1String("days")) {
        const int days = session.line.number("days", kDays);
        return show(session, session.engine.ask([days](QueryContext& context) { return callTrendQuery(context, days); }), callTrendText);
    }
    if (action == QLatin1String("prices"))
        return show(session, session.engine.ask([&](QueryContext& context) { return providerListQuery(context, session.engine.providers()); }), pricesText);
    if (action != QLatin1String("calls"))
        return failed(session, wrong(QStringLiteral("spend can show now, days, calls or prices, not “%1”").arg(action)));
    CallFilter filter;
    filter.run = session.line.number("run", -1);
    filter.provider = session.line.text("provider");
    filter.outcome = session.line.text("outcome");
    filter.limit = session.line.number("limit", kCallsShown);
    filter.offset = session.line.number("offset", 0);
    return show(session, session.engine.ask([&](QueryContext& context) { return callsQuery(context, filter); }), callsText);
}

int models(Session& session)
{
    constexpr int kScoreDays = 90, kInARow = 5;
    ModelScoreFilter filter;
    filter.days = session.line.number("days", kScoreDays);
    filter.inARow = session.line.number("in_a_row", kInARow);
    filter.providers = session.line.arguments;
    return show(session, session.engine.ask([&](QueryContext& context) { return modelScoresQuery(context, filter); }), modelsText);
}

} // namespace factoid::commands
