#include "core/import/reading/decimal_witness.h"

#include "core/import/values/value_parser.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr size_t kMostKept = 1'000'000;
constexpr qsizetype kThousand = 3; // digits of a group

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

enum class Sign { None, Either, Point };

// What a text that was read as a number says of the sign before decimals.
Sign signOf(QByteArrayView text)
{
    const auto separator = [](char c) { return c == '.' || c == ','; };
    const auto at = std::ranges::find_if(text, separator);
    if (at == text.end())
        return Sign::None;
    const auto before = at - text.begin();
    const auto again = std::find_if(at + 1, text.end(), separator);
    if (again != text.end())
        return Sign::Point; // "1,234,567", "1,234.5": neither could be read with a comma
    qsizetype digits = 0;
    for (auto next = at + 1; next != text.end() && isDigit(*next); ++next)
        ++digits;
    qsizetype leading = 0;
    for (auto last = at; last != text.begin() && isDigit(*(last - 1)); --last)
        ++leading;
    const bool group = digits == kThousand && leading >= 1 && leading <= kThousand && text[before - leading] != '0';
    if (*at == '.' && !group)
        return Sign::Point;
    return group ? Sign::Either : Sign::None;
}

} // namespace

void DecimalWitness::read(QByteArrayView text, const ImportBatch& batch)
{
    if (m_needsPoint)
        return;
    const Sign sign = signOf(text);
    if (sign == Sign::Point) {
        m_needsPoint = true;
        m_either.clear();
        m_either.shrink_to_fit();
    } else if (sign == Sign::Either && m_either.size() < kMostKept) {
        m_either.push_back({batch.figures.size(), text.toByteArray()});
    }
}

void DecimalWitness::refused(QByteArrayView text, qint64 line)
{
    if (m_commaLine > 0 || !text.contains(','))
        return;
    ValueRules rules = rulesForUnit(u"GBP"_s);
    rules.percent = true;
    rules.decimalComma = true;
    if (!parseValue(text, rules))
        return;
    m_commaLine = line;
    m_commaText = text.toByteArray();
}

void DecimalWitness::settle(ImportCollector& collector, const std::function<QString(int column)>& header) const
{
    if (m_commaLine == 0 || m_needsPoint || m_either.empty())
        return;
    std::vector<StagedFigure>& figures = collector.batch().figures;
    std::vector<StagedFigure> kept;
    kept.reserve(figures.size());
    auto next = m_either.begin();
    for (size_t i = 0; i < figures.size(); ++i) {
        if (next == m_either.end() || next->figure != i) {
            kept.push_back(figures[i]);
            continue;
        }
        collector.reject({figures[i].file, figures[i].line}, header(figures[i].column), next->text,
                         u"“%1” can be read in two ways, and “%2” in line %3 has a comma before its decimals; say "
                         "“decimal”: \",\" in a mapping, or write full stops"_s
                             .arg(QString::fromUtf8(next->text), QString::fromUtf8(m_commaText))
                             .arg(m_commaLine),
                         RejectKind::NotAValue);
        ++next;
    }
    figures = std::move(kept);
}

} // namespace factoid
