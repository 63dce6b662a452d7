// Interpreter: from a reading of a text to what it says. It resolves what a sentence leaves out, by these rules and
// never by what the claims would like:
// - a clause without a subject, or with a pronoun, is of the subject of the clause before it; without a field likewise;
// - a clause without a time is of the time of the clause before it, or where there is none of the only time in itself;
// - "a year earlier" counts from the clause's own time, "a year later" from that of the clause before it;
// - what is compared with nothing named is compared with the clause before it;
// - a run, trend or step ends with the newest year that its series has in the text;
// - a kind without its place has the place that the kind had before.
// The same for all languages. Used by one thread for one text.
#pragma once

#include "core/base/result.h"
#include "core/factoids/grammar/lexis.h"
#include "core/factoids/grammar/statement.h"

namespace factoid {

class Interpreter
{
  public:
    Interpreter(const Panel& panel, const Traits& traits, const Lexicon& lexicon)
        : m_panel(panel)
        , m_traits(traits)
        , m_lexicon(lexicon)
    {
    }

    // Errors (Verification): the reading is no sentence that says something definite; the message says why.
    [[nodiscard]] Result<Said> interpret(const std::vector<const Node*>& reading);

  private:
    struct Figure {
        const Node* node = nullptr;
        std::optional<SaidAmount> amount;
        std::optional<SaidTimes> times; // a part of a whole as a fraction
        bool perHead = false;
        bool inAll = false;
    };
    struct TimedFigure {
        std::optional<Figure> figure;
        const Node* when = nullptr; // When, Year, Later or Earlier
        bool between = false;       // "between A and B"
    };
    // A clause as read, then as understood.
    struct Clause {
        const Node* node = nullptr;
        const Node* subject = nullptr;
        const Node* field = nullptr;
        const Node* again = nullptr;
        std::vector<Figure> figures;
        std::vector<const Node*> whens; // When, Later, Earlier
        std::optional<TimedFigure> from, to;
        std::optional<SaidAmount> by;
        const Node* byNode = nullptr;
        std::optional<bool> up;
        const Node* move = nullptr;
        const Node* among = nullptr;
        const Node* other = nullptr; // the clause's own: "more on services than Darlington"
        const Node* counted = nullptr;
        const Node* mark = nullptr; // OfWhich, CountTo, Began, HadBeen
        const Node* span = nullptr;
        const Node* number = nullptr; // "the number of … was 19"
        const Node* versus = nullptr; // "£241 million against £193 million"
        const Node* whole = nullptr;  // Pound, or the Whole of a part
        const Node* total = nullptr;  // "of the £1.36 billion that county councils spent on culture"
        bool topicPerHead = false;
        bool perHeadGoesOn = false; // topicPerHead, as the clause before said it
        bool onAverage = false;
        bool reached = false; // from below: no lowest, and no fall
        bool each = false;
        std::vector<const Node*> remarks;

        SaidWho who;
        bool hasWho = false;
        int fieldIndex = -1;
        int sign = 1;
        std::optional<Year> year;
        bool perHead = false; // of its focus
        int amongNumber = -1; // "across 192 English districts"
        int wholeIndex = -1;  // what its amounts are parts of
    };

    // interpreter.cpp
    [[nodiscard]] Result<void> take(const Node& node);
    [[nodiscard]] Result<Clause> understand(const Node& node, const Clause* before);
    [[nodiscard]] Result<void> gather(const Node& clause, Clause* made);
    [[nodiscard]] Result<void> resolve(Clause* clause, const Clause* before);
    [[nodiscard]] bool isRate(int field) const;
    [[nodiscard]] bool isPartOf(int part, int whole) const;
    [[nodiscard]] Result<void> resolveField(Clause* clause, const Clause* before);
    [[nodiscard]] Result<void> resolveTime(Clause* clause, const Clause* before);
    [[nodiscard]] Result<void> say(const Clause& clause, const Clause* before);
    [[nodiscard]] Result<void> sayAmounts(const Clause& clause);
    [[nodiscard]] Result<void> finishSeries();
    [[nodiscard]] static Figure figureOf(const Node& node);
    [[nodiscard]] static std::optional<SaidTimes> timesOf(const Node& node); // of its Times or Fraction

    // interpreter_changes.cpp
    // "Reached" comes from below: it is not said of a lowest, nor beside a fall.
    [[nodiscard]] static std::unexpected<Error> notReached();
    [[nodiscard]] Result<void> sayMove(const Clause& clause, const Clause* before);

    // interpreter_who.cpp
    [[nodiscard]] Result<SaidWho> whoOf(const Node& node);
    [[nodiscard]] Result<SaidWho> populationOf(const Node& group);
    [[nodiscard]] Result<SaidWho> elsewhere(const Node& place, const SaidWho& here);
    void sayPopulation(const Node& group, const SaidWho& who, const Clause& clause);

    // interpreter_time.cpp
    [[nodiscard]] std::optional<Year> yearOf(const Node& node, int field, bool share, std::optional<Year> base,
                                             bool isEnd = false) const;
    [[nodiscard]] std::optional<Year> onlyYear(const Node& clause, int field, bool share) const;

    // interpreter_remarks.cpp
    [[nodiscard]] Result<void> remark(const Node& node, const Clause& clause, const Clause* before);
    [[nodiscard]] Result<SaidOperand> otherOf(const Node* other, const Clause& clause, const Clause* before,
                                              bool* sayValue);
    [[nodiscard]] bool areAlike(int one, int other) const;
    [[nodiscard]] Result<void> placeOf(const Node& node, const SaidOperand& of, const Clause& clause);
    [[nodiscard]] Result<void> rank(const Node& node, const Clause& clause);
    [[nodiscard]] Result<void> record(const Node& node, const Clause& clause);
    [[nodiscard]] Result<void> run(const Node& node, const Clause& clause);
    [[nodiscard]] Result<void> compared(const Node& node, const Clause& clause, const Clause* before);

    // interpreter_groups.cpp
    [[nodiscard]] Result<void> share(const Node& node, const Clause& clause, const Clause* before);
    [[nodiscard]] Result<void> sayWhole(const Node& whole, const SaidOperand& all);
    [[nodiscard]] Result<void> correlation(const Node& node, const Clause& clause);
    [[nodiscard]] static bool countsAgain(const Clause& clause);
    [[nodiscard]] Result<void> countAgain(const Clause& clause);
    [[nodiscard]] bool isWithin(const SaidWho& part, const SaidWho& all) const;
    [[nodiscard]] Result<void> count(const Node& node, const Clause& clause);
    [[nodiscard]] Result<void> only(const Node& node, const Clause& clause);

    [[nodiscard]] SaidOperand focus(const Clause& clause) const;
    [[nodiscard]] QString slugOf(int field) const;
    [[nodiscard]] Moment momentOf(int field) const;
    Statement& add(Statement::Kind kind, std::vector<SaidOperand> operands, const Node& place);

    const Panel& m_panel;
    const Traits& m_traits;
    const Lexicon& m_lexicon;
    Said m_said;
    Forest m_made; // clauses made from those with lists
    std::vector<Clause> m_clauses;
    const Node* m_next = nullptr; // the clause after the one at hand
    std::vector<std::pair<size_t, std::optional<Year>>>
        m_open;                     // statements that end with their series; and the year if one is said
    QHash<QString, Scope> m_placed; // where a kind was said to be
    QHash<QString, bool> m_placedWhole;
    std::optional<SaidWho> m_ranked;                 // among whom a place was said last
    std::optional<Statement> m_counted;              // how many were counted last
    std::optional<Year> m_began;                     // when something began that is to go on later
    std::optional<bool> m_countUp;                   // which way their number went, to what is still to be said
    std::optional<bool> m_rankedUp;                  // and from which end
    std::optional<SaidWho> m_group;                  // the group that was spoken of last
    std::optional<SaidOperand> m_other;              // what the clause was compared with
    bool m_otherUsed = false;                        // by a comparison
    std::optional<std::pair<Year, Year>> m_lastMove; // the years of the change that was said last, and which way
    bool m_lastUp = false;
};

} // namespace factoid
