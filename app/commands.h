// Commands: each command (docs/contract.md, “Command line”) over the engine. Main thread; long work runs on the job
// runner's thread while the event loop turns, so that a signal can cancel it.
#pragma once

#include "app/command_line.h"
#include "app/console.h"
#include "app/exit_code.h"
#include "core/engine/engine.h"

namespace factoid {

// What the flags say of the engine: store, config, clock. Errors: Usage.
[[nodiscard]] Result<EngineOptions> engineOptions(const CommandLine& line);

// Runs the command and prints what came of it. Returns the exit code (exit_code.h).
[[nodiscard]] int runCommand(const CommandLine& line, Console& console);

} // namespace factoid
