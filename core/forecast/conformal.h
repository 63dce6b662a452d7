// Conformal widths: how wide an interval must be so that 95 of 100 outcomes fall into it, from residuals whose outcome
// was known at the origin (Vovk, Gammerman & Shafer 2005; split conformal), with a level that adapts from year to year
// (Gibbs & Candès 2021). Pure; any thread.
#pragma once

#include <optional>
#include <vector>

namespace factoid::forecast {

// Where a width came from.
enum class WidthSource {
    Field,    // residuals over as many years ahead
    Shorter,  // residuals over fewer years, stretched in proportion
    Textbook, // of a random walk with drift: nothing could be measured
};

struct Width {
    double times = 0; // half of the interval, in scales of the forecast
    WidthSource source = WidthSource::Field;
    double missing = 0; // the share that may miss, as adapted
    size_t residuals = 0, outcomeYears = 0;
};

constexpr double kMissing = 0.05;

// Sizes of the scaled residuals of all forecasts made at an origin, by years ahead (from 0: one year) and origin; an
// origin's are empty where there were none or the outcome is not there yet.
using ScaledResiduals = std::vector<std::vector<std::vector<double>>>;

// By years ahead and origin; none where fewer than 20 residuals were known.
[[nodiscard]] std::vector<std::vector<std::optional<Width>>> adaptiveWidths(const ScaledResiduals& residuals,
                                                                            size_t origins);

} // namespace factoid::forecast
