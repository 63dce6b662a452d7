// Slots for ratios, shares, differences and change over time.
#include "core/factoids/english/english_renderer.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

// The ratio in words that hold for the figures and for the two amounts as a reader sees them.
SentenceRenderer::Words EnglishRenderer::ratioText(int index)
{
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    if (!printed)
        return std::nullopt;
    const Words words = timesWords(*exact);
    return words && words == timesWords(*printed) ? show(index, *words) : Words();
}

SentenceRenderer::Words EnglishRenderer::times(const QString& argument)
{
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    const bool fraction = !words->endsWith("times"_L1) && !words->endsWith("twice"_L1) && *words != "half"_L1;
    return fraction ? *words + u" of"_s : *words;
}

SentenceRenderer::Words EnglishRenderer::asMuch(const QString& argument)
{
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    switch (unitOf(operand(index)).kind) {
    case Unit::Kind::Percent:
        return *words + u" as high"_s;
    case Unit::Kind::Count:
        return *words + u" as many"_s;
    default:
        return *words + u" as much"_s;
    }
}

SentenceRenderer::Words EnglishRenderer::multiplied(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    if (!printed)
        return std::nullopt;
    const Words verb = multipliedVerb(*exact);
    return verb && verb == multipliedVerb(*printed) ? show(index, *verb) : Words();
}

SentenceRenderer::Words EnglishRenderer::share(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto ratio = ratioOf(claim(index));
    if (!ratio)
        return std::nullopt;
    if (const Words fraction = fractionWords(*ratio))
        return show(index, *fraction);
    const Words digits = percentDigits(claim(index).result);
    return digits ? show(index, *digits + u" percent"_s) : Words();
}

SentenceRenderer::Words EnglishRenderer::than(const QString& argument)
{
    const Words word = moreThan(argument);
    return word ? *word + u" than"_s : Words();
}

SentenceRenderer::Words EnglishRenderer::moreThan(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Difference)
        return std::nullopt;
    for (const Operand& each : claim(index).operands) {
        if (signOf(each) != signOf(operand(index)))
            return std::nullopt;
    }
    const bool more = !claim(index).result.isNegative() == (signOf(operand(index)) > 0);
    return more ? u"more"_s : u"less"_s;
}

SentenceRenderer::Words EnglishRenderer::span(const QString&)
{
    const int years = spanYears();
    if (years < 1)
        return std::nullopt;
    return years == 1 ? u"a year"_s : cardinal(years) + u" years"_s;
}

SentenceRenderer::Words EnglishRenderer::streak(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    return years < 2 ? Words() : show(index, cardinal(years) + u" years in a row"_s);
}

SentenceRenderer::Words EnglishRenderer::moves(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const Words kind = way(u"rises|falls"_s);
    return years < 2 || !kind ? Words() : show(index, u"%1 %2 in a row"_s.arg(cardinal(years), *kind));
}

SentenceRenderer::Words EnglishRenderer::tended(const QString& argument)
{
    int index = 0;
    const Words kind = has(argument, &index) ? way(u"rise|fall"_s) : Words();
    return kind ? show(index, u"tended to "_s + *kind) : Words();
}

// {relation:went with}: of a correlation, the first claim.
SentenceRenderer::Words EnglishRenderer::relation(const QString& argument)
{
    const Words kind = m_claims.empty() ? Words() : way(u"higher|lower"_s);
    return kind ? show(0, u"%1 %2"_s.arg(argument, *kind)) : Words();
}

// "higher in every year since 2015/16 than in any of the six earlier years": of a step.
SentenceRenderer::Words EnglishRenderer::stepped(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Step)
        return std::nullopt;
    const Claim& of = claim(index);
    const int turn = static_cast<int>(of.result.units() / Decimal::kScale);
    int before = 0;
    const Operand* first = nullptr;
    for (const Operand& each : of.operands) {
        if (each.year.startYear() == turn)
            first = &each;
        else if (!first)
            ++before;
    }
    const Words word = first ? way(u"higher|lower"_s) : Words();
    if (!word || before < 2)
        return std::nullopt;
    return show(index,
                u"%1 in every year since %2 than in any of the %3 earlier years"_s.arg(
                    *word, m_formatter.year(first->field, wordsOf(*first).moment, first->year), cardinal(before)));
}

// "five falls in a row", before a rise: of a reversal.
SentenceRenderer::Words EnglishRenderer::run(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Reversal)
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const Words kind = way(u"falls|rises"_s);
    return years < 2 || !kind ? Words() : show(index, u"%1 %2 in a row"_s.arg(cardinal(years), *kind));
}

// {above:2}: "more than" or "higher than" before the council that was passed.
SentenceRenderer::Words EnglishRenderer::above(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Crossing)
        return std::nullopt;
    const Operand& of = operand(index);
    for (const Operand& each : claim(index).operands) {
        if (signOf(each) != signOf(of))
            return std::nullopt;
    }
    const bool more = (claim(index).direction == Direction::Rise) == (signOf(of) > 0);
    if (unitOf(of).isCash())
        return more ? u"more than"_s : u"less than"_s;
    return more ? u"higher than"_s : u"lower than"_s;
}

SentenceRenderer::Words EnglishRenderer::firstTime(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Crossing)
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    return show(index, u"for the first time since at least "_s +
                           m_formatter.year(oldest.field, wordsOf(oldest).moment, oldest.year));
}

SentenceRenderer::Words EnglishRenderer::points(const QString& argument)
{
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    if (!digits)
        return std::nullopt;
    const QString unit = *digits == "1"_L1 ? u" percentage point"_s : u" percentage points"_s;
    return show(index, *digits + unit);
}

} // namespace factoid
