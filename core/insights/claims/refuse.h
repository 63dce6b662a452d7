// refuse(): the one way in which a claim, or what a text says, is found not to hold. Pure; any thread.
#pragma once

#include "core/base/result.h"

namespace factoid {

// `why` is told to whoever wrote the text.
[[nodiscard]] inline std::unexpected<Error> refuse(const QString& why)
{
    return fail(ErrorKind::Verification, why);
}

} // namespace factoid
