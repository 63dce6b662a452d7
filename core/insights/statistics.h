// Statistics: the tests behind the facts, each with its source. Doubles are for scores only; no
// published amount passes through here. Deterministic; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace factoid::statistics {

// 0 for an empty list. Takes a copy because it reorders.
[[nodiscard]] double median(std::vector<double> values);

// A robust centre and spread: the median, and 1.4826 × the median absolute deviation, which
// estimates the standard deviation of normal data (Rousseeuw & Croux 1993). spread 0: more than
// half are equal.
struct Robust {
    double centre = 0;
    double spread = 0;
    int n = 0;
    // How many spreads `value` lies from the centre; 0 when there is no spread.
    [[nodiscard]] double z(double value) const {
        return spread > 0 ? (value - centre) / spread : 0;
    }
};
[[nodiscard]] Robust robust(const std::vector<double>& values);

// P(|T| >= |t|) of Student's t; 1 when there are no degrees of freedom.
[[nodiscard]] double studentTwoSided(double t, int degreesOfFreedom);
// The same for a robust z of n values. The MAD has 37 percent of the standard deviation's
// efficiency, so it knows the spread as well as so many fewer values would.
[[nodiscard]] double robustTwoSided(double z, int n);
// P(|Z| >= |z|) of the standard normal.
[[nodiscard]] double normalTwoSided(double z);
// P(X >= count) for a Poisson count of the given mean.
[[nodiscard]] double poissonAtLeast(int count, double mean);
// Sign test: twice the smaller tail of Binomial(n, 1/2) at k, at most 1.
[[nodiscard]] double signTest(int k, int n);

// `extremeFirst` holds values with the extreme end first, as distances that grow inwards or
// outwards alike (callers negate for the low end). Null: exponential upper tail. Then place ×
// (x[place−1] − x[place]) is exponential with the tail's mean excess (Rényi 1953), estimated from
// the k next order statistics (Weissman 1978), so the ratio is F(2, 2k). 1 when n is too small or
// the tail has no spread.
[[nodiscard]] double tailGapP(std::span<const double> extremeFirst, int place);

// Kendall's S of a series: rises minus falls over all pairs.
[[nodiscard]] int kendallS(std::span<const double> series);
// Two-sided p of S under "every order of the n values is equally likely": exact up to 30 values
// without ties, else the normal approximation with the correction for ties (Mann 1945, Kendall
// 1975).
[[nodiscard]] double mannKendallP(std::span<const double> series);
// Sen's slope: median of the slopes of all pairs, per step.
[[nodiscard]] double senSlope(std::span<const double> series);
// P that the last `steps` steps all go one way (either) under the same null: 2 / (steps + 1)!.
[[nodiscard]] double streakP(int steps);

// Mann-Whitney rank-sum, two-sided, normal approximation with ties; both lists sorted ascending.
[[nodiscard]] double mannWhitneyP(std::span<const double> a, std::span<const double> b);

// Benjamini & Yekutieli 2001: q-values under any dependence, of p-values out of `tests` tests in
// all (those not listed count as p = 1). Same order as given.
[[nodiscard]] std::vector<double> benjaminiYekutieli(const std::vector<double>& p,
                                                     std::int64_t tests);

} // namespace factoid::statistics
