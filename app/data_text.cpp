#include "app/data_text.h"

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
    return grouped(count) + QLatin1Char(' ') + QLatin1String(count == QLatin1String("1") ? one : many);
}

QString councilLine(const QJsonObject& council)
{
    constexpr int kName = 44;
    constexpr int kAmount = 24;
    return QStringLiteral("  ") + text(council, "code").leftJustified(11) + text(council, "name").leftJustified(kName)
           + grouped(text(council, "value")).rightJustified(kAmount) + QLatin1Char('\n');
}

namespace {

QString changeLine(const QJsonObject& change)
{
    const auto value = [&](const char* key) { return change.value(QLatin1String(key)).isNull() ? QStringLiteral("nothing") : grouped(text(change, key)); };
    const QString magnitude = text(change, "magnitude");
    return QStringLiteral("%1  %2 %3 %4 %5  %6 -> %7%8%9\n")
        .arg(text(change, "time"), text(change, "change_type").leftJustified(15), text(change, "field"), text(change, "year"), text(change, "council_name"), value("old_value"),
             value("new_value"), magnitude.isEmpty() ? QString() : QStringLiteral(" (%1 %)").arg(magnitude),
             change.value(QStringLiteral("processed")).toBool() ? QString() : QStringLiteral("  open"));
}

QString storyText(const QJsonObject& story)
{
    QString out = changeLine(story.value(QStringLiteral("change")).toObject());
    const QJsonObject import = story.value(QStringLiteral("import")).toObject();
    const QJsonObject source = story.value(QStringLiteral("source")).toObject();
    const QJsonObject run = story.value(QStringLiteral("run")).toObject();
    const QJsonObject current = story.value(QStringLiteral("current")).toObject();
    out += import.isEmpty() ? QStringLiteral("import   none\n") : QStringLiteral("import   %1 of %2\n").arg(text(import, "id"), text(import, "time"));
    for (const QJsonValue& file : import.value(QStringLiteral("files")).toArray())
        out += QStringLiteral("         %1, %2\n").arg(text(file.toObject(), "path"), counted(file.toObject(), "rows", "row", "rows"));
    if (!source.isEmpty())
        out += QStringLiteral("source   %1, line %2\n").arg(text(source, "file"), text(source, "line"));
    if (!current.isEmpty())
        out += QStringLiteral("today    %1 (%2)\n").arg(grouped(text(current, "value")), text(current, "status"));
    out += run.isEmpty() ? QStringLiteral("run      none yet\n") : QStringLiteral("run      %1, %2, %3, %4\n").arg(text(run, "id"), text(run, "job"), text(run, "started_at"), text(run, "outcome"));
    out += QStringLiteral("others   %1\n").arg(text(story, "other_count"));
    for (const QJsonValue& other : story.value(QStringLiteral("others")).toArray())
        out += QStringLiteral("         ") + changeLine(other.toObject());
    return out;
}

QString comparisonText(const QJsonObject& json)
{
    const auto day = [&](const char* key) { return text(json.value(QLatin1String(key)).toObject(), "day"); };
    QString out = QStringLiteral("%1, %2: %3 against %4\n%5\n").arg(text(json, "field"), text(json, "year"), day("from"), day("to"), text(json, "sentence"));
    for (const QJsonValue& value : json.value(QStringLiteral("differences")).toArray()) {
        const QJsonObject row = value.toObject();
        const auto side = [&](const char* key) { return row.value(QLatin1String(key)).isNull() ? QStringLiteral("nothing") : grouped(text(row, key)); };
        out += QStringLiteral("  %1 %2 -> %3%4\n").arg(text(row, "name").leftJustified(34), side("before"), side("after"),
                                                    row.value(QStringLiteral("difference")).isNull() ? QString() : QStringLiteral("  (%1)").arg(grouped(text(row, "difference"))));
    }
    return out;
}

QString spreadText(const QJsonObject& json)
{
    QString out = QStringLiteral("%1, %2\n%3 %4\n").arg(text(json, "field_name"), text(json, "year"), text(json, "reported"), text(json, "sentence"));
    for (const QJsonValue& value : json.value(QStringLiteral("histogram")).toObject().value(QStringLiteral("bins")).toArray()) {
        const QJsonObject bin = value.toObject();
        const auto edge = [&](const char* key) { return bin.value(QLatin1String(key)).isNull() ? QStringLiteral("…") : grouped(text(bin, key)); };
        constexpr int kEdge = 18;
        constexpr int kBar = 60;
        const int count = bin.value(QStringLiteral("count")).toInt();
        out += QStringLiteral("  %1 to %2 %3 %4\n").arg(edge("from").rightJustified(kEdge), edge("until").rightJustified(kEdge), QString::number(count).rightJustified(6),
                                                      QString(std::min(count, kBar), QLatin1Char('#')));
    }
    for (const char* key : {"top", "bottom"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : json.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    return out + summaryText(json.value(QStringLiteral("summary")).toObject());
}

} // namespace

QString summaryText(const QJsonObject& summary)
{
    if (summary.contains(QStringLiteral("summaries"))) {
        QString all;
        for (const QJsonValue& one : summary.value(QStringLiteral("summaries")).toArray())
            all += summaryText(one.toObject()) + QLatin1Char('\n');
        return all;
    }
    if (summary.contains(QStringLiteral("differences")))
        return comparisonText(summary);
    if (summary.contains(QStringLiteral("histogram")))
        return spreadText(summary);
    QString out = QStringLiteral("%1, %2 %3\n").arg(text(summary, "field"), text(summary, "year"),
                                                                   summary.contains(QStringLiteral("date_calculated")) ? QStringLiteral("(calculated %1)").arg(text(summary, "date_calculated")) : QString());
    for (const char* key : {"total_councils", "eligible_councils", "completeness", "sum", "average", "median", "q1", "q3", "min", "max", "std_deviation", "outlier_count"})
        out += QStringLiteral("  %1 %2\n").arg(QString::fromLatin1(key).leftJustified(18), grouped(text(summary, key)).rightJustified(24));
    for (const char* key : {"top_5", "bottom_5"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        for (const QJsonValue& council : summary.value(QLatin1String(key)).toArray())
            out += councilLine(council.toObject());
    }
    for (const char* key : {"type_averages", "nation_averages", "region_averages"}) {
        out += QLatin1String(key) + QLatin1Char('\n');
        const QJsonObject groups = summary.value(QLatin1String(key)).toObject();
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            out += QStringLiteral("  %1 %2  (%3)\n").arg(group.key().leftJustified(32), grouped(text(group.value().toObject(), "average")).rightJustified(22),
                                                     text(group.value().toObject(), "count"));
        }
    }
    return out + QStringLiteral("data_hash %1\n").arg(text(summary, "data_hash"));
}

QString changesText(const QJsonObject& changes)
{
    if (changes.contains(QStringLiteral("exported")))
        return QStringLiteral("%1 written to %2").arg(counted(changes, "exported", "change", "changes"), text(changes, "file"));
    if (changes.contains(QStringLiteral("change")))
        return storyText(changes);
    QString out;
    for (const QJsonValue& value : changes.value(QStringLiteral("groups")).toArray()) {
        const QJsonObject group = value.toObject();
        out += QStringLiteral("%1  %2 (%3 open)\n").arg(grouped(text(group, "changes")).rightJustified(9), text(group, "title"), grouped(text(group, "open")));
    }
    for (const QJsonValue& value : changes.value(QStringLiteral("changes")).toArray())
        out += changeLine(value.toObject());
    return out + QStringLiteral("%1 in all\n").arg(grouped(text(changes, "total")));
}

} // namespace factoid
