// What goes wrong and what is done about it: errors, breakers, recovery, doctor.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/chat/provider_queries.h"
#include "core/queries/errors/failure_queries.h"
#include "core/queries/overview/doctor.h"

namespace factoid::commands {

namespace {

constexpr int kKindColumn = 12;
constexpr int kNameColumn = 22;
constexpr int kStateColumn = 9;
constexpr int kTimesColumn = 10;
constexpr int kErrorDays = 7;
constexpr int kIncidentsShown = 20;

QString stepLine(const QJsonObject& step)
{
    const QString why = text(step, "reason");
    const QString came = text(step, "result_words");
    return u"  %1  %2%3  %4  %5%6\n"_s.arg(
        text(step, "at"), text(step, "kind"),
        text(step, "provider").isEmpty() ? QString() : u" at "_s + text(step, "provider"), text(step, "action"),
        text(step, "result"),
        why.isEmpty() && came.isEmpty() ? QString() : u" (%1)"_s.arg(came.isEmpty() ? why : came));
}

QString incidentLine(const QJsonObject& incident)
{
    const QString about = text(incident, "provider").isEmpty() ? text(incident, "job") : text(incident, "provider");
    return u"%1  %2  %3  %4  %5 to %6  %7: %8\n"_s.arg(
        text(incident, "id").rightJustified(4), incident.value(u"open"_s).toBool() ? u"open"_s : u"over"_s,
        text(incident, "kind").leftJustified(kKindColumn),
        counted(incident, "count", "time ", "times").rightJustified(kTimesColumn), text(incident, "first_seen"),
        text(incident, "last_seen"), about, text(incident, "sentence"));
}

QString errorsText(const QJsonObject& errors)
{
    const QJsonArray patterns = errors.value(u"patterns"_s).toArray();
    if (patterns.isEmpty())
        return text(errors, "sentence");
    QString out = u"patterns\n"_s;
    for (const QJsonValue& value : patterns) {
        const QJsonObject pattern = value.toObject();
        out += u"  %1%2\n"_s.arg(text(pattern, "sentence"),
                                 text(pattern, "action").isEmpty()
                                     ? QString()
                                     : u"  → %1 %2"_s.arg(text(pattern, "action"), text(pattern, "action_result")));
    }
    const QJsonArray alerts = errors.value(u"alerts"_s).toArray();
    if (!alerts.isEmpty())
        out += u"\nneeds attention\n"_s;
    for (const QJsonValue& alert : alerts)
        out += incidentLine(alert.toObject());
    out += u"\nincidents (%1)\n"_s.arg(text(errors, "total"));
    for (const QJsonValue& incident : errors.value(u"incidents"_s).toArray())
        out += incidentLine(incident.toObject());
    const QJsonArray actions = errors.value(u"actions"_s).toArray();
    if (!actions.isEmpty())
        out += u"\nwhat was done\n"_s;
    for (const QJsonValue& action : actions)
        out += stepLine(action.toObject());
    return out;
}

QString incidentText(const QJsonObject& json)
{
    QString out = incidentLine(json.value(u"incident"_s).toObject());
    for (const QJsonValue& hour : json.value(u"hours"_s).toArray())
        out += u"  %1:00Z  %2\n"_s.arg(text(hour.toObject(), "hour"), text(hour.toObject(), "count"));
    for (const QJsonValue& action : json.value(u"actions"_s).toArray())
        out += stepLine(action.toObject());
    return out;
}

QString breakersText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"breakers"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const bool forced = text(row, "force") != "none"_L1;
        out += u"%1  %2%3%4\n"_s.arg(
            text(row, "name").leftJustified(kNameColumn), text(row, "phase").leftJustified(kStateColumn),
            forced ? u"  kept %1 by %2: %3"_s.arg(text(row, "force"), text(row, "actor"), text(row, "force_reason"))
                   : QString(),
            text(row, "sentence").isEmpty() || forced ? QString() : u"  "_s + text(row, "sentence"));
    }
    return out.isEmpty() ? u"nothing has been called yet; every breaker is closed"_s : out;
}

QString recoveryText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"rules"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const QJsonObject rule = row.value(u"rule"_s).toObject();
        const QString steps = words(rule.value(u"steps"_s));
        out += u"%1 %2%3\n"_s.arg(text(row, "pattern").leftJustified(kNameColumn), steps,
                                  row.value(u"own"_s).toBool() ? u"  (set by hand)"_s : QString());
        if (steps.contains("wait"_L1)) {
            const QJsonObject wait = rule.value(u"wait"_s).toObject();
            out += u"%1 wait: %2, from %3 ms to %4 ms, asked for at most %5 ms\n"_s.arg(
                QString(kNameColumn, QLatin1Char(' ')), counted(wait, "attempts", "attempt", "attempts"),
                text(wait, "first_ms"), text(wait, "longest_ms"), text(wait, "longest_asked_ms"));
        }
    }
    return out;
}

QString doctorText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(u"checks"_s).toArray()) {
        const QJsonObject check = value.toObject();
        const bool ok = check.value(u"ok"_s).toBool();
        out += u"%1  %2: %3\n"_s.arg(ok ? u"ok "_s : u"BAD"_s, text(check, "name"), text(check, "message"));
        if (!ok)
            out += u"     %1\n"_s.arg(text(check, "remedy"));
    }
    return out;
}

QString providersText(const QJsonObject& report)
{
    QString out;
    for (const QJsonValue& value : report.value(u"providers"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const bool ok = row.value(u"ok"_s).toBool();
        out += u"%1  %2: %3 at %4: "_s.arg(ok ? u"ok "_s : u"BAD"_s, text(row, "name"), text(row, "model"),
                                           text(row, "host"));
        if (ok)
            out += u"answers after %1 ms, mode %2; key: %3\n"_s.arg(text(row, "milliseconds"), text(row, "mode"),
                                                                    text(row, "key_place"));
        else
            out += u"%1: %2\n     %3\n"_s.arg(text(row, "kind"), text(row, "message"), text(row, "remedy"));
    }
    return out + text(report, "message") + QLatin1Char('\n');
}

} // namespace

int errors(Session& session)
{
    if (!session.line.arguments.isEmpty()) {
        const auto id = numberOf(session, u"an incident"_s);
        if (!id)
            return failed(session, id.error());
        return showAnswer(
            session, [&](QueryContext& context) { return incidentQuery(context, *id); }, incidentText);
    }
    FailureFilter filter;
    filter.days = session.line.number("days", kErrorDays);
    filter.kind = session.line.text("kind");
    filter.provider = session.line.text("provider");
    filter.openOnly = session.line.flag("open");
    filter.hour = session.line.number("hour", -1);
    filter.limit = session.line.number("limit", kIncidentsShown);
    filter.offset = session.line.number("offset", 0);
    return showAnswer(
        session, [&](QueryContext& context) { return errorsQuery(context, filter); }, errorsText);
}

int listBreakers(Session& session)
{
    return showAnswer(session, breakersQuery, breakersText);
}

int forceBreaker(Session& session)
{
    return simpleJob(session, u"breakers"_s,
                     {{u"action"_s, session.line.action},
                      {u"name"_s, session.line.arguments[0]},
                      {u"reason"_s, session.line.text("reason")}});
}

int listRecovery(Session& session)
{
    return showAnswer(session, recoveryQuery, recoveryText);
}

int setRecovery(Session& session)
{
    QJsonObject rule, wait;
    const QJsonObject& given = session.line.options;
    if (const QString steps = session.line.text("steps"); !steps.isEmpty())
        rule.insert(u"steps"_s, QJsonArray::fromStringList(steps.split(QLatin1Char(','))));
    for (const char* name : {"attempts", "first_ms", "longest_ms", "longest_asked_ms"}) {
        if (given.contains(QLatin1String(name)))
            wait.insert(QLatin1String(name), given.value(QLatin1String(name)));
    }
    if (!wait.isEmpty())
        rule.insert(u"wait"_s, wait);
    if (given.contains(u"alert_after"_s))
        rule.insert(u"alert_after"_s, given.value(u"alert_after"_s));
    if (const QString onInput = session.line.text("retry_on_new_input"); !onInput.isEmpty())
        rule.insert(u"retry_on_new_input"_s, onInput == "yes"_L1);
    if (rule.isEmpty())
        return failed(session, wrong(u"say what to change: --steps, --attempts, --alert-after …"_s));
    return simpleJob(session, u"recovery"_s, {{u"pattern"_s, session.line.arguments[0]}, {u"rule"_s, rule}});
}

int resetRecovery(Session& session)
{
    return simpleJob(session, u"recovery"_s, {{u"pattern"_s, session.line.arguments[0]}, {u"rule"_s, QJsonValue()}});
}

int doctor(Session& session)
{
    if (session.line.flag("providers")) {
        const auto asked = askAside(session, [&](const TaskControl& control) {
            return providersQuery(session.engine.chat(), session.engine.providers(), control);
        });
        const int shown = show(session, asked, providersText);
        return shown == Done && !asked->value(u"healthy"_s).toBool() ? Failed : shown;
    }
    QJsonArray mended;
    if (session.line.flag("repair")) {
        const auto repaired = runJob(session, u"repair"_s, {});
        if (!repaired)
            return failed(session, repaired.error());
        mended = repaired->result.value(u"mended"_s).toArray();
        session.console.line(repaired->note.text());
    }
    auto answer = session.engine.examine(
        asJson([&](QueryContext& context) { return doctorQuery(context, session.engine.providers()); }));
    if (answer && session.line.flag("repair"))
        answer->insert(u"mended"_s, mended);
    const int code = show(session, answer, doctorText);
    return code == Done && !answer->value(u"healthy"_s).toBool() ? Failed : code;
}

} // namespace factoid::commands
