// SchedulePage: the day's slots on a band that is edited by mouse and keys, the rules in sentences, the coming
// fortnight, and how the last slots ended. Every change is a job that can be undone. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec schedulePageSpec();

} // namespace factoid
