#include "core/store/operations/settings_store.h"

#include "core/base/log.h"
#include "core/store/sql/time_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

const QString kPutSetting =
    u"INSERT INTO settings(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"_s;

} // namespace

Result<Settings> SettingsStore::load()
{
    Settings settings;
    auto read = m_db.each(u"SELECT key, value FROM settings"_s, {}, [&](const QSqlQuery& row) {
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
        TRY(text == settingText(defaults, field) ? m_db.run(u"DELETE FROM settings WHERE key = ?"_s, {field.key})
                                                 : m_db.run(kPutSetting, {field.key, text}));
    }
    return {};
}

Result<std::map<QString, QString>> SettingsStore::saved()
{
    std::map<QString, QString> saved;
    auto read = m_db.each(u"SELECT key, value FROM settings"_s, {}, [&](const QSqlQuery& row) {
        if (settingField(row.value(0).toString()))
            saved[row.value(0).toString()] = row.value(1).toString();
    });
    if (!read)
        return std::unexpected(read.error());
    return saved;
}

Result<void> SettingsStore::put(const QString& key, const QString& value)
{
    const SettingField* field = settingField(key);
    if (field && settingText(Settings(), *field) == value)
        return drop(key);
    TRY(m_db.run(kPutSetting, {key, value}));
    return {};
}

Result<void> SettingsStore::drop(const QString& key)
{
    TRY(m_db.run(u"DELETE FROM settings WHERE key = ?"_s, {key}));
    return {};
}

Result<QString> SettingsStore::state(const QString& key)
{
    const auto found = TRY(m_db.scalar(u"SELECT value FROM state WHERE key = ?"_s, {key}));
    return found.value_or(QString()).toString();
}

Result<void> SettingsStore::setState(const QString& key, const QString& value)
{
    TRY(m_db.run(u"INSERT INTO state(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"_s,
                 {key, value}));
    return {};
}

Result<std::vector<SettingsStore::AuditEntry>> SettingsStore::auditEntries(int limit, qint64 before,
                                                                           const QString& search)
{
    // The sentence is not in the store: pages are read until enough entries have the words.
    constexpr int kPage = 1'000;
    std::vector<AuditEntry> found;
    qint64 from = before;
    while (std::ssize(found) < limit) {
        const auto page = TRY(auditPage(search.isEmpty() ? limit : kPage, from));
        if (page.empty())
            break;
        from = page.back().id;
        std::ranges::copy_if(page, std::back_inserter(found), [&](const AuditEntry& entry) {
            return search.isEmpty() || entry.action.text().contains(search, Qt::CaseInsensitive);
        });
    }
    found.resize(std::min(found.size(), static_cast<size_t>(std::max(limit, 0))));
    return found;
}

Result<std::vector<SettingsStore::AuditEntry>> SettingsStore::auditPage(int limit, qint64 before)
{
    std::vector<AuditEntry> entries;
    auto read = m_db.each(u"SELECT id, at, actor, action, detail FROM audit WHERE ? = 0 OR id < ?"
                          " ORDER BY id DESC LIMIT ?"_s,
                          {before, before, limit}, [&](const QSqlQuery& row) {
                              entries.push_back({row.value(0).toLongLong(), timeFromText(row.value(1).toString()),
                                                 row.value(2).toString(), Message::fromStored(row.value(3).toString()),
                                                 QJsonDocument::fromJson(row.value(4).toString().toUtf8()).object()});
                          });
    if (!read)
        return std::unexpected(read.error());
    return entries;
}

QJsonObject SettingsStore::AuditEntry::toJson() const
{
    return {{u"id"_s, id},
            {u"at"_s, timeText(at)},
            {u"actor"_s, actor},
            {u"action"_s, action.text()},
            {u"detail"_s, spokenDetail()}};
}

QJsonObject SettingsStore::AuditEntry::spokenDetail() const
{
    QJsonObject spoken = detail;
    for (const QString& key : {u"note"_s, u"label"_s}) {
        if (spoken.contains(key))
            spoken.insert(key, Message::fromStored(spoken.value(key).toString()).text());
    }
    return spoken;
}

Result<void> SettingsStore::audit(const QDateTime& at, const QString& actor, const Message& action,
                                  const QJsonObject& detail)
{
    TRY(m_db.run(u"INSERT INTO audit(at, actor, action, detail) VALUES(?, ?, ?, ?)"_s,
                 {timeText(at), actor, action.stored(),
                  QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact))}));
    return {};
}

} // namespace factoid
