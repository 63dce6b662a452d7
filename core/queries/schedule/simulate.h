// simulate --days N: the saved schedule over a typical publishing calendar. Used by the thread that owns the database;
// it writes nothing.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"
#include "core/schedule/simulation.h"

namespace factoid {

// How slots ended; the numbers add up to `slots`.
struct SlotOutcomeCounts {
    int slots = 0, published = 0, unchanged = 0, paused = 0, skipped = 0, covered = 0, open = 0;

    static auto fields()
    {
        using Row = SlotOutcomeCounts;
        return std::tuple{
            field("slots", &Row::slots),   field("published", &Row::published), field("unchanged", &Row::unchanged),
            field("paused", &Row::paused), field("skipped", &Row::skipped),     field("covered", &Row::covered),
            field("open", &Row::open)};
    }
};

struct SimulatedDayRow : SlotOutcomeCounts {
    QString date; // local
    int changes = 0, generations = 0;

    static auto fields()
    {
        using Row = SimulatedDayRow;
        return std::tuple_cat(SlotOutcomeCounts::fields(),
                              std::tuple{field("date", &Row::date), field("changes", &Row::changes),
                                         field("generations", &Row::generations)});
    }
};

// Keys as in docs/schedule.md.
struct SimulationAnswer {
    QString firstDay;
    int days = 0;
    QString zone;
    int checks = 0, changes = 0;
    SlotOutcomeCounts slotOutcomes;
    int generations = 0, generationsForFreshness = 0, checksThatWaitedForGap = 0, shadowGenerations = 0;
    std::optional<QString> reductionPercent;  // 2 decimals; none: nothing to compare with
    std::optional<int> worstFreshnessMinutes; // none: no change was published
    int unpublishedAtEnd = 0;
    std::vector<SimulatedDayRow> perDay;
    quint32 seed = 0;

    static auto fields()
    {
        using Answer = SimulationAnswer;
        return std::tuple{field("first_day", &Answer::firstDay),
                          field("days", &Answer::days),
                          field("zone", &Answer::zone),
                          field("checks", &Answer::checks),
                          field("changes", &Answer::changes),
                          field("slot_outcomes", &Answer::slotOutcomes),
                          field("generations", &Answer::generations),
                          field("generations_for_freshness", &Answer::generationsForFreshness),
                          field("checks_that_waited_for_gap", &Answer::checksThatWaitedForGap),
                          field("shadow_generations", &Answer::shadowGenerations),
                          field("reduction_percent", &Answer::reductionPercent),
                          field("worst_freshness_minutes", &Answer::worstFreshnessMinutes),
                          field("unpublished_at_end", &Answer::unpublishedAtEnd),
                          field("per_day", &Answer::perDay),
                          field("seed", &Answer::seed)};
    }
};

[[nodiscard]] SimulationAnswer simulationAnswer(const SimulationReport& report, quint32 seed);

// Errors: Usage, a number of days that is not 1 to kMostSimulatedDays.
[[nodiscard]] Result<SimulationAnswer> simulateQuery(QueryContext& context, int days, quint32 seed);

} // namespace factoid
