// Operator choices: what is pinned, banned, asleep, and the councils that are never named. A value; any thread.
#pragma once

#include "core/insights/claims/fact.h"

#include <QSet>

namespace factoid {

// What an operator decided by hand. A ban wins over a pin.
struct OperatorChoices {
    // Fact keys: kept whatever their score, and first in a set, while true. The operator's word for a fact that
    // waits for confirmation, too.
    QSet<QString> pinnedFacts;
    QSet<QString> bannedFacts;    // fact keys: never
    QSet<QString> snoozedFacts;   // fact keys still asleep today
    QSet<QString> bannedCouncils; // codes: never named
    [[nodiscard]] bool isEmpty() const
    {
        return pinnedFacts.isEmpty() && bannedFacts.isEmpty() && snoozedFacts.isEmpty() && bannedCouncils.isEmpty();
    }
    [[nodiscard]] bool forbids(const QString& key) const
    {
        return bannedFacts.contains(key) || snoozedFacts.contains(key);
    }
    [[nodiscard]] bool forbids(const Fact& fact) const;
    [[nodiscard]] bool pins(const Fact& fact) const { return pinnedFacts.contains(fact.key()); }
};

} // namespace factoid
