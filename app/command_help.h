// What --help prints, made from the table of commands. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

// Everything, or one command.
[[nodiscard]] QString helpText(const QString& command = {});
// The tables of docs/command-line.md, with an empty line between.
[[nodiscard]] QString commandTables();

} // namespace factoid
