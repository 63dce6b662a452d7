#include "core/queries/summaries/summary_queries.h"

#include "core/factoids/words/lexicon.h"
#include "core/figures/distribution.h"
#include "core/queries/summaries/summary_words.h"
#include "core/store/data/figure_store.h"

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
    const auto heads = TRY(context.db.scalar(u"SELECT per_head_of FROM fields WHERE slug = ?"_s, {slug}));
    const QString headsSlug = heads.value_or(QString()).toString();
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

QJsonValue perHead(const Data& data, const QString& code, Year year, Decimal value)
{
    if (data.heads < 0)
        return {};
    const auto heads = data.panel.value(data.heads, year, data.panel.councilIndex(code));
    const auto each = heads && !heads->isZero() ? value.dividedBy(*heads) : std::nullopt;
    return each ? QJsonValue(each->toFixed(kDigits)) : QJsonValue();
}

QJsonArray councilsJson(const Data& data, const std::vector<SummaryEntry>& entries, Year year)
{
    QJsonArray list;
    for (const SummaryEntry& entry : entries) {
        list.append(QJsonObject{{u"code"_s, entry.code},
                                {u"name"_s, entry.name},
                                {u"type"_s, entry.type},
                                {u"nation"_s, entry.nation},
                                {u"value"_s, entry.value.toFixed(kDigits)},
                                {u"per_head"_s, perHead(data, entry.code, year, entry.value)}});
    }
    return list;
}

QJsonObject histogramJson(const Panel& panel, const Block& block, const std::vector<std::int64_t>& sorted)
{
    const bool counted = panel.fields().front().unit == "count"_L1;
    const Decimal grain = counted ? Decimal::fromInt(1) : Decimal::fromUnits(Decimal::kScale / 100);
    const std::vector<size_t> order = ranked(block);
    QJsonArray bins;
    size_t first = 0;
    for (const Bin& bin : histogram(sorted, grain)) {
        // Who is in a bin is said where they are few: the largest first.
        QJsonArray names;
        for (size_t i = first + static_cast<size_t>(bin.count); bin.count <= kNamedInBin && i-- > first;)
            names.append(panel.councils()[order[i]].name);
        first += static_cast<size_t>(bin.count);
        bins.append(QJsonObject{{u"from"_s, bin.openBelow ? QJsonValue() : QJsonValue(bin.from.toString())},
                                {u"until"_s, bin.openAbove ? QJsonValue() : QJsonValue(bin.until.toString())},
                                {u"count"_s, bin.count},
                                {u"councils"_s, names}});
    }
    return {{u"bins"_s, bins}};
}

QJsonObject boxJson(const Summary& summary, const std::vector<std::int64_t>& sorted)
{
    const Whiskers ends = whiskers(sorted);
    return {{u"min"_s, summary.min->toFixed(kDigits)},
            {u"low"_s, ends.low.toFixed(kDigits)},
            {u"q1"_s, summary.q1->toFixed(kDigits)},
            {u"median"_s, summary.median->toFixed(kDigits)},
            {u"q3"_s, summary.q3->toFixed(kDigits)},
            {u"high"_s, ends.high.toFixed(kDigits)},
            {u"max"_s, summary.max->toFixed(kDigits)},
            {u"below"_s, ends.below},
            {u"above"_s, ends.above}};
}

// Highest average first.
QJsonArray groupsJson(const std::map<QString, GroupAverage>& averages)
{
    std::vector<std::pair<QString, GroupAverage>> sorted(averages.begin(), averages.end());
    std::ranges::stable_sort(sorted, std::greater(), [](const auto& group) { return group.second.average; });
    QJsonArray list;
    for (const auto& [name, group] : sorted)
        list.append(
            QJsonObject{{u"name"_s, name}, {u"average"_s, group.average.toFixed(kDigits)}, {u"count"_s, group.count}});
    return list;
}

// Averages by each property, among the councils that the other narrowings leave: types are compared although one is
// picked.
QJsonObject allGroups(const Data& data, const SpreadFilter& filter)
{
    QJsonObject groups;
    SpreadFilter open = filter;
    open.type.clear();
    groups.insert(u"type"_s, groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).typeAverages));
    open = filter;
    open.nation.clear();
    groups.insert(u"nation"_s,
                  groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).nationAverages));
    open = filter;
    open.region.clear();
    groups.insert(u"region"_s,
                  groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).regionAverages));
    return groups;
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

QJsonObject yearJson(const Panel& panel, Year year, const Data& data, const QStringList& notes, bool broken)
{
    const Summary summary = summarise(panel, 0, year, data.reported);
    const auto amount = [](const std::optional<Decimal>& value) {
        return value ? QJsonValue(value->toFixed(kDigits)) : QJsonValue();
    };
    const bool any = summary.totalCouncils > 0;
    return {{u"year"_s, year.label()},
            {u"sum"_s, any ? QJsonValue(summary.sumText()) : QJsonValue()},
            {u"average"_s, amount(summary.average)},
            {u"median"_s, amount(summary.median)},
            {u"total_councils"_s, summary.totalCouncils},
            {u"eligible_councils"_s, summary.eligibleCouncils},
            {u"completeness"_s, summary.completeness.toFixed(kDigits)},
            {u"break"_s, broken},
            {u"notes"_s, QJsonArray::fromStringList(notes)}};
}

Result<QJsonArray> seriesJson(const Data& data, const Panel& panel)
{
    const auto traits = TRY(loadTraits());
    const std::vector<Year> breaks = traits.value(panel.fields().front().slug).breaks;
    QJsonArray series;
    std::optional<Year> last;
    for (const Quality& quality : assessQuality(data.panel, data.field)) {
        // A year without figures is a gap in the line, not a shorter way between its neighbours.
        for (Year gap = last ? last->plus(1) : quality.year;
             gap < quality.year && last && gap.isFinancial() == quality.year.isFinancial(); gap = gap.plus(1))
            series.append(yearJson(panel, gap, data, {u"no figures"_s}, false));
        last = quality.year;
        const bool broken = std::ranges::find(breaks, quality.year) != breaks.end();
        series.append(yearJson(panel, quality.year, data, yearNotes(quality, broken), broken || quality.otherUnit));
    }
    return series;
}

QJsonObject choicesJson(const Panel& panel)
{
    std::set<QString> types, nations, regions;
    for (const Council& council : panel.councils()) {
        types.insert(council.type);
        nations.insert(council.nation);
        if (!council.region.isEmpty())
            regions.insert(council.region);
    }
    const auto list = [](const std::set<QString>& names) {
        return QJsonArray::fromStringList(QStringList(names.begin(), names.end()));
    };
    return {{u"type"_s, list(types)}, {u"nation"_s, list(nations)}, {u"region"_s, list(regions)}};
}

QString reportedSentence(const Summary& summary)
{
    if (summary.eligibleCouncils == 0)
        return u"%1 councils reported."_s.arg(summary.totalCouncils);
    return u"%1 of %2 councils reported."_s.arg(summary.totalCouncils)
        .arg(std::max(summary.eligibleCouncils, summary.totalCouncils));
}

Result<void> addStored(QueryContext& context, const SpreadFilter& filter, QJsonObject& answer)
{
    auto read =
        context.db.each(u"SELECT c.dirty, c.data_hash, (SELECT MAX(s.date_calculated) FROM summaries s WHERE "
                        u"s.field_id = c.field_id AND s.year = c.year)"
                        " FROM cells c WHERE c.field_id = (SELECT id FROM fields WHERE slug = ?) AND c.year = ?"_s,
                        {filter.field, filter.year.code()}, [&](const QSqlQuery& row) {
                            answer.insert(u"stale"_s, row.value(0).toBool());
                            answer.insert(u"data_hash"_s, row.value(1).toString());
                            answer.insert(u"date_calculated"_s,
                                          row.value(2).isNull() ? QJsonValue() : QJsonValue(row.value(2).toString()));
                        });
    if (!read)
        return read;
    QJsonArray years;
    read = context.db.each(
        u"SELECT year FROM cells WHERE field_id = (SELECT id FROM fields WHERE slug = ?) ORDER BY year"_s,
        {filter.field}, [&](const QSqlQuery& row) {
            if (const auto year = Year::fromCode(row.value(0).toInt()))
                years.append(year->label());
        });
    answer.insert(u"years"_s, years);
    return read;
}

Result<QString> firstField(Database& db)
{
    const auto found = TRY(db.scalar(
        u"SELECT slug FROM fields f WHERE EXISTS (SELECT 1 FROM cells c WHERE c.field_id = f.id) ORDER BY comparison DESC, name COLLATE NOCASE, slug LIMIT 1"_s));
    if (!found)
        return fail(ErrorKind::Failed, u"there are no figures yet; import some"_s);
    return found->toString();
}

// The latest year that says something; where there is none, the newest one with figures.
Year newestYear(const Data& data, const QDate& today)
{
    const auto& years = data.panel.years(data.field);
    return latestYear(data.panel, data.field, today).value_or(years.empty() ? Year() : years.rbegin()->first);
}

} // namespace

Result<QJsonObject> spreadQuery(QueryContext& context, const SpreadFilter& wanted)
{
    SpreadFilter filter = wanted;
    if (filter.field.isEmpty()) {
        const auto field = TRY(firstField(context.db));
        filter.field = field;
    }
    TRY(checkField(context.db, filter.field));
    const auto data = TRY(load(context, filter.field));
    if (!filter.year.isValid())
        filter.year = newestYear(data, context.clock.now().date());
    const Panel panel = narrowed(data, filter);
    if (panel.councils().empty())
        return fail(ErrorKind::Usage, u"no council is of that type, nation and region; leave one of them open"_s);
    if (!data.panel.block(data.field, filter.year))
        return fail(ErrorKind::Failed, u"%1 has no figures in %2"_s.arg(filter.field, filter.year.label()));

    const Field& field = panel.fields().front();
    const Summary summary = summarise(panel, 0, filter.year, data.reported);
    const Block* block = panel.block(0, filter.year);
    const std::vector<std::int64_t> sorted = block ? sortedUnits(*block) : std::vector<std::int64_t>();
    QJsonObject answer{
        {u"field"_s, field.slug},
        {u"field_name"_s, field.name},
        {u"unit"_s, field.unit},
        {u"year"_s, filter.year.label()},
        {u"type"_s, filter.type},
        {u"nation"_s, filter.nation},
        {u"region"_s, filter.region},
        {u"per_head_of"_s, data.heads < 0 ? QString() : field.perHeadOf},
        {u"reported"_s, reportedSentence(summary)},
        {u"sentence"_s, spreadSentence(sorted, field.unit)},
        {u"summary"_s, toJson(summary)},
        {u"top"_s, councilsJson(data, summary.top5, filter.year)},
        {u"bottom"_s, councilsJson(data, summary.bottom5, filter.year)},
        {u"zeros"_s, static_cast<qint64>(std::ranges::count(sorted, 0))},
        {u"groups"_s, allGroups(data, filter)},
        {u"choices"_s, choicesJson(data.panel)},
    };
    answer.insert(u"histogram"_s,
                  block ? histogramJson(panel, *block, sorted) : QJsonObject{{u"bins"_s, QJsonArray()}});
    answer.insert(u"box"_s, sorted.empty() ? QJsonValue() : QJsonValue(boxJson(summary, sorted)));
    const auto series = TRY(seriesJson(data, panel));
    answer.insert(u"series"_s, series);
    TRY(addStored(context, filter, answer));
    return answer;
}

} // namespace factoid
