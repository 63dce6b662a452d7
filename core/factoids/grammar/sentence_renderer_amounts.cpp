// Slots whose words are an amount, in every language.
#include "core/factoids/grammar/sentence_renderer.h"

namespace factoid {

// {way:rose|fell}: the first word when the amount as printed went up from the oldest to the newest year of the fact's
// amounts; for a correlation when both go the same way.
SentenceRenderer::Words SentenceRenderer::way(const QString& argument)
{
    const auto up = goesUp();
    return up ? Words(argument.section(QLatin1Char('|'), *up ? 0 : 1, *up ? 0 : 1)) : Words();
}

SentenceRenderer::Words SentenceRenderer::change(const QString& argument)
{
    constexpr int kMostPercent = 200;
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    if (claim(index).operation != Operation::Percent)
        return difference(argument);
    // "Rose by 1,033 percent" is a puzzle; the two amounts say it.
    return claim(index).result >= Decimal::fromInt(kMostPercent) ? Words() : percent(argument);
}

SentenceRenderer::Words SentenceRenderer::difference(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Difference)
        return std::nullopt;
    const Unit unit = unitOf(operand(index));
    if (unit.kind == Unit::Kind::Percent)
        return points(argument);
    const auto size = claim(index).result.absolute();
    if (!size || size->isZero())
        return std::nullopt;
    const auto made = amountText(*size, unit, styleOf(operand(index)));
    return made ? show(index, made->text) : Words();
}

// A share as pence in the pound.
SentenceRenderer::Words SentenceRenderer::pence(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::Share)
        return std::nullopt;
    const Decimal whole = operand(index).value.rounded(0);
    return whole < Decimal::fromInt(1) ? Words() : show(index, whole.toString() + QLatin1Char(m_amountWords.pence));
}

SentenceRenderer::Words SentenceRenderer::percent(const QString& argument)
{
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    return digits ? show(index, *digits + QLatin1String(m_amountWords.percent)) : Words();
}

} // namespace factoid
