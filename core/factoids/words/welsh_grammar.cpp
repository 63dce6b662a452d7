#include "core/factoids/words/welsh_grammar.h"

#include "core/factoids/words/number_words.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

struct Change {
    const char* from;
    const char* to;
};
// Letters of two signs first: "ll" is not an "l", and "ch", "ph", "th", "dd" and "ff" never change.
constexpr std::array kNone{"ch", "ph", "th", "dd", "ff", "ngh", "mh", "nh"};
constexpr std::array kSoft{Change{"ll", "l"}, Change{"rh", "r"}, Change{"p", "b"}, Change{"t", "d"}, Change{"c", "g"},
                           Change{"b", "f"},  Change{"d", "dd"}, Change{"g", ""},  Change{"m", "f"}};
constexpr std::array kNasal{Change{"p", "mh"}, Change{"t", "nh"}, Change{"c", "ngh"},
                            Change{"b", "m"},  Change{"d", "n"},  Change{"g", "ng"}};
constexpr std::array kAspirate{Change{"p", "ph"}, Change{"t", "th"}, Change{"c", "ch"}};

template <size_t N>
QString changed(const QString& phrase, const std::array<Change, N>& changes)
{
    const QString lower = phrase.left(3).toLower();
    for (const char* letter : kNone) {
        if (lower.startsWith(QLatin1String(letter)))
            return phrase;
    }
    for (const Change& change : changes) {
        if (!lower.startsWith(QLatin1String(change.from)))
            continue;
        const bool capital = phrase.at(0).isUpper();
        QString made = QLatin1String(change.to) + phrase.mid(static_cast<qsizetype>(qstrlen(change.from)));
        if (capital && !made.isEmpty())
            made[0] = made.at(0).toUpper();
        return made;
    }
    return phrase;
}

constexpr int kMostInWelshWords = 10;
constexpr std::array kWelshCardinals{"dim",    "un",    "dau",  "tri", "pedwar", "pump",
                                     "chwech", "saith", "wyth", "naw", "deg"};
// Before a noun: masculine, feminine.
constexpr std::array kBeforeNoun{"", "un", "dau", "tri", "pedwar", "pum", "chwe", "saith", "wyth", "naw", "deg"};
constexpr std::array kFeminine{"", "un", "dwy", "tair", "pedair", "pum", "chwe", "saith", "wyth", "naw", "deg"};
constexpr std::array kYears{"",
                            "blwyddyn",
                            "dwy flynedd",
                            "tair blynedd",
                            "pedair blynedd",
                            "pum mlynedd",
                            "chwe blynedd",
                            "saith mlynedd",
                            "wyth mlynedd",
                            "naw mlynedd",
                            "deng mlynedd"};
constexpr std::array kWelshOrdinals{"",         "",         "ail",     "trydydd", "pedwerydd", "pumed",
                                    "chweched", "seithfed", "wythfed", "nawfed",  "degfed"};
// As they stand after the article, where a feminine one is softened.
constexpr std::array kFeminineOrdinals{"",         "",         "ail",     "drydedd", "bedwaredd", "bumed",
                                       "chweched", "seithfed", "wythfed", "nawfed",  "ddegfed"};

// Said as "un deg …", "wyth deg …" or "wyth cant …": it starts with a vowel.
bool startsWithVowel(qint64 number)
{
    const QString digits = QString::number(number);
    const bool eight = digits.startsWith(QLatin1Char('8')) && digits.size() <= 3;
    const bool teen = digits.size() == 2 && digits.startsWith(QLatin1Char('1')) && number != 10;
    return number == 1 || eight || teen;
}

// Ordinals are said by the traditional count: unfed, ail and wythfed, unfed ar ddeg, unfed and ail ar bymtheg,
// ugeinfed.
bool ordinalStartsWithVowel(int number)
{
    static constexpr std::array kVowels{1, 2, 8, 11, 16, 17};
    return number == 20 || (number < 100 && std::ranges::find(kVowels, number % 20) != kVowels.end());
}

bool isVowel(QChar letter)
{
    return u"aeiouyâêîôûŷáéíóú"_s.contains(letter.toLower());
}

} // namespace

QString softMutation(const QString& phrase)
{
    return changed(phrase, kSoft);
}

QString nasalMutation(const QString& phrase)
{
    return changed(phrase, kNasal);
}

QString aspirateMutation(const QString& phrase)
{
    return changed(phrase, kAspirate);
}

QStringList mutatedForms(const QString& phrase)
{
    QStringList forms{phrase};
    for (const QString& form : {softMutation(phrase), nasalMutation(phrase), aspirateMutation(phrase)}) {
        if (!form.isEmpty() && !forms.contains(form))
            forms << form;
    }
    return forms;
}

QString welshCardinal(qint64 number)
{
    if (number >= 0 && number <= kMostInWelshWords)
        return QString::fromLatin1(kWelshCardinals[static_cast<size_t>(number)]);
    return withSeparators(QString::number(number));
}

QString welshCount(qint64 number, const QString& singular, bool feminine)
{
    if (number < 1 || number > kMostInWelshWords)
        return withSeparators(QString::number(number)) + QLatin1Char(' ') + singular;
    const auto& words = feminine ? kFeminine : kBeforeNoun;
    QString noun = singular;
    if (number == 2 || (number == 1 && feminine))
        noun = softMutation(singular);
    else if ((number == 3 && !feminine) || number == 6)
        noun = aspirateMutation(singular);
    return QString::fromLatin1(words[static_cast<size_t>(number)]) + QLatin1Char(' ') + noun;
}

QString welshYears(int number)
{
    if (number >= 1 && number <= kMostInWelshWords)
        return QString::fromLatin1(kYears[static_cast<size_t>(number)]);
    return withSeparators(QString::number(number)) + u" mlynedd"_s;
}

QString welshOrdinal(int number, bool feminine)
{
    if (number < 2)
        return {};
    if (number <= kMostInWelshWords)
        return QString::fromLatin1((feminine ? kFeminineOrdinals : kWelshOrdinals)[static_cast<size_t>(number)]);
    // By the last word of the traditional count: unfed ar ddeg, deuddegfed, … ugeinfed; then "ain" and "fed".
    static constexpr std::array kTeens{"eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed"};
    if (number <= 20)
        return QString::number(number) + QLatin1String(kTeens[static_cast<size_t>(number - 11)]);
    return QString::number(number) + (number < 100 && number % 20 != 0 ? u"ain"_s : u"fed"_s);
}

QString withArticle(const QString& phrase)
{
    qsizetype digits = 0;
    while (digits < phrase.size() && (phrase.at(digits).isDigit() || phrase.at(digits) == QLatin1Char(',')))
        ++digits;
    const bool number = digits > 0;
    const QChar first = phrase.at(0).toLower();
    const qint64 value = number ? QString(phrase.left(digits)).remove(QLatin1Char(',')).toLongLong() : 0;
    const bool nth = number && digits < phrase.size() && phrase.at(digits).isLetter();
    const bool vowel = nth      ? ordinalStartsWithVowel(static_cast<int>(value))
                       : number ? startsWithVowel(value)
                                : isVowel(first) || first == QLatin1Char('h') || phrase.startsWith("wyth"_L1);
    // "Y ddau gyngor", "y ddwy flynedd"
    const bool two = phrase.startsWith("dau "_L1) || phrase.startsWith("dwy "_L1);
    return (vowel ? u"yr "_s : u"y "_s) + (two ? softMutation(phrase) : phrase);
}

QString joined(const QString& word, const QString& phrase)
{
    const QString elided = word + u"'r "_s;
    if (phrase.startsWith("y "_L1))
        return elided + phrase.mid(2);
    if (phrase.startsWith("yr "_L1))
        return elided + phrase.mid(3);
    return word + QLatin1Char(' ') + phrase;
}

QString withAspirate(const QString& word, const QString& phrase, bool mutates)
{
    if (phrase.startsWith("y "_L1) || phrase.startsWith("yr "_L1))
        return joined(word, phrase);
    const bool vowel = isVowel(phrase.at(0)) && (mutates || phrase.at(0).toLower() != QLatin1Char('y'));
    if (!vowel)
        return word + QLatin1Char(' ') + (mutates ? aspirateMutation(phrase) : phrase);
    return (word == u"â"_s ? u"ag"_s : word + QLatin1Char('g')) + QLatin1Char(' ') + phrase;
}

} // namespace factoid
