// Whether a process of this machine is there. Any thread.
#pragma once

#include <QtGlobal>

namespace factoid {

// True also for one that belongs to another user. A number that was given to a new process counts as there.
[[nodiscard]] bool isProcessAlive(qint64 pid);

} // namespace factoid
