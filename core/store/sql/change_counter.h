// ChangeCounter: tells whether anybody has changed a store, for the price of one page's lock: a connection of its own
// that only ever looks and waits for nobody. One thread at a time.
#pragma once

#include "core/store/sql/backend.h"
#include "core/store/sql/store_url.h"

#include <functional>
#include <optional>

namespace factoid {

class ChangeCounter
{
  public:
    // nullptr: the store cannot be looked at.
    [[nodiscard]] static std::unique_ptr<ChangeCounter> open(const StoreUrl& url);
    virtual ~ChangeCounter() = default;

    // A number that is another one whenever a connection has committed since; nullopt when the store cannot be asked.
    [[nodiscard]] virtual std::optional<qint64> read() = 0;
    // On the same connection: calls `row` for each row of a statement that reads. Errors: as Database::each.
    virtual Result<void> each(const QString& sql, const std::function<void(const BulkStatement&)>& row) = 0;
};

} // namespace factoid
