// Exit codes of the command line (docs/contract.md, “Command line”).
#pragma once

#include "core/base/result.h"

namespace factoid {

enum ExitCode {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    InputRejected = 3,
    NotReachable = 4,
    FellBack = 5,
    NotVerified = 6,
    WasInterrupted = 130,
};

[[nodiscard]] constexpr ExitCode exitCodeFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed:
    case ErrorKind::DiskFull:
        return Failed;
    case ErrorKind::Usage:
        return WrongUsage;
    case ErrorKind::Input:
        return InputRejected;
    case ErrorKind::Store:
    case ErrorKind::StoreDamaged:
    case ErrorKind::StoreBusy:
    case ErrorKind::StoreTooNew:
    case ErrorKind::Cache:
        return NotReachable;
    case ErrorKind::Verification:
        return NotVerified;
    case ErrorKind::Interrupted:
        return WasInterrupted;
    }
    return Failed;
}

} // namespace factoid
