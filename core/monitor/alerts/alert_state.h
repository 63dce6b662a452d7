// AlertState: where the alert of one rule stands, minute by minute, as a table. Pure: no clock, no store, no chance.
// Any thread.
//
// A rule's value in a minute is over its threshold, under its clear level, between both, or missing. What is missing
// says nothing: it begins nothing and ends nothing, and the minutes that are waited for stand still.
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace factoid {

enum class AlertPhase {
    Ok,
    Pending,  // over, and not yet for so long that it matters
    Firing,   // an incident is open
    Clearing, // it is open, and the value is under the clear level; not yet for long enough
    NoData,   // no incident is open, and there is no value
    Silenced, // what an open incident shows while a silence holds: it goes on beneath, and nobody is told
};
[[nodiscard]] QString alertPhaseName(AlertPhase phase); // ok, pending, firing, clearing, no_data, silenced
[[nodiscard]] std::optional<AlertPhase> alertPhaseFrom(const QString& name);

enum class Reading { Over, Between, Under, Missing };

struct AlertTimes {
    int forMinutes = 0;  // over so long, beyond the first minute, before it fires
    int keepMinutes = 0; // under so long, beyond the first minute, before it is over
};

// How often an incident may come back from clearing before it needs no longer to clear: each return doubles
// keepMinutes.
constexpr int kMostDoublings = 4;

struct AlertState {
    AlertPhase phase = AlertPhase::Ok; // never Silenced, which lies over it
    int waited = 0;                    // minutes in pending or clearing, beyond the first
    int returns = 0;                   // how often the incident came back from clearing
    bool told = false;                 // somebody was told of the open incident
    bool hushed = false;               // a silence holds

    [[nodiscard]] bool isOpen() const { return phase == AlertPhase::Firing || phase == AlertPhase::Clearing; }
    [[nodiscard]] AlertPhase shown() const { return isOpen() && hushed ? AlertPhase::Silenced : phase; }
    friend bool operator==(const AlertState&, const AlertState&) = default;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static AlertState fromJson(const QJsonObject& json);
};

struct AlertStep {
    bool opened = false;   // an incident begins
    bool closed = false;   // it is over
    bool tell = false;     // somebody is to be told that it fires: once an incident
    bool tellOver = false; // the same that it is over; only to whom was told that it fired
};

// One minute more. `silenced`: a silence holds in it.
AlertStep nextMinute(AlertState& state, const AlertTimes& times, Reading reading, bool silenced);

// The table: what becomes of a phase at a reading. Where `waiting` differs from `to`, the phase is `waiting` until the
// minutes that are waited for are over.
struct AlertRow {
    AlertPhase from;
    Reading reading;
    AlertPhase to;
    AlertPhase waiting;
};
[[nodiscard]] const std::vector<AlertRow>& alertTable();

} // namespace factoid
