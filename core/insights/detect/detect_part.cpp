// part_of_whole: the share of a whole (FieldTraits::partOf) that a field takes, now and in the
// oldest comparable year five or more back. Null: in each council the share is as likely to rise as
// to fall (sign test). Councils come and go between the years, so the shift must also hold among
// those in both.
#include "core/insights/detect/detector.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kShortest = 5;
constexpr double kLeastComplete = 0.8;
constexpr int kFewest = 10;
constexpr double kLeastShift = 1.5; // percentage points
constexpr double kMatchedPart = 0.5;

struct Share {
    double part = 0;
    double whole = 0;
    int members = 0;
    int eligible = 0;
    [[nodiscard]] double percent() const { return whole > 0 ? 100 * part / whole : -1; }
    [[nodiscard]] bool sound() const
    {
        return members >= kFewest && members >= kLeastComplete * eligible && whole > 0 && part >= 0 && part <= whole;
    }
};

Share shareIn(const FieldContext& context, const Block& whole, size_t runIndex, const std::vector<int>& who)
{
    Share share;
    for (const int council : who) {
        const auto at = static_cast<size_t>(council);
        share.eligible += context.eligible[runIndex][at];
        const std::int64_t units = context.units(runIndex, council);
        if (units == Block::kMissing || whole.units[at] == Block::kMissing)
            continue;
        share.part += static_cast<double>(units);
        share.whole += static_cast<double>(whole.units[at]);
        ++share.members;
    }
    return share;
}

void detectIn(const FieldContext& context, const CouncilGroup& group, int whole, Findings& findings)
{
    const size_t newest = context.run.size() - 1;
    const Block* wholeNow = context.panel.block(whole, context.run[newest]);
    const std::vector<int> who = members(context.panel, group.scope);
    for (size_t before = 0; before + kShortest <= newest; ++before) {
        const Block* wholeThen = context.panel.block(whole, context.run[before]);
        if (!wholeNow || !wholeThen || !context.mayTotal[before])
            continue;
        findings.tested(FactKind::PartOfWhole);
        std::vector<int> both;
        int rises = 0, falls = 0;
        for (const int council : who) {
            const auto at = static_cast<size_t>(council);
            if (context.now(council) == Block::kMissing || context.units(before, council) == Block::kMissing ||
                wholeNow->units[at] == Block::kMissing || wholeThen->units[at] == Block::kMissing)
                continue;
            both.push_back(council);
            const double now = static_cast<double>(context.now(council)) * static_cast<double>(wholeThen->units[at]);
            const double then =
                static_cast<double>(context.units(before, council)) * static_cast<double>(wholeNow->units[at]);
            rises += now > then;
            falls += now < then;
        }
        const Share now = shareIn(context, *wholeNow, newest, who);
        const Share then = shareIn(context, *wholeThen, before, who);
        if (!now.sound() || !then.sound())
            continue;
        const double shift = now.percent() - then.percent();
        const double matched =
            shareIn(context, *wholeNow, newest, both).percent() - shareIn(context, *wholeThen, before, both).percent();
        if (std::abs(shift) < kLeastShift || matched * shift <= 0 || std::abs(matched) < kMatchedPart * std::abs(shift))
            return;
        Candidate found = context.candidate(FactKind::PartOfWhole, group);
        found.field2 = whole;
        found.measure = Measure::Share;
        found.earlier = context.run[before];
        found.direction = shift > 0 ? Direction::Rise : Direction::Fall;
        found.p = statistics::signTest(rises, rises + falls);
        found.effect = distanceEffect(shift / 10) * 0.5 + 0.5 * ratioEffect(now.percent() / then.percent());
        found.n = rises + falls;
        found.size = {"percentage points", shift, shift, shift};
        found.test = "sign test of the councils' shares";
        findings.add(std::move(found));
        return; // the oldest sound year only
    }
}

} // namespace

void detectParts(const FieldContext& context, Findings& findings)
{
    const int whole = context.panel.fieldIndex(context.traits.partOf);
    if (whole < 0 || context.rate || !context.mayTotal.back())
        return;
    detectIn(context, context.base, whole, findings);
    for (const CouncilGroup& nation : context.nations)
        detectIn(context, nation, whole, findings);
    for (const CouncilGroup& group : context.types) {
        if (group.usable)
            detectIn(context, group, whole, findings);
    }
}

} // namespace factoid
