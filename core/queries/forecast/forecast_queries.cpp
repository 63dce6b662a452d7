#include "core/queries/forecast/forecast_queries.h"

#include "core/forecast/forecast_panel.h"
#include "core/queries/forecast/forecast_scores.h"
#include "core/queries/forecast/forecast_words.h"
#include "core/store/data/figure_store.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kForecastPercent = 100;

struct Loaded {
    Panel panel;
    ReportedGroups reported;
    int field = -1;
    ForecastPanel rows = {};
    [[nodiscard]] const Field& theField() const { return panel.fields()[static_cast<size_t>(field)]; }
};

Result<Loaded> loadForecast(QueryContext& context, const QString& slug, int years)
{
    if (years < 1 || years > kMostForecastYears)
        return fail(ErrorKind::Usage, u"a forecast looks 1 to %1 years ahead"_s.arg(kMostForecastYears));
    TRY(checkField(context.db, slug));
    auto panel = TRY(FigureStore(context.db).loadPanel(QStringList{slug}));
    const auto reported = TRY(FigureStore(context.db).reportedGroups());
    Loaded data{std::move(panel), reported.value(slug)};
    data.field = data.panel.fieldIndex(slug);
    const auto latest = latestYear(data.panel, data.field, context.clock.now().date());
    if (!latest)
        return fail(ErrorKind::Failed, u"%1 has no year that enough councils reported"_s.arg(slug));
    data.rows = forecastPanel(data.panel, data.field, *latest);
    return data;
}

QString exactText(double value)
{
    return decimalOf(value).toString();
}

// Who is meant, and the row of it; -1: a council without any figure.
struct Chosen {
    ForecastSubject subject;
    int row = -1;
    int council = -1; // of the panel; -1: several
};

// "all councils", or the name of the whole; what the data do not say is not called anything.
QString allOf(const DataProfile& profile)
{
    if (profile.entity.given())
        return u"all %1"_s.arg(profile.entity.many);
    return profile.whole.spoken.isEmpty() ? u"all of them together"_s : profile.whole.spoken;
}

// A nation as the data set speaks of it: "the Netherlands".
QString groupName(const DataProfile& profile, const ForecastAsk& ask)
{
    const QString spoken = ask.groupBy == "nation"_L1 ? profile.nations.value(ask.groupName).spoken : QString();
    return spoken.isEmpty() ? ask.groupName : spoken;
}

Result<Chosen> chosenOf(Loaded& data, const ForecastAsk& ask)
{
    const QString together = addsUp(data.theField().unit) ? u"sum"_s : u"average"_s;
    if (!ask.council.isEmpty()) {
        const int council = data.panel.councilIndex(ask.council);
        if (council < 0)
            return fail(ErrorKind::Usage, u"no council has the code %1"_s.arg(ask.council));
        const Council& known = data.panel.councils()[static_cast<size_t>(council)];
        return Chosen{
            {u"council"_s, known.code, known.name, u"value"_s}, data.rows.rowOf[static_cast<size_t>(council)], council};
    }
    QString Council::*property = nullptr;
    if (ask.groupBy == "type"_L1)
        property = &Council::type;
    else if (ask.groupBy == "nation"_L1)
        property = &Council::nation;
    else if (ask.groupBy == "region"_L1)
        property = &Council::region;
    else if (!ask.groupBy.isEmpty())
        return fail(ErrorKind::Usage, u"a group is type=NAME, nation=NAME or region=NAME"_s);
    if (property && std::ranges::none_of(data.panel.councils(),
                                         [&](const Council& council) { return council.*property == ask.groupName; }))
        return fail(ErrorKind::Usage, u"no council has the %1 “%2”"_s.arg(ask.groupBy, ask.groupName));
    const size_t row = addTogether(data.rows, data.panel, data.field, data.reported, [&](const Council& council) {
        return !property || council.*property == ask.groupName;
    });
    const QString name = property ? groupName(data.panel.profile(), ask) : allOf(data.panel.profile());
    return Chosen{{property ? u"group"_s : u"total"_s, {}, name, together}, static_cast<int>(row), -1};
}

std::vector<HistoryPoint> historyOf(const Loaded& data, size_t row, const forecast::UsableHistory& usable, bool several)
{
    std::vector<HistoryPoint> points;
    for (size_t at = 0; at < data.rows.history.years; ++at) {
        const double value = data.rows.history.rows[row].values[at];
        HistoryPoint point{.year = data.rows.yearAt(at), .used = !usable.refusal && at >= usable.first};
        if (!std::isnan(value))
            point.value = exactText(value);
        else if (several)
            point.note = u"fewer than 95 percent of those expected reported"_s;
        if (usable.brokenAt == at)
            point.note = u"the series broke here"_s;
        points.push_back(point);
    }
    return points;
}

void addForecast(ForecastAnswer& answer, const Loaded& data, const forecast::FieldForecaster& made,
                 const forecast::Made& newest)
{
    static const QStringList sources = {u"field"_s, u"shorter"_s, u"textbook"_s};
    for (size_t at = 0; at < newest.ahead.size(); ++at) {
        const forecast::Ahead& year = newest.ahead[at];
        const auto& width = made.width(newest.origin, at + 1);
        const auto source = width ? width->source : forecast::WidthSource::Textbook;
        const int ahead = static_cast<int>(at) + 1;
        answer.forecast.push_back({data.rows.origin.plus(ahead), ahead, exactText(year.value),
                                   exactText(year.interval.low), exactText(year.interval.high),
                                   sources[static_cast<qsizetype>(source)]});
        if (width)
            answer.intervals.push_back({ahead, static_cast<int>(width->residuals),
                                        static_cast<int>(width->outcomeYears),
                                        decimalOf(width->missing * kForecastPercent).toFixed(1)});
    }
    for (size_t at = 0; at < forecast::kMethods; ++at) {
        if (!newest.ahead.front().methods[at])
            continue;
        const auto method = static_cast<forecast::Method>(at);
        MethodShare share{forecast::methodName(method),
                          methodWords(method),
                          decimalOf(newest.weights[at] * kForecastPercent).toFixed(1),
                          {}};
        for (const forecast::Ahead& year : newest.ahead)
            share.values << decimalOf(*year.methods[at]).rounded(newest.digits).toString();
        answer.methods.push_back(share);
    }
    if (const auto growth = made.peerGrowth()[newest.origin])
        answer.peerGrowth = decimalOf(*growth * kForecastPercent).toFixed(2);
    answer.sentence = forecastSentence(answer);
}

// Why a council that is gone has no forecast; none: it is still there.
std::optional<QString> endedSentence(const Panel& panel, int field, int council, Year origin)
{
    if (council < 0)
        return std::nullopt;
    const Council& known = panel.councils()[static_cast<size_t>(council)];
    if (!known.activeTo.isValid() || known.activeTo > panel.days(field, origin).last)
        return std::nullopt;
    QStringList names;
    for (const QString& code : known.successors) {
        const int successor = panel.councilIndex(code);
        names << (successor < 0 ? code : panel.councils()[static_cast<size_t>(successor)].name);
    }
    const QString ended = u"%1 ended on %2"_s.arg(known.name, known.activeTo.toString(Qt::ISODate));
    return names.isEmpty() ? ended + u"."_s : ended + u"; its area went to %1."_s.arg(names.join(u", "_s));
}

} // namespace

Result<ForecastAnswer> forecastQuery(QueryContext& context, const ForecastAsk& ask)
{
    auto data = TRY(loadForecast(context, ask.field, ask.years));
    const auto chosen = TRY(chosenOf(data, ask));
    const Field& field = data.theField();
    ForecastAnswer answer{field.slug, field.name, field.unit, chosen.subject, data.rows.origin};
    const auto years = static_cast<size_t>(ask.years);
    if (const auto ended = endedSentence(data.panel, data.field, chosen.council, data.rows.origin)) {
        answer.refusal = u"ended"_s;
        answer.sentence = *ended;
    } else if (chosen.row < 0) {
        answer.refusal = forecast::refusalName(forecast::Refusal::TooShort);
        answer.sentence = u"%1 never reported this field."_s.arg(chosen.subject.name);
    }
    if (chosen.row < 0)
        return answer;
    const auto row = static_cast<size_t>(chosen.row);
    const forecast::FieldForecaster made(data.rows.history, years);
    const forecast::UsableHistory usable = made.history(row, data.rows.originAt());
    answer.history = historyOf(data, row, usable, chosen.council < 0);
    const forecast::Made* newest = made.at(row, data.rows.originAt());
    if (!answer.refusal && usable.refusal) {
        answer.refusal = forecast::refusalName(*usable.refusal);
        answer.sentence = refusalSentence(chosen.subject.name, usable, data.rows, data.rows.originAt());
    } else if (!answer.refusal && newest) {
        addForecast(answer, data, made, *newest);
    }
    answer.scores = subjectScores(made, row, years);
    std::ranges::copy(fieldScores(made, years), std::back_inserter(answer.scores));
    answer.past = pastForecasts(made, data.rows, row);
    return answer;
}

Result<ForecastComparison> forecastComparisonQuery(QueryContext& context, const QString& field, int years)
{
    const auto data = TRY(loadForecast(context, field, years));
    const auto ahead = static_cast<size_t>(years);
    const forecast::FieldForecaster made(data.rows.history, ahead);
    ForecastComparison answer{data.theField().slug, data.theField().name, data.theField().unit, data.rows.origin,
                              data.rows.origin.plus(years)};
    for (size_t council = 0; council < data.panel.councils().size(); ++council) {
        const Council& known = data.panel.councils()[council];
        if (data.rows.rowOf[council] < 0 ||
            endedSentence(data.panel, data.field, static_cast<int>(council), data.rows.origin))
            continue;
        const auto row = static_cast<size_t>(data.rows.rowOf[council]);
        ComparedForecast compared{known.code, known.name, known.type, known.nation};
        const double newest = data.rows.history.rows[row].values.back();
        if (!std::isnan(newest))
            compared.newest = exactText(newest);
        const forecast::UsableHistory usable = made.history(row, data.rows.originAt());
        const forecast::Made* one = made.at(row, data.rows.originAt());
        if (usable.refusal || !one) {
            compared.refusal = usable.refusal.transform(forecast::refusalName);
            ++answer.refused;
        } else {
            const forecast::Ahead& last = one->ahead.back();
            compared.value = exactText(last.value);
            compared.low = exactText(last.interval.low);
            compared.high = exactText(last.interval.high);
            // A percentage on a zero or negative base is not one.
            if (newest > 0)
                compared.changePercent =
                    decimalOf(last.value).percentChangeFrom(decimalOf(newest)).value_or(Decimal()).toFixed(1);
            ++answer.forecasts;
        }
        answer.councils.push_back(compared);
    }
    answer.scores = fieldScores(made, ahead);
    return answer;
}

} // namespace factoid
