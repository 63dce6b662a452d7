// Overview: what the window's first page shows in one question: the status with its health, what is live, the
// day with its slots and runs, and the series behind the tiles. Used by the database's thread; writes nothing.
#pragma once

#include "core/queries/generation/run_queries.h"
#include "core/queries/overview/status.h"

#include <map>

namespace factoid {

// A text that the site shows.
struct OverviewText {
    QString id, text;
    QString kind; // of the fact; "curated"
    QString language;
    qint64 claims = 0;
    QString publishedAt; // or written, of a fallback
    QString extent;      // how far it is proven
    bool fallback = false;
    friend bool operator==(const OverviewText&, const OverviewText&) = default;
};

struct OverviewSlot {
    QString at, time;
    QString outcome; // of the slot; else due, not checked
    Message reason;
};
// A day from midnight to midnight in the schedule's zone.
struct OverviewDay {
    QDate date;
    QByteArray zone;
    QDateTime from, to;
    std::vector<OverviewSlot> slots_;
    std::vector<RunRecord> runs; // oldest first; as RunStore::newestSince() has them
};

// One value a day, oldest first; none: nothing was measured.
using DaySeries = std::vector<std::optional<double>>;

struct OverviewAnswer {
    StatusAnswer status;
    qint64 bundles = 0; // that were exported
    std::vector<OverviewText> live;
    std::vector<RunAnswer> running; // runs at work
    OverviewDay day;
    DaySeries waitedMinutes; // the longest that a change waited for its set
    DaySeries success;       // part of the slots that were published or rightly unchanged
    DaySeries cache;         // part of the reads that some level answered
};
[[nodiscard]] Result<OverviewAnswer> overviewQuery(QueryContext& context, const std::vector<LevelStats>& cache,
                                                   const std::vector<Provider>& providers = {});

} // namespace factoid
