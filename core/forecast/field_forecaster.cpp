#include "core/forecast/field_forecaster.h"

#include "core/base/median.h"
#include "core/insights/statistics/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid::forecast {

namespace {

// The field's usual change for a level counts as so many years of the series itself.
constexpr double kYearsOfField = 4;
constexpr int kMostDigits = 4;
constexpr double kWhole = 1e-3; // of the last decimal: what binary numbers leave

double textbookHalf(std::span<const double> history, size_t ahead)
{
    // Of a random walk with drift: s·√(h(1 + h/(n − 1))), Hyndman & Athanasopoulos 2021, section 5.5; by Student's t,
    // for s is measured on n − 1 changes.
    const auto changes = static_cast<double>(history.size() - 1);
    const double drift = (history.back() - history.front()) / changes;
    double squares = 0;
    for (size_t at = 1; at < history.size(); ++at)
        squares += std::pow(history[at] - history[at - 1] - drift, 2);
    const double deviation = std::sqrt(squares / (changes - 1));
    const auto distance = static_cast<double>(ahead);
    return statistics::student95(static_cast<int>(changes) - 1) * deviation *
           std::sqrt(distance * (1 + distance / changes));
}

// Decimals that at least half of the values need no more of.
int digitsOf(std::span<const double> history)
{
    double power = 1;
    for (int digits = 0; digits < kMostDigits; ++digits, power *= 10) {
        const auto whole = std::ranges::count_if(history, [&](double value) {
            const double scaled = value * power;
            return std::abs(scaled - std::round(scaled)) < kWhole;
        });
        if (2 * static_cast<size_t>(whole) >= history.size())
            return digits;
    }
    return kMostDigits;
}

// On which side of 0 the field is, of all that is known up to each origin.
struct Side {
    bool above = true, below = true;
};

std::vector<Side> sidesOf(const FieldHistory& field)
{
    std::vector<Side> sides(field.years);
    Side side;
    for (size_t year = 0; year < field.years; ++year) {
        for (const FieldHistory::Row& row : field.rows) {
            if (row.guest && field.rows.size() > 1)
                continue;
            side.above = side.above && !(row.values[year] < 0);
            side.below = side.below && !(row.values[year] > 0);
        }
        sides[year] = side;
    }
    return sides;
}

double onSide(double value, Side side)
{
    if (side.above)
        value = std::max(value, 0.0);
    if (side.below)
        value = std::min(value, 0.0);
    return value;
}

} // namespace

FieldForecaster::FieldForecaster(FieldHistory field, size_t years)
    : m_field(std::move(field))
    , m_years(std::clamp<size_t>(years, 1, kMostYears))
    , m_marks(yearMarks(m_field))
    , m_growth(peerGrowths(m_field))
    , m_raw(m_field.years)
{
    makeRaw();
    weigh();
    setScales();
    setWidths();
    finish();
}

UsableHistory FieldForecaster::history(size_t row, size_t origin) const
{
    return usableHistory(m_field, m_field.rows[row], m_marks, origin);
}

const Made* FieldForecaster::at(size_t row, size_t origin) const
{
    const auto found =
        std::ranges::find_if(m_made, [&](const Made& made) { return made.row == row && made.origin == origin; });
    return found == m_made.end() ? nullptr : &*found;
}

std::optional<double> FieldForecaster::outcome(size_t row, size_t origin, size_t ahead) const
{
    const size_t year = origin + ahead;
    if (year >= m_field.years || std::isnan(m_field.rows[row].values[year]))
        return std::nullopt;
    for (size_t later = origin + 1; later <= year; ++later) {
        if (m_marks.newUnit[later])
            return std::nullopt;
    }
    return m_field.rows[row].values[year];
}

void FieldForecaster::makeRaw()
{
    for (size_t origin = kFewestPoints - 1; origin < m_field.years; ++origin) {
        for (size_t row = 0; row < m_field.rows.size(); ++row) {
            const UsableHistory usable = usableHistory(m_field, m_field.rows[row], m_marks, origin, kFewestPoints);
            if (usable.refusal)
                continue;
            const std::span all(m_field.rows[row].values);
            const auto history = all.subspan(usable.first, origin - usable.first + 1);
            const auto run = all.subspan(usable.run, origin - usable.run + 1);
            Raw raw{.points = history.size(), .last = history.back(), .change = meanChange(history)};
            raw.made = {.row = row,
                        .origin = origin,
                        .history = usable,
                        .digits = digitsOf(history),
                        .meanChange = meanChange(run),
                        .drift = (run.back() - run.front()) / static_cast<double>(run.size() - 1)};
            for (const MethodValues& methods : methodForecasts(history, m_growth[origin], m_years))
                raw.made.ahead.push_back({.methods = methods});
            m_raw[origin].push_back(std::move(raw));
        }
    }
}

void FieldForecaster::weigh()
{
    KnownErrors ofField;
    std::vector<std::vector<std::pair<size_t, KnownErrors>>> own(m_field.rows.size()); // by row: origin, its errors
    for (size_t origin = 0; origin < m_field.years; ++origin) {
        for (const Raw& raw : origin > 0 ? m_raw[origin - 1] : std::vector<Raw>()) {
            const auto known = outcome(raw.made.row, raw.made.origin, 1);
            if (!known)
                continue;
            KnownErrors errors;
            for (size_t method = 0; method < kMethods; ++method) {
                const auto said = raw.made.ahead.front().methods[method];
                if (!said)
                    continue;
                const double error = std::abs(*known - *said) / raw.change;
                errors.add(static_cast<Method>(method), error);
                if (!m_field.rows[raw.made.row].guest && m_field.rows.size() > 1)
                    ofField.add(static_cast<Method>(method), error);
            }
            own[raw.made.row].emplace_back(raw.made.origin, errors);
        }
        for (Raw& raw : m_raw[origin]) {
            KnownErrors mine;
            for (const auto& [from, errors] : own[raw.made.row]) {
                if (from < raw.made.history.first)
                    continue;
                for (size_t method = 0; method < kMethods; ++method) {
                    mine.sums[method] += errors.sums[method];
                    mine.counts[method] += errors.counts[method];
                }
            }
            raw.made.weights = methodWeights(raw.made.ahead.front().methods, mine, ofField);
            for (Ahead& ahead : raw.made.ahead)
                ahead.value = combined(ahead.methods, raw.made.weights);
        }
    }
}

void FieldForecaster::setScales()
{
    for (std::vector<Raw>& raws : m_raw) {
        std::vector<double> shares;
        for (const Raw& raw : raws) {
            if (raw.last != 0 && !m_field.rows[raw.made.row].guest)
                shares.push_back(raw.change / std::abs(raw.last));
        }
        const double usual = median(std::move(shares));
        for (Raw& raw : raws) {
            const auto points = static_cast<double>(raw.points);
            const bool alone = m_field.rows[raw.made.row].guest || m_field.rows.size() == 1;
            const double ofField = alone ? raw.change : usual * std::abs(raw.last);
            raw.scale = (points * raw.change + kYearsOfField * ofField) / (points + kYearsOfField);
        }
    }
}

void FieldForecaster::setWidths()
{
    ScaledResiduals residuals(m_years, std::vector<std::vector<double>>(m_field.years));
    for (const std::vector<Raw>& raws : m_raw) {
        for (const Raw& raw : raws) {
            if (m_field.rows[raw.made.row].guest)
                continue;
            for (size_t ahead = 0; ahead < m_years; ++ahead) {
                const auto known = outcome(raw.made.row, raw.made.origin, ahead + 1);
                if (known)
                    residuals[ahead][raw.made.origin].push_back(std::abs(*known - raw.made.ahead[ahead].value) /
                                                                raw.scale);
            }
        }
    }
    m_widths = adaptiveWidths(residuals, m_field.years);
}

void FieldForecaster::finish()
{
    const std::vector<Side> sides = sidesOf(m_field);
    for (std::vector<Raw>& raws : m_raw) {
        for (Raw& raw : raws) {
            if (raw.points < kFewestYears)
                continue;
            Made& made = raw.made;
            const double power = std::pow(10, made.digits);
            const std::span all(m_field.rows[made.row].values);
            const auto history = all.subspan(made.history.first, raw.points);
            for (size_t ahead = 0; ahead < m_years; ++ahead) {
                Ahead& year = made.ahead[ahead];
                const auto& width = m_widths[ahead][made.origin];
                const double half = width ? width->times * raw.scale : textbookHalf(history, ahead + 1);
                const Side side = sides[made.origin];
                year.interval = {onSide(std::floor((year.value - half) * power) / power, side),
                                 onSide(std::ceil((year.value + half) * power) / power, side)};
                year.value = onSide(std::round(year.value * power) / power, side);
            }
            m_made.push_back(std::move(made));
        }
    }
    m_raw.clear();
}

} // namespace factoid::forecast
