// SettingsPage: every setting of the settings table, grouped, checked in place and saved through the job. GUI thread.
#pragma once

#include "ui/shell/page.h"

namespace factoid {

[[nodiscard]] PageSpec settingsPageSpec();

} // namespace factoid
