// Money: whole millionths of a currency. Adding is exact, a price times tokens is rounded up, and two currencies
// never meet without a rate. Plain value; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <optional>

namespace factoid {

struct Money {
    static constexpr qint64 kMicrosPerUnit = 1'000'000;

    qint64 micros = 0;
    QString currency; // ISO 4217: "GBP"

    // "2", "2.00", "0.000125": digits and one point, at most six decimals, nothing negative. Errors: Usage.
    [[nodiscard]] static Result<qint64> parseMicros(const QString& text);
    // At least two decimals and as many as the amount has: "2.00", "0.000125".
    [[nodiscard]] static QString text(qint64 micros);
    [[nodiscard]] QString number() const { return text(micros); }
    // For people, never without the currency: "2.00 GBP".
    [[nodiscard]] QString words() const { return text(micros) + QLatin1Char(' ') + currency; }

    friend bool operator==(const Money&, const Money&) = default;
};

// Three capital letters.
[[nodiscard]] bool isCurrency(const QString& code);

// amount × numerator ÷ denominator rounded up, all non-negative, denominator > 0; nullopt when it does not fit 64 bits.
[[nodiscard]] std::optional<qint64> multipliedUp(qint64 amount, qint64 numerator, qint64 denominator);

} // namespace factoid
