#include "core/figures/summariser.h"
#include "core/insights/detect/context_parts.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

// A field of which this share of councils turns 0 (or back) from one year to the next was not
// returned.
constexpr double kSuddenZeros = 0.5;

bool isRate(const QString& unit)
{
    return unit == "percent"_L1 || unit.contains("_per_"_L1);
}

double zeroShare(const Block& block)
{
    if (block.present == 0)
        return 0;
    return static_cast<double>(std::ranges::count(block.units, 0)) / block.present;
}

void fillYears(FieldContext& context, const std::vector<Quality>& quality)
{
    // What is copied says nothing of the change to or from it; another unit is another amount.
    const auto apart = [&](Year year) {
        return std::ranges::any_of(quality, [&](const Quality& q) {
            return q.year == year && (q.copiedFrom || q.copiedFigures > 0 || q.otherUnit);
        });
    };
    for (Year year = context.year;; year = year.plus(-1)) {
        const Block* block = context.panel.block(context.field, year);
        const auto active = context.ground.active.find(context.panel.days(context.field, year));
        if (!block || block->present == 0 || active == context.ground.active.end() ||
            (apart(year) && !context.run.empty()))
            break;
        context.run.push_back(year);
        context.blocks.push_back(block);
        context.active.push_back(&active->second);
        if (std::ranges::find(context.traits.breaks, year) != context.traits.breaks.end())
            break; // the first year of a new definition
        if (apart(year))
            break;
    }
    std::ranges::reverse(context.run);
    std::ranges::reverse(context.blocks);
    std::ranges::reverse(context.active);
}

void fillYearFlags(FieldContext& context, const ReportedGroups& reported)
{
    const auto& types = context.panel.types();
    std::vector<double> zeros;
    for (size_t i = 0; i < context.run.size(); ++i) {
        const Block& block = *context.blocks[i];
        std::vector<int> figures(types.names.size(), 0), none(types.names.size(), 0);
        for (size_t council = 0; council < block.units.size(); ++council) {
            const int type = types.of[council];
            if (type < 0 || block.units[council] == Block::kMissing)
                continue;
            ++figures[static_cast<size_t>(type)];
            none[static_cast<size_t>(type)] += block.units[council] == 0;
        }
        std::vector<char> usable(types.names.size());
        for (size_t type = 0; type < usable.size(); ++type)
            usable[type] = figures[type] >= kFewestRanked && 2 * none[type] <= figures[type];
        context.typeUsable.push_back(std::move(usable));
        context.eligible.push_back(eligibleCouncils(context.panel, context.field, context.run[i], reported));
        zeros.push_back(zeroShare(block));
    }
    for (size_t i = 0; i < zeros.size(); ++i) {
        const bool appeared = i > 0 && zeros[i] - zeros[i - 1] >= kSuddenZeros;
        const bool vanish = i + 1 < zeros.size() && zeros[i] - zeros[i + 1] >= kSuddenZeros;
        context.mayTotal.push_back(!appeared && !vanish);
    }
}

bool mergedIn(const FieldContext& context, int council, Year year)
{
    const auto& mergers = context.ground.mergers;
    const auto found = mergers.find(council);
    const YearDays days = context.panel.days(context.field, year);
    return found != mergers.end() && std::ranges::any_of(found->second, [&](QDate day) { return days.hold(day); });
}

// The part of a council's figure that others levy through it (parishes); 0 where that is not known.
double leviedPart(const FieldContext& context, size_t council, size_t runIndex)
{
    const auto all = static_cast<double>(context.blocks[runIndex]->units[council]);
    const auto unitsOf = [&](const QString& slug) {
        const int field = context.panel.fieldIndex(slug);
        const Block* block = field < 0 ? nullptr : context.panel.block(field, context.run[runIndex]);
        return block ? block->units[council] : Block::kMissing;
    };
    const std::int64_t own = unitsOf(context.traits.own);
    const std::int64_t levied = unitsOf(context.traits.levied);
    if (!(all > 0))
        return 0;
    return levied != Block::kMissing ? static_cast<double>(levied) / all
           : own != Block::kMissing  ? 1 - static_cast<double>(own) / all
                                     : 0;
}

// Where parishes are made or done away with, or raise what they levy, more is levied (or less) without
// the council having changed anything.
// And what parishes levy most of is not the council's doing at all.
bool isOtherwiseLevied(const FieldContext& context, size_t council, size_t runIndex)
{
    constexpr double kMostChange = 0.03;
    constexpr double kMostPart = 0.35;
    const double now = leviedPart(context, council, context.run.size() - 1);
    return now > kMostPart || std::abs(leviedPart(context, council, runIndex) - now) > kMostChange;
}

void fillUnbroken(FieldContext& context)
{
    const auto& types = context.panel.types();
    const bool levies = !context.traits.own.isEmpty() || !context.traits.levied.isEmpty();
    context.unbroken.assign(context.panel.councils().size(), 0);
    for (size_t council = 0; council < context.unbroken.size(); ++council) {
        const int type = types.of[council];
        for (size_t i = context.run.size(); type >= 0 && i-- > 0;) {
            if (context.blocks[i]->units[council] == Block::kMissing || !(*context.active[i])[council] ||
                context.doubtful[i][council] || !context.typeUsable[i][static_cast<size_t>(type)] ||
                (levies && isOtherwiseLevied(context, council, i)))
                break;
            ++context.unbroken[council];
            if (mergedIn(context, static_cast<int>(council), context.run[i]))
                break; // the year before was of a smaller council
        }
    }
}

// Half from the council's place by population among all (1: the most people), half from the money
// at stake in the whole field: £100 million counts little, £100 billion fully. A council that is no more
// is news to few.
void fillReach(FieldContext& context, int headsField)
{
    constexpr double kLeast = 0.35;
    constexpr double kGone = 0.4;
    const size_t n = context.panel.councils().size();
    std::vector<Ranked> sizes;
    const Block* heads = context.panel.block(headsField, context.year);
    for (size_t council = 0; council < n; ++council) {
        const std::int64_t people = heads ? heads->units[council] : Block::kMissing;
        if (people != Block::kMissing)
            sizes.push_back({people, static_cast<int>(council)});
    }
    std::ranges::stable_sort(sizes, {}, &Ranked::units);
    double total = 0;
    for (const Ranked& ranked : context.base.byValue)
        total += std::abs(static_cast<double>(ranked.units)) / Decimal::kScale;
    const double money = context.currency && total > 0 ? std::clamp((std::log10(total) - 7.5) / 3.5, 0.1, 1.0) : 0.8;
    context.reach.assign(n, (kLeast + (1 - kLeast) / 2) * (0.5 + money / 2));
    for (size_t place = 0; place < sizes.size(); ++place) {
        const double people =
            kLeast + (1 - kLeast) * static_cast<double>(place + 1) / static_cast<double>(sizes.size());
        context.reach[static_cast<size_t>(sizes[place].council)] = people * (0.5 + money / 2);
    }
    for (size_t council = 0; council < n; ++council) {
        const QDate end = context.panel.councils()[council].activeTo;
        if (end.isValid() && end < context.ground.today)
            context.reach[council] *= kGone;
    }
}

double scoreOf(const Quality& quality, int present)
{
    constexpr double kProvisionalCost = 0.3;
    const double flawed = (quality.unitSlips + quality.gaps) / std::max(1.0, double(present));
    return quality.completeness.toDouble() / 100 * (1 - kProvisionalCost * quality.provisionalShare.toDouble() / 100) *
           (1 - std::min(0.5, 2 * flawed));
}

// Amounts below zero that nobody calls income may be income, or a debt: "the most" of them is a matter of
// words, so single councils are not compared.
bool isMostlyBelowZero(const Block& block)
{
    int above = 0, below = 0;
    for (const std::int64_t units : block.units) {
        if (units != Block::kMissing && units != 0)
            ++(units > 0 ? above : below);
    }
    return below > above;
}

} // namespace

SharedDoubts doubtsOf(const MiningContext& ground, int field)
{
    SharedDoubts doubts;
    const Panel& panel = ground.panel;
    const auto& years = panel.years(field);
    if (years.empty())
        return doubts;
    const std::vector<Quality> quality = assessQuality(panel, field);
    const Field& info = panel.fields()[static_cast<size_t>(field)];
    const std::vector<char> all(panel.councils().size(), 1);
    for (const Quality& of : quality) {
        if (of.otherUnit)
            doubts.doubtful[of.year] = all;
    }
    // The newest year that has begun is what facts are made of; a year ahead of it is a projection.
    auto newest = std::prev(years.end());
    while (newest != years.begin() && panel.days(field, newest->first).first > ground.today)
        --newest;
    FieldContext context{.ground = ground,
                         .panel = panel,
                         .field = field,
                         .info = info,
                         .traits = ground.traits.value(info.slug),
                         .year = newest->first};
    fillYears(context, quality);
    if (context.run.empty())
        return doubts;
    flagSuspectFigures(context, quality);
    for (size_t i = 0; i < context.run.size(); ++i)
        doubts.doubtful.try_emplace(context.run[i], context.doubtful[i]);
    doubts.newest = context.year;
    const auto leapt = std::ranges::find(quality, context.year, &Quality::year);
    doubts.unconfirmed = leapt != quality.end() && leapt->leapt ? all : context.unconfirmed;
    return doubts;
}

// A field without heads of its own (council tax) still reaches people: those of any field that counts them.
int peopleField(const Panel& panel, int field)
{
    int people = panel.fieldIndex(panel.fields()[static_cast<size_t>(field)].perHeadOf);
    for (size_t other = 0; people < 0 && other < panel.fields().size(); ++other)
        people = panel.fieldIndex(panel.fields()[other].perHeadOf);
    return people;
}

std::optional<FieldContext> makeContext(const MiningContext& ground, int field, Year year)
{
    const Panel& panel = ground.panel;
    const std::vector<Quality> quality = assessQuality(panel, field);
    const auto newest = std::ranges::find(quality, year, &Quality::year);
    if (newest == quality.end() || newest->copiedFrom || newest->copiedFigures > 0 ||
        (!ground.thorough && !newest->usableForFacts))
        return std::nullopt;
    const Field& info = panel.fields()[static_cast<size_t>(field)];
    FieldContext context{.ground = ground,
                         .panel = panel,
                         .field = field,
                         .info = info,
                         .traits = ground.traits.value(info.slug),
                         .year = year};
    context.rate = isRate(info.unit);
    context.currency = !context.rate && info.unit != "count"_L1;
    context.heads = panel.fieldIndex(info.perHeadOf);
    fillYears(context, quality);
    if (context.run.empty())
        return std::nullopt;
    context.qualityScore = scoreOf(*newest, context.block().present);
    fillYearFlags(context, reportedGroups(panel, field));
    flagSuspectFigures(context, quality);
    context.leapt = newest->leapt || newest->otherUnit;
    if (context.leapt)
        std::ranges::fill(context.unconfirmed, 1);
    fillUnbroken(context);
    if (!context.traits.income && isMostlyBelowZero(context.block()))
        context.traits.compared = false;
    fillGroups(context);
    measureTails(context);
    context.people = peopleField(panel, field);
    fillReach(context, context.people);
    return context;
}

} // namespace factoid
