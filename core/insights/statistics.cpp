#include "core/insights/statistics.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace factoid::statistics {

namespace {

// No promotion to long double (speed), and a value instead of an exception at the edges.
using Policy = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>>;

constexpr double kMadToSigma = 1.4826;
constexpr int kMostExact = 30;

double clampP(double p) {
    return std::isnan(p) ? 1.0 : std::clamp(p, 0.0, 1.0);
}

// P(|S| >= s) for n values without ties, by the recursion on inversions: adding the n-th value adds
// 0 to n−1 inversions, all equally likely.
class KendallTable {
  public:
    KendallTable() {
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
    double twoSided(int n, int s) const {
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

double median(std::vector<double> values) {
    if (values.empty())
        return 0;
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, half);
    if (values.size() % 2 == 1)
        return *half;
    return (*half + *std::max_element(values.begin(), half)) / 2;
}

Robust robust(const std::vector<double>& values) {
    Robust result;
    result.n = static_cast<int>(values.size());
    if (values.empty())
        return result;
    result.centre = median(values);
    std::vector<double> deviations(values.size());
    std::ranges::transform(values, deviations.begin(),
                           [&](double value) { return std::abs(value - result.centre); });
    result.spread = kMadToSigma * median(std::move(deviations));
    return result;
}

double studentTwoSided(double t, int degreesOfFreedom) {
    if (degreesOfFreedom < 1 || !std::isfinite(t))
        return 1;
    using Student = boost::math::students_t_distribution<double, Policy>;
    const Student student(degreesOfFreedom);
    return clampP(2 * boost::math::cdf(boost::math::complement(student, std::abs(t))));
}

double robustTwoSided(double z, int n) {
    constexpr double kMadEfficiency = 0.37;
    return studentTwoSided(z, static_cast<int>(kMadEfficiency * (n - 1)));
}

double normalTwoSided(double z) {
    return clampP(std::erfc(std::abs(z) / std::sqrt(2.0)));
}

double poissonAtLeast(int count, double mean) {
    if (count <= 0)
        return 1;
    if (!(mean > 0))
        return 0;
    return clampP(boost::math::gamma_p(static_cast<double>(count), mean, Policy()));
}

double signTest(int k, int n) {
    if (n < 1)
        return 1;
    const int few = std::min(k, n - k);
    // P(X <= few) as an incomplete beta function.
    return clampP(2 * boost::math::ibeta(static_cast<double>(n - few), few + 1.0, 0.5, Policy()));
}

double tailGapP(std::span<const double> extremeFirst, int place) {
    constexpr int kLeastTail = 3;
    constexpr int kMostTail = 15;
    const int n = static_cast<int>(extremeFirst.size());
    const int k = std::clamp(n / 5, kLeastTail, kMostTail);
    if (place < 1 || place + k + 1 > n)
        return 1;
    const auto x = [&](int i) { return extremeFirst[static_cast<size_t>(i)]; };
    double excess = 0;
    for (int i = place; i < place + k; ++i)
        excess += std::abs(x(i) - x(place + k));
    if (!(excess > 0))
        return 1;
    const double gap = place * std::abs(x(place - 1) - x(place));
    // The survival function of F(2, 2k) at gap ÷ (excess / k), in closed form.
    return clampP(std::pow(1 + gap / excess, -k));
}

int kendallS(std::span<const double> series) {
    int score = 0;
    for (size_t i = 0; i < series.size(); ++i) {
        for (size_t j = i + 1; j < series.size(); ++j)
            score += (series[j] > series[i]) - (series[j] < series[i]);
    }
    return score;
}

double mannKendallP(std::span<const double> series) {
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

double senSlope(std::span<const double> series) {
    std::vector<double> slopes;
    for (size_t i = 0; i < series.size(); ++i) {
        for (size_t j = i + 1; j < series.size(); ++j)
            slopes.push_back((series[j] - series[i]) / static_cast<double>(j - i));
    }
    return median(std::move(slopes));
}

double streakP(int steps) {
    return std::min(1.0, 2 / std::tgamma(steps + 2.0));
}

double mannWhitneyP(std::span<const double> a, std::span<const double> b) {
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

std::vector<double> benjaminiYekutieli(const std::vector<double>& p, std::int64_t tests) {
    const auto m =
        static_cast<double>(std::max<std::int64_t>(tests, static_cast<std::int64_t>(p.size())));
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
