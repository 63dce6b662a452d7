// Fact: a typed, computed statement without prose. Plain value; any thread.
#pragma once

#include "core/insights/claims/claim.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace factoid {

// The kinds, with the claims of each IN THIS ORDER; writers rely on it.
//   council kinds (one council, `councils[0]`):
//     highest, lowest                  [0] value, [1] rank (result 1)                       same type (scope.type set)
//     unless
//                                      the field is a rate or percent
//     highest_per_head, lowest_per_head [0] value (per_head), [1] rank (per_head, result 1), [2] value (raw)
//     rank                             [0] value, [1] rank (result 2 to 10)
//     outlier                          [0] value of the council, [1] value: median of the scope (per head: its
//     per_head), [2] ratio [0]/[1] share                            [0] value of the council, [1] value: sum of the
//     scope, [2] share [0]/[1] yoy_change                       [0] value this year, [1] value the year before, [2]
//     percent, or difference when the base is <= 0 long_change                      [0] value this year, [1] value an
//     earlier year, [2] ratio newer/older streak                           [0] streak, [1] value first year of the
//     streak's base, [2] value last year record                           [0] value this year, [1] record trend [0]
//     trend, [1] value first year, [2] value last year
//   two councils of one type (`councils[0]`, `councils[1]`):
//     ratio                            [0] value a, [1] value b, [2] ratio a/b (> 1)
//     gap                              [0] value a (rank 1), [1] value b (rank 2), [2] difference a − b, [3] rank a
//   groups and totals (no council):
//     type_comparison, nation_comparison, region_comparison
//                                      [0] value of group a, [1] value of group b (Average, or PerHead where the field
//                                      has it), [2] ratio a/b (> 1)
//     concentration                    [0] value: count of the scope (Count), [1] share: Sum top k ÷ Sum
//     mean_median                      [0] value: average of the scope, [1] value: median, [2] ratio
//     threshold_count                  [0] count (below 0, or above a round threshold), and when the count is 1 [1]
//     value of that council total_yoy_change, total_long_change, total_streak, total_record, total_trend
//                                      as the council kinds, operands {all, Sum} within the scope
//     part_of_whole                    [0] value: Share (ofField) newest year, [1] value: Share in an earlier year, [2]
//     difference (percentage points) rank_change                      [0] rank this year, [1] rank in an earlier year
//     (one council) correlation                      [0] correlation (field and a second field) gini [0] value: average
//     of the scope, [1] value: mean_difference of the scope missing                          [0] count of the scope
//     with the measure missing
//   more of single councils:
//     step                             [0] step, [1] value the year before the new level, [2] value newest year
//     reversal                         [0] reversal, [1] value the year before the turn, [2] value newest year
//     crossing                         [0] value a, [1] value b, [2] crossing (two councils)
//   outlier, ratio and gap may be per head: then all their operands are.
// Kinds and directions speak of the stored values: where income is stored as negative, `lowest` is the most of it
// and a rise is a fall of the income. yoy_change tells a difference also when the amount falls through zero.
// threshold_count names its one council only when it counts below zero; it counts below 0 across types too.
struct Fact {
    QString kind;
    QString field;        // slug of the field that it is about
    QString field2;       // correlation, part_of_whole: the other field
    Year year;            // newest year mentioned
    QStringList councils; // codes mentioned, in claim order
    Scope scope;
    std::vector<Claim> claims;
    double score = 0; // 0 to 1, higher is better; never printed as a fact
    // 1 − q-value (false-discovery rate) of the fact's own test, 0 to 1. nullopt: the kind describes and
    // has no test (isDescriptive of detector.h).
    std::optional<double> confidence;
    // It rests on a figure that jumped in its newest year and may be a slip: for the operator's eyes until
    // a later year or the operator (who pins it) confirms it.
    bool ifConfirmed = false;
    QJsonObject
        sheet; // how the score came about: significance, effect, reach, freshness, quality, novelty, test, n, size
    QString variant; // tells apart facts that share the rest of the key: groups compared, earlier year, k, threshold
    bool badExample = false; // puts the first council in a bad light (polarity), for fairness
    int badBefore = 0;       // how often it was the bad example in the last 90 days
    Scope place;             // of the first council, else the scope: for the spread of a set; not part of the key

    // A fact that a set may show: its test, where it has one, is passed, and it waits for no confirmation.
    [[nodiscard]] bool isTellable() const { return !ifConfirmed && (!confidence || *confidence >= kConfident); }
    static constexpr double kConfident = 0.95;

    // Stable identity of what is said: kind, fields, year, councils, scope. Text variants share it.
    [[nodiscard]] QString key() const;
    [[nodiscard]] QJsonObject toJson() const; // {kind, claims, score, sheet, …}; confidence null: no test
};

} // namespace factoid
