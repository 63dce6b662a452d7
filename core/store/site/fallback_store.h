// FallbackStore: curated factoids, the last level of the cache (docs/contract.md, “Cache”). Used by the database's
// thread.
#pragma once

#include "core/factoids/words/factoid.h"
#include "core/store/sql/database.h"

#include <QDate>
#include <QDateTime>

#include <optional>
#include <vector>

namespace factoid {

// Who keeps a text that nothing proves, and why.
struct UncheckedChoice {
    QString owner;
    QString reason;
    QDateTime at;

    // The upgrade's mark on texts from before such texts were checked: nobody chose to keep them so.
    static constexpr QLatin1String kBeforeChecking{"before checking"};
    [[nodiscard]] bool isOperators() const { return !owner.isEmpty() && owner != kBeforeChecking; }
    [[nodiscard]] QJsonObject toJson() const;
    friend bool operator==(const UncheckedChoice&, const UncheckedChoice&) = default;
};

struct Fallback {
    qint64 id = 0;
    int position = 0; // order in which they are served, from 1
    QString language = u"en"_s;
    QString text;
    std::vector<Claim> claims; // what proves it
    QString owner;
    QDate reviewOn, expiresOn; // invalid: none
    QString tags;
    QDateTime createdAt;
    QDateTime deletedAt;                      // in the bin since; invalid: in use
    std::optional<UncheckedChoice> unchecked; // of a text without claims

    [[nodiscard]] bool isKeptUnchecked() const { return unchecked && unchecked->isOperators(); }
    [[nodiscard]] bool usableOn(QDate today) const
    {
        return !deletedAt.isValid() && (!expiresOn.isValid() || expiresOn >= today);
    }
    [[nodiscard]] Factoid toFactoid(const QByteArray& dataHash) const;
    [[nodiscard]] QJsonObject toJson() const;
    // `unchecked` is {owner, reason, at}, or true with the fallback's own `owner` and its `reason`. Errors: Input, a
    // key that is missing or wrong.
    [[nodiscard]] static Result<Fallback> fromJson(const QJsonObject& json);
};

class FallbackStore
{
  public:
    explicit FallbackStore(Database& db)
        : m_db(db)
    {
    }

    // In order of position; the bin only when asked for.
    [[nodiscard]] Result<std::vector<Fallback>> list(bool withBin = false);
    // At the end of the list. Gives its id.
    Result<qint64> add(const Fallback& fallback, const QDateTime& now);
    [[nodiscard]] Result<std::optional<Fallback>> find(qint64 id); // those in the bin included
    // Replaces what it says; its id, place and creation stay. Errors: Input, no such fallback in use.
    Result<void> update(const Fallback& fallback);
    // Out of the bin, to where it was. Errors: Input, it is not there any more.
    Result<void> restore(qint64 id);
    // The order in which they are served; those that are not named follow in the order they had. Errors: Input, an id
    // that is not in use, or named twice.
    Result<void> order(const std::vector<qint64>& ids);
    // Into the bin for 14 days. Errors: Input, no such fallback.
    Result<void> remove(qint64 id, const QDateTime& now);
    // Empties what has been in the bin for 14 days; gives how many.
    Result<qint64> emptyBin(const QDateTime& now);

    static constexpr int kBinDays = 14;
    // Those that are kept, without the bin.
    [[nodiscard]] Result<qint64> count();

  private:
    [[nodiscard]] Result<std::vector<Fallback>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
