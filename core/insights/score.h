// Score: significance × effect × reach × freshness × quality × novelty, each 0 to 1 (SPEC 5). Pure;
// any thread.
#pragma once

#include "core/insights/detector.h"

namespace factoid {

struct ScoreParts {
    double significance = 0; // 1 − q, with a floor: what fails the test is still a true statement
    double effect = 0;
    double reach = 0;
    double freshness = 0;
    double quality = 0;
    double novelty = 1;
    double q = 1; // Benjamini-Yekutieli over the whole run
    [[nodiscard]] double score() const {
        return significance * effect * reach * freshness * quality * novelty;
    }
};

// 1 in the year after the end of `year`, then falling: 1/2 four years later.
[[nodiscard]] double freshness(Year year, QDate today);

// What was shown lately sinks: the very fact for weeks, its field for days, and a council that was
// often the bad example sinks as such. `key` may be empty when no fact ages are known.
[[nodiscard]] double novelty(const ShownRecord& shown, const QString& key, const Panel& panel,
                             const Candidate& candidate);

// All but the novelty, for every candidate, in order.
[[nodiscard]] std::vector<ScoreParts> scoreAll(const std::vector<Candidate>& candidates,
                                               std::int64_t tests, QDate today);

// The sheet of SPEC 13: the six parts, p, q, test and n.
[[nodiscard]] QJsonObject scoreSheet(const ScoreParts& parts, const Candidate& candidate);

} // namespace factoid
