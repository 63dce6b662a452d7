// When a person is called: alerts.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/base/measured_number.h"
#include "core/node/minute_watch.h"
#include "core/queries/alerts/alert_queries.h"
#include "core/store/sql/time_text.h"

#include <QStringList>

#include <cmath>

namespace factoid::commands {

namespace {

constexpr int kListDays = 7, kMessagesShown = 50;
constexpr int kIdColumn = 22, kAlertColumn = 9;

QString figure(const QJsonObject& json, const char* key)
{
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isNull() || value.isUndefined() ? u"no data"_s : measuredNumber(value.toDouble());
}

QString incidentText(const QJsonObject& row)
{
    const QString limit = row.value(u"above"_s).toBool() ? u"at most"_s : u"at least"_s;
    const QString when =
        row.value(u"ended_at"_s).isNull()
            ? u"since %1 (%2)"_s.arg(text(row, "began_at"), counted(row, "minutes", "minute", "minutes"))
            : u"%1 to %2"_s.arg(text(row, "began_at"), text(row, "ended_at"));
    return u"%1  %2  %3\n      %4; %5 %6, should be %7 %8\n"_s.arg(
        text(row, "id").rightJustified(4), text(row, "state").leftJustified(kAlertColumn), text(row, "title"), when,
        text(row, "metric"), figure(row, "last"), limit, figure(row, "threshold"));
}

QString alertsText(const QJsonObject& json)
{
    QString out = json.value(u"watched_to"_s).isNull()
                      ? u"nothing has been measured yet; “run” does so once a minute\n"_s
                      : QString();
    const QJsonArray firing = list(json, "firing"), past = list(json, "past");
    if (firing.isEmpty())
        out += u"no alert is firing\n"_s;
    for (const QJsonValue& row : firing)
        out += incidentText(row.toObject());
    if (!past.isEmpty())
        out += u"\nover\n"_s;
    for (const QJsonValue& row : past)
        out += incidentText(row.toObject());
    return out;
}

QString rulesText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "rules")) {
        const QJsonObject row = value.toObject();
        out += u"%1 %2 %3 %4 %5; now %6; for %7, keep %8%9\n"_s.arg(
            text(row, "id").leftJustified(kIdColumn), text(row, "state").leftJustified(kAlertColumn),
            text(row, "metric"), row.value(u"above"_s).toBool() ? u"from"_s : u"down to"_s, figure(row, "threshold"),
            figure(row, "value"), text(row, "for_minutes"), text(row, "keep_minutes"),
            row.value(u"own"_s).toBool() ? u"  (changed by hand)"_s : QString());
    }
    return out;
}

QString backtestText(const QJsonObject& json)
{
    QString out = u"would have fired %1 in %2; %3 of %4 minutes have data\n"_s.arg(
        counted(json, "fired", "time", "times"), counted(json, "days", "day", "days"), text(json, "known"),
        text(json, "minutes"));
    for (const QJsonValue& value : list(json, "incidents")) {
        const QJsonObject row = value.toObject();
        out += u"%1 to %2, at worst %3\n"_s.arg(text(row, "began_at"),
                                                row.value(u"ended_at"_s).isNull() ? u"now"_s : text(row, "ended_at"),
                                                figure(row, "worst"));
    }
    return out;
}

QString silencesText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "silences")) {
        const QJsonObject row = value.toObject();
        const QString again =
            text(row, "weekdays").isEmpty()
                ? QString()
                : u", on weekdays %1 from %2 for %3"_s.arg(text(row, "weekdays"), text(row, "starts"),
                                                           counted(row, "minutes", "minute", "minutes"));
        out += u"%1  %2  %3 until %4%5; %6: %7\n"_s.arg(
            text(row, "id").rightJustified(4), text(row, "state").leftJustified(kAlertColumn),
            text(row, "rule").isEmpty() ? u"all alerts"_s : text(row, "rule"), text(row, "until"), again,
            text(row, "author"), text(row, "reason"));
    }
    return out.isEmpty() ? u"there are no silences"_s : out;
}

QString sinksText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "sinks")) {
        const QJsonObject row = value.toObject(), body = row.value(u"body"_s).toObject();
        const QString where = text(body, "url") + text(body, "host");
        out += u"%1 %2 %3\n"_s.arg(text(row, "name").leftJustified(kIdColumn), text(row, "kind"), where);
    }
    if (out.isEmpty())
        out = u"alerts go to nobody; they are shown in the window and by “alerts list”\n"_s;
    for (const QJsonValue& value : list(json, "messages")) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2  %3  %4  %5 (%6)\n"_s.arg(text(row, "created_at"), text(row, "sink"), text(row, "state"),
                                                  text(row, "subject"), text(row, "result"),
                                                  counted(row, "attempts", "try", "tries"));
    }
    return out;
}

Result<QJsonValue> decimalOf(const QString& text_, const QString& option)
{
    bool isNumber = false;
    const double value = text_.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return fail(ErrorKind::Usage, u"--%1 takes a number, not “%2”"_s.arg(option, text_));
    return QJsonValue(value);
}

// What the options say of a rule, as the job takes it.
Result<QJsonObject> changeFrom(const CommandLine& line)
{
    QJsonObject change;
    for (const char* key : {"threshold", "clear"}) {
        if (line.options.contains(QLatin1String(key)))
            change.insert(QLatin1String(key), TRY(decimalOf(line.text(key), QLatin1String(key))));
    }
    for (const auto& [option, key] :
         {std::pair("for", "for_minutes"), std::pair("keep", "keep_minutes"), std::pair("window", "window_minutes")}) {
        if (line.options.contains(QLatin1String(option)))
            change.insert(QLatin1String(key), line.number(option, 0));
    }
    for (const char* key : {"severity", "compare", "title", "group"}) {
        if (line.options.contains(QLatin1String(key)))
            change.insert(QLatin1String(key), line.text(key));
    }
    if (line.options.contains(u"enabled"_s))
        change.insert(u"enabled"_s, line.text("enabled") == "yes"_L1);
    if (line.options.contains(u"sinks"_s))
        change.insert(u"sinks"_s,
                      QJsonArray::fromStringList(line.text("sinks").split(QLatin1Char(','), Qt::SkipEmptyParts)));
    if (line.options.contains(u"metric"_s)) {
        QJsonObject labels;
        for (const QString& part : line.text("labels").split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const qsizetype at = part.indexOf(QLatin1Char('='));
            if (at < 1)
                return fail(ErrorKind::Usage,
                            u"“%1” is not a label; write NAME=VALUE, separated by commas"_s.arg(part));
            labels.insert(part.left(at).trimmed(), part.mid(at + 1).trimmed());
        }
        change.insert(u"series"_s, QJsonObject{{u"metric"_s, line.text("metric")},
                                               {u"labels"_s, labels},
                                               {u"measure"_s, line.text("measure")}});
        change.insert(u"per"_s, QJsonValue());
    }
    return change;
}

Result<QJsonObject> sinkFrom(const CommandLine& line)
{
    QJsonObject body;
    for (const char* key : {"url", "secret_env", "host", "from", "user", "password_env", "tls", "ca_file"}) {
        const QLatin1String option(qstrcmp(key, "from") == 0 ? "sender" : key);
        if (line.options.contains(option))
            body.insert(QLatin1String(key), line.options.value(option));
    }
    if (line.options.contains(u"port"_s))
        body.insert(u"port"_s, line.number("port", 0));
    if (line.options.contains(u"recipients"_s))
        body.insert(u"to"_s,
                    QJsonArray::fromStringList(line.text("recipients").split(QLatin1Char(','), Qt::SkipEmptyParts)));
    return QJsonObject{{u"action"_s, u"sink"_s},
                       {u"name"_s, line.arguments.value(0)},
                       {u"kind"_s, line.arguments.value(1)},
                       {u"body"_s, body}};
}

} // namespace

int listAlerts(Session& session)
{
    const int days = session.line.number("days", kListDays);
    return showAnswer(
        session, [days](QueryContext& context) { return alertListQuery(context, days); }, alertsText);
}

int alertRulesNow(Session& session)
{
    return showAnswer(session, alertRulesQuery, rulesText);
}

int setAlertRule(Session& session)
{
    const auto change = changeFrom(session.line);
    if (!change)
        return failed(session, change.error());
    return simpleJob(session, u"alerts"_s,
                     {{u"action"_s, u"set"_s}, {u"id"_s, session.line.arguments.value(0)}, {u"change"_s, *change}});
}

int resetAlertRule(Session& session)
{
    return simpleJob(session, u"alerts"_s, {{u"action"_s, u"reset"_s}, {u"id"_s, session.line.arguments.value(0)}});
}

int silenceAlerts(Session& session)
{
    const CommandLine& line = session.line;
    const QDateTime now = session.engine.clock().now();
    const QDateTime from = line.instant("from").isValid() ? line.instant("from") : now;
    const bool hasLength = line.options.contains(u"for"_s);
    if (line.instant("until").isValid() == hasLength)
        return failed(session, wrong(u"say how long: either --until or --for MINUTES"_s));
    const QDateTime until = hasLength ? from.addSecs(60LL * line.number("for", 0)) : line.instant("until");
    const QJsonObject options{
        {u"action"_s, u"silence"_s},
        {u"rule"_s, line.arguments.value(0)},
        {u"until"_s, timeText(until)},
        {u"from"_s, timeText(from)},
        {u"weekdays"_s, line.text("weekdays")},
        {u"starts"_s, line.text("starts")},
        {u"minutes"_s, line.number("minutes", 0)},
        {u"author"_s, line.options.value(u"author"_s).toString(qEnvironmentVariable("USER", u"command line"_s))},
        {u"reason"_s, line.text("reason")}};
    return report(session, runJob(session, u"alerts"_s, options, line.flag("dry_run")));
}

int listSilences(Session& session)
{
    return showAnswer(session, silencesQuery, silencesText);
}

int endSilence(Session& session)
{
    const auto id = numberOf(session, u"a silence"_s);
    if (!id)
        return failed(session, id.error());
    return simpleJob(session, u"alerts"_s, {{u"action"_s, u"end"_s}, {u"id"_s, *id}});
}

int backtestRule(Session& session)
{
    const auto change = changeFrom(session.line);
    if (!change)
        return failed(session, change.error());
    const int days = session.line.number("days", kBacktestDays);
    return showAnswer(
        session,
        [&](QueryContext& context) -> Result<BacktestAnswer> {
            const AlertRule rule = TRY(draftRule(context, session.line.arguments.value(0), *change));
            return backtestQuery(context, rule, days);
        },
        backtestText);
}

int listSinks(Session& session)
{
    const int limit = session.line.number("limit", kMessagesShown);
    return showAnswer(
        session, [limit](QueryContext& context) { return sinksQuery(context, limit); }, sinksText);
}

int setAlertSink(Session& session)
{
    const auto options = sinkFrom(session.line);
    return options ? simpleJob(session, u"alerts"_s, *options) : failed(session, options.error());
}

int dropAlertSink(Session& session)
{
    return simpleJob(session, u"alerts"_s, {{u"action"_s, u"unsink"_s}, {u"name"_s, session.line.arguments.value(0)}});
}

int testAlerts(Session& session)
{
    return simpleJob(session, u"alert-test"_s, {{u"name"_s, session.line.arguments.value(0)}});
}

int checkAlerts(Session& session)
{
    if (session.engine.isReadOnly())
        return failed(session, Error{ErrorKind::Store, Message("run.read_only").arg(u"alerts check"_s).text()});
    const auto watched = askAside(
        session,
        [&](const TaskControl& control) -> Result<QJsonObject> {
            const MinuteWatched done = TRY(
                watchMinute(session.engine.store(), session.engine.clock(), session.engine.config(), control.cancel));
            return QJsonObject{{u"done"_s, done.done}, {u"opened"_s, done.opened}, {u"closed"_s, done.closed},
                               {u"sent"_s, done.sent}, {u"failed"_s, done.failed}, {u"waiting"_s, done.waiting}};
        },
        AtSignal::Cancel);
    return show(session, watched, [](const QJsonObject& json) {
        if (!json.value(u"done"_s).toBool())
            return u"nothing to do: this minute has been checked already, or there is no store yet\n"_s;
        return u"%1 began, %2 ended; %3 sent, %4 waiting, %5 failed\n"_s.arg(
            counted(json, "opened", "alert", "alerts"), counted(json, "closed", "alert", "alerts"),
            counted(json, "sent", "message", "messages"), QString::number(json.value(u"waiting"_s).toInt()),
            QString::number(json.value(u"failed"_s).toInt()));
    });
}

} // namespace factoid::commands
