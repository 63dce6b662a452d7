// IncidentPanel: fills the side panel with one incident: what it is, when, what was done about it and whether that
// helped, the runs that met it, and what the model was asked and said in them. A generation can be tried again from
// here. GUI thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "core/store/operations/transcript.h"
#include "ui/widgets/side_panel.h"

#include <QDateTime>

#include <functional>

namespace factoid {

// How the last try from the panel went; `words` empty: none was made.
struct Retrial {
    QString words;
    State state = State::Idle;
    bool isRunning = false;
};

struct IncidentLinks {
    std::function<void(qint64 run)> openRun;
    std::function<void()> replay; // empty: what failed cannot be tried again from here
};

// An incident with what models were asked and said in its runs.
struct IncidentView {
    IncidentAnswer answer;
    std::vector<Transcript> transcripts;
    friend bool operator==(const IncidentView&, const IncidentView&) = default;
};

void showIncident(SidePanel& panel, const IncidentView& view, const QDateTime& now, const Theme& theme,
                  const Retrial& replay, const IncidentLinks& links);

} // namespace factoid
