// Program: what both executables, the command line's and the window's, do first. Main thread.
#pragma once

#include "app/command_line.h"

#include <QStringList>

namespace factoid {

// Name, organisation and version, by which settings and stores are found.
void nameProgram();
[[nodiscard]] QStringList argumentsOf(int argc, char* argv[]);
// Prints the error, as JSON where that was asked for; its exit code.
[[nodiscard]] int refuse(bool json, const Error& error);

} // namespace factoid
