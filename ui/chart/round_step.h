// The steps of a scale. Pure.
#pragma once

namespace factoid {

// The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `least` (above 0).
[[nodiscard]] double roundStep(double least);

} // namespace factoid
