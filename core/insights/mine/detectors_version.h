// The version of what finds facts: a hash over the sources that findings depend on, made when the program is built
// (cmake/hash_sources.cmake). Findings of another version are not these. Pure; any thread.
#pragma once

#include <QByteArray>

namespace factoid {

[[nodiscard]] QByteArray detectorsVersion();

} // namespace factoid
