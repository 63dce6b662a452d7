// Which facts deserve it: how many news of years noise makes, what is told in spite of a trap, where planted facts
// stand among those of chance, and how sure the first 60 of the real figures are.
//
//     facts_bench [PANELS] [FIRST_SEED]      default 10 1; the real figures where FACTOID_SHARED_DATA is set
//
// Exit code 1 when a trap is told, chance is among what is shown, or a planted record stands behind the first 60.
#include "core/base/literals.h"

#include "planted_panel.h"
#include "tests/figures/tidy_panel.h"
#include "tests/insights/traits_file.h"
#include "tests/support/trap_panels.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace factoid;
using namespace factoid::bench;
using namespace factoid::test;

namespace {

constexpr int kShown = 60;
constexpr int kNoiseCouncils = 230, kNoiseFields = 8, kNoiseYears = 12;
const QDate kToday(2024, 9, 1);

std::vector<Fact> minedOf(const Panel& panel, const Traits& traits, QDate today)
{
    MineOptions options;
    options.today = today;
    options.most = 200'000;
    auto facts = mine(panel, traits, options);
    return facts ? *facts : std::vector<Fact>();
}

struct Sureness {
    int tested = 0;
    int unsure = 0; // tested, with a confidence below 0.95
};

Sureness surenessOf(const std::vector<Fact>& facts, size_t first)
{
    Sureness sureness;
    for (size_t i = 0; i < std::min(first, facts.size()); ++i) {
        sureness.tested += facts[i].confidence.has_value();
        sureness.unsure += facts[i].confidence && *facts[i].confidence < Fact::kConfident;
    }
    return sureness;
}

// News of years that noise gives, and what is shown of it.
bool noiseIsSilent(const char* name, const Noise& noise, int panels, std::uint64_t firstSeed)
{
    std::map<QString, int> called;
    int news = 0, series = 0;
    Sureness list, set;
    for (int i = 0; i < panels; ++i) {
        const MadePanel made(kNoiseCouncils, kNoiseFields, kNoiseYears, firstSeed + static_cast<std::uint64_t>(i),
                             noise);
        const auto facts = minedOf(made.panel(), {}, kToday);
        series += kNoiseCouncils * kNoiseFields;
        for (const Fact& fact : facts) {
            if (fact.isTellable() && isNewsOfYears(fact.kind)) {
                ++called[fact.kind];
                ++news;
            }
        }
        const Sureness first = surenessOf(facts, kShown);
        const Sureness shown = surenessOf(selectSet(facts, kShown), kShown);
        list = {list.tested + first.tested, list.unsure + first.unsure};
        set = {set.tested + shown.tested, set.unsure + shown.unsure};
    }
    std::printf("%-34s news of years %d of %d series;", name, news, series);
    for (const auto& [kind, count] : called)
        std::printf(" %s %d", qPrintable(kind), count);
    std::printf("\n%-34s tested with q > 0.05: %d of the first %d of the list, %d of those shown\n", "", list.unsure,
                kShown * panels, set.unsure);
    return set.unsure == 0 && list.unsure == 0 && news <= 0.001 * series;
}

bool trapsAreSilent(int panels, std::uint64_t firstSeed)
{
    bool silent = true;
    for (const Trap& trap : traps()) {
        int told = 0, wrong = 0;
        QString first;
        for (int i = 0; i < panels; ++i) {
            MadePanel made(kNoiseCouncils, 4, trap.years, firstSeed + static_cast<std::uint64_t>(i), trap.noise);
            trap.set(made);
            for (const Fact& fact : minedOf(made.panel(), {}, kToday)) {
                told += fact.isTellable();
                if (!fact.isTellable() || !trap.mustNotTell(fact.toJson(), made))
                    continue;
                ++wrong;
                first = first.isEmpty() ? fact.key() : first;
            }
        }
        silent = silent && wrong == 0;
        std::printf("trap: %-52s %6d told, %d wrongly%s %s\n", trap.name, told, wrong, wrong > 0 ? "  MISS" : "",
                    qPrintable(first));
    }
    return silent;
}

// Where the planted stand in the list, and how many of the first 60 speak of something planted.
bool plantedComeFirst(int panels, std::uint64_t firstSeed)
{
    std::map<QString, std::vector<int>> ranks, ofKind;
    int planted = 0, first = 0;
    for (int i = 0; i < panels; ++i) {
        PanelSize size;
        size.fields = 2 * static_cast<int>(plantedKinds().size()); // each kind once
        const PlantedPanel made = makePlantedPanel(size, firstSeed + static_cast<std::uint64_t>(i), 1);
        const auto facts = minedOf(made.panel, made.traits, made.today);
        QSet<QString> fields;
        for (const Planted& each : made.planted) {
            fields.insert(each.field);
            // In any words, and in those of its kind: the same council and field told a second time sinks.
            const auto placeOf = [&](bool anyKind) {
                int rank = 0;
                while (rank < static_cast<int>(facts.size())) {
                    const Fact& fact = facts[static_cast<size_t>(rank++)];
                    if ((anyKind || fact.kind == each.kind) &&
                        (fact.field == each.field || fact.field2 == each.field) &&
                        (each.councils.isEmpty() || fact.councils.contains(each.councils.front())))
                        break;
                }
                return rank;
            };
            ranks[each.kind].push_back(placeOf(true));
            ofKind[each.kind].push_back(placeOf(false));
        }
        for (const Fact& fact : facts) {
            if (first == kShown * (i + 1))
                break;
            ++first;
            planted += fields.contains(fact.field) || fields.contains(fact.field2);
        }
    }
    std::printf("of the first %d of lists with planted facts, %.1f percent speak of a planted field\n", kShown,
                100.0 * planted / std::max(1, first));
    for (auto* places : {&ranks, &ofKind}) {
        std::printf("places of what was planted, %s, middle one (last one):",
                    places == &ranks ? "in any words" : "in those of its kind");
        for (auto& [kind, list] : *places) {
            std::ranges::sort(list);
            std::printf(" %s %d (%d)", qPrintable(kind), list[list.size() / 2], list.back());
        }
        std::puts("");
    }
    return ranks[u"record"_s][ranks[u"record"_s].size() / 2] <= 2 * kShown;
}

bool realOnesAreSure()
{
    const QString folder = qEnvironmentVariable("FACTOID_SHARED_DATA");
    if (folder.isEmpty()) {
        std::puts("real figures: FACTOID_SHARED_DATA is not set");
        return true;
    }
    const Panel panel = tidyPanel(folder + u"/tidy"_s);
    const std::clock_t start = std::clock();
    MineOptions options;
    options.today = QDate(2024, 9, 15);
    const auto mined = mine(panel, traitsFile(), options);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!mined)
        return false;
    const auto shown = selectSet(*mined, kShown);
    const Sureness list = surenessOf(*mined, kShown), set = surenessOf(shown, kShown);
    std::printf("real figures: %.2f s of processor time, %zu facts; of the first %d of the list %d are tested, %d of "
                "them below 0.95; "
                "of %zu shown %d are tested, %d of them below 0.95\n",
                seconds, mined->size(), kShown, list.tested, list.unsure, shown.size(), set.tested, set.unsure);
    std::map<QString, std::pair<int, int>> kinds;
    int waiting = 0, tellable = 0;
    for (const Fact& fact : *mined) {
        kinds[fact.kind].first += fact.isTellable();
        waiting += fact.ifConfirmed;
        tellable += fact.isTellable();
    }
    for (const Fact& fact : shown)
        ++kinds[fact.kind].second;
    std::printf("may be told %d, waiting for confirmation %d; by kind (shown):", tellable, waiting);
    for (const auto& [kind, counts] : kinds)
        std::printf(" %s %d (%d)", qPrintable(kind), counts.first, counts.second);
    std::puts("");
    return list.unsure == 0 && set.unsure == 0;
}

} // namespace

int main(int argc, char** argv)
{
    const int panels = argc > 1 ? std::atoi(argv[1]) : 10;
    const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atoll(argv[2]) : 1);
    std::printf("%d panels each, seeds from %llu\n", panels, static_cast<unsigned long long>(seed));
    bool met = noiseIsSilent("noise, normal, years 0.8", {0.8, 0.06, 0}, panels, seed);
    met = noiseIsSilent("noise, Student's t3, years 0.8", {0.8, 0.06, 3}, panels, seed) && met;
    met = trapsAreSilent(std::max(1, panels / 3), seed) && met;
    met = plantedComeFirst(std::max(1, panels / 3), seed) && met;
    met = realOnesAreSure() && met;
    std::puts(met ? "PASS" : "MISS");
    return met ? 0 : 1;
}
