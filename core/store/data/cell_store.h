// CellStore: what each field and year hashes to, and which summaries lag behind. The ground of
// incremental work. Used by the thread that owns the database.
#pragma once

#include "core/figures/summariser.h"
#include "core/store/data/figure_store.h"

#include <map>

namespace factoid {

struct CellState {
    QByteArray dataHash;
    qint64 figures = 0;
    bool dirty = false;
};

class CellStore
{
  public:
    explicit CellStore(Database& db)
        : m_db(db)
    {
    }

    [[nodiscard]] Result<std::map<CellKey, CellState>> load();
    // Inserts or replaces; a cell without figures is removed.
    Result<void> put(const CellKey& key, const CellState& state);
    Result<void> markDirty(qint64 field);
    Result<void> markAllDirty();
    // The hash of each cell's newest summary, to tell what changed; empty when none was built.
    [[nodiscard]] Result<std::map<CellKey, QByteArray>> summaryHashes(bool dirtyOnly);
    // The cells of a field (empty: any) in a year (invalid: any), all or those whose summary lags behind, in order.
    [[nodiscard]] Result<std::vector<CellKey>> keys(const QString& field, Year year, bool dirtyOnly);
    // The summaries of these cells are up to date and hash so.
    Result<void> markBuilt(const std::vector<std::pair<CellKey, QByteArray>>& built);
    // As if the cell's newest summary had not been written: the next build writes it.
    Result<void> forgetSummary(const CellKey& key);
    [[nodiscard]] Result<qint64> dirtyCount();
    // The years in which a field has figures, ascending.
    [[nodiscard]] Result<std::vector<Year>> years(qint64 field);
    // The years in which any field has figures, in no order.
    [[nodiscard]] Result<std::vector<Year>> years();

    // From here to the other, in one transaction, what is written to figures is this program's own and not another's.
    Result<void> beginOwnWrites();
    Result<void> endOwnWrites();
    // Fields and years into which another program wrote since the last clearOutsideMarks(), in order.
    [[nodiscard]] Result<std::vector<CellKey>> outsideMarks();
    Result<void> clearOutsideMarks();

    // Hash over the comparison fields (docs/contract.md, “Summaries”). Empty when there are none.
    [[nodiscard]] Result<QByteArray> siteHash();

    // Adds groups that a field is now reported for; true when one was new.
    Result<bool> addGroups(qint64 field, const ReportedGroups& groups);
    // Reckons the groups of a field anew from its figures (after a removal). True when they changed.
    Result<bool> resetGroups(qint64 field);

  private:
    Database& m_db;
};

} // namespace factoid
