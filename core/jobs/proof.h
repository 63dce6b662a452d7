// Proof: published factoids against today's figures. Withdraws what is no longer true (SPEC 6).
// Used by the thread that owns the database.
#pragma once

#include "core/factoids/verifier.h"
#include "core/store/set_store.h"

#include <QJsonArray>

#include <memory>

namespace factoid {

// Slugs that proving the claims takes: fields of the operands, what they are shares or heads of, and
// (because a scope is said by the nations that report) nothing else.
[[nodiscard]] QStringList fieldsOf(const std::vector<Factoid>& factoids, const std::vector<Field>& known);

// A verifier together with the figures that proving certain factoids takes.
class Proof
{
  public:
    // Reads just the fields that the factoids speak of. Errors: the store's.
    [[nodiscard]] static Result<std::unique_ptr<Proof>> of(Database& db, const std::vector<Factoid>& factoids);
    [[nodiscard]] Verdict verify(const Factoid& factoid) const { return m_verifier.verify(factoid); }
    [[nodiscard]] const Panel& panel() const { return m_panel; }

  private:
    Proof(Panel panel, Traits traits) : m_panel(std::move(panel)), m_traits(std::move(traits)), m_verifier(m_panel, m_traits) {}

    Panel m_panel;
    Traits m_traits;
    Verifier m_verifier; // last: it refers to both
};

// Re-proves every live factoid of the current set and withdraws those that fail, each listed as a correction.
// Joins the caller's transaction. Gives {id, text, reason} of each.
[[nodiscard]] Result<QJsonArray> withdrawFalsified(Database& db, const QDateTime& now);

} // namespace factoid
