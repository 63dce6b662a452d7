// Proof: published factoids against today's figures. Withdraws what is no longer true (docs/contract.md, “Factoids”).
// Used by the thread that owns the database.
#pragma once

#include "core/base/settings.h"
#include "core/factoids/verify/draft_check.h"
#include "core/factoids/verify/nearest_sentence.h"
#include "core/factoids/verify/verifier.h"
#include "core/store/site/set_store.h"

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
    // The factoid as far as it holds as printed: as it is; or, where figures behind it have changed and not one of its
    // words, with the claims that prove it now and the hash of the figures that they are of. nullopt: it is not true
    // any more.
    [[nodiscard]] std::optional<Factoid> asPrinted(const Factoid& factoid, const QByteArray& siteHash) const;
    // What a person wrote: curated factoids and drafts.
    [[nodiscard]] DraftReport check(const Factoid& draft, const SiteNames& site) const
    {
        return DraftChecker(m_verifier).check(draft, site);
    }
    // The provable sentence of the same claims that is nearest to a refused one.
    [[nodiscard]] std::optional<Factoid> nearest(const Factoid& refused) const
    {
        return nearestProven(m_panel, m_traits, m_verifier, refused);
    }
    [[nodiscard]] const Panel& panel() const { return m_panel; }

  private:
    Proof(Panel panel, Traits traits)
        : m_panel(std::move(panel))
        , m_traits(std::move(traits))
        , m_verifier(m_panel, m_traits)
    {
    }

    Panel m_panel;
    Traits m_traits;
    Verifier m_verifier; // after what it refers to
};

// The site as notices may name it.
[[nodiscard]] SiteNames siteNames(const Settings& settings);

// So that no reader is served from the cache what is not in the set any more: in the transaction that changes it.
// Leaves a mark of a higher version under each key, also under those that are being made.
Result<void> forgetServed(Database& db);

// What new figures did to the published set.
struct Reproof {
    QJsonArray withdrawn; // {id, text, reason}: no longer true as printed, each listed as a correction
    QJsonArray confirmed; // {id, text}: true as printed, and with claims of today's figures from now on
    // Both as keys of a job's result, and in words where there is something to say.
    void tell(QJsonObject& result) const;
    [[nodiscard]] Message inWords() const;
};
// Proves the live factoids of the current set again: all, or those that speak of one of these fields, whose figures
// alone have changed. Joins the caller's transaction.
[[nodiscard]] Result<Reproof> proveAgain(Database& db, const QDateTime& now,
                                         const std::optional<QStringList>& changedFields = std::nullopt);

} // namespace factoid
