// What the grammar makes of a text: a tree of nodes whose kinds are the same in every language. A rule of a grammar
// file that is marked with a kind makes a node of its parts; lexemes are the leaves that carry a value. Plain values,
// owned by the Forest of one text; used by one thread.
#pragma once

#include "core/base/decimal.h"

#include <QString>

#include <deque>
#include <optional>
#include <vector>

namespace factoid {

// A year as a text names it, before a field says what it means: "March 2020" is the end of 2019/20 for a balance.
struct SaidYear {
    enum class Form { Label, Month, Middle, EndOf, StartOf, YearTo };
    Form form = Form::Label;
    int number = 0; // Label, EndOf, StartOf: Year::code(); else the calendar year
    int month = 0;  // Month, YearTo
    friend bool operator==(const SaidYear&, const SaidYear&) = default;
};

// An amount as printed.
struct SaidAmount {
    enum class Unit { Money, Percent, Points, Pence, Count };
    Unit unit = Unit::Count;
    QString symbol;      // of money: "£", or "CHF "
    Int128 units = 0;    // signed, Decimal units
    Int128 step = 1;     // what the last printed digit stands for
    bool scaled = false; // million, billion, trillion
    bool about = false;
    friend bool operator==(const SaidAmount&, const SaidAmount&) = default;
};

// clang-format off
#define FACTOID_NODE_KINDS(X)                                                                                          \
    /* leaves */                                                                                                       \
    X(Council) X(KindName) X(Place) X(Number) X(Amount) X(Year) X(Field) X(Again) X(Lift) X(Pound)                          \
    /* who */                                                                                                          \
    X(Group) X(One) X(Average) X(Typical) X(AnyTwo) X(Counted) X(Pronoun) X(Reported) X(All) X(Only)                    \
    /* sentences and their parts */                                                                                    \
    X(Clause) X(When) X(Later) X(Earlier) X(Span) X(PerHead) X(InAll) X(Figure) X(Among) X(Negative) X(Limit)             \
    X(Up) X(Down) X(More) X(Less) X(High) X(Low) X(Times) X(Fraction) X(Nearly) X(MoreThan) X(About)                    \
    X(By) X(From) X(To) X(Multiplied) X(Ratio) X(Difference) X(Compare) X(Other) X(Each)                                \
    X(Rank) X(First) X(Record) X(Previous) X(Streak) X(Run) X(Trend) X(Step) X(Crossing) X(Share) X(Whole) X(Part)      \
    X(NoReturn) X(Relation) X(Versus) X(Gap) X(OnAverage) X(Reached) X(Inflation) X(Provisional) X(Estimated)                                \
    /* lists: of Items, and that they belong together in order; the whole that a clause begins with */                 \
    X(Several) X(Item) X(InOrder) X(Total)                                                                             \
    /* marks: "between A and B", not "from A to B"; "in any year since", not "in any earlier year"; "the third in a row"; \
       "of which"; "[rose from eight] to nine"; "went from third in 2014/15"; "having been ninth" */                     \
    X(Between) X(AnyYear) X(Exactly) X(OfWhich) X(CountTo) X(Began) X(HadBeen)
// clang-format on

enum class NodeKind {
#define FACTOID_NODE_KIND(name) name,
    FACTOID_NODE_KINDS(FACTOID_NODE_KIND)
#undef FACTOID_NODE_KIND
};
[[nodiscard]] std::optional<NodeKind> nodeKindFrom(const QString& name);

// What a field's words say beside the field: that it is per head, nothing but what was done ("owed"), or once more
// what is counted in ("with all precepts included").
constexpr int kPerHead = 1;
constexpr int kVerbOnly = 2;
constexpr int kAside = 3;

struct Node {
    NodeKind kind = NodeKind::Clause;
    std::vector<const Node*> parts;
    size_t first = 0; // tokens, both inclusive
    size_t last = 0;

    int council = -1;        // Council: panel index
    std::vector<int> fields; // Field: one panel index; Again: all that the words can mean
    int sign = 1;            // Field: -1 when the words are those for the other sign
    QString name;        // KindName: type ("" any council); Place: nation or region ("*": the whole); Field: its verb
    bool byName = false; // Field: only after a clause with that verb
    int number = 0;      // Number; Times, Fraction: numerator; Field: kPerHead or kVerbOnly
    int den = 1;         // Times, Fraction
    int tenths = -1;     // Times in digits: 1.7 is 17
    SaidYear year;
    SaidAmount amount;

    size_t hash = 0; // of all but the place in the text

    [[nodiscard]] const Node* part(NodeKind kind) const;
    [[nodiscard]] bool has(NodeKind wanted) const { return part(wanted) != nullptr; }
};

// High, Up and More against Low, Down and Less, as a part of the node.
[[nodiscard]] std::optional<bool> wayOf(const Node& node);

// The nodes of all readings of one text.
class Forest
{
  public:
    const Node* add(Node node);

  private:
    std::deque<Node> m_nodes;
};

} // namespace factoid
