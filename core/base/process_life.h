// Whether a process of this machine is there. Any thread.
#pragma once

#include <QString>

namespace factoid {

// True also for one that belongs to another user. A number that was given to a new process counts as there.
[[nodiscard]] bool isProcessAlive(qint64 pid);

// "host/pid/mark" of this process: the mark says which running kernel and process space it is of, and when it started.
[[nodiscard]] QString thisProcess();
// Whether the process of that text, whatever follows it after a dot, is known to have ended: only ever of one on this
// machine and in this process space. Of others nothing is known.
[[nodiscard]] bool isKnownDead(const QString& process);

} // namespace factoid
