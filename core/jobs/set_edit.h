// SetEdit: what an operator changes in the set that is on the site now: its order, a factoid withdrawn (and listed as a
// correction) or brought back, a candidate used. A part of the job `curate`; a job's thread.
#pragma once

#include "core/runner/job.h"

namespace factoid {

[[nodiscard]] bool isSetEdit(const QString& action);
Result<JobOutcome> editSet(JobContext& context, const QJsonObject& options);

// Whom options speak of: a fact by `fact_key` or by the `id` of a factoid that says it, or a `council` by its code.
struct CuratedSubject {
    QString factKey, council;
    QString text; // of the factoid, or the council's name; may be empty
};
// Errors: Usage, nobody or no key; Input, there is no such factoid or council.
[[nodiscard]] Result<CuratedSubject> curatedSubject(Database& db, const QJsonObject& options);

} // namespace factoid
