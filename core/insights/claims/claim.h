// Claim: one machine-readable, complete statement (docs/contract.md, “Factoids”). A fact is a list of them; a factoid
// publishes them. Plain values; any thread. docs/claims.md defines every operation for outsiders.
//
// Exactness: an operand's value has at most four decimals (half away from zero), and a result is the
// operation applied to the operand values AS PRINTED, again rounded to four decimals. So anyone
// with the claim alone can redo the arithmetic, and anyone with the CSV can redo the operands.
#pragma once

#include "core/base/decimal.h"
#include "core/figures/year.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace factoid {

// Narrowing of a claim; empty strings do not narrow. Applies to `all`, `group` and rank populations.
struct Scope {
    QString type;
    QString nation;
    QString region;
    [[nodiscard]] bool isEmpty() const { return type.isEmpty() && nation.isEmpty() && region.isEmpty(); }
    friend bool operator==(const Scope&, const Scope&) = default;
};

enum class Measure {
    Value,   // a council's figure; for a group or all: not used
    PerHead, // council: figure ÷ per_head_of figure of the same year. group/all: sum ÷ sum, over councils that have
             // both
    Average, // group/all: sum ÷ number of councils with a figure
    Median,  // group/all: type-7 median
    Sum,     // group/all (with `top`: of the k highest only)
    Count,   // group/all: number of councils with a figure (with `below` / `above`: that satisfy it)
    MeanDifference, // group/all: mean of the differences of all pairs, without sign
    Missing,        // group/all: number of eligible councils without a figure
    Share, // percent: this field's sum (or the council's value) ÷ that of the field `ofField`, same year, same members,
           // × 100
};

enum class GroupBy { None, Type, Nation, Region };

// Exactly one of council, group (by != None) and all.
struct Operand {
    QString field; // slug
    Year year;
    Measure measure = Measure::Value;
    QString council; // code
    GroupBy groupBy = GroupBy::None;
    QString group; // name of the type, nation or region
    bool all = false;
    int top = 0;                  // Sum: only the `top` highest values (ties by code); 0: everything
    QString ofField;              // Share: the denominator's slug
    std::optional<Decimal> below; // Count: strictly below
    std::optional<Decimal> above; // Count: strictly above
    Decimal value;                // what the store says, at most four decimals
    friend bool operator==(const Operand&, const Operand&) = default;
};

// Each defined by what its result is, over operands o0, o1, …
enum class Operation {
    Value,      // o0
    Difference, // o0 − o1
    Ratio,      // o0 ÷ o1
    Percent,    // (o0 − o1) ÷ o1 × 100; o1 > 0 only
    Share,      // o0 ÷ o1 × 100
    Rank,       // place of o0 (a council's) among the councils of the scope that have the measure; 1 = highest for
                // direction highest, 1 = lowest for lowest; equal values share the best place. `of` = how many
    Streak, // operands are consecutive years, oldest first; result = years in a row up to the last that it rose (fell)
    Record, // o0 is strictly above (direction highest) or below (lowest) all the other operands, which are the earlier
            // years, newest first, without a gap; result = first year label's start year, i.e. "highest since"
    Trend,  // Kendall S of the operands (oldest first) as a count; direction rise or fall
    Count,  // o0 (a count)
    Step,   // operands are consecutive years, oldest first. Of the breaks with 3 years or more on each side at which
          // every later value is above (rise) or below (fall) every earlier one, the one with the largest move from the
          // year before it; result = first year's start year of the new level
    Reversal, // operands are consecutive years, oldest first; the last move goes the direction's way; result = how many
              // moves in a row before it went the other way
    Crossing, // operands are pairs of two subjects, newest year first: a, b, a, b …; a is above b (rise) or below it
              // (fall) in the newest year and the other way round in every earlier one; result = start year of the
              // oldest pair
    Correlation, // Spearman's rho of two fields over the councils of the scope
};

enum class Direction { None, Highest, Lowest, Rise, Fall };

struct Claim {
    Operation operation = Operation::Value;
    std::vector<Operand> operands;
    Decimal result;
    QString shown; // what the text prints for this claim; empty while it is only a fact
    Direction direction = Direction::None;
    Scope scope;
    int of = 0; // how many were ranked; 0: not a ranking
    friend bool operator==(const Claim&, const Claim&) = default;
};

[[nodiscard]] QString operationName(Operation operation);
[[nodiscard]] QString measureName(Measure measure);       // "per_head" …
[[nodiscard]] QString directionName(Direction direction); // empty for None

// JSON as docs/claims.md has it; decimals are strings. Errors (Input) say which key is wrong.
[[nodiscard]] QJsonObject toJson(const Claim& claim);
[[nodiscard]] Result<Claim> claimFromJson(const QJsonObject& json);
[[nodiscard]] QJsonArray toJson(const std::vector<Claim>& claims);

} // namespace factoid
