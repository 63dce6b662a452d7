#include "core/monitor/alerts/alert_rule.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLongestTitle = 200;
const QStringList kSeverities{u"warning"_s, u"critical"_s};

QJsonObject wishJson(const SeriesWish& wish)
{
    QJsonObject labels;
    for (const auto& [name, value] : wish.labels)
        labels.insert(name, value);
    return {{u"metric"_s, wish.metric}, {u"labels"_s, labels}, {u"measure"_s, measureName(wish.measure)}};
}

Result<SeriesWish> wishFrom(const QJsonObject& json)
{
    SeriesWish wish;
    wish.metric = json.value(u"metric"_s).toString();
    const MetricSpec* spec = findMetric(wish.metric);
    if (!spec)
        return fail(ErrorKind::Usage, Message("metrics.unknown").arg(wish.metric));
    const QJsonObject labels = json.value(u"labels"_s).toObject();
    for (auto label = labels.begin(); label != labels.end(); ++label)
        wish.labels[label.key()] = label.value().toString();
    wish.measure = measuresOf(spec->kind).front();
    if (const QString name = json.value(u"measure"_s).toString(); !name.isEmpty()) {
        const auto measure = measureFrom(name);
        if (!measure)
            return fail(ErrorKind::Usage, Message("alerts.measure").arg(name));
        wish.measure = *measure;
    }
    TRY(checkWish(wish));
    return wish;
}

Result<int> minutesFrom(const QJsonObject& json, const QString& key, int least)
{
    const QJsonValue value = json.value(key);
    const double minutes = value.isUndefined() ? least : value.toDouble(-1);
    if (minutes != std::floor(minutes) || minutes < least || minutes > kMostRuleMinutes)
        return fail(ErrorKind::Usage, Message("alerts.minutes").arg(key).arg(least).arg(kMostRuleMinutes));
    return static_cast<int>(minutes);
}

} // namespace

QJsonObject AlertRule::toJson() const
{
    QJsonObject json{{u"title"_s, title},
                     {u"enabled"_s, enabled},
                     {u"severity"_s, severity},
                     {u"group"_s, group},
                     {u"series"_s, wishJson(series)},
                     {u"window_minutes"_s, windowMinutes},
                     {u"compare"_s, above ? u"above"_s : u"below"_s},
                     {u"threshold"_s, threshold},
                     {u"clear"_s, clear},
                     {u"for_minutes"_s, times.forMinutes},
                     {u"keep_minutes"_s, times.keepMinutes},
                     {u"sinks"_s, QJsonArray::fromStringList(sinks)}};
    if (per)
        json.insert(u"per"_s, wishJson(*per));
    return json;
}

Result<AlertRule> AlertRule::fromJson(const QString& id, const QJsonObject& json)
{
    AlertRule rule;
    rule.id = id;
    // One line, wherever it is shown.
    rule.title = json.value(u"title"_s).toString(id).simplified().left(kLongestTitle);
    if (rule.title.isEmpty())
        rule.title = id;
    rule.enabled = json.value(u"enabled"_s).toBool(true);
    rule.severity = json.value(u"severity"_s).toString(kSeverities.front());
    if (!kSeverities.contains(rule.severity))
        return fail(ErrorKind::Usage, Message("alerts.severity").arg(kSeverities.join(u" or "_s)).arg(rule.severity));
    rule.group = json.value(u"group"_s).toString().simplified();
    rule.series = TRY(wishFrom(json.value(u"series"_s).toObject()));
    if (json.contains(u"per"_s))
        rule.per = TRY(wishFrom(json.value(u"per"_s).toObject()));
    rule.windowMinutes = TRY(minutesFrom(json, u"window_minutes"_s, 1));
    const QString compare = json.value(u"compare"_s).toString(u"above"_s);
    if (compare != "above"_L1 && compare != "below"_L1)
        return fail(ErrorKind::Usage, Message("alerts.compare").arg(compare));
    rule.above = compare == "above"_L1;
    if (!json.value(u"threshold"_s).isDouble())
        return fail(ErrorKind::Usage, Message("alerts.threshold"));
    rule.threshold = json.value(u"threshold"_s).toDouble();
    rule.clear = json.value(u"clear"_s).toDouble(rule.threshold);
    if (rule.above ? rule.clear > rule.threshold : rule.clear < rule.threshold)
        return fail(ErrorKind::Usage,
                    Message("alerts.clear").arg(QString::number(rule.clear)).arg(QString::number(rule.threshold)));
    rule.times.forMinutes = TRY(minutesFrom(json, u"for_minutes"_s, 0));
    rule.times.keepMinutes = TRY(minutesFrom(json, u"keep_minutes"_s, 0));
    for (const QJsonValue& sink : json.value(u"sinks"_s).toArray())
        rule.sinks << sink.toString();
    return rule;
}

const std::map<QString, AlertRule>& standardAlertRules()
{
    static const std::map<QString, AlertRule> rules = [] {
        QFile file(u":/alerts/rules.json"_s);
        std::map<QString, AlertRule> read;
        if (!file.open(QIODevice::ReadOnly))
            return read;
        const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
        for (auto row = all.begin(); row != all.end(); ++row) {
            if (auto rule = AlertRule::fromJson(row.key(), row.value().toObject()))
                read.emplace(row.key(), std::move(*rule));
        }
        return read;
    }();
    return rules;
}

std::map<QString, AlertRule> alertRules(const std::map<QString, QJsonObject>& rows)
{
    std::map<QString, AlertRule> rules = standardAlertRules();
    for (const auto& [id, body] : rows) {
        if (auto rule = AlertRule::fromJson(id, body))
            rules.insert_or_assign(id, std::move(*rule));
    }
    return rules;
}

QJsonObject changedRule(QJsonObject rule, const QJsonObject& change)
{
    for (auto each = change.begin(); each != change.end(); ++each) {
        if (each.value().isNull())
            rule.remove(each.key());
        else
            rule.insert(each.key(), each.value());
    }
    const double threshold = rule.value(u"threshold"_s).toDouble();
    const double clear = rule.value(u"clear"_s).toDouble(threshold);
    const bool above = rule.value(u"compare"_s).toString(u"above"_s) == "above"_L1;
    if (change.contains(u"threshold"_s) && !change.contains(u"clear"_s) &&
        (above ? clear > threshold : clear < threshold))
        rule.insert(u"clear"_s, threshold);
    return rule;
}

Reading readingOf(const AlertRule& rule, const std::optional<double>& value)
{
    if (!value || !std::isfinite(*value))
        return Reading::Missing;
    if (rule.above ? *value >= rule.threshold : *value <= rule.threshold)
        return Reading::Over;
    if (rule.clear == rule.threshold || (rule.above ? *value <= rule.clear : *value >= rule.clear))
        return Reading::Under;
    return Reading::Between;
}

Result<Values> valuesOf(Database& db, const AlertRule& rule, qint64 from, qint64 to)
{
    SeriesReader reader(db);
    Values values = TRY(reader.minutes(rule.series, from, to, rule.windowMinutes));
    if (!rule.per)
        return values;
    const Values per = TRY(reader.minutes(*rule.per, from, to, rule.windowMinutes));
    for (size_t i = 0; i < values.size(); ++i) {
        if (!per[i] || *per[i] == 0)
            values[i] = std::nullopt;
        else if (values[i])
            values[i] = *values[i] / *per[i];
    }
    return values;
}

Backtest backtest(const AlertRule& rule, const Values& values, qint64 from, const std::vector<bool>& silenced)
{
    Backtest test;
    test.minutes = std::ssize(values);
    AlertState state;
    for (size_t i = 0; i < values.size(); ++i) {
        test.known += values[i] ? 1 : 0;
        const AlertStep step =
            nextMinute(state, rule.times, readingOf(rule, values[i]), i < silenced.size() && silenced[i]);
        const qint64 minute = from + qint64(i);
        if (step.opened)
            test.incidents.push_back({minute, std::nullopt, *values[i], *values[i]});
        if (step.tell)
            test.incidents.back().told = true;
        if (step.closed)
            test.incidents.back().ended = minute;
        if (state.isOpen() && values[i]) {
            AlertIncident& incident = test.incidents.back();
            incident.last = *values[i];
            incident.worst = rule.above ? std::max(incident.worst, *values[i]) : std::min(incident.worst, *values[i]);
        }
    }
    return test;
}

} // namespace factoid
