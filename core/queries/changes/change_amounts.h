// Amounts in the free text of a filter of the change log: "£1.2 million", "1,234", "-5k". Pure; any thread.
#pragma once

#include <QStringList>

#include <optional>

namespace factoid {

// The amounts that a person may mean who writes one so: as many digits as written, rounded where it has a scale.
struct AmountRange {
    double from = 0, below = 0; // from ≤ size < below, in whole units (pounds)
    bool negative = false;      // written with a sign: only such
};

// nullopt: no amount.
[[nodiscard]] std::optional<AmountRange> amountMeant(const QString& text);

// The words of a filter, an amount and its scale as one ("1.2 million").
[[nodiscard]] QStringList filterWords(const QString& text);

} // namespace factoid
