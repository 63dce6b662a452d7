// Building of summaries: brings them up to date, for the job of that name and for jobs that need them. On a job's
// thread.
#pragma once

#include "core/figures/year.h"
#include "core/runner/job.h"

#include <QDate>

namespace factoid {

struct SummaryOptions {
    bool full = false;  // every cell, and compare the figures with their hashes
    QString field = {}; // slug; empty: all
    Year year = {};     // invalid: all
    // Beside the cells that changed, those into which another program wrote: a full look costs the whole store, so it
    // is taken once a day and otherwise only these.
    bool outside = false;
};

struct SummaryReport {
    QDate date; // UTC
    qint64 built = 0, unchanged = 0, figuresRead = 0;
    qint64 outsideCells = 0; // fields and years that another program wrote
};

// In one transaction; in a dry run nothing stays. Reads only the figures of cells that changed, in a constant
// number of statements. Errors: Usage (unknown field), Interrupted, the store's.
[[nodiscard]] Result<SummaryReport> buildSummaries(Database& db, const QDateTime& now, const SummaryOptions& options,
                                                   const TaskControl& control);

} // namespace factoid
