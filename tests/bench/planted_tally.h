// What the miner finds of what was planted in a panel, what it calls a fact that is none, and what that
// costs. Pure; one thread.
#pragma once

#include "planted_panel.h"

#include <map>

namespace factoid::bench {

// What a mined list holds of what was planted.
struct Tally {
    std::map<QString, std::pair<int, int>> found;  // by kind: found, planted
    std::map<QString, std::pair<int, int>> called; // by kind: false, called (confidence of 0.95 and more)
    void add(const PlantedPanel& made, const std::vector<Fact>& facts);
    [[nodiscard]] double recall() const;
    [[nodiscard]] double falseShare() const;
};

// What a run costs on one thread, in processor time, so that a busy machine does not slow it.
struct Cost {
    std::int64_t tested = 0; // statements put to their test: all that the false-discovery rate is over
    std::int64_t scored = 0; // those that may be a fact, with all parts of their score
    double seconds = 0;      // from the panel to the scores
    double scoring = 0;      // of these, for the scores
    [[nodiscard]] double rate() const { return seconds > 0 ? static_cast<double>(tested) / seconds : 0; }
    [[nodiscard]] double scoringRate() const { return scoring > 0 ? static_cast<double>(scored) / scoring : 0; }
};
// As mine() does it, on this thread and whatever the score: every test looked at, every candidate
// scored; then the facts with a q of at most 5 percent, and those of kinds without a test (their effect as the
// score), with their claims.
[[nodiscard]] std::vector<Fact> calledFacts(const PlantedPanel& made, Cost* cost = nullptr);

} // namespace factoid::bench
