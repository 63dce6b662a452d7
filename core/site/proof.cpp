#include "core/site/proof.h"

#include "core/base/clock.h"
#include "core/base/counted.h"
#include "core/cache/store_level.h"
#include "core/factoids/words/lexicon.h"
#include "core/insights/claims/claim_math.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"

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
    const auto known = TRY(RegisterStore(db).load());
    auto panel = TRY(FigureStore(db).loadPanel(fieldsOf(factoids, known.fields())));
    auto traits = TRY(loadTraits());
    return std::unique_ptr<Proof>(new Proof(std::move(panel), std::move(traits)));
}

std::optional<Factoid> Proof::asPrinted(const Factoid& factoid, const QByteArray& siteHash) const
{
    if (m_verifier.verify(factoid).supported)
        return factoid;
    Factoid anew = factoid;
    for (Claim& claim : anew.claims) {
        auto today = completed(m_panel, claim);
        if (!today)
            return std::nullopt;
        claim = *std::move(today);
    }
    anew.dataHash = siteHash;
    // What is printed is the factoid's text and each claim's `shown`; neither was touched.
    if (anew.claims == factoid.claims || !m_verifier.verify(anew).supported)
        return std::nullopt;
    return anew;
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
    TRY(CacheStore(db).removeByPrefix(u"sitewide_factoids:"_s, StoreLevel::leaseName({}), machineNow()));
    return {};
}

void Reproof::tell(QJsonObject& result) const
{
    result.insert(u"withdrawn"_s, withdrawn);
    result.insert(u"confirmed"_s, confirmed);
}

Message Reproof::inWords() const
{
    QList<Message> words;
    if (!withdrawn.isEmpty())
        words << Message("proof.withdrawn").count(withdrawn.size());
    if (!confirmed.isEmpty())
        words << Message("proof.confirmed").count(confirmed.size());
    return Message::commas(words);
}

Result<Reproof> proveAgain(Database& db, const QDateTime& now, const std::optional<QStringList>& changedFields)
{
    SetStore sets(db);
    const auto current = TRY(sets.current());
    std::vector<Factoid> live = current.allLive();
    if (changedFields) {
        const auto fields = TRY(RegisterStore(db).load()).fields();
        std::erase_if(live, [&](const Factoid& factoid) {
            return std::ranges::none_of(fieldsOf({factoid}, fields),
                                        [&](const QString& slug) { return changedFields->contains(slug); });
        });
    }
    if (live.empty())
        return Reproof();
    const auto proof = TRY(Proof::of(db, live));
    const auto hash = TRY(CellStore(db).siteHash());
    Reproof done;
    for (const Factoid& factoid : live) {
        const auto printed = proof->asPrinted(factoid, hash);
        if (printed && printed->claims == factoid.claims)
            continue;
        QJsonObject row{{u"id"_s, factoid.id}, {u"text"_s, factoid.text}};
        if (printed) {
            TRY(sets.confirm(current, *printed));
            done.confirmed.append(row);
            continue;
        }
        const QString reason = proof->verify(factoid).reason;
        TRY(sets.withdraw(current, factoid, whyNot(proof->panel(), factoid, reason), now));
        row.insert(u"reason"_s, reason);
        done.withdrawn.append(row);
    }
    if (done.withdrawn.isEmpty() && done.confirmed.isEmpty())
        return done;
    TRY(forgetServed(db));
    return done;
}

} // namespace factoid
