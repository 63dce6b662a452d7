// FieldForecaster: the forecasts of a field's series at every origin, with their intervals, as they would have been
// made then. The newest are what is asked for, the others their back-test. Whatever belongs to an origin is made from
// the years up to it alone: docs/forecast.md tells how. Built once, then read by any number of threads; pure.
#pragma once

#include "core/forecast/conformal.h"
#include "core/forecast/forecasters.h"
#include "core/forecast/history.h"

#include <vector>

namespace factoid::forecast {

constexpr size_t kMostYears = 10; // how far ahead

struct Interval {
    double low = 0, high = 0;
};

// One year of one forecast.
struct Ahead {
    double value = 0;          // rounded to the unit
    Interval interval = {};    // of 95 percent, rounded outwards
    MethodValues methods = {}; // what each said
};

// What was forecast of one row at one origin.
struct Made {
    size_t row = 0, origin = 0;
    UsableHistory history = {};
    std::array<double, kMethods> weights = {};
    int digits = 0;        // decimals of the unit, as most figures of the history have them
    double meanChange = 0; // of all consecutive years up to the origin: the unit of MASE
    double drift = 0;      // per year, over the same years: the baseline
    std::vector<Ahead> ahead = {};
};

class FieldForecaster
{
  public:
    // `years` ahead, 1 to kMostYears.
    FieldForecaster(FieldHistory field, size_t years);

    // By row and origin, of those that may be shown: nothing is refused.
    [[nodiscard]] const std::vector<Made>& made() const { return m_made; }
    // nullptr where it is refused.
    [[nodiscard]] const Made* at(size_t row, size_t origin) const;
    [[nodiscard]] UsableHistory history(size_t row, size_t origin) const;
    // What came, so many years after the origin (from 1). None: it is not there, or the field went into another unit.
    [[nodiscard]] std::optional<double> outcome(size_t row, size_t origin, size_t ahead) const;
    // Of intervals at an origin, so many years ahead (from 1). None: the textbook's was taken.
    [[nodiscard]] const std::optional<Width>& width(size_t origin, size_t ahead) const
    {
        return m_widths[ahead - 1][origin];
    }
    [[nodiscard]] const FieldHistory& field() const { return m_field; }
    // What is known of the year before, as the forecasters used it.
    [[nodiscard]] const std::vector<std::optional<double>>& peerGrowth() const { return m_growth; }

  private:
    // A forecast before anything is known of how wide its interval must be.
    struct Raw {
        Made made = {};
        size_t points = 0;
        double last = 0, change = 0; // the newest figure; mean change of the part that is used
        double scale = 0;            // what residuals are measured in
    };
    void makeRaw();
    void weigh();
    void setScales();
    void setWidths();
    void finish();

    FieldHistory m_field;
    size_t m_years;
    YearMarks m_marks;
    std::vector<std::optional<double>> m_growth;
    std::vector<std::vector<Raw>> m_raw;                     // by origin, in order of row
    std::vector<std::vector<std::optional<Width>>> m_widths; // by years ahead and origin
    std::vector<Made> m_made;
};

} // namespace factoid::forecast
