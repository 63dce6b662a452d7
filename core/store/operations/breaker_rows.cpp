#include "core/store/operations/breaker_rows.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

const QString kBreakerColumns = u"SELECT name, body, retry_tokens, actor, changed_at FROM breakers"_s;

KeptBreaker readRow(const QSqlQuery& row)
{
    return {row.value(0).toString(), QJsonDocument::fromJson(row.value(1).toString().toUtf8()).object(),
            row.value(2).isNull() ? std::nullopt : std::optional(row.value(2).toInt()), row.value(3).toString(),
            timeFromText(row.value(4).toString())};
}

} // namespace

Result<std::optional<KeptBreaker>> BreakerRows::find(const QString& name)
{
    std::optional<KeptBreaker> found;
    TRY(m_db.each(kBreakerColumns + u" WHERE name = ?"_s, {name}, [&](const QSqlQuery& row) { found = readRow(row); }));
    return found;
}

Result<std::vector<KeptBreaker>> BreakerRows::list()
{
    std::vector<KeptBreaker> rows;
    TRY(m_db.each(kBreakerColumns + u" ORDER BY name"_s, {},
                  [&](const QSqlQuery& row) { rows.push_back(readRow(row)); }));
    return rows;
}

Result<void> BreakerRows::put(const KeptBreaker& breaker)
{
    TRY(m_db.run(u"INSERT INTO breakers(name, body, retry_tokens, actor, changed_at) VALUES(?, ?, ?, ?, ?)"
                 " ON CONFLICT(name) DO UPDATE SET body = excluded.body, retry_tokens = excluded.retry_tokens,"
                 " actor = excluded.actor, changed_at = excluded.changed_at"_s,
                 {breaker.name, QString::fromUtf8(QJsonDocument(breaker.state).toJson(QJsonDocument::Compact)),
                  breaker.retryTokens ? QVariant(*breaker.retryTokens) : QVariant(), breaker.actor,
                  timeText(breaker.changedAt)}));
    return {};
}

} // namespace factoid
