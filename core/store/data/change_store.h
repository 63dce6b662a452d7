// ChangeStore: the change log (docs/contract.md, “Changes”). A change is logged once, with the import that made it, and
// is open until a run has dealt with it. Used by the thread that owns the database.
#pragma once

#include "core/base/record.h"
#include "core/store/sql/bulk_insert.h"

#include <QDateTime>

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
    qint64 id = 0;
    QString time; // as the store writes times
    QString type;
    std::optional<QString> year;                                 // label
    std::optional<QString> slug = {}, fieldName = {}, unit = {}; // none: it is of no field, or one that is gone
    std::optional<QString> council = {}, councilName = {};       // code
    std::optional<QString> oldValue, newValue;                   // decimals for figures, words for the rest
    std::optional<QString> oldHash, newHash;
    std::optional<QString> magnitude; // percent, 2 decimals
    std::optional<qint64> importId;
    bool comparison = false; // marks the site as changed
    bool processed = false;  // by the run
    std::optional<qint64> run = {};
    qint64 fieldId = 0, councilId = 0; // for further questions, as in ChangeRow
    int yearCode = 0;

    // Without the names, and open.
    [[nodiscard]] static ChangeView of(const ChangeRow& row);
    static auto fields()
    {
        return std::tuple{field("id", &ChangeView::id),
                          field("time", &ChangeView::time),
                          field("change_type", &ChangeView::type),
                          field("year", &ChangeView::year),
                          field("field", &ChangeView::slug),
                          field("field_name", &ChangeView::fieldName),
                          field("unit", &ChangeView::unit),
                          field("council", &ChangeView::council),
                          field("council_name", &ChangeView::councilName),
                          field("old_value", &ChangeView::oldValue),
                          field("new_value", &ChangeView::newValue),
                          field("old_hash", &ChangeView::oldHash),
                          field("new_hash", &ChangeView::newHash),
                          field("magnitude", &ChangeView::magnitude),
                          field("import", &ChangeView::importId),
                          field("comparison", &ChangeView::comparison),
                          field("processed", &ChangeView::processed),
                          field("run", &ChangeView::run)};
    }
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
    // Ids, newest first.
    [[nodiscard]] Result<std::vector<qint64>> newest(int count);
    // Ids, ascending, of the changes of figures whose value before or after is of that size, in whole units: from ≤
    // size < below; with `negative` only values below zero.
    [[nodiscard]] Result<std::vector<qint64>> ofAmount(double from, double below, bool negative);
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
