// Slots for ratios, shares, differences and change over time.
#include "core/factoids/welsh/welsh_renderer.h"
#include "core/factoids/welsh/welsh_years.h"
#include "core/factoids/words/number_words.h"
#include "core/factoids/words/welsh_grammar.h"

namespace factoid {

namespace {

// "dwywaith", "teirgwaith", "pum gwaith"
QString timesOf(int times)
{
    if (times == 2)
        return u"dwywaith"_s;
    return times == 3 ? u"teirgwaith"_s : welshCount(times, u"gwaith"_s, true);
}

QString fractionOf(const SaidRatio& said)
{
    switch (said.den) {
    case 2:
        return u"hanner"_s;
    case 3:
        return said.num == 1 ? u"traean"_s : u"dwy ran o dair"_s;
    case 4:
        return said.num == 1 ? u"chwarter"_s : u"tri chwarter"_s;
    case 5:
        return u"pumed ran"_s;
    case 10:
        return u"degfed ran"_s;
    default:
        return {};
    }
}

QString ratioWords(const SaidRatio& said)
{
    if (!said.digits.isEmpty())
        return said.digits + u" gwaith"_s;
    if (said.den > 1)
        return fractionOf(said);
    const QString times = timesOf(said.num);
    switch (said.qualifier) {
    case SaidRatio::Qualifier::Nearly:
        return u"bron i "_s + softMutation(times);
    case SaidRatio::Qualifier::MoreThan:
        return u"mwy na "_s + aspirateMutation(times);
    case SaidRatio::Qualifier::None:
        break;
    }
    return times;
}

} // namespace

// The ratio in words that hold for the figures and for the two amounts as a reader sees them.
SentenceRenderer::Words WelshRenderer::ratioText(int index)
{
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    if (!printed)
        return std::nullopt;
    const auto said = saidTimes(*exact);
    return said && said == saidTimes(*printed) ? show(index, ratioWords(*said)) : Words();
}

SentenceRenderer::Words WelshRenderer::times(const QString& argument)
{
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    // "Traean y £3 miliwn" wants "o": only whole times and numbers stand before an amount.
    return words && (words->endsWith("waith"_L1) || words->endsWith("gwaith"_L1)) ? words : Words();
}

SentenceRenderer::Words WelshRenderer::asMuch(const QString& argument)
{
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    const bool percent = unitOf(operand(index)).kind == Unit::Kind::Percent;
    return *words + (percent ? u" mor uchel"_s : u" cymaint"_s);
}

// "dyblodd", "treblodd", "hanerodd": the verb alone; nearly and more than are said in another pattern.
SentenceRenderer::Words WelshRenderer::multiplied(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    const auto said = printed ? saidMultiple(*exact) : std::nullopt;
    if (!said || said != saidMultiple(*printed) || said->qualifier != SaidRatio::Qualifier::None || said->num > 3)
        return std::nullopt;
    QString verb = said->den == 2 ? u"hanerodd"_s : said->num == 2 ? u"dyblodd"_s : u"treblodd"_s;
    if (m_text.isEmpty()) // a sentence starts with it, and the claim shows what is printed
        verb[0] = verb.at(0).toUpper();
    return show(index, verb);
}

SentenceRenderer::Words WelshRenderer::shareText(int index, bool soft)
{
    const auto ratio = ratioOf(claim(index));
    if (!ratio)
        return std::nullopt;
    if (const auto fraction = saidFraction(*ratio))
        return show(index, soft ? softMutation(fractionOf(*fraction)) : fractionOf(*fraction));
    const Words digits = percentDigits(claim(index).result);
    return digits ? show(index, *digits + QLatin1String(m_amountWords.percent)) : Words();
}

SentenceRenderer::Words WelshRenderer::share(const QString& argument)
{
    int index = 0;
    return has(argument, &index) ? shareText(index, false) : Words();
}

SentenceRenderer::Words WelshRenderer::shareSoft(const QString& argument)
{
    int index = 0;
    return has(argument, &index) ? shareText(index, true) : Words();
}

// "fwy", "llai" after "yn": yn fwy na, yn llai na.
SentenceRenderer::Words WelshRenderer::than(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Difference)
        return std::nullopt;
    for (const Operand& each : claim(index).operands) {
        if (signOf(each) != signOf(operand(index)))
            return std::nullopt;
    }
    const bool more = !claim(index).result.isNegative() == (signOf(operand(index)) > 0);
    return more ? u"fwy"_s : u"llai"_s;
}

SentenceRenderer::Words WelshRenderer::span(const QString&)
{
    const int years = spanYears();
    if (years < 1)
        return std::nullopt;
    // "Dros" softens, "mewn" does not.
    return m_text.endsWith("dros "_L1) ? softMutation(welshYears(years)) : welshYears(years);
}

SentenceRenderer::Words WelshRenderer::streak(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    // A time without a preposition softens: "gostyngodd … ddwy flynedd yn olynol".
    return years < 2 ? Words() : show(index, softMutation(welshYears(static_cast<int>(years))) + u" yn olynol"_s);
}

// "naw gostyngiad yn olynol"; `turned`: those before the turn.
SentenceRenderer::Words WelshRenderer::movesText(int index, bool turned)
{
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const auto up = goesUp();
    if (years < 2 || !up)
        return std::nullopt;
    const QString move = *up != turned ? u"cynnydd"_s : u"gostyngiad"_s;
    return show(index, welshCount(years, move, false) + u" yn olynol"_s);
}

SentenceRenderer::Words WelshRenderer::moves(const QString& argument)
{
    int index = 0;
    return has(argument, &index) ? movesText(index, false) : Words();
}

SentenceRenderer::Words WelshRenderer::run(const QString& argument)
{
    int index = 0;
    return has(argument, &index) && claim(index).operation == Operation::Reversal ? movesText(index, true) : Words();
}

// "duedd gynyddol": the object of "dilynodd".
SentenceRenderer::Words WelshRenderer::tended(const QString& argument)
{
    int index = 0;
    const Words kind = has(argument, &index) ? way(u"gynyddol|ostyngol"_s) : Words();
    return kind ? show(index, u"duedd "_s + *kind) : Words();
}

// "â dyled is": of a correlation, the first claim; the argument is the operand.
SentenceRenderer::Words WelshRenderer::relation(const QString& argument)
{
    const Words kind = m_claims.empty() ? Words() : way(u"uwch|is"_s);
    const Words other = noun(argument);
    if (!kind || !other)
        return std::nullopt;
    return show(0, withAspirate(u"â"_s, *other, true) + QLatin1Char(' ') + *kind);
}

// "uwch ym mhob blwyddyn ers 2015/16 nag yn unrhyw un o'r chwe blynedd cyn hynny": of a step.
SentenceRenderer::Words WelshRenderer::stepped(const QString& argument)
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
    const Words word = first ? way(u"uwch|is"_s) : Words();
    if (!word || before < 2)
        return std::nullopt;
    return show(index, u"%1 ym mhob blwyddyn ers %2 nag yn unrhyw un %3 cyn hynny"_s.arg(
                           *word, welshYear(wordsOf(*first).moment, first->year, daysOf(*first)),
                           joined(u"o"_s, withArticle(welshYears(before)))));
}

// "mwy", "llai" before "na" and the council that was passed.
SentenceRenderer::Words WelshRenderer::above(const QString& argument)
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
        return more ? u"mwy"_s : u"llai"_s;
    return more ? u"uwch"_s : u"is"_s;
}

SentenceRenderer::Words WelshRenderer::firstTime(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Crossing)
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    return show(index,
                u"am y tro cyntaf ers o leiaf "_s + welshYear(wordsOf(oldest).moment, oldest.year, daysOf(oldest)));
}

SentenceRenderer::Words WelshRenderer::points(const QString& argument)
{
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    return digits ? show(index, *digits + u" pwynt canran"_s) : Words();
}

} // namespace factoid
