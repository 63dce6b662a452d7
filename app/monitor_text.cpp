#include "app/monitor_text.h"

#include "core/base/literals.h"

#include "app/data_text.h"

#include <QStringList>

namespace factoid {

namespace {

constexpr int kKindColumn = 12;
constexpr int kNameColumn = 22;
constexpr int kStateColumn = 9;

QString words(const QJsonValue& values)
{
    QStringList parts;
    for (const QJsonValue& value : values.toArray())
        parts << value.toString();
    return parts.join(u", "_s);
}

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
    return u"%1  %2  %3  %4 times  %5 to %6  %7: %8\n"_s.arg(
        text(incident, "id").rightJustified(4), incident.value(u"open"_s).toBool() ? u"open"_s : u"over"_s,
        text(incident, "kind").leftJustified(kKindColumn), text(incident, "count").rightJustified(4),
        text(incident, "first_seen"), text(incident, "last_seen"), about, text(incident, "sentence"));
}

QString periodLine(const QString& name, const QJsonObject& period, const QString& currency)
{
    QString line = u"%1 %2 %3"_s.arg(name.leftJustified(kNameColumn), text(period, "booked"), currency);
    if (!period.value(u"cap"_s).isNull())
        line += u" of %1, %2 left"_s.arg(text(period, "cap"), text(period, "left"));
    line += u"; %1, %2 failed, %3 in, %4 out"_s.arg(counted(period, "calls", "call", "calls"), text(period, "failed"),
                                                    counted(period, "tokens_in", "token", "tokens"),
                                                    text(period, "tokens_out"));
    QStringList paid;
    for (const QJsonValue& value : period.value(u"costs"_s).toArray()) {
        if (text(value.toObject(), "currency") != currency)
            paid << u"%1 %2"_s.arg(text(value.toObject(), "cost"), text(value.toObject(), "currency"));
    }
    if (!paid.isEmpty())
        line += u"; paid %1"_s.arg(paid.join(u", "_s));
    if (!text(period, "uncounted").isEmpty())
        line += u"; without what was paid in %1, for which no rate is configured"_s.arg(text(period, "uncounted"));
    return line + QLatin1Char('\n');
}

} // namespace

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
        out += u"\na person must look\n"_s;
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
    return out.isEmpty() ? u"nothing was asked yet; every breaker is closed"_s : out;
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

QString spendText(const QJsonObject& json)
{
    const QString currency = text(json, "currency");
    QString out = periodLine(u"today"_s, json.value(u"today"_s).toObject(), currency);
    out += periodLine(u"month"_s, json.value(u"month"_s).toObject(), currency);
    if (!json.value(u"per_run_cap"_s).isNull())
        out += u"%1 %2 %3\n"_s.arg(u"most a run"_s.leftJustified(kNameColumn), text(json, "per_run_cap"), currency);
    for (const QJsonValue& value : json.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject();
        const QString name = text(provider, "provider");
        out += periodLine(name + u" today"_s, provider.value(u"today"_s).toObject(), currency);
        out += periodLine(name + u" month"_s, provider.value(u"month"_s).toObject(), currency);
    }
    const QJsonObject died = json.value(u"died"_s).toObject();
    if (died.value(u"calls"_s).toInteger() > 0) {
        out += u"%1 %2 booked at the most that may have been billed, %3 %4\n"_s.arg(
            u"died"_s.leftJustified(kNameColumn),
            counted(died, "calls", "call whose process died is", "calls whose process died are"), text(died, "at_most"),
            currency);
    }
    return out + u"%1 %2\n"_s.arg(u"shadow"_s.leftJustified(kNameColumn),
                                  text(json.value(u"shadow"_s).toObject(), "sentence"));
}

QString callsText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"calls"_s).toArray()) {
        const QJsonObject call = value.toObject();
        out += u"%1  %2  run %3  %4 %5  %6 %7  %8 in, %9 out  "_s.arg(
            text(call, "id").rightJustified(5), text(call, "at"), text(call, "run"), text(call, "provider"),
            text(call, "model"), text(call, "state"), text(call, "outcome"), text(call, "tokens_in"),
            text(call, "tokens_out"));
        out += u"%1 %2%3\n"_s.arg(text(call, "cost"), text(call, "currency"),
                                  call.value(u"served"_s).toBool() ? u"  served"_s : QString());
    }
    return out.isEmpty() ? u"no model was called"_s : out;
}

QString callTrendText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(u"days"_s).toArray()) {
        const QJsonObject day = value.toObject();
        out += u"%1  %2, %3 failed, %4 in, %5 out, %6 %7, %8 of %9 proven\n"_s.arg(
            text(day, "date"), counted(day, "calls", "call", "calls"), text(day, "failed"),
            counted(day, "tokens_in", "token", "tokens"), text(day, "tokens_out"), text(day, "booked"),
            text(json, "currency"), text(day, "accepted"), counted(day, "sentences", "sentence", "sentences"));
    }
    return out;
}

QString pricesText(const QJsonObject& json)
{
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"providers"_s).toArray()) {
        const QJsonObject provider = value.toObject();
        const QJsonObject price = provider.value(u"price"_s).toObject();
        out += u"%1 %2: "_s.arg(text(provider, "name").leftJustified(kNameColumn), text(provider, "model"));
        out += price.isEmpty() ? u"not known\n"_s
                               : u"%1 in, %2 out %3 a million tokens, from %4 (%5)%6\n"_s.arg(
                                     text(price, "in"), text(price, "out"), text(price, "currency"),
                                     price.value(u"from"_s).toString(u"the first"_s), text(price, "source"),
                                     price.value(u"rate"_s).isNull() ? u"; no rate to %1"_s.arg(text(json, "currency"))
                                                                     : QString());
    }
    return out;
}

QString spendAndErrorsText(const QJsonObject& spend, const QJsonObject& errors)
{
    const QJsonObject month = spend.value(u"month"_s).toObject();
    const QJsonObject today = spend.value(u"today"_s).toObject();
    return u"spend      today %1 %2, this month %3 %2; %4 this month\nerrors     %5 open, %6 in the last 24 hours%7\n"_s
        .arg(text(today, "booked"), text(spend, "currency"), text(month, "booked"),
             counted(month, "calls", "call", "calls"), text(errors, "open"), text(errors, "last_24_hours"),
             errors.value(u"alerts"_s).toInteger() > 0
                 ? u"; %1 a person"_s.arg(counted(errors, "alerts", "needs", "need"))
                 : QString());
}

QString modelsText(const QJsonObject& json)
{
    const auto percent = [](const QJsonValue& rate) {
        if (rate.isNull())
            return u"not known"_s;
        const auto whole = [&](const char* key) {
            return QString::number(100 * rate.toObject().value(QLatin1String(key)).toDouble(), 'f', 0);
        };
        return u"%1 percent (%2 to %3)"_s.arg(whole("ratio"), whole("low"), whole("high"));
    };
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(u"models"_s).toArray()) {
        const QJsonObject model = value.toObject();
        out += u"%1 %2: %3 of %4 replies clean; sentences proven %5; %6 in a row %7; %8 ms\n"_s
                   .arg(text(model, "provider").leftJustified(kNameColumn), text(model, "model"), text(model, "clean"),
                        text(model, "replies"), percent(model.value(u"acceptance"_s)))
                   .arg(json.value(u"in_a_row"_s).toInt())
                   .arg(percent(model.value(u"pass"_s)), text(model, "latency_ms"));
    }
    return out;
}

} // namespace factoid
