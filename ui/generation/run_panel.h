// RunPanel: fills the side panel with one run: how it went, its stages, who wrote and why, what models were asked and said,
// the facts it used, the set before and after, and what went wrong. GUI thread.
#pragma once

#include "ui/base/side_panel.h"

#include <QDateTime>
#include <QJsonObject>

namespace factoid {

// `run` as runQuery gives it, with the `transcripts` of transcriptsQuery.
void showRun(SidePanel& panel, const QJsonObject& run, const QDateTime& now, const Theme& theme);

// "update-factoids" as a person would say it: "Generation".
[[nodiscard]] QString jobWords(const QString& job);

} // namespace factoid
