#include "core/jobs/proof.h"

#include "core/factoids/lexicon.h"
#include "core/insights/claim_math.h"
#include "core/store/figure_store.h"
#include "core/store/register_store.h"

namespace factoid {

QStringList fieldsOf(const std::vector<Factoid>& factoids, const std::vector<Field>& known)
{
    QStringList slugs;
    const auto add = [&](const QString& slug) {
        if (!slug.isEmpty() && !slugs.contains(slug))
            slugs << slug;
    };
    for (const Factoid& factoid : factoids) {
        for (const Claim& claim : factoid.claims) {
            for (const Operand& operand : claim.operands) {
                add(operand.field);
                add(operand.ofField);
            }
        }
    }
    for (const Field& field : known) {
        if (slugs.contains(field.slug))
            add(field.perHeadOf);
    }
    return slugs;
}

Result<std::unique_ptr<Proof>> Proof::of(Database& db, const std::vector<Factoid>& factoids)
{
    const auto known = RegisterStore(db).load();
    if (!known)
        return std::unexpected(known.error());
    auto panel = FigureStore(db).loadPanel(fieldsOf(factoids, known->fields()));
    if (!panel)
        return std::unexpected(panel.error());
    auto traits = loadTraits();
    if (!traits)
        return std::unexpected(traits.error());
    return std::unique_ptr<Proof>(new Proof(std::move(*panel), std::move(*traits)));
}

SiteNames siteNames(const Settings& settings)
{
    return {settings.siteTitle, settings.siteUrl};
}

namespace {

// Which claim no longer holds, and what it would say today.
Withdrawal whyNot(const Panel& panel, const Factoid& factoid, const QString& reason)
{
    for (size_t i = 0; i < factoid.claims.size(); ++i) {
        const auto today = completed(panel, factoid.claims[i]);
        if (!today)
            return {reason, static_cast<int>(i), {}};
        if (today->result != factoid.claims[i].result || today->of != factoid.claims[i].of)
            return {reason, static_cast<int>(i), today->result.toString()};
    }
    return {reason, -1, {}};
}

} // namespace

Result<void> forgetServed(Database& db)
{
    if (auto dropped = db.run(QStringLiteral("DELETE FROM cache_entries WHERE key LIKE 'sitewide\\_factoids:%' ESCAPE '\\'")); !dropped)
        return std::unexpected(dropped.error());
    return {};
}

Result<QJsonArray> withdrawFalsified(Database& db, const QDateTime& now)
{
    SetStore sets(db);
    const auto current = sets.current();
    if (!current)
        return std::unexpected(current.error());
    std::vector<Factoid> live = current->allLive();
    if (live.empty())
        return QJsonArray();
    const auto proof = Proof::of(db, live);
    if (!proof)
        return std::unexpected(proof.error());
    QJsonArray withdrawn;
    for (const Factoid& factoid : live) {
        const auto verdict = (*proof)->verify(factoid);
        if (verdict.supported)
            continue;
        if (auto gone = sets.withdraw(*current, factoid, whyNot((*proof)->panel(), factoid, verdict.reason), now); !gone)
            return std::unexpected(gone.error());
        withdrawn.append(QJsonObject{{QStringLiteral("id"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("reason"), verdict.reason}});
    }
    if (withdrawn.isEmpty())
        return withdrawn;
    if (auto forgotten = forgetServed(db); !forgotten)
        return std::unexpected(forgotten.error());
    return withdrawn;
}

} // namespace factoid
