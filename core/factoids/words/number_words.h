// Number words: "nine", "third"; both directions. English only (each language has its own file).
// Pure; any thread.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace factoid {

// "one" to "ten"; larger numbers in digits with thousands separators, as the house style has it.
[[nodiscard]] QString cardinal(qint64 number);
// "second" to "tenth", then "11th"; empty below 2 ("first" is never printed: it is "the most").
[[nodiscard]] QString ordinal(int number);
// "1234567" -> "1,234,567"
[[nodiscard]] QString withSeparators(const QString& digits);

// Reads one lower-case word: one … twenty, thirty … ninety, hundred, dozen.
[[nodiscard]] std::optional<int> cardinalFromWord(QStringView word);
// first … twentieth, 11th, 22nd, 23rd …
[[nodiscard]] std::optional<int> ordinalFromWord(QStringView word);

} // namespace factoid
