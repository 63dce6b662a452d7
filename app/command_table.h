// The table of commands: one row a command. The parser, --help, the tables of docs/command-line.md and the completion
// of shells are all made from it. Pure; any thread.
#pragma once

#include "app/command_row.h"

namespace factoid {

[[nodiscard]] const std::vector<Command>& commandTable();
// Null when there is none of the name.
[[nodiscard]] const Command* findCommand(const QString& name);
// Those that every command takes.
[[nodiscard]] const std::vector<Option>& globalOptions();

} // namespace factoid
