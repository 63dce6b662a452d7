#include "core/factoids/ratio_words.h"

#include "core/factoids/number_words.h"

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
struct Verb {
    int times;
    const char* words;
};
constexpr std::array kVerbs = {Verb{2, "doubled"}, Verb{3, "trebled"}, Verb{4, "quadrupled"}};

constexpr int kMostNamedTimes = 10;
constexpr int kMostTimes = 1000;
constexpr int kWholeTimesFrom = 20; // from here the nearest whole number is within 2.5 percent

// 40 a den against 40 num b: a difference of num b is 2.5 percent.
Int128 excess(Ratio ratio, int num, int den) {
    return (ratio.a * den - ratio.b * num) * 40;
}

// The ratio is below num/den by at most 5 percent.
bool isNearly(Ratio ratio, int num, int den) {
    const Int128 over = excess(ratio, num, den);
    return over < 0 && -over <= 2 * ratio.b * num;
}

// Above num/den by at most 12.5 percent: "more than twice" for 2.9 would be true and misleading.
bool isJustMore(Ratio ratio, int num, int den) {
    const Int128 over = excess(ratio, num, den);
    return over > 0 && over <= 5 * ratio.b * num;
}

QString named(int times) {
    return times == 2 ? QStringLiteral("twice") : cardinal(times) + QStringLiteral(" times");
}

} // namespace

bool isAbout(Ratio ratio, int num, int den) {
    const Int128 over = excess(ratio, num, den);
    return (over < 0 ? -over : over) <= ratio.b * num;
}

std::optional<QString> timesWords(Ratio ratio) {
    if (ratio.a <= 0 || ratio.b <= 0 || ratio.a > ratio.b * kMostTimes)
        return std::nullopt;
    if (ratio.a < ratio.b)
        return fractionWords(ratio);
    if (excess(ratio, 1, 1) <= 2 * ratio.b)
        return std::nullopt;
    for (int times = 2; times <= kMostNamedTimes; ++times) {
        if (isAbout(ratio, times, 1))
            return named(times);
    }
    for (int times = 2; times <= kMostNamedTimes; ++times) {
        if (isNearly(ratio, times, 1))
            return QStringLiteral("nearly ") + named(times);
        if (times <= 4 && isJustMore(ratio, times, 1))
            return QStringLiteral("more than ") + named(times);
    }
    if (ratio.a >= ratio.b * kWholeTimesFrom)
        return withSeparators(int128ToString(divideRounded(ratio.a, ratio.b))) +
               QStringLiteral(" times");
    const Int128 tenths = divideRounded(ratio.a * 10, ratio.b);
    const QString text = tenths % 10 == 0 ? int128ToString(tenths / 10) : int128ToString(tenths, 1);
    return text + QStringLiteral(" times");
}

std::optional<QString> multipliedVerb(Ratio ratio) {
    if (ratio.a <= 0 || ratio.b <= 0)
        return std::nullopt;
    if (isAbout(ratio, 1, 2))
        return QStringLiteral("halved");
    for (const Verb& verb : kVerbs) {
        const QString words = QString::fromLatin1(verb.words);
        if (isAbout(ratio, verb.times, 1))
            return words;
        if (isNearly(ratio, verb.times, 1))
            return QStringLiteral("nearly ") + words;
        if (isJustMore(ratio, verb.times, 1))
            return QStringLiteral("more than ") + words;
    }
    return std::nullopt;
}

std::optional<QString> fractionWords(Ratio ratio) {
    if (ratio.a <= 0 || ratio.b <= 0)
        return std::nullopt;
    for (const Fraction& fraction : kFractions) {
        if (isAbout(ratio, fraction.num, fraction.den))
            return QString::fromLatin1(fraction.words);
    }
    return std::nullopt;
}

} // namespace factoid
