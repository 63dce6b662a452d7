// The pairs of `ratio` beside a plain search of all pairs, which stands here alone: on the real figures, and on drawn
// ones of many councils with ties, gaps, zeros and years in which a multiple did not hold. Random tests print their
// seed.
#include "core/figures/summariser.h"
#include "core/insights/detect/detector.h"
#include "core/insights/detect/pair_search.h"
#include "synthetic.h"
#include "tests/figures/tidy_panel.h"
#include "traits_file.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr size_t kAll = std::numeric_limits<size_t>::max();

// As the definition says it: every pair looked at, sorted, and cut.
struct AllPairs {
    const std::vector<PairSide>& ranking;
    bool sized = false;
    bool followed = false;

    static bool isRound(double ratio)
    {
        constexpr std::array kMultiples = {2.0, 3.0, 4.0, 5.0, 10.0};
        return std::ranges::any_of(kMultiples,
                                   [ratio](double multiple) { return std::abs(multiple - ratio) <= 0.025 * ratio; });
    }

    [[nodiscard]] bool isOfOneSize(size_t a, size_t b) const
    {
        const std::int64_t one = ranking[a].people;
        const std::int64_t two = ranking[b].people;
        return !sized || (one > 0 && two > 0 && double(std::max(one, two)) <= 4.0 / 3 * double(std::min(one, two)));
    }

    [[nodiscard]] bool heldBefore(size_t a, size_t b) const
    {
        const std::int64_t one = ranking[a].before;
        const std::int64_t two = ranking[b].before;
        if (!followed || one == Block::kMissing || two == Block::kMissing)
            return true;
        const double now = double(ranking[a].now) / double(ranking[b].now);
        const double then = two != 0 ? double(one) / double(two) : 0;
        return then > 0 && std::abs(std::log(now / then)) <= 0.2231;
    }

    [[nodiscard]] double likeness(size_t a, size_t b) const
    {
        double alike = ranking[a].region >= 0 && ranking[a].region == ranking[b].region ? 1 : 0.5;
        if (ranking[a].odd || ranking[b].odd)
            alike *= 0.3;
        if (!heldBefore(a, b))
            alike *= 0.1;
        return isOfOneSize(a, b) ? alike : alike * 0.03;
    }

    [[nodiscard]] std::vector<RoundPair> pairs(size_t most, size_t apart) const
    {
        std::vector<RoundPair> found;
        for (size_t i = 0; i < ranking.size(); ++i) {
            for (size_t j = i + 1; j < ranking.size(); ++j) {
                const double ratio = static_cast<double>(ranking[i].units) / static_cast<double>(ranking[j].units);
                if (!isRound(ratio))
                    continue;
                const double reach = std::min(ranking[i].reach, ranking[j].reach);
                const double known = std::min(1.0, reach / 0.7);
                found.push_back({i, j, ratio, ratioEffect(ratio) * likeness(i, j) * known * known, reach});
            }
        }
        std::ranges::stable_sort(found, std::ranges::greater(),
                                 [](const RoundPair& pair) { return pair.effect * pair.reach; });
        if (found.size() > most) {
            const auto rest = found.begin() + static_cast<std::ptrdiff_t>(most);
            std::stable_sort(rest, found.end(),
                             [](const RoundPair& a, const RoundPair& b) { return a.ratio > b.ratio; });
            found.resize(std::min(found.size(), most + apart));
        }
        return found;
    }
};

bool isSame(const RoundPair& a, const RoundPair& b)
{
    return a.a == b.a && a.b == b.b && a.ratio == b.ratio && a.effect == b.effect && a.reach == b.reach;
}

// How the figures of a drawn ranking lie.
struct Drawn {
    const char* what;
    int values;    // distinct amounts; 0: as many as there are
    int regions;   // 0: none
    int reaches;   // distinct; 0: as many as there are
    double steady; // growth of a year; 0: the same as before
    bool sized;
    bool followed;
};

std::vector<PairSide> ranking(const Drawn& drawn, size_t councils, std::mt19937& random)
{
    const auto upTo = [&random](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
    const auto part = [&random] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<PairSide> sides(councils);
    for (PairSide& side : sides) {
        side.units = drawn.values > 0 ? Decimal::kScale * (1 + upTo(drawn.values))
                                      : static_cast<std::int64_t>(std::exp(12 + 3 * (part() + part() + part())));
        side.now = side.units;
        side.before = upTo(20) == 0   ? Block::kMissing
                      : upTo(20) == 0 ? 0
                      : upTo(20) == 0
                          ? -side.now
                          : static_cast<std::int64_t>(double(side.now) * std::exp(drawn.steady * (part() - 0.5)));
        side.region = drawn.regions > 0 ? upTo(drawn.regions + 1) - 1 : -1;
        side.reach = drawn.reaches > 0 ? (1 + upTo(drawn.reaches)) / double(drawn.reaches) : 0.1 + 0.9 * part();
        side.odd = upTo(8) == 0;
        side.people = upTo(15) == 0   ? Block::kMissing
                      : upTo(15) == 0 ? 0
                                      : static_cast<std::int64_t>(1e5 * std::exp(2 * part()));
    }
    std::ranges::stable_sort(sides, std::ranges::greater(), &PairSide::units);
    return sides;
}

const Drawn kDrawn[] = {
    {"as councils are", 0, 9, 0, 0.2, true, true},
    {"no heads", 0, 9, 0, 0.2, false, true},
    {"the first year", 0, 9, 0, 0, true, false},
    {"wild years: hardly a multiple held", 0, 4, 0, 6, true, true},
    {"few amounts, many ties", 20, 3, 5, 0.1, true, true},
    {"two amounts, nothing else apart", 10, 0, 1, 0, false, false},
    {"one place, one reach", 0, 0, 1, 0.2, true, true},
    {"every amount the same", 1, 3, 0, 0.1, true, true},
};

// The candidates that detectRatios makes, against the plain search of the same ranking.
void compareWith(const Panel& panel, const Traits& traits, QDate today, bool thorough)
{
    MiningContext ground = makeGround(panel, traits, today);
    ground.thorough = thorough;
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        const auto year = latestYear(panel, static_cast<int>(field), today);
        const auto context = year ? makeContext(ground, static_cast<int>(field), *year) : std::nullopt;
        if (!context || !context->traits.compared)
            continue;
        INFO("field " << panel.fields()[field].slug.toStdString());
        Findings findings;
        detectRatios(*context, findings);
        size_t at = 0;
        const auto compare = [&](const CouncilGroup& group, const std::vector<Ranked>& ranked, Measure measure) {
            std::vector<Ranked> positive;
            for (const Ranked& each : ranked) {
                if (each.units > 0 && context->activeNow(each.council) &&
                    !(measure == Measure::PerHead && fewHeads(*context, group, each.council)))
                    positive.push_back(each);
            }
            if (positive.size() < 5)
                return;
            const std::vector<double> logs = scaled(positive).values;
            const statistics::Robust shape = statistics::robust(logs);
            const Block* heads = panel.block(context->heads, context->year);
            std::vector<PairSide> sides;
            for (size_t i = 0; i < positive.size(); ++i) {
                const int council = positive[i].council;
                const auto index = static_cast<size_t>(council);
                sides.push_back(
                    {positive[i].units, context->reach[index], panel.regions().of[index],
                     std::abs(shape.z(logs[i])) > 2.5, heads ? heads->units[index] : 0, context->now(council),
                     context->run.size() < 2 ? Block::kMissing : context->units(context->back(1), council)});
            }
            const AllPairs reference{sides, heads != nullptr, context->run.size() >= 2};
            for (const RoundPair& pair : reference.pairs(thorough ? kAll : 40, thorough ? 0 : 10)) {
                REQUIRE(at < findings.candidates.size());
                const Candidate& found = findings.candidates[at++];
                REQUIRE(found.councilA == positive[pair.a].council);
                REQUIRE(found.councilB == positive[pair.b].council);
                REQUIRE(found.measure == measure);
                REQUIRE(found.size.value == pair.ratio);
                REQUIRE(found.effect == pair.effect);
                REQUIRE(found.reach == pair.reach);
            }
        };
        for (const CouncilGroup& group : context->types) {
            if (!group.usable)
                continue;
            compare(group, group.byValue, Measure::Value);
            if (context->heads >= 0)
                compare(group, group.byHead, Measure::PerHead);
        }
        CHECK(at == findings.candidates.size());
        CHECK(findings.tests() == static_cast<std::int64_t>(at));
    }
}

} // namespace

TEST_CASE("the best round multiples are those that a look at all pairs finds")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (const Drawn& drawn : kDrawn) {
        for (int round = 0; round < 12; ++round) {
            const size_t councils = round < 8 ? 2 + random() % 120 : 200 + random() % 600;
            INFO(drawn.what << ", " << councils << " councils, round " << round);
            const std::vector<PairSide> sides = ranking(drawn, councils, random);
            const AllPairs reference{sides, drawn.sized, drawn.followed};
            const PairSearch search(sides, drawn.sized, drawn.followed);
            REQUIRE(std::ranges::equal(search.all(), reference.pairs(kAll, 0), isSame));
            REQUIRE(std::ranges::equal(search.best(40, 10), reference.pairs(40, 10), isSame));
            REQUIRE(std::ranges::equal(search.best(3, 200), reference.pairs(3, 200), isSame));
        }
    }
}

TEST_CASE("a field of many councils has the same ratios as a look at all pairs")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    compareWith(drawnPanel(2500, 2, 3, seed), {}, kToday, false); // types of 500
    compareWith(drawnPanel(300, 2, 3, seed + 1), {}, kToday, false);
    compareWith(drawnPanel(600, 1, 3, seed + 2), {}, kToday, true);
}

TEST_CASE("the real figures have the same ratios as a look at all pairs", "[shared-data]")
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    const Panel panel = tidyPanel(folder + u"/tidy"_s);
    for (const int year : {2014, 2018, 2021, 2023, 2026})
        compareWith(panel, traitsFile(), QDate(year, 9, 1), false);
    compareWith(panel, traitsFile(), QDate(2026, 9, 1), true);
}

TEST_CASE("finding the best round multiples looks at few of the pairs")
{
    // Counted in pairs, not in time; 40,000 councils have 800 million.
    std::mt19937 random(7);
    for (const Drawn& drawn : kDrawn) {
        if (drawn.values > 0 || drawn.steady > 1)
            continue; // ties, and years in which nothing is like the best, are looked at in full
        INFO(drawn.what);
        const std::vector<PairSide> sides = ranking(drawn, 40'000, random);
        size_t lookedAt = 0;
        CHECK(PairSearch(sides, drawn.sized, drawn.followed).best(40, 10, &lookedAt).size() == 50);
        CHECK(lookedAt < 20 * sides.size());
    }
}
