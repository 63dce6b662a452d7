// Proof: published factoids against today's figures. Withdraws what is no longer true (SPEC 6).
// Used by the thread that owns the database.
#pragma once

#include "core/factoids/verifier.h"
#include "core/store/set_store.h"

#include <QJsonArray>

namespace factoid {

// Slugs that proving the claims takes: fields of the operands, what they are shares or heads of, and
// (because a scope is said by the nations that report) nothing else.
[[nodiscard]] QStringList fieldsOf(const std::vector<Factoid>& factoids, const std::vector<Field>& known);

// A panel of just those fields.
[[nodiscard]] Result<Panel> panelFor(Database& db, const std::vector<Factoid>& factoids);

// Re-proves every live factoid of the current set and withdraws those that fail, each listed as a correction.
// Joins the caller's transaction. Gives {id, text, reason} of each.
[[nodiscard]] Result<QJsonArray> withdrawFalsified(Database& db, const QDateTime& now);

} // namespace factoid
