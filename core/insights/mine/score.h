// Score: significance × effect × reach × freshness × quality × novelty, each 0 to 1 (docs/facts.md, “Score”). Pure;
// any thread.
#pragma once

#include "core/insights/claims/shown_record.h"
#include "core/insights/detect/detector.h"

namespace factoid {

struct ScoreParts {
    double significance =
        0; // 1 − q where the test is passed, next to nothing where not; of kinds without a test the same for all
    double effect = 0;
    double reach = 0;
    double freshness = 0;
    double quality = 0;
    double novelty = 1;
    std::optional<double> q; // Benjamini-Yekutieli over the whole run; nullopt: the kind has no test
    [[nodiscard]] double score() const { return significance * effect * reach * freshness * quality * novelty; }
};

// Of figures of a year that ended on that day: 1 in the year after it, then falling, 1/2 four years later.
[[nodiscard]] double freshness(QDate end, QDate today);

// What was shown lately sinks: the very fact for weeks, its field for days, and a council that was
// often the bad example sinks as such. `key` may be empty when no fact ages are known.
[[nodiscard]] double novelty(const ShownRecord& shown, const QString& key, const Panel& panel,
                             const Candidate& candidate);

// All but the novelty, for every candidate, in order. Each kind has an equal say in the false-discovery rate of
// the run, whether it looks at ten groups or at ten thousand councils: p is weighted by the kind's part of all
// tests (Genovese, Roeder & Wasserman 2006), which leaves the rate over the whole run as it is.
[[nodiscard]] std::vector<ScoreParts> scoreAll(const Findings& findings, const Panel& panel, QDate today);

// The `sheet` of a fact: the six parts, n and, where the kind has a test, p, q and test.
[[nodiscard]] QJsonObject scoreSheet(const ScoreParts& parts, const Candidate& candidate);

} // namespace factoid
