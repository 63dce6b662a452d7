// RehearsalStore: outage rehearsals of cache levels (docs/contract.md, “Cache”): a level is treated as dead for readers
// until a time, by every process on the store. Used by the thread that owns the database; the values are plain.
#pragma once

#include "core/store/sql/database.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

namespace factoid {

constexpr int kMostRehearsalMinutes = 240; // nobody watches one for longer

struct Rehearsal {
    QString level;          // "memory", "store", "curated"
    QDateTime since, until; // UTC; it is over at `until`, whoever remembers it
    QString reason, actor;
    [[nodiscard]] bool isOn(const QDateTime& now) const { return now < until; }
    [[nodiscard]] QJsonObject toJson() const; // level since until reason actor
    friend bool operator==(const Rehearsal&, const Rehearsal&) = default;
};

class RehearsalStore
{
  public:
    explicit RehearsalStore(Database& db)
        : m_db(db)
    {
    }

    // Those that are on at `now`, in order of level.
    [[nodiscard]] Result<std::vector<Rehearsal>> on(const QDateTime& now);
    // Replaces one of the same level. Forgets what is over.
    Result<void> start(const Rehearsal& rehearsal, const QDateTime& now);
    // Ends that of the level (empty: all); gives those that were on.
    Result<std::vector<Rehearsal>> end(const QString& level, const QDateTime& now);

  private:
    Result<void> save(const std::vector<Rehearsal>& rehearsals);

    Database& m_db;
};

} // namespace factoid
