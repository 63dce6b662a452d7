// Slots for ratios, shares, differences and change over time.
#include "core/factoids/english/english_filler.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

// The ratio in words that hold for the figures and for the two amounts as a reader sees them.
Filler::Words EnglishFiller::ratioText(int index) {
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    if (!printed)
        return std::nullopt;
    const Words words = timesWords(*exact);
    return words && words == timesWords(*printed) ? show(index, *words) : Words();
}

Filler::Words EnglishFiller::times(const QString& argument) {
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    const bool fraction = !words->endsWith(QLatin1String("times")) &&
                          !words->endsWith(QLatin1String("twice")) &&
                          *words != QLatin1String("half");
    return fraction ? *words + QStringLiteral(" of") : *words;
}

Filler::Words EnglishFiller::asMuch(const QString& argument) {
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    switch (unitOf(operand(index)).kind) {
    case Unit::Kind::Percent:
        return *words + QStringLiteral(" as high");
    case Unit::Kind::Count:
        return *words + QStringLiteral(" as many");
    default:
        return *words + QStringLiteral(" as much");
    }
}

Filler::Words EnglishFiller::multiplied(const QString& argument) {
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

Filler::Words EnglishFiller::share(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto ratio = ratioOf(claim(index));
    if (!ratio)
        return std::nullopt;
    if (const Words fraction = fractionWords(*ratio))
        return show(index, *fraction);
    const Words digits = percentDigits(claim(index).result);
    return digits ? show(index, *digits + QStringLiteral(" percent")) : Words();
}

Filler::Words EnglishFiller::than(const QString& argument) {
    const Words word = moreThan(argument);
    return word ? *word + QStringLiteral(" than") : Words();
}

Filler::Words EnglishFiller::moreThan(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Difference)
        return std::nullopt;
    for (const Operand& each : claim(index).operands) {
        if (signOf(each) != signOf(operand(index)))
            return std::nullopt;
    }
    const bool more = !claim(index).result.isNegative() == (signOf(operand(index)) > 0);
    return more ? QStringLiteral("more") : QStringLiteral("less");
}

Filler::Words EnglishFiller::span(const QString&) {
    const int years = spanYears();
    if (years < 1)
        return std::nullopt;
    return years == 1 ? QStringLiteral("a year") : cardinal(years) + QStringLiteral(" years");
}

Filler::Words EnglishFiller::streak(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    return years < 2 ? Words() : show(index, cardinal(years) + QStringLiteral(" years in a row"));
}

Filler::Words EnglishFiller::moves(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const Words kind = way(QStringLiteral("rises|falls"));
    return years < 2 || !kind
               ? Words()
               : show(index, QStringLiteral("%1 %2 in a row").arg(cardinal(years), *kind));
}

Filler::Words EnglishFiller::tended(const QString& argument) {
    int index = 0;
    const Words kind = has(argument, &index) ? way(QStringLiteral("rise|fall")) : Words();
    return kind ? show(index, QStringLiteral("tended to ") + *kind) : Words();
}

// {relation:went with}: of a correlation, the first claim.
Filler::Words EnglishFiller::relation(const QString& argument) {
    const Words kind = m_claims.empty() ? Words() : way(QStringLiteral("higher|lower"));
    return kind ? show(0, QStringLiteral("%1 %2").arg(argument, *kind)) : Words();
}

// "higher in every year since 2015/16 than in any of the six earlier years": of a step.
Filler::Words EnglishFiller::stepped(const QString& argument) {
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
    const Words word = first ? way(QStringLiteral("higher|lower")) : Words();
    if (!word || before < 2)
        return std::nullopt;
    return show(index, QStringLiteral("%1 in every year since %2 than in any of the %3 earlier years")
                           .arg(*word, Speech::year(wordsOf(*first).moment, first->year),
                                cardinal(before)));
}

// "five falls in a row", before a rise: of a reversal.
Filler::Words EnglishFiller::run(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Reversal)
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const Words kind = way(QStringLiteral("falls|rises"));
    return years < 2 || !kind
               ? Words()
               : show(index, QStringLiteral("%1 %2 in a row").arg(cardinal(years), *kind));
}

// {above:2}: "more than" or "higher than" before the council that was passed.
Filler::Words EnglishFiller::above(const QString& argument) {
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
        return more ? QStringLiteral("more than") : QStringLiteral("less than");
    return more ? QStringLiteral("higher than") : QStringLiteral("lower than");
}

Filler::Words EnglishFiller::firstTime(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Crossing)
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    return show(index, QStringLiteral("for the first time since at least ") +
                           Speech::year(wordsOf(oldest).moment, oldest.year));
}

Filler::Words EnglishFiller::points(const QString& argument) {
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    if (!digits)
        return std::nullopt;
    const QString unit = *digits == QLatin1String("1") ? QStringLiteral(" percentage point")
                                                       : QStringLiteral(" percentage points");
    return show(index, *digits + unit);
}

} // namespace factoid
