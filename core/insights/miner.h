// Miner: all detectors over a panel, one calibrated score, a deterministic ranked list (SPEC 5).
// Pure; uses the QtConcurrent pool, the result does not depend on the number of threads.
#pragma once

#include "core/base/cancel.h"
#include "core/figures/panel.h"
#include "core/insights/fact.h"

#include <QDate>
#include <QHash>
#include <QSet>

#include <map>

namespace factoid {

// What was shown lately: fact key and each council, with when and how often. Newer shows sink a fact more.
struct ShownRecord {
    QHash<QString, int> factAgeDays;      // fact key -> days since it was last shown
    QHash<QString, int> fieldAgeDays;     // field slug -> days since a factoid on it was last shown
    QHash<QString, int> badExampleCount;  // council code -> times shown in a bad light in 90 days
};

// What an operator decided by hand. A ban wins over a pin.
struct OperatorChoices {
    // Fact keys: kept whatever their score, and first in a set, while true. The operator's word for a fact that
    // waits for confirmation, too.
    QSet<QString> pinnedFacts;
    QSet<QString> bannedFacts;    // fact keys: never
    QSet<QString> snoozedFacts;   // fact keys still asleep today
    QSet<QString> bannedCouncils; // codes: never named
    [[nodiscard]] bool isEmpty() const {
        return pinnedFacts.isEmpty() && bannedFacts.isEmpty() && snoozedFacts.isEmpty() && bannedCouncils.isEmpty();
    }
    [[nodiscard]] bool forbids(const QString& key) const { return bannedFacts.contains(key) || snoozedFacts.contains(key); }
    [[nodiscard]] bool forbids(const Fact& fact) const;
    [[nodiscard]] bool pins(const Fact& fact) const { return pinnedFacts.contains(fact.key()); }
};

struct MineOptions {
    QDate today;
    ShownRecord shown;
    int most = 2000;              // facts kept, best first
    bool comparisonOnly = true;   // mine fields marked `comparison` only
    OperatorChoices choices;
};

// Which fields are part of which whole, which break between years, and the like: resources/words/fields.json.
// Known to detectors so that they do not compare what cannot be compared.
struct FieldTraits {
    bool balance = false;      // a stock at 31 March; else a flow in the year
    bool income = false;       // negative by the publisher's convention: sense is −value
    QString partOf;            // slug of a whole of which it is a part
    std::vector<Year> breaks;  // first year of a new definition: no comparison across it
    QString own;               // slug of the same field without what others levy through the council (parishes)
    QString levied;            // or slug of what they levy, where that is what is published
    bool compared = true;      // false: councils keep it under different rules, so one is not set against another
};
using Traits = QHash<QString, FieldTraits>;

// Best first; ties by key. Facts whose data quality is not usable are absent.
[[nodiscard]] Result<std::vector<Fact>> mine(const Panel& panel, const Traits& traits, const MineOptions& options,
                                             const Attendance& attendance = {});

// All facts on one field as of one year, without truncation, best first: what an operator asks for by name
// (`facts --field --year`). The field need not be a comparison field. Years of which most figures are
// suddenly 0 still give totals here, with their quality in the sheet; copied years give nothing.
// Errors: Usage (unknown field, no figures in the year), Interrupted.
[[nodiscard]] Result<std::vector<Fact>> factsFor(const Panel& panel, const Traits& traits, const QString& field, Year year,
                                                 const Attendance& attendance = {});

// Picks a set (SPEC 5 rotation) of facts that may be told (Fact::isTellable, or pinned): what is pinned first, then no two on one field while another field has
// something worth saying, spread over councils, types, nations and kinds. Order of the set is the order to show.
[[nodiscard]] std::vector<Fact> selectSet(const std::vector<Fact>& ranked, int count, const OperatorChoices& choices = {});

} // namespace factoid
