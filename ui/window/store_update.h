// StoreUpdate: brings a store of an older version up to date before a window shows it, off the window's thread, and
// says so while it lasts: a large store is copied first. GUI thread; waits in an event loop of its own.
#pragma once

#include "core/store/sql/database.h"

class QWidget;

namespace factoid {

// Errors: those of opening the store for writing. `parent`: a window that is kept from the operator's hands meanwhile.
[[nodiscard]] Result<void> bringUpToDate(const StoreUrl& store, QWidget* parent);

} // namespace factoid
