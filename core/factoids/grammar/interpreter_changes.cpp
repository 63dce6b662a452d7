// What a text says of a figure over time: from, to, by how much and which way.
#include "core/factoids/grammar/interpreter.h"

#include "core/insights/claims/refuse.h"

#include <algorithm>
#include <tuple>

namespace factoid {

namespace {

// Whether these are the one year in which something happened: "in 2013/14", "in the year to March 2014".
bool isOneYear(const std::vector<const Node*>& whens)
{
    const Node* year = whens.size() == 1 ? whens.front()->part(NodeKind::Year) : nullptr;
    return year && (year->year.form == SaidYear::Form::Label || year->year.form == SaidYear::Form::YearTo);
}

} // namespace

std::unexpected<Error> Interpreter::notReached()
{
    return refuse(u"what is a fall, or the lowest, was not reached"_s);
}

Result<void> Interpreter::sayMove(const Clause& clause, const Clause* before)
{
    const Node* multiplied = nullptr;
    bool series = false;
    for (const Node* each : clause.remarks) {
        if (each->kind == NodeKind::Multiplied)
            multiplied = each;
        // A record says since when; what it is compared with may be an earlier year.
        const bool record =
            each->kind == NodeKind::Record && clause.up && each->has(*clause.up ? NodeKind::High : NodeKind::Low);
        series = series || record || each->kind == NodeKind::Streak || each->kind == NodeKind::Run ||
                 each->kind == NodeKind::Trend;
    }
    // Years that a change takes, and bare ends of it, stand beside a change.
    const bool bare = clause.span || (clause.from && !clause.from->figure) || (clause.to && !clause.to->figure);
    if (bare && !clause.up && !multiplied && !series && !(clause.from && clause.to))
        return refuse(u"the text says how long something took and not what changed"_s);
    // "Held £2 million in the year to March 2020": an amount is not one of a span.
    if (clause.span && clause.to && !clause.to->figure && !clause.figures.empty())
        return refuse(u"an amount at one time is said of a span of time"_s);
    if (!clause.up && !multiplied && !clause.from && !clause.to && !clause.by)
        return {};
    if (clause.reached && clause.up && !*clause.up)
        return notReached();
    const bool part = clause.wholeIndex >= 0;
    SaidOperand newer = focus(clause);
    if (clause.to && clause.to->when) {
        const auto year = yearOf(*clause.to->when, clause.fieldIndex, part,
                                 clause.from && clause.from->when
                                     ? yearOf(*clause.from->when, clause.fieldIndex, part, clause.year, true)
                                     : std::nullopt,
                                 clause.from && clause.from->when);
        if (!year)
            return refuse(u"the end of the change is at no time that the figure has"_s);
        newer.year = *year;
    }
    SaidOperand older = newer;
    bool known = false;
    if (clause.from && clause.from->when) {
        const auto year = yearOf(*clause.from->when, clause.fieldIndex, part, newer.year, clause.to && clause.to->when);
        if (!year)
            return refuse(u"the beginning of the change is at no time that the figure has"_s);
        older.year = *year;
        known = true;
    }
    if (clause.span) {
        const Node* number = clause.span->part(NodeKind::Number);
        const Year counted = newer.year.plus(-(number ? number->number : 1));
        if (known && older.year != counted)
            return refuse(u"the years between the two times are not as many as the text says"_s);
        older.year = counted;
        known = true;
    }
    // "… and £6 million a year later, a rise of": between the two clauses.
    if (clause.up && before && !known && before->hasWho && before->who == newer.who &&
        before->fieldIndex == newer.field && before->year && newer.year != Year() && *before->year != newer.year) {
        older.year = std::min(*before->year, newer.year);
        newer.year = std::max(*before->year, newer.year);
        known = true;
    }
    // "Compared with £50 million the year before: a fall of"
    if (clause.other && !known && clause.up && !clause.to) {
        bool value = false;
        const size_t so = m_said.statements.size();
        const auto other = otherOf(clause.other, clause, before, &value);
        m_said.statements.resize(so);
        if (other && other->who == newer.who && other->field == newer.field && other->year < newer.year) {
            older.year = other->year;
            known = true;
        }
    }
    // "…, while West Sussex's rose 8.3 percent": over the years said before.
    if (clause.by && !known && m_lastMove && clause.whens.empty()) {
        std::tie(older.year, newer.year) = *m_lastMove;
        known = true;
    }
    // "Fell by £2 million in 2013/14": from the year before.
    if (clause.by && clause.up && !known && !clause.from && isOneYear(clause.whens) && newer.year != Year()) {
        older.year = newer.year.plus(-1);
        known = true;
    }
    if (!clause.hasWho && clause.wholeIndex < 0)
        return refuse(u"the text does not say whose figure it is"_s);
    if (known)
        m_lastMove = {older.year, newer.year};
    if (clause.up)
        m_lastUp = *clause.up;
    const auto amountOf = [&](const TimedFigure& end, const SaidOperand& of) {
        SaidOperand said = of;
        said.perHead = !end.figure->inAll && (end.figure->perHead || of.perHead);
        Statement& value = add(Statement::Kind::Value, {said}, *end.figure->node);
        value.amount = end.figure->amount;
        value.times = end.figure->times;
    };
    bool fromRun = false; // "rose to £5 million after five falls: in 2019/20 the figure was £4 million"
    for (const Node* each : clause.remarks)
        fromRun = fromRun ||
                  (each->kind == NodeKind::Run && clause.up && each->has(*clause.up ? NodeKind::Down : NodeKind::Up));
    if (!known && fromRun && newer.year != Year()) {
        older.year = newer.year.plus(-1);
        known = true;
    }
    if (newer.year == Year())
        return refuse(u"the text does not say when"_s);
    if (clause.from && clause.from->figure) {
        if (!known)
            return refuse(u"the text does not say when the change began"_s);
        amountOf(*clause.from, older);
    }
    if (clause.to && clause.to->figure) {
        if (!clause.figures.empty())
            return refuse(u"one clause gives two amounts for one thing"_s);
        amountOf(*clause.to, newer);
    }
    if (known && older.year >= newer.year)
        return refuse(u"the change ends before it begins"_s);
    if (clause.by) {
        const bool told =
            clause.up.has_value() || (before && before->by && clause.subject && !clause.from && !clause.to);
        if (!known || !told)
            return refuse(u"the text does not say from when to when, or which way, it changed"_s);
        Statement& by = add(Statement::Kind::Difference, {newer, older}, *clause.byNode);
        by.amount = clause.by;
        by.up = clause.up.value_or(m_lastUp);
    }
    if (multiplied) {
        if (!known)
            return refuse(u"the text does not say from when to when it changed"_s);
        return compared(*multiplied, clause, before);
    }
    if (clause.up && known && !clause.by) {
        Statement& way = add(Statement::Kind::Direction, {older, newer}, *clause.move);
        way.up = *clause.up;
    }
    if (!clause.up || known || series)
        return {};
    // "Had risen to £2.35 million, £643,000 higher than a year earlier": the comparison says since when.
    for (const Node* each : clause.remarks) {
        const Node* other = each->kind == NodeKind::Difference ? each->part(NodeKind::Other) : nullptr;
        const Node* when = !other                           ? nullptr
                           : other->part(NodeKind::Earlier) ? other->part(NodeKind::Earlier)
                                                            : other->part(NodeKind::Year);
        const auto year =
            when && other->parts.size() == 1 ? yearOf(*when, newer.field, part, newer.year) : std::nullopt;
        if (!year || *year >= newer.year || !each->has(*clause.up ? NodeKind::More : NodeKind::Less))
            continue;
        return {};
    }
    return refuse(u"the text does not say since when it changed"_s);
}

} // namespace factoid
