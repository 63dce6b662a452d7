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
    const auto heads = context.db.scalar(QStringLiteral("SELECT per_head_of FROM fields WHERE slug = ?"), {slug});
    if (!heads)
        return std::unexpected(heads.error());
    const QString headsSlug = heads->value_or(QString()).toString();
    auto panel = FigureStore(context.db).loadPanel(QStringList{slug, headsSlug});
    if (!panel)
        return std::unexpected(panel.error());
    const auto reported = FigureStore(context.db).reportedGroups();
    if (!reported)
        return std::unexpected(reported.error());
    Data data{std::move(*panel), reported->value(slug), -1, -1};
    data.field = data.panel.fieldIndex(slug);
    data.heads = headsSlug.isEmpty() ? -1 : data.panel.fieldIndex(headsSlug);
    return data;
}

bool fits(const Council& council, const SpreadFilter& filter)
{
    return (filter.type.isEmpty() || council.type == filter.type) && (filter.nation.isEmpty() || council.nation == filter.nation)
           && (filter.region.isEmpty() || council.region == filter.region);
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
    std::ranges::copy_if(block.units, std::back_inserter(sorted), [](std::int64_t units) { return units != Block::kMissing; });
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
        list.append(QJsonObject{{QStringLiteral("code"), entry.code},
                                {QStringLiteral("name"), entry.name},
                                {QStringLiteral("type"), entry.type},
                                {QStringLiteral("nation"), entry.nation},
                                {QStringLiteral("value"), entry.value.toFixed(kDigits)},
                                {QStringLiteral("per_head"), perHead(data, entry.code, year, entry.value)}});
    }
    return list;
}

QJsonObject histogramJson(const Panel& panel, const Block& block, const std::vector<std::int64_t>& sorted)
{
    const bool counted = panel.fields().front().unit == QLatin1String("count");
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
        bins.append(QJsonObject{{QStringLiteral("from"), bin.openBelow ? QJsonValue() : QJsonValue(bin.from.toString())},
                                {QStringLiteral("until"), bin.openAbove ? QJsonValue() : QJsonValue(bin.until.toString())},
                                {QStringLiteral("count"), bin.count},
                                {QStringLiteral("councils"), names}});
    }
    return {{QStringLiteral("bins"), bins}};
}

QJsonObject boxJson(const Summary& summary, const std::vector<std::int64_t>& sorted)
{
    const Whiskers ends = whiskers(sorted);
    return {{QStringLiteral("min"), summary.min->toFixed(kDigits)},
            {QStringLiteral("low"), ends.low.toFixed(kDigits)},
            {QStringLiteral("q1"), summary.q1->toFixed(kDigits)},
            {QStringLiteral("median"), summary.median->toFixed(kDigits)},
            {QStringLiteral("q3"), summary.q3->toFixed(kDigits)},
            {QStringLiteral("high"), ends.high.toFixed(kDigits)},
            {QStringLiteral("max"), summary.max->toFixed(kDigits)},
            {QStringLiteral("below"), ends.below},
            {QStringLiteral("above"), ends.above}};
}

// Highest average first.
QJsonArray groupsJson(const std::map<QString, GroupAverage>& averages)
{
    std::vector<std::pair<QString, GroupAverage>> sorted(averages.begin(), averages.end());
    std::ranges::stable_sort(sorted, std::greater(), [](const auto& group) { return group.second.average; });
    QJsonArray list;
    for (const auto& [name, group] : sorted)
        list.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("average"), group.average.toFixed(kDigits)}, {QStringLiteral("count"), group.count}});
    return list;
}

// Averages by each property, among the councils that the other narrowings leave: types are compared although one is picked.
QJsonObject allGroups(const Data& data, const SpreadFilter& filter)
{
    QJsonObject groups;
    SpreadFilter open = filter;
    open.type.clear();
    groups.insert(QStringLiteral("type"), groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).typeAverages));
    open = filter;
    open.nation.clear();
    groups.insert(QStringLiteral("nation"), groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).nationAverages));
    open = filter;
    open.region.clear();
    groups.insert(QStringLiteral("region"), groupsJson(summarise(narrowed(data, open), 0, filter.year, data.reported).regionAverages));
    return groups;
}

// What a reader of the series must know about a year.
QStringList yearNotes(const Quality& quality, bool broken)
{
    QStringList notes;
    if (broken)
        notes << QStringLiteral("defined differently from this year on");
    if (quality.otherUnit)
        notes << QStringLiteral("in another unit than the other years");
    if (quality.copiedFrom)
        notes << QStringLiteral("repeats the figures of %1").arg(quality.copiedFrom->label());
    if (quality.suspiciousZeros)
        notes << QStringLiteral("most figures are exactly 0");
    if (!quality.provisionalShare.isZero())
        notes << QStringLiteral("%1 % provisional or estimated").arg(quality.provisionalShare.toString());
    return notes;
}

QJsonObject yearJson(const Panel& panel, Year year, const Data& data, const QStringList& notes, bool broken)
{
    const Summary summary = summarise(panel, 0, year, data.reported);
    const auto amount = [](const std::optional<Decimal>& value) { return value ? QJsonValue(value->toFixed(kDigits)) : QJsonValue(); };
    const bool any = summary.totalCouncils > 0;
    return {{QStringLiteral("year"), year.label()},
            {QStringLiteral("sum"), any ? QJsonValue(summary.sumText()) : QJsonValue()},
            {QStringLiteral("average"), amount(summary.average)},
            {QStringLiteral("median"), amount(summary.median)},
            {QStringLiteral("total_councils"), summary.totalCouncils},
            {QStringLiteral("eligible_councils"), summary.eligibleCouncils},
            {QStringLiteral("completeness"), summary.completeness.toFixed(kDigits)},
            {QStringLiteral("break"), broken},
            {QStringLiteral("notes"), QJsonArray::fromStringList(notes)}};
}

Result<QJsonArray> seriesJson(const Data& data, const Panel& panel)
{
    const auto traits = loadTraits();
    if (!traits)
        return std::unexpected(traits.error());
    const std::vector<Year> breaks = traits->value(panel.fields().front().slug).breaks;
    QJsonArray series;
    std::optional<Year> last;
    for (const Quality& quality : assessQuality(data.panel, data.field)) {
        // A year without figures is a gap in the line, not a shorter way between its neighbours.
        for (Year gap = last ? last->plus(1) : quality.year; gap < quality.year && last && gap.isFinancial() == quality.year.isFinancial(); gap = gap.plus(1))
            series.append(yearJson(panel, gap, data, {QStringLiteral("no figures")}, false));
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
    const auto list = [](const std::set<QString>& names) { return QJsonArray::fromStringList(QStringList(names.begin(), names.end())); };
    return {{QStringLiteral("type"), list(types)}, {QStringLiteral("nation"), list(nations)}, {QStringLiteral("region"), list(regions)}};
}

QString reportedSentence(const Summary& summary)
{
    if (summary.eligibleCouncils == 0)
        return QStringLiteral("%1 councils reported.").arg(summary.totalCouncils);
    return QStringLiteral("%1 of %2 councils reported.").arg(summary.totalCouncils).arg(std::max(summary.eligibleCouncils, summary.totalCouncils));
}

Result<void> addStored(QueryContext& context, const SpreadFilter& filter, QJsonObject& answer)
{
    auto read = context.db.each(QStringLiteral("SELECT c.dirty, c.data_hash, (SELECT MAX(s.date_calculated) FROM summaries s WHERE s.field_id = c.field_id AND s.year = c.year)"
                                               " FROM cells c WHERE c.field_id = (SELECT id FROM fields WHERE slug = ?) AND c.year = ?"),
                                {filter.field, filter.year.code()}, [&](const QSqlQuery& row) {
                                    answer.insert(QStringLiteral("stale"), row.value(0).toBool());
                                    answer.insert(QStringLiteral("data_hash"), row.value(1).toString());
                                    answer.insert(QStringLiteral("date_calculated"), row.value(2).isNull() ? QJsonValue() : QJsonValue(row.value(2).toString()));
                                });
    if (!read)
        return read;
    QJsonArray years;
    read = context.db.each(QStringLiteral("SELECT year FROM cells WHERE field_id = (SELECT id FROM fields WHERE slug = ?) ORDER BY year"), {filter.field}, [&](const QSqlQuery& row) {
        if (const auto year = Year::fromCode(row.value(0).toInt()))
            years.append(year->label());
    });
    answer.insert(QStringLiteral("years"), years);
    return read;
}

Result<QString> firstField(Database& db)
{
    const auto found = db.scalar(QStringLiteral("SELECT slug FROM fields f WHERE EXISTS (SELECT 1 FROM cells c WHERE c.field_id = f.id) ORDER BY comparison DESC, name COLLATE NOCASE, slug LIMIT 1"));
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::Failed, QStringLiteral("there are no figures yet; import some"));
    return (*found)->toString();
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
        const auto field = firstField(context.db);
        if (!field)
            return std::unexpected(field.error());
        filter.field = *field;
    }
    if (auto known = checkField(context.db, filter.field); !known)
        return std::unexpected(known.error());
    const auto data = load(context, filter.field);
    if (!data)
        return std::unexpected(data.error());
    if (!filter.year.isValid())
        filter.year = newestYear(*data, context.clock.now().date());
    const Panel panel = narrowed(*data, filter);
    if (panel.councils().empty())
        return fail(ErrorKind::Usage, QStringLiteral("no council is of that type, nation and region; leave one of them open"));
    if (!data->panel.block(data->field, filter.year))
        return fail(ErrorKind::Failed, QStringLiteral("%1 has no figures in %2").arg(filter.field, filter.year.label()));

    const Field& field = panel.fields().front();
    const Summary summary = summarise(panel, 0, filter.year, data->reported);
    const Block* block = panel.block(0, filter.year);
    const std::vector<std::int64_t> sorted = block ? sortedUnits(*block) : std::vector<std::int64_t>();
    QJsonObject answer{
        {QStringLiteral("field"), field.slug},
        {QStringLiteral("field_name"), field.name},
        {QStringLiteral("unit"), field.unit},
        {QStringLiteral("year"), filter.year.label()},
        {QStringLiteral("type"), filter.type},
        {QStringLiteral("nation"), filter.nation},
        {QStringLiteral("region"), filter.region},
        {QStringLiteral("per_head_of"), data->heads < 0 ? QString() : field.perHeadOf},
        {QStringLiteral("reported"), reportedSentence(summary)},
        {QStringLiteral("sentence"), spreadSentence(sorted, field.unit)},
        {QStringLiteral("summary"), toJson(summary)},
        {QStringLiteral("top"), councilsJson(*data, summary.top5, filter.year)},
        {QStringLiteral("bottom"), councilsJson(*data, summary.bottom5, filter.year)},
        {QStringLiteral("zeros"), static_cast<qint64>(std::ranges::count(sorted, 0))},
        {QStringLiteral("groups"), allGroups(*data, filter)},
        {QStringLiteral("choices"), choicesJson(data->panel)},
    };
    answer.insert(QStringLiteral("histogram"), block ? histogramJson(panel, *block, sorted) : QJsonObject{{QStringLiteral("bins"), QJsonArray()}});
    answer.insert(QStringLiteral("box"), sorted.empty() ? QJsonValue() : QJsonValue(boxJson(summary, sorted)));
    const auto series = seriesJson(*data, panel);
    if (!series)
        return std::unexpected(series.error());
    answer.insert(QStringLiteral("series"), *series);
    if (auto added = addStored(context, filter, answer); !added)
        return std::unexpected(added.error());
    return answer;
}

} // namespace factoid
