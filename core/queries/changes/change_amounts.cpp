#include "core/queries/changes/change_amounts.h"

#include "core/base/literals.h"

#include <QRegularExpression>

#include <cmath>

namespace factoid {

namespace {

// The power of ten that a word of scale stands for; 0: it is none.
int zerosOf(const QString& word)
{
    static const std::pair<const char*, int> scales[] = {{"k", 3},       {"thousand", 3}, {"m", 6}, {"mn", 6},
                                                         {"million", 6}, {"bn", 9},       {"b", 9}, {"billion", 9}};
    for (const auto& [name, zeros] : scales) {
        if (word.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return zeros;
    }
    return 0;
}

} // namespace

std::optional<AmountRange> amountMeant(const QString& text)
{
    static const QRegularExpression pattern(
        u"^([-−]?)[£€$]?([-−]?)(\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.(\\d{1,4}))?\\s?([a-z]*)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const int zeros = zerosOf(match.captured(5));
    if (zeros == 0 && !match.captured(5).isEmpty())
        return std::nullopt;
    const QString whole = match.captured(3).remove(QLatin1Char(',')), fraction = match.captured(4);
    const double value = QString(whole + QLatin1Char('.') + fraction).toDouble() * std::pow(10, zeros);
    const double step = std::pow(10, zeros - static_cast<int>(fraction.size())); // of the last digit that is written
    constexpr double kHalf = 0.5,
                     kUnit = 0.0001; // the store keeps four digits: half of the last one is on neither side
    AmountRange range;
    range.from = zeros > 0 ? value - kHalf * step : value;
    range.below = range.from + step;
    range.from -= kHalf * kUnit;
    range.below -= kHalf * kUnit;
    range.negative = !match.captured(1).isEmpty() || !match.captured(2).isEmpty();
    return range;
}

QStringList filterWords(const QString& text)
{
    QStringList words;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!words.isEmpty() && zerosOf(word) > 0 && amountMeant(words.last()) &&
            amountMeant(words.last() + QLatin1Char(' ') + word))
            words.last() += QLatin1Char(' ') + word;
        else
            words << word;
    }
    return words;
}

} // namespace factoid
