// Panels of made-up councils in which facts of a known kind and size are planted, for measuring what
// the miner finds and what it takes for a fact that is none. Everything is drawn from the seed with
// numbers that are the same on every machine.
//
// The background: councils of five types, two nations and six regions; populations log-normal within a type; each
// field an amount per head, log-normal within a type and alike across types, that follows each council
// from year to year (autocorrelation 0.9) and is missing now and then. No drift, no shocks in common:
// every test's null holds. One field in two carries one planted fact.
#pragma once

#include "core/figures/panel.h"
#include "core/insights/mine/miner.h"

#include <cstdint>
#include <vector>

namespace factoid::bench {

struct Planted {
    QString kind;          // the kind of fact that must be found
    QString field;         // in this field …
    QStringList councils;  // … about the first of these; empty: about a group or the total
    QSet<QString> touched; // every council that the planting moved
};

struct PlantedPanel {
    Panel panel;
    Traits traits;
    QDate today;
    std::vector<Planted> planted;
};

struct PanelSize {
    int councils = 400;
    int fields = 50;
    int years = 10;
    double missing = 0.001;    // of the returns
    double manyMissing = 0.05; // in a field of ten
};

// Kinds that can be planted, in the order in which fields get them.
[[nodiscard]] const std::vector<QString>& plantedKinds();
// `first`: which kind the first carrying field gets, so that a run of panels covers all alike.
[[nodiscard]] PlantedPanel makePlantedPanel(const PanelSize& size, std::uint64_t seed, size_t first);

} // namespace factoid::bench
