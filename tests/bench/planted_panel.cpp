#include "core/base/literals.h"

#include "planted_panel.h"

#include "draws.h"
#include "plant_recipes.h"

#include <algorithm>
#include <cmath>

namespace factoid::bench {

namespace {

const Year kNewest = Year::financial(2022);

struct Type {
    const char* name;
    int share;     // of 20 councils
    double people; // logarithm of the typical number
};
constexpr Type kTypes[] = {
    {"County", 4, 13.2}, {"District", 6, 11.6}, {"Metropolitan", 4, 12.6}, {"Borough", 3, 12.4}, {"Unitary", 3, 12.3}};
constexpr double kPeopleSpread = 0.4;

Grid background(Bed& bed)
{
    Grid grid(static_cast<size_t>(bed.years), std::vector<double>(bed.councils.size()));
    const double fresh = kLevelSpread * std::sqrt(1 - kStay * kStay);
    for (size_t council = 0; council < bed.councils.size(); ++council) {
        double level = kLevelSpread * bed.draws.normal();
        for (auto& year : grid) {
            year[council] = level;
            level = kStay * level + fresh * bed.draws.normal();
        }
    }
    return grid;
}

Field comparisonField(int number)
{
    Field field;
    field.slug = u"field_%1"_s.arg(number, 2, 10, QLatin1Char('0'));
    field.name = field.slug;
    field.unit = u"GBP"_s;
    field.comparison = true;
    field.perHeadOf = u"population"_s;
    return field;
}

std::vector<Field> makeFields(const PanelSize& size)
{
    Field people;
    people.slug = people.name = u"population"_s;
    people.unit = u"count"_s;
    std::vector<Field> fields = {people};
    for (int i = 0; i < size.fields; ++i)
        fields.push_back(comparisonField(i));
    return fields;
}

std::vector<Council> makeCouncils(const PanelSize& size)
{
    std::vector<Council> councils;
    for (int i = 0; i < size.councils; ++i) {
        int place = i % 20;
        const Type* type = kTypes;
        while (place >= type->share)
            place -= (type++)->share;
        Council council;
        council.code = u"C%1"_s.arg(i, 5, 10, QLatin1Char('0'));
        council.name = u"Place %1"_s.arg(i);
        council.type = QString::fromLatin1(type->name);
        council.nation = (i / 20) % 5 == 4 ? u"Wales"_s : u"England"_s;
        council.region = u"%1 %2"_s.arg(council.nation).arg((i / 20) % 3);
        councils.push_back(council);
    }
    return councils;
}

// Makes one panel, field by field.
class PanelMaker
{
  public:
    PanelMaker(const PanelSize& size, std::uint64_t seed)
        : m_size(size)
        , m_draws(seed)
        , m_councils(makeCouncils(size))
        , m_fields(makeFields(size))
        , m_bed{m_councils, {}, {}, m_draws, size.years}
        , m_made{Panel(m_councils, m_fields), {}, ukProfile().lastDay(kNewest).addDays(150), {}}
    {
        for (const Type& type : kTypes) {
            m_bed.byType.emplace_back();
            for (size_t i = 0; i < m_councils.size(); ++i) {
                if (m_councils[i].type == QLatin1String(type.name))
                    m_bed.byType.back().push_back(static_cast<int>(i));
            }
        }
        for (const Council& council : m_councils)
            m_bed.people.push_back(
                std::ranges::find(kTypes, council.type, [](const Type& type) { return QString::fromLatin1(type.name); })
                    ->people +
                kPeopleSpread * m_draws.normal());
    }

    PlantedPanel make(size_t first)
    {
        for (int year = 0; year < m_size.years; ++year) {
            for (size_t i = 0; i < m_councils.size(); ++i)
                put(m_fields.front().slug, year, i, std::exp(m_bed.people[i]));
        }
        for (int i = 0; i < m_size.fields; ++i)
            makeField(i, first);
        return std::move(m_made);
    }

  private:
    // A correlation is planted in a pair of fields: the last repeats one with nothing planted, with noise.
    static constexpr double kCorrelationNoise = 0.35;
    // One field in ten was returned badly; nothing is planted there.
    [[nodiscard]] static bool isBadlyReturned(int number) { return number % 10 == 9; }

    void put(const QString& slug, int year, size_t council, double value)
    {
        const auto whole = static_cast<std::int64_t>(std::llround(value));
        m_made.panel.set(m_made.panel.fieldIndex(slug), kNewest.plus(year - m_size.years + 1),
                         static_cast<int>(council), {Decimal::fromInt(whole), Status::Final, false});
    }

    void makeField(int number, size_t first)
    {
        const QString& slug = m_fields[static_cast<size_t>(number) + 1].slug;
        double price = 3 + 2 * m_draws.uniform(); // £20 to £150 a head
        Grid grid = background(m_bed);
        Plot plot{.grid = grid, .price = price};
        if (number > 0 && !isBadlyReturned(number - 1)) {
            plot.beside = &m_beside;
            plot.besidePrice = m_besidePrice;
        }
        QString kind;
        if (number == m_size.fields - 1 && !m_source.empty()) {
            for (size_t year = 0; year < grid.size(); ++year) {
                for (size_t council = 0; council < grid[year].size(); ++council)
                    grid[year][council] = m_source[year][council] + kCorrelationNoise * grid[year][council];
            }
            kind = u"correlation"_s;
        } else if (number % 2 == 0) {
            const auto& list = recipes();
            const Recipe& recipe = list[(first + static_cast<size_t>(number) / 2) % list.size()];
            recipe.plant(m_bed, plot);
            if (plot.planted)
                kind = recipe.kind;
        }
        if (!kind.isEmpty())
            note(kind, slug, plot);
        if (plot.partOfBeside)
            m_made.traits[slug].partOf = m_fields[static_cast<size_t>(number)].slug;
        report(slug, plot, isBadlyReturned(number) ? m_size.manyMissing : m_size.missing);
        // The last of those left alone is what the last field follows.
        if (number == m_size.fields - 3)
            m_source = grid;
        m_beside = std::move(grid);
        m_besidePrice = price;
    }

    void note(const QString& kind, const QString& slug, const Plot& plot)
    {
        Planted planted;
        planted.kind = kind;
        planted.field = slug;
        if (plot.named >= 0)
            planted.councils = {m_councils[static_cast<size_t>(plot.named)].code};
        for (const int council : plot.moved)
            planted.touched.insert(m_councils[static_cast<size_t>(council)].code);
        m_made.planted.push_back(planted);
    }

    // Puts the field into the panel, but for the returns that were not made.
    void report(const QString& slug, const Plot& plot, double missing)
    {
        const auto in = [](const std::vector<int>& list, size_t council) {
            return std::ranges::find(list, static_cast<int>(council)) != list.end();
        };
        // A return that was not made is one of its own, a year younger than the others: who files the other lines of
        // the same return did make it.
        const int first = plot.silent.empty() ? 0 : 1;
        for (int year = first; year < m_size.years; ++year) {
            const auto& row = plot.grid[static_cast<size_t>(year)];
            for (size_t council = 0; council < row.size(); ++council) {
                const bool lost = !in(plot.moved, council) && m_draws.uniform() < missing;
                if (lost || (year == m_size.years - 1 && in(plot.silent, council)))
                    continue;
                put(slug, year, council, std::exp(m_bed.people[council] + plot.price + row[council]));
            }
        }
    }

    const PanelSize m_size;
    Draws m_draws;
    const std::vector<Council> m_councils;
    const std::vector<Field> m_fields; // the population first
    Bed m_bed;
    PlantedPanel m_made;
    Grid m_beside; // the field made before
    double m_besidePrice = 0;
    Grid m_source; // of the correlation
};

} // namespace

const std::vector<QString>& plantedKinds()
{
    static const std::vector<QString> kinds = [] {
        std::vector<QString> names;
        for (const Recipe& recipe : recipes())
            names.push_back(recipe.kind);
        return names;
    }();
    return kinds;
}

PlantedPanel makePlantedPanel(const PanelSize& size, std::uint64_t seed, size_t first)
{
    return PanelMaker(size, seed).make(first);
}

} // namespace factoid::bench
