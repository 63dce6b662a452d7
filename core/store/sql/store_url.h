// StoreUrl: where a store is, as a person writes it: "sqlite:PATH" (a bare path means the same). A value; any thread.
#pragma once

#include "core/base/result.h"

namespace factoid {

struct StoreUrl {
    QString path;
    // Errors: Usage, for another scheme or an empty path.
    [[nodiscard]] static Result<StoreUrl> parse(const QString& url);
    // sqlite:… under the user's data folder.
    [[nodiscard]] static StoreUrl standard();
    // The user has a data folder: HOME or XDG_DATA_HOME says where.
    [[nodiscard]] static bool hasStandard();
    [[nodiscard]] QString toString() const;
};

} // namespace factoid
