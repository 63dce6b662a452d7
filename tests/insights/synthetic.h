// Panels made for the tests of facts: three types in two nations, heads, and figures drawn from a
// seed.
#pragma once

#include "tests/figures/small_panel.h"

#include "core/insights/mine/miner.h"

#include <cmath>
#include <random>

namespace factoid::test {

inline const Year kNow = Year::financial(2022);
inline const QDate kToday(2023, 9, 1);

inline Field comparisonField(const QString& slug, const QString& unit = u"GBP"_s,
                             const QString& heads = u"population"_s)
{
    Field field = fieldOf(slug);
    field.unit = unit;
    field.comparison = true;
    field.perHeadOf = heads;
    return field;
}

// Same type, nation and region for all; "money" is a comparison field, "population" its heads.
inline Panel moneyPanel(int councils, const QString& unit = u"GBP"_s)
{
    return Panel(councilsOf(councils), {comparisonField(u"money"_s, unit), fieldOf(u"population"_s)});
}

inline void setMoney(Panel& panel, Year year, int council, Decimal value)
{
    panel.set(panel.fieldIndex(u"money"_s), year, council, {value, Status::Final, false});
}

// Log-normal amounts about £10 million that drift, in `fields` comparison fields and `years` years
// up to kNow.
inline Panel drawnPanel(int councils, int fields, int years, unsigned seed)
{
    static const char* const kTypes[] = {"County", "District", "Borough", "Unitary", "Metropolitan"};
    std::vector<Council> list = councilsOf(councils);
    for (size_t i = 0; i < list.size(); ++i) {
        list[i].type = QString::fromLatin1(kTypes[i % 5]);
        list[i].nation = i % 4 == 3 ? u"Wales"_s : u"England"_s;
        list[i].region = u"Region %1"_s.arg(i % 9);
    }
    std::vector<Field> slugs = {fieldOf(u"population"_s)};
    for (int i = 0; i < fields; ++i)
        slugs.push_back(comparisonField(u"field_%1"_s.arg(i, 2, 10, QLatin1Char('0'))));
    Panel panel(std::move(list), std::move(slugs));
    std::mt19937 random(seed); // its numbers are the same everywhere; the distributions below are our own
    const auto normal = [&random] {
        double sum = 0;
        for (int i = 0; i < 12; ++i)
            sum += static_cast<double>(random()) / 4294967296.0;
        return sum - 6;
    };
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        for (int council = 0; council < councils; ++council) {
            double level = std::log(panel.fields()[field].comparison ? 1e7 : 1e5) + 0.45 * normal();
            for (int back = years - 1; back >= 0; --back) {
                level += 0.02 + 0.05 * normal();
                const auto whole = static_cast<std::int64_t>(std::exp(level));
                panel.set(static_cast<int>(field), kNow.plus(-back), council,
                          {Decimal::fromInt(whole), Status::Final, false});
            }
        }
    }
    return panel;
}

inline std::vector<Fact> mined(const Panel& panel, const Traits& traits = {})
{
    MineOptions options;
    options.today = kToday;
    options.most = 100'000;
    auto facts = mine(panel, traits, options);
    return facts ? *facts : std::vector<Fact>();
}

inline std::vector<Fact> ofKind(const std::vector<Fact>& facts, const char* kind)
{
    std::vector<Fact> found;
    for (const Fact& fact : facts) {
        if (fact.kind == QLatin1String(kind))
            found.push_back(fact);
    }
    return found;
}

} // namespace factoid::test
