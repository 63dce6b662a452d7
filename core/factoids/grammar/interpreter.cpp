#include "core/factoids/grammar/interpreter.h"

#include "core/factoids/grammar/distribution.h"
#include "core/factoids/words/amount_text.h"
#include "core/insights/claims/refuse.h"

#include <algorithm>

namespace factoid {

namespace {

bool namesWho(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Council:
    case NodeKind::Group:
    case NodeKind::Average:
    case NodeKind::Typical:
    case NodeKind::AnyTwo:
    case NodeKind::Counted:
    case NodeKind::Pronoun:
        return true;
    default:
        return false;
    }
}

// Whether the last word of the part is one of a time.
bool endsWithTime(const Node& node)
{
    if (node.kind == NodeKind::When || node.kind == NodeKind::Year || node.kind == NodeKind::Earlier ||
        node.kind == NodeKind::Later)
        return true;
    return std::ranges::any_of(node.parts,
                               [&](const Node* part) { return part->last == node.last && endsWithTime(*part); });
}

// Whether a clause is no more than the rest of the one before it: it does not say both whose and what it is.
bool goesOnWith(const Node& next)
{
    const bool who = std::ranges::any_of(next.parts, [](const Node* part) { return namesWho(part->kind); });
    const bool what = std::ranges::any_of(next.parts, [](const Node* part) {
        return part->kind == NodeKind::Again || (part->kind == NodeKind::Field && part->number != kAside);
    });
    return !who || !what;
}

// Whose whole it is.
const Node* ownerOf(const Node& whole)
{
    for (const Node* part : whole.parts) {
        if (namesWho(part->kind) && part->kind != NodeKind::Pronoun)
            return part;
    }
    return nullptr;
}

// The field of a whole: "spending on services", "every service pound".
const Node* fieldOfWhole(const Node* whole)
{
    if (!whole || whole->kind == NodeKind::Pound)
        return whole;
    return whole->part(NodeKind::Field) ? whole->part(NodeKind::Field) : whole->part(NodeKind::Pound);
}

} // namespace

Statement& Interpreter::add(Statement::Kind kind, std::vector<SaidOperand> operands, const Node& place)
{
    Statement& made = m_said.statements.emplace_back();
    made.kind = kind;
    made.operands = std::move(operands);
    made.first = place.first;
    made.last = place.last;
    return made;
}

Interpreter::Figure Interpreter::figureOf(const Node& node)
{
    Figure figure;
    figure.node = &node;
    if (const Node* amount = node.part(NodeKind::Amount))
        figure.amount = amount->amount;
    figure.perHead = node.has(NodeKind::PerHead);
    figure.inAll = node.has(NodeKind::InAll);
    return figure;
}

Result<Said> Interpreter::interpret(const std::vector<const Node*>& reading)
{
    m_said = {};
    m_clauses.clear();
    m_open.clear();
    m_placed.clear();
    m_placedWhole.clear();
    m_ranked.reset();
    m_rankedUp.reset();
    m_counted.reset();
    m_countUp.reset();
    m_began.reset();
    m_group.reset();
    m_other.reset();
    m_lastMove.reset();
    m_clauses.reserve(reading.size());
    for (auto at = reading.begin(); at != reading.end(); ++at) {
        const Node* node = *at;
        if (node->kind != NodeKind::Clause)
            continue;
        m_next = at + 1 != reading.end() && (*(at + 1))->kind == NodeKind::Clause ? *(at + 1) : nullptr;
        if (const auto taken = take(*node); !taken)
            return std::unexpected(taken.error());
    }
    if (m_countUp)
        return refuse(u"the text does not say to how many it went"_s);
    if (const auto finished = finishSeries(); !finished)
        return std::unexpected(finished.error());
    return std::move(m_said);
}

// One clause, or as many as its lists have members.
Result<void> Interpreter::take(const Node& node)
{
    const auto parts = TRY(distributed(node, &m_made));
    const Clause* before = m_clauses.empty() ? nullptr : &m_clauses.back();
    const size_t series = m_open.size();
    const auto first = static_cast<std::ptrdiff_t>(m_said.statements.size());
    std::vector<Clause> all;
    for (const Node* part : parts) {
        auto clause = TRY(understand(*part, before));
        all.push_back(std::move(clause));
    }
    Clause& last = all.back();
    if (all.size() > 1) {
        if (m_open.size() > series)
            return refuse(u"a run of years is said of several at once"_s);
        // What stands beside a list is said once.
        auto& said = m_said.statements;
        for (auto each = said.begin() + first; each != said.end();)
            each = std::find(said.begin() + first, each, *each) != each ? said.erase(each) : each + 1;
        // Which of them "it" would be, nobody can tell.
        last.hasWho = all.front().who == last.who;
        if (all.front().fieldIndex != last.fieldIndex) {
            last.fieldIndex = -1;
            last.perHead = false;
        }
    }
    m_clauses.push_back(std::move(last));
    return {};
}

Result<Interpreter::Clause> Interpreter::understand(const Node& node, const Clause* before)
{
    Clause clause;
    if (const auto gathered = gather(node, &clause); !gathered)
        return std::unexpected(gathered.error());
    if (const auto resolved = resolve(&clause, before); !resolved)
        return std::unexpected(resolved.error());
    if (const auto said = say(clause, before); !said)
        return std::unexpected(said.error());
    return clause;
}

Result<void> Interpreter::gather(const Node& node, Clause* made)
{
    made->node = &node;
    const Node* timed = nullptr; // the part before, where it ends with a time of its own
    for (const Node* part : node.parts) {
        // "From £153 million in March 2017 in March 2020": whose time the second is, nobody can tell.
        if (part->kind == NodeKind::When && timed && part->first == timed->last + 1)
            return refuse(u"two times stand in a row"_s);
        const bool ends = part->kind == NodeKind::When || part->kind == NodeKind::From || part->kind == NodeKind::To ||
                          part->kind == NodeKind::Other || part->kind == NodeKind::Ratio ||
                          part->kind == NodeKind::Difference || part->kind == NodeKind::Compare;
        // "On the year before in 2014/15": counted from that time.
        const bool counted = part->kind == NodeKind::From && part->parts.size() == 1 && part->has(NodeKind::Earlier);
        timed = ends && !counted && endsWithTime(*part) ? part : nullptr;
        if (namesWho(part->kind)) {
            if (made->subject)
                return refuse(u"the text leaves open whose number it is"_s);
            made->subject = part;
            // "The ten councils with the highest borrowing"
            if (const Node* field = part->kind == NodeKind::Counted ? part->part(NodeKind::Field) : nullptr) {
                if (made->field && made->field->fields != field->fields)
                    return refuse(u"one clause speaks of two fields"_s);
                made->field = field;
            }
            continue;
        }
        if (part->kind == NodeKind::Gap) { // "the gap between … in spending on services"
            const Node* other = part->part(NodeKind::Other);
            const Node* field = part->part(NodeKind::Field) ? part->part(NodeKind::Field)
                                : other                     ? other->part(NodeKind::Field)
                                                            : nullptr;
            if (field && !made->field)
                made->field = field;
        }
        if (part->kind == NodeKind::Record || part->kind == NodeKind::Rank || part->kind == NodeKind::Gap ||
            part->kind == NodeKind::Compare) {
            if (const Node* when = part->part(NodeKind::When)) // "higher in 2019/20 than in any year since"
                made->whens.push_back(when);
        }
        if (const Node* whole = part->kind == NodeKind::Share ? part->part(NodeKind::Whole)
                                : part->kind == NodeKind::Whole || part->kind == NodeKind::Total ? part
                                                                                                 : nullptr) {
            if (const Node* when = whole->part(NodeKind::When)) // "4 percent of what districts owed in March 2020"
                made->whens.push_back(when);
        }
        if (part->kind == NodeKind::Relation && part->has(NodeKind::Group) && !made->subject)
            made->subject = part->part(NodeKind::Group); // "the more districts spent on …, the more they tended to"
        switch (part->kind) {
        case NodeKind::Field:
            if (made->field && made->field->fields != part->fields)
                return refuse(u"one clause speaks of two fields"_s);
            made->topicPerHead = made->topicPerHead || part->number == kPerHead;
            made->field = part;
            break;
        case NodeKind::Again:
            made->again = part;
            break;
        case NodeKind::Figure:
            made->figures.push_back(figureOf(*part));
            made->onAverage = made->onAverage || part->has(NodeKind::OnAverage);
            m_said.onAverage = m_said.onAverage || part->has(NodeKind::OnAverage);
            made->each = made->each || part->has(NodeKind::Each);
            break;
        case NodeKind::PerHead:
            if (made->figures.empty())
                made->topicPerHead = true;
            else
                made->figures.back().perHead = true;
            break;
        case NodeKind::InAll:
            if (!made->figures.empty())
                made->figures.back().inAll = true;
            break;
        case NodeKind::When:
        case NodeKind::Later:
        case NodeKind::Earlier:
            made->whens.push_back(part);
            break;
        case NodeKind::From:
        case NodeKind::To: {
            TimedFigure end;
            for (const Node* each : part->parts) {
                made->onAverage = made->onAverage || each->has(NodeKind::OnAverage);
                made->each = made->each || each->has(NodeKind::Each);
                if (each->kind == NodeKind::Figure)
                    end.figure = figureOf(*each);
                else if (each->kind == NodeKind::Again)
                    made->again = each;
                else if (each->kind == NodeKind::Between)
                    end.between = true;
                else
                    end.when = each;
            }
            auto& kept = part->kind == NodeKind::From ? made->from : made->to;
            // "Between March 2016 and March 2019 … from £7 million to £4 million"
            if (kept && ((kept->figure && end.figure) || (kept->when && end.when)))
                return refuse(u"a change has one beginning and one end"_s);
            if (kept && end.figure)
                kept->figure = end.figure;
            else if (kept)
                kept->when = end.when;
            else
                kept = end;
            break;
        }
        case NodeKind::By:
            if (made->by || !part->has(NodeKind::Amount))
                return refuse(u"a change is by one amount"_s);
            made->by = part->part(NodeKind::Amount)->amount;
            made->byNode = part;
            break;
        case NodeKind::Up:
        case NodeKind::Down:
            if (made->up && *made->up != (part->kind == NodeKind::Up))
                return refuse(u"the text says both that it rose and that it fell"_s);
            made->up = part->kind == NodeKind::Up;
            if (!made->move)
                made->move = part;
            break;
        case NodeKind::Among:
            made->among = part;
            break;
        case NodeKind::Other:
            made->other = part;
            break;
        case NodeKind::Span:
            made->span = part;
            break;
        case NodeKind::Pound:
        case NodeKind::Whole:
            if (part->has(NodeKind::Figure))
                return refuse(u"the text does not say whose figure the whole is"_s);
            made->whole = part;
            break;
        case NodeKind::Total:
            made->total = part;
            if (!made->field)
                made->field = part->part(NodeKind::Field);
            break;
        case NodeKind::OfWhich:
        case NodeKind::CountTo:
        case NodeKind::Began:
        case NodeKind::HadBeen:
            made->mark = part;
            break;
        case NodeKind::Each:
            made->each = true;
            break;
        case NodeKind::Number:
            made->number = part;
            break;
        case NodeKind::Versus:
            if (made->versus)
                return refuse(u"one clause gives two pairs of amounts"_s);
            made->versus = part;
            made->each = made->each || std::ranges::any_of(
                                           part->parts, [](const Node* figure) { return figure->has(NodeKind::Each); });
            break;
        case NodeKind::Inflation:
            m_said.inflation = true;
            break;
        case NodeKind::Provisional:
            m_said.provisional = true;
            break;
        case NodeKind::Estimated:
            m_said.estimated = true;
            break;
        case NodeKind::OnAverage:
            made->onAverage = true;
            m_said.onAverage = true;
            break;
        case NodeKind::Reached:
            made->reached = true;
            break;
        case NodeKind::Reported:
            if (const Node* number = part->part(NodeKind::Number))
                m_said.reported.push_back(number->number);
            break;
        default:
            made->remarks.push_back(part);
        }
    }
    // "From £60 to £140 per resident": both are.
    if (made->from && made->from->figure && made->to && made->to->figure && made->to->figure->perHead) {
        made->topicPerHead = made->topicPerHead || !made->from->figure->perHead;
        made->from->figure->perHead = !made->from->figure->inAll;
    }
    return {};
}

// Of what has no sum: a price, or a percentage.
bool Interpreter::isRate(int field) const
{
    const QString& unit = m_panel.fields()[static_cast<size_t>(field)].unit;
    return unit.contains("_per_"_L1) || unitFrom(unit).kind == Unit::Kind::Percent;
}

// Whether all that is counted in the one is counted in the other as well.
bool Interpreter::isPartOf(int part, int whole) const
{
    return m_traits.value(m_panel.fields()[static_cast<size_t>(part)].slug).partOf ==
           m_panel.fields()[static_cast<size_t>(whole)].slug;
}

// The field: its own words, those of the whole that it is a part of, or the clause's before it.
Result<void> Interpreter::resolveField(Clause* clause, const Clause* before)
{
    const Node* share = nullptr;
    for (const Node* each : clause->remarks) {
        if (each->kind == NodeKind::Share)
            share = each;
    }
    const Node* whole = share ? share->part(NodeKind::Whole) : nullptr;
    const Node* wholeField = fieldOfWhole(whole);
    const auto relation = std::ranges::find(clause->remarks, NodeKind::Relation, &Node::kind);
    if (relation != clause->remarks.end() && (*relation)->has(NodeKind::Field)) {
        clause->fieldIndex = (*relation)->part(NodeKind::Field)->fields.front();
    } else if (clause->field) {
        clause->fieldIndex = clause->field->fields.front();
        clause->sign = clause->field->sign;
    } else if (wholeField) {
        clause->fieldIndex = wholeField->fields.front();
    } else if (before && before->fieldIndex >= 0) {
        clause->fieldIndex = before->fieldIndex;
        clause->sign = before->sign;
        clause->wholeIndex = before->wholeIndex;
        clause->perHeadGoesOn = !clause->topicPerHead && before->perHead;
        clause->topicPerHead = clause->topicPerHead || before->perHead;
    } else {
        return refuse(u"the text does not say what the figure is of"_s);
    }
    // The verb alone must be one of the field's.
    const auto could = clause->again ? clause->again->fields : std::vector<int>();
    if (!could.empty() && std::ranges::find(could, clause->fieldIndex) == could.end())
        return refuse(u"the text does not say what was done with it"_s);
    // A verb alone does not say again what is counted, so "per head" goes on.
    if (clause->field && clause->field->number == kVerbOnly && before && before->fieldIndex == clause->fieldIndex &&
        before->perHead) {
        clause->perHeadGoesOn = !clause->topicPerHead;
        clause->topicPerHead = true;
    }
    if (clause->field && clause->field->byName &&
        (!before || !before->field || before->field->name != clause->field->name))
        return refuse(u"the text does not say what was done with it"_s);
    // "… 8p on planning and development and 71p on central services": of the same whole.
    const bool parts = !clause->figures.empty() && std::ranges::all_of(clause->figures, [](const Figure& each) {
        return each.amount &&
               (each.amount->unit == SaidAmount::Unit::Percent || each.amount->unit == SaidAmount::Unit::Pence);
    });
    if (parts && clause->field && !clause->whole && !wholeField && before && before->wholeIndex >= 0 &&
        isPartOf(clause->fieldIndex, before->wholeIndex))
        clause->wholeIndex = before->wholeIndex;
    if (clause->whole) {
        const Node* of = fieldOfWhole(clause->whole);
        if (!of || of->fields.front() == clause->fieldIndex || isPartOf(of->fields.front(), clause->fieldIndex))
            return refuse(u"the text does not say of what it is a part"_s);
        clause->wholeIndex = of->fields.front();
    } else if (wholeField && wholeField->fields.front() != clause->fieldIndex) {
        if (isPartOf(wholeField->fields.front(), clause->fieldIndex))
            return refuse(u"the text does not say of what it is a part"_s);
        clause->whole = whole;
        clause->wholeIndex = wholeField->fields.front();
    }
    return {};
}

Result<void> Interpreter::resolveTime(Clause* clause, const Clause* before)
{
    const bool part = clause->wholeIndex >= 0;
    const std::optional<Year> base = before ? before->year : std::nullopt;
    for (const Node* when : clause->whens) {
        const auto year = yearOf(*when, clause->fieldIndex, part, base);
        if (!year)
            return refuse(u"the text names a time that the figure is not of"_s);
        if (clause->year && *clause->year != *year)
            return refuse(u"one figure is said of two times"_s);
        clause->year = year;
    }
    if (!clause->year && clause->to && clause->to->when)
        clause->year = yearOf(*clause->to->when, clause->fieldIndex, part, base, clause->from && clause->from->when);
    if (!clause->year)
        clause->year = base;
    if (!clause->year)
        clause->year = onlyYear(*clause->node, clause->fieldIndex, part);
    // "Spent £3 million on culture and £5 million on housing services in 2019/20": the only time there is.
    if (!clause->year && !before && m_next && goesOnWith(*m_next))
        clause->year = onlyYear(*m_next, clause->fieldIndex, part);
    return {};
}

Result<void> Interpreter::resolve(Clause* clause, const Clause* before)
{
    if (const auto field = resolveField(clause, before); !field)
        return field;
    if (const auto time = resolveTime(clause, before); !time)
        return time;
    if (clause->among) {
        const Node* group = nullptr;
        for (const Node* each : clause->among->parts) {
            if (each->kind == NodeKind::Group || each->kind == NodeKind::One || each->kind == NodeKind::Counted)
                group = each;
        }
        if (!group)
            return refuse(u"the text does not say among whom"_s);
        auto among = TRY(group->kind == NodeKind::Counted ? whoOf(*group) : populationOf(*group));
        m_ranked = among;
        clause->amongNumber = m_ranked->top > 0 ? m_ranked->top : -1;
        m_ranked->top = 0;
        sayPopulation(*group, *m_ranked, *clause);
        // "Out of 26 English county councils, Hampshire spent the most."
        const bool placed = std::ranges::find(clause->remarks, NodeKind::Rank, &Node::kind) != clause->remarks.end();
        if (placed && clause->amongNumber > 0) {
            SaidOperand all;
            all.who = *m_ranked;
            all.field = clause->fieldIndex;
            all.year = clause->year.value_or(Year());
            Statement& said = add(Statement::Kind::Population, {all}, *group);
            said.number = clause->amongNumber;
            said.reporting = m_ranked->reporting;
        }
    }
    // "A third of all borrowing by districts was down to ten of them": of those of whom the share is one.
    if (clause->subject && clause->subject->kind == NodeKind::Counted && !clause->subject->has(NodeKind::Group)) {
        const auto share = std::ranges::find(clause->remarks, NodeKind::Share, &Node::kind);
        const Node* whole = share == clause->remarks.end() ? nullptr : (*share)->part(NodeKind::Whole);
        if (const Node* group = whole ? whole->part(NodeKind::Group) : nullptr) {
            auto all = TRY(populationOf(*group));
            m_ranked = all;
        }
    }
    const bool named = clause->subject && clause->subject->kind != NodeKind::Pronoun;
    if (named) {
        auto who = TRY(whoOf(*clause->subject));
        clause->who = who;
        clause->hasWho = true;
        sayPopulation(*clause->subject, clause->who, *clause);
    } else if (const Node* owner = clause->whole ? ownerOf(*clause->whole) : nullptr) {
        // "Adult social care made up a fifth of spending on services by English councils."
        auto who = TRY(whoOf(*owner));
        clause->who = who;
        clause->hasWho = true;
        sayPopulation(*owner, clause->who, *clause);
    } else if (before && before->hasWho) {
        clause->who = before->who;
        clause->hasWho = true;
    }
    if (clause->each && !clause->onAverage)
        return refuse(u"what all have together is said of each"_s);
    if (clause->onAverage && clause->who.top > 0)
        return refuse(u"what some of a group have together is said to be their average"_s);
    if (clause->onAverage && named && clause->who.isCouncil() && !isRate(clause->fieldIndex))
        return refuse(u"what one council has is said to be an average"_s);
    // "Welsh councils owed £160 million each on average"
    if (clause->onAverage && named && !clause->who.isCouncil() && clause->who.measure == Measure::Sum &&
        clause->who.top == 0)
        clause->who.measure = Measure::Average;
    // The bills or rates of several have no sum.
    if (named && !clause->who.isCouncil() && clause->who.measure == Measure::Sum && !clause->figures.empty() &&
        clause->wholeIndex < 0 && isRate(clause->fieldIndex))
        return refuse(u"the text does not say whether it is the average"_s);
    // "Spent the most per head on public health of any …: £126"
    if (const auto place = std::ranges::find_if(
            clause->remarks,
            [](const Node* each) { return each->kind == NodeKind::Rank && each->has(NodeKind::PerHead); });
        place != clause->remarks.end()) {
        for (Figure& each : clause->figures)
            each.perHead = each.perHead || (!each.inAll && each.node->first > (*place)->last);
    }
    const bool anyRaw =
        std::ranges::any_of(clause->figures, [](const Figure& each) { return !each.perHead || each.inAll; });
    const bool anyHead = std::ranges::any_of(clause->figures, &Figure::perHead);
    if (clause->figures.empty())
        clause->perHead = clause->topicPerHead || (!named && !clause->field && before && before->perHead);
    else
        clause->perHead =
            clause->topicPerHead ? !std::ranges::any_of(clause->figures, &Figure::inAll) : anyHead && !anyRaw;
    return {};
}

SaidOperand Interpreter::focus(const Clause& clause) const
{
    SaidOperand of;
    of.who = clause.who;
    of.field = clause.fieldIndex;
    of.sign = clause.sign;
    of.year = clause.year.value_or(Year());
    of.perHead = clause.perHead;
    of.whole = clause.wholeIndex;
    return of;
}

// Its own amounts, each a value of its subject.
Result<void> Interpreter::sayAmounts(const Clause& clause)
{
    int raw = 0;
    int heads = 0;
    for (const Figure& each : clause.figures) {
        SaidOperand of = focus(clause);
        of.perHead = !each.inAll && (each.perHead || clause.topicPerHead);
        ++(of.perHead ? heads : raw);
        // "4.2 percent", of what nobody says, is no amount of money.
        if (clause.wholeIndex < 0 && each.amount && each.amount->unit == SaidAmount::Unit::Percent &&
            unitFrom(m_panel.fields()[static_cast<size_t>(of.field)].unit).kind != Unit::Kind::Percent)
            return refuse(u"the text does not say of what the share is"_s);
        if (!clause.hasWho && clause.wholeIndex < 0)
            return refuse(u"the text does not say whose figure it is"_s);
        if (!clause.year)
            return refuse(u"the text does not say when"_s);
        if (clause.who.top > 0 && !(clause.subject && clause.subject->has(NodeKind::High)))
            return refuse(u"an amount is said of several of a group"_s);
        Statement& said = add(Statement::Kind::Value, {of}, *each.node);
        said.amount = each.amount;
        said.times = each.times;
    }
    if (raw > 1 || heads > 1)
        return refuse(u"one clause gives two amounts for one thing"_s);
    return {};
}

Result<void> Interpreter::say(const Clause& given, const Clause* before)
{
    Clause clause = given;
    m_other.reset();
    m_otherUsed = false;
    if (countsAgain(clause))
        return countAgain(clause);
    if (m_countUp)
        return refuse(u"the text does not say to how many it went"_s);
    // "Went from third in 2014/15 to second in 2017/18", "came seventh, having been ninth": in that order.
    const bool hadBeen = clause.mark && clause.mark->kind == NodeKind::HadBeen;
    if ((m_began && (!clause.year || *clause.year <= *m_began)) ||
        (hadBeen && (!before || !before->year || !clause.year || *before->year <= *clause.year)))
        return refuse(u"the change ends before it begins"_s);
    m_began = clause.mark && clause.mark->kind == NodeKind::Began ? clause.year : std::nullopt;
    if (clause.mark && clause.mark->kind == NodeKind::OfWhich) {
        if (!before || !before->hasWho || !clause.subject || clause.figures.size() != 1 || !clause.remarks.empty() ||
            before->fieldIndex != clause.fieldIndex || before->sign != clause.sign || before->year != clause.year ||
            before->figures.empty() || before->perHead || clause.perHead || clause.wholeIndex >= 0 ||
            !isWithin(clause.who, before->who))
            return refuse(u"the text does not say of what it is a part"_s);
    }
    // "21 …, up from £18 million": how many there are is no amount.
    if (clause.subject && clause.subject->kind == NodeKind::Counted && !clause.subject->has(NodeKind::High) &&
        ((clause.from && clause.from->figure) || (clause.to && clause.to->figure)))
        return refuse(u"the text does not say whose the change is"_s);
    // "The number of … fell from twelve in 2008/09", and the next clause says to how many.
    if (clause.number && clause.up && !clause.by && !clause.from && !clause.to)
        m_countUp = std::exchange(clause.up, std::nullopt);
    // "Made up 21 percent of its spending on services": the amount is a figure of its own.
    if (clause.total && std::ranges::find(clause.remarks, NodeKind::Share, &Node::kind) == clause.remarks.end())
        return refuse(u"the text does not say what part of it that is"_s);
    for (const Node* each : clause.remarks) {
        if (each->kind != NodeKind::Share || clause.wholeIndex < 0)
            continue;
        if (const Node* whole = each->part(NodeKind::Whole); whole && whole->has(NodeKind::Figure)) {
            SaidOperand all = focus(clause);
            all.field = clause.wholeIndex;
            all.whole = -1;
            if (const auto said = sayWhole(*whole, all); !said)
                return said;
        }
        Figure part;
        part.node = each;
        if (const Node* amount = each->part(NodeKind::Amount))
            part.amount = amount->amount;
        else
            part.times = timesOf(*each);
        clause.figures.push_back(part);
    }
    if (const auto said = sayAmounts(clause); !said)
        return said;
    // "More in interest than Walsall, by £3 million": how far apart the two are, and no change.
    std::optional<SaidAmount> apart;
    const auto isCompare = [](const Node* each) {
        return each->kind == NodeKind::Compare || each->kind == NodeKind::Rank;
    };
    if (clause.by && !clause.up && !clause.from && !clause.to && std::ranges::any_of(clause.remarks, isCompare))
        std::swap(apart, clause.by);
    if (const auto moved = sayMove(clause, before); !moved)
        return moved;
    bool limited = false;
    for (const Node* each : clause.remarks) {
        limited = limited || each->kind == NodeKind::Limit || each->kind == NodeKind::Negative ||
                  each->kind == NodeKind::NoReturn;
        if (each->kind == NodeKind::Share && clause.wholeIndex >= 0)
            continue;
        if (const auto said = remark(*each, clause, before); !said)
            return said;
    }
    if (apart) {
        const auto compare = std::ranges::find(m_said.statements.rbegin(), m_said.statements.rend(),
                                               Statement::Kind::Compare, &Statement::kind);
        if (!m_other || compare == m_said.statements.rend())
            return refuse(u"the text does not say between which two the difference is"_s);
        const std::vector<SaidOperand> two = {focus(clause), *m_other};
        if (compare->operands != two)
            return refuse(u"the text does not say between which two the difference is"_s);
        const bool up = compare->up;
        Statement& made = add(Statement::Kind::Difference, two, *clause.byNode);
        made.amount = apart;
        made.up = up;
    }
    if (clause.other && !m_otherUsed) { // "compared with £27 million in Sefton", and no more
        bool value = false;
        const auto other = TRY(otherOf(clause.other, clause, before, &value));
        if (!value && !clause.versus)
            return refuse(u"the text does not say how the two compare"_s);
        m_other = other;
    }
    if (clause.versus) {
        if (!m_other || clause.versus->parts.size() != 2 || !clause.figures.empty())
            return refuse(u"the text does not say whose the two amounts are"_s);
        for (const size_t i : {size_t(0), size_t(1)}) {
            SaidOperand of = i == 0 ? focus(clause) : *m_other;
            const Figure figure = figureOf(*clause.versus->parts[i]);
            of.perHead = figure.perHead || of.perHead || m_other->perHead;
            Statement& said = add(Statement::Kind::Value, {of}, *clause.versus->parts[i]);
            said.amount = figure.amount;
        }
    }
    const bool top = clause.subject && clause.subject->has(NodeKind::High);
    if (clause.subject && clause.subject->kind == NodeKind::Counted && !limited && !top &&
        std::ranges::none_of(clause.remarks, [](const Node* each) {
            return each->kind == NodeKind::Share || each->kind == NodeKind::Relation;
        }))
        return refuse(u"the text does not say what they have in common"_s);
    return {};
}

// Runs, trends and steps end with the newest year that their series has in the text.
Result<void> Interpreter::finishSeries()
{
    for (const auto& [at, year] : m_open) {
        Statement& open = m_said.statements[at];
        std::optional<Year> oldest, newest;
        for (const Statement& each : m_said.statements) {
            if (each.kind != Statement::Kind::Value)
                continue;
            const SaidOperand& of = each.operands.front();
            if (!(of.who == open.operands.front().who) || of.field != open.operands.front().field ||
                of.whole != open.operands.front().whole)
                continue;
            oldest = oldest ? std::min(*oldest, of.year) : of.year;
            newest = newest ? std::max(*newest, of.year) : of.year;
        }
        const auto end = year ? year : newest;
        if (!end)
            return refuse(u"the text does not say until when"_s);
        if (open.kind == Statement::Kind::Trend) {
            if (open.since && year) { // said in its own clause
                oldest = open.since;
                newest = year;
            }
            if (!oldest || !newest || *oldest == *newest)
                return refuse(u"the text does not say from when to when it tended so"_s);
            if (open.number >= 0 && newest->startYear() - oldest->startYear() != open.number)
                return refuse(u"the years between the two times are not as many as the text says"_s);
            open.operands[0].year = *oldest;
            open.operands[1].year = *newest;
            open.since.reset();
            continue;
        }
        open.operands.front().year = *end;
    }
    return {};
}

} // namespace factoid
