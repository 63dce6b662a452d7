// The commands, by the page of the window that shows the same: each from what was typed to what is printed, with the
// text of its answer. Each returns an exit code (exit_code.h). Main thread.
#pragma once

#include "app/commands/answer_text.h"
#include "app/session.h"

namespace factoid::commands {

// overview.cpp
int status(Session& session);

// generation.cpp
int updateFactoids(Session& session);
int spend(Session& session);
int models(Session& session);

// runs.cpp
int runs(Session& session);
int cancel(Session& session);

// cache.cpp
int cache(Session& session);
int rehearse(Session& session);
int warmCache(Session& session);
int invalidate(Session& session);

// errors.cpp
int errors(Session& session);
int breakers(Session& session);
int recovery(Session& session);
int doctor(Session& session);

// figures.cpp
int figures(Session& session);
int figure(Session& session);

// import.cpp
int import(Session& session);
int imports(Session& session);

// summaries.cpp
int buildSummaries(Session& session);
int summary(Session& session);
int sample(Session& session);

// changes.cpp
int changes(Session& session);

// factoids.cpp
int facts(Session& session);
int factoids(Session& session);
int verify(Session& session);
int curate(Session& session);

// fallbacks.cpp
int fallbacks(Session& session);

// bundles.cpp
int exportBundle(Session& session);
int verifyBundle(Session& session);
int bundles(Session& session);

// schedule.cpp
int run(Session& session);
int schedule(Session& session);
int simulate(Session& session);

// history.cpp
int undo(Session& session);
int redo(Session& session);
int history(Session& session);
int audit(Session& session);

// settings.cpp
int settings(Session& session);
int backup(Session& session);
int restore(Session& session);
int prune(Session& session);

} // namespace factoid::commands
