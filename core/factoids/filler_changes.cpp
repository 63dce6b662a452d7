// Slots for ratios, shares, differences and change over time.
#include "core/factoids/filler.h"

#include "core/factoids/number_words.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kMostPercent = 200;

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

} // namespace

// The two operands as positive numbers; nullopt when a sign is mixed or an operand is zero.
std::optional<Ratio> Filler::ratioOf(const Claim& of) const {
    if (of.operands.size() != 2)
        return std::nullopt;
    const Int128 a = of.operands[0].value.units();
    const Int128 b = of.operands[1].value.units();
    if (a == 0 || b == 0 || (a < 0) != (b < 0))
        return std::nullopt;
    return Ratio{magnitude(a), magnitude(b)};
}

std::optional<Ratio> Filler::printedRatioOf(const Claim& of) const {
    const auto a = amountOf(of.operands[0]);
    const auto b = amountOf(of.operands[1]);
    if (!a || !b || b->printedUnits == 0)
        return std::nullopt;
    return Ratio{magnitude(a->printedUnits), magnitude(b->printedUnits)};
}

// The ratio in words that hold for the figures and for the two amounts as a reader sees them.
Filler::Words Filler::ratioText(int index) {
    const auto exact = ratioOf(claim(index));
    const auto printed = exact ? printedRatioOf(claim(index)) : std::nullopt;
    if (!printed)
        return std::nullopt;
    const Words words = timesWords(*exact);
    return words && words == timesWords(*printed) ? show(index, *words) : Words();
}

Filler::Words Filler::times(const QString& argument) {
    int index = 0;
    const Words words = has(argument, &index) ? ratioText(index) : Words();
    if (!words)
        return std::nullopt;
    const bool fraction = !words->endsWith(QLatin1String("times")) &&
                          !words->endsWith(QLatin1String("twice")) &&
                          *words != QLatin1String("half");
    return fraction ? *words + QStringLiteral(" of") : *words;
}

Filler::Words Filler::asMuch(const QString& argument) {
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

Filler::Words Filler::multiplied(const QString& argument) {
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

Filler::Words Filler::share(const QString& argument) {
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

Filler::Words Filler::change(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    if (claim(index).operation != Operation::Percent)
        return difference(argument);
    // "Rose by 1,033 percent" is a puzzle; the two amounts say it.
    if (claim(index).result >= Decimal::fromInt(kMostPercent))
        return std::nullopt;
    const Words digits = percentDigits(claim(index).result);
    return digits ? show(index, *digits + QStringLiteral(" percent")) : Words();
}

Filler::Words Filler::difference(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Difference)
        return std::nullopt;
    const Unit unit = unitOf(operand(index));
    if (unit.kind == Unit::Kind::Percent)
        return points(argument);
    const auto size = claim(index).result.absolute();
    if (!size || size->isZero())
        return std::nullopt;
    const auto made =
        amountText(*size, unit, {operand(index).measure == Measure::PerHead, m_extraDigits});
    return made ? show(index, made->text) : Words();
}

Filler::Words Filler::than(const QString& argument) {
    const Words word = moreThan(argument);
    return word ? *word + QStringLiteral(" than") : Words();
}

Filler::Words Filler::moreThan(const QString& argument) {
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

// {way:rose|fell}: the first word when the amount as printed went up from the oldest to the newest
// year of the fact's amounts; for a correlation when both go the same way.
Filler::Words Filler::way(const QString& argument) {
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
    return argument.section(QLatin1Char('|'), up ? 0 : 1, up ? 0 : 1);
}

Filler::Words Filler::span(const QString&) {
    std::optional<Year> oldest, newest;
    for (const Claim& each : m_claims) {
        for (const Operand& of : each.operands) {
            oldest = oldest ? std::min(*oldest, of.year) : of.year;
            newest = newest ? std::max(*newest, of.year) : of.year;
        }
    }
    const int years = oldest ? newest->startYear() - oldest->startYear() : 0;
    if (years < 1)
        return std::nullopt;
    return years == 1 ? QStringLiteral("a year") : cardinal(years) + QStringLiteral(" years");
}

Filler::Words Filler::streak(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    return years < 2 ? Words() : show(index, cardinal(years) + QStringLiteral(" years in a row"));
}

Filler::Words Filler::moves(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t years = claim(index).result.units() / Decimal::kScale;
    const Words kind = way(QStringLiteral("rises|falls"));
    return years < 2 || !kind
               ? Words()
               : show(index, QStringLiteral("%1 %2 in a row").arg(cardinal(years), *kind));
}

Filler::Words Filler::tended(const QString& argument) {
    int index = 0;
    const Words kind = has(argument, &index) ? way(QStringLiteral("rise|fall")) : Words();
    return kind ? show(index, QStringLiteral("tended to ") + *kind) : Words();
}

// {relation:went with}: of a correlation, the first claim.
Filler::Words Filler::relation(const QString& argument) {
    const Words kind = m_claims.empty() ? Words() : way(QStringLiteral("higher|lower"));
    return kind ? show(0, QStringLiteral("%1 %2").arg(argument, *kind)) : Words();
}

// "higher in every year since 2015/16 than in any of the six earlier years": of a step.
Filler::Words Filler::stepped(const QString& argument) {
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
Filler::Words Filler::run(const QString& argument) {
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
Filler::Words Filler::above(const QString& argument) {
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

Filler::Words Filler::firstTime(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).operation != Operation::Crossing)
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    return show(index, QStringLiteral("for the first time since at least ") +
                           Speech::year(wordsOf(oldest).moment, oldest.year));
}

std::optional<Int128> Filler::printedUnits(const Operand& of) const {
    const auto printed = amountOf(of);
    return printed ? std::optional(printed->printedUnits) : std::nullopt;
}

// A reader who takes one printed amount from the other must get the printed difference.
bool Filler::differencesAddUp() const {
    for (size_t i = 0; i < m_claims.size(); ++i) {
        const Claim& difference = m_claims[i];
        if (m_shown[i].isEmpty() || difference.operation != Operation::Difference)
            continue;
        int printed = 0;
        for (size_t j = 0; j < m_claims.size(); ++j) {
            const bool amount =
                m_claims[j].operation == Operation::Value && !m_shown[j].isEmpty() &&
                !m_shown[j].endsWith(QLatin1Char('p')) &&
                std::ranges::find(difference.operands, m_claims[j].operands.front()) !=
                    difference.operands.end();
            printed += amount;
        }
        if (printed < 2)
            continue;
        const auto a = printedUnits(difference.operands[0]);
        const auto b = printedUnits(difference.operands[1]);
        const Operand& of = difference.operands[0];
        const auto size = difference.result.absolute();
        const auto said =
            size ? amountText(*size, unitOf(of), {of.measure == Measure::PerHead, m_extraDigits})
                 : std::nullopt;
        if (!a || !b || !said || magnitude(*a - *b) != said->printedUnits)
            return false;
    }
    return true;
}

// A share as pence in the pound.
Filler::Words Filler::pence(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::Share)
        return std::nullopt;
    const Decimal whole = operand(index).value.rounded(0);
    return whole < Decimal::fromInt(1) ? Words() : show(index, whole.toString() + QLatin1Char('p'));
}

Filler::Words Filler::percent(const QString& argument) {
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    return digits ? show(index, *digits + QStringLiteral(" percent")) : Words();
}

Filler::Words Filler::points(const QString& argument) {
    int index = 0;
    const Words digits = has(argument, &index) ? percentDigits(claim(index).result) : Words();
    if (!digits)
        return std::nullopt;
    const QString unit = *digits == QLatin1String("1") ? QStringLiteral(" percentage point")
                                                       : QStringLiteral(" percentage points");
    return show(index, *digits + unit);
}

} // namespace factoid
