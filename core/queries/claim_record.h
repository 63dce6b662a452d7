// Claims as members of records: their JSON is that of the claim itself (SPEC 6). Pure; any thread.
#pragma once

#include "core/base/record.h"
#include "core/insights/claims/claim.h"

namespace factoid {

[[nodiscard]] inline QJsonValue jsonOf(const Claim& claim)
{
    return toJson(claim);
}

} // namespace factoid
