#include "app/data_text.h"

#include "core/base/literals.h"

#include <QJsonArray>

namespace factoid {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

// Groups the digits of a decimal string: "112357422000.00" -> "112,357,422,000.00".
QString grouped(const QString& decimal)
{
    constexpr qsizetype kGroup = 3;
    qsizetype end = decimal.indexOf(QLatin1Char('.'));
    if (end < 0)
        end = decimal.size();
    QString out = decimal;
    const qsizetype first = decimal.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype at = end - kGroup; at > first; at -= kGroup)
        out.insert(at, QLatin1Char(','));
    return out;
}

QString counted(const QJsonObject& object, const char* key, const char* one, const char* many)
{
    const QString count = text(object, key);
    return grouped(count) + QLatin1Char(' ') + QLatin1String(count == "1"_L1 ? one : many);
}

QString councilLine(const QJsonObject& council)
{
    constexpr int kName = 44;
    constexpr int kAmount = 24;
    return u"  "_s + text(council, "code").leftJustified(11) + text(council, "name").leftJustified(kName) +
           grouped(text(council, "value")).rightJustified(kAmount) + QLatin1Char('\n');
}

namespace {

QString changeLine(const QJsonObject& change)
{
    const auto value = [&](const char* key) {
        return change.value(QLatin1String(key)).isNull() ? u"nothing"_s : grouped(text(change, key));
    };
    const QString magnitude = text(change, "magnitude");
    return u"%1  %2 %3 %4 %5  %6 -> %7%8%9\n"_s.arg(
        text(change, "time"), text(change, "change_type").leftJustified(15), text(change, "field"),
        text(change, "year"), text(change, "council_name"), value("old_value"), value("new_value"),
        magnitude.isEmpty() ? QString() : u" (%1 %)"_s.arg(magnitude),
        change.value(u"processed"_s).toBool() ? QString() : u"  open"_s);
}

QString storyText(const QJsonObject& story)
{
    QString out = changeLine(story.value(u"change"_s).toObject());
    const QJsonObject import = story.value(u"import"_s).toObject();
    const QJsonObject source = story.value(u"source"_s).toObject();
    const QJsonObject run = story.value(u"run"_s).toObject();
    const QJsonObject current = story.value(u"current"_s).toObject();
    out += import.isEmpty() ? u"import   none\n"_s
                            : u"import   %1 of %2\n"_s.arg(text(import, "id"), text(import, "time"));
    for (const QJsonValue& file : import.value(u"files"_s).toArray())
        out +=
            u"         %1, %2\n"_s.arg(text(file.toObject(), "path"), counted(file.toObject(), "rows", "row", "rows"));
    if (!source.isEmpty())
        out += u"source   %1, line %2\n"_s.arg(text(source, "file"), text(source, "line"));
    if (!current.isEmpty())
        out += u"today    %1 (%2)\n"_s.arg(grouped(text(current, "value")), text(current, "status"));
    out += run.isEmpty() ? u"run      none yet\n"_s
                         : u"run      %1, %2, %3, %4\n"_s.arg(text(run, "id"), text(run, "job"),
                                                              text(run, "started_at"), text(run, "outcome"));
    out += u"others   %1\n"_s.arg(text(story, "other_count"));
    for (const QJsonValue& other : story.value(u"others"_s).toArray())
        out += u"         "_s + changeLine(other.toObject());
    return out;
}

QString comparisonText(const QJsonObject& json)
{
    const auto day = [&](const char* key) { return text(json.value(QLatin1String(key)).toObject(), "day"); };
    QString out = u"%1, %2: %3 against %4\n%5\n"_s.arg(text(json, "field"), text(json, "year"), day("from"), day("to"),
                                                       text(json, "sentence"));
    for (const QJsonValue& value : json.value(u"differences"_s).toArray()) {
        const QJsonObject row = value.toObject();
        const auto side = [&](const char* key) {
            return row.value(QLatin1String(key)).isNull() ? u"nothing"_s : grouped(text(row, key));
        };
        out += u"  %1 %2 -> %3%4\n"_s.arg(
            text(row, "name").leftJustified(34), side("before"), side("after"),
            row.value(u"difference"_s).isNull() ? QString() : u"  (%1)"_s.arg(grouped(text(row, "difference"))));
    }
    return out;
}

QString spreadText(const QJsonObject& json)
{
    QString out = u"%1, %2\n%3 %4\n"_s.arg(text(json, "field_name"), text(json, "year"), text(json, "reported"),
                                           text(json, "sentence"));
    for (const QJsonValue& value : json.value(u"histogram"_s).toObject().value(u"bins"_s).toArray()) {
        const QJsonObject bin = value.toObject();
        const auto edge = [&](const char* key) {
            return bin.value(QLatin1String(key)).isNull() ? u"…"_s : grouped(text(bin, key));
        };
        constexpr int kEdge = 18;
        constexpr int kBar = 60;
        const int count = bin.value(u"count"_s).toInt();
        out += u"  %1 to %2 %3 %4\n"_s.arg(edge("from").rightJustified(kEdge), edge("until").rightJustified(kEdge),
                                           QString::number(count).rightJustified(6),
                                           QString(std::min(count, kBar), QLatin1Char('#')));
    }
    for (const char* key : {"top", "bottom"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : json.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    return out + summaryText(json.value(u"summary"_s).toObject());
}

} // namespace

QString summaryText(const QJsonObject& summary)
{
    if (summary.contains(u"summaries"_s)) {
        QString all;
        for (const QJsonValue& one : summary.value(u"summaries"_s).toArray())
            all += summaryText(one.toObject()) + QLatin1Char('\n');
        return all;
    }
    if (summary.contains(u"differences"_s))
        return comparisonText(summary);
    if (summary.contains(u"histogram"_s))
        return spreadText(summary);
    QString out = u"%1, %2 %3\n"_s.arg(text(summary, "field"), text(summary, "year"),
                                       summary.contains(u"date_calculated"_s)
                                           ? u"(calculated %1)"_s.arg(text(summary, "date_calculated"))
                                           : QString());
    for (const char* key : {"total_councils", "eligible_councils", "completeness", "sum", "average", "median", "q1",
                            "q3", "min", "max", "std_deviation", "outlier_count"})
        out += u"  %1 %2\n"_s.arg(QString::fromLatin1(key).leftJustified(18),
                                  grouped(text(summary, key)).rightJustified(24));
    for (const char* key : {"top_5", "bottom_5"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : summary.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    for (const char* key : {"type_averages", "nation_averages", "region_averages"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        const QJsonObject groups = summary.value(QLatin1String(key)).toObject();
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            out += u"  %1 %2  (%3)\n"_s.arg(group.key().leftJustified(32),
                                            grouped(text(group.value().toObject(), "average")).rightJustified(22),
                                            text(group.value().toObject(), "count"));
        }
    }
    return out + u"data_hash %1\n"_s.arg(text(summary, "data_hash"));
}

QString changesText(const QJsonObject& changes)
{
    if (changes.contains(u"exported"_s))
        return u"%1 written to %2"_s.arg(counted(changes, "exported", "change", "changes"), text(changes, "file"));
    if (changes.contains(u"change"_s))
        return storyText(changes);
    QString out;
    for (const QJsonValue& value : changes.value(u"groups"_s).toArray()) {
        const QJsonObject group = value.toObject();
        out += u"%1  %2 (%3 open)\n"_s.arg(grouped(text(group, "changes")).rightJustified(9), text(group, "title"),
                                           grouped(text(group, "open")));
    }
    for (const QJsonValue& value : changes.value(u"changes"_s).toArray())
        out += changeLine(value.toObject());
    return out + u"%1 in all\n"_s.arg(grouped(text(changes, "total")));
}

} // namespace factoid
