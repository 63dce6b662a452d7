// SummaryStore: one row per (date_calculated, year, field), written only when its content changed; any
// past day can be read back. Used by the thread that owns the database.
#pragma once

#include "core/figures/summary.h"
#include "core/store/data/figure_store.h"

#include <QDate>
#include <QJsonObject>

namespace factoid {

// A summary that is not what was written.
struct DamagedSummary {
    CellKey key;
    QString field; // slug
    Year year;
    QString what; // "is missing", "cannot be read", "does not fit its hash"
};

// A cell and how complete its newest summary found it.
struct SummarisedCell {
    CellKey key;
    qint64 figures = 0;                  // rows, missing values among them
    bool dirty = false;                  // figures changed since
    std::optional<Decimal> completeness; // percent; none: no summary was built yet
};

// What a cell is and when its newest summary was written.
struct CellSummary {
    bool dirty = false; // figures changed since
    QString dataHash;
    std::optional<QString> day; // ISO; none: no summary was built yet
};

class SummaryStore
{
  public:
    explicit SummaryStore(Database& db)
        : m_db(db)
    {
    }

    // What tells two summaries of a cell apart: SHA-256 of the body, lower-case hex.
    [[nodiscard]] static QByteArray bodyHash(const Summary& summary);
    // Writes the summaries of one day. Joins the caller's transaction.
    Result<void> write(const QDate& day, const std::vector<std::pair<CellKey, const Summary*>>& summaries);

    // The summary as of the end of `day` (invalid: now), as `summary` shows it; nullopt when there is none.
    [[nodiscard]] Result<std::optional<QJsonObject>> read(const QString& field, Year year, const QDate& day = {});
    // Every newest summary, in order of field slug and year.
    [[nodiscard]] Result<std::vector<QJsonObject>> readAll();

    // None: the field has no figures in the year.
    [[nodiscard]] Result<std::optional<CellSummary>> cell(const QString& field, Year year);
    // The days on which a summary of the field and year was written, ISO, oldest first.
    [[nodiscard]] Result<QStringList> days(const QString& field, Year year);
    // Every cell, in order of its key.
    [[nodiscard]] Result<std::vector<SummarisedCell>> cells();

    // Cells that are up to date and whose summary as of `day` is not the one that was built, in order of field and
    // year: another program, or the disk, wrote over it.
    [[nodiscard]] Result<std::vector<DamagedSummary>> damaged(const QDate& day);

  private:
    Database& m_db;
};

} // namespace factoid
