// The badge that says how far a text is proven, the same wherever a text is shown: only what a claim bears out has a
// tick. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

namespace factoid {

// `extent` as the core names it: "whole", "notice", "none"; `holds`: what the check said of a text with claims.
// `reason` is the tip of what does not hold or is not checked.
[[nodiscard]] QLabel* extentChip(const QString& extent, bool holds, const QString& reason, QWidget* parent = nullptr);
[[nodiscard]] bool isNotChecked(const QString& extent);
[[nodiscard]] bool isNoticeExtent(const QString& extent);

} // namespace factoid
