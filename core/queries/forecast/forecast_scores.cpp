#include "core/queries/forecast/forecast_scores.h"

#include "core/base/median.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace factoid {

namespace {

constexpr int kScorePercent = 100;
constexpr int kErrorDigits = 2;

// HorizonErrors of one horizon, in mean yearly changes.
struct HorizonErrors {
    std::vector<double> made, drift, naive;
    int inside = 0;
};

void addErrors(HorizonErrors& errors, const forecast::FieldForecaster& made, const forecast::Made& one, size_t ahead)
{
    const auto outcome = made.outcome(one.row, one.origin, ahead);
    if (!outcome || one.meanChange == 0)
        return;
    const double newest = made.field().rows[one.row].values[one.origin];
    const forecast::Ahead& year = one.ahead[ahead - 1];
    errors.made.push_back(std::abs(*outcome - year.value) / one.meanChange);
    errors.drift.push_back(std::abs(*outcome - newest - static_cast<double>(ahead) * one.drift) / one.meanChange);
    errors.naive.push_back(std::abs(*outcome - newest) / one.meanChange);
    errors.inside += static_cast<int>(year.interval.low <= *outcome && *outcome <= year.interval.high);
}

double meanError(std::vector<double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<ForecastScore> scoresOf(const std::vector<HorizonErrors>& byAhead, const QString& of,
                                    double (*middle)(std::vector<double>))
{
    std::vector<ForecastScore> scores;
    for (size_t at = 0; at < byAhead.size(); ++at) {
        const HorizonErrors& errors = byAhead[at];
        if (errors.made.empty())
            continue;
        const auto sized = [&](const std::vector<double>& sizes) {
            return decimalOf(middle(sizes)).toFixed(kErrorDigits);
        };
        const auto count = static_cast<int>(errors.made.size());
        scores.push_back({of, static_cast<int>(at) + 1, count, sized(errors.made), sized(errors.drift),
                          sized(errors.naive),
                          decimalOf(static_cast<double>(errors.inside) * kScorePercent / count).toFixed(1)});
    }
    return scores;
}

} // namespace

std::vector<ForecastScore> subjectScores(const forecast::FieldForecaster& made, size_t row, size_t years)
{
    std::vector<HorizonErrors> errors(years);
    for (const forecast::Made& one : made.made()) {
        for (size_t ahead = 1; one.row == row && ahead <= years; ++ahead)
            addErrors(errors[ahead - 1], made, one, ahead);
    }
    return scoresOf(errors, u"subject"_s, meanError);
}

std::vector<ForecastScore> fieldScores(const forecast::FieldForecaster& made, size_t years)
{
    std::vector<HorizonErrors> errors(years);
    for (const forecast::Made& one : made.made()) {
        if (made.field().rows[one.row].guest)
            continue;
        for (size_t ahead = 1; ahead <= years; ++ahead)
            addErrors(errors[ahead - 1], made, one, ahead);
    }
    return scoresOf(errors, u"field"_s, median);
}

std::vector<PastForecast> pastForecasts(const forecast::FieldForecaster& made, const ForecastPanel& rows, size_t row)
{
    std::vector<PastForecast> past;
    for (const forecast::Made& one : made.made()) {
        for (size_t ahead = 1; one.row == row && ahead <= one.ahead.size(); ++ahead) {
            const auto outcome = made.outcome(one.row, one.origin, ahead);
            if (!outcome)
                continue;
            const forecast::Ahead& year = one.ahead[ahead - 1];
            const Decimal came = decimalOf(*outcome);
            const Decimal expected = decimalOf(year.value);
            const Decimal off = came.minus(expected).value_or(Decimal());
            const auto percent = came.units() > 0 ? off.percentOf(came) : std::nullopt;
            past.push_back({rows.yearAt(one.origin), rows.yearAt(one.origin + ahead), static_cast<int>(ahead),
                            expected.toString(), decimalOf(year.interval.low).toString(),
                            decimalOf(year.interval.high).toString(), came.toString(), off.toString(),
                            percent.transform([](Decimal part) { return part.rounded(1).toString(); }),
                            year.interval.low <= *outcome && *outcome <= year.interval.high});
        }
    }
    std::ranges::stable_sort(past, [](const PastForecast& a, const PastForecast& b) {
        return a.year == b.year ? a.ahead < b.ahead : a.year > b.year;
    });
    return past;
}

} // namespace factoid
