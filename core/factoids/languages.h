// Languages: the one list of the languages that factoids are written and proven in, and what each brings. Immutable; any
// thread.
#pragma once

#include "core/factoids/grammar/lexis.h"

#include <memory>

namespace factoid {

// "en", "cy": in the order in which they are offered.
[[nodiscard]] const QStringList& factoidLanguages();
// Errors (Usage): not one of them; (Input): its words are not as they should be. Panel and traits must outlive it.
[[nodiscard]] Result<std::unique_ptr<Lexis>> makeLexis(const QString& language, const Panel& panel, const Traits& traits);

} // namespace factoid
