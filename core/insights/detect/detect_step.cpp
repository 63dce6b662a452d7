// step: a change-point. From one year on every year of a council stands above (below) every year before
// it; at least 3 years on each side, the change not in the newest year (that is yoy_change); at least 10
// councils of the type. Null: the council moved at the break as its type did (moves.cpp), times the
// number of breaks looked at (Bonferroni). Chosen over the rank test of Pettitt (1979): with ten to
// twenty years its least p is about a hundredth, and it takes years that hang on the year before for a
// break.
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr size_t kFewestEachSide = 3;
constexpr int kFewest = 10;
constexpr double kLeastMove = 0.3; // as a logarithm: between the two sides
constexpr double kLeastZ = 3;
constexpr double kOldYears = 2;
constexpr double kOldSteepness = 1.5;

// How far the sides stand apart: the nearest two values, as a logarithm of their ratio; 0 when they
// overlap.
double apart(const FieldContext& context, int council, size_t first, size_t at)
{
    double leastBefore = 0, mostBefore = 0, leastAfter = 0, mostAfter = 0;
    for (size_t i = first; i < context.run.size(); ++i) {
        const auto value = std::abs(static_cast<double>(context.units(i, council)));
        double& least = i < at ? leastBefore : leastAfter;
        double& most = i < at ? mostBefore : mostAfter;
        const bool fresh = i == first || i == at;
        least = fresh ? value : std::min(least, value);
        most = fresh ? value : std::max(most, value);
    }
    if (!(leastBefore > 0) || !(leastAfter > 0))
        return 0;
    if (leastAfter > mostBefore)
        return std::log(leastAfter / mostBefore);
    return mostAfter < leastBefore ? std::log(mostAfter / leastBefore) : 0;
}

void detectIn(const FieldContext& context, const CouncilGroup& group, Findings& findings)
{
    const size_t years = context.run.size();
    std::vector<Candidate> best(group.councils.size());
    std::vector<int> looked(group.councils.size(), 0);
    for (size_t at = kFewestEachSide; at + kFewestEachSide <= years; ++at) {
        const PeerChanges moves = peerChangesOf(context, group, at, at - 1);
        if (moves.shape.n < kFewest)
            continue;
        for (size_t i = 0; i < group.councils.size(); ++i) {
            const int council = group.councils[i];
            const auto known = static_cast<size_t>(context.unbroken[static_cast<size_t>(council)]);
            if (std::isnan(moves.ofMember[i]) || known + at < years + kFewestEachSide)
                continue;
            ++looked[i];
            const double z = moves.shape.z(moves.ofMember[i]);
            const double sides = apart(context, council, years - known, at);
            if (std::abs(sides) < kLeastMove || std::abs(z) < kLeastZ || z * sides <= 0)
                continue;
            Candidate found = context.candidate(FactKind::Step, group, council);
            found.p = moves.p(i);
            if (best[i].councilA >= 0 && best[i].p <= found.p)
                continue;
            found.earlier = context.run[years - known];
            found.turn = context.run[at];
            const bool up = context.units(at, council) > context.units(at - 1, council);
            found.direction = up ? Direction::Rise : Direction::Fall;
            // What changed long ago is told less.
            const auto since = static_cast<double>(years - at - kFewestEachSide);
            const auto most = std::max(std::abs(context.now(council)), std::abs(context.units(at - 1, council)));
            found.effect = ratioEffect(std::exp(std::abs(sides))) / (1 + std::pow(since / kOldYears, kOldSteepness)) *
                           group.material(static_cast<double>(most));
            found.size = sizeAgainst(moves.shape, moves.ofMember[i], true);
            found.n = static_cast<int>(known);
            found.test = "t of the step among the type, times the breaks";
            found.badExample = context.badWhen(up);
            best[i] = std::move(found);
        }
    }
    for (size_t i = 0; i < best.size(); ++i) {
        findings.tested(FactKind::Step, looked[i] > 0);
        if (best[i].councilA < 0)
            continue;
        best[i].p = std::min(1.0, best[i].p * looked[i]);
        findings.add(std::move(best[i]));
    }
}

} // namespace

void detectSteps(const FieldContext& context, Findings& findings)
{
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            detectIn(context, group, findings);
    }
}

} // namespace factoid
