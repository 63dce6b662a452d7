#include "core/factoids/words/ratio_words.h"

#include "core/factoids/words/number_words.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

struct Fraction {
    int num;
    int den;
    const char* words;
};
constexpr std::array kFractions = {Fraction{1, 2, "half"},          Fraction{1, 3, "a third"},
                                   Fraction{1, 4, "a quarter"},     Fraction{1, 5, "a fifth"},
                                   Fraction{1, 10, "a tenth"},      Fraction{2, 3, "two thirds"},
                                   Fraction{3, 4, "three quarters"}};
constexpr std::array kVerbs = {"", "", "doubled", "trebled", "quadrupled"};

constexpr int kMostNamedTimes = 10;
constexpr int kMostTimes = 1000;
constexpr int kWholeTimesFrom = 20; // from here the nearest whole number is within 2.5 percent

// 40 a den against 40 num b: a difference of num b is 2.5 percent.
Int128 excess(Ratio ratio, int num, int den)
{
    return (ratio.a * den - ratio.b * num) * 40;
}

// The ratio is below num/den by at most 5 percent.
bool isNearly(Ratio ratio, int num, int den)
{
    const Int128 over = excess(ratio, num, den);
    return over < 0 && -over <= 2 * ratio.b * num;
}

// Above num/den by at most 12.5 percent: "more than twice" for 2.9 would be true and misleading.
bool isJustMore(Ratio ratio, int num, int den)
{
    const Int128 over = excess(ratio, num, den);
    return over > 0 && over <= 5 * ratio.b * num;
}

using Qualifier = SaidRatio::Qualifier;

QString qualified(Qualifier qualifier, const QString& words)
{
    if (qualifier == Qualifier::Nearly)
        return u"nearly "_s + words;
    return qualifier == Qualifier::MoreThan ? u"more than "_s + words : words;
}

QString named(const SaidRatio& said)
{
    if (!said.digits.isEmpty())
        return said.digits + u" times"_s;
    return qualified(said.qualifier, said.num == 2 ? u"twice"_s : cardinal(said.num) + u" times"_s);
}

} // namespace

bool isAbout(Ratio ratio, int num, int den)
{
    const Int128 over = excess(ratio, num, den);
    return (over < 0 ? -over : over) <= ratio.b * num;
}

std::optional<SaidRatio> saidTimes(Ratio ratio)
{
    if (ratio.a <= 0 || ratio.b <= 0 || ratio.a > ratio.b * kMostTimes)
        return std::nullopt;
    if (ratio.a < ratio.b)
        return saidFraction(ratio);
    if (excess(ratio, 1, 1) <= 2 * ratio.b)
        return std::nullopt;
    for (int times = 2; times <= kMostNamedTimes; ++times) {
        if (isAbout(ratio, times, 1))
            return SaidRatio{Qualifier::None, times, 1, {}};
    }
    for (int times = 2; times <= kMostNamedTimes; ++times) {
        if (isNearly(ratio, times, 1))
            return SaidRatio{Qualifier::Nearly, times, 1, {}};
        if (times <= 4 && isJustMore(ratio, times, 1))
            return SaidRatio{Qualifier::MoreThan, times, 1, {}};
    }
    if (ratio.a >= ratio.b * kWholeTimesFrom)
        return SaidRatio{Qualifier::None, 0, 1, withSeparators(int128ToString(divideRounded(ratio.a, ratio.b)))};
    const Int128 tenths = divideRounded(ratio.a * 10, ratio.b);
    return SaidRatio{Qualifier::None, 0, 1, tenths % 10 == 0 ? int128ToString(tenths / 10) : int128ToString(tenths, 1)};
}

std::optional<SaidRatio> saidMultiple(Ratio ratio)
{
    if (ratio.a <= 0 || ratio.b <= 0)
        return std::nullopt;
    if (isAbout(ratio, 1, 2))
        return SaidRatio{Qualifier::None, 1, 2, {}};
    for (int times = 2; times < static_cast<int>(kVerbs.size()); ++times) {
        if (isAbout(ratio, times, 1))
            return SaidRatio{Qualifier::None, times, 1, {}};
        if (isNearly(ratio, times, 1))
            return SaidRatio{Qualifier::Nearly, times, 1, {}};
        if (isJustMore(ratio, times, 1))
            return SaidRatio{Qualifier::MoreThan, times, 1, {}};
    }
    return std::nullopt;
}

std::optional<SaidRatio> saidFraction(Ratio ratio)
{
    if (ratio.a <= 0 || ratio.b <= 0)
        return std::nullopt;
    for (const Fraction& fraction : kFractions) {
        if (isAbout(ratio, fraction.num, fraction.den))
            return SaidRatio{Qualifier::None, fraction.num, fraction.den, {}};
    }
    return std::nullopt;
}

std::optional<QString> timesWords(Ratio ratio)
{
    const auto said = saidTimes(ratio);
    if (!said)
        return std::nullopt;
    return said->den > 1 ? fractionWords(ratio) : named(*said);
}

std::optional<QString> multipliedVerb(Ratio ratio)
{
    const auto said = saidMultiple(ratio);
    if (!said)
        return std::nullopt;
    if (said->den == 2)
        return u"halved"_s;
    return qualified(said->qualifier, QString::fromLatin1(kVerbs[static_cast<size_t>(said->num)]));
}

std::optional<QString> fractionWords(Ratio ratio)
{
    const auto said = saidFraction(ratio);
    if (!said)
        return std::nullopt;
    const auto* fraction = std::ranges::find_if(
        kFractions, [&](const Fraction& each) { return each.num == said->num && each.den == said->den; });
    return QString::fromLatin1(fraction->words);
}

} // namespace factoid
