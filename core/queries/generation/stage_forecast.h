// StageForecast: how long a run still takes, from earlier runs of the same job: the median of each stage.
// It says so when there is nothing to go by. Pure; any thread.
#pragma once

#include "core/base/record.h"

#include <QString>

#include <optional>
#include <vector>

namespace factoid {

struct StageTime {
    QString name;
    double seconds = 0;
    friend bool operator==(const StageTime&, const StageTime&) = default;
    static auto fields() { return std::tuple{field("name", &StageTime::name), field("seconds", &StageTime::seconds)}; }
};

// A run that is under way: the stages that are over, the one it is in and for how long it has been.
struct StagesSoFar {
    std::vector<StageTime> over;
    QString current; // empty: between two stages
    double currentSeconds = 0;
};

struct StagePlanRow {
    enum class State { Over, Current, Coming };
    QString name;
    State state = State::Coming;
    double seconds = 0;             // spent so far
    std::optional<double> expected; // median of the earlier runs; nullopt: none had this stage
    friend bool operator==(const StagePlanRow&, const StagePlanRow&) = default;
    // {name, state: over|current|coming, seconds, expected_seconds}
    [[nodiscard]] QJsonObject toJson() const;
};

struct StagePlan {
    std::vector<StagePlanRow> rows;    // what is over, what is going on, what is expected to come
    std::optional<double> secondsLeft; // nullopt: no earlier run tells
    int earlierRuns = 0;               // that tell
    // "about 40 s left, from 12 earlier runs", "no earlier run to tell how long it takes".
    [[nodiscard]] QString words() const;
};

// `earlier`: stages of runs that ended well, newest first. What comes after the current stage is taken from the
// newest of them that has it; a stage that outlasts its median adds nothing to what is left.
[[nodiscard]] StagePlan planOf(const StagesSoFar& soFar, const std::vector<std::vector<StageTime>>& earlier);

// The middle value, or the mean of the two middle ones. Source: any textbook; nullopt for none.
[[nodiscard]] std::optional<double> medianOf(std::vector<double> values);

} // namespace factoid
