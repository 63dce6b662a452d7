// Import number: the digits of a written number, exactly: grouping checked, exponent applied by moving
// the point, rounding on decimal digits. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <expected>
#include <optional>

namespace factoid {

enum class NumberFault {
    NotANumber,
    Grouping, // "1.234,50", "1,23": separators that can be read in two ways
};

// A number without sign: its digits without leading zeros, and the power of ten of the last one.
struct NumberDigits {
    QByteArray text;
    int exponent = 0;
};

// Reads "1234.5", "1,234.50", ".5", "1.2E+07"; thousands may also be set apart by no-break or thin spaces.
[[nodiscard]] std::expected<NumberDigits, NumberFault> readDigits(QByteArrayView core);

// The number in ten-thousandths, half away from zero; `*rounded` says whether digits other than zero
// were dropped. With `significantDigits`, longer numbers are first rounded to so many: a spreadsheet
// holds 15, what it writes after them is noise. nullopt: past 64 bits.
[[nodiscard]] std::optional<std::int64_t> toUnits(NumberDigits number, int significantDigits, bool* rounded);

} // namespace factoid
