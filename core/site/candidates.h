// Candidates: the facts that could be shown, mined from today's figures, and an operator's choices about them. The
// making of a set and the questions of an operator share it. Used by the thread that owns the database.
#pragma once

#include "core/insights/mine/miner.h"
#include "core/insights/mine/mining_memory.h"
#include "core/store/sql/database.h"

namespace factoid {

// What mining looks at: the comparison fields, and what they are shares or heads of. `more`: further slugs.
[[nodiscard]] QStringList minedFields(const std::vector<Field>& fields, const Traits& traits,
                                      const QStringList& more = {});

// What is pinned, banned, asleep on that day, or never to be named.
[[nodiscard]] Result<OperatorChoices> operatorChoices(Database& db, QDate today);

// The figures that mining looks at, read as of one instant, with what was shown lately and what is kept of the last
// mining.
struct MiningSnapshot {
    Panel panel;
    QByteArray siteHash;
    qint64 newestChange = 0;
    ShownRecord shown;
    OperatorChoices choices;
    qint64 choicesVersion = 0;
    MiningMemory memory;
};
[[nodiscard]] Result<MiningSnapshot> miningSnapshot(Database& db, const Traits& traits, const QDateTime& now);

// Keeps what the last mining found in fields that changed. Joins the caller's transaction.
Result<void> keepMined(Database& db, const MiningMemory& memory);

struct MinedFacts {
    Traits traits;
    MiningSnapshot snapshot;
    std::vector<Fact> facts; // best first
    [[nodiscard]] const Fact* find(const QString& key) const;
};
// `hidden`: also those that an operator has banned or put to sleep, so that they can be looked at.
[[nodiscard]] Result<MinedFacts> mineFacts(Database& db, const QDateTime& now, bool hidden, const TaskControl& control);

} // namespace factoid
