// The pairs of `crossing` beside a plain look at all pairs of a type and region, which stands here alone.
#include "core/figures/summariser.h"
#include "core/insights/detect/detector.h"
#include "synthetic.h"
#include "tests/figures/tidy_panel.h"
#include "traits_file.h"

#include <catch2/catch.hpp>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

// Years in a row before the newest in which `a` stood below `b`, of those in which both can be followed.
int yearsBelow(const FieldContext& context, int a, int b)
{
    const int known = std::min(context.unbroken[static_cast<size_t>(a)], context.unbroken[static_cast<size_t>(b)]);
    int years = 0;
    while (years + 1 < known && years < 10 &&
           context.units(context.back(years + 1), a) < context.units(context.back(years + 1), b))
        ++years;
    return years;
}

// As the definition says it, without the sizes: does `a`, which stands above, count as having passed `b`?
bool hasPassed(const FieldContext& context, const CouncilGroup& group, size_t i, size_t j)
{
    const int a = group.councils[i];
    const int b = group.councils[j];
    const int years = yearsBelow(context, a, b);
    if (years < 5 || context.units(context.back(years), a) <= 0)
        return false;
    const PeerChanges over = peerChangesOf(context, group, context.run.size() - 1, context.back(years));
    if (over.shape.n < 10 || std::isnan(over.ofMember[i]) || std::isnan(over.ofMember[j]))
        return false;
    const double now = std::log(double(context.now(a)) / double(context.now(b)));
    const double before =
        std::log(double(context.units(context.back(years), b)) / double(context.units(context.back(years), a)));
    return now >= 0.05 && before >= 0.05 && over.shape.deviation > 0 &&
           over.ofMember[i] >= 0.4 * (over.ofMember[i] - over.ofMember[j]);
}

// How many crossings there were.
int compare(const Panel& panel, const Traits& traits, QDate today)
{
    const MiningContext ground = makeGround(panel, traits, today);
    int crossings = 0;
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        const auto year = latestYear(panel, static_cast<int>(field), today);
        const auto context = year ? makeContext(ground, static_cast<int>(field), *year) : std::nullopt;
        if (!context || !context->traits.compared)
            continue;
        INFO("field " << panel.fields()[field].slug.toStdString());
        std::vector<std::pair<int, int>> expected;
        std::int64_t tests = 0;
        for (const CouncilGroup& group : context->types) {
            if (!group.usable || group.councils.size() < 10)
                continue;
            for (size_t i = 0; i < group.councils.size(); ++i) {
                for (size_t j = i + 1; j < group.councils.size(); ++j) {
                    const auto& regions = panel.regions().of;
                    if (regions[static_cast<size_t>(group.councils[i])] !=
                        regions[static_cast<size_t>(group.councils[j])])
                        continue;
                    ++tests;
                    const std::int64_t one = context->now(group.councils[i]);
                    const std::int64_t two = context->now(group.councils[j]);
                    if (one > two && two > 0 && hasPassed(*context, group, i, j))
                        expected.emplace_back(group.councils[i], group.councils[j]);
                    if (two > one && one > 0 && hasPassed(*context, group, j, i))
                        expected.emplace_back(group.councils[j], group.councils[i]);
                }
            }
        }
        Findings findings;
        detectCrossings(*context, findings);
        std::vector<std::pair<int, int>> found;
        for (const Candidate& candidate : findings.candidates)
            found.emplace_back(candidate.councilA, candidate.councilB);
        CHECK(found == expected);
        CHECK(findings.tests() == tests);
        crossings += static_cast<int>(found.size());
    }
    return crossings;
}

} // namespace

TEST_CASE("the councils that passed each other are those that a look at all pairs finds")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    int crossings = 0;
    for (int round = 0; round < 6; ++round) {
        Panel panel = drawnPanel(250, 2, 9, seed + static_cast<unsigned>(round));
        // Some leap in the newest year, some are gone for one, some are equal.
        for (int i = 0; i < 150; ++i) {
            const int field = 1 - static_cast<int>(random() % 2);
            const int back = static_cast<int>(random() % 4);
            Block& block = panel.blockForWrite(field, kNow.plus(-(back < 3 ? 0 : 1 + static_cast<int>(random() % 8))));
            std::int64_t& units = block.units[random() % block.units.size()];
            const auto what = random() % 8;
            block.present -= what == 0 && units != Block::kMissing;
            units = units == Block::kMissing ? units
                    : what == 0              ? Block::kMissing
                    : what == 1              ? 0
                    : what == 2              ? 10'000'000 * Decimal::kScale
                                             : units + units / 3;
        }
        crossings += compare(panel, {}, kToday);
    }
    CHECK(crossings > 20);
}

TEST_CASE("on the real figures the same councils passed each other as a look at all pairs finds", "[shared-data]")
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        WARN("skipped: FACTOID_SHARED_DATA is not set");
        return;
    }
    const Panel panel = tidyPanel(folder + u"/tidy"_s);
    int crossings = 0;
    for (const int year : {2016, 2020, 2023, 2026})
        crossings += compare(panel, traitsFile(), QDate(year, 9, 1));
    CHECK(crossings > 20);
}
