// UndoStore: the operator's changes that can be taken back, newest last, and those taken back that can be done
// again (docs/contract.md, “By hand”). Kept in the store, so they survive a restart. Used by the thread that owns the
// database.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

// What takes a change back: a job and its options, and the change in words ("pause of the schedule").
struct Reversal {
    Message label;
    QString job;
    QJsonObject options;
};

struct UndoStep {
    qint64 id = 0;
    QDateTime at;
    QString actor;
    Message label;       // of the change, in words
    Reversal undo, redo; // the label of both is that of the step; redo.job is empty until it was undone
    QString state;       // done, undone, gone
    qint64 run = 0;      // that made the change
    QDateTime changedAt; // when the state last changed; invalid: never
    Message reason;      // why it is gone
    [[nodiscard]] QJsonObject toJson() const; // without the options
};

class UndoStore
{
  public:
    explicit UndoStore(Database& db)
        : m_db(db)
    {
    }

    // A new change: what was undone before can no longer be done again.
    Result<qint64> add(const Reversal& reversal, const QString& actor, qint64 run, const QDateTime& now);
    // The change that undo takes back next, and the one that redo does again next.
    [[nodiscard]] Result<std::optional<UndoStep>> nextUndo();
    [[nodiscard]] Result<std::optional<UndoStep>> nextRedo();
    // After it was taken back; `again` does it again (nullopt: it cannot be).
    Result<void> markUndone(qint64 id, const std::optional<Reversal>& again, const QDateTime& now);
    // After it was done again; `back` takes it back again.
    Result<void> markDone(qint64 id, const std::optional<Reversal>& back, const QDateTime& now);
    Result<void> markGone(qint64 id, const Message& reason, const QDateTime& now);
    // Newest first.
    [[nodiscard]] Result<std::vector<UndoStep>> list(int limit);

  private:
    [[nodiscard]] Result<std::vector<UndoStep>> read(const QString& rest, const QVariantList& values);

    Database& m_db;
};

} // namespace factoid
