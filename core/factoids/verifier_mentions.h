// Mentions: what the verifier finds in a text that could be true or false: names, groups, years,
// amounts, ratios, places, changes. Plain values. The reader consumes the tokens of each; whatever
// no mention has consumed must be harmless.
#pragma once

#include "core/factoids/verifier_vocabulary.h"

#include <optional>

namespace factoid {

struct MentionedYear {
    enum class Form { Label, March, April, Middle, December };
    Form form = Form::Label;
    int number = 0; // Label: Year::code(); else the calendar year
    friend bool operator==(const MentionedYear&, const MentionedYear&) = default;
};

struct Mention {
    enum class Kind {
        Council,     // council
        Group,       // scope, wholeCountry, modifier, number
        Year,        // year
        Quantity,    // unit, units, step
        Ratio,       // units/step as a ratio: num, den
        Rank,        // place, high, perHead, group (index of a Group mention) or -1
        Streak,      // number (years), up or down when the words say it
        Span,        // number (years)
        RecordSince, // high, year
        RecordYears, // high, number (earlier years)
        Tendency,    // up
        Relation,    // up: higher with higher
        Only,        // group
        TopOf,       // number: "ten of", "the ten … with the highest"
        Reported,    // number or -1: "of the 310 that reported"
        Change,      // up: rose, fell, up, down
        Compare,     // up: "more than", after a quantity
        Limit,       // up: "more than £1 billion": quantity (index); "negative": quantity -1
        PerHead,
        InAll,       // "in all": the amount before it is not per head
        Inflation,   // "before inflation"
        Provisional, // "on provisional figures"
        Estimated,
        Step,      // high, year, number (years before)
        Crossing,  // high, year; place: the token "more" before the council that was passed
        OnAverage, // of a mean difference
        NoReturn,  // "made no return"
    };
    enum class Modifier { None, Average, Typical, Pair };
    enum class Amount { Money, Percent, Points, Pence, Count };
    enum class Qualifier { None, Nearly, MoreThan, About };

    Kind kind = Kind::Council;
    size_t first = 0; // tokens, both inclusive
    size_t last = 0;
    int council = -1;
    Scope scope;
    bool wholeCountry = false;
    bool bare = false;      // "councils": no kind and no place
    bool oneKind = false;   // "county council", not "county councils"
    bool owned = false;     // "England's 192 districts"
    bool whole = false;     // its number is how many there are, as in "of the 192 districts"
    bool single = false;    // "a district": one of them, nobody knows which
    bool other = false;     // "unrhyw gyngor arall": all but the subject
    bool reporting = false; // "… that reported"
    bool consumed = false;  // part of a place or an "only": not a subject
    Modifier modifier = Modifier::None;
    int number = -1;
    MentionedYear year;
    bool since = false; // a year of "since at least"
    Amount amount = Amount::Count;
    QString symbol;
    Int128 units = 0;    // signed, Decimal units
    Int128 step = 1;     // what the last printed digit stands for
    bool scaled = false; // million, billion, trillion
    int num = 0;         // a ratio in words or digits
    int den = 1;
    int tenths = -1;       // "1.7 times": 17
    bool verb = false;     // doubled, halved
    bool fraction = false; // half, a third: may be a share
    Qualifier qualifier = Qualifier::None;
    int place = 0;
    bool high = false;
    bool perHead = false;
    bool up = false;
    int link = -1; // index of another mention
};

struct Reading {
    std::vector<Token> tokens;
    std::vector<bool> used;
    std::vector<Mention> mentions; // in the order of the text
    struct FoundTerm {
        size_t first = 0;
        size_t last = 0;
        std::vector<Term> meanings;
    };
    std::vector<FoundTerm> terms;
};

// Errors (Verification): the characters of tokenise(), a name that does not say which council is
// meant.
[[nodiscard]] Result<Reading> readText(const Vocabulary& vocabulary, const QString& text);

} // namespace factoid
