// Peer changes: those of a type's councils between two years: the measure of what one of them did over time. Null of
// every kind that uses them: the council's logarithm of change is one of its type's, which are normal
// but for outliers (reweighted mean and deviation, Student's t with no more degrees of freedom than the
// tails of the field's yearly steps have). What the whole type did at once, and
// how one year hangs on the year before, is in the peers' moves too, so neither looks like news.
#include "core/base/median.h"
#include "core/insights/detect/detector.h"

#include <cmath>
#include <limits>

namespace factoid {

namespace {

constexpr double kMaterial = 0.05; // of the type's typical amount: smaller bases make wild ratios
constexpr double kFarSpreads = 3;

} // namespace

double typicalAmount(const FieldContext& context, const CouncilGroup& group, size_t runIndex)
{
    std::vector<double> sizes;
    for (const int council : group.councils) {
        if (const std::int64_t units = context.units(runIndex, council); units != Block::kMissing && units != 0)
            sizes.push_back(std::abs(static_cast<double>(units)));
    }
    return median(std::move(sizes));
}

PeerChanges peerChangesOf(const FieldContext& context, const CouncilGroup& group, size_t newer, size_t older)
{
    PeerChanges moves;
    moves.ofMember.assign(group.councils.size(), std::numeric_limits<double>::quiet_NaN());
    const double least = kMaterial * typicalAmount(context, group, older);
    const int followed = static_cast<int>(context.run.size() - older);
    std::vector<double> sizes;
    for (size_t i = 0; i < group.councils.size(); ++i) {
        const int council = group.councils[i];
        if (context.unbroken[static_cast<size_t>(council)] < followed)
            continue;
        const auto now = static_cast<double>(context.units(newer, council));
        const auto before = static_cast<double>(context.units(older, council));
        const bool sense = (now > 0 && before > 0) || (context.traits.income && now < 0 && before < 0);
        if (!sense || std::min(std::abs(now), std::abs(before)) < least)
            continue;
        moves.ofMember[i] = std::log(now / before);
        sizes.push_back(moves.ofMember[i]);
    }
    moves.shape = statistics::robust(sizes);
    moves.shape.mostFreedom = context.tailFreedom;
    for (const double size : sizes)
        moves.far += std::abs(moves.shape.z(size)) > kFarSpreads;
    return moves;
}

std::vector<double> stepsOf(const FieldContext& context, const CouncilGroup& group, size_t newer)
{
    const double least = kMaterial * typicalAmount(context, group, newer - 1);
    const auto followed = static_cast<int>(context.run.size() - newer + 1);
    std::vector<double> steps;
    steps.reserve(group.councils.size());
    for (const int council : group.councils) {
        if (context.unbroken[static_cast<size_t>(council)] < followed)
            continue;
        const auto now = static_cast<double>(context.units(newer, council));
        const auto before = static_cast<double>(context.units(newer - 1, council));
        if (now * before > 0 && std::min(std::abs(now), std::abs(before)) >= least)
            steps.push_back(std::log(now / before));
    }
    return steps;
}

double PeerChanges::p(size_t member) const
{
    return std::isnan(ofMember[member]) ? 1 : shape.twoSided(ofMember[member]);
}

} // namespace factoid
