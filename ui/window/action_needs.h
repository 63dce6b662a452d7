// What must be in the store before an action can do anything: without it the action is off and its tip says why, in the
// header of a page, the menu and the palette alike. GUI thread.
#pragma once

#include <QString>

namespace factoid {

class ActionRegistry;

// `figures`: there are some; `published`: a set is.
void showNeeds(const ActionRegistry& actions, bool figures, bool published);

} // namespace factoid
