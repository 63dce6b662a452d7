// Amounts in the free text of a filter of the change log: "£1.2 million", "1,234", "-5k". Any thread but for the
// question to the store.
#pragma once

#include "core/store/sql/database.h"

#include <QString>

#include <optional>
#include <vector>

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

// Ids, ascending, of the changes of figures whose value before or after is such an amount.
[[nodiscard]] Result<std::vector<qint64>> changesOfAmount(Database& db, const AmountRange& range);

} // namespace factoid
