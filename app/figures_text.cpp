// The figures, the history of one and the preview of an import on the terminal (report_text.h).

#include "app/data_text.h"
#include "app/report_text.h"

#include <QStringList>

namespace factoid {

namespace {

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

// A value, or the marker in its place.
QString shown(const QJsonObject& figure)
{
    const QJsonValue value = figure.value(QStringLiteral("value"));
    return value.isNull() || value.isUndefined() ? QLatin1Char('[') + text(figure, "status") + QLatin1Char(']') : value.toString();
}

} // namespace

QString fieldTreeText(const QJsonObject& tree)
{
    QString out;
    QString category;
    for (const QJsonValue& value : list(tree, "fields")) {
        const QJsonObject field = value.toObject();
        if (text(field, "category") != category) {
            category = text(field, "category");
            out += category + QLatin1Char('\n');
        }
        const QJsonArray years = list(field, "years");
        const QJsonObject newest = years.isEmpty() ? QJsonObject() : years.last().toObject();
        out += QStringLiteral("  %1 %2 figures, %3 years")
                   .arg(text(field, "field").leftJustified(44), text(field, "figures").rightJustified(7), QString::number(years.size()).rightJustified(3));
        if (!newest.isEmpty()) {
            const QString complete = text(newest, "completeness");
            out += QStringLiteral(", %1 %2").arg(text(newest, "year"), complete.isEmpty() ? QStringLiteral("not summarised yet") : complete + QStringLiteral(" % complete"));
        }
        out += QLatin1Char('\n');
    }
    return out.isEmpty() ? QStringLiteral("no fields yet; import some figures") : out;
}

QString figureMatrixText(const QJsonObject& matrix)
{
    QString out = text(matrix, "name") + QLatin1Char('\n');
    for (const QJsonValue& value : list(matrix, "rows")) {
        const QJsonObject row = value.toObject();
        out += QStringLiteral("%1  %2%3\n").arg(text(row, row.contains(QStringLiteral("council")) ? "council" : "field"), text(row, "name"),
                                                row.value(QStringLiteral("total")).toBool() ? QStringLiteral(" (total)") : QString());
        const QJsonObject figures = row.value(QStringLiteral("figures")).toObject();
        for (const QJsonValue& year : list(matrix, "years")) {
            if (!figures.contains(year.toString()))
                continue;
            const QJsonObject figure = figures.value(year.toString()).toObject();
            const QString change = text(figure, "change_percent");
            out += QStringLiteral("  %1 %2 %3\n").arg(year.toString().leftJustified(8), shown(figure).rightJustified(22), change.isEmpty() ? QString() : change + QStringLiteral(" %"));
        }
    }
    for (const QJsonValue& flag : list(matrix, "flags"))
        out += QStringLiteral("note: %1\n").arg(text(flag.toObject(), "reason"));
    return out;
}

QString figureText(const QJsonObject& history)
{
    QString out = QStringLiteral("%1, %2, %3\n").arg(text(history, "name"), text(history, "field_name"), text(history, "year"));
    const QJsonArray versions = list(history, "versions");
    for (const QJsonValue& value : versions) {
        const QJsonObject version = value.toObject();
        out += QStringLiteral("  %1  known from %2%3  import %4  %5:%6\n")
                   .arg(shown(version).rightJustified(22), text(version, "known_from"),
                        version.value(QStringLiteral("known_until")).isNull() ? QString() : QStringLiteral(" to ") + text(version, "known_until"), text(version, "import_id"),
                        text(version, "file"), text(version, "line"));
    }
    if (versions.isEmpty())
        out += QStringLiteral("  there was never a figure\n");
    if (history.contains(QStringLiteral("as_known"))) {
        const QJsonValue then = history.value(QStringLiteral("as_known"));
        out += QStringLiteral("at that instant: %1\n").arg(then.isNull() ? QStringLiteral("not known") : shown(then.toObject()));
    }
    for (const QJsonValue& flag : list(history, "flags"))
        out += QStringLiteral("note: %1\n").arg(flag.toString());
    const QJsonObject source = history.value(QStringLiteral("source")).toObject();
    if (source.contains(QStringLiteral("problem")))
        out += QStringLiteral("source: %1\n").arg(text(source, "problem"));
    else if (!source.isEmpty())
        out += QStringLiteral("source: %1\n").arg(source.value(QStringLiteral("cells")).toVariant().toStringList().join(QStringLiteral(" | ")));
    return out;
}

QString importPreviewText(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "looks")) {
        const QJsonObject look = value.toObject();
        out += QStringLiteral("%1: %2, %3\n").arg(text(look, "file"), text(look, "shape"), text(look, "sentence"));
        for (const QJsonValue& one : list(look, "columns")) {
            const QJsonObject column = one.toObject();
            out += QStringLiteral("  %1 %2 (%3)\n").arg(text(column, "header").left(50).leftJustified(50), text(column, "meaning"), text(column, "why"));
        }
    }
    if (json.contains(QStringLiteral("missing")))
        return out + QStringLiteral("%1\n").arg(text(json, "missing"));
    const QJsonObject preview = json.value(QStringLiteral("preview")).toObject();
    for (const QJsonValue& value : list(preview, "sample")) {
        const QJsonObject row = value.toObject();
        QStringList values;
        for (const QJsonValue& one : list(row, "values")) {
            const QJsonObject cell = one.toObject();
            values << QStringLiteral("%1 -> %2").arg(text(cell, "written"), text(cell, "outcome") == QLatin1String("rejected") ? text(cell, "reason") : text(cell, "becomes"));
        }
        constexpr int kShown = 4;
        const qsizetype more = values.size() - kShown;
        if (more > 0)
            values = values.first(kShown) << QStringLiteral("and %1 more").arg(more);
        out += QStringLiteral("%1  %2 %3  %4\n").arg(text(row, "line").rightJustified(7), text(row, "outcome").leftJustified(9), text(row, "council_name"), values.join(QStringLiteral("; ")));
    }
    for (const QJsonValue& value : list(preview, "problems")) {
        const QJsonObject problem = value.toObject();
        out += QStringLiteral("needs you: “%1” (%2): %3. %4\n").arg(text(problem, "value"), counted(problem, "values", "value", "values"), text(problem, "reason"), text(problem, "way_out"));
    }
    return out + text(preview, "sentence");
}

} // namespace factoid
