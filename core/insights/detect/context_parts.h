// Parts of making a FieldContext (field_context.cpp), each an idea of its own. Used by one thread while
// it makes one context; what they read of the panel is shared and read-only.
#pragma once

#include "core/insights/detect/detector.h"

namespace factoid {

constexpr int kFewestRanked = 5;

// doubt_marker.cpp: fills `doubtful` and `unconfirmed`; `quality` is of the field's years.
void flagSuspectFigures(FieldContext& context, const std::vector<Quality>& quality);
// tails.cpp: fills `tailFreedom`.
void measureTails(FieldContext& context);
// field_context.cpp: the doubts of a field that others use, over all of its years.
[[nodiscard]] SharedDoubts doubtsOf(const MiningContext& ground, int field);
// field_context.cpp: the field that counts the people whom a field reaches: its own heads, or those of any other; -1:
// none.
[[nodiscard]] int peopleField(const Panel& panel, int field);
// council_groups.cpp: fills `base`, `types` and `nations`.
void fillGroups(FieldContext& context);

} // namespace factoid
