// The window's start: makes the application object, the engine and the main window, and turns the event
// loop until it closes. Main thread.
#pragma once

#include "core/engine/engine.h"

#include <functional>
#include <memory>

namespace factoid {

// The exit code of the process: 0; 4 when there is no screen or the store cannot be opened, with one sentence on
// standard error.
// `whileOpen`: called before the events begin; what it gives is held until they end.
[[nodiscard]] int startWindow(int argc, char* argv[], const EngineOptions& options,
                              const std::function<std::shared_ptr<void>()>& whileOpen);

} // namespace factoid
