// The folder that bundles are exported to: one for all pages, kept between starts. GUI thread.
#pragma once

#include "ui/base/ui_state.h"

namespace factoid {

// What was chosen last; else a folder of its own among the user's documents.
[[nodiscard]] QString bundleFolder(const UiState& state);
void rememberBundleFolder(UiState& state, const QString& folder);

} // namespace factoid
