#include "core/figures/year.h"

namespace factoid {

namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2999;

std::optional<int> digits(QByteArrayView text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool plausible(int year)
{
    return year >= kFirstYear && year <= kLastYear;
}

} // namespace

std::optional<Year> Year::parse(QByteArrayView utf8)
{
    utf8 = utf8.trimmed();
    if (utf8.size() < 4 || utf8.size() > 11)
        return std::nullopt;
    const auto start = digits(utf8.first(4));
    if (!start || !plausible(*start))
        return std::nullopt;
    QByteArrayView rest = utf8.sliced(4);
    if (rest.isEmpty())
        return calendar(*start);
    for (const QByteArrayView separator : {QByteArrayView("/"), QByteArrayView("-"), QByteArrayView("\xE2\x80\x93")}) {
        if (rest.startsWith(separator)) {
            rest = rest.sliced(separator.size());
            break;
        }
    }
    const auto end = digits(rest);
    if (!end)
        return std::nullopt;
    const int next = *start + 1;
    const bool follows = (rest.size() == 2 && *end == next % 100) || (rest.size() == 4 && *end == next);
    if (!follows || (rest.size() == 4 && utf8.size() == 8))
        return std::nullopt;
    return financial(*start);
}

std::optional<Year> Year::fromCode(int code)
{
    if (plausible(code))
        return calendar(code);
    if (plausible(code / 100) && financial(code / 100).code() == code)
        return financial(code / 100);
    return std::nullopt;
}

QString Year::label() const
{
    if (!isFinancial())
        return QString::number(m_code);
    return u"%1/%2"_s.arg(startYear()).arg(m_code % 100, 2, 10, QLatin1Char('0'));
}

} // namespace factoid
