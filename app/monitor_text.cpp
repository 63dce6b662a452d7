#include "app/monitor_text.h"

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
    return parts.join(QStringLiteral(", "));
}

QString stepLine(const QJsonObject& step)
{
    const QString why = text(step, "reason");
    const QString came = text(step, "result_words");
    return QStringLiteral("  %1  %2%3  %4  %5%6\n")
        .arg(text(step, "at"), text(step, "kind"), text(step, "provider").isEmpty() ? QString() : QStringLiteral(" at ") + text(step, "provider"),
             text(step, "action"), text(step, "result"), why.isEmpty() && came.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(came.isEmpty() ? why : came));
}

QString incidentLine(const QJsonObject& incident)
{
    const QString about = text(incident, "provider").isEmpty() ? text(incident, "job") : text(incident, "provider");
    return QStringLiteral("%1  %2  %3  %4 times  %5 to %6  %7: %8\n")
        .arg(text(incident, "id").rightJustified(4), incident.value(QStringLiteral("open")).toBool() ? QStringLiteral("open") : QStringLiteral("over"),
             text(incident, "kind").leftJustified(kKindColumn), text(incident, "count").rightJustified(4), text(incident, "first_seen"), text(incident, "last_seen"), about,
             text(incident, "sentence"));
}

QString periodLine(const QString& name, const QJsonObject& period, const QString& currency)
{
    QString line = QStringLiteral("%1 %2 %3").arg(name.leftJustified(kNameColumn), text(period, "booked"), currency);
    if (!period.value(QStringLiteral("cap")).isNull())
        line += QStringLiteral(" of %1, %2 left").arg(text(period, "cap"), text(period, "left"));
    line += QStringLiteral("; %1, %2 failed, %3 in, %4 out").arg(counted(period, "calls", "call", "calls"), text(period, "failed"), counted(period, "tokens_in", "token", "tokens"), text(period, "tokens_out"));
    QStringList paid;
    for (const QJsonValue& value : period.value(QStringLiteral("costs")).toArray()) {
        if (text(value.toObject(), "currency") != currency)
            paid << QStringLiteral("%1 %2").arg(text(value.toObject(), "cost"), text(value.toObject(), "currency"));
    }
    if (!paid.isEmpty())
        line += QStringLiteral("; paid %1").arg(paid.join(QStringLiteral(", ")));
    if (!text(period, "uncounted").isEmpty())
        line += QStringLiteral("; without what was paid in %1, for which no rate is configured").arg(text(period, "uncounted"));
    return line + QLatin1Char('\n');
}

} // namespace

QString errorsText(const QJsonObject& errors)
{
    const QJsonArray patterns = errors.value(QStringLiteral("patterns")).toArray();
    if (patterns.isEmpty())
        return text(errors, "sentence");
    QString out = QStringLiteral("patterns\n");
    for (const QJsonValue& value : patterns) {
        const QJsonObject pattern = value.toObject();
        out += QStringLiteral("  %1%2\n").arg(text(pattern, "sentence"), text(pattern, "action").isEmpty() ? QString() : QStringLiteral("  → %1 %2").arg(text(pattern, "action"), text(pattern, "action_result")));
    }
    const QJsonArray alerts = errors.value(QStringLiteral("alerts")).toArray();
    if (!alerts.isEmpty())
        out += QStringLiteral("\na person must look\n");
    for (const QJsonValue& alert : alerts)
        out += incidentLine(alert.toObject());
    out += QStringLiteral("\nincidents (%1)\n").arg(text(errors, "total"));
    for (const QJsonValue& incident : errors.value(QStringLiteral("incidents")).toArray())
        out += incidentLine(incident.toObject());
    const QJsonArray actions = errors.value(QStringLiteral("actions")).toArray();
    if (!actions.isEmpty())
        out += QStringLiteral("\nwhat was done\n");
    for (const QJsonValue& action : actions)
        out += stepLine(action.toObject());
    return out;
}

QString incidentText(const QJsonObject& json)
{
    QString out = incidentLine(json.value(QStringLiteral("incident")).toObject());
    for (const QJsonValue& hour : json.value(QStringLiteral("hours")).toArray())
        out += QStringLiteral("  %1:00Z  %2\n").arg(text(hour.toObject(), "hour"), text(hour.toObject(), "count"));
    for (const QJsonValue& action : json.value(QStringLiteral("actions")).toArray())
        out += stepLine(action.toObject());
    return out;
}

QString breakersText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(QStringLiteral("breakers")).toArray()) {
        const QJsonObject row = value.toObject();
        const bool forced = text(row, "force") != QLatin1String("none");
        out += QStringLiteral("%1  %2%3%4\n")
                   .arg(text(row, "name").leftJustified(kNameColumn), text(row, "phase").leftJustified(kStateColumn),
                        forced ? QStringLiteral("  kept %1 by %2: %3").arg(text(row, "force"), text(row, "actor"), text(row, "force_reason")) : QString(),
                        text(row, "sentence").isEmpty() || forced ? QString() : QStringLiteral("  ") + text(row, "sentence"));
    }
    return out.isEmpty() ? QStringLiteral("nothing was asked yet; every breaker is closed") : out;
}

QString recoveryText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(QStringLiteral("rules")).toArray()) {
        const QJsonObject row = value.toObject();
        const QJsonObject rule = row.value(QStringLiteral("rule")).toObject();
        const QString steps = words(rule.value(QStringLiteral("steps")));
        out += QStringLiteral("%1 %2%3\n").arg(text(row, "pattern").leftJustified(kNameColumn), steps, row.value(QStringLiteral("own")).toBool() ? QStringLiteral("  (set by hand)") : QString());
        if (steps.contains(QLatin1String("wait"))) {
            const QJsonObject wait = rule.value(QStringLiteral("wait")).toObject();
            out += QStringLiteral("%1 wait: %2, from %3 ms to %4 ms, asked for at most %5 ms\n")
                       .arg(QString(kNameColumn, QLatin1Char(' ')), counted(wait, "attempts", "attempt", "attempts"), text(wait, "first_ms"), text(wait, "longest_ms"), text(wait, "longest_asked_ms"));
        }
    }
    return out;
}

QString spendText(const QJsonObject& json)
{
    const QString currency = text(json, "currency");
    QString out = periodLine(QStringLiteral("today"), json.value(QStringLiteral("today")).toObject(), currency);
    out += periodLine(QStringLiteral("month"), json.value(QStringLiteral("month")).toObject(), currency);
    if (!json.value(QStringLiteral("per_run_cap")).isNull())
        out += QStringLiteral("%1 %2 %3\n").arg(QStringLiteral("most a run").leftJustified(kNameColumn), text(json, "per_run_cap"), currency);
    for (const QJsonValue& value : json.value(QStringLiteral("providers")).toArray()) {
        const QJsonObject provider = value.toObject();
        const QString name = text(provider, "provider");
        out += periodLine(name + QStringLiteral(" today"), provider.value(QStringLiteral("today")).toObject(), currency);
        out += periodLine(name + QStringLiteral(" month"), provider.value(QStringLiteral("month")).toObject(), currency);
    }
    const QJsonObject died = json.value(QStringLiteral("died")).toObject();
    if (died.value(QStringLiteral("calls")).toInteger() > 0) {
        out += QStringLiteral("%1 %2 booked at the most that may have been billed, %3 %4\n")
                   .arg(QStringLiteral("died").leftJustified(kNameColumn), counted(died, "calls", "call whose process died is", "calls whose process died are"), text(died, "at_most"), currency);
    }
    return out + QStringLiteral("%1 %2\n").arg(QStringLiteral("shadow").leftJustified(kNameColumn), text(json.value(QStringLiteral("shadow")).toObject(), "sentence"));
}

QString callsText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(QStringLiteral("calls")).toArray()) {
        const QJsonObject call = value.toObject();
        out += QStringLiteral("%1  %2  run %3  %4 %5  %6 %7  %8 in, %9 out  ")
                   .arg(text(call, "id").rightJustified(5), text(call, "at"), text(call, "run"), text(call, "provider"), text(call, "model"), text(call, "state"),
                        text(call, "outcome"), text(call, "tokens_in"), text(call, "tokens_out"));
        out += QStringLiteral("%1 %2%3\n").arg(text(call, "cost"), text(call, "currency"), call.value(QStringLiteral("served")).toBool() ? QStringLiteral("  served") : QString());
    }
    return out.isEmpty() ? QStringLiteral("no model was called") : out;
}

QString callTrendText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : json.value(QStringLiteral("days")).toArray()) {
        const QJsonObject day = value.toObject();
        out += QStringLiteral("%1  %2, %3 failed, %4 in, %5 out, %6 %7, %8 of %9 proven\n")
                   .arg(text(day, "date"), counted(day, "calls", "call", "calls"), text(day, "failed"), counted(day, "tokens_in", "token", "tokens"), text(day, "tokens_out"), text(day, "booked"), text(json, "currency"), text(day, "accepted"), counted(day, "sentences", "sentence", "sentences"));
    }
    return out;
}

QString pricesText(const QJsonObject& json)
{
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(QStringLiteral("providers")).toArray()) {
        const QJsonObject provider = value.toObject();
        const QJsonObject price = provider.value(QStringLiteral("price")).toObject();
        out += QStringLiteral("%1 %2: ").arg(text(provider, "name").leftJustified(kNameColumn), text(provider, "model"));
        out += price.isEmpty() ? QStringLiteral("not known\n")
                               : QStringLiteral("%1 in, %2 out %3 a million tokens, from %4 (%5)%6\n").arg(text(price, "in"), text(price, "out"), text(price, "currency"), price.value(QStringLiteral("from")).toString(QStringLiteral("the first")), text(price, "source"),
                                                                                                          price.value(QStringLiteral("rate")).isNull() ? QStringLiteral("; no rate to %1").arg(text(json, "currency")) : QString());
    }
    return out;
}

QString spendAndErrorsText(const QJsonObject& spend, const QJsonObject& errors)
{
    const QJsonObject month = spend.value(QStringLiteral("month")).toObject();
    const QJsonObject today = spend.value(QStringLiteral("today")).toObject();
    return QStringLiteral("spend      today %1 %2, this month %3 %2; %4 this month\nerrors     %5 open, %6 in the last 24 hours%7\n")
        .arg(text(today, "booked"), text(spend, "currency"), text(month, "booked"), counted(month, "calls", "call", "calls"), text(errors, "open"), text(errors, "last_24_hours"),
             errors.value(QStringLiteral("alerts")).toInteger() > 0 ? QStringLiteral("; %1 a person").arg(counted(errors, "alerts", "needs", "need")) : QString());
}

QString modelsText(const QJsonObject& json)
{
    const auto percent = [](const QJsonValue& rate) {
        if (rate.isNull())
            return QStringLiteral("not known");
        const auto whole = [&](const char* key) { return QString::number(100 * rate.toObject().value(QLatin1String(key)).toDouble(), 'f', 0); };
        return QStringLiteral("%1 percent (%2 to %3)").arg(whole("ratio"), whole("low"), whole("high"));
    };
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : json.value(QStringLiteral("models")).toArray()) {
        const QJsonObject model = value.toObject();
        out += QStringLiteral("%1 %2: %3 of %4 replies clean; sentences proven %5; %6 in a row %7; %8 ms\n")
                   .arg(text(model, "provider").leftJustified(kNameColumn), text(model, "model"), text(model, "clean"), text(model, "replies"), percent(model.value(QStringLiteral("acceptance"))))
                   .arg(json.value(QStringLiteral("in_a_row")).toInt())
                   .arg(percent(model.value(QStringLiteral("pass"))), text(model, "latency_ms"));
    }
    return out;
}

} // namespace factoid
