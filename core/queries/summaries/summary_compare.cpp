// Two days of one summary beside each other: the second half of summary_queries.h.
#include "core/queries/summaries/summary_queries.h"

#include "core/base/decimal.h"
#include "core/store/data/summary_store.h"
#include "core/store/sql/time_text.h"

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

QJsonObject difference(const QString& key, const Cell& cell)
{
    const auto orNull = [](const QString& value) { return value.isNull() ? QJsonValue() : QJsonValue(value); };
    QJsonObject row{{u"key"_s, key},
                    {u"name"_s, cell.name},
                    {u"before"_s, orNull(cell.before)},
                    {u"after"_s, orNull(cell.after)},
                    {u"difference"_s, QJsonValue()},
                    {u"percent"_s, QJsonValue()}};
    if (!cell.isAmount || cell.before.isNull() || cell.after.isNull())
        return row;
    const auto before = Decimal::parse(cell.before.toUtf8());
    const auto after = Decimal::parse(cell.after.toUtf8());
    if (!before || !after)
        return row; // a sum past 64 bits: both sides are told, their difference is not
    if (const auto moved = after->minus(*before))
        row.insert(u"difference"_s, moved->toString());
    // A percentage on a zero or negative base is not one.
    if (const auto percent = before->units() > 0 ? after->percentChangeFrom(*before) : std::nullopt)
        row.insert(u"percent"_s, percent->rounded(2).toString());
    return row;
}

QJsonObject side(const QDate& day, const QJsonObject& summary)
{
    return {{u"day"_s, day.toString(Qt::ISODate)},
            {u"date_calculated"_s, summary.value(u"date_calculated"_s)},
            {u"data_hash"_s, summary.value(u"data_hash"_s)}};
}

} // namespace

Result<QJsonObject> compareQuery(QueryContext& context, const QString& field, Year year, const QDate& from,
                                 const QDate& to)
{
    if (to < from)
        return fail(ErrorKind::Usage, u"the second day, %1, is before the first, %2"_s.arg(to.toString(Qt::ISODate),
                                                                                           from.toString(Qt::ISODate)));
    const auto before = summaryQuery(context, field, year, from);
    if (!before)
        return before;
    const auto after = summaryQuery(context, field, year, to);
    if (!after)
        return after;
    QJsonArray differences;
    for (const auto& [key, cell] : cellsOf(*before, *after)) {
        if (cell.before != cell.after)
            differences.append(difference(key, cell));
    }
    // Revisions are found by their figure, so this costs the field and year and not the log.
    const auto revised = TRY(context.db.scalar(
        u"SELECT COUNT(*) FROM revisions WHERE field_id = (SELECT id FROM fields WHERE slug = ?) AND year = ?"
        " AND replaced_at >= ? AND replaced_at < ?"_s,
        {field, year.code(), timeText(from.addDays(1).startOfDay(Qt::UTC)),
         timeText(to.addDays(1).startOfDay(Qt::UTC))}));
    const bool same = differences.isEmpty();
    const bool sameFigures = before->value(u"data_hash"_s) == after->value(u"data_hash"_s);
    QString sentence = u"Nothing differs: the figures hash to the same on both days."_s;
    if (!same)
        sentence = sameFigures
                       ? u"The figures are the same; who is expected to report, or how councils are grouped, is not."_s
                       : u"%1 numbers of the summary differ."_s.arg(differences.size());
    else if (!sameFigures)
        sentence = u"Figures changed, but no number of the summary did."_s;
    return QJsonObject{{u"field"_s, field},
                       {u"year"_s, year.label()},
                       {u"from"_s, side(from, *before)},
                       {u"to"_s, side(to, *after)},
                       {u"same"_s, same},
                       {u"sentence"_s, sentence},
                       {u"differences"_s, differences},
                       {u"figures_revised"_s, revised.value_or(0).toLongLong()}};
}

Result<QStringList> summaryDays(QueryContext& context, const QString& field, Year year)
{
    QStringList days;
    auto read = context.db.each(
        u"SELECT date_calculated FROM summaries WHERE field_id = (SELECT id FROM fields WHERE slug = ?) AND year = ? ORDER BY date_calculated"_s,
        {field, year.code()}, [&](const QSqlQuery& row) { days << row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return days;
}

} // namespace factoid
