#include "core/factoids/words/welsh_number_words.h"

#include <QHash>
#include <QString>

namespace factoid {

namespace {

using Numbers = QHash<QString, int>;

Numbers numbersFrom(std::initializer_list<std::pair<int, const char*>> list)
{
    Numbers numbers;
    for (const auto& [number, words] : list) {
        for (const QString& word : QString::fromUtf8(words).split(QLatin1Char(' ')))
            numbers.insert(word, number);
    }
    return numbers;
}

} // namespace

std::optional<int> welshCardinalFromWord(QStringView word)
{
    static const Numbers kNumbers = numbersFrom({{0, "dim sero"},
                                                 {1, "un"},
                                                 {2, "dau ddau dwy ddwy"},
                                                 {3, "tri dri thri nhri tair dair thair nhair"},
                                                 {4, "pedwar bedwar phedwar mhedwar pedair bedair phedair mhedair"},
                                                 {5, "pump bump phump mhump pum bum phum mhum"},
                                                 {6, "chwech chwe"},
                                                 {7, "saith"},
                                                 {8, "wyth"},
                                                 {9, "naw"},
                                                 {10, "deg ddeg neg deng ddeng"},
                                                 {12, "deuddeg ddeuddeg deuddeng ddeuddeng"},
                                                 {15, "pymtheg bymtheg phymtheg"},
                                                 {18, "deunaw ddeunaw"},
                                                 {20, "ugain hugain"},
                                                 {40, "deugain ddeugain"},
                                                 {50, "hanner-cant"},
                                                 {60, "trigain drigain thrigain"},
                                                 {100, "cant gant chant can gan-mil"},
                                                 {1000, "mil fil"}});
    const auto found = kNumbers.constFind(word.toString());
    return found == kNumbers.cend() ? std::nullopt : std::optional(*found);
}

std::optional<int> welshOrdinalFromWord(QStringView word)
{
    static const Numbers kNumbers = numbersFrom({{1, "cyntaf gyntaf chyntaf"},
                                                 {2, "ail"},
                                                 {3, "trydydd drydydd thrydydd trydedd drydedd"},
                                                 {4, "pedwerydd bedwerydd phedwerydd pedwaredd bedwaredd"},
                                                 {5, "pumed bumed phumed"},
                                                 {6, "chweched"},
                                                 {7, "seithfed"},
                                                 {8, "wythfed"},
                                                 {9, "nawfed"},
                                                 {10, "degfed ddegfed"}});
    const QString text = word.toString();
    if (const auto found = kNumbers.constFind(text); found != kNumbers.cend())
        return *found;
    qsizetype digits = 0;
    while (digits < text.size() && text.at(digits) >= u'0' && text.at(digits) <= u'9')
        ++digits;
    const QString ending = text.mid(digits);
    if (digits == 0 || digits > 4 || (ending != "eg"_L1 && ending != "fed"_L1 && ending != "ain"_L1))
        return std::nullopt;
    const int number = text.left(digits).toInt();
    return number > 10 ? std::optional(number) : std::nullopt;
}

} // namespace factoid
