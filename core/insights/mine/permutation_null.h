// Permutation null: how many facts noise would have given. The figures of a copy of the panel are dealt out
// anew: in each field, type and year by lot among the councils that reported, so that who has what, and
// what follows what, means nothing; then both are mined. Kinds that look at the shape of one year, or at
// its sum, keep their figures and are told apart as not judged. Pure; uses the QtConcurrent pool.
#pragma once

#include "core/insights/mine/miner.h"

#include <map>

namespace factoid {

// The same seed gives the same copy on every machine.
[[nodiscard]] Panel dealtAnew(const Panel& panel, quint64 seed);

struct PermutationNull {
    struct Kind {
        int called = 0; // facts with a confidence of 0.95 or more
        int noise = 0;  // the same in the copy
        bool judged = false;
    };
    std::map<QString, Kind> kinds;
    quint64 seed = 0;
    [[nodiscard]] QJsonObject toJson() const;
};
// Errors as mine().
[[nodiscard]] Result<PermutationNull> nullMirror(const Panel& panel, const Traits& traits, const MineOptions& options,
                                                 quint64 seed, const TaskControl& control = {});

} // namespace factoid
