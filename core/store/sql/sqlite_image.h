// Store image: all of a store in memory, for reading it where nothing can be written, not even the small file by
// which connections share the write-ahead log. Takes the store for itself while it reads. Any thread; blocks on the
// disk.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

struct sqlite3;

namespace factoid {

// The store with what its write-ahead log holds. Errors: StoreBusy (others have it open), Store.
[[nodiscard]] Result<QByteArray> storeImage(const QString& path);

// Lays the image under an open connection to a database in memory, in place of what it holds. Errors:
// Store.
Result<void> openImage(sqlite3* handle, const QByteArray& image, const QString& path);

} // namespace factoid
