#include "core/queries/fallbacks/fallback_queries.h"

#include "core/site/fallback_standing.h"
#include "core/site/proof.h"
#include "core/store/sql/time_text.h"

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

// What to do about a text that is not checked.
QString adviceOn(const Fallback& fallback, const Settings& settings)
{
    if (!fallback.isKeptUnchecked())
        return QStringLiteral("nobody keeps it, so it is not served: keep it unchecked with an owner and a reason, write a notice in its place, or remove it");
    if (settings.serveUnchecked == QLatin1String("off"))
        return QStringLiteral("it is not served: the setting fallbacks.serve_unchecked is off");
    return {};
}

// The owner of a text that is not checked is who keeps it so, where no other is named.
QString ownerOf(const Fallback& fallback)
{
    return fallback.owner.isEmpty() && fallback.unchecked ? fallback.unchecked->owner : fallback.owner;
}

} // namespace

Result<QJsonArray> uncheckedQuery(QueryContext& context)
{
    const auto fallbacks = FallbackStore(context.db).list();
    if (!fallbacks)
        return std::unexpected(fallbacks.error());
    QJsonArray list;
    for (const Fallback& fallback : *fallbacks) {
        if (!fallback.claims.empty() || readNotice(fallback.toFactoid({}), siteNames(context.settings)).isNotice)
            continue;
        const QString advice = adviceOn(fallback, context.settings);
        list.append(QJsonObject{{QStringLiteral("id"), fallback.id},
                                {QStringLiteral("language"), fallback.language},
                                {QStringLiteral("text"), fallback.text},
                                {QStringLiteral("extent"), kNotChecked},
                                {QStringLiteral("owner"), ownerOf(fallback)},
                                {QStringLiteral("unchecked"), fallback.unchecked ? QJsonValue(fallback.unchecked->toJson()) : QJsonValue()},
                                {QStringLiteral("served"), advice.isEmpty() && fallback.usableOn(context.clock.now().date())},
                                {QStringLiteral("advice"), advice}});
    }
    return list;
}

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
        const DraftReport report = (*proof)->check(factoids[i], siteNames(context.settings));
        const bool unchecked = report.extent == ProofExtent::None;
        QJsonObject row = fallback.toJson();
        row.insert(QStringLiteral("usable"), fallback.usableOn(today));
        row.insert(QStringLiteral("expired"), fallback.expiresOn.isValid() && fallback.expiresOn < today);
        row.insert(QStringLiteral("review_due"), fallback.reviewOn.isValid() && fallback.reviewOn <= today);
        row.insert(QStringLiteral("supported"), report.holds);
        row.insert(QStringLiteral("reason"), report.reason);
        row.insert(QStringLiteral("extent"), proofExtentName(report.extent));
        row.insert(QStringLiteral("faults"), faultsJson(report, fallback.text));
        row.insert(QStringLiteral("councils"), councilNames((*proof)->panel(), factoids[i].councils));
        row.insert(QStringLiteral("served"), mayBeServed(fallback, report, context.settings) && fallback.usableOn(today));
        row.insert(QStringLiteral("advice"), unchecked ? adviceOn(fallback, context.settings) : QString());
        if (unchecked)
            row.insert(QStringLiteral("owner"), ownerOf(fallback));
        else
            row.insert(QStringLiteral("unchecked"), QJsonValue()); // who kept it so need not any more
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

Result<QJsonObject> draftQuery(QueryContext& context, const QJsonObject& draft)
{
    QJsonObject given = draft;
    // An empty field is a draft as well; what is wrong with it is said as a fault.
    if (given.value(QStringLiteral("text")).toString().trimmed().isEmpty()) {
        return QJsonObject{{QStringLiteral("holds"), false},
                           {QStringLiteral("reason"), QStringLiteral("write a sentence first")},
                           {QStringLiteral("extent"), proofExtentName(ProofExtent::None)},
                           {QStringLiteral("keepable"), false},
                           {QStringLiteral("serves_unchecked"), context.settings.serveUnchecked != QLatin1String("off")},
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
    const DraftReport report = (*proof)->check(factoid, siteNames(context.settings));
    return QJsonObject{{QStringLiteral("holds"), report.holds},
                       {QStringLiteral("reason"), report.reason},
                       {QStringLiteral("extent"), proofExtentName(report.extent)},
                       {QStringLiteral("keepable"), report.keepable},
                       {QStringLiteral("serves_unchecked"), context.settings.serveUnchecked != QLatin1String("off")},
                       {QStringLiteral("faults"), faultsJson(report, written)}};
}

} // namespace factoid
