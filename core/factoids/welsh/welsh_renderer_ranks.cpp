// Slots for places among others and over the years.
#include "core/factoids/welsh/welsh_renderer.h"
#include "core/factoids/welsh/welsh_years.h"
#include "core/factoids/words/welsh_grammar.h"

#include <algorithm>

namespace factoid {

namespace {
const QString kRankedPerHead = u" y pen"_s;
const QString kMost = u"mwyaf"_s;
const QString kLeast = u"lleiaf"_s;
const QString kHighest = u"uchaf"_s;
const QString kLowest = u"isaf"_s;
} // namespace

// Prices, percentages and what is below zero are high or low; money and people are much or little.
bool WelshRenderer::isHighOrLow(const Claim& of) const
{
    const Operand& first = of.operands.front();
    const Unit::Kind kind = unitOf(first).kind;
    const bool below = signOf(first) > 0 ? first.value.isNegative() : first.value > Decimal();
    return kind == Unit::Kind::Percent || kind == Unit::Kind::Rate || below;
}

// "cynghorau sir Lloegr" or, where returns are missing, "y 22 cyngor sir yn Lloegr a gyflwynodd ffigurau".
SentenceRenderer::Words WelshRenderer::rankedAmong(int index) const
{
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    if (!returns.hasGap())
        return group->all();
    return claim(index).of == returns.made ? Words(reporting(*group, returns)) : Words();
}

// "mwy y pen nag unrhyw gyngor sir arall yn Lloegr"
SentenceRenderer::Words WelshRenderer::more(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).result != Decimal::fromInt(1))
        return std::nullopt;
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    if (returns.hasGap() && claim(index).of != returns.made)
        return std::nullopt;
    const QString others = returns.hasGap() ? joined(u"unrhyw un arall o"_s, reporting(*group, returns))
                                            : u"unrhyw %1 arall%2"_s.arg(softMutation(group->words.one), group->in);
    const bool high = isHighSense(claim(index));
    QString word = high ? u"mwy"_s : u"llai"_s;
    if (isHighOrLow(claim(index)))
        word = high ? u"uwch"_s : u"is"_s;
    if (operand(index).measure == Measure::PerHead)
        word += kRankedPerHead;
    return show(index, u"%1 nag %2"_s.arg(word, others));
}

// "y mwyaf", "yr ail fwyaf", "y trydydd isaf"
SentenceRenderer::Words WelshRenderer::superlative(int index, const QString& high, const QString& low,
                                                   bool sayPerHead) const
{
    // "The 140th highest" says nothing that a reader could picture, unless beside where it was before.
    constexpr int kLastPlace = 20;
    const auto places = std::ranges::count(m_claims, Operation::Rank, &Claim::operation);
    const int place = static_cast<int>(claim(index).result.units() / Decimal::kScale);
    if (place > kLastPlace && places < 2)
        return std::nullopt;
    QString text = isHighSense(claim(index)) ? high : low;
    if (place == 2)
        text = softMutation(text);
    if (place > 1)
        // The place is the field's own: "dyled … oedd y drydedd uchaf"; a sum of money is masculine.
        text = welshOrdinal(place, high == kHighest && wordsOf(operand(index)).feminine) + QLatin1Char(' ') + text;
    if (sayPerHead && operand(index).measure == Measure::PerHead)
        text += kRankedPerHead;
    return withArticle(text);
}

SentenceRenderer::Words WelshRenderer::most(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    if (isHighOrLow(claim(index)))
        return highest(argument);
    const Words place = superlative(index, kMost, kLeast, true);
    const Words among = rankedAmong(index);
    return place && among ? show(index, u"%1 o blith %2"_s.arg(*place, *among)) : Words();
}

SentenceRenderer::Words WelshRenderer::highest(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Words place = superlative(index, kHighest, kLowest, false);
    const Words among = rankedAmong(index);
    return place && among ? show(index, u"%1 o blith %2"_s.arg(*place, *among)) : Words();
}

// The place alone, where the sentence has already said among whom.
SentenceRenderer::Words WelshRenderer::placeOnly(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    // In another year others may have reported: then the place needs its own words for among whom.
    for (int other = 0; other < static_cast<int>(m_claims.size()); ++other) {
        if (claim(other).operation == Operation::Rank && rankedAmong(other) != rankedAmong(index))
            return highest(argument);
    }
    const Words place = superlative(index, kHighest, kLowest, false);
    return place ? show(index, *place) : Words();
}

// "â'r degfed uchaf": the article has joined the word before it, so the claim shows the rest.
SentenceRenderer::Words WelshRenderer::placeOnlyElided(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    for (int other = 0; other < static_cast<int>(m_claims.size()); ++other) {
        if (claim(other).operation == Operation::Rank && rankedAmong(other) != rankedAmong(index))
            return std::nullopt;
    }
    const Words place = superlative(index, kHighest, kLowest, false);
    if (!place || !m_text.endsWith(u"â "_s))
        return std::nullopt;
    m_text.chop(1);
    const QString bare = place->section(QLatin1Char(' '), 1);
    return show(index, bare) ? Words(u"'r "_s + bare) : Words();
}

// "yr uchaf ers o leiaf mis Mawrth 2012"
SentenceRenderer::Words WelshRenderer::record(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& oldest = claim(index).operands.back();
    return show(index, u"%1 ers o leiaf %2"_s.arg(withArticle(isHighSense(claim(index)) ? kHighest : kLowest),
                                                  welshYear(wordsOf(oldest).moment, oldest.year, daysOf(oldest))));
}

// "mwy nag yn unrhyw un o'r naw mlynedd flaenorol"
SentenceRenderer::Words WelshRenderer::recordThan(const QString& argument, const QString& high, const QString& low)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const int earlier = static_cast<int>(claim(index).operands.size()) - 1;
    if (earlier < 2)
        return std::nullopt;
    return show(index, u"%1 nag yn unrhyw un %2 blaenorol"_s.arg(isHighSense(claim(index)) ? high : low,
                                                                 joined(u"o"_s, withArticle(welshYears(earlier)))));
}

SentenceRenderer::Words WelshRenderer::recordMore(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || isHighOrLow(claim(index)))
        return recordHigher(argument);
    return recordThan(argument, u"mwy"_s, u"llai"_s);
}

SentenceRenderer::Words WelshRenderer::recordHigher(const QString& argument)
{
    return recordThan(argument, u"uwch"_s, u"is"_s);
}

} // namespace factoid
