#include "core/factoids/grammar/distribution.h"

#include "core/insights/claims/refuse.h"

#include <algorithm>

namespace factoid {

namespace {

bool isList(const Node* part)
{
    return part->kind == NodeKind::Several;
}

bool isWhose(const Node* part)
{
    return part->kind == NodeKind::Council || part->kind == NodeKind::Group || part->kind == NodeKind::Average ||
           part->kind == NodeKind::Typical;
}

bool namesField(const Node* member)
{
    return member->has(NodeKind::Field);
}

// What stands beside a list of fields and is true of all of them: whose they are, when, and on what terms. A place or a
// comparison is one of the last field alone, or of nobody knows which.
bool goesWithEveryField(const Node* part)
{
    switch (part->kind) {
    case NodeKind::Council:
    case NodeKind::Group:
    case NodeKind::Average:
    case NodeKind::Typical:
    case NodeKind::Pronoun:
    case NodeKind::Again:
    case NodeKind::When:
    case NodeKind::Inflation:
    case NodeKind::Provisional:
    case NodeKind::Estimated:
        return true;
    default:
        return false;
    }
}

// "[spent £94 million on education and] £58 million on culture": the verb is that of the first member.
Result<const Node*> fieldAfter(const Node* field, const Node& first, Forest* forest)
{
    if (!field->byName)
        return field;
    const Node* leading = first.part(NodeKind::Field);
    if (!leading || leading->name != field->name)
        return refuse(u"the text does not say what was done with it"_s);
    Node own = *field;
    own.byName = false;
    return forest->add(std::move(own));
}

Result<void> fitTogether(const Node& clause, const std::vector<const Node*>& lists)
{
    const bool ordered = clause.has(NodeKind::InOrder);
    const size_t members = lists.empty() ? 0 : lists.front()->parts.size();
    if (std::ranges::any_of(lists, [&](const Node* list) { return list->parts.size() != members || members < 2; }))
        return refuse(u"there are not as many amounts as there are names for them"_s);
    if ((lists.size() > 1) != ordered)
        return refuse(ordered ? u"nothing is listed that could be in that order"_s
                              : u"the text does not say which amount is whose"_s);
    const bool fields =
        std::ranges::any_of(lists, [](const Node* list) { return std::ranges::any_of(list->parts, namesField); });
    if (fields && (lists.size() > 1 || !std::ranges::all_of(clause.parts, [](const Node* part) {
                       return isList(part) || goesWithEveryField(part);
                   })))
        return refuse(u"the text leaves open of which of its fields that is said"_s);
    return {};
}

} // namespace

Result<std::vector<const Node*>> distributed(const Node& clause, Forest* forest)
{
    std::vector<const Node*> lists;
    std::ranges::copy_if(clause.parts, std::back_inserter(lists), isList);
    if (const auto fit = fitTogether(clause, lists); !fit)
        return std::unexpected(fit.error());
    if (lists.empty())
        return std::vector<const Node*>{&clause};
    std::vector<const Node*> made;
    for (size_t i = 0; i < lists.front()->parts.size(); ++i) {
        Node one = clause;
        one.parts.clear();
        for (const Node* part : clause.parts) {
            if (part->kind == NodeKind::InOrder)
                continue;
            if (!isList(part)) {
                one.parts.push_back(part);
                continue;
            }
            // In a language whose verb comes first, the first member has the subject of them all.
            const auto& own = part->parts[i]->parts;
            if (std::ranges::none_of(own, isWhose))
                std::ranges::copy_if(part->parts.front()->parts, std::back_inserter(one.parts), isWhose);
            for (const Node* each : own) {
                const auto said = TRY(each->kind == NodeKind::Field ? fieldAfter(each, *part->parts.front(), forest)
                                                                    : Result<const Node*>(each));
                one.parts.push_back(said);
            }
        }
        made.push_back(forest->add(std::move(one)));
    }
    return made;
}

} // namespace factoid
