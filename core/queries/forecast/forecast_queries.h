// What will be reported of a field, as far as its own years tell (docs/forecast.md), for `forecast` and the Forecast
// page: of one council, of a group, of all together, and of all councils beside each other. Everything is made from the
// figures as they are now; amounts are decimal strings. Used by the thread that owns the database of the context;
// nothing writes.
#pragma once

#include "core/queries/answer_values.h"
#include "core/queries/queries.h"

namespace factoid {

constexpr int kForecastYears = 3; // how far ahead, unless told
constexpr int kMostForecastYears = 10;

struct ForecastAsk {
    QString field;     // slug
    QString council;   // code; empty: a group or the total
    QString groupBy;   // "type", "nation" or "region"; empty: no group
    QString groupName; // with groupBy
    int years = kForecastYears;
};

// Of whom a forecast is.
struct ForecastSubject {
    QString kind;    // "council", "group", "total"
    QString code;    // of a council, else empty
    QString name;    // in words
    QString measure; // "value"; of several councils "sum", or of a rate "average"
    static auto fields()
    {
        return std::tuple{field("kind", &ForecastSubject::kind), field("code", &ForecastSubject::code),
                          field("name", &ForecastSubject::name), field("measure", &ForecastSubject::measure)};
    }
};

struct HistoryPoint {
    Year year;
    std::optional<QString> value = {}; // none: no figure, or of several councils too few
    bool used = false;                 // the forecast is made from it
    QString note = {};                 // why it is not, where that is not plain
    static auto fields()
    {
        return std::tuple{field("year", &HistoryPoint::year), field("value", &HistoryPoint::value),
                          field("used", &HistoryPoint::used), field("note", &HistoryPoint::note)};
    }
};

// One year of the fan.
struct ForecastPoint {
    Year year;
    int ahead = 0; // years after the newest figure
    QString value, low, high;
    QString source; // of the interval: "field", "shorter", "textbook"
    static auto fields()
    {
        return std::tuple{field("year", &ForecastPoint::year),   field("ahead", &ForecastPoint::ahead),
                          field("value", &ForecastPoint::value), field("low", &ForecastPoint::low),
                          field("high", &ForecastPoint::high),   field("interval", &ForecastPoint::source)};
    }
};

// What one method says, and how much it counts.
struct MethodShare {
    QString name;       // "drift" …
    QString words;      // "median of the yearly changes" …
    QString weight;     // percent
    QStringList values; // of the years ahead
    static auto fields()
    {
        return std::tuple{field("name", &MethodShare::name), field("words", &MethodShare::words),
                          field("weight", &MethodShare::weight), field("values", &MethodShare::values)};
    }
};

// A forecast that would have been made then, and what came.
struct PastForecast {
    Year origin, year; // made from the figures up to; for
    int ahead = 0;
    QString value, low, high, outcome;
    QString off;                       // outcome − forecast
    std::optional<QString> offPercent; // of the outcome; none: it is 0 or below
    bool inside = false;               // of the interval
    static auto fields()
    {
        return std::tuple{field("origin", &PastForecast::origin),
                          field("year", &PastForecast::year),
                          field("ahead", &PastForecast::ahead),
                          field("value", &PastForecast::value),
                          field("low", &PastForecast::low),
                          field("high", &PastForecast::high),
                          field("outcome", &PastForecast::outcome),
                          field("off", &PastForecast::off),
                          field("off_percent", &PastForecast::offPercent),
                          field("inside", &PastForecast::inside)};
    }
};

// How good forecasts were: errors in mean yearly changes of the series up to the origin (MASE).
struct ForecastScore {
    QString of; // "subject", or "field": all its councils
    int ahead = 0;
    int forecasts = 0;
    QString mase, drift, naive; // of the subject the means, of the field the medians
    QString covered;            // percent of the outcomes within the interval
    static auto fields()
    {
        return std::tuple{field("of", &ForecastScore::of),
                          field("ahead", &ForecastScore::ahead),
                          field("forecasts", &ForecastScore::forecasts),
                          field("mase", &ForecastScore::mase),
                          field("drift_mase", &ForecastScore::drift),
                          field("naive_mase", &ForecastScore::naive),
                          field("covered", &ForecastScore::covered)};
    }
};

// How an interval was reckoned.
struct IntervalBasis {
    int ahead = 0;
    int residuals = 0, outcomeYears = 0; // that were known
    QString missing;                     // percent that the level lets pass, as it adapted; 5 to begin with
    static auto fields()
    {
        return std::tuple{field("ahead", &IntervalBasis::ahead), field("residuals", &IntervalBasis::residuals),
                          field("outcome_years", &IntervalBasis::outcomeYears),
                          field("missing_percent", &IntervalBasis::missing)};
    }
};

struct ForecastAnswer {
    QString slug, fieldName, unit;
    ForecastSubject subject;
    Year origin; // the field's latest year: the forecast is made from the figures up to it
    QString sentence = {};
    std::optional<QString> refusal = {}; // "too_short" …; none: there is a forecast. `sentence` says why
    std::vector<HistoryPoint> history = {};
    std::vector<ForecastPoint> forecast = {};
    std::vector<MethodShare> methods = {};
    std::optional<QString> peerGrowth = {}; // percent: of the field's median council in the origin year
    std::vector<IntervalBasis> intervals = {};
    std::vector<ForecastScore> scores = {};
    std::vector<PastForecast> past = {}; // newest year first
    bool projected = true;               // every value of `forecast` is one: never published as a figure
    static auto fields()
    {
        return std::tuple{field("field", &ForecastAnswer::slug),
                          field("field_name", &ForecastAnswer::fieldName),
                          field("unit", &ForecastAnswer::unit),
                          field("subject", &ForecastAnswer::subject),
                          field("origin", &ForecastAnswer::origin),
                          field("sentence", &ForecastAnswer::sentence),
                          field("refusal", &ForecastAnswer::refusal),
                          field("history", &ForecastAnswer::history),
                          field("forecast", &ForecastAnswer::forecast),
                          field("methods", &ForecastAnswer::methods),
                          field("peer_growth_percent", &ForecastAnswer::peerGrowth),
                          field("intervals", &ForecastAnswer::intervals),
                          field("scores", &ForecastAnswer::scores),
                          field("past", &ForecastAnswer::past),
                          field("projected", &ForecastAnswer::projected)};
    }
};
// Errors: Usage (unknown field, council or group; years out of range), Failed (the field has no latest year).
[[nodiscard]] Result<ForecastAnswer> forecastQuery(QueryContext& context, const ForecastAsk& ask);

// One council of a comparison.
struct ComparedForecast {
    QString code, name, type, nation;
    std::optional<QString> newest = {};                                         // figure of the origin year
    std::optional<QString> value = {}, low = {}, high = {}, changePercent = {}; // of the last year ahead
    std::optional<QString> refusal = {};
    static auto fields()
    {
        return std::tuple{field("code", &ComparedForecast::code),
                          field("name", &ComparedForecast::name),
                          field("type", &ComparedForecast::type),
                          field("nation", &ComparedForecast::nation),
                          field("newest", &ComparedForecast::newest),
                          field("value", &ComparedForecast::value),
                          field("low", &ComparedForecast::low),
                          field("high", &ComparedForecast::high),
                          field("change_percent", &ComparedForecast::changePercent),
                          field("refusal", &ComparedForecast::refusal)};
    }
};
struct ForecastComparison {
    QString slug, fieldName, unit;
    Year origin, year;
    std::vector<ComparedForecast> councils = {}; // that exist in the origin year, in order of code
    std::vector<ForecastScore> scores = {};      // of the field
    int forecasts = 0, refused = 0;
    bool projected = true;
    static auto fields()
    {
        return std::tuple{
            field("field", &ForecastComparison::slug),      field("field_name", &ForecastComparison::fieldName),
            field("unit", &ForecastComparison::unit),       field("origin", &ForecastComparison::origin),
            field("year", &ForecastComparison::year),       field("councils", &ForecastComparison::councils),
            field("scores", &ForecastComparison::scores),   field("forecasts", &ForecastComparison::forecasts),
            field("refused", &ForecastComparison::refused), field("projected", &ForecastComparison::projected)};
    }
};
// All councils of a field, so many years ahead. Errors as above.
[[nodiscard]] Result<ForecastComparison> forecastComparisonQuery(QueryContext& context, const QString& field,
                                                                 int years);

} // namespace factoid
