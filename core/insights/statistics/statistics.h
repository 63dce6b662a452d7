// Statistics: the tests behind the facts, each with its source. Doubles are for scores only; no
// published amount passes through here. Deterministic; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace factoid::statistics {

// A robust centre and spread: the median and its spread (core/base/median.h). spread 0: more than half are equal.
// `mean` and `deviation` are those of the values within three spreads (one-step reweighting,
// Rousseeuw & Leroy 1987), the deviation made up for what the cut takes from normal data: they
// resist outliers as the median does and use nearly all of the values, so that the tests rest on
// them.
// Degrees of freedom at and above which a tail is as good as normal.
constexpr int kNormalTail = 1'000;
struct Robust {
    double centre = 0;
    double spread = 0;
    double mean = 0;
    double deviation = 0;
    int kept = 0; // values within three spreads
    int n = 0;
    int mostFreedom = kNormalTail; // fewer where the values are known to have heavy tails
    // How many spreads `value` lies from the centre; 0 when there is no spread.
    [[nodiscard]] double z(double value) const { return spread > 0 ? (value - centre) / spread : 0; }
    // P of a further value at least so far from the mean, either way: Student's t of the prediction,
    // with four fifths of the kept values' degrees of freedom. 1 when there is no spread.
    [[nodiscard]] double twoSided(double value) const;
    // log10 of the same for the upper (or lower) end alone, fit for ratios of tails.
    [[nodiscard]] double tail(double value, bool upper) const;
    [[nodiscard]] int degreesOfFreedom() const;
};
[[nodiscard]] Robust robust(const std::vector<double>& values);
// Degrees of freedom of the Student's t whose tails are as heavy as those of `sizes`, distances from their
// centres in spreads: by the quotient of the 98th percentile and the median, less its standard error, so that
// chance does not make a normal tail heavy. kNormalTail for fewer than 100.
[[nodiscard]] int tailFreedom(std::vector<double> sizes);

// P(|T| >= |t|) of Student's t; 1 when there are no degrees of freedom.
[[nodiscard]] double studentTwoSided(double t, int degreesOfFreedom);
// P(T >= t), one side.
[[nodiscard]] double studentAbove(double t, int degreesOfFreedom);
// t beyond which so much of Student's t lies on each side, for intervals of 95 percent.
[[nodiscard]] double student95(int degreesOfFreedom);
// P(|Z| >= |z|) of the standard normal.
[[nodiscard]] double normalTwoSided(double z);
// P(X >= count) for a Poisson count of the given mean.
[[nodiscard]] double poissonAtLeast(int count, double mean);
// Sign test: twice the smaller tail of Binomial(n, 1/2) at k, at most 1.
[[nodiscard]] double signTest(int k, int n);

// Several outliers at once: generalised extreme studentised deviate (Rosner 1983). p[i] of
// `values[i]`: the least p at which it is among the outliers, each step's already times the values
// still in; 1 for those never suspected. At most a tenth of the values (and 20) are suspected.
[[nodiscard]] std::vector<double> rosner(const std::vector<double>& values);

// P that the value at `place` (1: the extreme) of values drawn from the shape stands so far from the
// next: given the next, those beyond it are draws from the tail past it, and the nearest of them is
// `place` times as likely near. So (tail(x[place−1]) ÷ tail(x[place]))^place. `extremeFirst` holds the
// extreme end first.
[[nodiscard]] double tailGapP(const Robust& shape, std::span<const double> extremeFirst, int place);

// Gini coefficient of amounts of at least 0, sorted highest first: mean difference of all pairs ÷
// twice the mean. 0 when they are all 0.
[[nodiscard]] double gini(std::span<const double> highestFirst);

// Shapes of log-normal amounts, for what is said of one year's whole distribution. Each stratum is
// the councils of one type: their number, and mean and deviation of the logarithms.
struct Stratum {
    int n = 0;
    double mean = 0;
    double deviation = 0;
};
struct Shape {
    double largest = 0;   // log-odds of the largest part of the total
    double top5 = 0;      // log-odds of the part of the 5 highest
    double top10 = 0;     // of the 10 highest
    double gini = 0;      // log-odds
    double meanRatio = 0; // log of mean ÷ median
};
// `whole`: also gini and meanRatio, which need all of the amounts in order.
[[nodiscard]] Shape shapeOf(std::vector<double> amounts, bool whole = true);
struct ShapeNull {
    Shape mean;
    Shape deviation;
    int draws = 0;
    // P of a statistic at least so far from its mean under the null, either way.
    [[nodiscard]] double twoSided(double Shape::*statistic, double value) const;
};
// Mean and deviation of the shape over seeded draws from the strata, each draw with a deviation that
// is itself uncertain (chi-square). The same strata always give the same null.
[[nodiscard]] ShapeNull shapeNull(const std::vector<Stratum>& strata, bool whole = true);

// Kendall's S of a series: rises minus falls over all pairs.
[[nodiscard]] int kendallS(std::span<const double> series);
// Two-sided p of S under "every order of the n values is equally likely": exact up to 30 values
// without ties, else the normal approximation with the correction for ties (Mann 1945, Kendall
// 1975).
[[nodiscard]] double mannKendallP(std::span<const double> series);
// Sen's slope: median of the slopes of all pairs, per step.
[[nodiscard]] double senSlope(std::span<const double> series);
// Interval of 95 percent of Sen's slope by the ranks of the pair slopes (Sen 1968).
struct Interval {
    double low = 0;
    double high = 0;
};
[[nodiscard]] Interval senInterval(std::span<const double> series);
// Interval of 95 percent of a correlation by Fisher's z, with the variance 1.06 ÷ (n − 3) of rank
// correlations (Fieller, Hartley & Pearson 1957).
[[nodiscard]] Interval rankCorrelationInterval(double rho, int n);
// Partial correlation of two with a third taken out: (ab − ac·bc) ÷ √((1−ac²)(1−bc²)).
[[nodiscard]] double partialCorrelation(double ab, double ac, double bc);
// P that the last `steps` steps all go one way (either) under the same null: 2 / (steps + 1)!.
[[nodiscard]] double streakP(int steps);

// Mann-Whitney rank-sum, two-sided, normal approximation with ties; both lists sorted ascending.
[[nodiscard]] double mannWhitneyP(std::span<const double> a, std::span<const double> b);

// Benjamini & Yekutieli 2001: q-values under any dependence, of p-values out of `tests` tests in
// all (those not listed count as p = 1). Same order as given.
[[nodiscard]] std::vector<double> benjaminiYekutieli(const std::vector<double>& p, std::int64_t tests);

} // namespace factoid::statistics
