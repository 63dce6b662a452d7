#include "core/monitor/recovery/breaker_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

namespace {

const QString kColumns = u"SELECT name, body, retry_tokens, actor, changed_at FROM breakers"_s;

BreakerRow readRow(const QSqlQuery& query)
{
    BreakerRow row;
    row.name = query.value(0).toString();
    row.state = breakerFromJson(QJsonDocument::fromJson(query.value(1).toString().toUtf8()).object());
    if (!query.value(2).isNull())
        row.budget.milliTokens = std::clamp(query.value(2).toInt(), 0, row.budget.mostMilliTokens);
    row.actor = query.value(3).toString();
    row.changedAt = timeFromText(query.value(4).toString());
    return row;
}

} // namespace

Result<BreakerRow> BreakerStore::find(const QString& name)
{
    BreakerRow found;
    found.name = name;
    auto read =
        m_db.each(kColumns + u" WHERE name = ?"_s, {name}, [&](const QSqlQuery& query) { found = readRow(query); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<std::vector<BreakerRow>> BreakerStore::list()
{
    std::vector<BreakerRow> rows;
    auto read =
        m_db.each(kColumns + u" ORDER BY name"_s, {}, [&](const QSqlQuery& query) { rows.push_back(readRow(query)); });
    if (!read)
        return std::unexpected(read.error());
    return rows;
}

Result<void> BreakerStore::save(const BreakerRow& row)
{
    TRY(m_db.run(
        u"INSERT OR REPLACE INTO breakers(name, body, retry_tokens, actor, changed_at) VALUES(?, ?, ?, ?, ?)"_s,
        {row.name, QString::fromUtf8(QJsonDocument(breakerJson(row.state)).toJson(QJsonDocument::Compact)),
         row.budget.milliTokens, row.actor, timeText(row.changedAt)}));
    return {};
}

template <class T>
Result<T> BreakerStore::change(const QString& name, const QDateTime& now, const std::function<T(BreakerRow&)>& work)
{
    return m_db.transaction<T>([&]() -> Result<T> {
        auto row = TRY(find(name));
        T result = work(row);
        row.changedAt = now;
        TRY(save(row));
        return result;
    });
}

Result<BreakerAnswer> BreakerStore::allow(const QString& name, const QDateTime& now)
{
    return change<BreakerAnswer>(name, now, [&](BreakerRow& row) { return breakerAllow(row.state, m_policy, now); });
}

Result<BreakerState> BreakerStore::success(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [&](BreakerRow& row) {
        breakerSuccess(row.state, m_policy, now);
        noteSuccess(row.budget);
        return row.state;
    });
}

Result<BreakerState> BreakerStore::failure(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [&](BreakerRow& row) {
        breakerFailure(row.state, m_policy, now);
        return row.state;
    });
}

Result<BreakerState> BreakerStore::untried(const QString& name, const QDateTime& now)
{
    return change<BreakerState>(name, now, [](BreakerRow& row) {
        breakerUntried(row.state);
        return row.state;
    });
}

Result<BreakerStore::Forced> BreakerStore::force(const QString& name, BreakerForce force, const QString& reason,
                                                 const QString& actor, const QDateTime& now)
{
    if (force != BreakerForce::None && reason.trimmed().isEmpty())
        return fail(ErrorKind::Usage, u"say why the breaker “%1” is kept %2"_s.arg(name, breakerForceName(force)));
    return change<Forced>(name, now, [&](BreakerRow& row) {
        const Forced before{row.state.force, row.state.forceReason};
        breakerForce(row.state, force, reason, now);
        row.actor = actor;
        return before;
    });
}

Result<bool> BreakerStore::takeRetry(const QString& name, const QDateTime& now)
{
    return change<bool>(name, now, [](BreakerRow& row) { return factoid::takeRetry(row.budget); });
}

Result<bool> BreakerStore::wouldAllow(const QString& name, const QDateTime& now)
{
    auto row = TRY(find(name));
    return breakerAllow(row.state, m_policy, now).allowed;
}

} // namespace factoid
