#include "core/queries/generation/stage_forecast.h"

#include "core/base/median.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr double kSecondsOfMinute = 60;

std::optional<double> medianOfStage(const QString& name, const std::vector<std::vector<StageTime>>& earlier)
{
    std::vector<double> seconds;
    for (const auto& run : earlier) {
        for (const StageTime& stage : run) {
            if (stage.name == name)
                seconds.push_back(stage.seconds);
        }
    }
    return medianOf(std::move(seconds));
}

// The name of the last stage that is known to have begun.
QString latestStage(const StagesSoFar& soFar)
{
    if (!soFar.current.isEmpty())
        return soFar.current;
    return soFar.over.empty() ? QString() : soFar.over.back().name;
}

// What came after `stage` in the newest run that has it; with no stage yet, all of the newest run.
std::optional<std::vector<QString>> stagesAfter(const QString& stage,
                                                const std::vector<std::vector<StageTime>>& earlier)
{
    for (const auto& run : earlier) {
        auto from = run.begin();
        if (!stage.isEmpty()) {
            // The last occurrence: a run that had to start again shows its stages twice.
            const auto found =
                std::find_if(run.rbegin(), run.rend(), [&](const StageTime& time) { return time.name == stage; });
            if (found == run.rend())
                continue;
            from = found.base();
        }
        std::vector<QString> names;
        for (; from != run.end(); ++from)
            names.push_back(from->name);
        return names;
    }
    return std::nullopt;
}

} // namespace

std::optional<double> medianOf(std::vector<double> values)
{
    if (values.empty())
        return std::nullopt;
    return median(std::move(values));
}

StagePlan planOf(const StagesSoFar& soFar, const std::vector<std::vector<StageTime>>& earlier)
{
    StagePlan plan;
    for (const StageTime& stage : soFar.over)
        plan.rows.push_back({stage.name, StagePlanRow::State::Over, stage.seconds, medianOfStage(stage.name, earlier)});
    if (!soFar.current.isEmpty())
        plan.rows.push_back(
            {soFar.current, StagePlanRow::State::Current, soFar.currentSeconds, medianOfStage(soFar.current, earlier)});
    const auto coming = stagesAfter(latestStage(soFar), earlier);
    if (!coming)
        return plan;
    plan.earlierRuns = static_cast<int>(earlier.size());
    double left = 0;
    if (!soFar.current.isEmpty())
        left += std::max(0.0, plan.rows.back().expected.value_or(0) - soFar.currentSeconds);
    for (const QString& name : *coming) {
        const auto expected = medianOfStage(name, earlier);
        plan.rows.push_back({name, StagePlanRow::State::Coming, 0, expected});
        left += expected.value_or(0);
    }
    plan.secondsLeft = left;
    return plan;
}

QJsonObject StagePlanRow::toJson() const
{
    const QString standing = state == State::Over ? u"over"_s : state == State::Current ? u"current"_s : u"coming"_s;
    return {{u"name"_s, name},
            {u"state"_s, standing},
            {u"seconds"_s, seconds},
            {u"expected_seconds"_s, expected ? QJsonValue(*expected) : QJsonValue()}};
}

QString StagePlan::words() const
{
    if (!secondsLeft)
        return u"no earlier run to tell how long it takes"_s;
    const QString basis = earlierRuns == 1 ? u"1 earlier run"_s : u"%1 earlier runs"_s.arg(earlierRuns);
    if (*secondsLeft < 1)
        return u"any moment, from %1"_s.arg(basis);
    if (*secondsLeft < kSecondsOfMinute)
        return u"about %1 s left, from %2"_s.arg(static_cast<int>(std::ceil(*secondsLeft))).arg(basis);
    return u"about %1 min left, from %2"_s.arg(static_cast<int>(std::ceil(*secondsLeft / kSecondsOfMinute))).arg(basis);
}

} // namespace factoid
