#include "core/store/settings_store.h"

#include "core/base/log.h"
#include "core/store/time_text.h"

#include <QJsonDocument>

namespace factoid {

Result<Settings> SettingsStore::load()
{
    Settings settings;
    auto read = m_db.each(QStringLiteral("SELECT key, value FROM settings"), {}, [&](const QSqlQuery& row) {
        if (auto set = setSetting(settings, row.value(0).toString(), row.value(1).toString()); !set)
            qCWarning(logStore, "a saved setting is ignored: %s", qUtf8Printable(set.error().message));
    });
    if (!read)
        return std::unexpected(read.error());
    return settings;
}

Result<void> SettingsStore::save(const Settings& settings)
{
    const Settings defaults;
    for (const SettingField& field : settingFields()) {
        const QString text = settingText(settings, field);
        auto ran = text == settingText(defaults, field)
                       ? m_db.run(QStringLiteral("DELETE FROM settings WHERE key = ?"), {field.key})
                       : m_db.run(QStringLiteral("INSERT OR REPLACE INTO settings(key, value) VALUES(?, ?)"), {field.key, text});
        if (!ran)
            return std::unexpected(ran.error());
    }
    return {};
}

Result<QString> SettingsStore::state(const QString& key)
{
    const auto found = m_db.scalar(QStringLiteral("SELECT value FROM state WHERE key = ?"), {key});
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(QString()).toString();
}

Result<void> SettingsStore::setState(const QString& key, const QString& value)
{
    auto ran = m_db.run(QStringLiteral("INSERT OR REPLACE INTO state(key, value) VALUES(?, ?)"), {key, value});
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

Result<void> SettingsStore::audit(const QDateTime& at, const QString& actor, const QString& action, const QJsonObject& detail)
{
    auto ran = m_db.run(QStringLiteral("INSERT INTO audit(at, actor, action, detail) VALUES(?, ?, ?, ?)"),
                        {timeText(at), actor, action, QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact))});
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

} // namespace factoid
