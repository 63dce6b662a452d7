#include "core/queries/summaries/summary_queries.h"

#include "core/factoids/words/lexicon.h"
#include "core/figures/distribution.h"
#include "core/queries/summaries/summary_words.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"

#include <algorithm>
#include <set>

namespace factoid {

namespace {

constexpr size_t kListed = 5;
constexpr int kNamedInBin = 5;
constexpr int kDigits = 2;

struct Data {
    Panel panel;
    ReportedGroups reported;
    int field = -1, heads = -1; // panel indices; heads −1: no per-head figures
};

Result<Data> load(QueryContext& context, const QString& slug)
{
    const auto headsSlug = TRY(RegisterStore(context.db).perHeadOf(slug));
    auto panel = TRY(FigureStore(context.db).loadPanel(QStringList{slug, headsSlug}));
    const auto reported = TRY(FigureStore(context.db).reportedGroups());
    Data data{std::move(panel), reported.value(slug), -1, -1};
    data.field = data.panel.fieldIndex(slug);
    data.heads = headsSlug.isEmpty() ? -1 : data.panel.fieldIndex(headsSlug);
    return data;
}

bool fits(const Council& council, const SpreadFilter& filter)
{
    return (filter.type.isEmpty() || council.type == filter.type) &&
           (filter.nation.isEmpty() || council.nation == filter.nation) &&
           (filter.region.isEmpty() || council.region == filter.region);
}

// The panel of the councils that fit; the field is its field 0.
Panel narrowed(const Data& data, const SpreadFilter& filter)
{
    std::vector<Council> councils;
    std::vector<size_t> from;
    for (size_t i = 0; i < data.panel.councils().size(); ++i) {
        if (!fits(data.panel.councils()[i], filter))
            continue;
        councils.push_back(data.panel.councils()[i]);
        from.push_back(i);
    }
    Panel panel(std::move(councils), {data.panel.fields()[static_cast<size_t>(data.field)]});
    for (const auto& [year, block] : data.panel.years(data.field)) {
        for (size_t i = 0; i < from.size(); ++i) {
            const std::int64_t units = block.units[from[i]];
            if (units != Block::kMissing)
                panel.set(0, year, static_cast<int>(i), {Decimal::fromUnits(units), block.statuses[from[i]], false});
        }
    }
    return panel;
}

QString shown(const Decimal& amount)
{
    return amount.toFixed(kDigits);
}

std::vector<std::int64_t> sortedUnits(const Block& block)
{
    std::vector<std::int64_t> sorted;
    std::ranges::copy_if(block.units, std::back_inserter(sorted),
                         [](std::int64_t units) { return units != Block::kMissing; });
    std::ranges::sort(sorted);
    return sorted;
}

// Council positions with a figure, lowest first, ties by code.
std::vector<size_t> ranked(const Block& block)
{
    std::vector<size_t> order;
    for (size_t i = 0; i < block.units.size(); ++i) {
        if (block.units[i] != Block::kMissing)
            order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](size_t i) { return block.units[i]; });
    return order;
}

std::optional<QString> perHead(const Data& data, const QString& code, Year year, Decimal value)
{
    if (data.heads < 0)
        return std::nullopt;
    const auto heads = data.panel.value(data.heads, year, data.panel.councilIndex(code));
    const auto each = heads && !heads->isZero() ? value.dividedBy(*heads) : std::nullopt;
    return each.transform(shown);
}

std::vector<SpreadCouncil> councilsOf(const Data& data, const std::vector<SummaryEntry>& entries, Year year)
{
    std::vector<SpreadCouncil> councils;
    for (const SummaryEntry& entry : entries)
        councils.push_back({entry.code, entry.name, entry.type, entry.nation, shown(entry.value),
                            perHead(data, entry.code, year, entry.value)});
    return councils;
}

SpreadHistogram histogramOf(const Panel& panel, const Block& block, const std::vector<std::int64_t>& sorted)
{
    const bool counted = panel.fields().front().unit == "count"_L1;
    const Decimal grain = counted ? Decimal::fromInt(1) : Decimal::fromUnits(Decimal::kScale / 100);
    const std::vector<size_t> order = ranked(block);
    SpreadHistogram drawn;
    size_t first = 0;
    for (const Bin& bin : histogram(sorted, grain)) {
        // Who is in a bin is said where they are few: the largest first.
        QStringList names;
        for (size_t i = first + static_cast<size_t>(bin.count); bin.count <= kNamedInBin && i-- > first;)
            names << panel.councils()[order[i]].name;
        first += static_cast<size_t>(bin.count);
        drawn.bins.push_back({bin.openBelow ? std::nullopt : std::optional(bin.from.toString()),
                              bin.openAbove ? std::nullopt : std::optional(bin.until.toString()), bin.count, names});
    }
    return drawn;
}

SpreadBox boxOf(const Summary& summary, const std::vector<std::int64_t>& sorted)
{
    const Whiskers ends = whiskers(sorted);
    return {shown(*summary.min),    shown(ends.low),    shown(*summary.q1),
            shown(*summary.median), shown(*summary.q3), shown(ends.high),
            shown(*summary.max),    ends.below,         ends.above};
}

// Highest average first.
std::vector<SpreadGroup> groupsOf(const std::map<QString, GroupAverage>& averages)
{
    std::vector<SpreadGroup> groups;
    std::vector<std::pair<QString, GroupAverage>> sorted(averages.begin(), averages.end());
    std::ranges::stable_sort(sorted, std::greater(), [](const auto& group) { return group.second.average; });
    for (const auto& [name, group] : sorted)
        groups.push_back({name, shown(group.average), group.count});
    return groups;
}

// Averages by each property, among the councils that the other narrowings leave: types are compared although one is
// picked.
SpreadGroups allGroups(const Data& data, const SpreadFilter& filter)
{
    const auto without = [&](QString SpreadFilter::*narrowing) {
        SpreadFilter open = filter;
        (open.*narrowing).clear();
        return summarise(narrowed(data, open), 0, filter.year, data.reported);
    };
    return {groupsOf(without(&SpreadFilter::type).typeAverages),
            groupsOf(without(&SpreadFilter::nation).nationAverages),
            groupsOf(without(&SpreadFilter::region).regionAverages)};
}

// What a reader of the series must know about a year.
QStringList yearNotes(const Quality& quality, bool broken)
{
    QStringList notes;
    if (broken)
        notes << u"defined differently from this year on"_s;
    if (quality.otherUnit)
        notes << u"in another unit than the other years"_s;
    if (quality.copiedFrom)
        notes << u"repeats the figures of %1"_s.arg(quality.copiedFrom->label());
    if (quality.suspiciousZeros)
        notes << u"most figures are exactly 0"_s;
    if (!quality.provisionalShare.isZero())
        notes << u"%1 % provisional or estimated"_s.arg(quality.provisionalShare.toString());
    return notes;
}

SpreadYear yearOf(const Panel& panel, Year year, const Data& data, const QStringList& notes, bool broken)
{
    const Summary summary = summarise(panel, 0, year, data.reported);
    return {year,
            summary.totalCouncils > 0 ? std::optional(summary.sumText()) : std::nullopt,
            summary.average.transform(shown),
            summary.median.transform(shown),
            summary.totalCouncils,
            summary.eligibleCouncils,
            shown(summary.completeness),
            broken,
            notes};
}

Result<std::vector<SpreadYear>> seriesOf(const Data& data, const Panel& panel)
{
    const auto traits = TRY(loadTraits());
    const std::vector<Year> breaks = traits.value(panel.fields().front().slug).breaks;
    std::vector<SpreadYear> series;
    std::optional<Year> last;
    for (const Quality& quality : assessQuality(data.panel, data.field)) {
        // A year without figures is a gap in the line, not a shorter way between its neighbours.
        for (Year gap = last ? last->plus(1) : quality.year;
             gap < quality.year && last && gap.isFinancial() == quality.year.isFinancial(); gap = gap.plus(1))
            series.push_back(yearOf(panel, gap, data, {u"no figures"_s}, false));
        last = quality.year;
        const bool broken = std::ranges::find(breaks, quality.year) != breaks.end();
        series.push_back(yearOf(panel, quality.year, data, yearNotes(quality, broken), broken || quality.otherUnit));
    }
    return series;
}

SpreadChoices choicesOf(const Panel& panel)
{
    std::set<QString> types, nations, regions;
    for (const Council& council : panel.councils()) {
        types.insert(council.type);
        nations.insert(council.nation);
        if (!council.region.isEmpty())
            regions.insert(council.region);
    }
    const auto list = [](const std::set<QString>& names) { return QStringList(names.begin(), names.end()); };
    return {list(types), list(nations), list(regions)};
}

QString reportedSentence(const Summary& summary)
{
    if (summary.eligibleCouncils == 0)
        return u"%1 councils reported."_s.arg(summary.totalCouncils);
    return u"%1 of %2 councils reported."_s.arg(summary.totalCouncils)
        .arg(std::max(summary.eligibleCouncils, summary.totalCouncils));
}

// What the store has of the field and year.
Result<void> addStored(QueryContext& context, const SpreadFilter& filter, SpreadAnswer& answer)
{
    const auto stored = TRY(SummaryStore(context.db).cell(filter.field, filter.year)).value_or(CellSummary());
    answer.stale = stored.dirty;
    answer.dataHash = stored.dataHash;
    answer.dateCalculated = stored.day;
    const auto field = TRY(RegisterStore(context.db).fieldId(filter.field));
    auto years = TRY(CellStore(context.db).years(field.value_or(0)));
    std::ranges::sort(years, {}, &Year::code);
    for (const Year year : years)
        answer.years << year.label();
    return {};
}

// The latest year that says something; where there is none, the newest one with figures.
Year newestYear(const Data& data, const QDate& today)
{
    const auto& years = data.panel.years(data.field);
    return latestYear(data.panel, data.field, today).value_or(years.empty() ? Year() : years.rbegin()->first);
}

} // namespace

Result<SpreadAnswer> spreadQuery(QueryContext& context, const SpreadFilter& wanted)
{
    SpreadFilter filter = wanted;
    if (filter.field.isEmpty())
        filter.field = TRY(RegisterStore(context.db).firstWithFigures());
    if (filter.field.isEmpty())
        return fail(ErrorKind::Failed, u"there are no figures yet; import some"_s);
    TRY(checkField(context.db, filter.field));
    const auto data = TRY(load(context, filter.field));
    if (!filter.year.isValid())
        filter.year = newestYear(data, context.clock.now().date());
    const Panel panel = narrowed(data, filter);
    if (panel.councils().empty())
        return fail(ErrorKind::Usage, u"no council has that type, nation and region; leave one of them out"_s);
    if (!data.panel.block(data.field, filter.year))
        return fail(ErrorKind::Failed, u"%1 has no figures in %2"_s.arg(filter.field, filter.year.label()));

    const Field& field = panel.fields().front();
    const Block* block = panel.block(0, filter.year);
    const std::vector<std::int64_t> sorted = block ? sortedUnits(*block) : std::vector<std::int64_t>();
    SpreadAnswer answer;
    answer.slug = field.slug;
    answer.fieldName = field.name;
    answer.unit = field.unit;
    answer.year = filter.year;
    answer.type = filter.type;
    answer.nation = filter.nation;
    answer.region = filter.region;
    answer.perHeadOf = data.heads < 0 ? QString() : field.perHeadOf;
    answer.summary = summarise(panel, 0, filter.year, data.reported);
    answer.reported = reportedSentence(answer.summary);
    answer.sentence = spreadSentence(sorted, field.unit);
    if (block)
        answer.histogram = histogramOf(panel, *block, sorted);
    if (!sorted.empty())
        answer.box = boxOf(answer.summary, sorted);
    answer.top = councilsOf(data, answer.summary.top5, filter.year);
    answer.bottom = councilsOf(data, answer.summary.bottom5, filter.year);
    answer.zeros = std::ranges::count(sorted, 0);
    answer.groups = allGroups(data, filter);
    answer.series = TRY(seriesOf(data, panel));
    answer.choices = choicesOf(data.panel);
    TRY(addStored(context, filter, answer));
    return answer;
}

} // namespace factoid
