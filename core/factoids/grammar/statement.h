// Statement: one thing that a text says of the figures, with all its arguments; what a claim is to a machine, as a
// reader understands it. The grammar makes them of a text; a proof holds them against claims. Plain values.
#pragma once

#include "core/factoids/grammar/parse_tree.h"
#include "core/figures/year.h"
#include "core/insights/claims/claim.h"

namespace factoid {

// Who a figure is of.
struct SaidWho {
    int council = -1;                 // panel index; -1: a population
    Scope scope;                      // of a population
    bool wholeCountry = false;        // "in the UK"
    bool reporting = false;           // "that reported"
    Measure measure = Measure::Value; // Value of a council, else Sum, Average, Median or MeanDifference
    int top = 0;                      // the so many highest
    [[nodiscard]] bool isCouncil() const { return council >= 0; }
    friend bool operator==(const SaidWho&, const SaidWho&) = default;
};

// A figure as the text names it.
struct SaidOperand {
    SaidWho who;
    int field = -1; // panel index
    int sign = 1;   // -1: said with the words for the other sign
    Year year;
    bool perHead = false;
    int whole = -1; // of a share: the field that it is a part of
    friend bool operator==(const SaidOperand&, const SaidOperand&) = default;
};

// "twice", "nearly three times", "1.7 times", "a third".
struct SaidTimes {
    enum class Qualifier { None, Nearly, MoreThan, About };
    Qualifier qualifier = Qualifier::None;
    int num = 1;
    int den = 1;
    int tenths = -1;
    bool fraction = false;
    friend bool operator==(const SaidTimes&, const SaidTimes&) = default;
};

struct Statement {
    enum class Kind {
        Value,      // operands[0] is `amount`
        Count,      // `number` councils of operands[0].who are beyond the limit (or missing)
        OnlyOne,    // operands[1].who alone of operands[0].who is beyond the limit
        Population, // there are `number` in operands[0].who (or so many reported)
        Difference, // operands[0] is `amount` more (up) or less than operands[1]; of two years: it rose (up) by it
        Ratio,      // operands[0] is `times` operands[1]
        Share,      // operands[0] is `amount` percent, or `times`, of operands[1]
        Rank,       // operands[0] is the `number`th highest (up) or lowest of operands[1].who
        Record,     // operands[0] is the highest (up) or lowest since the year `since`, or of `number` years before it
        Streak,     // up to the year of operands[0] it rose (up) or fell `number` years in a row
        Trend,      // from the year of operands[0] to that of operands[1] it tended to rise (up) or fall
        Step, // to the year of operands[0] it was higher (up) in every year since `since` than in the `number` before
        Crossing,    // operands[0] is above (up) operands[1] for the first time since `since`
        Correlation, // over operands[0].who, higher operands[0] go with higher (up) or lower operands[1]
        Direction,   // from operands[0] to operands[1] it rose (up) or fell
        Compare,     // operands[0] is more (up) or less than operands[1]
        Lift,        // a few high ones lift the average of operands[0]
    };
    Kind kind = Kind::Value;
    std::vector<SaidOperand> operands;
    std::optional<SaidAmount> amount;
    std::optional<SaidTimes> times;
    std::optional<Year> since;
    int number = -1;
    bool up = false;
    bool reporting = false;      // Population: those that reported
    bool missing = false;        // Count: that made no return
    bool either = false;         // Difference: between the two, whichever is more
    std::optional<bool> limitUp; // Count: above (true) or below the amount; no amount: below zero
    bool perHeadSaid = false;    // Rank, Compare: by a word of its own
    bool untilNow = false;       // Record, Step: of the years after it too
    bool exactly = false;        // Streak: no more in a row than that
    size_t first = 0;            // tokens, both inclusive
    size_t last = 0;
    friend bool operator==(const Statement&, const Statement&) = default;
};

// All that one reading of a text says.
struct Said {
    std::vector<Statement> statements;
    bool inflation = false;
    bool provisional = false;
    bool estimated = false;
    bool onAverage = false;
    std::vector<int> reported;      // "of the 153 that reported"
    std::vector<SaidWho> reporting; // populations said to be those that reported
};

} // namespace factoid
