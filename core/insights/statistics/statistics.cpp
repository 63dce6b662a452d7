#include "core/insights/statistics/statistics.h"

#include "core/base/median.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace factoid::statistics {

namespace {

// No promotion to long double (speed), and a value instead of an exception at the edges.
using Policy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>>;

constexpr double kCut = 3;
// Variance of a standard normal cut at three deviations.
constexpr double kKeptVariance = 0.9733;
constexpr double kKeptFreedom = 0.8;
// The cut takes more from few values than from many.
constexpr double kFewValues = 1.5;
constexpr int kMostExact = 30;

double clampP(double p)
{
    return std::isnan(p) ? 1.0 : std::clamp(p, 0.0, 1.0);
}

// P(|S| >= s) for n values without ties, by the recursion on inversions: adding the n-th value adds
// 0 to n−1 inversions, all equally likely.
class KendallTable
{
  public:
    KendallTable()
    {
        std::vector<double> inversions = {1.0};
        for (int n = 2; n <= kMostExact; ++n) {
            std::vector<double> next(inversions.size() + static_cast<size_t>(n) - 1, 0.0);
            for (size_t i = 0; i < inversions.size(); ++i) {
                for (int added = 0; added < n; ++added)
                    next[i + static_cast<size_t>(added)] += inversions[i] / n;
            }
            inversions = std::move(next);
            m_inversions[static_cast<size_t>(n)] = inversions;
        }
    }
    double twoSided(int n, int s) const
    {
        const std::vector<double>& chances = m_inversions[static_cast<size_t>(n)];
        // S = pairs − 2 × inversions, so the extreme end is the few-inversions one.
        const int pairs = n * (n - 1) / 2;
        const int most = (pairs - std::abs(s)) / 2;
        const double tail = std::accumulate(chances.begin(), chances.begin() + most + 1, 0.0);
        return clampP(2 * tail);
    }

  private:
    std::array<std::vector<double>, kMostExact + 1> m_inversions;
};

} // namespace

Robust robust(const std::vector<double>& values)
{
    Robust result;
    result.n = static_cast<int>(values.size());
    if (values.empty())
        return result;
    result.centre = median(values);
    result.spread = medianSpread(values, result.centre);
    double sum = 0;
    for (const double value : values) {
        if (std::abs(value - result.centre) > kCut * result.spread)
            continue;
        sum += value;
        ++result.kept;
    }
    if (result.kept < 2)
        return result;
    result.mean = sum / result.kept;
    double squares = 0;
    for (const double value : values) {
        if (std::abs(value - result.centre) <= kCut * result.spread)
            squares += (value - result.mean) * (value - result.mean);
    }
    result.deviation = std::sqrt(squares / (result.kept - 1) / kKeptVariance) * (1 + kFewValues / result.n);
    return result;
}

int Robust::degreesOfFreedom() const
{
    return std::min(mostFreedom, static_cast<int>(kKeptFreedom * (kept - 1)));
}

int tailFreedom(std::vector<double> sizes)
{
    constexpr size_t kFewest = 100;
    constexpr double kFar = 0.98;
    constexpr double kErrorOfOne = 1.6; // of the quotient of n normal values, times the root of n
    // Two-sided 98th percentile ÷ median of Student's t, by degrees of freedom.
    struct Tail {
        int freedom;
        double quotient;
    };
    constexpr std::array<Tail, 11> kTails = {{{1, 31.82},
                                              {2, 8.53},
                                              {3, 5.94},
                                              {4, 5.06},
                                              {5, 4.63},
                                              {6, 4.38},
                                              {8, 4.10},
                                              {10, 3.95},
                                              {15, 3.765},
                                              {20, 3.68},
                                              {30, 3.598}}};
    if (sizes.size() < kFewest)
        return kNormalTail;
    const auto n = static_cast<double>(sizes.size());
    const auto far = sizes.begin() + static_cast<std::ptrdiff_t>(kFar * (n - 1));
    std::ranges::nth_element(sizes, far);
    const double tail = *far;
    const double middle = median(std::move(sizes));
    if (!(middle > 0))
        return kNormalTail;
    const double quotient = tail / middle * (1 - kErrorOfOne / std::sqrt(n));
    for (const Tail& known : kTails) {
        if (quotient >= known.quotient)
            return known.freedom;
    }
    return kNormalTail;
}

double Robust::twoSided(double value) const
{
    if (!(deviation > 0))
        return 1;
    const double error = deviation * std::sqrt(1 + 1.0 / kept);
    return studentTwoSided((value - mean) / error, degreesOfFreedom());
}

double Robust::tail(double value, bool upper) const
{
    if (!(deviation > 0))
        return 1;
    const double t = (value - mean) / (deviation * std::sqrt(1 + 1.0 / kept));
    return studentAbove(upper ? t : -t, degreesOfFreedom());
}

double studentTwoSided(double t, int degreesOfFreedom)
{
    if (degreesOfFreedom < 1 || !std::isfinite(t))
        return 1;
    using Student = boost::math::students_t_distribution<double, Policy>;
    const Student student(degreesOfFreedom);
    return clampP(2 * boost::math::cdf(boost::math::complement(student, std::abs(t))));
}

double studentAbove(double t, int degreesOfFreedom)
{
    if (degreesOfFreedom < 1 || !std::isfinite(t))
        return 1;
    using Student = boost::math::students_t_distribution<double, Policy>;
    return clampP(boost::math::cdf(boost::math::complement(Student(degreesOfFreedom), t)));
}

double student95(int degreesOfFreedom)
{
    constexpr double kEachSide = 0.025;
    using Student = boost::math::students_t_distribution<double, Policy>;
    return boost::math::quantile(boost::math::complement(Student(std::max(1, degreesOfFreedom)), kEachSide));
}

double normalTwoSided(double z)
{
    return clampP(std::erfc(std::abs(z) / std::sqrt(2.0)));
}

double poissonAtLeast(int count, double mean)
{
    if (count <= 0)
        return 1;
    if (!(mean > 0))
        return 0;
    return clampP(boost::math::gamma_p(static_cast<double>(count), mean, Policy()));
}

double signTest(int k, int n)
{
    if (n < 1)
        return 1;
    const int few = std::min(k, n - k);
    // P(X <= few) as an incomplete beta function.
    return clampP(2 * boost::math::ibeta(static_cast<double>(n - few), few + 1.0, 0.5, Policy()));
}

std::vector<double> rosner(const std::vector<double>& values)
{
    constexpr size_t kMostSuspects = 20;
    constexpr size_t kFewestLeft = 4;
    std::vector<double> p(values.size(), 1.0);
    std::vector<size_t> in(values.size());
    std::iota(in.begin(), in.end(), size_t(0));
    std::ranges::stable_sort(in, {}, [&](size_t i) { return values[i]; });
    double sum = 0, squares = 0;
    const double middle = values.empty() ? 0 : values[in[in.size() / 2]];
    for (const double value : values) {
        sum += value - middle;
        squares += (value - middle) * (value - middle);
    }
    // Sorted, the most deviant is always one of the two ends.
    size_t first = 0, past = in.size();
    std::vector<std::pair<size_t, double>> steps;
    const size_t suspects = std::min(kMostSuspects, values.size() / 10);
    while (steps.size() < suspects && past - first > kFewestLeft) {
        const auto m = static_cast<double>(past - first);
        const double mean = sum / m;
        const double deviation = std::sqrt(std::max(0.0, (squares - m * mean * mean) / (m - 1)));
        if (!(deviation > 0))
            break;
        const double low = mean - (values[in[first]] - middle);
        const double high = values[in[past - 1]] - middle - mean;
        const double r = std::max(low, high) / deviation;
        // Rosner's critical value, solved for t.
        const double freedom = m - 2;
        const double left = (m - 1) * (m - 1) - r * r * m;
        const double t = left > 0 ? r * std::sqrt(freedom * m / left) : std::numeric_limits<double>::max();
        const double chance = left > 0 ? studentTwoSided(t, static_cast<int>(freedom)) : 0;
        const size_t at = high >= low ? in[--past] : in[first++];
        steps.emplace_back(at, std::min(1.0, m * chance));
        sum -= values[at] - middle;
        squares -= (values[at] - middle) * (values[at] - middle);
    }
    // A later step that stands makes all the earlier ones outliers.
    double least = 1;
    for (size_t i = steps.size(); i-- > 0;) {
        least = std::min(least, steps[i].second);
        p[steps[i].first] = least;
    }
    return p;
}

double tailGapP(const Robust& shape, std::span<const double> extremeFirst, int place)
{
    const auto at = static_cast<size_t>(place);
    if (place < 1 || at >= extremeFirst.size() || !(shape.deviation > 0))
        return 1;
    const double here = extremeFirst[at - 1];
    const double next = extremeFirst[at];
    const bool upper = here > next;
    const double beyond = shape.tail(next, upper);
    if (!(beyond > 0) || here == next)
        return 1;
    return clampP(std::pow(shape.tail(here, upper) / beyond, place));
}

double gini(std::span<const double> highestFirst)
{
    const auto n = static_cast<double>(highestFirst.size());
    double sum = 0, weighted = 0;
    for (size_t i = 0; i < highestFirst.size(); ++i) {
        sum += highestFirst[i];
        weighted += (n - 1 - 2 * static_cast<double>(i)) * highestFirst[i];
    }
    return n > 1 && sum > 0 ? weighted / (n - 1) / sum : 0;
}

namespace {

constexpr std::array kStatistics = {&Shape::largest, &Shape::top5, &Shape::top10, &Shape::gini, &Shape::meanRatio};

double logOdds(double part)
{
    constexpr double kEdge = 1e-9;
    const double inside = std::clamp(part, kEdge, 1 - kEdge);
    return std::log(inside / (1 - inside));
}

// Standard normals that are the same on every machine (SplitMix64, Box and Muller), made once and read
// on and on: the nulls of a run are many, and the logarithms of drawing cost more than all the rest.
class Draws
{
  public:
    double normal()
    {
        const std::vector<double>& all = table();
        m_at = m_at + 1 < all.size() ? m_at + 1 : 0;
        return all[m_at];
    }

  private:
    static const std::vector<double>& table()
    {
        static const std::vector<double> normals = [] {
            constexpr size_t kTable = 1 << 17;
            constexpr double kTurn = 6.283185307179586;
            std::vector<double> made;
            std::uint64_t state = 20240401;
            while (made.size() < kTable) {
                const double radius = std::sqrt(-2 * std::log(uniform(state)));
                const double angle = kTurn * uniform(state);
                made.push_back(radius * std::cos(angle));
                made.push_back(radius * std::sin(angle));
            }
            return made;
        }();
        return normals;
    }
    static double uniform(std::uint64_t& state)
    {
        state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        constexpr double kScale = 1.0 / 9007199254740993.0;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + 1) * kScale;
    }
    size_t m_at = 0;
};

} // namespace

Shape shapeOf(std::vector<double> amounts, bool whole)
{
    constexpr size_t kFive = 5, kTen = 10;
    Shape shape;
    if (whole)
        std::ranges::sort(amounts, std::ranges::greater());
    else
        std::ranges::partial_sort(amounts,
                                  amounts.begin() + static_cast<std::ptrdiff_t>(std::min(kTen, amounts.size())),
                                  std::ranges::greater());
    const auto n = static_cast<double>(amounts.size());
    const double sum = std::accumulate(amounts.begin(), amounts.end(), 0.0);
    if (amounts.size() < 2 || !(sum > 0))
        return shape;
    const auto held = [&](size_t k) {
        const auto end = amounts.begin() + static_cast<std::ptrdiff_t>(std::min(k, amounts.size()));
        return std::accumulate(amounts.begin(), end, 0.0) / sum;
    };
    shape.largest = logOdds(held(1));
    shape.top5 = logOdds(held(kFive));
    shape.top10 = logOdds(held(kTen));
    if (!whole)
        return shape;
    shape.gini = logOdds(gini(amounts));
    const size_t half = amounts.size() / 2;
    const double middle = amounts.size() % 2 == 1 ? amounts[half] : (amounts[half - 1] + amounts[half]) / 2;
    shape.meanRatio = middle > 0 ? std::log(sum / n / middle) : 0;
    return shape;
}

double ShapeNull::twoSided(double Shape::*statistic, double value) const
{
    const double spread = deviation.*statistic;
    if (!(spread > 0))
        return 1;
    return studentTwoSided((value - mean.*statistic) / spread, draws / 2);
}

ShapeNull shapeNull(const std::vector<Stratum>& strata, bool whole)
{
    constexpr int kDraws = 100;
    ShapeNull null;
    null.draws = kDraws;
    Draws draws;
    std::array<double, kStatistics.size()> sums{}, squares{};
    std::vector<double> amounts;
    for (int draw = 0; draw < kDraws; ++draw) {
        amounts.clear();
        for (const Stratum& stratum : strata) {
            // The deviation and the mean are known only so well: √(ν ÷ χ²) about 1 + N/√(2ν).
            const double freedom = std::max(2.0, kKeptFreedom * (stratum.n - 1));
            const double deviation = stratum.deviation * std::exp(draws.normal() / std::sqrt(2 * freedom));
            const double mean = stratum.mean + draws.normal() * stratum.deviation / std::sqrt(stratum.n);
            for (int i = 0; i < stratum.n; ++i)
                amounts.push_back(std::exp(mean + deviation * draws.normal()));
        }
        const Shape shape = shapeOf(amounts, whole);
        for (size_t i = 0; i < kStatistics.size(); ++i) {
            const double value = shape.*kStatistics[i];
            sums[i] += value;
            squares[i] += value * value;
        }
    }
    for (size_t i = 0; i < kStatistics.size(); ++i) {
        const double mean = sums[i] / kDraws;
        null.mean.*kStatistics[i] = mean;
        null.deviation.*kStatistics[i] =
            std::sqrt(std::max(0.0, squares[i] / kDraws - mean * mean) * kDraws / (kDraws - 1));
    }
    return null;
}

int kendallS(std::span<const double> series)
{
    int score = 0;
    for (size_t i = 0; i < series.size(); ++i) {
        for (size_t j = i + 1; j < series.size(); ++j)
            score += (series[j] > series[i]) - (series[j] < series[i]);
    }
    return score;
}

double mannKendallP(std::span<const double> series)
{
    const int n = static_cast<int>(series.size());
    if (n < 3)
        return 1;
    std::vector<double> sorted(series.begin(), series.end());
    std::ranges::sort(sorted);
    double tied = 0;
    for (size_t first = 0; first < sorted.size();) {
        size_t past = first;
        while (past < sorted.size() && sorted[past] == sorted[first])
            ++past;
        const auto t = static_cast<double>(past - first);
        tied += t * (t - 1) * (2 * t + 5);
        first = past;
    }
    const int s = kendallS(series);
    if (tied == 0 && n <= kMostExact) {
        static const KendallTable table;
        return table.twoSided(n, s);
    }
    const double variance = (n * (n - 1.0) * (2.0 * n + 5) - tied) / 18;
    if (!(variance > 0))
        return 1;
    return normalTwoSided(std::max(0, std::abs(s) - 1) / std::sqrt(variance));
}

double senSlope(std::span<const double> series)
{
    std::vector<double> slopes;
    for (size_t i = 0; i < series.size(); ++i) {
        for (size_t j = i + 1; j < series.size(); ++j)
            slopes.push_back((series[j] - series[i]) / static_cast<double>(j - i));
    }
    return median(std::move(slopes));
}

Interval senInterval(std::span<const double> series)
{
    constexpr double kNormal95 = 1.959964;
    std::vector<double> slopes;
    for (size_t i = 0; i < series.size(); ++i) {
        for (size_t j = i + 1; j < series.size(); ++j)
            slopes.push_back((series[j] - series[i]) / static_cast<double>(j - i));
    }
    if (slopes.empty())
        return {};
    std::ranges::sort(slopes);
    const auto n = static_cast<double>(series.size());
    const double spread = kNormal95 * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
    const auto count = static_cast<double>(slopes.size());
    const auto at = [&](double rank) { return slopes[static_cast<size_t>(std::clamp(rank, 0.0, count - 1))]; };
    return {at(std::floor((count - spread) / 2)), at(std::ceil((count + spread) / 2))};
}

Interval rankCorrelationInterval(double rho, int n)
{
    constexpr double kNormal95 = 1.959964;
    constexpr double kVariance = 1.06;
    if (n < 4 || std::abs(rho) >= 1)
        return {rho, rho};
    const double z = std::atanh(rho);
    const double reach = kNormal95 * std::sqrt(kVariance / (n - 3));
    return {std::tanh(z - reach), std::tanh(z + reach)};
}

double partialCorrelation(double ab, double ac, double bc)
{
    const double left = (1 - ac * ac) * (1 - bc * bc);
    return left > 0 ? std::clamp((ab - ac * bc) / std::sqrt(left), -1.0, 1.0) : 0;
}

double streakP(int steps)
{
    return std::min(1.0, 2 / std::tgamma(steps + 2.0));
}

double mannWhitneyP(std::span<const double> a, std::span<const double> b)
{
    const auto na = static_cast<double>(a.size());
    const auto nb = static_cast<double>(b.size());
    if (a.empty() || b.empty())
        return 1;
    // One walk over both sorted lists: U counts, for each of a, the b below it (ties a half).
    double u = 0;
    double tied = 0;
    size_t i = 0, j = 0;
    while (i < a.size()) {
        while (j < b.size() && b[j] < a[i])
            ++j;
        size_t sameA = i, sameB = j;
        while (sameA < a.size() && a[sameA] == a[i])
            ++sameA;
        while (sameB < b.size() && b[sameB] == a[i])
            ++sameB;
        const auto countA = static_cast<double>(sameA - i);
        const auto countB = static_cast<double>(sameB - j);
        u += countA * (static_cast<double>(j) + countB / 2);
        const double t = countA + countB;
        tied += t * t * t - t;
        i = sameA;
        j = sameB;
    }
    const double n = na + nb;
    const double variance = na * nb / 12 * (n + 1 - tied / (n * (n - 1)));
    if (!(variance > 0))
        return 1;
    const double distance = std::max(0.0, std::abs(u - na * nb / 2) - 0.5);
    return normalTwoSided(distance / std::sqrt(variance));
}

std::vector<double> benjaminiYekutieli(const std::vector<double>& p, std::int64_t tests)
{
    const auto m = static_cast<double>(std::max<std::int64_t>(tests, static_cast<std::int64_t>(p.size())));
    constexpr double kEuler = 0.57721566490153286;
    const double harmonic = m < 1 ? 1 : std::log(m) + kEuler + 1 / (2 * m);
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, [&](size_t i) { return p[i]; });
    std::vector<double> q(p.size(), 1.0);
    double least = 1;
    for (size_t rank = order.size(); rank > 0; --rank) {
        const size_t at = order[rank - 1];
        least = std::min(least, p[at] * m * harmonic / static_cast<double>(rank));
        q[at] = least;
    }
    return q;
}

} // namespace factoid::statistics
