// The figures: figures, figure.
#include "app/commands/commands.h"

#include "core/base/counted.h"
#include "core/base/literals.h"
#include "core/queries/figures/figures_queries.h"

namespace factoid::commands {

namespace {

// A value, or the marker in its place.
QString shown(const QJsonObject& figure)
{
    const QJsonValue value = figure.value(u"value"_s);
    return value.isNull() || value.isUndefined() ? QLatin1Char('[') + text(figure, "status") + QLatin1Char(']')
                                                 : value.toString();
}

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
        out += u"  %1 %2, %3"_s.arg(text(field, "field").leftJustified(44),
                                    counted(field, "figures", "figure ", "figures").rightJustified(16),
                                    factoid::counted(years.size(), "year", "years").rightJustified(9));
        if (!newest.isEmpty()) {
            const QString complete = text(newest, "completeness");
            out += u", %1 %2"_s.arg(text(newest, "year"),
                                    complete.isEmpty() ? u"not summarised yet"_s : complete + u" % complete"_s);
        }
        out += QLatin1Char('\n');
    }
    return out.isEmpty() ? u"no fields yet; import some figures"_s : out;
}

QString figureMatrixText(const QJsonObject& matrix)
{
    QString out = text(matrix, "name") + QLatin1Char('\n');
    for (const QJsonValue& value : list(matrix, "rows")) {
        const QJsonObject row = value.toObject();
        out += u"%1  %2%3\n"_s.arg(text(row, row.contains(u"council"_s) ? "council" : "field"), text(row, "name"),
                                   row.value(u"total"_s).toBool() ? u" (total)"_s : QString());
        const QJsonObject figures = row.value(u"figures"_s).toObject();
        for (const QJsonValue& year : list(matrix, "years")) {
            if (!figures.contains(year.toString()))
                continue;
            const QJsonObject figure = figures.value(year.toString()).toObject();
            const QString change = text(figure, "change_percent");
            out += u"  %1 %2 %3\n"_s.arg(year.toString().leftJustified(8), shown(figure).rightJustified(22),
                                         change.isEmpty() ? QString() : change + u" %"_s);
        }
    }
    for (const QJsonValue& flag : list(matrix, "flags"))
        out += u"note: %1\n"_s.arg(text(flag.toObject(), "reason"));
    return out;
}

QString figureText(const QJsonObject& history)
{
    QString out = u"%1, %2, %3\n"_s.arg(text(history, "name"), text(history, "field_name"), text(history, "year"));
    const QJsonArray versions = list(history, "versions");
    for (const QJsonValue& value : versions) {
        const QJsonObject version = value.toObject();
        out += u"  %1  known from %2%3  import %4  %5:%6\n"_s.arg(
            shown(version).rightJustified(22), text(version, "known_from"),
            version.value(u"known_until"_s).isNull() ? QString() : u" to "_s + text(version, "known_until"),
            text(version, "import_id"), text(version, "file"), text(version, "line"));
    }
    if (versions.isEmpty())
        out += u"  there has never been a figure\n"_s;
    if (history.contains(u"as_known"_s)) {
        const QJsonValue then = history.value(u"as_known"_s);
        out += u"at that instant: %1\n"_s.arg(then.isNull() ? u"not known"_s : shown(then.toObject()));
    }
    for (const QJsonValue& flag : list(history, "flags"))
        out += u"note: %1\n"_s.arg(flag.toString());
    const QJsonObject source = history.value(u"source"_s).toObject();
    if (source.contains(u"problem"_s))
        out += u"source: %1\n"_s.arg(text(source, "problem"));
    else if (!source.isEmpty())
        out += u"source: %1\n"_s.arg(source.value(u"cells"_s).toVariant().toStringList().join(u" | "_s));
    return out;
}

} // namespace

int figures(Session& session)
{
    const QString field = session.line.arguments.value(0);
    const QString council = session.line.text("council");
    if (!field.isEmpty() && !council.isEmpty())
        return failed(session, {ErrorKind::Usage, u"figures takes a FIELD or --council, not both"_s});
    if (field.isEmpty() && council.isEmpty()) {
        return show(session, session.engine.ask([](QueryContext& context) -> Result<QJsonObject> {
            return toJson(TRY(fieldTreeQuery(context)));
        }),
                    fieldTreeText);
    }
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        const auto matrix =
            TRY(field.isEmpty() ? councilMatrixQuery(context, council) : fieldMatrixQuery(context, field));
        return matrix.toJson();
    }),
                figureMatrixText);
}

int figure(Session& session)
{
    const auto year = yearFromUser(session.line.arguments[2]);
    if (!year)
        return failed(session, year.error());
    const QDateTime at = session.line.instant("at");
    return show(session, session.engine.ask([&](QueryContext& context) -> Result<QJsonObject> {
        return toJson(TRY(cellHistoryQuery(context, session.line.arguments[0], session.line.arguments[1], *year, at)));
    }),
                figureText);
}

} // namespace factoid::commands
