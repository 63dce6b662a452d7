// Amount text: exact decimals as a reader sees them (docs/house-style.md, “Amounts”): "£1.38 billion", "£354,000",
// "£1,534.23", "12.3 percent". Integer arithmetic only. Pure; any thread.
#pragma once

#include "core/base/decimal.h"

#include <QString>

#include <optional>

namespace factoid {

struct Unit {
    enum class Kind { Money, Rate, Percent, Count };
    Kind kind = Kind::Count;
    QString symbol; // "£", "€", "$", or the code with a space: "CHF "; of Money and Rate
    // True when pence are printed and the unit of comparison is a price.
    [[nodiscard]] bool isCash() const { return kind == Kind::Money || kind == Kind::Rate; }
};

// "GBP", "GBP_per_dwelling", "percent", "count"; anything else counts.
[[nodiscard]] Unit unitFrom(const QString& unit);

struct AmountText {
    QString text;        // with the sign in words: "minus £64.6 million"
    Int128 printedUnits; // what the text says, in Decimal units (signed)
};

// The words of amounts in a language, with the space that parts them from the digits.
struct AmountWords {
    const char* trillion;
    const char* billion;
    const char* million;
    const char* percent;
    const char* minus;
    const char* about;
    char pence; // "21p"
};
// English for a language that has none.
[[nodiscard]] const AmountWords& amountWords(const QString& language);

// Three significant figures, then up to so many more where rounding would make a comparison untrue.
constexpr int kMostExtraDigits = 2;
// Cash is compared over more than this many years only "before inflation".
constexpr int kYearsWithoutInflation = 2;

struct AmountStyle {
    bool perHead = false;                             // from £1,000 up: "about" and three significant figures
    int extraDigits = 0;                              // beyond three significant figures, to keep a comparison true
    const AmountWords* words = &amountWords(u"en"_s); // outlives the call
};

// nullopt when an amount that is not zero would print as zero.
[[nodiscard]] std::optional<AmountText> amountText(Decimal value, const Unit& unit, const AmountStyle& style = {});

// A percentage with at most one decimal, without the word: "12.3", "134". nullopt when it would
// print as zero.
[[nodiscard]] std::optional<QString> percentDigits(Decimal percent);

} // namespace factoid
