// KindText: what the kinds of fact, and the languages of texts, are called on chips and in tables. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

// "Change on the year" for yoy_change; a kind that is not known here reads as it is written.
[[nodiscard]] QString kindText(const QString& kind);
// "Welsh" for cy; what is not known reads as it is written.
[[nodiscard]] QString languageText(const QString& language);

} // namespace factoid
