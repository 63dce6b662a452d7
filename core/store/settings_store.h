// SettingsStore: settings that an operator saved, small pieces of state, and the audit log. Used by the
// thread that owns the database.
#pragma once

#include "core/base/settings.h"
#include "core/store/database.h"

#include <QDateTime>
#include <QJsonObject>

namespace factoid {

class SettingsStore
{
  public:
    explicit SettingsStore(Database& db) : m_db(db) {}

    // The defaults with what was saved over them. A saved key that this version does not know is left alone.
    [[nodiscard]] Result<Settings> load();
    // Only what differs from the default is kept.
    Result<void> save(const Settings& settings);

    [[nodiscard]] Result<QString> state(const QString& key); // empty when unset
    Result<void> setState(const QString& key, const QString& value);

    Result<void> audit(const QDateTime& at, const QString& actor, const QString& action, const QJsonObject& detail = {});

  private:
    Database& m_db;
};

} // namespace factoid
