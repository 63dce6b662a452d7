// missing: how many councils that should have reported made no return. At least 20 councils due, 3 that
// did not report. Null: as many are missing as in the field's own earlier years (their mean and a half);
// the count is then Poisson. Who filed most of the other fields of the same years did make a return, and left the line
// out: of such a field nothing is said. Unknown is never 0, so this is also why other facts say "that reported".
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

// Fields that cover the same years as this one: lines of one return, as far as figures show it.
std::vector<const Block*> otherLines(const FieldContext& context)
{
    const auto yearsOf = [&](int field) {
        std::vector<Year> years;
        for (const auto& [year, block] : context.panel.years(field))
            years.push_back(year);
        return years;
    };
    const std::vector<Year> own = yearsOf(context.field);
    std::vector<const Block*> lines;
    for (size_t field = 0; field < context.panel.fields().size(); ++field) {
        const int other = static_cast<int>(field);
        const Block* block = context.panel.block(other, context.year);
        if (other != context.field && block && yearsOf(other) == own)
            lines.push_back(block);
    }
    return lines;
}

// Some council of the group has no figure here and has most of the others.
bool someLeftTheLineOut(const FieldContext& context, const CouncilGroup& group)
{
    constexpr size_t kFewestLines = 2;
    const std::vector<const Block*> lines = otherLines(context);
    if (lines.size() < kFewestLines)
        return false;
    const size_t newest = context.run.size() - 1;
    return std::ranges::any_of(members(context.panel, group.scope), [&](int council) {
        const auto at = static_cast<size_t>(council);
        if (!context.eligible[newest][at] || context.units(newest, council) != Block::kMissing)
            return false;
        const auto filed =
            std::ranges::count_if(lines, [at](const Block* line) { return line->units[at] != Block::kMissing; });
        return 2 * static_cast<size_t>(filed) > lines.size();
    });
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    const size_t newest = context.run.size() - 1;
    const Returns now = returnsOf(context, group, newest);
    if (now.due < kFewestDue)
        return;
    findings.tested(FactKind::Missing);
    if (now.missing < kFewestMissing || someLeftTheLineOut(context, group))
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
