// Welsh number words as a reader meets them, in every form: "pump", "bum", "phum". For the verifier; the writers make
// theirs in welsh_grammar.h. Pure; any thread.
#pragma once

#include <QStringView>

#include <optional>

namespace factoid {

// One lower-case word: dim, un … deg, deng, ugain, cant, mil.
[[nodiscard]] std::optional<int> welshCardinalFromWord(QStringView word);
// ail, trydydd … degfed, 11eg, 12fed, 21ain.
[[nodiscard]] std::optional<int> welshOrdinalFromWord(QStringView word);

} // namespace factoid
