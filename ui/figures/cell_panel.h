// Cell panel: one figure in the page's side panel: its value, what is doubtful about it, every version with import,
// file, line and time, and the row of the file. GUI thread.
#pragma once

#include "ui/widgets/side_panel.h"

#include <QDateTime>
#include <QJsonObject>

namespace factoid {

// `history` as cellHistoryQuery gives it.
void showCell(SidePanel& panel, const QJsonObject& history, const QDateTime& now);

} // namespace factoid
