// What the Schedule page shows, as one answer of one moment. Plain value.
#pragma once

#include "core/queries/schedule/schedule_queries.h"

namespace factoid {

struct ScheduleView {
    ComingAnswer coming;
    SlotHistoryAnswer history;
    SleepAnswer sleep;
    RunnerAnswer runner;
    LeaseAnswer lease;
    ShadowAnswer shadow;
};

} // namespace factoid
