// What is known of a field up to a year, and which part of a series a forecast may be made from. Everything here looks
// at the years up to the origin and at nothing after it. Pure; any thread.
#pragma once

#include <QString>

#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace factoid::forecast {

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

// The figures of one field: rows of consecutive years, kNoFigure where there is none.
struct FieldHistory {
    struct Row {
        std::vector<double> values = {}; // one for each year
        int mergedAt = 0;                // the year (position) from which it is another body than before; 0: never
        bool guest = false;              // a group or total: forecast like the others, no peer of anybody
    };
    size_t years = 0;
    std::vector<Row> rows = {};
    bool isRate = false; // set by decision and may be left as it is, so that a repeated figure is no copy
};

// Why there is no forecast.
enum class Refusal {
    NoNewest,      // no figure in the year from which to look ahead
    TooShort,      // fewer than four years in a row
    Break,         // fewer than four since the series broke
    Merger,        // fewer than four since the body changed
    CopiedForward, // the newest figure is an earlier one again
    MixedSigns,    // above and below nothing
    NeverChanged,  // all the same: nothing to measure an uncertainty by
};
// "no_newest", "too_short", "break", "merger", "copied_forward", "mixed_signs", "never_changed".
[[nodiscard]] QString refusalName(Refusal refusal);

constexpr size_t kFewestYears = 4;

struct UsableHistory {
    size_t first = 0; // position of the first year that is used
    size_t run = 0;   // position of the first year of the consecutive ones
    std::optional<Refusal> refusal = {};
    std::optional<size_t> brokenAt = {}; // the year of the last break before `first`
};

// What in each year was the share of figures that repeat the year before to the last digit, two zeros left out; 0 where
// fewer than five can be compared.
[[nodiscard]] std::vector<double> repeatShares(const FieldHistory& field);

// Whether in each year the figures are in another unit than in the year before: the median row moved by 10, 100, 1,000
// or 1,000,000 times within a quarter.
[[nodiscard]] std::vector<bool> unitChanges(const FieldHistory& field);

// What a field says of its years, each from the years up to it.
struct YearMarks {
    std::vector<double> repeats; // repeatShares()
    std::vector<bool> newUnit;   // unitChanges()
};
[[nodiscard]] YearMarks yearMarks(const FieldHistory& field);

// Which part of the row is used at the origin (a position in its years), and why none is.
// A year that repeats the one before for more than 95 percent of the field's figures is copied and counts as missing.
// One row's newest figure is copied where it repeats the year before, is not 0, and fewer than 10 percent of the
// field's do. Years before a change of unit are left out. A break is a one-year change of more than half the level that
// is more than four times as large as every other change of the run, of which there are at least three others.
[[nodiscard]] UsableHistory usableHistory(const FieldHistory& field, const FieldHistory::Row& row,
                                          const YearMarks& marks, size_t origin, size_t fewest = kFewestYears);

// Median growth from the year before by year, 0.02 for 2 percent, of the rows that are no guests; none where fewer than
// five can be compared.
[[nodiscard]] std::vector<std::optional<double>> peerGrowths(const FieldHistory& field);

} // namespace factoid::forecast
