// What holds of a fact's ranks, ratios and changes, and that its amounts stay true as printed; in every language.
#include "core/factoids/grammar/sentence_renderer.h"

#include "core/base/wide_number.h"

#include <algorithm>

namespace factoid {

namespace {

} // namespace

// Whether "highest" in the figures is "most" in the sentence: income is negative in the figures.
bool SentenceRenderer::isHighSense(const Claim& of) const
{
    return (of.direction == Direction::Highest) == (signOf(of.operands.front()) > 0);
}

// Percentages and counts are higher; money is more.
bool SentenceRenderer::usesHigher(const Claim& of) const
{
    return !unitOf(of.operands.front()).isCash();
}

// The two operands as positive numbers; nullopt when a sign is mixed or an operand is zero.
std::optional<Ratio> SentenceRenderer::ratioOf(const Claim& of) const
{
    if (of.operands.size() != 2)
        return std::nullopt;
    const Int128 a = of.operands[0].value.units();
    const Int128 b = of.operands[1].value.units();
    if (a == 0 || b == 0 || (a < 0) != (b < 0))
        return std::nullopt;
    return Ratio{magnitudeOf(a), magnitudeOf(b)};
}

std::optional<Ratio> SentenceRenderer::printedRatioOf(const Claim& of) const
{
    const auto a = amountOf(of.operands[0]);
    const auto b = amountOf(of.operands[1]);
    if (!a || !b || b->printedUnits == 0)
        return std::nullopt;
    return Ratio{magnitudeOf(a->printedUnits), magnitudeOf(b->printedUnits)};
}

// Whether the amount as printed went up from the oldest to the newest year of the fact's amounts; of a correlation,
// whether both go the same way. nullopt: neither can be said.
std::optional<bool> SentenceRenderer::goesUp() const
{
    const Claim& first = m_claims.front();
    bool up = false;
    if (first.operation == Operation::Correlation) {
        if (first.result.isZero())
            return std::nullopt;
        up = !first.result.isNegative() == (signOf(first.operands[0]) == signOf(first.operands[1]));
    } else {
        const Operand* oldest = nullptr;
        const Operand* newest = nullptr;
        for (const Claim& each : m_claims) {
            if (each.operation != Operation::Value)
                continue;
            const Operand& of = each.operands.front();
            oldest = !oldest || of.year < oldest->year ? &of : oldest;
            newest = !newest || of.year > newest->year ? &of : newest;
        }
        if (!oldest || oldest->value == newest->value || signOf(*oldest) != signOf(*newest))
            return std::nullopt;
        up = (newest->value > oldest->value) == (signOf(*newest) > 0);
    }
    return up;
}

int SentenceRenderer::spanYears() const
{
    std::optional<Year> oldest, newest;
    for (const Claim& each : m_claims) {
        for (const Operand& of : each.operands) {
            oldest = oldest ? std::min(*oldest, of.year) : of.year;
            newest = newest ? std::max(*newest, of.year) : of.year;
        }
    }
    return oldest ? newest->startYear() - oldest->startYear() : 0;
}

// Different values of one kind of amount must not look the same beside each other.
bool SentenceRenderer::amountsStayApart() const
{
    for (size_t i = 0; i < m_claims.size(); ++i) {
        for (size_t j = i + 1; j < m_claims.size(); ++j) {
            const bool values = m_claims[i].operation == Operation::Value && m_claims[j].operation == Operation::Value;
            if (values && !m_shown[i].isEmpty() && m_shown[i] == m_shown[j] &&
                m_claims[i].result != m_claims[j].result &&
                operand(static_cast<int>(i)).measure == operand(static_cast<int>(j)).measure)
                return false;
        }
    }
    return true;
}

std::optional<Int128> SentenceRenderer::printedUnits(const Operand& of) const
{
    const auto printed = amountOf(of);
    return printed ? std::optional(printed->printedUnits) : std::nullopt;
}

// A reader who takes one printed amount from the other must get the printed difference.
bool SentenceRenderer::differencesAddUp() const
{
    for (size_t i = 0; i < m_claims.size(); ++i) {
        const Claim& difference = m_claims[i];
        if (m_shown[i].isEmpty() || difference.operation != Operation::Difference)
            continue;
        int printed = 0;
        for (size_t j = 0; j < m_claims.size(); ++j) {
            const bool amount =
                m_claims[j].operation == Operation::Value && !m_shown[j].isEmpty() &&
                !m_shown[j].endsWith(QLatin1Char(m_amountWords.pence)) &&
                std::ranges::find(difference.operands, m_claims[j].operands.front()) != difference.operands.end();
            printed += amount;
        }
        if (printed < 2)
            continue;
        const auto a = printedUnits(difference.operands[0]);
        const auto b = printedUnits(difference.operands[1]);
        const Operand& of = difference.operands[0];
        const auto size = difference.result.absolute();
        const auto said = size ? amountText(*size, unitOf(of), styleOf(of)) : std::nullopt;
        if (!a || !b || !said || magnitudeOf(*a - *b) != said->printedUnits)
            return false;
    }
    return true;
}

} // namespace factoid
