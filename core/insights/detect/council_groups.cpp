// The groups of councils that a field is compared within: everybody, the types, the nations; each with
// its ranking, and with what may be said of it as a whole.
#include "core/base/median.h"
#include "core/insights/detect/context_parts.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

// What a sum needs before it may be called the scope's.
constexpr double kLeastComplete = 0.95;
constexpr double kMostMissingWeight = 0.01;

// In the first year of a new definition councils come under it unevenly: they are not compared with
// each other until a year later.
bool isSettling(const FieldContext& context)
{
    return std::ranges::find(context.traits.breaks, context.year) != context.traits.breaks.end();
}

void fillRanking(const FieldContext& context, CouncilGroup& group)
{
    constexpr double kPartOfTypicalHeads = 0.1;
    constexpr double kSmallMoney = 3e6; // under it a change is small whatever others have
    const Block* heads = context.panel.block(context.heads, context.year);
    std::vector<double> sizes;
    group.byValue.reserve(group.councils.size());
    for (const int council : group.councils) {
        const std::int64_t units = context.now(council);
        group.byValue.push_back({units, council});
        group.zeros += units == 0;
        const std::int64_t people = heads ? heads->units[static_cast<size_t>(council)] : Block::kMissing;
        if (people == Block::kMissing || people <= 0)
            continue;
        if (const auto each = Decimal::fromUnits(units).dividedBy(Decimal::fromUnits(people))) {
            group.byHead.push_back({each->units(), council});
            sizes.push_back(static_cast<double>(people));
        }
    }
    // The councils come in order of their code, and a stable sort keeps ties so.
    const auto highestFirst = [](const Ranked& a, const Ranked& b) { return a.units > b.units; };
    std::ranges::stable_sort(group.byValue, highestFirst);
    std::ranges::stable_sort(group.byHead, highestFirst);
    group.leastHeads = kPartOfTypicalHeads * median(std::move(sizes));
    group.typical = typicalAmount(context, group, context.run.size() - 1);
    if (context.currency)
        group.typical = std::max(group.typical, kSmallMoney * Decimal::kScale);
    const auto n = static_cast<int>(group.councils.size());
    // How large a council is says nothing against a rate: a percentage is compared also where amounts are not.
    const bool unlike = !context.rate && group.type >= 0 && context.ground.unlike[static_cast<size_t>(group.type)] != 0;
    const bool settling = isSettling(context);
    if (settling)
        group.byHead.clear();
    group.usable = n >= kFewestRanked && 2 * group.zeros <= n && !unlike && !settling && context.traits.compared;
}

// A sum speaks for its scope when at least 95 percent of the eligible councils reported, and at
// most 1 percent of it is in doubt: what the others last reported, and returns of councils that
// were not active (their successor or predecessor may be counted twice).
bool isComplete(const FieldContext& context, const CouncilGroup& group, size_t runIndex)
{
    int eligible = 0;
    int reporting = 0;
    double sum = 0;
    double missing = 0;
    for (const int council : members(context.panel, group.scope)) {
        const auto at = static_cast<size_t>(council);
        const std::int64_t units = context.blocks[runIndex]->units[at];
        const bool has = units != Block::kMissing;
        // Who asks for one field is told its sums, with their quality in the sheet.
        const bool doubted = context.doubtful[runIndex][at] && !context.ground.thorough;
        if (has && (!(*context.active[runIndex])[at] || doubted))
            missing += context.atStake(runIndex, council);
        if (!context.eligible[runIndex][at])
            continue;
        ++eligible;
        reporting += has;
        if (has) {
            sum += std::abs(static_cast<double>(units));
            continue;
        }
        missing += context.atStake(runIndex, council);
    }
    return eligible > 0 && reporting >= kLeastComplete * eligible && missing <= kMostMissingWeight * sum;
}

} // namespace

void fillGroups(FieldContext& context)
{
    const auto& councils = context.panel.councils();
    std::map<int, CouncilGroup> types;
    std::map<QString, CouncilGroup> nations;
    for (size_t i = 0; i < councils.size(); ++i) {
        if (context.block().units[i] == Block::kMissing)
            continue;
        const int council = static_cast<int>(i);
        context.base.councils.push_back(council);
        nations[councils[i].nation].councils.push_back(council);
        if (const int type = context.panel.types().of[i]; type >= 0)
            types[type].councils.push_back(council);
    }
    const bool single = nations.size() == 1;
    // A nation whose councils are all of one type, which no other nation has, is told as the type.
    const auto isType = [&](const CouncilGroup& nation) {
        return std::ranges::any_of(types, [&](const auto& type) { return type.second.councils == nation.councils; });
    };
    if (single)
        context.base.scope.nation = nations.begin()->first;
    fillRanking(context, context.base);
    const size_t newest = context.run.size() - 1;
    const auto finish = [&](CouncilGroup& group) {
        group.complete = context.mayTotal.back() && isComplete(context, group, newest);
    };
    finish(context.base);
    std::erase_if(nations, [&](const auto& nation) { return isType(nation.second); });
    for (auto& [type, group] : types) {
        group.type = type;
        group.scope.type = context.panel.types().names[static_cast<size_t>(type)];
        fillRanking(context, group);
        finish(group);
        context.types.push_back(std::move(group));
    }
    for (auto& [name, group] : nations) {
        if (single || name.isEmpty())
            continue;
        group.scope.nation = name;
        fillRanking(context, group);
        finish(group);
        context.nations.push_back(std::move(group));
    }
}

double CouncilGroup::material(double units) const
{
    constexpr double kLeast = 0.2;
    const double part = typical > 0 ? std::clamp(std::abs(units) / typical, kLeast, 1.0) : 1;
    return part * part;
}

bool fewHeads(const FieldContext& context, const CouncilGroup& group, int council)
{
    const Block* heads = context.panel.block(context.heads, context.year);
    const std::int64_t people = heads ? heads->units[static_cast<size_t>(council)] : Block::kMissing;
    return people != Block::kMissing && static_cast<double>(people) < group.leastHeads;
}

} // namespace factoid
