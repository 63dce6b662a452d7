// Completion: what a shell completes behind factoid-desk, as a script for bash, zsh or fish that is made from the table
// of commands. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

[[nodiscard]] QString bashCompletion();
[[nodiscard]] QString zshCompletion();
[[nodiscard]] QString fishCompletion();

} // namespace factoid
