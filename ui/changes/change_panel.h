// The story of one change in the side panel: before and after, import, figure, other changes, run, with links. GUI
// thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

// Fills the panel with the answer of changeStoryQuery(). `showOther` is called for another change of the same figure.
void fillChangePanel(SidePanel& panel, const QJsonObject& story, PageContext& context,
                     const std::function<void(qint64)>& showOther);

} // namespace factoid
