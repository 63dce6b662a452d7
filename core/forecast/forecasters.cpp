#include "core/forecast/forecasters.h"

#include "core/base/literals.h"
#include "core/base/median.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace factoid::forecast {

namespace {

// A change that is better only by what rounding leaves is none: the first of equals is taken, on every machine.
constexpr double kBetter = 1 - 1e-9;
constexpr double kFieldErrors = 4;   // the field's mean counts as so many errors of the series
constexpr double kGuessedErrors = 2; // where no field tells: errors of 1
constexpr double kPower = 8;
constexpr double kLeastError = 0.02; // so that a method that never erred does not silence the others
constexpr double kMostGrowth = 0.5;  // of peers, either way
constexpr std::array kLevels = {0.3, 0.5, 0.7, 0.9, 1.0};
constexpr std::array kTrends = {0.0, 0.1, 0.3, 0.5};
constexpr std::array kDampings = {0.8, 0.9, 0.98};
constexpr int kSmoothings = 10; // of Theta: 0.1 to 1.0
constexpr size_t kFirstSteps = 4;

struct HoltState {
    double level = 0, trend = 0, damping = 1;
};

// One pass with the given parameters; gives the sum of squared one-step errors.
double holtPass(std::span<const double> history, double firstTrend, double alpha, double beta, HoltState& state)
{
    state.level = history.front();
    state.trend = firstTrend;
    double squares = 0;
    for (const double value : history.subspan(1)) {
        const double expected = state.level + state.damping * state.trend;
        const double error = value - expected;
        squares += error * error;
        state.level = expected + alpha * error;
        state.trend = state.damping * state.trend + alpha * beta * error;
    }
    return squares;
}

// Gardner & McKenzie 1985, in the form of Hyndman et al. 2008, ETS(A,Ad,N): the parameters of the grid that erred
// least.
HoltState fittedHolt(std::span<const double> history)
{
    const size_t steps = std::min(history.size() - 1, kFirstSteps);
    const double firstTrend = (history[steps] - history.front()) / static_cast<double>(steps);
    HoltState best;
    double least = std::numeric_limits<double>::infinity();
    for (const double alpha : kLevels) {
        for (const double beta : kTrends) {
            for (const double damping : kDampings) {
                HoltState state{.damping = damping};
                const double squares = holtPass(history, firstTrend, alpha, beta, state);
                if (squares < least * kBetter || !std::isfinite(least)) {
                    least = squares;
                    best = state;
                }
            }
        }
    }
    return best;
}

struct ThetaState {
    double level = 0, slope = 0, alpha = 1, points = 0;
    // Hyndman & Billah 2003, equation 6.
    [[nodiscard]] double at(double years) const
    {
        return level + slope / 2 * (years - 1 + (1 - std::pow(1 - alpha, points)) / alpha);
    }
};

// Assimakopoulos & Nikolopoulos 2000, as Hyndman & Billah 2003 have it: simple exponential smoothing with half the
// slope of the line of least squares as drift.
ThetaState fittedTheta(std::span<const double> history)
{
    const auto count = static_cast<double>(history.size());
    const double middle = (count - 1) / 2;
    const double mean = std::accumulate(history.begin(), history.end(), 0.0) / count;
    double products = 0;
    double squaresOfTime = 0;
    for (size_t at = 0; at < history.size(); ++at) {
        const double time = static_cast<double>(at) - middle;
        products += time * (history[at] - mean);
        squaresOfTime += time * time;
    }
    ThetaState best{.slope = products / squaresOfTime, .points = count};
    double least = std::numeric_limits<double>::infinity();
    for (int tenths = 1; tenths <= kSmoothings; ++tenths) {
        const double alpha = static_cast<double>(tenths) / kSmoothings;
        double level = history.front();
        double squares = 0;
        for (const double value : history.subspan(1)) {
            const double error = value - level;
            squares += error * error;
            level += alpha * error;
        }
        if (squares < least * kBetter || !std::isfinite(least)) {
            least = squares;
            best.level = level;
            best.alpha = alpha;
        }
    }
    return best;
}

double medianChange(std::span<const double> history)
{
    std::vector<double> changes;
    changes.reserve(history.size());
    for (size_t at = 1; at < history.size(); ++at)
        changes.push_back(history[at] - history[at - 1]);
    return median(std::move(changes));
}

} // namespace

QString methodName(Method method)
{
    static const std::array<QString, kMethods> names = {u"naive"_s,       u"drift"_s, u"median_drift"_s,
                                                        u"damped_holt"_s, u"theta"_s, u"peers"_s};
    return names[static_cast<size_t>(method)];
}

std::vector<MethodValues> methodForecasts(std::span<const double> history, std::optional<double> peerGrowth,
                                          size_t years)
{
    const double last = history.back();
    const double drift = (last - history.front()) / static_cast<double>(history.size() - 1);
    const double middle = medianChange(history);
    const HoltState holt = fittedHolt(history);
    const ThetaState theta = fittedTheta(history);
    const auto growth = peerGrowth.transform([](double all) { return std::clamp(all, -kMostGrowth, kMostGrowth) / 2; });
    std::vector<MethodValues> forecasts;
    forecasts.reserve(years);
    double damped = 0;
    double power = 1;
    for (size_t ahead = 1; ahead <= years; ++ahead) {
        const auto distance = static_cast<double>(ahead);
        power *= holt.damping;
        damped += power;
        MethodValues values = {last,
                               last + distance * drift,
                               last + distance * middle,
                               holt.level + damped * holt.trend,
                               theta.at(distance),
                               std::nullopt};
        values[static_cast<size_t>(Method::Peers)] =
            growth.transform([&](double half) { return last * std::pow(1 + half, distance); });
        forecasts.push_back(values);
    }
    return forecasts;
}

double meanChange(std::span<const double> history)
{
    double sum = 0;
    for (size_t at = 1; at < history.size(); ++at)
        sum += std::abs(history[at] - history[at - 1]);
    return sum / static_cast<double>(history.size() - 1);
}

void KnownErrors::add(Method method, double scaledError)
{
    sums[static_cast<size_t>(method)] += std::min(scaledError, kMostError);
    ++counts[static_cast<size_t>(method)];
}

std::optional<double> KnownErrors::mean(Method method) const
{
    const auto at = static_cast<size_t>(method);
    return counts[at] == 0 ? std::nullopt : std::optional(sums[at] / counts[at]);
}

std::array<double, kMethods> methodWeights(const MethodValues& available, const KnownErrors& own,
                                           const KnownErrors& field)
{
    std::array<double, kMethods> weights = {};
    double sum = 0;
    for (size_t at = 0; at < kMethods; ++at) {
        if (!available[at])
            continue;
        const auto ofField = field.mean(static_cast<Method>(at));
        const double weightOfField = ofField ? kFieldErrors : kGuessedErrors;
        const double error = (weightOfField * ofField.value_or(1) + own.sums[at]) / (weightOfField + own.counts[at]);
        weights[at] = std::pow(error + kLeastError, -kPower);
        sum += weights[at];
    }
    for (double& weight : weights)
        weight /= sum;
    return weights;
}

double combined(const MethodValues& values, const std::array<double, kMethods>& weights)
{
    double sum = 0;
    for (size_t at = 0; at < kMethods; ++at)
        sum += weights[at] * values[at].value_or(0);
    return sum;
}

} // namespace factoid::forecast
