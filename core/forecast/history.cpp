#include "core/forecast/history.h"

#include "core/base/literals.h"
#include "core/base/median.h"

#include <algorithm>
#include <array>

namespace factoid::forecast {

namespace {

constexpr size_t kFewestPeers = 5;
constexpr double kCopiedYear = 0.95;
constexpr double kRarelyRepeated = 0.1;
constexpr double kBreakTimes = 4;
constexpr double kBreakShare = 0.5;
constexpr size_t kFewestOthers = 3;
constexpr std::array kUnitPowers = {1.0, 2.0, 3.0, 6.0};
constexpr double kUnitTolerance = 0.09691; // decimal logarithm of 1.25

bool has(double value)
{
    return !std::isnan(value);
}

// The start of the last break's other side within values[first … origin]; none where nothing broke.
std::optional<size_t> breakWithin(const std::vector<double>& values, size_t first, size_t origin)
{
    if (origin - first < kFewestOthers + 1)
        return std::nullopt;
    double largest = 0;
    double second = 0;
    size_t at = first;
    for (size_t year = first + 1; year <= origin; ++year) {
        const double size = std::abs(values[year] - values[year - 1]);
        if (size > largest) {
            second = std::exchange(largest, size);
            at = year;
        } else {
            second = std::max(second, size);
        }
    }
    const double level = std::max(std::abs(values[at]), std::abs(at > first ? values[at - 1] : values[at]));
    return largest > kBreakTimes * second && largest > kBreakShare * level ? std::optional(at) : std::nullopt;
}

std::optional<Refusal> refusalOf(std::span<const double> history)
{
    const auto [least, most] = std::ranges::minmax(history);
    if (least == most)
        return Refusal::NeverChanged;
    if (least < 0 && most > 0)
        return Refusal::MixedSigns;
    return std::nullopt;
}

} // namespace

QString refusalName(Refusal refusal)
{
    static const std::array names = {u"no_newest"_s,      u"too_short"_s,   u"break"_s,        u"merger"_s,
                                     u"copied_forward"_s, u"mixed_signs"_s, u"never_changed"_s};
    return names[static_cast<size_t>(refusal)];
}

std::vector<double> repeatShares(const FieldHistory& field)
{
    std::vector<double> shares(field.years, 0);
    for (size_t year = 1; year < field.years; ++year) {
        size_t compared = 0;
        size_t equal = 0;
        for (const FieldHistory::Row& row : field.rows) {
            const double now = row.values[year];
            const double before = row.values[year - 1];
            if (row.guest || !has(now) || !has(before) || (now == 0 && before == 0))
                continue;
            ++compared;
            equal += static_cast<size_t>(now == before);
        }
        if (compared >= kFewestPeers)
            shares[year] = static_cast<double>(equal) / static_cast<double>(compared);
    }
    return shares;
}

std::vector<bool> unitChanges(const FieldHistory& field)
{
    std::vector<bool> changes(field.years, false);
    for (size_t year = 1; year < field.years; ++year) {
        std::vector<double> moves;
        for (const FieldHistory::Row& row : field.rows) {
            const double ratio = row.values[year] / row.values[year - 1];
            if (!row.guest && ratio > 0 && std::isfinite(ratio))
                moves.push_back(std::log10(ratio));
        }
        if (moves.size() < kFewestPeers)
            continue;
        const double move = std::abs(median(std::move(moves)));
        changes[year] =
            std::ranges::any_of(kUnitPowers, [move](double power) { return std::abs(move - power) <= kUnitTolerance; });
    }
    return changes;
}

YearMarks yearMarks(const FieldHistory& field)
{
    return {repeatShares(field), unitChanges(field)};
}

UsableHistory usableHistory(const FieldHistory& field, const FieldHistory::Row& row, const YearMarks& marks,
                            size_t origin, size_t fewest)
{
    const std::vector<double>& repeats = marks.repeats;
    const std::vector<double>& values = row.values;
    UsableHistory usable{.first = origin, .run = origin};
    if (!has(values[origin]))
        return {.first = origin, .run = origin, .refusal = Refusal::NoNewest};
    if (repeats[origin] > kCopiedYear)
        return {.first = origin, .run = origin, .refusal = Refusal::CopiedForward};
    const auto merged = static_cast<size_t>(row.mergedAt);
    const size_t start = merged <= origin ? merged : 0;
    while (usable.run > start && has(values[usable.run - 1]) && repeats[usable.run - 1] <= kCopiedYear)
        --usable.run;
    usable.first = usable.run;
    for (size_t year = usable.run + 1; year <= origin; ++year) {
        if (marks.newUnit[year]) {
            usable.first = year;
            usable.brokenAt = year;
        }
    }
    while (const auto broke = breakWithin(values, usable.first, origin)) {
        usable.first = *broke;
        usable.brokenAt = broke;
    }
    if (origin - usable.first + 1 < fewest) {
        if (usable.brokenAt && origin - usable.run + 1 >= fewest)
            usable.refusal = Refusal::Break;
        else
            usable.refusal = start > 0 && usable.run == start ? Refusal::Merger : Refusal::TooShort;
        return usable;
    }
    usable.refusal = refusalOf(std::span(values).subspan(usable.first, origin - usable.first + 1));
    const bool repeated = values[origin] == values[origin - 1] && values[origin] != 0;
    if (!usable.refusal && repeated && !field.isRate && !row.guest && field.rows.size() >= kFewestPeers &&
        repeats[origin] < kRarelyRepeated)
        usable.refusal = Refusal::CopiedForward;
    return usable;
}

std::vector<std::optional<double>> peerGrowths(const FieldHistory& field)
{
    std::vector<std::optional<double>> growths(field.years);
    for (size_t year = 1; year < field.years; ++year) {
        std::vector<double> all;
        for (const FieldHistory::Row& row : field.rows) {
            const double now = row.values[year];
            const double before = row.values[year - 1];
            if (!row.guest && has(now) && has(before) && before != 0 && (now > 0) == (before > 0))
                all.push_back(now / before - 1);
        }
        if (all.size() >= kFewestPeers)
            growths[year] = median(std::move(all));
    }
    return growths;
}

} // namespace factoid::forecast
