// ChangeIndex: what a change can be filtered and sorted by, held in columns in memory: 45 bytes a change, so
// that a million are 45 MB and any filter is one pass over arrays, a few milliseconds, with exact counts. The store
// pays nothing for it: no index that every import would have to write. Texts, values and hashes stay in the store
// and are read a page at a time (ChangeStore::read). Owned by whoever asks often (the Changes page) or once (the
// command line). Any thread; a lock inside lets questions come while sync() waits for its turn.
#pragma once

#include "core/base/cancel.h"
#include "core/store/data/change_store.h"

#include <QTimeZone>

#include <mutex>
#include <vector>

namespace factoid {

// A filter by the store's keys. What is empty, 0 or unset does not narrow.
struct ChangeKeys {
    QStringList types;
    qint64 field = 0, council = 0;
    int year = 0;
    qint64 importId = 0, run = 0;
    std::optional<bool> processed;
    std::optional<std::int64_t> leastHundredths; // magnitude, in hundredths of a percent
    QDateTime from, until;                       // from ≤ time < until
    // Free text, a word at a time: each word must be met by the field, the council, the type, the year or an amount.
    struct Word {
        std::vector<char> fields, councils; // by id: the word is in its name
        QStringList types;
        std::vector<int> years;
        std::vector<qint64> ids; // ascending: changes that the word means itself
    };
    std::vector<Word> words;
};

enum class ChangeOrder { Newest, Oldest, Largest, Smallest };

// Changes of one day, type, field or import.
struct ChangeTally {
    qint64 key = 0; // field or import id; day: Julian day; type: position in ChangeIndex::types()
    qint64 count = 0, open = 0;
    qint64 newest = 0; // id
};
enum class ChangeGrouping { Type, Field, Import, Day };

class ChangeIndex
{
  public:
    // Takes in what the log has gained, what runs have dealt with and what was pruned since the last call; the first
    // call reads the whole log. True when anything differs. Errors: the store's, Interrupted.
    Result<bool> sync(Database& db, const TaskControl& control = {});

    [[nodiscard]] qint64 size() const;
    [[nodiscard]] QStringList types() const;
    // Ids in the order asked for. Changes without a magnitude come last when sorted by it.
    [[nodiscard]] std::vector<qint64> select(const ChangeKeys& keys, ChangeOrder order) const;
    [[nodiscard]] qint64 count(const ChangeKeys& keys) const;
    // Largest groups first; days in order of time, without the empty ones.
    [[nodiscard]] std::vector<ChangeTally> tally(const ChangeKeys& keys, ChangeGrouping by,
                                                 const QTimeZone& zone) const;
    // Bytes held.
    [[nodiscard]] qint64 memory() const;

  private:
    struct Compiled;
    [[nodiscard]] Compiled compile(const ChangeKeys& keys) const;
    [[nodiscard]] bool passes(const Compiled& keys, size_t row) const;
    Result<bool> append(Database& db, qint64 total, const TaskControl& control);
    Result<bool> noteProcessed(Database& db);
    [[nodiscard]] Result<bool> isOutdated(Database& db, qint64 total) const;
    void clear();
    void sortByMagnitude();
    [[nodiscard]] std::uint8_t typeOf(QByteArrayView name);

    mutable std::mutex m_lock;
    QStringList m_types;
    std::vector<qint64> m_id;
    std::vector<std::uint32_t> m_time;                              // seconds since 1970
    std::vector<std::uint8_t> m_type;                               // position in m_types
    std::vector<std::uint32_t> m_field, m_council, m_import, m_run; // 0: none
    std::vector<std::int32_t> m_year;
    std::vector<std::int64_t> m_magnitude;    // hundredths of a percent; kNoMagnitude
    std::vector<std::uint32_t> m_byMagnitude; // rows, largest first
    qint64 m_open = 0;
};

} // namespace factoid
