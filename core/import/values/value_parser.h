// Value parser: what people write in a figure's cell, exactly (docs/import.md, “What a value may look like”). The same
// for tidy and mapped files. Decimal digits throughout, no binary floating point. Pure; any thread.
#pragma once

#include "core/figures/figure.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace factoid {

// How the cells of one column are to be read.
struct ValueRules {
    QByteArray currency;             // ISO code whose sign fits, e.g. "GBP"; empty: no currency sign fits
    bool percent = false;            // a percent sign fits; the value stays in percent
    int scaleExponent = 0;           // the value is multiplied by 10 to this power, before rounding
    bool negate = false;             // the sign is turned
    bool decimalComma = false;       // "1.234,50" is 1234.5; otherwise "1,234.50" is
    int significantDigits = 0;       // longer numbers are first rounded to so many digits; 0: never
    std::vector<QByteArray> missing; // further markers of a missing value, in lower case
};

// Rules for a field of this unit: "GBP" and "GBP_per_dwelling" take £, "percent" takes %.
[[nodiscard]] ValueRules rulesForUnit(const QString& unit);

// Reads one cell: `1,234.50`, `£1.2m`, `(123)`, `−123`, `123-`, `1.2E+07`, `98.1%`; the markers `[x]` `[c]` `[z]`
// `..` `:` `-` `…` `N/A` `NA` and an empty cell become missing, never zero; `[p]` `[r]` `[e]` before or after the
// figure become its status. More than four decimals are rounded half away from zero and flagged.
// Errors (Input): one sentence that says how to write it.
[[nodiscard]] Result<CellValue> parseValue(QByteArrayView utf8, const ValueRules& rules = {});

// The typed missing value that the cell's text stands for; nullopt when it is no marker.
[[nodiscard]] std::optional<Status> missingMarker(QByteArrayView utf8, const ValueRules& rules = {});

// The status that a status column names ("provisional", "p", "[p]", "not_available", "x", empty: final).
[[nodiscard]] std::optional<Status> statusFromText(QByteArrayView utf8);

// Without white space of any kind (no-break spaces and byte order marks too) at both ends.
[[nodiscard]] QByteArrayView trimmedText(QByteArrayView utf8);

// A plain number of up to 14 digits before and 4 after the full stop, with an optional '-': the common case,
// without a detour. False: use parseValue.
[[nodiscard]] inline bool parsePlain(QByteArrayView text, std::int64_t* units)
{
    constexpr int kMostDigits = 14;
    const char* at = text.data();
    const char* end = at + text.size();
    const bool negative = at < end && *at == '-';
    at += negative;
    std::int64_t number = 0;
    int digits = 0;
    for (; at < end && *at >= '0' && *at <= '9' && digits <= kMostDigits; ++at, ++digits)
        number = number * 10 + (*at - '0');
    if (digits == 0 || digits > kMostDigits)
        return false;
    int decimals = 0;
    if (at < end && *at == '.') {
        for (++at; at < end && *at >= '0' && *at <= '9' && decimals < Decimal::kDigits; ++at, ++decimals)
            number = number * 10 + (*at - '0');
    }
    if (at != end)
        return false;
    for (; decimals < Decimal::kDigits; ++decimals)
        number *= 10;
    *units = negative ? -number : number;
    return true;
}

} // namespace factoid
