// Where the tests find what they read and run. The places differ from one working copy to another and are kept out of
// every other file, so that the compiler's cache knows the files of one copy in the next. Pure; any thread.
#pragma once

#include "core/base/literals.h"

namespace factoid::test {

// A file of the working copy, and one below its tests/.
[[nodiscard]] QString sourcePath(const QString& below = {});
[[nodiscard]] QString testPath(const QString& below = {});

// Programs, and libraries to be preloaded, that the build made.
[[nodiscard]] QString deskBinary();
[[nodiscard]] QString modelEndpointBinary();
[[nodiscard]] QString cacheReaderBinary();
[[nodiscard]] QString spenderBinary();
[[nodiscard]] QString faultShimLibrary(); // empty under a sanitizer
[[nodiscard]] QString lockStopLibrary();
[[nodiscard]] QString lupdateBinary(); // empty without the window

} // namespace factoid::test
