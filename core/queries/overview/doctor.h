// doctor: looks at everything that can be wrong and says how to mend it. Used by the thread that owns the database;
// writes nothing into the store.
#pragma once

#include "core/base/record.h"
#include "core/chat/provider.h"
#include "core/queries/queries.h"

namespace factoid {

struct DoctorCheck {
    QString name;
    bool ok = false;
    QString message; // what was found
    QString remedy;  // what mends it; empty when it is well
    static auto fields()
    {
        return std::tuple{field("name", &DoctorCheck::name), field("ok", &DoctorCheck::ok),
                          field("message", &DoctorCheck::message), field("remedy", &DoctorCheck::remedy)};
    }
};

struct DoctorAnswer {
    bool healthy = true; // every check is well
    std::vector<DoctorCheck> checks;
    static auto fields()
    {
        return std::tuple{field("healthy", &DoctorAnswer::healthy), field("checks", &DoctorAnswer::checks)};
    }
};
// `providers`: of the configuration.
[[nodiscard]] Result<DoctorAnswer> doctorQuery(QueryContext& context, const std::vector<Provider>& providers);

} // namespace factoid
