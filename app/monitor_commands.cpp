#include "app/monitor_commands.h"

#include "app/monitor_text.h"
#include "app/record_answer.h"
#include "core/base/literals.h"
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
            return failed(session,
                          wrong(u"errors needs the number of an incident, not “%1”"_s.arg(session.line.arguments[0])));
        return show(session,
                    session.engine.ask(asJson([id](QueryContext& context) { return incidentQuery(context, id); })),
                    incidentText);
    }
    FailureFilter filter;
    filter.days = session.line.number("days", kDays);
    filter.kind = session.line.text("kind");
    filter.provider = session.line.text("provider");
    filter.openOnly = session.line.flag("open");
    filter.hour = session.line.number("hour", -1);
    filter.limit = session.line.number("limit", kIncidentsShown);
    filter.offset = session.line.number("offset", 0);
    return show(session,
                session.engine.ask(asJson([&](QueryContext& context) { return errorsQuery(context, filter); })),
                errorsText);
}

int breakers(Session& session)
{
    const QString action = session.line.arguments.value(0, u"list"_s);
    if (action == "list"_L1)
        return show(session, session.engine.ask(asJson(breakersQuery)), breakersText);
    static const QStringList changes{u"open"_s, u"close"_s, u"release"_s};
    if (!changes.contains(action))
        return failed(session, wrong(u"breakers can list, open, close or release, not “%1”"_s.arg(action)));
    if (session.line.arguments.size() < 2)
        return failed(session, wrong(u"breakers %1 needs the name of a breaker"_s.arg(action)));
    return simpleJob(
        session, u"breakers"_s,
        {{u"action"_s, action}, {u"name"_s, session.line.arguments[1]}, {u"reason"_s, session.line.text("reason")}});
}

int recovery(Session& session)
{
    const QString action = session.line.arguments.value(0, u"list"_s);
    const QString pattern = session.line.arguments.value(1);
    if (action == "list"_L1)
        return show(session, session.engine.ask(asJson(recoveryQuery)), recoveryText);
    if (action != "set"_L1 && action != "reset"_L1)
        return failed(session, wrong(u"recovery can list, set or reset, not “%1”"_s.arg(action)));
    if (pattern.isEmpty())
        return failed(session, wrong(u"recovery %1 needs a pattern: a kind, or kind@provider"_s.arg(action)));
    if (action == "reset"_L1)
        return simpleJob(session, u"recovery"_s, {{u"pattern"_s, pattern}, {u"rule"_s, QJsonValue()}});
    QJsonObject rule, wait;
    if (const QString steps = session.line.text("steps"); !steps.isEmpty())
        rule.insert(u"steps"_s, QJsonArray::fromStringList(steps.split(QLatin1Char(','))));
    for (const char* name : {"attempts", "first_ms", "longest_ms", "longest_asked_ms"}) {
        if (session.line.options.contains(QLatin1String(name)))
            wait.insert(QLatin1String(name), session.line.options.value(QLatin1String(name)));
    }
    if (!wait.isEmpty())
        rule.insert(u"wait"_s, wait);
    if (session.line.options.contains(u"alert_after"_s))
        rule.insert(u"alert_after"_s, session.line.options.value(u"alert_after"_s));
    const QString onInput = session.line.text("retry_on_new_input");
    if (onInput == "yes"_L1 || onInput == "no"_L1)
        rule.insert(u"retry_on_new_input"_s, onInput == "yes"_L1);
    else if (!onInput.isEmpty())
        return failed(session, wrong(u"--retry-on-new-input is yes or no, not “%1”"_s.arg(onInput)));
    if (rule.isEmpty())
        return failed(session, wrong(u"say what to change: --steps, --attempts, --alert-after …"_s));
    return simpleJob(session, u"recovery"_s, {{u"pattern"_s, pattern}, {u"rule"_s, rule}});
}

int spend(Session& session)
{
    const QString action = session.line.arguments.value(0, u"now"_s);
    if (action == "now"_L1)
        return show(session, session.engine.ask(asJson(spendQuery)), spendText);
    if (action == "days"_L1) {
        const int days = session.line.number("days", kDays);
        return show(session,
                    session.engine.ask(asJson([days](QueryContext& context) { return callTrendQuery(context, days); })),
                    callTrendText);
    }
    if (action == "prices"_L1)
        return show(session, session.engine.ask(asJson([&](QueryContext& context) {
            return providerListQuery(context, session.engine.providers());
        })),
                    pricesText);
    if (action != "calls"_L1)
        return failed(session, wrong(u"spend can show now, days, calls or prices, not “%1”"_s.arg(action)));
    CallFilter filter;
    filter.run = session.line.number("run", -1);
    filter.provider = session.line.text("provider");
    filter.outcome = session.line.text("outcome");
    filter.limit = session.line.number("limit", kCallsShown);
    filter.offset = session.line.number("offset", 0);
    return show(session, session.engine.ask(asJson([&](QueryContext& context) { return callsQuery(context, filter); })),
                callsText);
}

int models(Session& session)
{
    constexpr int kScoreDays = 90, kInARow = 5;
    ModelScoreFilter filter;
    filter.days = session.line.number("days", kScoreDays);
    filter.inARow = session.line.number("in_a_row", kInARow);
    filter.providers = session.line.arguments;
    return show(session,
                session.engine.ask(asJson([&](QueryContext& context) { return modelScoresQuery(context, filter); })),
                modelsText);
}

} // namespace factoid::commands
