// RunPanel: fills the side panel with one run: how it went, its stages, who wrote and why, what models were asked and
// said, the facts it used, the set before and after, and what went wrong. GUI thread.
#pragma once

#include "core/queries/generation/run_queries.h"
#include "core/store/operations/transcript.h"
#include "ui/widgets/side_panel.h"

#include <QDateTime>
#include <QJsonObject>

namespace factoid {

// A run with what models were asked and said in it.
struct WholeRun {
    RunAnswer run;
    std::vector<Transcript> transcripts;
    friend bool operator==(const WholeRun&, const WholeRun&) = default;
};

void showRun(SidePanel& panel, const WholeRun& whole, const QDateTime& now, const Theme& theme);

// The links of the writing chain that `result` of a generation tells of: who served, and what came of the others.
void addWriting(SidePanel& panel, const QJsonObject& result);

// "update-factoids" as a person would say it: "Generation".
[[nodiscard]] QString jobWords(const QString& job);

} // namespace factoid
