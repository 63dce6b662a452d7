// Panels of a few councils for tests of summaries, hashes, quality and samples.
#pragma once

#include "core/figures/panel.h"

#include <vector>

namespace factoid::test {

inline Council councilOf(const QString& code, const QString& type = u"County"_s, const QString& nation = u"England"_s,
                         const QString& region = u"South West"_s)
{
    Council council;
    council.code = code;
    council.name = u"Council "_s + code;
    council.type = type;
    council.nation = nation;
    council.region = region;
    return council;
}

// "C0001", "C0002" …
inline QString codeAt(int number)
{
    return u"C%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

inline std::vector<Council> councilsOf(int count)
{
    std::vector<Council> councils;
    for (int i = 0; i < count; ++i)
        councils.push_back(councilOf(codeAt(i + 1)));
    return councils;
}

inline Field fieldOf(const QString& slug)
{
    Field field;
    field.slug = slug;
    field.name = slug;
    field.unit = u"GBP"_s;
    return field;
}

inline Decimal amount(const char* text)
{
    return Decimal::parse(text).value();
}

// One field, "money"; the figures are filled in by the test.
inline Panel panelOf(std::vector<Council> councils)
{
    return Panel(std::move(councils), {fieldOf(u"money"_s)});
}

inline void put(Panel& panel, Year year, int council, Decimal value, Status status = Status::Final)
{
    panel.set(0, year, council, {value, status, false});
}

// The same year filled for councils 0, 1, 2 … in order of code.
inline void putAll(Panel& panel, Year year, const std::vector<Decimal>& values)
{
    for (size_t i = 0; i < values.size(); ++i)
        put(panel, year, static_cast<int>(i), values[i]);
}

inline std::vector<Decimal> whole(const std::vector<std::int64_t>& values)
{
    std::vector<Decimal> list;
    for (const std::int64_t value : values)
        list.push_back(Decimal::fromInt(value));
    return list;
}

} // namespace factoid::test
