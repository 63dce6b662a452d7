// Cell panel: one figure in the page's side panel: its value, what is doubtful about it, every version with import,
// file, line and time, and the row of the file. GUI thread.
#pragma once

#include "core/queries/figures/figures_queries.h"
#include "ui/widgets/side_panel.h"

#include <QDateTime>

namespace factoid {

void showCell(SidePanel& panel, const CellHistory& history, const QDateTime& now);

} // namespace factoid
