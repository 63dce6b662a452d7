// Decimal: an exact amount with four fractional digits in 64 bits (±922,337,203,685,477.5807).
// Published amounts never touch binary floating point; every rounding here is half away from zero.
// Plain value; any thread.
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace factoid {

using Int128 = __int128;

// num / den rounded half away from zero; den must not be 0.
[[nodiscard]] constexpr Int128 divideRounded(Int128 num, Int128 den)
{
    if (den < 0) {
        num = -num;
        den = -den;
    }
    const Int128 quotient = num / den;
    const Int128 rest = num % den;
    const Int128 magnitude = rest < 0 ? -rest : rest;
    if (magnitude < den - magnitude)
        return quotient;
    return num < 0 ? quotient - 1 : quotient + 1;
}

// An integer of `fractionDigits` implied decimals as text, always with all of them: (12345, 2) -> "123.45".
[[nodiscard]] QString int128ToString(Int128 value, int fractionDigits = 0);

class Decimal
{
  public:
    static constexpr int kDigits = 4;
    static constexpr std::int64_t kScale = 10'000;

    constexpr Decimal() = default;
    [[nodiscard]] static constexpr Decimal fromUnits(std::int64_t units) { return Decimal(units); }
    [[nodiscard]] static constexpr Decimal fromInt(std::int64_t whole) { return Decimal(whole * kScale); }
    // nullopt when the units do not fit 64 bits.
    [[nodiscard]] static std::optional<Decimal> fromWideUnits(Int128 units);

    // Ten-thousandths.
    [[nodiscard]] constexpr std::int64_t units() const { return m_units; }

    // Plain "-123.45" only (digits, one point, optional leading '-' or '+'); more than four
    // fractional digits are rounded and `*rounded` set. Errors: Input (not a number, past 64 bits).
    // What people write in files is the business of import/values/value_parser.h.
    [[nodiscard]] static Result<Decimal> parse(QByteArrayView text, bool* rounded = nullptr);

    // As few digits as hold the value: "301000000", "1534.23", "-0.5".
    [[nodiscard]] QString toString() const;
    // Exactly `digits` fractional digits (0 to 4), half away from zero: "1534.2300".
    [[nodiscard]] QString toFixed(int digits) const;
    // Rounded to `digits` (0 to 4, or negative for tens, hundreds …).
    [[nodiscard]] Decimal rounded(int digits) const;
    // For statistics and drawing only, never for a published amount.
    [[nodiscard]] double toDouble() const { return static_cast<double>(m_units) / kScale; }

    [[nodiscard]] constexpr bool isZero() const { return m_units == 0; }
    [[nodiscard]] constexpr bool isNegative() const { return m_units < 0; }

    // nullopt on overflow or, for the divisions, on a zero divisor.
    [[nodiscard]] std::optional<Decimal> plus(Decimal other) const;
    [[nodiscard]] std::optional<Decimal> minus(Decimal other) const;
    [[nodiscard]] std::optional<Decimal> dividedBy(Decimal other) const;        // a / b
    [[nodiscard]] std::optional<Decimal> percentOf(Decimal whole) const;        // a / b * 100
    [[nodiscard]] std::optional<Decimal> percentChangeFrom(Decimal base) const; // (a - b) / b * 100
    [[nodiscard]] std::optional<Decimal> negated() const;
    [[nodiscard]] std::optional<Decimal> absolute() const;

    friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;

  private:
    constexpr explicit Decimal(std::int64_t units)
        : m_units(units)
    {
    }
    std::int64_t m_units = 0;
};

} // namespace factoid
