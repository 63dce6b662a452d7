#include "core/factoids/words/ratio_words.h"
#include "tests/support/test_paths.h"
#include "words_support.h"

#include <QRegularExpression>

#include <iostream>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

std::string orDash(const std::optional<QString>& words)
{
    return words ? words->toStdString() : "-";
}

struct Says {
    double number = 0;
    bool nearly = false;
    bool more = false;
    bool decimal = false;
};

// A reading of ratio words by floating point, apart from the code under test.
Says reading(QString words)
{
    static const std::map<QString, double> kWords = {
        {u"twice"_s, 2},       {u"doubled"_s, 2},     {u"trebled"_s, 3},         {u"quadrupled"_s, 4},
        {u"halved"_s, .5},     {u"half"_s, .5},       {u"a third"_s, 1 / 3.},    {u"a quarter"_s, .25},
        {u"a fifth"_s, .2},    {u"a tenth"_s, .1},    {u"two thirds"_s, 2 / 3.}, {u"three quarters"_s, .75},
        {u"three times"_s, 3}, {u"four times"_s, 4},  {u"five times"_s, 5},      {u"six times"_s, 6},
        {u"seven times"_s, 7}, {u"eight times"_s, 8}, {u"nine times"_s, 9},      {u"ten times"_s, 10}};
    Says says;
    says.nearly = words.startsWith("nearly "_L1);
    says.more = words.startsWith("more than "_L1);
    words.remove(QRegularExpression(u"^(nearly|more than) "_s));
    if (const auto known = kWords.find(words); known != kWords.end()) {
        says.number = known->second;
        return says;
    }
    REQUIRE(words.endsWith(" times"_L1));
    const QString number = words.chopped(6).remove(QLatin1Char(','));
    says.decimal = number.contains(QLatin1Char('.'));
    says.number = number.toDouble();
    return says;
}

} // namespace

TEST_CASE("ratios are said as in the table")
{
    QFile file(testPath(u"factoids/cases/ratio.case"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        INFO(line.toStdString());
        QStringList cells = line.split(QLatin1Char('|'));
        REQUIRE(cells.size() == 5);
        for (QString& cell : cells)
            cell = cell.trimmed();
        const Ratio ratio{cells[0].toLongLong(), cells[1].toLongLong()};
        CHECK(orDash(timesWords(ratio)) == cells[2].toStdString());
        CHECK(orDash(multipliedVerb(ratio)) == cells[3].toStdString());
        CHECK(orDash(fractionWords(ratio)) == cells[4].toStdString());
    }
}

TEST_CASE("ratio words are true within the tolerance of the house style")
{
    constexpr unsigned kSeed = 31032020;
    std::cout << "ratios: seed " << kSeed << "\n";
    std::mt19937_64 random(kSeed);
    constexpr double kSlack = 1e-9;
    for (int i = 0; i < 50'000; ++i) {
        const Ratio ratio{static_cast<Int128>(1 + random() % 1'000'000), static_cast<Int128>(1 + random() % 200'000)};
        const double truth = static_cast<double>(ratio.a) / static_cast<double>(ratio.b);
        for (const auto& words : {timesWords(ratio), multipliedVerb(ratio), fractionWords(ratio)}) {
            if (!words)
                continue;
            const Says says = reading(*words);
            INFO(truth << " said as " << words->toStdString());
            if (says.nearly)
                CHECK((truth < says.number && truth >= .95 * says.number - kSlack));
            else if (says.more)
                CHECK(truth > says.number);
            else if (says.decimal)
                CHECK(std::abs(truth - says.number) <= .05 + kSlack);
            else
                CHECK(std::abs(truth - says.number) <= .025 * says.number + kSlack);
        }
    }
}
