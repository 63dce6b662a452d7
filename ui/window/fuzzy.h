// Fuzzy: how well what was typed fits a text, for the palette. Pure; any thread.
#pragma once

#include <QStringList>

#include <optional>

namespace factoid {

// nullopt: some letter of `typed` is not found in order. Else higher is better: whole words and word beginnings count
// more than letters within, early more than late, short texts more than long ones. Case, accents and blanks do not
// matter.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& typed, const QString& text);
// Whether each word typed is the beginning of a word of the text, in any order. Of forms.
[[nodiscard]] bool matchesWords(const QString& typed, const QString& text);
// The form in which texts are compared; keep it for many questions on the same texts.
[[nodiscard]] QString fuzzyForm(const QString& text);
[[nodiscard]] std::optional<int> fuzzyScoreOfForms(const QString& typed, const QString& text);

} // namespace factoid
