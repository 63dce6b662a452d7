// A month of sets from the real sample, with what was shown remembered as the store remembers it: how varied it is,
// whether fresh figures rise, and whether a withdrawn factoid is made up for. Prints what it measured.
#include "words_support.h"

#include <iostream>
#include <map>
#include <set>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr int kDays = 30;
constexpr int kOnShow = 3;
const QDate kFirstDay(2024, 9, 1);

struct Shown {
    std::map<QString, int> factDay, fieldDay;
    std::map<QString, std::vector<int>> badDays;

    ShownRecord on(int day) const
    {
        ShownRecord record;
        for (const auto& [key, last] : factDay)
            record.factAgeDays[key] = day - last;
        for (const auto& [field, last] : fieldDay)
            record.fieldAgeDays[field] = day - last;
        for (const auto& [code, days] : badDays)
            record.badExampleCount[code] = static_cast<int>(days.size());
        return record;
    }
    void note(const Fact& fact, int day)
    {
        factDay[fact.key()] = day;
        fieldDay[fact.field] = day;
        if (fact.badExample && !fact.councils.isEmpty())
            badDays[fact.councils.front()].push_back(day);
    }
};

std::vector<Fact> rankedOn(const Panel& panel, const Shown& shown, int day)
{
    MineOptions options;
    options.today = kFirstDay.addDays(day);
    options.shown = shown.on(day);
    const auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    return *facts;
}

// The first of the facts that can be said, as many as a set shows.
std::vector<Factoid> setOf(const Panel& panel, const std::vector<Fact>& ranked, const OperatorChoices& choices = {})
{
    auto writer = makeStatisticsWriter(wordTraits());
    REQUIRE(writer);
    WriteRequest request;
    request.facts = selectSet(ranked, 3 * kOnShow, choices);
    request.dataHash = "month";
    auto written = (*writer)->write(panel, request);
    REQUIRE(written);
    std::vector<Factoid> set = std::move(written->factoids);
    if (set.size() > kOnShow)
        set.resize(kOnShow);
    return set;
}

const Fact& factOfKey(const std::vector<Fact>& ranked, const QString& key)
{
    const auto found = std::ranges::find_if(ranked, [&](const Fact& fact) { return fact.key() == key; });
    REQUIRE(found != ranked.end());
    return *found;
}

} // namespace

TEST_CASE("a month of sets says many different things, and fresh figures and gaps are taken up")
{
    Panel panel = samplePanel();
    Shown shown;
    std::map<QString, int> fields, councils, kinds, texts;
    std::map<QString, int> lastDay;
    int shownInAll = 0, soonest = kDays;
    std::vector<Fact> ranked;
    for (int day = 0; day < kDays; ++day) {
        ranked = rankedOn(panel, shown, day);
        const std::vector<Factoid> set = setOf(panel, ranked);
        CHECK(set.size() == kOnShow);
        std::set<QString> today;
        for (const Factoid& factoid : set) {
            const Fact& fact = factOfKey(ranked, factoid.factKey);
            if (const auto before = lastDay.find(factoid.factKey); before != lastDay.end())
                soonest = std::min(soonest, day - before->second);
            lastDay[factoid.factKey] = day;
            shown.note(fact, day);
            ++shownInAll;
            ++fields[fact.field];
            ++kinds[fact.kind];
            ++texts[factoid.text];
            for (const QString& code : fact.councils)
                ++councils[code];
            CHECK(today.insert(fact.field).second); // no two on one field
        }
    }
    const auto most = [](const std::map<QString, int>& counts) {
        int highest = 0;
        for (const auto& [name, times] : counts)
            highest = std::max(highest, times);
        return highest;
    };
    std::cout << shownInAll << " shown in " << kDays << " days: " << lastDay.size() << " facts, " << texts.size()
              << " texts, " << fields.size() << " fields (one at most " << most(fields) << " times), " << kinds.size()
              << " kinds (" << most(kinds) << "), " << councils.size() << " councils (" << most(councils)
              << "); a fact came back after " << soonest << " days at the soonest\n";
    CHECK(shownInAll == kDays * kOnShow);
    CHECK(static_cast<int>(lastDay.size()) * 4 >= shownInAll * 3);
    CHECK(soonest >= 10);
    CHECK(fields.size() >= 6);
    CHECK(most(fields) * 3 <= shownInAll);
    CHECK(kinds.size() >= 8);
    CHECK(most(kinds) * 2 <= shownInAll);
    CHECK(councils.size() >= 20);
    CHECK(most(councils) * 8 <= shownInAll);

    // A withdrawn factoid: the set is as large without it, and says nothing twice.
    const std::vector<Factoid> before = setOf(panel, ranked);
    OperatorChoices without;
    without.bannedFacts.insert(before.front().factKey);
    const std::vector<Factoid> after = setOf(panel, ranked, without);
    CHECK(after.size() == kOnShow);
    std::set<QString> keys;
    for (const Factoid& factoid : after) {
        CHECK(factoid.factKey != before.front().factKey);
        CHECK(keys.insert(factoid.factKey).second);
    }
    CHECK(std::ranges::any_of(after, [&](const Factoid& each) { return each.factKey == before[1].factKey; }));
}

TEST_CASE("a year of fresh figures rises to the top of the next day's list")
{
    Panel panel = samplePanel();
    const Shown nothing;
    const auto placeOfNewest = [](const std::vector<Fact>& ranked, const QString& field, Year year) {
        for (size_t i = 0; i < ranked.size(); ++i) {
            if (ranked[i].field == field && ranked[i].year == year)
                return static_cast<int>(i);
        }
        return static_cast<int>(ranked.size());
    };
    // Borrowing ends in 2019/20; the same councils report again for 2023/24, a fifth more each, and one much more.
    const QString slug = u"total_borrowing"_s;
    const int field = panel.fieldIndex(slug);
    const std::vector<Fact> stale = rankedOn(panel, nothing, 0);
    int oldPlace = 0;
    while (oldPlace < static_cast<int>(stale.size()) && stale[static_cast<size_t>(oldPlace)].field != slug)
        ++oldPlace;
    for (int start = 2020; start <= 2023; ++start) {
        for (int council = 0; council < static_cast<int>(panel.councils().size()); ++council) {
            const auto value = samplePanel().value(field, Year::financial(2019), council);
            if (value)
                panel.set(
                    field, Year::financial(start), council,
                    {Decimal::fromInt(value->units() / Decimal::kScale * (20 + start - 2019 + (council % 7)) / 20),
                     Status::Final, false});
        }
    }
    const std::vector<Fact> fresh = rankedOn(panel, nothing, 0);
    const int newPlace = placeOfNewest(fresh, slug, Year::financial(2023));
    std::cout << "borrowing: place " << oldPlace << " of " << stale.size() << " when stale, " << newPlace << " of "
              << fresh.size() << " when fresh\n";
    CHECK(newPlace < oldPlace);
    CHECK(newPlace < 20);
}
