// How a factoid is named in a step that can be undone: its first words. Pure; any thread.
#pragma once

#include <QString>

namespace factoid {

[[nodiscard]] inline QString briefly(const QString& text)
{
    constexpr int kMost = 60; // characters
    return text.size() <= kMost ? text : text.left(kMost - 1) + QChar(0x2026);
}

} // namespace factoid
