// What is measured: metrics.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/base/measured_number.h"
#include "core/node/minute_watch.h"
#include "core/queries/metrics/metric_queries.h"

#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kMetricColumn = 34, kOddDays = 30;

QString shownValue(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined() ? u"no data"_s : measuredNumber(value.toDouble());
}

QString metricListText(const QJsonObject& json)
{
    QString out = json.value(u"watched_to"_s).isNull()
                      ? u"nothing has been collected yet; “run” does so once a minute\n"_s
                      : u"collected to %1\n"_s.arg(text(json, "watched_to"));
    for (const QJsonValue& value : list(json, "metrics")) {
        const QJsonObject row = value.toObject();
        const bool now = text(row, "kind") == "gauge"_L1;
        out += u"%1 %2%3  %4\n"_s.arg(
            text(row, "name").leftJustified(kMetricColumn), shownValue(row.value(u"newest"_s)),
            now || row.value(u"newest"_s).isNull() ? QString() : u" in an hour"_s, text(row, "help"));
    }
    return out;
}

QString seriesText(const QJsonObject& json)
{
    const QString unit = text(json, "unit");
    QString out = u"%1, %2 of each %3%4, %5 to %6\n"_s.arg(
        text(json, "metric"), text(json, "measure"), text(json, "step"), unit.isEmpty() ? QString() : u" in "_s + unit,
        text(json, "from"), text(json, "to"));
    if (json.value(u"known"_s).toInteger() == 0)
        return out + u"no data\n"_s;
    out += u"least %1, most %2, average %3, last %4\n"_s.arg(
        shownValue(json.value(u"least"_s)), shownValue(json.value(u"most"_s)), shownValue(json.value(u"average"_s)),
        shownValue(json.value(u"last"_s)));
    // What stays the same is told once.
    QString before;
    for (const QJsonValue& value : list(json, "points")) {
        const QString now = shownValue(value.toObject().value(u"value"_s));
        if (now != before)
            out += u"%1  %2\n"_s.arg(text(value.toObject(), "at"), now);
        before = now;
    }
    return out;
}

QString anomaliesText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "anomalies")) {
        const QJsonObject row = value.toObject();
        const QString also = words(row.value(u"also"_s));
        out += u"%1 to %2  %3: %4, usually %5%6\n"_s.arg(
            text(row, "began_at"), row.value(u"ended_at"_s).isNull() ? u"now"_s : text(row, "ended_at"),
            text(row, "metric"), shownValue(row.value(u"worst"_s)), shownValue(row.value(u"usual"_s)),
            also.isEmpty() ? QString() : u"; also unusual then: "_s + also);
    }
    return out.isEmpty()
               ? u"nothing was unusual in the last %1, as far as can be told: it takes three weeks of history"_s.arg(
                     counted(json, "days", "day", "days"))
               : out;
}

Result<MetricLabels> labelsFromUser(const QString& given)
{
    MetricLabels labels;
    for (const QString& part : given.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const qsizetype at = part.indexOf(QLatin1Char('='));
        if (at < 1)
            return fail(ErrorKind::Usage, u"“%1” is not a label; write NAME=VALUE, separated by commas"_s.arg(part));
        labels[part.left(at).trimmed()] = part.mid(at + 1).trimmed();
    }
    return labels;
}

Result<SeriesFilter> filterFrom(const CommandLine& line)
{
    SeriesFilter filter;
    filter.wish.metric = line.arguments.value(0);
    const MetricSpec* spec = findMetric(filter.wish.metric);
    if (!spec)
        return fail(ErrorKind::Usage, u"there is no metric “%1”; “metrics” lists them"_s.arg(filter.wish.metric));
    filter.wish.labels = TRY(labelsFromUser(line.text("labels")));
    filter.wish.measure = measuresOf(spec->kind).front();
    if (const auto measure = measureFrom(line.text("measure")))
        filter.wish.measure = *measure;
    filter.from = line.instant("from");
    filter.to = line.instant("to");
    filter.step = stepFrom(line.text("step"));
    return filter;
}

int prometheus(Session& session)
{
    QByteArray answer;
    const auto asked = session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        answer = TRY(prometheusQuery(context));
        return QJsonObject();
    });
    if (!asked)
        return failed(session, asked.error());
    session.console.text(QString::fromUtf8(answer));
    return Done;
}

} // namespace

int metrics(Session& session)
{
    if (session.line.flag("collect")) {
        if (session.engine.isReadOnly())
            return failed(session,
                          Error{ErrorKind::Store, Message("run.read_only").arg(u"metrics --collect"_s).text()});
        if (const auto done = watchMinute(session.engine.store(), session.engine.clock(), session.engine.config());
            !done)
            return failed(session, done.error());
    }
    if (session.line.flag("prometheus"))
        return prometheus(session);
    if (session.line.flag("odd"))
        return showAnswer(
            session, [&](QueryContext& context) { return anomaliesQuery(context, kOddDays, session.line.arguments); },
            anomaliesText);
    if (session.line.arguments.isEmpty())
        return showAnswer(session, metricListQuery, metricListText);
    const auto filter = filterFrom(session.line);
    if (!filter)
        return failed(session, filter.error());
    return showAnswer(
        session, [&](QueryContext& context) { return seriesQuery(context, *filter); }, seriesText);
}

} // namespace factoid::commands
