// What a text says of a group: shares of what it has in all, how many are beyond a limit, what goes with what.
#include "core/factoids/grammar/interpreter.h"

#include "core/insights/claims/refuse.h"

#include <algorithm>

namespace factoid {

namespace {

// Nothing but what was done, with a verb of the field: "what they all owed".
bool isVerb(const Node& whole, int field)
{
    const Node* verb = whole.parts.size() == 1 ? whole.part(NodeKind::Again) : nullptr;
    return verb && (verb->fields.empty() || std::ranges::find(verb->fields, field) != verb->fields.end());
}

} // namespace

// A share of what a group has in all.
Result<void> Interpreter::share(const Node& node, const Clause& clause, const Clause* before)
{
    const Node* whole = node.part(NodeKind::Whole);
    if (clause.total && (!whole || whole->parts.empty()))
        whole = clause.total;
    if (clause.onAverage)
        return refuse(u"a share is one of what a group has in all"_s);
    if (!whole || !clause.hasWho || !clause.year)
        return refuse(u"the text does not say of what or whose the share is"_s);
    SaidOperand part = focus(clause);
    SaidOperand all = part;
    const Node* group = whole->part(NodeKind::Group);
    if (group || whole->has(NodeKind::KindName)) {
        auto population = TRY(populationOf(group ? *group : *whole));
        all.who = population;
        if (group)
            sayPopulation(*group, all.who, clause);
    } else if ((whole->parts.empty() || isVerb(*whole, part.field)) && part.who.top > 0) {
        all.who.top = 0; // "ten of them owed a third of the total", "… of what they all owed"
    } else if (whole->parts.empty() && before && before->hasWho && before->fieldIndex == part.field) {
        all = focus(*before);
    } else {
        return refuse(u"the text does not say of what the share is"_s);
    }
    if (all.who.isCouncil() || all.who.measure != Measure::Sum)
        return refuse(u"a share is one of what a group has in all"_s);
    // "£30 million of the £563 million that London boroughs spent": two figures, one a part of the other.
    if (const Node* amount = node.part(NodeKind::Amount); amount && amount->amount.unit == SaidAmount::Unit::Money) {
        if (!whole->has(NodeKind::Figure) || part.perHead || !isWithin(part.who, all.who))
            return refuse(u"the text does not say of what it is a part"_s);
        Statement& value = add(Statement::Kind::Value, {part}, *amount);
        value.amount = amount->amount;
        return sayWhole(*whole, all);
    }
    Statement& made = add(Statement::Kind::Share, {part, all}, node);
    made.times = timesOf(node);
    if (const Node* amount = node.part(NodeKind::Amount))
        made.amount = amount->amount;
    return sayWhole(*whole, all);
}

// "4 percent of the £820 million spent on culture by districts": the whole is a figure of its own.
Result<void> Interpreter::sayWhole(const Node& whole, const SaidOperand& all)
{
    const Node* figure = whole.part(NodeKind::Figure);
    if (!figure)
        return {};
    if (figure->has(NodeKind::Each) || figure->has(NodeKind::OnAverage))
        return refuse(u"what all have together is said of each"_s);
    const Figure said = figureOf(*figure);
    Statement& value = add(Statement::Kind::Value, {all}, *figure);
    value.operands.front().perHead = said.perHead;
    value.amount = said.amount;
    return {};
}

// How many of a group, or which one alone, are beyond a limit or made no return.
Result<void> Interpreter::count(const Node& node, const Clause& clause)
{
    const Node* only = nullptr;
    for (const Node* each : clause.remarks) {
        if (each->kind == NodeKind::Only)
            only = each;
    }
    SaidOperand of = focus(clause);
    if ((!clause.subject && !(only && clause.hasWho)) || !clause.year)
        return refuse(u"the text does not say who, or when"_s);
    Statement made;
    made.first = node.first;
    made.last = node.last;
    made.missing = node.kind == NodeKind::NoReturn;
    if (node.kind == NodeKind::Limit) {
        made.limitUp = wayOf(node);
        const Node* figure = node.part(NodeKind::Figure);
        const Node* amount = node.part(NodeKind::Amount) ? node.part(NodeKind::Amount)
                             : figure                    ? figure->part(NodeKind::Amount)
                                                         : nullptr;
        if (!made.limitUp || !amount)
            return refuse(u"the text does not say what the limit is"_s);
        made.amount = amount->amount;
        if (figure && figure->has(NodeKind::PerHead))
            return refuse(u"a limit is not one per head"_s);
    }
    if (clause.topicPerHead)
        return refuse(u"a limit is not one per head"_s);
    if (clause.number && !only) {
        if (clause.subject->kind != NodeKind::Group)
            return refuse(u"the text does not say of whom there are so many"_s);
        made.kind = Statement::Kind::Count;
        made.number = clause.number->number;
        made.operands = {of};
        made.first = std::min(node.first, clause.number->first);
        made.last = std::max(node.last, clause.number->last);
    } else if (only) {
        const Node* group = only->part(NodeKind::One) ? only->part(NodeKind::One) : only->part(NodeKind::Group);
        if (!group || !clause.who.isCouncil())
            return refuse(u"the text does not say of whom it is the only one"_s);
        auto population = TRY(populationOf(*group));
        sayPopulation(*group, population, clause);
        SaidOperand all = of;
        all.who = population;
        made.kind = Statement::Kind::OnlyOne;
        made.operands = {all, of};
        made.number = 1;
        made.first = clause.node->first;
        made.last = clause.node->last;
    } else {
        if (clause.subject->kind != NodeKind::Counted)
            return refuse(u"a limit is said of all of a group, or of one council"_s);
        made.kind = Statement::Kind::Count;
        made.number = clause.who.top;
        of.who.top = 0;
        made.operands = {of};
        made.first = std::min(node.first, clause.subject->first);
        made.last = std::max(node.last, clause.subject->last);
    }
    if (made.kind == Statement::Kind::Count)
        m_counted = made;
    m_said.statements.push_back(std::move(made));
    return {};
}

// "Up from 18 in 2019/20", "in March 2015, 13 did", "and 13 held less": a number, and no more than when or which way.
bool Interpreter::countsAgain(const Clause& clause)
{
    return clause.number && !clause.subject && !clause.field && clause.figures.empty() &&
           std::ranges::all_of(clause.remarks, [](const Node* each) {
               return each->kind == NodeKind::More || each->kind == NodeKind::Less;
           });
}

// The same limit in the same group as it was counted last.
Result<void> Interpreter::countAgain(const Clause& clause)
{
    if (!m_counted || !clause.year || clause.among || clause.other || clause.from || clause.to || clause.by ||
        clause.span || clause.total || clause.whole || clause.topicPerHead || clause.onAverage || clause.each ||
        clause.remarks.size() > 1 || (clause.mark && clause.mark->kind != NodeKind::CountTo))
        return refuse(u"the text does not say what there are so many of"_s);
    Statement made = *m_counted;
    const Year before = made.operands.front().year;
    made.number = clause.number->number;
    made.operands.front().year = *clause.year;
    made.first = clause.number->first;
    made.last = clause.number->last;
    if (!clause.remarks.empty()) { // "and 13 held less"
        const bool up = clause.remarks.front()->kind == NodeKind::More;
        if (!made.limitUp || *made.limitUp == up || *clause.year != before || clause.up || clause.mark)
            return refuse(u"the text does not say what there are so many of"_s);
        made.limitUp = up;
    } else if (*clause.year == before) {
        return refuse(u"two numbers are said of one time"_s);
    }
    const bool to = clause.mark != nullptr;
    if (to != m_countUp.has_value())
        return refuse(u"the text does not say from how many it went"_s);
    // "Up from 18": what was counted before is more.
    const auto up = to ? std::exchange(m_countUp, std::nullopt) : clause.up;
    const int change = to ? made.number - m_counted->number : m_counted->number - made.number;
    const bool later = to ? before < *clause.year : *clause.year < before;
    if (up && (!later || (*up ? change <= 0 : change >= 0)))
        return refuse(u"the number of them went another way"_s);
    m_counted = made;
    m_said.statements.push_back(std::move(made));
    return {};
}

// Whether all of the one are counted in the other.
bool Interpreter::isWithin(const SaidWho& part, const SaidWho& all) const
{
    if (all.isCouncil() || all.measure != Measure::Sum || all.top > 0 || part == all)
        return false;
    const auto within = [](const QString& of, const QString& in) { return in.isEmpty() || of == in; };
    if (part.isCouncil()) {
        const Council& council = m_panel.councils()[static_cast<size_t>(part.council)];
        return within(council.type, all.scope.type) && within(council.nation, all.scope.nation) &&
               within(council.region, all.scope.region);
    }
    return part.measure == Measure::Sum && part.top == 0 && !part.wholeCountry &&
           within(part.scope.type, all.scope.type) && within(part.scope.nation, all.scope.nation) &&
           within(part.scope.region, all.scope.region);
}

// "Higher … went with lower …": of the first field of the clause and of the second, in that order.
Result<void> Interpreter::correlation(const Node& node, const Clause& clause)
{
    std::vector<bool> ways;
    std::vector<SaidOperand> operands;
    bool headFirst = false; // "spent more per head on culture"
    for (const Node* part : node.parts) {
        if (part->kind == NodeKind::High || part->kind == NodeKind::Low)
            ways.push_back(part->kind == NodeKind::High);
        else if (part->kind == NodeKind::Field) {
            SaidOperand of;
            of.field = part->fields.front();
            of.perHead = part->number == kPerHead || headFirst;
            headFirst = false;
            operands.push_back(of);
        } else if (part->kind == NodeKind::PerHead && ways.size() > operands.size())
            headFirst = true;
        else if (part->kind == NodeKind::PerHead && !operands.empty())
            operands.back().perHead = true;
    }
    SaidWho among = clause.hasWho ? clause.who : m_ranked.value_or(SaidWho());
    if (ways.size() != 2 || operands.size() != 2 || (!clause.hasWho && !m_ranked) || among.isCouncil())
        return refuse(u"the text does not say among whom, or what goes with what"_s);
    among.top = 0;
    for (SaidOperand& of : operands) {
        of.perHead = of.perHead || clause.topicPerHead;
        of.who = among;
        std::optional<Year> year;
        for (const Node* when : clause.whens)
            year = yearOf(*when, of.field, false, std::nullopt);
        if (!year)
            year = onlyYear(*clause.node, of.field, false);
        if (!year)
            return refuse(u"the text does not say when"_s);
        of.year = *year;
    }
    Statement& made = add(Statement::Kind::Correlation, operands, node);
    made.up = ways[0] == ways[1];
    made.number = clause.subject && clause.subject->kind == NodeKind::Counted ? clause.who.top : clause.amongNumber;
    return {};
}

} // namespace factoid
