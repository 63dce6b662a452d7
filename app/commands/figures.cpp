// The figures: figures, figure, forecast.
#include "app/commands/commands.h"

#include "core/base/counted.h"
#include "core/base/literals.h"
#include "core/queries/figures/figures_queries.h"
#include "core/queries/forecast/forecast_queries.h"

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

constexpr int kForecastWidth = 22;

QString forecastAmount(const QJsonObject& object, const char* key)
{
    return grouped(text(object, key)).rightJustified(kForecastWidth);
}

QString forecastScores(const QJsonObject& json)
{
    QString out;
    for (const QJsonValue& value : list(json, "scores")) {
        const QJsonObject score = value.toObject();
        out += u"  %1, %2 ahead: %3 forecasts, error %4 (drift %5, naive %6), %7 percent inside\n"_s.arg(
            text(score, "of"), text(score, "ahead"), text(score, "forecasts"), text(score, "mase"),
            text(score, "drift_mase"), text(score, "naive_mase"), text(score, "covered"));
    }
    return out.isEmpty() ? out : u"back-test, errors in mean yearly changes\n"_s + out;
}

QString comparedText(const QJsonObject& json)
{
    QString out = u"%1, %2 from the figures up to %3: projected, with intervals of 95 percent\n"_s.arg(
        text(json, "field_name"), text(json, "year"), text(json, "origin"));
    for (const QJsonValue& value : list(json, "councils")) {
        const QJsonObject row = value.toObject();
        constexpr int kName = 44;
        out += u"  "_s + text(row, "code").leftJustified(11) + text(row, "name").leftJustified(kName);
        if (row.value(u"refusal"_s).isNull())
            out += forecastAmount(row, "newest") + forecastAmount(row, "value") + forecastAmount(row, "low") +
                   forecastAmount(row, "high");
        else
            out += u"no forecast: "_s + text(row, "refusal");
        out += QLatin1Char('\n');
    }
    return out + forecastScores(json);
}

QString forecastText(const QJsonObject& json)
{
    if (json.contains(u"councils"_s))
        return comparedText(json);
    QString out = text(json, "sentence") + QLatin1Char('\n');
    for (const QJsonValue& value : list(json, "history")) {
        const QJsonObject point = value.toObject();
        out += u"  %1 %2  %3\n"_s.arg(text(point, "year"),
                                      point.value(u"value"_s).isNull() ? u"—"_s.rightJustified(kForecastWidth)
                                                                       : forecastAmount(point, "value"),
                                      text(point, "note"));
    }
    for (const QJsonValue& value : list(json, "forecast")) {
        const QJsonObject point = value.toObject();
        out += u"  %1 %2  projected; 95 percent: %3 to %4\n"_s.arg(text(point, "year"), forecastAmount(point, "value"),
                                                                   grouped(text(point, "low")),
                                                                   grouped(text(point, "high")));
    }
    for (const QJsonValue& value : list(json, "methods")) {
        const QJsonObject method = value.toObject();
        out += u"  %1 percent: %2\n"_s.arg(text(method, "weight").rightJustified(5), text(method, "words"));
    }
    return out + forecastScores(json);
}

Result<QJsonObject> forecastAnswer(QueryContext& context, const CommandLine& line)
{
    ForecastAsk ask;
    ask.field = line.arguments[0];
    ask.council = line.text("council");
    ask.years = line.number("years", kForecastYears);
    const QString group = line.text("group");
    const int chosen = static_cast<int>(!ask.council.isEmpty()) + static_cast<int>(!group.isEmpty()) +
                       static_cast<int>(line.flag("total"));
    if (chosen > 1)
        return fail(ErrorKind::Usage, u"only one of --council, --group and --total"_s);
    if (chosen == 0)
        return toJson(TRY(forecastComparisonQuery(context, ask.field, ask.years)));
    if (!group.isEmpty()) {
        const qsizetype equals = group.indexOf(QLatin1Char('='));
        ask.groupBy = equals < 0 ? group : group.left(equals);
        ask.groupName = equals < 0 ? QString() : group.mid(equals + 1);
    }
    return toJson(TRY(forecastQuery(context, ask)));
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

int forecast(Session& session)
{
    return show(session, askLong(session, forecastAnswer), forecastText);
}

} // namespace factoid::commands
