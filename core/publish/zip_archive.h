// Zip archive in memory: entries are stored, not deflated, and carry one instant, so that the bytes
// follow from the files alone, whatever the version of zlib. Pure; any thread.
#pragma once

#include "core/publish/bundle.h"

namespace factoid {

// An archive of the files in their order. `instant` is written as UTC (a zip keeps even seconds and no
// zone). Errors (Failed): the archiver ran out of memory.
[[nodiscard]] Result<QByteArray> zipOf(const std::vector<BundleFile>& files, const QDateTime& instant);

// What a hostile archive may cost.
struct ZipLimits {
    int entries = 1000;
    qint64 entryBytes = 64 << 20;
    qint64 totalBytes = 256 << 20;
};

// The entries in archive order, names as they stand, duplicates and unsafe names included: the caller
// judges them. Errors: Input (not a zip, damaged, encrypted), Verification (past the limits). Declared
// sizes are checked before anything is unpacked, and again while it is.
[[nodiscard]] Result<std::vector<BundleFile>> unzip(const QByteArray& archive, const ZipLimits& limits = {});

} // namespace factoid
