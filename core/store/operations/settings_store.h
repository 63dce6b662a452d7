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
        QString action;
        QJsonObject detail;
        [[nodiscard]] QJsonObject toJson() const;
    };
    // What operators did, newest first; `before` (an id; 0: none) and `search` (in the action) narrow it.
    [[nodiscard]] Result<std::vector<AuditEntry>> auditEntries(int limit, qint64 before = 0,
                                                               const QString& search = {});
    Result<void> audit(const QDateTime& at, const QString& actor, const QString& action,
                       const QJsonObject& detail = {});

  private:
    Database& m_db;
};

} // namespace factoid
