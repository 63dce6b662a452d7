#include "core/base/process_life.h"

#include <cerrno>
#include <signal.h>

namespace factoid {

bool isProcessAlive(qint64 pid)
{
    return pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
}

} // namespace factoid
