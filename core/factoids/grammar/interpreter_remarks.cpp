// What a text says of a figure beside the figure: places, records, runs, comparisons, shares, counts.
#include "core/factoids/grammar/interpreter.h"
#include "core/factoids/grammar/year_sense.h"

#include <algorithm>

namespace factoid {

namespace {

std::unexpected<Error> refuse(const QString& why)
{
    return fail(ErrorKind::Verification, why);
}

// High, Up and More against Low, Down and Less.
std::optional<bool> wayOf(const Node& node)
{
    for (const Node* part : node.parts) {
        switch (part->kind) {
        case NodeKind::High:
        case NodeKind::Up:
        case NodeKind::More:
            return true;
        case NodeKind::Low:
        case NodeKind::Down:
        case NodeKind::Less:
            return false;
        default:
            break;
        }
    }
    return std::nullopt;
}

int numberIn(const Node& node)
{
    const Node* number = node.part(NodeKind::Number);
    return number ? number->number : -1;
}

} // namespace

// Times or Fraction with what qualifies it.
std::optional<SaidTimes> Interpreter::timesOf(const Node& node)
{
    SaidTimes times;
    const Node* said = nullptr;
    for (const Node* part : node.parts) {
        if (part->kind == NodeKind::Nearly)
            times.qualifier = SaidTimes::Qualifier::Nearly;
        else if (part->kind == NodeKind::MoreThan)
            times.qualifier = SaidTimes::Qualifier::MoreThan;
        else if (part->kind == NodeKind::About)
            times.qualifier = SaidTimes::Qualifier::About;
        else if (part->kind == NodeKind::Times || part->kind == NodeKind::Fraction)
            said = part;
    }
    const Node* number = said ? said->part(NodeKind::Number) : nullptr;
    if (!number)
        return std::nullopt;
    times.num = number->number;
    times.den = number->den;
    times.tenths = number->tenths;
    times.fraction = said->kind == NodeKind::Fraction;
    return times;
}

Result<void> Interpreter::remark(const Node& node, const Clause& clause, const Clause* before)
{
    switch (node.kind) {
    case NodeKind::Multiplied:
        return {}; // with the change
    case NodeKind::Rank:
        // "Spent more in 2018/19 than in any earlier year": no place but a record.
        if (std::ranges::any_of(clause.remarks,
                                [](const Node* each) { return each->kind == NodeKind::Record && !wayOf(*each); }))
            return {};
        // "Spent more on education than Oldham": no place but a comparison.
        if (clause.other && !node.has(NodeKind::One) && !node.has(NodeKind::Group) && numberIn(node) < 0)
            return compared(node, clause, before);
        return rank(node, clause);
    case NodeKind::Gap:
        return compared(node, clause, before);
    case NodeKind::Record:
        return record(node, clause);
    case NodeKind::Streak:
    case NodeKind::Run:
    case NodeKind::Trend:
    case NodeKind::Step:
        return run(node, clause);
    case NodeKind::Crossing:
        if (!node.has(NodeKind::Other))
            return {}; // with the comparison
        return compared(node, clause, before);
    case NodeKind::Ratio:
    case NodeKind::Difference:
    case NodeKind::Compare:
        return compared(node, clause, before);
    case NodeKind::Share:
        return share(node, clause, before);
    case NodeKind::Relation:
        return correlation(node, clause);
    case NodeKind::Limit:
    case NodeKind::Negative:
    case NodeKind::NoReturn:
        return count(node, clause);
    case NodeKind::Only:
        return {}; // with its limit
    case NodeKind::Lift: {
        if (std::ranges::find(node.fields, clause.fieldIndex) == node.fields.end())
            return refuse(u"what lifts the average is said of another field"_s);
        SaidOperand of = focus(clause);
        add(Statement::Kind::Lift, {of}, node);
        return {};
    }
    default:
        return refuse(u"a part of the text says nothing that can be checked"_s);
    }
}

Result<void> Interpreter::rank(const Node& node, const Clause& clause)
{
    const auto high = wayOf(node);
    SaidOperand of = focus(clause);
    const bool said = node.has(NodeKind::PerHead);
    const auto raw = std::ranges::any_of(
        clause.figures, [&](const Figure& each) { return each.inAll || (!each.perHead && !clause.topicPerHead); });
    of.perHead = said || (of.perHead && !raw);
    if (const Node* field = node.part(NodeKind::Field)) {
        if (field->fields.front() != of.field || field->sign != of.sign)
            return refuse(u"the place is one in another field"_s);
    }
    SaidWho among;
    const Node* group = node.part(NodeKind::One) ? node.part(NodeKind::One) : node.part(NodeKind::Group);
    if (group) {
        auto population = TRY(populationOf(*group));
        among = population;
        m_ranked = among;
        sayPopulation(*group, among, clause);
    } else if (m_ranked) {
        among = *m_ranked;
    } else {
        return refuse(u"the text does not say among whom"_s);
    }
    if (!high || !clause.hasWho || !clause.year)
        return refuse(u"the text does not say whose place it is, or when"_s);
    SaidOperand population = of;
    population.who = among;
    Statement& made = add(Statement::Kind::Rank, {of, population}, node);
    if (!group && clause.among) { // "no other county council owed more"
        made.first = std::min(made.first, clause.among->first);
        made.last = std::max(made.last, clause.among->last);
    }
    made.up = *high;
    made.number = node.has(NodeKind::First) || numberIn(node) < 0 ? 1 : numberIn(node);
    // What the clause before said does not carry as far as a place among others.
    made.perHeadSaid = said || (clause.topicPerHead && !clause.perHeadGoesOn);
    return {};
}

Result<void> Interpreter::record(const Node& node, const Clause& clause)
{
    auto high = wayOf(node);
    for (const Node* each : clause.remarks) {
        if (!high && each->kind == NodeKind::Rank)
            high = wayOf(*each);
    }
    if (!high || !clause.hasWho || !clause.year)
        return refuse(u"the text does not say of what or when it is the highest or lowest"_s);
    SaidOperand of = focus(clause);
    of.perHead = of.perHead || node.has(NodeKind::PerHead);
    Statement& made = add(Statement::Kind::Record, {of}, node);
    made.up = *high;
    if (const Node* years = node.part(NodeKind::Previous)) {
        made.number = numberIn(*years);
        return {};
    }
    const Node* since = node.part(NodeKind::Year);
    const auto year = since ? yearOf(*since, clause.fieldIndex, clause.wholeIndex >= 0, clause.year) : std::nullopt;
    if (!year)
        return refuse(u"the text does not say since when it is the highest or lowest"_s);
    made.since = year;
    return {};
}

// Streaks, runs before a turn, trends and steps.
Result<void> Interpreter::run(const Node& node, const Clause& clause)
{
    if (!clause.hasWho)
        return refuse(u"the text does not say whose figures rose or fell"_s);
    SaidOperand of = focus(clause);
    auto up = wayOf(node);
    if (node.kind == NodeKind::Streak && !up)
        up = clause.up;
    if (!up)
        return refuse(u"the text does not say which way it went"_s);
    auto end = clause.year;
    const auto from =
        clause.from && clause.from->when ? yearOf(*clause.from->when, clause.fieldIndex, false, end) : std::nullopt;
    const auto to =
        clause.to && clause.to->when ? yearOf(*clause.to->when, clause.fieldIndex, false, from) : std::nullopt;
    if (node.kind == NodeKind::Trend) {
        Statement& made = add(Statement::Kind::Trend, {of, of}, node);
        made.up = *up;
        made.since = to ? from : std::nullopt;
        if (clause.span)
            made.number = std::max(1, numberIn(*clause.span));
        m_open.emplace_back(m_said.statements.size() - 1, from ? to : std::nullopt);
        return {};
    }
    if (to)
        end = to;
    if (node.kind == NodeKind::Step) {
        const Node* since = node.part(NodeKind::Year);
        const auto year = since ? yearOf(*since, clause.fieldIndex, false, clause.year) : std::nullopt;
        if (!year)
            return refuse(u"the text does not say since when"_s);
        Statement& made = add(Statement::Kind::Step, {of}, node);
        made.up = *up;
        made.since = year;
        made.number = numberIn(node);
        // "In every year from 2018/19 to 2021/22": the second year is its end.
        std::optional<Year> until;
        for (const Node* part : node.parts) {
            if (part->kind == NodeKind::Year && part != since)
                until = yearOf(*part, clause.fieldIndex, false, std::nullopt);
        }
        m_open.emplace_back(m_said.statements.size() - 1, until);
        return {};
    }
    Statement& made = add(Statement::Kind::Streak, {of}, node);
    made.up = *up;
    made.number = numberIn(node);
    if (made.number < 0) { // "every year between 2014/15 and 2017/18"
        if (!from || !to)
            return refuse(u"the text does not say how many years"_s);
        made.number = to->startYear() - from->startYear();
    }
    const size_t at = m_said.statements.size() - 1;
    // After a run the other way the figure turned: the run ended where the turn began.
    if (node.kind == NodeKind::Run && clause.up && *clause.up != *up) {
        auto turned = end;
        if (clause.to && clause.to->when)
            turned = yearOf(*clause.to->when, clause.fieldIndex, false, end);
        auto last = turned ? std::optional(turned->plus(-1)) : std::nullopt;
        if (clause.from && clause.from->when)
            last = yearOf(*clause.from->when, clause.fieldIndex, false, turned);
        if (!last)
            return refuse(u"the text does not say when it turned"_s);
        m_said.statements[at].operands.front().year = *last;
        return {};
    }
    m_open.emplace_back(at, end);
    return {};
}

// What a figure is compared with: a name, a time, or the clause before.
Result<SaidOperand> Interpreter::otherOf(const Node* other, const Clause& clause, const Clause* before, bool* sayValue)
{
    SaidOperand of = focus(clause);
    *sayValue = false;
    const Node* named = nullptr;
    const Node* when = nullptr;
    const Node* figure = nullptr;
    const Node* field = nullptr;
    for (const Node* part : other ? other->parts : std::vector<const Node*>()) {
        switch (part->kind) {
        case NodeKind::Figure:
            figure = part;
            break;
        case NodeKind::Field:
        case NodeKind::Again:
            field = part;
            break;
        case NodeKind::When:
        case NodeKind::Year:
        case NodeKind::Earlier:
        case NodeKind::Later:
            when = part;
            break;
        case NodeKind::PerHead:
            break;
        default:
            named = part;
        }
    }
    if (!named && !when) {
        if (!before || !before->hasWho || before->fieldIndex != of.field)
            return refuse(u"the text does not say what it is compared with"_s);
        of = focus(*before);
        of.perHead = clause.perHead;
    }
    if (named) {
        auto who = TRY(whoOf(*named));
        of.who = who;
        sayPopulation(*named, of.who, clause);
    }
    if (field && field->kind == NodeKind::Field && (field->fields.front() != of.field || field->sign != of.sign))
        return refuse(u"two different things are compared"_s);
    if (field && field->kind == NodeKind::Again && !field->fields.empty() &&
        std::ranges::find(field->fields, of.field) == field->fields.end())
        return refuse(u"two different things are compared"_s);
    if (when) {
        const auto year = yearOf(*when, of.field, of.whole >= 0, clause.year);
        if (!year)
            return refuse(u"what it is compared with is at no time that the figure has"_s);
        of.year = *year;
    }
    if (figure) {
        const Figure said = figureOf(*figure);
        of.perHead = !said.inAll && (said.perHead || of.perHead);
        Statement& value = add(Statement::Kind::Value, {of}, *figure);
        value.amount = said.amount;
        *sayValue = true;
    }
    return of;
}

// "Twice as much as", "£3 million more than", "more than … for the first time since", "doubled".
Result<void> Interpreter::compared(const Node& node, const Clause& clause, const Clause* before)
{
    SaidOperand of = focus(clause);
    if (!clause.year)
        return refuse(u"the text does not say when"_s);
    if (node.kind == NodeKind::Gap && node.parts.size() >= 2 && node.has(NodeKind::Other)) {
        // "The gap between Blackpool and Swindon was £13 million."
        std::vector<SaidOperand> two;
        bool value = false;
        for (const Node* part : node.parts) {
            if (part->kind != NodeKind::Other)
                continue;
            auto one = TRY(otherOf(part, clause, before, &value));
            two.push_back(one);
        }
        const Node* amount = node.part(NodeKind::Amount);
        if (two.size() != 2 || !amount)
            return refuse(u"the text does not say between whom the difference is"_s);
        Statement& made = add(Statement::Kind::Difference, two, node);
        made.amount = amount->amount;
        made.either = true;
        return {};
    }
    if (!clause.hasWho)
        return refuse(u"the text does not say what is compared"_s);
    if (clause.to && clause.to->when)
        of.year =
            yearOf(*clause.to->when, of.field, of.whole >= 0, clause.year, clause.from.has_value()).value_or(of.year);
    SaidOperand other;
    if (node.kind == NodeKind::Multiplied) {
        other = of;
        if (clause.from && clause.from->when)
            other.year =
                yearOf(*clause.from->when, of.field, of.whole >= 0, of.year, clause.to.has_value()).value_or(of.year);
        else if (clause.span)
            other.year = of.year.plus(-std::max(1, numberIn(*clause.span)));
    } else {
        const Node* said = node.part(NodeKind::Other) ? node.part(NodeKind::Other) : clause.other;
        bool value = false;
        m_otherUsed = m_otherUsed || said == clause.other;
        auto resolved = TRY(otherOf(said, clause, before, &value));
        other = resolved;
    }
    if (node.has(NodeKind::PerHead)) {
        of.perHead = true;
        other.perHead = true;
    }
    m_other = other;
    const auto up = wayOf(node);
    switch (node.kind) {
    case NodeKind::Multiplied:
    case NodeKind::Ratio: {
        Statement& made = add(Statement::Kind::Ratio, {of, other}, node);
        made.times = timesOf(node);
        if (!made.times)
            return refuse(u"the text does not say how many times as much"_s);
        return {};
    }
    case NodeKind::Difference: {
        const Node* amount = node.part(NodeKind::Amount);
        if (!amount || !up)
            return refuse(u"the text does not say by how much or which way they differ"_s);
        Statement& made = add(Statement::Kind::Difference, {of, other}, node);
        made.amount = amount->amount;
        made.up = *up;
        return {};
    }
    case NodeKind::Gap: { // "a difference of £13 million", from the clause before
        const Node* amount = node.part(NodeKind::Amount);
        if (!amount)
            return refuse(u"the text does not say by how much they differ"_s);
        Statement& made = add(Statement::Kind::Difference, {of, other}, node);
        made.amount = amount->amount;
        made.either = true;
        return {};
    }
    case NodeKind::Crossing: {
        const Node* since = node.part(NodeKind::Year);
        const auto year = since ? yearOf(*since, clause.fieldIndex, false, clause.year) : std::nullopt;
        if (!year || !up)
            return refuse(u"the text does not say since when"_s);
        Statement& made = add(Statement::Kind::Crossing, {of, other}, node);
        made.since = year;
        made.up = *up;
        return {};
    }
    default: {
        if (!up)
            return refuse(u"the text does not say which of the two is more"_s);
        // "… for the first time since at least 2012/13"
        for (const Node* each : clause.remarks) {
            if (each->kind != NodeKind::Crossing || each->has(NodeKind::Other))
                continue;
            const Node* since = each->part(NodeKind::Year);
            const auto year = since ? yearOf(*since, clause.fieldIndex, false, clause.year) : std::nullopt;
            if (!year)
                return refuse(u"the text does not say since when"_s);
            Statement& crossed = add(Statement::Kind::Crossing, {of, other}, *each);
            crossed.since = year;
            crossed.up = *up;
            return {};
        }
        Statement& made = add(Statement::Kind::Compare, {of, other}, node);
        made.up = *up;
        made.perHeadSaid = node.has(NodeKind::PerHead);
        return {};
    }
    }
}

// A share of what a group has in all.
Result<void> Interpreter::share(const Node& node, const Clause& clause, const Clause* before)
{
    const Node* whole = node.part(NodeKind::Whole);
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
    } else if (whole->parts.empty() && part.who.top > 0) {
        all.who.top = 0; // "ten of them owed a third of the total"
    } else if (whole->parts.empty() && before && before->hasWho && before->fieldIndex == part.field) {
        all = focus(*before);
    } else {
        return refuse(u"the text does not say of what the share is"_s);
    }
    if (all.who.isCouncil() || all.who.measure != Measure::Sum)
        return refuse(u"a share is one of what a group has in all"_s);
    Statement& made = add(Statement::Kind::Share, {part, all}, node);
    made.times = timesOf(node);
    if (const Node* amount = node.part(NodeKind::Amount))
        made.amount = amount->amount;
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
        made.first = clause.subject->first;
    }
    m_said.statements.push_back(std::move(made));
    return {};
}

// "Higher … went with lower …": of the first field of the clause and of the second, in that order.
Result<void> Interpreter::correlation(const Node& node, const Clause& clause)
{
    std::vector<bool> ways;
    std::vector<SaidOperand> operands;
    for (const Node* part : node.parts) {
        if (part->kind == NodeKind::High || part->kind == NodeKind::Low)
            ways.push_back(part->kind == NodeKind::High);
        else if (part->kind == NodeKind::Field) {
            SaidOperand of;
            of.field = part->fields.front();
            of.perHead = part->number == kPerHead;
            operands.push_back(of);
        } else if (part->kind == NodeKind::PerHead && !operands.empty())
            operands.back().perHead = true;
    }
    SaidWho among = clause.hasWho ? clause.who : m_ranked.value_or(SaidWho());
    if (ways.size() != 2 || operands.size() != 2 || (!clause.hasWho && !m_ranked) || among.isCouncil())
        return refuse(u"the text does not say among whom, or what goes with what"_s);
    among.top = 0;
    for (SaidOperand& of : operands) {
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
