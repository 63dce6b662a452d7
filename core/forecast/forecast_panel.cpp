#include "core/forecast/forecast_panel.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kAllOf = 100;
constexpr int kLeastReporting = 95; // percent

// By council: the position of the first whole year of its life after it took over others' areas; 0: it never did.
std::vector<int> mergersOf(const Panel& panel, int field, const ForecastPanel& rows)
{
    std::vector<int> merged(panel.councils().size(), 0);
    for (const Council& ended : panel.councils()) {
        if (!ended.activeTo.isValid())
            continue;
        int at = 0;
        while (at < static_cast<int>(rows.history.years) &&
               panel.days(field, rows.yearAt(static_cast<size_t>(at))).first < ended.activeTo)
            ++at;
        for (const QString& successor : ended.successors) {
            const int council = panel.councilIndex(successor);
            if (council >= 0 && at < static_cast<int>(rows.history.years))
                merged[static_cast<size_t>(council)] = std::max(merged[static_cast<size_t>(council)], at);
        }
    }
    return merged;
}

// The decimals that at least half of the year's figures need no more of.
int digitsOfYear(const Block& block)
{
    for (int digits = 0; digits < Decimal::kDigits; ++digits) {
        const auto fit = std::ranges::count_if(block.units, [digits](std::int64_t units) {
            return units != Block::kMissing && Decimal::fromUnits(units).rounded(digits).units() == units;
        });
        if (2 * fit >= block.present)
            return digits;
    }
    return Decimal::kDigits;
}

} // namespace

Decimal decimalOf(double value)
{
    constexpr double kMost = 9.2e14; // of a Decimal, in whole numbers
    return Decimal::fromUnits(std::llround(std::clamp(value, -kMost, kMost) * static_cast<double>(Decimal::kScale)));
}

bool addsUp(const QString& unit)
{
    return unit != "percent"_L1 && !unit.contains("_per_"_L1);
}

ForecastPanel forecastPanel(const Panel& panel, int field, Year origin)
{
    const std::map<Year, Block>& years = panel.years(field);
    const auto first =
        std::ranges::find_if(years, [&](const auto& year) { return year.first.isFinancial() == origin.isFinancial(); });
    ForecastPanel rows{.first = first->first, .origin = origin};
    rows.history.years = static_cast<size_t>(origin.startYear() - rows.first.startYear() + 1);
    rows.history.isRate = !addsUp(panel.fields()[static_cast<size_t>(field)].unit);
    rows.rowOf.assign(panel.councils().size(), -1);
    const std::vector<int> merged = mergersOf(panel, field, rows);
    for (size_t council = 0; council < rows.rowOf.size(); ++council) {
        forecast::FieldHistory::Row row{std::vector<double>(rows.history.years, forecast::kNoFigure), merged[council]};
        bool any = false;
        for (size_t at = 0; at < rows.history.years; ++at) {
            if (const auto value = panel.value(field, rows.yearAt(at), static_cast<int>(council))) {
                row.values[at] = value->toDouble();
                any = true;
            }
        }
        if (!any)
            continue;
        rows.rowOf[council] = static_cast<int>(rows.history.rows.size());
        rows.history.rows.push_back(std::move(row));
    }
    return rows;
}

size_t addTogether(ForecastPanel& rows, const Panel& panel, int field, const ReportedGroups& reported,
                   const std::function<bool(const Council&)>& belongs)
{
    forecast::FieldHistory::Row row{std::vector<double>(rows.history.years, forecast::kNoFigure), 0, true};
    const bool sum = addsUp(panel.fields()[static_cast<size_t>(field)].unit);
    for (size_t at = 0; at < rows.history.years; ++at) {
        const Year year = rows.yearAt(at);
        const Block* block = panel.block(field, year);
        if (!block)
            continue;
        const std::vector<bool> eligible = eligibleCouncils(panel, field, year, reported);
        Int128 units = 0;
        int expected = 0;
        int reporting = 0;
        int counted = 0;
        for (size_t council = 0; council < eligible.size(); ++council) {
            if (!belongs(panel.councils()[council]))
                continue;
            const bool present = block->units[council] != Block::kMissing;
            expected += static_cast<int>(eligible[council]);
            reporting += static_cast<int>(eligible[council] && present);
            if (present) {
                units += block->units[council];
                ++counted;
            }
        }
        if (counted == 0 || expected == 0 || reporting * kAllOf < expected * kLeastReporting)
            continue;
        const auto total = Decimal::fromWideUnits(sum ? units : divideRounded(units, counted));
        if (total)
            row.values[at] = (sum ? *total : total->rounded(digitsOfYear(*block))).toDouble();
    }
    rows.history.rows.push_back(std::move(row));
    return rows.history.rows.size() - 1;
}

std::optional<ArrivedForecast> arrivedForecast(const Panel& panel, int field, Year year, int council)
{
    const auto came = panel.value(field, year, council);
    if (!came || !panel.block(field, year.plus(-1)))
        return std::nullopt;
    const ForecastPanel rows = forecastPanel(panel, field, year.plus(-1));
    const int row = rows.rowOf[static_cast<size_t>(council)];
    if (row < 0)
        return std::nullopt;
    const forecast::FieldForecaster made(rows.history, 1);
    const forecast::Made* one = made.at(static_cast<size_t>(row), rows.originAt());
    if (!one)
        return std::nullopt;
    const forecast::Ahead& ahead = one->ahead.front();
    ArrivedForecast arrived{decimalOf(ahead.value), decimalOf(ahead.interval.low), decimalOf(ahead.interval.high)};
    arrived.off = came->minus(arrived.value);
    arrived.inside = arrived.low <= *came && *came <= arrived.high;
    return arrived;
}

} // namespace factoid
