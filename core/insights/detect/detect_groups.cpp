// type_comparison, nation_comparison, region_comparison. Value: per head (sum ÷ sum) where the
// field has heads, else the average of a rate within one type. At least 3 councils each. Null: both
// groups' councils come from one distribution (Mann & Whitney 1947, normal approximation with ties). A
// comparison that turns round inside the strata (Simpson 1951) is dropped.
#include "core/base/median.h"
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr size_t kFewestMembers = 3;
constexpr double kLeastRatio = 1.15;
constexpr double kMostRatio = 3; // across types, more than this is another set of duties
constexpr double kLikely = 0.01;
constexpr double kLeastCovered = 0.98; // of the group's money that has heads to divide by

struct Part {
    QString name;
    std::vector<int> councils;  // that have the measure
    std::vector<double> values; // ascending: each council's measure
    double amount = 0;          // sums over those councils
    double heads = 0;
    double amountAll = 0; // sizes, with and without heads
    double amountCovered = 0;
    int zeros = 0;

    [[nodiscard]] double level(bool perHead) const
    {
        return amount / (perHead ? heads : static_cast<double>(councils.size()));
    }
};

const QString& nameOf(const Council& council, GroupBy by)
{
    return by == GroupBy::Type ? council.type : by == GroupBy::Nation ? council.nation : council.region;
}

// The ratio, with the interval of the typical councils' ratio around it.
Size sizeOf(const Part& high, const Part& low, double ratio)
{
    if (!(high.values.front() > 0) || !(low.values.front() > 0))
        return {"ratio", ratio, ratio, ratio};
    const auto logs = [](const Part& part) {
        std::vector<double> values;
        for (const double value : part.values)
            values.push_back(std::log(value));
        return statistics::robust(values);
    };
    const auto a = logs(high);
    const auto b = logs(low);
    const double error =
        std::sqrt(a.deviation * a.deviation / std::max(1, a.kept) + b.deviation * b.deviation / std::max(1, b.kept));
    const double reach = error * statistics::student95(std::max(1, a.kept + b.kept - 2));
    return {"ratio", ratio, ratio * std::exp(-reach), ratio * std::exp(reach)};
}

class Comparison
{
  public:
    Comparison(const FieldContext& context, bool perHead)
        : m_context(context)
        , m_heads(perHead ? context.panel.block(context.heads, context.year) : nullptr)
    {
    }
    [[nodiscard]] bool perHead() const { return m_heads != nullptr; }

    // The measure of one council as amount and divisor; divisor 0: it has none.
    [[nodiscard]] std::pair<double, double> measure(int council) const
    {
        const auto amount = static_cast<double>(m_context.now(council));
        if (!m_heads)
            return {amount, 1};
        const std::int64_t people = m_heads->units[static_cast<size_t>(council)];
        return {amount, people > 0 ? static_cast<double>(people) : 0};
    }

    [[nodiscard]] std::vector<Part> parts(const std::vector<int>& councils, GroupBy by) const
    {
        std::map<QString, Part> byName;
        for (const int council : councils) {
            const QString& name = nameOf(m_context.panel.councils()[static_cast<size_t>(council)], by);
            if (name.isEmpty())
                continue;
            Part& part = byName[name];
            const auto [amount, divisor] = measure(council);
            part.amountAll += std::abs(amount);
            if (divisor == 0)
                continue;
            part.amountCovered += std::abs(amount);
            part.councils.push_back(council);
            part.values.push_back(amount / divisor);
            part.amount += amount;
            part.heads += divisor;
            part.zeros += amount == 0;
        }
        std::vector<Part> list;
        for (auto& [name, part] : byName) {
            const auto n = part.councils.size();
            // A part that leaves money without heads, or that mostly has no such service, would
            // mislead.
            if (n < kFewestMembers || part.amountCovered < kLeastCovered * part.amountAll ||
                2 * static_cast<size_t>(part.zeros) > n || !(part.level(perHead()) > 0))
                continue;
            part.name = name;
            std::ranges::sort(part.values);
            list.push_back(std::move(part));
        }
        return list;
    }

    // Whether the order of the two turns round inside the strata that both have councils in: in
    // those that hold at least half of the councils that can be so compared.
    [[nodiscard]] bool reverses(const Part& high, const Part& low, GroupBy stratum) const
    {
        struct Stratum {
            double amount[2] = {0, 0};
            double divisor[2] = {0, 0};
            int n[2] = {0, 0};
        };
        std::map<QString, Stratum> strata;
        for (int side = 0; side < 2; ++side) {
            for (const int council : (side == 0 ? high : low).councils) {
                const auto [amount, divisor] = measure(council);
                Stratum& in = strata[nameOf(m_context.panel.councils()[static_cast<size_t>(council)], stratum)];
                in.amount[side] += amount;
                in.divisor[side] += divisor;
                ++in.n[side];
            }
        }
        int compared = 0;
        int reversed = 0;
        for (const auto& [name, in] : strata) {
            if (in.n[0] < 2 || in.n[1] < 2)
                continue;
            compared += in.n[0] + in.n[1];
            if (in.amount[0] / in.divisor[0] < in.amount[1] / in.divisor[1])
                reversed += in.n[0] + in.n[1];
        }
        return compared > 0 && 2 * reversed >= compared;
    }

    void compare(const CouncilGroup& group, GroupBy by, FactKind kind, const std::vector<GroupBy>& strata,
                 Findings& findings) const
    {
        const std::vector<Part> list = parts(group.councils, by);
        for (size_t i = 0; i < list.size(); ++i) {
            for (size_t j = i + 1; j < list.size(); ++j) {
                findings.tested(kind);
                const bool firstHigher = list[i].level(perHead()) > list[j].level(perHead());
                const Part& high = firstHigher ? list[i] : list[j];
                const Part& low = firstHigher ? list[j] : list[i];
                const double ratio = high.level(perHead()) / low.level(perHead());
                if (ratio < kLeastRatio || (group.type < 0 && ratio > kMostRatio))
                    continue;
                if (by == GroupBy::Type && !m_context.ground.alike(typeOf(high), typeOf(low)))
                    continue;
                const double p = statistics::mannWhitneyP(high.values, low.values);
                const auto turnsRound = [&](GroupBy stratum) { return reverses(high, low, stratum); };
                // The typical council must point the same way as the sums do.
                const bool typical = median(high.values) > median(low.values);
                if (p > kLikely || !typical || std::ranges::any_of(strata, turnsRound))
                    continue;
                Candidate found = m_context.candidate(kind, group);
                found.by = by;
                found.groupA = high.name;
                found.groupB = low.name;
                found.measure = perHead() ? Measure::PerHead : Measure::Average;
                found.p = p;
                found.effect = ratioEffect(ratio);
                found.size = sizeOf(high, low, ratio);
                found.n = static_cast<int>(high.councils.size() + low.councils.size());
                found.test = "Mann-Whitney rank sum";
                findings.add(std::move(found));
            }
        }
    }

  private:
    [[nodiscard]] int typeOf(const Part& part) const
    {
        return m_context.panel.types().of[static_cast<size_t>(part.councils.front())];
    }

    const FieldContext& m_context;
    const Block* m_heads;
};

} // namespace

void detectGroups(const FieldContext& context, Findings& findings)
{
    if (!context.traits.compared)
        return;
    if (std::ranges::find(context.traits.breaks, context.year) != context.traits.breaks.end())
        return; // the first year of a new definition
    const bool perHead = context.heads >= 0;
    if (perHead && !context.panel.block(context.heads, context.year))
        return; // without the heads of that year there is only size to compare
    if (!perHead && !context.rate)
        return; // sums and averages of plain amounts compare sizes
    const Comparison comparison(context, perHead);
    if (perHead) {
        comparison.compare(context.base, GroupBy::Type, FactKind::TypeComparison, {GroupBy::Nation, GroupBy::Region},
                           findings);
        comparison.compare(context.base, GroupBy::Nation, FactKind::NationComparison, {GroupBy::Type}, findings);
    }
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        comparison.compare(group, GroupBy::Nation, FactKind::NationComparison, {}, findings);
        comparison.compare(group, GroupBy::Region, FactKind::RegionComparison, {GroupBy::Nation}, findings);
    }
}

} // namespace factoid
