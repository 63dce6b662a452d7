#include "ui/window/fuzzy.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kWhole = 1'000, kWordsInOrder = 500, kWordStart = 12, kNextTo = 8, kLetter = 1;
constexpr int kLongest = 120;

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

} // namespace

QString fuzzyForm(const QString& text)
{
    QString form;
    for (const QChar letter : text.normalized(QString::NormalizationForm_D).toCaseFolded()) {
        if (letter.category() != QChar::Mark_NonSpacing)
            form += letter;
    }
    return form.simplified();
}

bool matchesWords(const QString& typed, const QString& text)
{
    const auto begins = [&](const QString& word) {
        for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (startsWord(text, at))
                return true;
        }
        return false;
    };
    return std::ranges::all_of(typed.split(QLatin1Char(' '), Qt::SkipEmptyParts), begins);
}

std::optional<int> fuzzyScore(const QString& typed, const QString& text)
{
    return fuzzyScoreOfForms(fuzzyForm(typed), fuzzyForm(text));
}

std::optional<int> fuzzyScoreOfForms(const QString& typed, const QString& text)
{
    if (typed.isEmpty())
        return 0;
    const int brief = static_cast<int>(std::max<qsizetype>(0, kLongest - text.size()));
    if (const qsizetype at = text.indexOf(typed); at >= 0)
        return kWhole + (startsWord(text, at) ? kWordsInOrder : 0) + (at == 0 ? kWordsInOrder : 0) + brief;
    // Each typed word somewhere, as people search: "kent reserves".
    const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() > 1) {
        int score = 0;
        bool all = true;
        for (const QString& word : words) {
            const qsizetype at = text.indexOf(word);
            all = all && at >= 0;
            if (at >= 0)
                score += kWordStart * (startsWord(text, at) ? 4 : 1);
        }
        if (all)
            return kWordsInOrder + score + brief;
    }
    int score = 0;
    qsizetype from = 0, previous = -2;
    for (const QChar letter : typed) {
        if (letter == QLatin1Char(' '))
            continue;
        // The next beginning of a word with that letter, else the next such letter.
        qsizetype found = -1;
        for (qsizetype at = from; at < text.size(); ++at) {
            if (text[at] != letter)
                continue;
            if (found < 0)
                found = at;
            if (at == previous + 1 || startsWord(text, at)) {
                found = at;
                break;
            }
        }
        if (found < 0)
            return std::nullopt;
        score += kLetter + (startsWord(text, found) ? kWordStart : 0) + (found == previous + 1 ? kNextTo : 0);
        previous = found;
        from = found + 1;
    }
    return score + brief / 10;
}

} // namespace factoid
