#include "core/store/site/set_history.h"

#include "core/store/sql/time_text.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace factoid {

Result<std::optional<SetHistory::Head>> SetHistory::ofRun(qint64 run)
{
    return head(u"run_id = ?"_s, run);
}

Result<std::optional<SetHistory::Head>> SetHistory::before(qint64 set)
{
    return head(u"id < ?"_s, set);
}

Result<std::optional<SetHistory::Head>> SetHistory::head(const QString& where, qint64 value)
{
    std::optional<Head> found;
    TRY(m_db.each(
        u"SELECT id, published_at, slot, data_hash, on_show FROM sets WHERE %1 ORDER BY id DESC LIMIT 1"_s.arg(where),
        {value}, [&](const QSqlQuery& row) {
            found = Head{row.value(0).toLongLong(), row.value(1).toString(), row.value(2).toString(),
                         row.value(3).toString(), row.value(4).toInt()};
        }));
    return found;
}

Result<std::vector<SetHistory::Shown>> SetHistory::shown(const Head& set)
{
    std::vector<Shown> shown;
    QHash<QString, int> places; // by language
    TRY(m_db.each(
        u"SELECT body FROM factoids WHERE set_id = ? ORDER BY position"_s, {set.id}, [&](const QSqlQuery& row) {
            const QJsonObject body = QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object();
            const auto text = [&](const char* key) { return body.value(QLatin1String(key)).toString(); };
            const int place = ++places[text("language")];
            if (place <= set.onShow)
                shown.push_back({text("id"), text("text"), text("insight_type"), text("field"), text("fact_key"),
                                 text("language"), place, body.value(u"score"_s).toDouble()});
        }));
    return shown;
}

Result<std::vector<SetHistory::Waited>> SetHistory::waitedSince(const QDateTime& since)
{
    std::vector<Waited> waited;
    TRY(m_db.each(u"SELECT sets.published_at, runs.result FROM sets JOIN runs ON runs.id = sets.run_id"
                  u" WHERE sets.published_at >= ?"_s,
                  {timeText(since)}, [&](const QSqlQuery& row) {
                      const QJsonObject result = QJsonDocument::fromJson(row.value(1).toString().toUtf8()).object();
                      waited.push_back({timeFromText(row.value(0).toString()),
                                        timeFromText(result.value(u"oldest_change"_s).toString())});
                  }));
    return waited;
}

Result<qint64> SetHistory::withdrawnSince(const QDateTime& since)
{
    const auto withdrawn =
        TRY(m_db.scalar(u"SELECT COUNT(*) FROM corrections WHERE withdrawn_at >= ?"_s, {timeText(since)}));
    return withdrawn.value_or(0).toLongLong();
}

} // namespace factoid
