#include "core/store/operations/recovery_rule_store.h"

#include "core/store/sql/time_text.h"

#include <QJsonDocument>

namespace factoid {

Result<std::map<QString, QJsonObject>> RecoveryRuleStore::all()
{
    std::map<QString, QJsonObject> rules;
    TRY(m_db.each(u"SELECT pattern, body FROM recovery_rules"_s, {}, [&](const QSqlQuery& row) {
        rules[row.value(0).toString()] = QJsonDocument::fromJson(row.value(1).toString().toUtf8()).object();
    }));
    return rules;
}

Result<void> RecoveryRuleStore::put(const QString& pattern, const QJsonObject& rule, const QString& actor,
                                    const QDateTime& now)
{
    TRY(m_db.run(
        u"INSERT INTO recovery_rules(pattern, body, changed_at, actor) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(pattern) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at,"
        " actor = excluded.actor"_s,
        {pattern, QString::fromUtf8(QJsonDocument(rule).toJson(QJsonDocument::Compact)), timeText(now), actor}));
    return {};
}

Result<void> RecoveryRuleStore::drop(const QString& pattern)
{
    TRY(m_db.run(u"DELETE FROM recovery_rules WHERE pattern = ?"_s, {pattern}));
    return {};
}

} // namespace factoid
