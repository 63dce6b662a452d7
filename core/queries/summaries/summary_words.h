// Summary words: one plain sentence on how the figures of a field and year spread, true by construction: every
// number and comparing word in it is counted from the figures. Pure; any thread.
#pragma once

#include "core/base/decimal.h"

#include <QString>

#include <span>

namespace factoid {

// `sorted` are Decimal units, ascending; `unit` as a field has it.
[[nodiscard]] QString spreadSentence(std::span<const std::int64_t> sorted, const QString& unit);

} // namespace factoid
