// ChangeStore: the change log (docs/contract.md, “Changes”). A change is logged once, with the import that made it, and
// is open until a run has dealt with it. Used by the thread that owns the database.
#pragma once

#include "core/store/sql/bulk_insert.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <span>

namespace factoid {

struct ChangeRow {
    qint64 id = 0;
    QDateTime at;
    QString type; // data_update new_council new_field council_removed field_removed bulk_import revision rename merge
    qint64 fieldId = 0;         // 0: none
    int year = 0;               // Year::code(); 0: none
    qint64 councilId = 0;       // 0: none
    QString oldValue, newValue; // decimals for figures, words for the rest; null: none
    QString oldHash, newHash;
    QString magnitude; // percent, 2 decimals; null where there is none
    qint64 importId = 0;
    bool comparison = false; // marks the site as changed
};

// A row of the log as a person reads it.
struct ChangeView {
    ChangeRow row;
    QString field; // slug
    QString fieldName, unit;
    QString council; // code
    QString councilName;
    std::optional<qint64> processedRun;
    [[nodiscard]] QJsonObject toJson() const;
};

class ChangeStore
{
  public:
    explicit ChangeStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] static BulkInsert inserter(Database& db);
    static Result<void> add(BulkInsert& inserter, const ChangeRow& row);

    // The changes of these ids, in this order; one that is no longer there is left out. At most kMostAtOnce ids.
    static constexpr size_t kMostAtOnce = 1'000;
    [[nodiscard]] Result<std::vector<ChangeView>> read(std::span<const qint64> ids);
    // Time of the oldest open change to a comparison field; invalid: none.
    [[nodiscard]] Result<QDateTime> oldestOpen();
    [[nodiscard]] Result<qint64> openCount();
    // The newest id; a run notes it before it reads and later marks only up to it, so that what
    // arrives meanwhile stays open.
    [[nodiscard]] Result<qint64> newestId();
    Result<qint64> markProcessed(qint64 upToId, qint64 run);

    // How many changes the run answered.
    [[nodiscard]] Result<qint64> answeredBy(qint64 run);

  private:
    Database& m_db;
};

} // namespace factoid
