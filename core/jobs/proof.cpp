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

Result<Panel> panelFor(Database& db, const std::vector<Factoid>& factoids)
{
    const auto known = RegisterStore(db).load();
    if (!known)
        return std::unexpected(known.error());
    return FigureStore(db).loadPanel(fieldsOf(factoids, known->fields()));
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

Result<QJsonArray> withdrawFalsified(Database& db, const QDateTime& now)
{
    SetStore sets(db);
    const auto current = sets.current();
    if (!current)
        return std::unexpected(current.error());
    std::vector<Factoid> live = current->live(static_cast<int>(current->factoids.size()) + 1);
    if (live.empty())
        return QJsonArray();
    const auto panel = panelFor(db, live);
    if (!panel)
        return std::unexpected(panel.error());
    const auto traits = loadTraits();
    if (!traits)
        return std::unexpected(traits.error());
    const Verifier verifier(*panel, *traits);
    QJsonArray withdrawn;
    for (const Factoid& factoid : live) {
        const auto verdict = verifier.verify(factoid);
        if (verdict.supported)
            continue;
        if (auto gone = sets.withdraw(*current, factoid, whyNot(*panel, factoid, verdict.reason), now); !gone)
            return std::unexpected(gone.error());
        withdrawn.append(QJsonObject{{QStringLiteral("id"), factoid.id}, {QStringLiteral("text"), factoid.text}, {QStringLiteral("reason"), verdict.reason}});
    }
    if (withdrawn.isEmpty())
        return withdrawn;
    // In the same transaction, so that no reader is served from the cache what is withdrawn.
    if (auto dropped = db.run(QStringLiteral("DELETE FROM cache_entries WHERE key LIKE 'sitewide\\_factoids:%' ESCAPE '\\'")); !dropped)
        return std::unexpected(dropped.error());
    return withdrawn;
}

} // namespace factoid
