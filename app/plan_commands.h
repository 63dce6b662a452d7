// Commands for what is planned, running and served: the schedule, runs, the cache and its rehearsals, bundles.
// Main thread.
#pragma once

#include "app/session.h"

namespace factoid::commands {

int schedule(Session& session);
int runs(Session& session);
int cache(Session& session);
int rehearse(Session& session);
int bundles(Session& session);
int verifyBundle(Session& session);

} // namespace factoid::commands
