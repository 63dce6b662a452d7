// BundleStore: the bundles that were exported, as they were written. Used by the thread that owns the database; the
// values are plain.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <vector>

namespace factoid {

struct BundleRow {
    qint64 id = 0;
    QString exportedAt; // as the store has it
    QString path;       // of the folder or the zip
    QString dataHash;   // of the set that it was made of
    QString manifestSha256;
    int factoids = 0;
};

class BundleStore
{
  public:
    explicit BundleStore(Database& db)
        : m_db(db)
    {
    }

    // Joins the caller's transaction.
    Result<void> note(const QDateTime& at, const QString& path, const QByteArray& dataHash,
                      const QByteArray& manifestSha256, int factoids);
    // SHA-256 of the newest bundle's manifest; empty when none was exported.
    [[nodiscard]] Result<QByteArray> lastManifest();
    // In the order in which they were noted, the last one first.
    [[nodiscard]] Result<std::vector<BundleRow>> newest(int limit);
    [[nodiscard]] Result<qint64> count();
    // SHA-256 of the manifest of the bundle that was noted last at one of the two paths; nullopt: none was.
    [[nodiscard]] Result<std::optional<QByteArray>> manifestAt(const QString& path, const QString& otherPath);
    // By the time at which they were exported, the newest first.
    [[nodiscard]] Result<QStringList> pathsByTime();

  private:
    Database& m_db;
};

} // namespace factoid
