// Commands for an operator's changes: undo, redo and the history of both, and stopping a run. Main thread.
#pragma once

#include "app/session.h"

namespace factoid::commands {

int undo(Session& session);
int redo(Session& session);
int history(Session& session);
int cancel(Session& session);

} // namespace factoid::commands
