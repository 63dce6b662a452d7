// crossing: one council passes another of its type and region that had stood above it in every one of
// at least 5 earlier years. At least 10 councils of the type; the two of similar size. Null: both moved
// as their type did since the oldest of those years (moves.cpp); the difference of their logarithms of
// change ÷ √2 deviations is Student's t. Every pair looked at is a test.
#include "core/insights/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLeastYears = 5;
constexpr int kMostYears = 10;
constexpr int kFewest = 10;
constexpr double kLeastApart = 0.05; // as a logarithm, at both ends

// Earlier years, newest first and without a gap, in which `a` stood strictly below `b`.
int yearsBelow(const FieldContext& context, int a, int b) {
    const int known = std::min(context.unbroken[static_cast<size_t>(a)],
                               context.unbroken[static_cast<size_t>(b)]);
    int years = 0;
    while (years + 1 < known && years < kMostYears) {
        const size_t at = context.back(years + 1);
        if (context.units(at, a) >= context.units(at, b))
            break;
        ++years;
    }
    return years;
}

} // namespace

void detectCrossings(const FieldContext& context, Findings& findings) {
    const auto& councils = context.panel.councils();
    const size_t newest = context.run.size() - 1;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable || static_cast<int>(group.councils.size()) < kFewest)
            continue;
        std::map<int, Moves> moves;
        for (size_t i = 0; i < group.councils.size(); ++i) {
            for (size_t j = 0; j < group.councils.size(); ++j) {
                const int a = group.councils[i];
                const int b = group.councils[j];
                if (i == j || councils[static_cast<size_t>(a)].region !=
                                  councils[static_cast<size_t>(b)].region)
                    continue;
                findings.tests += i < j;
                if (context.now(a) <= context.now(b) || context.now(b) <= 0)
                    continue;
                const int years = yearsBelow(context, a, b);
                if (years < kLeastYears || context.units(context.back(years), a) <= 0)
                    continue;
                const size_t oldest = context.back(years);
                auto known = moves.find(years);
                if (known == moves.end())
                    known = moves.emplace(years, movesOf(context, group, newest, oldest)).first;
                const Moves& over = known->second;
                if (over.shape.n < kFewest || std::isnan(over.ofMember[i]) ||
                    std::isnan(over.ofMember[j]))
                    continue;
                const double now = std::log(double(context.now(a)) / double(context.now(b)));
                const double before = std::log(double(context.units(oldest, b)) /
                                               double(context.units(oldest, a)));
                if (now < kLeastApart || before < kLeastApart || !(over.shape.deviation > 0))
                    continue;
                Candidate found = context.candidate(FactKind::Crossing, group, a);
                found.councilB = b;
                found.reach = std::min(found.reach, context.reach[static_cast<size_t>(b)]);
                found.earlier = context.run[oldest];
                found.direction = Direction::Rise;
                found.count = years;
                const double moved =
                    (over.ofMember[i] - over.ofMember[j]) / (std::sqrt(2.0) * over.shape.deviation);
                found.p = statistics::studentTwoSided(moved, over.shape.degreesOfFreedom());
                found.effect = std::sqrt(ratioEffect(std::exp(now)) * ratioEffect(std::exp(before)));
                found.size = {"ratio", std::exp(now), std::exp(now), std::exp(now)};
                found.n = over.shape.n;
                found.test = "t of the two moves apart, among the type";
                findings.add(std::move(found));
            }
        }
    }
}

} // namespace factoid
