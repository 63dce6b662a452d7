// Panels of made-up councils drawn from a seed, as files to import and as a Panel: noise in which nothing is
// news, and traps put into it. One thread.
#pragma once

#include "core/base/literals.h"
#include "core/figures/panel.h"
#include "tests/bench/draws.h"

#include <QByteArray>

#include <cmath>
#include <vector>

namespace factoid::test {

// What moves a council from year to year, around a place of its own.
struct Noise {
    double stay = 0.8;   // autocorrelation
    double shock = 0.06; // of the logarithm
    int freedom = 0;     // of the shocks' Student's t; 0: normal
};

class MadePanel
{
  public:
    // Field 0 is the population, the others are amounts of money per head of it; the last is "target".
    MadePanel(int councils, int fields, int years, std::uint64_t seed, const Noise& noise = {})
        : m_draws(seed)
        , m_years(years)
    {
        for (int i = 0; i < councils; ++i) {
            Council council;
            council.code = u"P%1"_s.arg(i, 5, 10, QLatin1Char('0'));
            council.name = u"Town%1"_s.arg(i, 3, 10, QLatin1Char('0'));
            council.type = u"Kind %1"_s.arg(QLatin1Char("ABC"[i % 10 < 4 ? 0 : i % 10 < 7 ? 1 : 2]));
            council.nation = i % 5 == 4 ? u"Wales"_s : u"England"_s;
            council.region = u"%1 %2"_s.arg(council.nation).arg(i % 3);
            m_councils.push_back(council);
        }
        m_values.assign(static_cast<size_t>(fields) + 1,
                        std::vector<std::vector<std::int64_t>>(static_cast<size_t>(years),
                                                               std::vector<std::int64_t>(m_councils.size())));
        std::vector<double> people;
        for (int i = 0; i < councils; ++i) {
            people.push_back(11.6 + 0.4 * m_draws.normal());
            for (int year = 0; year < years; ++year)
                value(0, year, i) = std::llround(std::exp(people.back() + 0.003 * year + 0.0005 * m_draws.normal()));
        }
        for (int field = 1; field <= fields; ++field) {
            const double price = 4 + 2 * m_draws.uniform();
            for (int i = 0; i < councils; ++i)
                fill(field, i, price + people[static_cast<size_t>(i)] + 0.25 * m_draws.normal(), noise);
        }
    }

    [[nodiscard]] int target() const { return static_cast<int>(m_values.size()) - 1; }
    [[nodiscard]] int newest() const { return m_years - 1; }
    [[nodiscard]] int councilCount() const { return static_cast<int>(m_councils.size()); }
    [[nodiscard]] const Council& council(int index) const { return m_councils[static_cast<size_t>(index)]; }
    [[nodiscard]] std::int64_t& value(int field, int year, int council)
    {
        return m_values[static_cast<size_t>(field)][static_cast<size_t>(year)][static_cast<size_t>(council)];
    }
    [[nodiscard]] Year year(int index) const { return Year::financial(2024 - m_years + index); }
    [[nodiscard]] bench::Draws& draws() { return m_draws; }
    // Draws one council's amounts of a field anew.
    void fill(int field, int council, double level, const Noise& noise)
    {
        double away = noise.shock * m_draws.normal() / std::sqrt(1 - noise.stay * noise.stay);
        for (int year = 0; year < m_years; ++year) {
            value(field, year, council) = std::llround(std::exp(level + away));
            away = noise.stay * away + noise.shock * shock(noise.freedom);
        }
    }

    [[nodiscard]] QString slug(int field) const
    {
        return field == 0 ? u"population"_s : field == target() ? u"target"_s : u"noise%1"_s.arg(field - 1);
    }
    [[nodiscard]] QByteArray councilsCsv() const
    {
        QByteArray text = "code,name,type,nation,region\n";
        for (const Council& council : m_councils)
            text += QStringList{council.code, council.name, council.type, council.nation, council.region}
                        .join(QLatin1Char(','))
                        .toUtf8() +
                    '\n';
        return text;
    }
    [[nodiscard]] QByteArray fieldsCsv() const
    {
        QByteArray text =
            "slug,name,unit,description,comparison,polarity,per_head_of\npopulation,Population,count,,no,neutral,\n";
        for (int field = 1; field <= target(); ++field)
            text += slug(field).toUtf8() + ',' + slug(field).toUtf8() + ",GBP,,yes,neutral,population\n";
        return text;
    }
    [[nodiscard]] QByteArray figuresCsv() const
    {
        QByteArray text = "council_code,field_slug,year,value\n";
        for (size_t field = 0; field < m_values.size(); ++field) {
            for (size_t at = 0; at < m_values[field].size(); ++at) {
                for (size_t council = 0; council < m_councils.size(); ++council)
                    text += m_councils[council].code.toUtf8() + ',' + slug(static_cast<int>(field)).toUtf8() + ',' +
                            year(static_cast<int>(at)).label().toUtf8() + ',' +
                            QByteArray::number(static_cast<qlonglong>(m_values[field][at][council])) + '\n';
            }
        }
        return text;
    }
    [[nodiscard]] Panel panel() const
    {
        std::vector<Field> fields;
        for (int field = 0; field <= target(); ++field) {
            Field made;
            made.slug = made.name = slug(field);
            made.unit = field == 0 ? u"count"_s : u"GBP"_s;
            made.comparison = field > 0;
            made.perHeadOf = field > 0 ? u"population"_s : QString();
            fields.push_back(made);
        }
        Panel panel(m_councils, fields);
        for (size_t field = 0; field < m_values.size(); ++field) {
            const int index = panel.fieldIndex(slug(static_cast<int>(field)));
            for (size_t at = 0; at < m_values[field].size(); ++at) {
                for (size_t council = 0; council < m_councils.size(); ++council)
                    panel.set(index, year(static_cast<int>(at)), static_cast<int>(council),
                              {Decimal::fromInt(m_values[field][at][council]), Status::Final, false});
            }
        }
        return panel;
    }

  private:
    // Of the same spread whatever the tails.
    double shock(int freedom)
    {
        if (freedom == 0)
            return m_draws.normal();
        double squares = 0;
        for (int i = 0; i < freedom; ++i) {
            const double one = m_draws.normal();
            squares += one * one;
        }
        return m_draws.normal() / std::sqrt(squares / freedom);
    }

    bench::Draws m_draws;
    int m_years;
    std::vector<Council> m_councils;
    std::vector<std::vector<std::vector<std::int64_t>>> m_values; // by field, year and council
};

} // namespace factoid::test
