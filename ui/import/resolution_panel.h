// Way-out panel: one problem of the preview in the page's side panel, with what can be done about it. Each way is an
// edit of the draft's mapping; the rows are read anew at once. GUI thread.
#pragma once

#include "ui/import/import_draft.h"
#include "ui/widgets/side_panel.h"

namespace factoid {

// Fills the panel for the problem; `done` is called when a way was taken. The draft outlives the panel's content.
void showWaysOut(SidePanel& panel, ImportDraft& draft, const PreviewProblem& problem,
                 const std::function<void()>& done);
// The form for a field that does not exist yet, for a column of the file.
void showNewField(SidePanel& panel, ImportDraft& draft, int column, const std::function<void()>& done);

} // namespace factoid
