// Slots for places among others and over the years.
#include "core/factoids/english/english_renderer.h"

#include "core/factoids/words/number_words.h"

#include <algorithm>

namespace factoid {

namespace {
const QString kPerHeadRanked = u" per head"_s;
}

// "any county council in England" or, where returns are missing, "the 22 English county councils
// that reported".
SentenceRenderer::Words EnglishRenderer::rankedAmong(int index) const
{
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    if (!returns.hasGap())
        return u"any "_s + group->oneIn;
    if (claim(index).of != returns.made)
        return std::nullopt;
    return reporting(*group, returns);
}

SentenceRenderer::Words EnglishRenderer::more(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).result != Decimal::fromInt(1))
        return std::nullopt;
    Words among = rankedAmong(index);
    if (!among)
        return std::nullopt;
    if (among->startsWith("any "_L1))
        among->replace(0, 4, u"any other "_s);
    else
        among->prepend(u"any other of "_s);
    const bool high = isHighSense(claim(index));
    QString word = high ? u"more"_s : u"less"_s;
    if (usesHigher(claim(index)))
        word = high ? u"higher"_s : u"lower"_s;
    if (operand(index).measure == Measure::PerHead)
        word += kPerHeadRanked;
    return show(index, u"%1 than %2"_s.arg(word, *among));
}

SentenceRenderer::Words EnglishRenderer::superlative(int index, const QString& high, const QString& low,
                                                     bool sayPerHead)
{
    // "The 140th highest" says nothing that a reader could picture, unless beside where it was before.
    constexpr int kLastPlace = 20;
    const auto places = std::ranges::count(m_claims, Operation::Rank, &Claim::operation);
    const int place = static_cast<int>(claim(index).result.units() / Decimal::kScale);
    if (place > kLastPlace && places < 2)
        return std::nullopt;
    QString text = u"the "_s;
    if (place > 1) {
        const QString nth = ordinal(place);
        if (nth.isEmpty())
            return std::nullopt;
        text += nth + QLatin1Char(' ');
    }
    text += isHighSense(claim(index)) ? high : low;
    if (sayPerHead && operand(index).measure == Measure::PerHead)
        text += kPerHeadRanked;
    return text;
}

SentenceRenderer::Words EnglishRenderer::most(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    // "The fourth least" stumbles; "the fourth lowest" does not.
    const bool nthLowest = !isHighSense(claim(index)) && claim(index).result > Decimal::fromInt(1);
    if (usesHigher(claim(index)) || nthLowest)
        return highest(argument);
    const Words place = superlative(index, u"most"_s, u"least"_s, true);
    const Words among = rankedAmong(index);
    return place && among ? show(index, u"%1 of %2"_s.arg(*place, *among)) : Words();
}

SentenceRenderer::Words EnglishRenderer::highest(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Words place = superlative(index, u"highest"_s, u"lowest"_s, false);
    const Words among = rankedAmong(index);
    return place && among ? show(index, u"%1 of %2"_s.arg(*place, *among)) : Words();
}

// The place alone, where the sentence has already said among whom.
SentenceRenderer::Words EnglishRenderer::placeOnly(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    // In another year others may have reported: then the place needs its own words for among whom.
    for (int other = 0; other < static_cast<int>(m_claims.size()); ++other) {
        if (claim(other).operation == Operation::Rank && rankedAmong(other) != rankedAmong(index))
            return highest(argument);
    }
    const Words place = superlative(index, u"highest"_s, u"lowest"_s, false);
    return place ? show(index, *place) : Words();
}

// "of England's 26 county councils", "of the 22 county councils in England that reported".
SentenceRenderer::Words EnglishRenderer::among(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    const Returns returns = returnsFor(index);
    if (!group || claim(index).of != returns.made)
        return std::nullopt;
    const Words who = counted(*group, returns.made, returns);
    return who ? u"of "_s + *who : Words();
}

// "held the most in earmarked reserves": the place in the amount's own place.
SentenceRenderer::Words EnglishRenderer::didMost(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || usesHigher(claim(index)))
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    if (!inOwnSense(of) || words.did.contains(" of {amount}"_L1) || words.did.contains("{amount} of "_L1))
        return std::nullopt;
    const Words place = superlative(index, u"most"_s, u"least"_s, false);
    if (!place || !show(index, *place))
        return std::nullopt;
    QString text = words.did;
    text.replace(u"{amount}"_s, *place);
    return of.measure == Measure::PerHead ? text + kPerHeadRanked : text;
}

SentenceRenderer::Words EnglishRenderer::record(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    const QString word = isHighSense(claim(index)) ? u"highest"_s : u"lowest"_s;
    return show(index, u"the %1 since at least %2"_s.arg(
                           word, m_formatter.year(oldest.field, wordsOf(oldest).moment, oldest.year)));
}

SentenceRenderer::Words EnglishRenderer::recordMore(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    if (usesHigher(claim(index)))
        return recordHigher(argument);
    const QString word = isHighSense(claim(index)) ? u"more"_s : u"less"_s;
    const auto earlier = static_cast<qint64>(claim(index).operands.size()) - 1;
    if (earlier < 2)
        return std::nullopt;
    return show(index, u"%1 than in any of the previous %2 years"_s.arg(word, cardinal(earlier)));
}

SentenceRenderer::Words EnglishRenderer::recordHigher(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const QString word = isHighSense(claim(index)) ? u"higher"_s : u"lower"_s;
    const auto earlier = static_cast<qint64>(claim(index).operands.size()) - 1;
    if (earlier < 2)
        return std::nullopt;
    return show(index, u"%1 than in any of the previous %2 years"_s.arg(word, cardinal(earlier)));
}

} // namespace factoid
