// What all fields of a run share: which councils were active, which took in another, which types have
// the same duties, which types' councils are unlike each other, and which heads and wholes are in doubt.
#include "core/base/median.h"
#include "core/insights/detect/context_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace factoid {

namespace {

// In the fullest year of the field.
std::vector<signed char> servicesOf(const Panel& panel, int field)
{
    const auto& types = panel.types();
    std::vector<signed char> services(types.names.size(), -1);
    const Block* fullest = nullptr;
    for (const auto& [year, block] : panel.years(field)) {
        if (!fullest || block.present >= fullest->present)
            fullest = &block;
    }
    if (!fullest)
        return services;
    std::vector<int> figures(services.size(), 0), none(services.size(), 0);
    for (size_t council = 0; council < fullest->units.size(); ++council) {
        const int type = types.of[council];
        if (type < 0 || fullest->units[council] == Block::kMissing)
            continue;
        ++figures[static_cast<size_t>(type)];
        none[static_cast<size_t>(type)] += fullest->units[council] == 0;
    }
    for (size_t type = 0; type < services.size(); ++type) {
        if (figures[type] >= kFewestRanked)
            services[type] = 2 * none[type] <= figures[type];
    }
    return services;
}

// The logarithms of a type's amounts in a field's newest year, per head where heads are known.
std::vector<double> levelsOf(const Panel& panel, const Block& block, const Block* people, int type)
{
    std::vector<double> plain, each;
    for (size_t council = 0; council < block.units.size(); ++council) {
        const std::int64_t units = block.units[council];
        if (panel.types().of[council] != type || units == Block::kMissing || units == 0)
            continue;
        const double level = std::log(std::abs(static_cast<double>(units)));
        plain.push_back(level);
        const std::int64_t number = people ? people->units[council] : Block::kMissing;
        if (number != Block::kMissing && number > 0)
            each.push_back(level - std::log(static_cast<double>(number)));
    }
    return each.size() >= static_cast<size_t>(kFewestRanked) ? each : plain;
}

// Types whose councils, in the middle one of their fields, spread more than `kUnlike` (as a
// logarithm) about their typical amount.
std::vector<char> unlikeTypes(const Panel& panel)
{
    constexpr double kUnlike = 0.9;
    constexpr size_t kFewestFields = 3;
    const auto& types = panel.types();
    std::vector<std::vector<double>> spreads(types.names.size());
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        const auto& years = panel.years(static_cast<int>(field));
        if (years.empty())
            continue;
        const auto& [year, block] = *years.rbegin();
        const Block* people = panel.block(panel.fieldIndex(panel.fields()[field].perHeadOf), year);
        for (size_t type = 0; type < spreads.size(); ++type) {
            const auto levels = levelsOf(panel, block, people, static_cast<int>(type));
            if (levels.size() >= static_cast<size_t>(kFewestRanked))
                spreads[type].push_back(statistics::robust(levels).spread);
        }
    }
    std::vector<char> unlike(spreads.size(), 0);
    for (size_t type = 0; type < spreads.size(); ++type) {
        unlike[type] = spreads[type].size() >= kFewestFields && median(spreads[type]) > kUnlike;
    }
    return unlike;
}

// A council that another one ended in and that had been there before: from that year on it is a
// larger one.
std::map<int, std::vector<QDate>> mergersOf(const Panel& panel)
{
    std::map<int, std::vector<QDate>> mergers;
    for (const Council& ended : panel.councils()) {
        if (!ended.activeTo.isValid())
            continue;
        for (const QString& code : ended.successors) {
            const int heir = panel.councilIndex(code);
            if (heir < 0)
                continue;
            const Council& council = panel.councils()[static_cast<size_t>(heir)];
            if (council.activeFrom.isValid() && council.activeFrom >= ended.activeTo)
                continue;
            // Registers name the last day or the day after it.
            mergers[heir].push_back(ended.activeTo.addDays(1));
        }
    }
    return mergers;
}

} // namespace

bool SharedDoubts::isDoubtful(Year year, int council) const
{
    const auto found = doubtful.find(year);
    return found != doubtful.end() && found->second[static_cast<size_t>(council)] != 0;
}

bool SharedDoubts::isUnconfirmed(Year year, int council) const
{
    return year == newest && !unconfirmed.empty() && unconfirmed[static_cast<size_t>(council)] != 0;
}

bool MiningContext::alike(int typeA, int typeB) const
{
    constexpr double kMostDifferent = 0.07;
    int both = 0;
    int different = 0;
    for (const auto& field : services) {
        const int a = field[static_cast<size_t>(typeA)];
        const int b = field[static_cast<size_t>(typeB)];
        if (a < 0 || b < 0)
            continue;
        ++both;
        different += a != b;
    }
    return both > 0 && different <= kMostDifferent * both;
}

MiningContext makeGroundWithoutDoubts(const Panel& panel, const Traits& traits, QDate today)
{
    MiningContext ground{.panel = panel, .traits = traits, .today = today};
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        for (const auto& [year, block] : panel.years(static_cast<int>(field))) {
            const YearDays days = panel.days(static_cast<int>(field), year);
            std::vector<char>& active = ground.active[days];
            if (!active.empty())
                continue;
            active.reserve(panel.councils().size());
            for (const Council& council : panel.councils())
                active.push_back(council.activeIn(days));
        }
        ground.services.push_back(servicesOf(panel, static_cast<int>(field)));
    }
    ground.unlike = unlikeTypes(panel);
    ground.mergers = mergersOf(panel);
    return ground;
}

void addDoubts(MiningContext& ground, const std::vector<int>& fields)
{
    for (const int index : fields) {
        const Field& field = ground.panel.fields()[static_cast<size_t>(index)];
        for (const QString& slug : {field.perHeadOf, ground.traits.value(field.slug).partOf}) {
            const int shared = ground.panel.fieldIndex(slug);
            if (shared >= 0 && !ground.doubts.contains(shared))
                ground.doubts.emplace(shared, doubtsOf(ground, shared));
        }
    }
}

MiningContext makeGround(const Panel& panel, const Traits& traits, QDate today)
{
    MiningContext ground = makeGroundWithoutDoubts(panel, traits, today);
    std::vector<int> all(panel.fields().size());
    std::iota(all.begin(), all.end(), 0);
    addDoubts(ground, all);
    return ground;
}

} // namespace factoid
