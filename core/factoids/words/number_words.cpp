#include "core/factoids/words/number_words.h"

#include <array>

namespace factoid {

namespace {

constexpr std::array kCardinals = {"zero",     "one",     "two",     "three",     "four",     "five",     "six",
                                   "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
                                   "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array kOrdinals = {"",           "first",      "second",     "third",     "fourth",    "fifth",
                                  "sixth",      "seventh",    "eighth",     "ninth",     "tenth",     "eleventh",
                                  "twelfth",    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
                                  "eighteenth", "nineteenth", "twentieth"};
constexpr std::array kTens = {"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr int kMostInWords = 10;

} // namespace

QString withSeparators(const QString& digits)
{
    constexpr qsizetype kGroup = 3;
    QString text = digits;
    for (qsizetype at = text.size() - kGroup; at > 0; at -= kGroup)
        text.insert(at, QLatin1Char(','));
    return text;
}

QString cardinal(qint64 number)
{
    if (number >= 0 && number <= kMostInWords)
        return QString::fromLatin1(kCardinals[static_cast<size_t>(number)]);
    return withSeparators(QString::number(number));
}

QString ordinal(int number)
{
    if (number < 2)
        return {};
    if (number > kMostInWords) {
        const int units = number % 10;
        const bool teen = number / 10 % 10 == 1;
        const QString suffix = teen || units == 0 || units > 3 ? u"th"_s
                               : units == 1                    ? u"st"_s
                               : units == 2                    ? u"nd"_s
                                                               : u"rd"_s;
        return QString::number(number) + suffix;
    }
    return QString::fromLatin1(kOrdinals[static_cast<size_t>(number)]);
}

std::optional<int> cardinalFromWord(QStringView word)
{
    for (size_t i = 0; i < kCardinals.size(); ++i) {
        if (word == QLatin1String(kCardinals[i]))
            return static_cast<int>(i);
    }
    for (size_t i = 0; i < kTens.size(); ++i) {
        if (word == QLatin1String(kTens[i]))
            return static_cast<int>(i + 3) * 10;
    }
    if (word == "dozen"_L1)
        return 12;
    if (word == "hundred"_L1)
        return 100;
    return std::nullopt;
}

std::optional<int> ordinalFromWord(QStringView word)
{
    for (size_t i = 1; i < kOrdinals.size(); ++i) {
        if (word == QLatin1String(kOrdinals[i]))
            return static_cast<int>(i);
    }
    if (word.size() < 3 || !word.front().isDigit())
        return std::nullopt;
    const int number = word.chopped(2).toInt();
    return number >= 2 && word == ordinal(number) ? std::optional(number) : std::nullopt;
}

} // namespace factoid
