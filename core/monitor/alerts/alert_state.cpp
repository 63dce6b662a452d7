#include "core/monitor/alerts/alert_state.h"

#include "core/base/literals.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

using enum AlertPhase;

struct NamedPhase {
    AlertPhase phase;
    const char* name;
};
constexpr std::array kPhases{NamedPhase{Ok, "ok"},          NamedPhase{Pending, "pending"},
                             NamedPhase{Firing, "firing"},  NamedPhase{Clearing, "clearing"},
                             NamedPhase{NoData, "no_data"}, NamedPhase{Silenced, "silenced"}};

} // namespace

QString alertPhaseName(AlertPhase phase)
{
    return QLatin1String(std::ranges::find(kPhases, phase, &NamedPhase::phase)->name);
}

std::optional<AlertPhase> alertPhaseFrom(const QString& name)
{
    const auto found =
        std::ranges::find_if(kPhases, [&](const NamedPhase& each) { return name == QLatin1String(each.name); });
    return found == kPhases.end() ? std::nullopt : std::optional(found->phase);
}

QJsonObject AlertState::toJson() const
{
    return {{u"phase"_s, alertPhaseName(phase)},
            {u"waited"_s, waited},
            {u"returns"_s, returns},
            {u"told"_s, told},
            {u"hushed"_s, hushed}};
}

AlertState AlertState::fromJson(const QJsonObject& json)
{
    return {alertPhaseFrom(json.value(u"phase"_s).toString()).value_or(Ok), json.value(u"waited"_s).toInt(),
            json.value(u"returns"_s).toInt(), json.value(u"told"_s).toBool(), json.value(u"hushed"_s).toBool()};
}

const std::vector<AlertRow>& alertTable()
{
    static const std::vector<AlertRow> table{
        // from, reading, to, while waiting
        {Ok, Reading::Over, Firing, Pending},
        {Ok, Reading::Between, Ok, Ok},
        {Ok, Reading::Under, Ok, Ok},
        {Ok, Reading::Missing, NoData, NoData},
        {NoData, Reading::Over, Firing, Pending},
        {NoData, Reading::Between, Ok, Ok},
        {NoData, Reading::Under, Ok, Ok},
        {NoData, Reading::Missing, NoData, NoData},
        {Pending, Reading::Over, Firing, Pending},
        {Pending, Reading::Between, Ok, Ok},
        {Pending, Reading::Under, Ok, Ok},
        {Pending, Reading::Missing, Pending, Pending},
        {Firing, Reading::Over, Firing, Firing},
        {Firing, Reading::Between, Firing, Firing},
        {Firing, Reading::Under, Ok, Clearing},
        {Firing, Reading::Missing, Firing, Firing},
        {Clearing, Reading::Over, Firing, Firing},
        {Clearing, Reading::Between, Firing, Firing},
        {Clearing, Reading::Under, Ok, Clearing},
        {Clearing, Reading::Missing, Clearing, Clearing},
    };
    return table;
}

AlertStep nextMinute(AlertState& state, const AlertTimes& times, Reading reading, bool silenced)
{
    const AlertRow& row = *std::ranges::find_if(
        alertTable(), [&](const AlertRow& each) { return each.from == state.phase && each.reading == reading; });
    AlertState next = state;
    next.phase = row.to;
    if (row.waiting != row.to) {
        const int keep = times.keepMinutes << std::min(state.returns, kMostDoublings);
        const int needed = reading == Reading::Over ? times.forMinutes : keep;
        next.waited = state.phase == row.waiting ? state.waited + 1 : 0;
        if (next.waited < needed)
            next.phase = row.waiting;
    }
    if (next.phase != state.phase && next.phase != row.waiting)
        next.waited = 0;
    next.hushed = silenced && next.isOpen();

    AlertStep step;
    step.opened = next.isOpen() && !state.isOpen();
    step.closed = state.isOpen() && !next.isOpen();
    if (state.phase == Clearing && next.phase == Firing)
        ++next.returns;
    if (next.phase == Firing && !next.told && !silenced && reading != Reading::Missing)
        step.tell = next.told = true;
    if (step.closed) {
        step.tellOver = state.told && !silenced;
        next.told = false;
        next.returns = 0;
    }
    state = next;
    return step;
}

} // namespace factoid
