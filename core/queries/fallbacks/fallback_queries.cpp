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
        faults.append(QJsonObject{{u"start"_s, fault.start},
                                  {u"length"_s, fault.length},
                                  {u"word"_s, fault.start < 0 ? QString() : text.mid(fault.start, fault.length)},
                                  {u"why"_s, fault.why}});
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
        return u"nobody keeps it, so it is not served: keep it unchecked with an owner and a reason, write a notice in its place, or remove it"_s;
    if (settings.serveUnchecked == "off"_L1)
        return u"it is not served: the setting fallbacks.serve_unchecked is off"_s;
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
    const auto fallbacks = TRY(FallbackStore(context.db).list());
    QJsonArray list;
    for (const Fallback& fallback : fallbacks) {
        if (!fallback.claims.empty() || readNotice(fallback.toFactoid({}), siteNames(context.settings)).isNotice)
            continue;
        const QString advice = adviceOn(fallback, context.settings);
        list.append(
            QJsonObject{{u"id"_s, fallback.id},
                        {u"language"_s, fallback.language},
                        {u"text"_s, fallback.text},
                        {u"extent"_s, kNotChecked},
                        {u"owner"_s, ownerOf(fallback)},
                        {u"unchecked"_s, fallback.unchecked ? QJsonValue(fallback.unchecked->toJson()) : QJsonValue()},
                        {u"served"_s, advice.isEmpty() && fallback.usableOn(context.clock.now().date())},
                        {u"advice"_s, advice}});
    }
    return list;
}

Result<QJsonObject> fallbacksQuery(QueryContext& context, bool withBin)
{
    const auto fallbacks = TRY(FallbackStore(context.db).list(withBin));
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = TRY(Proof::of(context.db, factoids));
    const QDate today = context.clock.now().date();
    QJsonArray list;
    for (size_t i = 0; i < fallbacks.size(); ++i) {
        const Fallback& fallback = (fallbacks)[i];
        const DraftReport report = proof->check(factoids[i], siteNames(context.settings));
        const bool unchecked = report.extent == ProofExtent::None;
        QJsonObject row = fallback.toJson();
        row.insert(u"usable"_s, fallback.usableOn(today));
        row.insert(u"expired"_s, fallback.expiresOn.isValid() && fallback.expiresOn < today);
        row.insert(u"review_due"_s, fallback.reviewOn.isValid() && fallback.reviewOn <= today);
        row.insert(u"supported"_s, report.holds);
        row.insert(u"reason"_s, report.reason);
        row.insert(u"extent"_s, proofExtentName(report.extent));
        row.insert(u"faults"_s, faultsJson(report, fallback.text));
        row.insert(u"councils"_s, councilNames(proof->panel(), factoids[i].councils));
        row.insert(u"served"_s, mayBeServed(fallback, report, context.settings) && fallback.usableOn(today));
        row.insert(u"advice"_s, unchecked ? adviceOn(fallback, context.settings) : QString());
        if (unchecked)
            row.insert(u"owner"_s, ownerOf(fallback));
        else
            row.insert(u"unchecked"_s, QJsonValue()); // who kept it so need not any more
        if (fallback.deletedAt.isValid()) {
            row.insert(u"deleted_at"_s, timeText(fallback.deletedAt));
            row.insert(u"deleted_for_good_at"_s, timeText(fallback.deletedAt.addDays(FallbackStore::kBinDays)));
        }
        list.append(row);
    }
    // Names for the fields of the claims.
    QJsonObject names;
    for (const Field& field : proof->panel().fields())
        names.insert(field.slug, field.name);
    return QJsonObject{{u"fallbacks"_s, list}, {u"field_names"_s, names}};
}

Result<QJsonObject> draftQuery(QueryContext& context, const QJsonObject& draft)
{
    QJsonObject given = draft;
    // An empty field is a draft as well; what is wrong with it is said as a fault.
    if (given.value(u"text"_s).toString().trimmed().isEmpty()) {
        return QJsonObject{{u"holds"_s, false},
                           {u"reason"_s, u"write a sentence first"_s},
                           {u"extent"_s, proofExtentName(ProofExtent::None)},
                           {u"keepable"_s, false},
                           {u"serves_unchecked"_s, context.settings.serveUnchecked != "off"_L1},
                           {u"faults"_s, QJsonArray()}};
    }
    const QString written = given.value(u"text"_s).toString();
    auto parsed = TRY(Fallback::fromJson(given));
    parsed.claims = claimsSaid(parsed);
    Factoid factoid = parsed.toFactoid({});
    factoid.text = written; // places are those of the text as it is written, outer blanks included
    const auto proof = TRY(Proof::of(context.db, {factoid}));
    const DraftReport report = proof->check(factoid, siteNames(context.settings));
    return QJsonObject{{u"holds"_s, report.holds},
                       {u"reason"_s, report.reason},
                       {u"extent"_s, proofExtentName(report.extent)},
                       {u"keepable"_s, report.keepable},
                       {u"serves_unchecked"_s, context.settings.serveUnchecked != "off"_L1},
                       {u"faults"_s, faultsJson(report, written)}};
}

} // namespace factoid
