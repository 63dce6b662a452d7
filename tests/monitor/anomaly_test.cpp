// Anomalies: made-up series with seasons, noise and gaps, in which what is odd is known.
#include "core/monitor/metrics/anomaly.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace factoid;

namespace {

constexpr size_t kDay = 24, kWeek = 7 * kDay, kHours = 26 * kWeek, kWarm = 9 * kWeek;
constexpr double kTurn = 2 * 3.141592653589793;

struct Made {
    Values values;
    std::vector<std::pair<size_t, size_t>> odd;
};

Made make(std::mt19937& chance)
{
    const auto dice = [&](double least, double most) {
        return std::uniform_real_distribution<double>(least, most)(chance);
    };
    const double level = dice(50, 500), daily = level * dice(0.1, 0.5), weekly = level * dice(0, 0.3),
                 noise = level * dice(0.01, 0.05), trend = level * dice(-0.2, 0.2);
    Made made;
    for (size_t hour = 0; hour < kHours; ++hour) {
        const auto at = static_cast<double>(hour);
        const double season = daily * std::sin(kTurn * at / kDay) + weekly * std::sin(kTurn * at / kWeek);
        made.values.push_back(level + season + trend * at / kHours +
                              std::normal_distribution<double>(0, noise)(chance));
    }
    for (size_t at = kWarm + size_t(dice(0, 200)); at + 100 < kHours; at += size_t(dice(300, 900))) {
        const auto length = size_t(dice(1, 12));
        const double much = level * dice(0.6, 2) * (dice(0, 1) < 0.5 ? -1 : 1);
        for (size_t hour = at; hour < at + length; ++hour)
            *made.values[hour] += much;
        made.odd.emplace_back(at, at + length);
    }
    for (int gap = 0; gap < 6; ++gap)
        std::fill_n(made.values.begin() + qsizetype(dice(0, kHours - 60)), qsizetype(dice(1, 48)), std::nullopt);
    return made;
}

} // namespace

TEST_CASE("what is odd is found, and at most one in a month that is not")
{
    std::mt19937 chance(20261130);
    int odd = 0, found = 0, wrong = 0;
    double months = 0;
    for (int series = 0; series < 60; ++series) {
        const Made made = make(chance);
        const auto anomalies = anomaliesIn(made.values, kWarm);
        months += static_cast<double>(kHours - kWarm) / (30 * kDay);
        for (const auto& [from, to] : made.odd) {
            bool isKnown = false;
            for (size_t hour = from; hour < to; ++hour)
                isKnown = isKnown || made.values[hour].has_value();
            if (!isKnown)
                continue;
            ++odd;
            found +=
                std::ranges::any_of(anomalies, [&](const Anomaly& each) { return each.from < to && each.to > from; });
        }
        for (const Anomaly& each : anomalies)
            wrong += std::ranges::none_of(
                made.odd, [&](const auto& one) { return each.from < one.second && each.to > one.first; });
    }
    WARN("found " << found << " of " << odd << ", " << wrong << " wrong in " << months << " months of series");
    CHECK(odd > 200);
    CHECK(found >= 0.95 * odd);
    CHECK(wrong <= months);
}

TEST_CASE("without enough history, without any value and without any change nothing is odd")
{
    CHECK(anomaliesIn({}).empty());
    CHECK(anomaliesIn(Values(kHours)).empty());
    CHECK(anomaliesIn(Values(kHours, 0.0)).empty());
    Values young(2 * kWeek, 10.0); // the first two weeks of use
    young[kWeek + 5] = 1'000.0;
    CHECK(anomaliesIn(young).empty());
    Values one(kHours, 10.0);
    one[kHours - 100] = 1'000.0;
    const auto anomalies = anomaliesIn(one);
    REQUIRE(anomalies.size() == 1);
    CHECK(anomalies[0].from == kHours - 100);
    CHECK(anomalies[0].to == kHours - 99);
    CHECK(anomalies[0].worst == 1'000);
    CHECK(anomalies[0].usual == 10);
    CHECK_FALSE(anomalies[0].isOpen);
    // What is missing ends no incident.
    Values broken = one;
    for (size_t hour = kHours - 99; hour < kHours; ++hour)
        broken[hour] = std::nullopt;
    REQUIRE(anomaliesIn(broken).size() == 1);
    CHECK(anomaliesIn(broken)[0].isOpen);
}
