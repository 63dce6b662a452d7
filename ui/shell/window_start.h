// The window's start: makes the application object, the engine and the main window, and turns the event
// loop until it closes. Main thread.
#pragma once

#include "core/engine.h"

namespace factoid {

// The exit code of the process: 0, 4 when the store cannot be opened.
[[nodiscard]] int startWindow(int argc, char* argv[], const EngineOptions& options);

} // namespace factoid
