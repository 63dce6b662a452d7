// What a text says of a figure beside the figure: places, records, runs, comparisons.
#include "core/factoids/grammar/interpreter.h"
#include "core/factoids/grammar/year_sense.h"
#include "core/insights/claims/refuse.h"

#include <algorithm>

namespace factoid {

namespace {

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
                                [](const Node* each) { return each->kind == NodeKind::Record && !wayOf(*each); })) {
            if (clause.among || node.has(NodeKind::One) || node.has(NodeKind::Group) || numberIn(node) > 0)
                return refuse(u"a place among others is said as if it were one among years"_s);
            return {};
        }
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
    auto high = wayOf(node);
    if (!high && numberIn(node) > 0) // "came second": from the end that the place before was from, else from the top
        high = m_rankedUp.value_or(true);
    SaidOperand of = focus(clause);
    const bool said = node.has(NodeKind::PerHead);
    const auto raw = std::ranges::any_of(
        clause.figures, [&](const Figure& each) { return each.inAll || (!each.perHead && !clause.topicPerHead); });
    const bool risen = clause.figures.empty() && clause.to && clause.to->figure && clause.to->figure->perHead;
    of.perHead = said || risen || (of.perHead && !raw);
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
    m_rankedUp = high;
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
    if (clause.reached && !*high)
        return notReached();
    SaidOperand of = focus(clause);
    of.perHead = of.perHead || node.has(NodeKind::PerHead);
    Statement& made = add(Statement::Kind::Record, {of}, node);
    made.up = *high;
    made.untilNow = node.has(NodeKind::AnyYear);
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
    if (clause.reached && !*up)
        return notReached();
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
        made.untilNow = !until; // "in every year since 2018/19"
        m_open.emplace_back(m_said.statements.size() - 1, until);
        return {};
    }
    Statement& made = add(Statement::Kind::Streak, {of}, node);
    made.up = *up;
    made.number = numberIn(node);
    made.exactly = node.has(NodeKind::Exactly);
    if (node.kind == NodeKind::Streak && from && to) {
        // "Rose every year from 2015/16 to 2017/18": in the first of them too, unless it says where the figure stood.
        const Node& began = *clause.from->when;
        const bool first = began.kind == NodeKind::Year && began.year.form == SaidYear::Form::Label &&
                           !clause.from->between && !clause.from->figure;
        const int moves = to->startYear() - from->startYear();
        if (made.number < 0)
            made.number = first ? moves + 1 : moves;
        else if (!clause.from->figure && made.number != moves && !(first && made.number == moves + 1))
            return refuse(u"the years between the two times are not as many as the text says"_s);
    }
    if (made.number < 0) // "every year", and no more
        return refuse(u"the text does not say how many years"_s);
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

// Two services, or two balances of which the same is said: what they are for is all that differs.
bool Interpreter::areAlike(int one, int other) const
{
    const auto wordsOf = [this](int field) {
        return m_lexicon.field(m_panel.fields()[static_cast<size_t>(field)], m_traits);
    };
    const auto a = wordsOf(one);
    const auto b = wordsOf(other);
    return (!a.thing.isEmpty() && !b.thing.isEmpty()) ||
           (a.moment == Moment::Closing && b.moment == Moment::Closing &&
            a.did.section(QLatin1Char(' '), 0, 0) == b.did.section(QLatin1Char(' '), 0, 0));
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
    const Node* again = nullptr;
    const Node* place = nullptr;
    for (const Node* part : other ? other->parts : std::vector<const Node*>()) {
        switch (part->kind) {
        case NodeKind::Figure:
            figure = part;
            break;
        case NodeKind::Field:
            field = part;
            break;
        case NodeKind::Again:
            again = part;
            break;
        case NodeKind::When:
        case NodeKind::Year:
        case NodeKind::Earlier:
        case NodeKind::Later:
            when = part;
            break;
        case NodeKind::PerHead:
            break;
        case NodeKind::Rank:
            place = part;
            break;
        default:
            named = part;
        }
    }
    // "Less on public health than on culture", "twice its schools reserves": two of its own.
    const bool own = field && (!named || named->kind == NodeKind::Pronoun) && !place;
    if (own && (other->parts.size() == 1 || named || field->fields.front() != of.field)) {
        if (of.field < 0 || !clause.field || field->fields.front() == of.field || field->sign != of.sign ||
            !areAlike(of.field, field->fields.front()))
            return refuse(u"two different things are compared"_s);
        of.field = field->fields.front();
        named = nullptr;
    } else if (!named && !when) {
        if (!before || !before->hasWho || before->fieldIndex != of.field)
            return refuse(u"the text does not say what it is compared with"_s);
        of = focus(*before);
        of.perHead = clause.perHead;
    }
    if (named) {
        auto who = TRY(named->kind == NodeKind::Place ? elsewhere(*named, clause.who) : whoOf(*named));
        of.who = who;
        sayPopulation(*named, of.who, clause);
    }
    if (field && (field->fields.front() != of.field || field->sign != of.sign))
        return refuse(u"two different things are compared"_s);
    if (again && !again->fields.empty() && std::ranges::find(again->fields, of.field) == again->fields.end())
        return refuse(u"two different things are compared"_s);
    if (when) {
        const auto year = yearOf(*when, of.field, of.whole >= 0, clause.year);
        if (!year)
            return refuse(u"what it is compared with is at no time that the figure has"_s);
        of.year = *year;
    }
    if (figure) {
        if ((figure->has(NodeKind::Each) || figure->has(NodeKind::OnAverage)) && of.who.measure != Measure::Average)
            return refuse(u"what all have together is said of each"_s);
        const Figure said = figureOf(*figure);
        of.perHead = !said.inAll && (said.perHead || of.perHead);
        Statement& value = add(Statement::Kind::Value, {of}, *figure);
        value.amount = said.amount;
        *sayValue = true;
    }
    if (place) {
        if (const auto placed = placeOf(*place, of, clause); !placed)
            return std::unexpected(placed.error());
    }
    return of;
}

// "… more than Hillingdon in second place": from the top, where the clause has said of whom its subject is the first.
Result<void> Interpreter::placeOf(const Node& node, const SaidOperand& of, const Clause& clause)
{
    const bool top = std::ranges::any_of(clause.remarks, [](const Node* each) {
        return each->kind == NodeKind::Rank && each->has(NodeKind::High) && !each->has(NodeKind::Number);
    });
    if (!top || !m_ranked || numberIn(node) < 2)
        return refuse(u"the text does not say among whom"_s);
    SaidOperand population = of;
    population.who = *m_ranked;
    Statement& made = add(Statement::Kind::Rank, {of, population}, node);
    made.up = true;
    made.number = numberIn(node);
    made.perHeadSaid = of.perHead;
    return {};
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
    // "Spent less than East Sussex; the difference was £33 million": between the two that were compared.
    if (node.kind == NodeKind::Gap && !clause.subject && !clause.field && !clause.other && clause.whens.empty() &&
        !m_said.statements.empty() && m_said.statements.back().kind == Statement::Kind::Compare) {
        const std::vector<SaidOperand> two = m_said.statements.back().operands;
        const Node* amount = node.part(NodeKind::Amount);
        if (!amount)
            return refuse(u"the text does not say by how much they differ"_s);
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
        if (node.kind == NodeKind::Compare && !said && clause.among)
            return refuse(u"a place among others is said as if it were between two"_s);
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
        size_t first = node.first, last = node.last;
        for (const Node* each : clause.remarks) { // "fell below Kent …, for the first time since at least 2013/14"
            if (since || each->kind != NodeKind::Crossing || each->has(NodeKind::Other))
                continue;
            since = each->part(NodeKind::Year);
            first = std::min(first, each->first);
            last = std::max(last, each->last);
        }
        const auto year = since ? yearOf(*since, clause.fieldIndex, false, clause.year) : std::nullopt;
        if (!year || !up)
            return refuse(u"the text does not say since when"_s);
        Statement& made = add(Statement::Kind::Crossing, {of, other}, node);
        made.first = first;
        made.last = last;
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

} // namespace factoid
