#include "core/figures/panel.h"

#include <algorithm>

namespace factoid {

namespace {

bool isEmpty(const QString& name)
{
    return name.isEmpty();
}

// A council without a nation is still of a kind: the one without a nation.
bool isEmpty(const Kind&)
{
    return false;
}

template <class Name, class Property>
Grouping<Name> groupBy(const std::vector<Council>& councils, Property property)
{
    std::map<Name, int> places;
    for (const Council& council : councils) {
        if (Name name = property(council); !isEmpty(name))
            places.emplace(std::move(name), 0);
    }
    Grouping<Name> grouping;
    for (auto& [name, place] : places) {
        place = static_cast<int>(grouping.names.size());
        grouping.names.push_back(name);
    }
    grouping.of.reserve(councils.size());
    for (const Council& council : councils) {
        const auto found = places.find(property(council));
        grouping.of.push_back(found == places.end() ? -1 : found->second);
    }
    return grouping;
}

} // namespace

Panel::Panel(std::vector<Council> councils, std::vector<Field> fields)
    : m_councils(std::move(councils))
    , m_fields(std::move(fields))
{
    m_profile = profileOf(m_councils);
    std::erase_if(m_councils, [](const Council& council) { return council.total; });
    // Byte order of the UTF-8 code, the order of the data hash.
    std::ranges::sort(m_councils, {}, [](const Council& council) { return council.code.toUtf8(); });
    for (const Council& council : m_councils)
        m_codeBytes.push_back(council.code.toUtf8());
    std::ranges::sort(m_fields, {}, [](const Field& field) { return field.slug.toUtf8(); });
    for (size_t i = 0; i < m_councils.size(); ++i) {
        m_councilByCode.insert(m_councils[i].code, static_cast<int>(i));
        ++m_nameCount[m_councils[i].name];
    }
    for (size_t i = 0; i < m_fields.size(); ++i)
        m_fieldBySlug.insert(m_fields[i].slug, static_cast<int>(i));
    m_blocks.resize(m_fields.size());
    m_types = groupBy<QString>(m_councils, [](const Council& council) { return council.type; });
    m_nations = groupBy<QString>(m_councils, [](const Council& council) { return council.nation; });
    m_regions = groupBy<QString>(m_councils, [](const Council& council) { return council.region; });
    m_kinds = groupBy<Kind>(m_councils, [](const Council& council) { return Kind(council.type, council.nation); });
}

bool Panel::nameIsUnique(int council) const
{
    return m_nameCount.value(m_councils[static_cast<size_t>(council)].name) == 1;
}

const Block* Panel::block(int field, Year year) const
{
    if (field < 0)
        return nullptr;
    const auto& blocks = m_blocks[static_cast<size_t>(field)];
    const auto found = blocks.find(year);
    return found == blocks.end() ? nullptr : &found->second;
}

YearDays Panel::days(int field, Year year) const
{
    return m_profile.days(year, field < 0 ? QString() : m_fields[static_cast<size_t>(field)].slug);
}

std::optional<Decimal> Panel::value(int field, Year year, int council) const
{
    const Block* found = block(field, year);
    if (!found || council < 0)
        return std::nullopt;
    const std::int64_t units = found->units[static_cast<size_t>(council)];
    if (units == Block::kMissing)
        return std::nullopt;
    return Decimal::fromUnits(units);
}

Status Panel::status(int field, Year year, int council) const
{
    const Block* found = block(field, year);
    if (!found || council < 0)
        return Status::NotAvailable;
    return found->statuses[static_cast<size_t>(council)];
}

Block& Panel::blockForWrite(int field, Year year)
{
    Block& made = m_blocks[static_cast<size_t>(field)][year];
    if (made.units.size() != m_councils.size()) {
        made.units.assign(m_councils.size(), Block::kMissing);
        made.statuses.assign(m_councils.size(), Status::NotAvailable);
    }
    return made;
}

void Panel::set(int field, Year year, int council, const CellValue& cell)
{
    Block& target = blockForWrite(field, year);
    const auto at = static_cast<size_t>(council);
    const bool had = target.units[at] != Block::kMissing;
    const bool has = !isMissing(cell.status);
    target.units[at] = has ? cell.value.units() : Block::kMissing;
    target.statuses[at] = cell.status;
    target.present += static_cast<int>(has) - static_cast<int>(had);
}

} // namespace factoid
