// SettingsStore: settings that an operator saved, small pieces of state, and the audit log. Used by the
// thread that owns the database.
#pragma once

#include "core/base/settings.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <map>
#include <vector>

namespace factoid {

class SettingsStore
{
  public:
    explicit SettingsStore(Database& db)
        : m_db(db)
    {
    }

    // The defaults with what was saved over them. A saved key that this version does not know is left alone.
    [[nodiscard]] Result<Settings> load();
    // Only what differs from the default is kept.
    Result<void> save(const Settings& settings);

    // The saved keys of this version as they were saved.
    [[nodiscard]] Result<std::map<QString, QString>> saved();
    // One key; checked before. A value that equals the default is dropped.
    Result<void> put(const QString& key, const QString& value);
    Result<void> drop(const QString& key);

    [[nodiscard]] Result<QString> state(const QString& key); // empty when unset
    Result<void> setState(const QString& key, const QString& value);

    struct AuditEntry {
        qint64 id = 0;
        QDateTime at;
        QString actor;
        Message action;
        QJsonObject detail; // messages in it as the store keeps them
        [[nodiscard]] QJsonObject toJson() const;
        [[nodiscard]] QJsonObject spokenDetail() const; // the same with their sentences
    };
    // What operators did, newest first; `before` (an id; 0: none) and `search` (in the action's sentence) narrow it.
    [[nodiscard]] Result<std::vector<AuditEntry>> auditEntries(int limit, qint64 before = 0,
                                                               const QString& search = {});
    Result<void> audit(const QDateTime& at, const QString& actor, const Message& action,
                       const QJsonObject& detail = {});

  private:
    [[nodiscard]] Result<std::vector<AuditEntry>> auditPage(int limit, qint64 before);

    Database& m_db;
};

} // namespace factoid
