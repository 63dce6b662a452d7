// Ninety days of four sets a day, with what was shown remembered as the store remembers it.
#include "core/insights/mine/miner.h"
#include "synthetic.h"

#include <catch2/catch.hpp>

#include <map>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("over 90 days no council is the bad example more than its share")
{
    constexpr int kDays = 90, kSlots = 4, kOnShow = 3;
    // Debt is better low: every high figure puts a council in a bad light, and one council is far ahead
    // of all in half of the fields.
    Panel panel = [] {
        std::vector<Field> fields = {fieldOf(u"population"_s)};
        for (int i = 0; i < 8; ++i) {
            fields.push_back(comparisonField(u"debt %1"_s.arg(i)));
            fields.back().polarity = Polarity::LowerIsBetter;
        }
        std::vector<Council> councils = councilsOf(40);
        for (size_t i = 0; i < councils.size(); ++i)
            councils[i].type = i % 2 ? u"County"_s : u"District"_s;
        return Panel(councils, fields);
    }();
    const unsigned seed = 31;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        for (int council = 0; council < 40; ++council) {
            double level = panel.fields()[field].comparison ? 16 + 0.3 * normal(random) : 11;
            if (council == 7 && field % 2 == 0 && panel.fields()[field].comparison)
                level += 3;
            for (int back = 9; back >= 0; --back) {
                level += 0.1 * normal(random);
                panel.set(static_cast<int>(field), kNow.plus(-back), council,
                          {Decimal::fromInt(static_cast<std::int64_t>(std::exp(level))), Status::Final, false});
            }
        }
    }
    std::map<QString, int> factDay, fieldDay;
    std::map<int, std::vector<QString>> badOnDay;
    std::map<QString, int> badTimes;
    int badShown = 0;
    QSet<QString> couldBeBad;
    for (int day = 0; day < kDays; ++day) {
        MineOptions options;
        options.today = kToday.addDays(day);
        for (const auto& [key, last] : factDay)
            options.shown.factAgeDays[key] = day - last;
        for (const auto& [field, last] : fieldDay)
            options.shown.fieldAgeDays[field] = day - last;
        for (const auto& [when, codes] : badOnDay) {
            for (const QString& code : codes)
                ++options.shown.badExampleCount[code];
        }
        const auto facts = mine(panel, {}, options);
        REQUIRE(facts);
        for (const Fact& fact : *facts) {
            if (fact.badExample && fact.isTellable() && !fact.councils.isEmpty())
                couldBeBad.insert(fact.councils.front());
        }
        for (const Fact& fact : selectSet(*facts, kSlots * kOnShow)) {
            factDay[fact.key()] = day;
            fieldDay[fact.field] = day;
            if (!fact.badExample || fact.councils.isEmpty())
                continue;
            badOnDay[day].push_back(fact.councils.front());
            ++badTimes[fact.councils.front()];
            ++badShown;
        }
    }
    REQUIRE(badShown > 4);
    REQUIRE(couldBeBad.size() > 10);
    // Its share: as many as everybody's who could be, and one more for want of other fields.
    const int share = (badShown + static_cast<int>(couldBeBad.size()) - 1) / static_cast<int>(couldBeBad.size());
    for (const auto& [code, times] : badTimes) {
        INFO(code.toStdString() << " " << times << " of " << badShown << ", share " << share);
        CHECK(times <= share + 1);
    }
    CHECK(badTimes[codeAt(8)] <= share + 1);
}
