// Two days of one summary beside each other: the second half of summary_queries.h.
#include "core/queries/summaries/summary_queries.h"

#include "core/base/decimal.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/summary_store.h"

#include <map>

namespace factoid {

namespace {

struct Cell {
    QString name;
    QString before, after; // null: was not there
    bool isAmount = true;
};
using Cells = std::vector<std::pair<QString, Cell>>; // by key, in the order in which they are read

QString text(const QJsonValue& value)
{
    return value.isNull() || value.isUndefined() ? QString() : value.toVariant().toString();
}

void addGroups(Cells& cells, const QString& key, const QString& words, const QJsonObject& before,
               const QJsonObject& after)
{
    std::map<QString, std::pair<QJsonObject, QJsonObject>> groups;
    for (auto group = before.begin(); group != before.end(); ++group)
        groups[group.key()].first = group->toObject();
    for (auto group = after.begin(); group != after.end(); ++group)
        groups[group.key()].second = group->toObject();
    for (const auto& [name, sides] : groups) {
        cells.push_back({key + QLatin1Char('.') + name + u".average"_s,
                         {words.arg(u"Average"_s, name), text(sides.first.value(u"average"_s)),
                          text(sides.second.value(u"average"_s))}});
        cells.push_back({key + QLatin1Char('.') + name + u".count"_s,
                         {words.arg(u"Councils"_s, name), text(sides.first.value(u"count"_s)),
                          text(sides.second.value(u"count"_s))}});
    }
}

void addList(Cells& cells, const QString& key, const QString& words, const QJsonArray& before, const QJsonArray& after)
{
    const auto entry = [](const QJsonArray& list, qsizetype at) {
        if (at >= list.size())
            return QString();
        const QJsonObject council = list[at].toObject();
        return text(council.value(u"name"_s)) + u" "_s + text(council.value(u"value"_s));
    };
    for (qsizetype at = 0; at < std::max(before.size(), after.size()); ++at)
        cells.push_back({key + QLatin1Char('.') + QString::number(at + 1),
                         {words.arg(at + 1), entry(before, at), entry(after, at), false}});
}

Cells cellsOf(const QJsonObject& before, const QJsonObject& after)
{
    static const std::vector<std::pair<const char*, const char*>> plain{{"total_councils", "Councils that reported"},
                                                                        {"eligible_councils", "Councils expected to"},
                                                                        {"completeness", "Completeness, percent"},
                                                                        {"sum", "Sum"},
                                                                        {"average", "Average"},
                                                                        {"median", "Median"},
                                                                        {"q1", "Lower quartile"},
                                                                        {"q3", "Upper quartile"},
                                                                        {"min", "Lowest"},
                                                                        {"max", "Highest"},
                                                                        {"std_deviation", "Standard deviation"},
                                                                        {"outlier_count", "Outliers"}};
    Cells cells;
    for (const auto& [key, name] : plain)
        cells.push_back(
            {QLatin1String(key),
             {QLatin1String(name), text(before.value(QLatin1String(key))), text(after.value(QLatin1String(key)))}});
    const auto list = [&](const char* key, const QString& words) {
        addList(cells, QLatin1String(key), words, before.value(QLatin1String(key)).toArray(),
                after.value(QLatin1String(key)).toArray());
    };
    list("top_5", u"Highest %1"_s);
    list("bottom_5", u"Lowest %1"_s);
    const auto groups = [&](const char* key) {
        addGroups(cells, QLatin1String(key), u"%1, %2"_s, before.value(QLatin1String(key)).toObject(),
                  after.value(QLatin1String(key)).toObject());
    };
    groups("type_averages");
    groups("nation_averages");
    groups("region_averages");
    return cells;
}

SummaryDifference difference(const QString& key, const Cell& cell)
{
    const auto ifAny = [](const QString& value) { return value.isNull() ? std::nullopt : std::optional(value); };
    SummaryDifference row{.key = key, .name = cell.name, .before = ifAny(cell.before), .after = ifAny(cell.after)};
    if (!cell.isAmount || !row.before || !row.after)
        return row;
    const auto before = Decimal::parse(row.before->toUtf8());
    const auto after = Decimal::parse(row.after->toUtf8());
    if (!before || !after)
        return row; // a sum past 64 bits: both sides are told, their difference is not
    if (const auto moved = after->minus(*before))
        row.difference = moved->toString();
    // A percentage on a zero or negative base is not one.
    if (const auto percent = before->units() > 0 ? after->percentChangeFrom(*before) : std::nullopt)
        row.percent = percent->rounded(2).toString();
    return row;
}

ComparedDay side(const QDate& day, const QJsonObject& summary)
{
    return {day.toString(Qt::ISODate), summary.value(u"date_calculated"_s).toString(),
            summary.value(u"data_hash"_s).toString()};
}

QString sentenceOf(const CompareAnswer& answer)
{
    const bool sameFigures = answer.from.dataHash == answer.to.dataHash;
    if (answer.same)
        return sameFigures ? u"Nothing differs: the figures hash to the same on both days."_s
                           : u"Figures changed, but no number of the summary did."_s;
    return sameFigures ? u"The figures are the same; who is expected to report, or how councils are grouped, is not."_s
                       : u"%1 numbers of the summary differ."_s.arg(answer.differences.size());
}

} // namespace

Result<CompareAnswer> compareQuery(QueryContext& context, const QString& field, Year year, const QDate& from,
                                   const QDate& to)
{
    if (to < from)
        return fail(ErrorKind::Usage, u"the second day, %1, is before the first, %2"_s.arg(to.toString(Qt::ISODate),
                                                                                           from.toString(Qt::ISODate)));
    const auto before = TRY(summaryQuery(context, field, year, from));
    const auto after = TRY(summaryQuery(context, field, year, to));
    CompareAnswer answer{.slug = field, .year = year, .from = side(from, before), .to = side(to, after)};
    for (const auto& [key, cell] : cellsOf(before, after)) {
        if (cell.before != cell.after)
            answer.differences.push_back(difference(key, cell));
    }
    answer.same = answer.differences.empty();
    answer.sentence = sentenceOf(answer);
    answer.figuresRevised =
        TRY(FigureStore(context.db)
                .revised(field, year, from.addDays(1).startOfDay(Qt::UTC), to.addDays(1).startOfDay(Qt::UTC)));
    return answer;
}

Result<QStringList> summaryDays(QueryContext& context, const QString& field, Year year)
{
    return SummaryStore(context.db).days(field, year);
}

} // namespace factoid
