#include "core/insights/claims/operator_choices.h"

#include <algorithm>

namespace factoid {

bool OperatorChoices::forbids(const Fact& fact) const
{
    return forbids(fact.key()) ||
           std::ranges::any_of(fact.councils, [this](const QString& code) { return bannedCouncils.contains(code); });
}

} // namespace factoid
