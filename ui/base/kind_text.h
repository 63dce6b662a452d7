// KindText: what the kinds of fact are called on chips and in tables. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

// "Change on the year" for yoy_change; a kind that is not known here reads as it is written.
[[nodiscard]] QString kindText(const QString& kind);

} // namespace factoid
