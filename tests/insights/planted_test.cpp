// A small planted-truth run: what the benchmark measures on a thousand panels, held on two of them.
#include "tests/bench/planted_tally.h"

#include <catch2/catch.hpp>

using namespace factoid;
using namespace factoid::bench;

TEST_CASE("what is planted is found and little else is called a fact")
{
    Tally tally;
    for (const std::uint64_t seed : {11, 12}) {
        INFO("seed " << seed);
        PanelSize size;
        size.fields = 2 * static_cast<int>(plantedKinds().size()); // each kind once a panel
        const PlantedPanel made = makePlantedPanel(size, seed, 1);
        tally.add(made, calledFacts(made));
    }
    for (const auto& [kind, counts] : tally.found) {
        INFO(kind.toStdString() << " found " << counts.first << " of " << counts.second);
        CHECK(counts.first > 0);
    }
    CHECK(tally.found.size() == plantedKinds().size() + 1); // and the correlation
    CHECK(tally.recall() >= 0.95);
    CHECK(tally.falseShare() <= 0.05);
}
