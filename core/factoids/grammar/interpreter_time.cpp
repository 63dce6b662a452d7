// When: years as a text names them, also by counting from another.
#include "core/factoids/grammar/interpreter.h"
#include "core/factoids/grammar/year_sense.h"

namespace factoid {

namespace {

std::vector<Year> yearsOf(const Panel& panel, int field)
{
    std::vector<Year> years;
    if (field < 0)
        return years;
    for (const auto& [year, block] : panel.years(field))
        years.push_back(year);
    return years;
}

// Years that say when a figure is of; those of "since at least" are of another kind.
void collectYears(const Node& node, std::vector<const Node*>* years)
{
    if (node.kind == NodeKind::Record || node.kind == NodeKind::Step || node.kind == NodeKind::Crossing) {
        if (const Node* other = node.part(NodeKind::Other))
            collectYears(*other, years);
        return;
    }
    if (node.kind == NodeKind::Year)
        years->push_back(&node);
    for (const Node* part : node.parts)
        collectYears(*part, years);
}

} // namespace

QString Interpreter::slugOf(int field) const
{
    return m_panel.fields()[static_cast<size_t>(field)].slug;
}

Moment Interpreter::momentOf(int field) const
{
    return m_lexicon.field(m_panel.fields()[static_cast<size_t>(field)], m_traits).moment;
}

// A When, Year, Later or Earlier; nullopt when it cannot be said of the field or there is nothing to count from.
std::optional<Year> Interpreter::yearOf(const Node& node, int field, bool share, std::optional<Year> base,
                                        bool isEnd) const
{
    if (field < 0)
        return std::nullopt;
    if (node.kind == NodeKind::Later || node.kind == NodeKind::Earlier) {
        const Node* number = node.part(NodeKind::Number);
        const int years = number ? number->number : 1;
        return base ? std::optional(base->plus(node.kind == NodeKind::Later ? years : -years)) : std::nullopt;
    }
    const Node* year = node.kind == NodeKind::Year ? &node : node.part(NodeKind::Year);
    return year ? yearMeant(year->year, momentOf(field), share, yearsOf(m_panel, field), m_lexicon.profile(),
                            slugOf(field), isEnd)
                : std::nullopt;
}

// The one year that the clause names somewhere, if it is one.
std::optional<Year> Interpreter::onlyYear(const Node& clause, int field, bool share) const
{
    std::vector<const Node*> years;
    collectYears(clause, &years);
    std::optional<Year> only;
    for (const Node* node : years) {
        const auto year =
            yearMeant(node->year, momentOf(field), share, yearsOf(m_panel, field), m_lexicon.profile(), slugOf(field));
        if (!year || (only && *only != *year))
            return std::nullopt;
        only = year;
    }
    return only;
}

} // namespace factoid
