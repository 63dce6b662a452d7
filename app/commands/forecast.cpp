// What the figures may become: forecast.
#include "app/commands/commands.h"

#include "core/base/literals.h"
#include "core/queries/forecast/forecast_queries.h"

namespace factoid::commands {

namespace {

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

int forecast(Session& session)
{
    return show(session, askLong(session, forecastAnswer), forecastText);
}

} // namespace factoid::commands
