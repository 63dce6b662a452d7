#include "core/factoids/words/ratio_words.h"
#include "words_support.h"

#include <QRegularExpression>

#include <iostream>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

std::string orDash(const std::optional<QString>& words) {
    return words ? words->toStdString() : "-";
}

struct Says {
    double number = 0;
    bool nearly = false;
    bool more = false;
    bool decimal = false;
};

// A reading of ratio words by floating point, apart from the code under test.
Says reading(QString words) {
    static const std::map<QString, double> kWords = {
        {QStringLiteral("twice"), 2},           {QStringLiteral("doubled"), 2},
        {QStringLiteral("trebled"), 3},         {QStringLiteral("quadrupled"), 4},
        {QStringLiteral("halved"), .5},         {QStringLiteral("half"), .5},
        {QStringLiteral("a third"), 1 / 3.},    {QStringLiteral("a quarter"), .25},
        {QStringLiteral("a fifth"), .2},        {QStringLiteral("a tenth"), .1},
        {QStringLiteral("two thirds"), 2 / 3.}, {QStringLiteral("three quarters"), .75},
        {QStringLiteral("three times"), 3},     {QStringLiteral("four times"), 4},
        {QStringLiteral("five times"), 5},      {QStringLiteral("six times"), 6},
        {QStringLiteral("seven times"), 7},     {QStringLiteral("eight times"), 8},
        {QStringLiteral("nine times"), 9},      {QStringLiteral("ten times"), 10}};
    Says says;
    says.nearly = words.startsWith(QLatin1String("nearly "));
    says.more = words.startsWith(QLatin1String("more than "));
    words.remove(QRegularExpression(QStringLiteral("^(nearly|more than) ")));
    if (const auto known = kWords.find(words); known != kWords.end()) {
        says.number = known->second;
        return says;
    }
    REQUIRE(words.endsWith(QLatin1String(" times")));
    const QString number = words.chopped(6).remove(QLatin1Char(','));
    says.decimal = number.contains(QLatin1Char('.'));
    says.number = number.toDouble();
    return says;
}

} // namespace

TEST_CASE("ratios are said as in the table") {
    QFile file(QStringLiteral(FACTOID_TEST_DIR "/factoids/cases/ratio.case"));
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

TEST_CASE("ratio words are true within the tolerance of the house style") {
    constexpr unsigned kSeed = 31032020;
    std::cout << "ratios: seed " << kSeed << "\n";
    std::mt19937_64 random(kSeed);
    constexpr double kSlack = 1e-9;
    for (int i = 0; i < 50'000; ++i) {
        const Ratio ratio{static_cast<Int128>(1 + random() % 1'000'000),
                          static_cast<Int128>(1 + random() % 200'000)};
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
