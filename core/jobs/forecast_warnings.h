// What an import's newest figures are beside what was forecast of them from the years before: told to whoever imports,
// changes nothing. The job's thread, inside its transaction, after the figures are in.
#pragma once

#include "core/base/record.h"
#include "core/import/reading/import_reader.h"
#include "core/store/sql/database.h"

namespace factoid {

// A field's newest year that came in, beside its forecasts of a year ahead.
struct ArrivedForecasts {
    QString slug, year;
    int forecasts = 0;             // of the councils whose figure came
    int inside = 0;                // of the interval of 95 percent
    QString medianOffPercent = {}; // how far off the middle one was, of the size of the figure; two decimals
    static auto fields()
    {
        return std::tuple{field("field", &ArrivedForecasts::slug), field("year", &ArrivedForecasts::year),
                          field("forecasts", &ArrivedForecasts::forecasts), field("inside", &ArrivedForecasts::inside),
                          field("median_off_percent", &ArrivedForecasts::medianOffPercent)};
    }
};
struct ForecastWarnings {
    std::vector<ArrivedForecasts> arrived = {};
    // A sentence for each figure outside its interval, the farthest first; the first few, and how many more there are.
    QStringList sentences = {};
};
// Of the fields of which the batch brings the newest year and nothing of the year before it: a file of all years is no
// arrival of what was forecast.
[[nodiscard]] Result<ForecastWarnings> forecastWarnings(Database& db, const ImportBatch& batch);

} // namespace factoid
