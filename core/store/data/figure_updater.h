// FigureUpdater: brings the figures of one field and year to a desired state, and leaves revisions, hashes,
// groups and change log right. Import and undo are both made of it. Lives within one transaction.
#pragma once

#include "core/figures/register.h"
#include "core/figures/summariser.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/change_store.h"
#include "core/store/data/register_store.h"
#include "core/store/sql/id_index.h"

#include <QDateTime>

#include <span>
#include <vector>

namespace factoid {

// What happened to the figures of one field and year: small, however many there are.
struct CellDiff {
    QString field; // slug
    int year = 0;
    qint64 inserted = 0, updated = 0, unchanged = 0, removed = 0;
    [[nodiscard]] qint64 changed() const { return inserted + updated + removed; }
};

// What one figure shall be. Keyed by the store's council id.
struct DesiredFigure {
    qint64 council = 0;
    bool remove = false;
    std::int64_t units = 0;
    Status status = Status::Final;
    qint64 source = 0;
    qint64 line = 0;
};

class FigureUpdater
{
  public:
    struct Options {
        QDateTime now;
        qint64 importId = 0;
        bool keepRevisions = true;
        bool wantDiff = false;
        qint64 diffLimit = -1; // rows of the diff that are kept; -1: all
    };
    struct Totals {
        qint64 inserted = 0, updated = 0, unchanged = 0, removed = 0, changes = 0;
        std::vector<ChangeView> diff;
        std::vector<CellDiff> cells; // with wantDiff
    };

    // `known` must have its ids. `cells` is the state before.
    FigureUpdater(Database& db, const Register& known, std::map<CellKey, CellState> cells, Options options);

    // Both spans in order of council id.
    Result<void> change(const CellKey& key, std::span<const StoredFigure> existing,
                        std::span<const DesiredFigure> desired);
    // Logs what happened to the register and marks what depends on it.
    Result<void> noteRegister(const std::vector<RegisterChange>& changes);
    // Writes what is still buffered. Call once, last.
    Result<Totals> finish();

  private:
    struct Group;
    Result<void> put(Group& group, const StoredFigure* old, const DesiredFigure& desired);
    Result<void> removeFigure(Group& group, const StoredFigure& old);
    Result<void> keepRevision(const StoredFigure& old);
    Result<void> logFigure(Group& group, qint64 council, const StoredFigure* old, const DesiredFigure* desired);
    Result<void> log(const ChangeRow& row);
    Result<void> closeGroup(Group& group);
    void place(Group& group, qint64 council, std::int64_t units, Status status);
    [[nodiscard]] int panelIndex(qint64 council) const;

    Database& m_db;
    const Register& m_known;
    std::map<CellKey, CellState> m_cells;
    Options m_options;
    Panel m_panel; // councils only; for hashing
    IdIndex m_panelByCouncil;
    std::map<qint64, size_t> m_fieldById;           // position in m_known.fields()
    std::map<qint64, std::vector<char>> m_reported; // by field: which panel councils got a value
    std::set<qint64> m_fieldsWithRemovals;
    BulkInsert m_figures;
    BulkInsert m_revisions;
    BulkInsert m_changes;
    Block m_block;
    bool m_began = false; // what follows is told from what other programs write
    Totals m_totals;
};

} // namespace factoid
