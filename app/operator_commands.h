// Commands for an operator's changes: undo, redo and the history of both, stopping a run, settings, curation, curated
// factoids and the audit log. Main thread.
#pragma once

#include "app/session.h"

namespace factoid::commands {

int undo(Session& session);
int redo(Session& session);
int history(Session& session);
int cancel(Session& session);
int settings(Session& session);
int curate(Session& session);
int fallbacks(Session& session);
int audit(Session& session);

} // namespace factoid::commands
