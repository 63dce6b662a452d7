// Commands for what goes wrong and what it costs: errors, breakers, the recovery table, spending. Main thread.
#pragma once

#include "app/session.h"

namespace factoid::commands {

int errors(Session& session);
int breakers(Session& session);
int recovery(Session& session);
int spend(Session& session);
int models(Session& session);

} // namespace factoid::commands
