// Who a text speaks of: councils, and groups of them.
#include "core/factoids/grammar/interpreter.h"

#include "core/factoids/words/population.h"
#include "core/insights/claims/refuse.h"

#include <algorithm>

namespace factoid {

namespace {

} // namespace

// A kind and its place: one nation, one region, or both; the place may have been said before.
Result<SaidWho> Interpreter::populationOf(const Node& group)
{
    SaidWho who;
    who.measure = Measure::Sum;
    bool placed = false;
    QString type;
    bool kind = false;
    for (const Node* part : group.parts) {
        if (part->kind == NodeKind::KindName) {
            type = part->name;
            kind = true;
        }
        if (part->kind == NodeKind::Reported)
            who.reporting = true;
        if (part->kind != NodeKind::Place)
            continue;
        placed = true;
        if (part->name == "*"_L1) {
            if (!who.scope.nation.isEmpty() || !who.scope.region.isEmpty())
                return refuse(u"“%1” and a part of it are said of one group"_s.arg(m_lexicon.wholeCountry().spoken));
            who.wholeCountry = true;
            continue;
        }
        const bool nation =
            std::ranges::any_of(m_panel.councils(), [&](const Council& each) { return each.nation == part->name; });
        const bool region =
            std::ranges::any_of(m_panel.councils(), [&](const Council& each) { return each.region == part->name; });
        QString& kept = nation ? who.scope.nation : who.scope.region;
        if (who.wholeCountry || (!nation && !region) || (!kept.isEmpty() && kept != part->name))
            return refuse(u"“%1” is not where this group of councils is"_s.arg(part->name));
        kept = part->name;
    }
    if (!kind) { // "those in the East of England", "two of them"
        if (!m_group)
            return refuse(u"the text does not say what kind of council is meant"_s);
        type = m_group->scope.type;
    }
    who.scope.type = type;
    const auto kept = [this](const SaidWho& made) {
        m_group = made;
        return made;
    };
    if (placed) {
        m_placed.insert(type, who.scope);
        m_placedWhole.insert(type, who.wholeCountry);
        return kept(who);
    }
    if (m_placed.contains(type)) {
        who.scope = m_placed.value(type);
        who.wholeCountry = m_placedWhole.value(type);
        return kept(who);
    }
    const GroupWords words = type.isEmpty() ? m_lexicon.council() : m_lexicon.type(type);
    const bool anyNation =
        std::ranges::any_of(m_panel.councils(), [](const Council& each) { return !each.nation.isEmpty(); });
    // Several nations that have no name together: there is nothing to say where they are.
    const bool nowhere = m_lexicon.wholeCountry().spoken.isEmpty() && m_panel.nations().names.size() > 1;
    if (anyNation && ((type.isEmpty() && !nowhere) || (!words.nation.isEmpty() && !words.alone)))
        return refuse(u"“%1” does not say where they are"_s.arg(words.many));
    return kept(who);
}

// "… against £6 million in the East of England": the same of the same kind of council, in another place.
Result<SaidWho> Interpreter::elsewhere(const Node& place, const SaidWho& here)
{
    const bool placed = !here.scope.nation.isEmpty() || !here.scope.region.isEmpty();
    if (here.isCouncil() || here.top > 0 || !placed)
        return refuse(u"the text does not say whose figure it is there"_s);
    m_group = here; // of that kind
    Node group;
    group.kind = NodeKind::Group;
    group.parts = {&place};
    group.first = place.first;
    group.last = place.last;
    auto there = populationOf(*m_made.add(std::move(group)));
    if (there)
        there->measure = here.measure;
    return there;
}

Result<SaidWho> Interpreter::whoOf(const Node& node)
{
    SaidWho who;
    switch (node.kind) {
    case NodeKind::Council:
        who.council = node.council;
        return who;
    case NodeKind::Group:
        return populationOf(node);
    case NodeKind::AnyTwo: {
        auto two = populationOf(node);
        if (two)
            two->measure = Measure::MeanDifference;
        return two;
    }
    case NodeKind::Average:
    case NodeKind::Typical: {
        const Measure measure = node.kind == NodeKind::Average ? Measure::Average : Measure::Median;
        if (!node.has(NodeKind::KindName) && !node.has(NodeKind::Place)) {
            // "The typical one", "the average": of the group that was spoken of.
            if (!m_group)
                return refuse(u"the text does not say of whom the average is"_s);
            who = *m_group;
            who.reporting = false;
            who.top = 0;
            who.measure = measure;
            return who;
        }
        auto one = populationOf(node);
        if (one)
            one->measure = measure;
        return one;
    }
    case NodeKind::Counted: {
        const Node* group = node.part(NodeKind::Group);
        const Node* number = node.part(NodeKind::Number);
        if (!number && group) // "every one of the 27 county councils"
            number = group->part(NodeKind::Number);
        if (!number)
            return refuse(u"the text does not say how many of them"_s);
        if (!group && !m_ranked && !m_group)
            return refuse(u"the text does not say of whom there are so many"_s);
        auto all = group ? populationOf(*group) : Result<SaidWho>(m_ranked ? *m_ranked : *m_group);
        if (all)
            all->top = number->number;
        return all;
    }
    default:
        return refuse(u"the text does not say whom it is about"_s);
    }
}

// "England's 26 county councils": so many there are, or so many that reported.
void Interpreter::sayPopulation(const Node& group, const SaidWho& who, const Clause& clause)
{
    const Node* number = group.part(NodeKind::Number);
    if (group.kind == NodeKind::Counted) {
        if (const Node* whole = group.part(NodeKind::Group); whole && whole != &group)
            sayPopulation(*whole, who, clause);
        return;
    }
    if (who.reporting)
        m_said.reporting.push_back(who);
    if (!number)
        return;
    SaidOperand of;
    of.who = who;
    of.who.top = 0;
    of.field = clause.fieldIndex;
    of.year = clause.year.value_or(Year());
    Statement& said = add(Statement::Kind::Population, {of}, group);
    said.number = number->number;
    said.reporting = who.reporting;
}

} // namespace factoid
