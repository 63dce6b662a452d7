// Unit words: what a heading, a row of units or a title says about the unit of the numbers below it: "£m", "€
// thousand", "millions of pounds", "per head", "% of income". Knows words and signs, assumes no currency. Pure; any
// thread.
#pragma once

#include <QString>

#include <optional>

namespace factoid {

// A power of ten that a text gives to amounts of money. "£" alone, or "in euros", says that it is none: 0.
struct ScaleWords {
    QString text;     // as written: "£m"
    int exponent = 0; // 3 for thousands
    friend bool operator==(const ScaleWords&, const ScaleWords&) = default;
};

// nullopt: the text names none, or names two that differ.
[[nodiscard]] std::optional<ScaleWords> scaleInText(const QString& text);
// "per head", "per dwelling": as written; empty: nothing of the kind.
[[nodiscard]] QString perInText(const QString& text);
// "%", "per cent", "percentage", "pct".
[[nodiscard]] bool saysPercent(const QString& text);
// A cell that names a unit and nothing else: "£m", "%", "Number", "£ per head".
[[nodiscard]] bool isUnitCell(const QString& text);

} // namespace factoid
