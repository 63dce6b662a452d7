// yoy_change: a council's change on the year before; long_change: on 4, 5, 10 or the most years before.
// At least 10 councils of the type, from which the council stands out by three spreads. long_change tells two
// amounts and has no test. Null of yoy_change: the council changed as the others of its type did (moves.cpp).
// Where the base is not positive there is no ratio; the change in money is then measured against the
// type's own size. Source: Student's t of a further observation, on the reweighted mean and deviation
// of Rousseeuw & Leroy (1987).
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewest = 10;
constexpr double kLeastZ = 3;
constexpr double kLeastZAsked = 1;   // where one field is asked for, more is told
constexpr double kSteady = 0.15;     // where a type's years move more than that, a jump is less of one
constexpr double kLeastChange = 0.1; // as a logarithm: about ten percent
constexpr double kMostRatio = 25;    // beyond it, a slip of units or a new service
constexpr std::array kSpans = {4, 5, 10};
constexpr int kShortestLong = 4;

struct Change {
    int council = -1;
    std::int64_t now = 0;
    std::int64_t before = 0;
    double size = 0; // logarithm of the ratio, or the difference in typical amounts
};

// The same amount with the other sign, more or less, is a slip of the pen.
bool isTurnedSign(const Change& change)
{
    constexpr double kAlike = 0.2231; // logarithm of 1.25
    const auto now = static_cast<double>(change.now);
    const auto before = static_cast<double>(change.before);
    return now * before < 0 && std::abs(std::log(std::abs(now / before))) < kAlike;
}

bool ratioMakesSense(const FieldContext& context, const Change& change)
{
    if (change.now > 0 && change.before > 0)
        return true;
    return context.traits.income && change.now < 0 && change.before < 0;
}

Candidate changeCandidate(const FieldContext& context, const CouncilGroup& group, FactKind kind, const Change& change,
                          size_t before)
{
    Candidate found = context.candidate(kind, group, change.council);
    found.earlier = context.run[before];
    found.direction = change.now > change.before ? Direction::Rise : Direction::Fall;
    found.badExample = context.badWhen(change.now > change.before);
    return found;
}

// A jump among many is no news of one council: 1 when no other council of the type is far out, down
// as more of them are.
double rarity(const PeerChanges& moves)
{
    constexpr double kOrdinary = 0.02; // the part of a type that may be far out without notice
    return std::min(1.0, kOrdinary * moves.shape.n / std::max(1, moves.far - 1));
}

// A council whose years always jump: 1 when none of its earlier changes was half as large.
double calm(const FieldContext& context, int council, double change)
{
    double largest = 0;
    const size_t newest = context.run.size() - 1;
    const int known = context.unbroken[static_cast<size_t>(council)];
    for (int back = 1; back + 1 < known; ++back) {
        const auto here = static_cast<double>(context.units(newest - static_cast<size_t>(back), council));
        const auto before = static_cast<double>(context.units(newest - static_cast<size_t>(back) - 1, council));
        largest = std::max(largest, here * before > 0 ? std::abs(std::log(here / before)) : std::abs(change));
    }
    return largest <= 0 ? 1 : std::min(1.0, std::abs(change) / (2 * largest));
}

// Whether the change between two years of the run is at least `part` of `change`, or not known.
bool shows(const FieldContext& context, int council, size_t newer, size_t older, double change, double part)
{
    if (context.units(newer, council) == Block::kMissing || context.units(older, council) == Block::kMissing)
        return true;
    const auto now = static_cast<double>(context.units(newer, council));
    const auto then = static_cast<double>(context.units(older, council));
    return now * then > 0 && std::log(now / then) / change >= part;
}

// What is back at where it was two years ago did not change: the year between was odd.
bool holdsBefore(const FieldContext& context, int council, size_t before, double change)
{
    constexpr double kPart = 0.5;
    return before == 0 || shows(context, council, context.run.size() - 1, before - 1, change, kPart);
}

// A change over years does not hang on one odd year at its start or end: against the years beside the
// base it is three fifths as large at least, and the year before the newest shows half of it.
bool holdsNearby(const FieldContext& context, int council, size_t before, double change)
{
    constexpr double kAtBase = 0.6, kAtEnd = 0.5;
    const size_t newest = context.run.size() - 1;
    return (before == 0 || shows(context, council, newest, before - 1, change, kAtBase)) &&
           shows(context, council, newest, before + 1, change, kAtBase) &&
           shows(context, council, newest - 1, before, change, kAtEnd);
}

// Changes that are ratios: everything of one sign and of some size.
void detectRatios(const FieldContext& context, const CouncilGroup& group, FactKind kind, size_t before,
                  Findings& findings)
{
    const PeerChanges moves = peerChangesOf(context, group, context.run.size() - 1, before);
    if (moves.shape.n < kFewest)
        return;
    // Then and now are two amounts: over years they are told as they are, picked by the same measure.
    if (kind == FactKind::YoyChange)
        findings.tested(kind, moves.shape.n);
    const double leastZ = context.ground.thorough ? kLeastZAsked : kLeastZ;
    for (size_t i = 0; i < group.councils.size(); ++i) {
        const double size = moves.ofMember[i];
        const double ratio = std::exp(std::abs(size));
        if (std::isnan(size) || std::abs(moves.shape.z(size)) < leastZ || std::abs(size) < kLeastChange ||
            ratio > kMostRatio)
            continue;
        const int council = group.councils[i];
        // It went with its type, only less far: "rose" would not be the news.
        if (size * moves.shape.centre > 0 && std::abs(size) < std::abs(moves.shape.centre))
            continue;
        if (kind == FactKind::LongChange && !holdsNearby(context, council, before, size))
            continue;
        if (kind == FactKind::YoyChange && !context.ground.thorough && !holdsBefore(context, council, before, size))
            continue;
        const Change change{council, context.now(council), context.units(before, council), size};
        // A year-on-year percentage needs a base above zero; income's years are told as a
        // difference.
        Candidate found = changeCandidate(context, group, kind, change, before);
        if (kind == FactKind::YoyChange) {
            found.p = moves.p(i);
            found.test = "t of change among the type";
        }
        // Far from the others, and far from where it was.
        found.effect = std::sqrt(ratioEffect(ratio) * ratioEffect(std::exp(std::abs(size - moves.shape.centre)))) *
                       rarity(moves) *
                       group.material(static_cast<double>(std::max(std::abs(change.now), std::abs(change.before))));
        if (kind == FactKind::YoyChange)
            found.effect *=
                calm(context, council, size) * std::min(1.0, kSteady / std::max(kSteady, moves.shape.deviation));
        found.size = sizeAgainst(moves.shape, size, true);
        found.n = moves.shape.n;
        findings.add(std::move(found));
    }
}

// Year on year through zero or below: a difference.
void detectDifferences(const FieldContext& context, const CouncilGroup& group, size_t before, Findings& findings)
{
    constexpr double kLeastDifference = 0.5; // of the type's typical amount
    const double typical = typicalAmount(context, group, before);
    if (!(typical > 0))
        return;
    std::vector<Change> changes;
    std::vector<double> sizes;
    for (const int council : group.councils) {
        if (context.unbroken[static_cast<size_t>(council)] <= 1)
            continue;
        Change change{council, context.now(council), context.units(before, council), 0};
        // A figure that is exactly 0 may be a question left open.
        if (change.now == 0 || change.before == 0 || isTurnedSign(change))
            continue;
        change.size = (static_cast<double>(change.now) - static_cast<double>(change.before)) / typical;
        changes.push_back(change);
        sizes.push_back(change.size);
    }
    if (changes.size() < kFewest)
        return;
    auto shape = statistics::robust(sizes);
    shape.mostFreedom = context.tailFreedom;
    // A flow whose sign hardly any of its peers has is netted against something, or a slip.
    constexpr double kSeldom = 0.1;
    const auto isOddSign = [&](std::int64_t Change::*amount, const Change& change) {
        const auto alike = std::ranges::count_if(
            changes, [&](const Change& peer) { return (peer.*amount > 0) == (change.*amount > 0); });
        return !context.traits.balance && alike < kSeldom * static_cast<double>(changes.size());
    };
    for (const Change& change : changes) {
        if (ratioMakesSense(context, change))
            continue; // tested as a ratio
        findings.tested(FactKind::YoyChange);
        const double z = shape.z(change.size);
        if (std::abs(z) < kLeastZ || std::abs(change.size) < kLeastDifference || isOddSign(&Change::now, change) ||
            isOddSign(&Change::before, change))
            continue;
        Candidate found = changeCandidate(context, group, FactKind::YoyChange, change, before);
        found.p = shape.twoSided(change.size);
        found.effect = distanceEffect(change.size);
        found.size = sizeAgainst(shape, change.size, false);
        found.n = shape.n;
        found.test = "t of change among the type";
        findings.add(std::move(found));
    }
}

} // namespace

void detectChanges(const FieldContext& context, Findings& findings)
{
    const int longest = static_cast<int>(context.run.size()) - 1;
    for (const CouncilGroup& group : context.types) {
        if (!group.usable)
            continue;
        if (longest >= 1) {
            detectRatios(context, group, FactKind::YoyChange, context.back(1), findings);
            detectDifferences(context, group, context.back(1), findings);
        }
        for (const int years : kSpans) {
            if (years <= longest)
                detectRatios(context, group, FactKind::LongChange, context.back(years), findings);
        }
        if (longest >= kShortestLong && std::ranges::find(kSpans, longest) == kSpans.end())
            detectRatios(context, group, FactKind::LongChange, context.back(longest), findings);
    }
}

} // namespace factoid
