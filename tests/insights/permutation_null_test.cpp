#include "core/insights/mine/permutation_null.h"
#include "synthetic.h"
#include "tests/bench/planted_panel.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("a panel dealt anew keeps every year's figures and nobody's")
{
    const Panel panel = drawnPanel(60, 2, 4, 5);
    const Panel copy = dealtAnew(panel, 9);
    int moved = 0;
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        for (const auto& [year, block] : panel.years(static_cast<int>(field))) {
            auto was = block.units;
            auto is = copy.block(static_cast<int>(field), year)->units;
            if (panel.fields()[field].comparison) {
                for (size_t i = 0; i < was.size(); ++i)
                    moved += was[i] != is[i];
            } else {
                CHECK(was == is); // the heads stay
            }
            std::ranges::sort(was);
            std::ranges::sort(is);
            CHECK(was == is);
        }
    }
    CHECK(moved > 300);
    CHECK(dealtAnew(panel, 9).block(0, kNow)->units == copy.block(0, kNow)->units);
}

TEST_CASE("what is planted over time and between councils is gone from the mirror")
{
    // What is planted far out stays far out when it is dealt anew, and who gets it in one year moved: so
    // a little is left.
    factoid::bench::PanelSize size;
    size.councils = 200;
    size.fields = 56;
    int allCalled = 0, allNoise = 0;
    for (const std::uint64_t seed : {3, 4, 5}) {
        INFO("seed " << seed);
        const auto made = factoid::bench::makePlantedPanel(size, seed, 0);
        MineOptions options;
        options.today = made.today;
        const auto mirror = nullMirror(made.panel, made.traits, options, 1);
        REQUIRE(mirror);
        int called = 0, noise = 0;
        for (const auto& [kind, counts] : mirror->kinds) {
            called += counts.judged ? counts.called : 0;
            noise += counts.judged ? counts.noise : 0;
        }
        CHECK(called > 20);
        const QJsonObject json = mirror->toJson();
        CHECK(json.value(u"called"_s).toInt() == called);
        CHECK(json.value(u"noise"_s).toInt() == noise);
        allCalled += called;
        allNoise += noise;
    }
    CHECK(allNoise * 5 < allCalled);
}
