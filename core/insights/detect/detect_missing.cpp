// missing: how many councils that should have reported made no return. At least 20 councils due, 3 that
// did not report. Null: as many are missing as in the field's own earlier years (their mean and a half);
// the count is then Poisson. Unknown is never 0, so this is also why other facts say "that reported".
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewestDue = 20;
constexpr int kFewestMissing = 3;
// Of use to whoever keeps the figures; to a reader it is dull.
constexpr double kWeight = 0.05;

struct Returns {
    int due = 0;
    int missing = 0;
};

// As of a scope in one year; who reported counts as due, whatever the register says.
Returns returnsOf(const FieldContext& context, const CouncilGroup& group, size_t runIndex)
{
    Returns returns;
    for (const int council : members(context.panel, group.scope)) {
        const auto at = static_cast<size_t>(council);
        const bool made = context.units(runIndex, council) != Block::kMissing;
        returns.due += made || context.eligible[runIndex][at];
        returns.missing += !made && context.eligible[runIndex][at];
    }
    return returns;
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    const size_t newest = context.run.size() - 1;
    const Returns now = returnsOf(context, group, newest);
    if (now.due < kFewestDue)
        return;
    findings.tested(FactKind::Missing);
    if (now.missing < kFewestMissing)
        return;
    double before = 0;
    for (size_t i = 0; i < newest; ++i)
        before += returnsOf(context, group, i).missing;
    constexpr double kHalf = 0.5;
    const double expected = newest > 0 ? before / static_cast<double>(newest) + kHalf : now.missing;
    Candidate found = context.candidate(FactKind::Missing, group);
    found.measure = Measure::Missing;
    found.count = now.missing;
    found.quality = 1; // the gap is the news
    found.p = statistics::poissonAtLeast(now.missing, expected);
    found.effect = kWeight * std::sqrt(static_cast<double>(now.missing) / now.due);
    found.size = {"councils", double(now.missing), double(now.missing), double(now.missing)};
    found.n = now.due;
    found.test = "Poisson count against earlier years";
    findings.add(std::move(found));
}

} // namespace

void detectMissing(const FieldContext& context, Findings& findings)
{
    // Who has no such service is not missed.
    if (context.base.usable)
        detectIn(context, context.base, findings);
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            detectIn(context, group, findings);
    }
}

} // namespace factoid
