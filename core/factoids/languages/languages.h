// Languages: the one list of the languages that factoids are written and proven in, and what each brings. Immutable;
// any thread.
#pragma once

#include "core/factoids/grammar/lexis.h"
#include "core/factoids/grammar/sentence_renderer.h"

#include <memory>

namespace factoid {

// "en", "cy": in the order in which they are offered.
[[nodiscard]] const QStringList& factoidLanguages();
// Errors (Usage): not one of them; (Input): its words are not as they should be. Panel and traits must outlive it.
[[nodiscard]] Result<std::unique_ptr<Lexis>> makeLexis(const QString& language, const Panel& panel,
                                                       const Traits& traits);

// One fact in one sentence pattern of the formatter's language. `extraDigits` beyond three significant figures, tried
// when rounding would make a comparison untrue. Errors (Verification) say which slot has no words, that the language
// lacks a word for a field, a type or a place, or that the sentence is over 30 words.
[[nodiscard]] Result<Sentence> fillPattern(const NameFormatter& formatter, const Fact& fact, const QString& pattern,
                                           int extraDigits);

} // namespace factoid
