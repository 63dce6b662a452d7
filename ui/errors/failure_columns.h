// FailureColumns: the columns of the tables of the Errors page. Pure; GUI thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "ui/table/row_model.h"

namespace factoid {

// An incident, and whether it calls for a person.
struct IncidentLine : Incident {
    bool alert = false;
};

[[nodiscard]] std::vector<ColumnOf<FailurePattern>> patternColumns();
[[nodiscard]] std::vector<ColumnOf<IncidentLine>> incidentColumns();
[[nodiscard]] std::vector<ColumnOf<RecoveryRow>> ruleColumns();

// "Key refused", "Key refused at primary" for auth@primary.
[[nodiscard]] QString patternWords(const QString& pattern);
// The steps of a rule, as the recovery table names them.
[[nodiscard]] QStringList stepNames(const RecoveryRule& rule);

} // namespace factoid
