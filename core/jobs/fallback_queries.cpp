#include "core/jobs/fallback_queries.h"

#include "core/jobs/proof.h"
#include "core/store/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

QJsonArray faultsJson(const DraftReport& report, const QString& text)
{
    QJsonArray faults;
    for (const Fault& fault : report.faults) {
        faults.append(QJsonObject{{QStringLiteral("start"), fault.start},
                                  {QStringLiteral("length"), fault.length},
                                  {QStringLiteral("word"), fault.start < 0 ? QString() : text.mid(fault.start, fault.length)},
                                  {QStringLiteral("why"), fault.why}});
    }
    return faults;
}

QJsonArray councilNames(const Panel& panel, const QStringList& codes)
{
    QJsonArray names;
    for (const QString& code : codes) {
        const int council = panel.councilIndex(code);
        names.append(council < 0 ? code : panel.councils()[static_cast<size_t>(council)].name);
    }
    return names;
}

} // namespace

Result<QJsonObject> fallbacksQuery(QueryContext& context, bool withBin)
{
    const auto fallbacks = FallbackStore(context.db).list(withBin);
    if (!fallbacks)
        return std::unexpected(fallbacks.error());
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : *fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = Proof::of(context.db, factoids);
    if (!proof)
        return std::unexpected(proof.error());
    const QDate today = context.clock.now().date();
    QJsonArray list;
    for (size_t i = 0; i < fallbacks->size(); ++i) {
        const Fallback& fallback = (*fallbacks)[i];
        const DraftReport report = (*proof)->check(factoids[i]);
        QJsonObject row = fallback.toJson();
        row.insert(QStringLiteral("usable"), fallback.usableOn(today));
        row.insert(QStringLiteral("expired"), fallback.expiresOn.isValid() && fallback.expiresOn < today);
        row.insert(QStringLiteral("review_due"), fallback.reviewOn.isValid() && fallback.reviewOn <= today);
        row.insert(QStringLiteral("supported"), report.holds);
        row.insert(QStringLiteral("reason"), report.reason);
        row.insert(QStringLiteral("extent"), proofExtentName(report.extent));
        row.insert(QStringLiteral("faults"), faultsJson(report, fallback.text));
        row.insert(QStringLiteral("councils"), councilNames((*proof)->panel(), factoids[i].councils));
        row.insert(QStringLiteral("served"), report.holds && fallback.usableOn(today));
        if (fallback.deletedAt.isValid()) {
            row.insert(QStringLiteral("deleted_at"), timeText(fallback.deletedAt));
            row.insert(QStringLiteral("deleted_for_good_at"), timeText(fallback.deletedAt.addDays(FallbackStore::kBinDays)));
        }
        list.append(row);
    }
    // Names for the fields of the claims.
    QJsonObject names;
    for (const Field& field : (*proof)->panel().fields())
        names.insert(field.slug, field.name);
    return QJsonObject{{QStringLiteral("fallbacks"), list}, {QStringLiteral("field_names"), names}};
}

std::vector<Claim> claimsSaid(const Fallback& fallback)
{
    if (fallback.language == QLatin1String("cy"))
        return fallback.claims;
    std::vector<Claim> said;
    std::ranges::copy_if(fallback.claims, std::back_inserter(said), [&](const Claim& claim) { return !claim.shown.isEmpty() && fallback.text.contains(claim.shown); });
    return said;
}

Result<QJsonObject> draftQuery(QueryContext& context, const QJsonObject& draft)
{
    QJsonObject given = draft;
    // An empty field is a draft as well; what is wrong with it is said as a fault.
    if (given.value(QStringLiteral("text")).toString().trimmed().isEmpty()) {
        return QJsonObject{{QStringLiteral("holds"), false},
                           {QStringLiteral("reason"), QStringLiteral("write a sentence first")},
                           {QStringLiteral("extent"), proofExtentName(ProofExtent::NothingToProve)},
                           {QStringLiteral("faults"), QJsonArray()}};
    }
    const QString written = given.value(QStringLiteral("text")).toString();
    auto parsed = Fallback::fromJson(given);
    if (!parsed)
        return std::unexpected(parsed.error());
    parsed->claims = claimsSaid(*parsed);
    Factoid factoid = parsed->toFactoid({});
    factoid.text = written; // places are those of the text as it is written, outer blanks included
    const auto proof = Proof::of(context.db, {factoid});
    if (!proof)
        return std::unexpected(proof.error());
    const DraftReport report = (*proof)->check(factoid);
    return QJsonObject{{QStringLiteral("holds"), report.holds},
                       {QStringLiteral("reason"), report.reason},
                       {QStringLiteral("extent"), proofExtentName(report.extent)},
                       {QStringLiteral("faults"), faultsJson(report, written)}};
}

} // namespace factoid
