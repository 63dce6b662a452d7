// FallbackStore: curated factoids, the last level of the cache (SPEC 7). Used by the database's thread.
#pragma once

#include "core/factoids/factoid.h"
#include "core/store/database.h"

#include <QDate>
#include <QDateTime>

#include <vector>

namespace factoid {

struct Fallback {
    qint64 id = 0;
    int position = 0; // order in which they are served, from 1
    QString language = QStringLiteral("en");
    QString text;
    std::vector<Claim> claims; // what proves it
    QString owner;
    QDate reviewOn, expiresOn; // invalid: none
    QString tags;
    QDateTime createdAt;
    QDateTime deletedAt; // in the bin since; invalid: in use

    [[nodiscard]] bool usableOn(QDate today) const { return !deletedAt.isValid() && (!expiresOn.isValid() || expiresOn >= today); }
    [[nodiscard]] Factoid toFactoid(const QByteArray& dataHash) const;
    [[nodiscard]] QJsonObject toJson() const;
    // Errors: Input, a key that is missing or wrong.
    [[nodiscard]] static Result<Fallback> fromJson(const QJsonObject& json);
};

class FallbackStore
{
  public:
    explicit FallbackStore(Database& db) : m_db(db) {}

    // In order of position; the bin only when asked for.
    [[nodiscard]] Result<std::vector<Fallback>> list(bool withBin = false);
    // At the end of the list. Gives its id.
    Result<qint64> add(const Fallback& fallback, const QDateTime& now);
    // Into the bin for 14 days. Errors: Input, no such fallback.
    Result<void> remove(qint64 id, const QDateTime& now);
    // Empties what has been in the bin for 14 days; gives how many.
    Result<qint64> emptyBin(const QDateTime& now);

  private:
    Database& m_db;
};

} // namespace factoid
