// Slots for places among others and over the years.
#include "core/factoids/english/english_filler.h"

#include "core/factoids/words/number_words.h"

#include <algorithm>

namespace factoid {

namespace {
const QString kPerHead = QStringLiteral(" per head");
}

// "any county council in England" or, where returns are missing, "the 22 English county councils
// that reported".
Filler::Words EnglishFiller::rankedAmong(int index) const {
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    if (!returns.hasGap())
        return QStringLiteral("any ") + group->oneIn;
    if (claim(index).of != returns.made)
        return std::nullopt;
    return reporting(*group, returns);
}

Filler::Words EnglishFiller::more(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || claim(index).result != Decimal::fromInt(1))
        return std::nullopt;
    Words among = rankedAmong(index);
    if (!among)
        return std::nullopt;
    if (among->startsWith(QLatin1String("any ")))
        among->replace(0, 4, QStringLiteral("any other "));
    else
        among->prepend(QStringLiteral("any other of "));
    const bool high = isHighSense(claim(index));
    QString word = high ? QStringLiteral("more") : QStringLiteral("less");
    if (usesHigher(claim(index)))
        word = high ? QStringLiteral("higher") : QStringLiteral("lower");
    if (operand(index).measure == Measure::PerHead)
        word += kPerHead;
    return show(index, QStringLiteral("%1 than %2").arg(word, *among));
}

Filler::Words EnglishFiller::superlative(int index, const QString& high, const QString& low,
                                  bool sayPerHead) {
    // "The 140th highest" says nothing that a reader could picture, unless beside where it was before.
    constexpr int kLastPlace = 20;
    const auto places = std::ranges::count(m_claims, Operation::Rank, &Claim::operation);
    const int place = static_cast<int>(claim(index).result.units() / Decimal::kScale);
    if (place > kLastPlace && places < 2)
        return std::nullopt;
    QString text = QStringLiteral("the ");
    if (place > 1) {
        const QString nth = ordinal(place);
        if (nth.isEmpty())
            return std::nullopt;
        text += nth + QLatin1Char(' ');
    }
    text += isHighSense(claim(index)) ? high : low;
    if (sayPerHead && operand(index).measure == Measure::PerHead)
        text += kPerHead;
    return text;
}

Filler::Words EnglishFiller::most(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    // "The fourth least" stumbles; "the fourth lowest" does not.
    const bool nthLowest = !isHighSense(claim(index)) && claim(index).result > Decimal::fromInt(1);
    if (usesHigher(claim(index)) || nthLowest)
        return highest(argument);
    const Words place = superlative(index, QStringLiteral("most"), QStringLiteral("least"), true);
    const Words among = rankedAmong(index);
    return place && among ? show(index, QStringLiteral("%1 of %2").arg(*place, *among)) : Words();
}

Filler::Words EnglishFiller::highest(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Words place =
        superlative(index, QStringLiteral("highest"), QStringLiteral("lowest"), false);
    const Words among = rankedAmong(index);
    return place && among ? show(index, QStringLiteral("%1 of %2").arg(*place, *among)) : Words();
}

// The place alone, where the sentence has already said among whom.
Filler::Words EnglishFiller::placeOnly(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    // In another year others may have reported: then the place needs its own words for among whom.
    for (int other = 0; other < static_cast<int>(m_claims.size()); ++other) {
        if (claim(other).operation == Operation::Rank && rankedAmong(other) != rankedAmong(index))
            return highest(argument);
    }
    const Words place =
        superlative(index, QStringLiteral("highest"), QStringLiteral("lowest"), false);
    return place ? show(index, *place) : Words();
}

// "of England's 26 county councils", "of the 22 county councils in England that reported".
Filler::Words EnglishFiller::among(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    const Returns returns = returnsFor(index);
    if (!group || claim(index).of != returns.made)
        return std::nullopt;
    const Words who = counted(*group, returns.made, returns);
    return who ? QStringLiteral("of ") + *who : Words();
}

// "held the most in earmarked reserves": the place in the amount's own place.
Filler::Words EnglishFiller::didMost(const QString& argument) {
    int index = 0;
    if (!has(argument, &index) || usesHigher(claim(index)))
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    if (!inOwnSense(of) || words.did.contains(QLatin1String(" of {amount}")) ||
        words.did.contains(QLatin1String("{amount} of ")))
        return std::nullopt;
    const Words place = superlative(index, QStringLiteral("most"), QStringLiteral("least"), false);
    if (!place || !show(index, *place))
        return std::nullopt;
    QString text = words.did;
    text.replace(QStringLiteral("{amount}"), *place);
    return of.measure == Measure::PerHead ? text + kPerHead : text;
}

Filler::Words EnglishFiller::record(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    const QString word =
        isHighSense(claim(index)) ? QStringLiteral("highest") : QStringLiteral("lowest");
    return show(index, QStringLiteral("the %1 since at least %2")
                           .arg(word, Speech::year(wordsOf(oldest).moment, oldest.year)));
}

Filler::Words EnglishFiller::recordMore(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    if (usesHigher(claim(index)))
        return recordHigher(argument);
    const QString word =
        isHighSense(claim(index)) ? QStringLiteral("more") : QStringLiteral("less");
    const auto earlier = static_cast<qint64>(claim(index).operands.size()) - 1;
    if (earlier < 2)
        return std::nullopt;
    return show(
        index,
        QStringLiteral("%1 than in any of the previous %2 years").arg(word, cardinal(earlier)));
}

Filler::Words EnglishFiller::recordHigher(const QString& argument) {
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const QString word =
        isHighSense(claim(index)) ? QStringLiteral("higher") : QStringLiteral("lower");
    const auto earlier = static_cast<qint64>(claim(index).operands.size()) - 1;
    if (earlier < 2)
        return std::nullopt;
    return show(
        index,
        QStringLiteral("%1 than in any of the previous %2 years").arg(word, cardinal(earlier)));
}

} // namespace factoid
