// The story of one change in the side panel: before and after, import, figure, other changes, run, with links. GUI
// thread.
#pragma once

#include "core/queries/changes/changes_queries.h"
#include "ui/shell/page.h"

namespace factoid {

// `showOther` is called for another change of the same figure.
void fillChangePanel(SidePanel& panel, const ChangeStory& story, PageContext& context,
                     const std::function<void(qint64)>& showOther);

} // namespace factoid
