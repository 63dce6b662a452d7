// Year: a financial year (label "2019/20") or a calendar year ("2018"). Plain value; any thread.
#pragma once

#include <QByteArrayView>
#include <QDate>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace factoid {

// The days of a year, both ends inclusive. Which they are, only the data can say: see DataProfile::days.
struct YearDays {
    QDate first, last;
    [[nodiscard]] bool hold(QDate day) const { return first <= day && day <= last; }
    friend bool operator==(const YearDays&, const YearDays&) = default;
    friend bool operator<(const YearDays& a, const YearDays& b)
    {
        return a.first != b.first ? a.first < b.first : a.last < b.last;
    }
};

class Year
{
  public:
    constexpr Year() = default;
    [[nodiscard]] static constexpr Year financial(int startYear)
    {
        return Year(startYear * 100 + (startYear + 1) % 100);
    }
    [[nodiscard]] static constexpr Year calendar(int year) { return Year(year); }

    // Reads "2019/20", "2019-20", "2019–20", "2019/2020", "2019-2020", "201920", "2018".
    // nullopt for anything else, a second half that does not follow the first ("2019/21") included.
    [[nodiscard]] static std::optional<Year> parse(QByteArrayView utf8);
    // The number kept in the store: 201920 for 2019/20, 2018 for 2018. nullopt when it is neither.
    [[nodiscard]] static std::optional<Year> fromCode(int code);

    [[nodiscard]] constexpr bool isValid() const { return m_code != 0; }
    [[nodiscard]] constexpr int code() const { return m_code; }
    [[nodiscard]] constexpr bool isFinancial() const { return m_code > 9999; }
    [[nodiscard]] constexpr int startYear() const { return isFinancial() ? m_code / 100 : m_code; }
    [[nodiscard]] QString label() const;
    // The year of the same kind `years` later (negative: earlier).
    [[nodiscard]] constexpr Year plus(int years) const
    {
        return isFinancial() ? financial(startYear() + years) : calendar(startYear() + years);
    }

    // Order by start, a calendar year before the financial year that starts in it.
    friend constexpr bool operator==(Year, Year) = default;
    friend constexpr std::strong_ordering operator<=>(Year a, Year b)
    {
        if (const auto order = a.startYear() <=> b.startYear(); order != 0)
            return order;
        return a.m_code <=> b.m_code;
    }

  private:
    constexpr explicit Year(int code)
        : m_code(code)
    {
    }
    std::int32_t m_code = 0;
};

} // namespace factoid
