#include "core/site/fallback_standing.h"

#include <algorithm>

namespace factoid {

std::vector<Claim> claimsSaid(const Fallback& fallback)
{
    if (fallback.language == "cy"_L1)
        return fallback.claims;
    std::vector<Claim> said;
    std::ranges::copy_if(fallback.claims, std::back_inserter(said), [&](const Claim& claim) {
        return !claim.shown.isEmpty() && fallback.text.contains(claim.shown);
    });
    return said;
}

bool mayBeServed(const Fallback& fallback, const DraftReport& report, const Settings& settings)
{
    if (report.extent != ProofExtent::None)
        return report.holds;
    return report.keepable && fallback.isKeptUnchecked() && settings.serveUnchecked != "off"_L1;
}

} // namespace factoid
