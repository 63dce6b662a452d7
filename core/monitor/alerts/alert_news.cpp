#include "core/monitor/alerts/alert_news.h"

#include "core/monitor/alerts/alert_sinks.h"
#include "core/store/sql/time_text.h"

#include <map>

namespace factoid {

namespace {

QJsonObject newsJson(const AlertNews& news)
{
    const KeptIncident& incident = news.incident;
    QJsonObject json{{u"incident"_s, incident.id},
                     {u"rule"_s, news.rule.id},
                     {u"title"_s, news.rule.title},
                     {u"severity"_s, news.rule.severity},
                     {u"began_at"_s, timeText(instantOf(incident.began))},
                     {u"value"_s, incident.last},
                     {u"worst"_s, incident.worst},
                     {u"threshold"_s, incident.threshold},
                     {u"compare"_s, news.rule.above ? u"above"_s : u"below"_s},
                     {u"metric"_s, news.rule.series.metric}};
    if (incident.ended)
        json.insert(u"ended_at"_s, timeText(instantOf(*incident.ended)));
    return json;
}

} // namespace

Result<int> writeNews(AlertStore& store, const std::vector<AlertNews>& news, const QString& kind, const QDateTime& now)
{
    if (news.empty())
        return 0;
    int written = 0;
    for (const AlertSink& sink : TRY(store.sinks())) {
        std::map<QString, QJsonArray> groups;
        for (const AlertNews& each : news) {
            if (each.rule.sinks.isEmpty() || each.rule.sinks.contains(sink.name))
                groups[each.rule.group.isEmpty() ? u"rule:"_s + each.rule.id : each.rule.group].append(newsJson(each));
        }
        for (const auto& [group, alerts] : groups) {
            TRY(store.addMessage(
                {0,
                 sink.name,
                 kind,
                 now,
                 {{u"kind"_s, kind}, {u"group"_s, group}, {u"alerts"_s, alerts}, {u"delivery"_s, newDelivery()}},
                 u"pending"_s,
                 0,
                 now}));
            ++written;
        }
    }
    return written;
}

} // namespace factoid
