#include "core/queries/fallbacks/fallback_queries.h"

#include "core/site/fallback_standing.h"
#include "core/site/proof.h"
#include "core/store/sql/time_text.h"

#include <algorithm>

namespace factoid {

namespace {

std::vector<FaultRow> faultsOf(const DraftReport& report, const QString& text)
{
    std::vector<FaultRow> faults;
    for (const Fault& fault : report.faults)
        faults.push_back(
            {fault.start, fault.length, fault.start < 0 ? QString() : text.mid(fault.start, fault.length), fault.why});
    return faults;
}

QStringList councilNames(const Panel& panel, const QStringList& codes)
{
    QStringList names;
    for (const QString& code : codes) {
        const int council = panel.councilIndex(code);
        names << (council < 0 ? code : panel.councils()[static_cast<size_t>(council)].name);
    }
    return names;
}

std::optional<QString> dayText(QDate day)
{
    return day.isValid() ? std::optional(day.toString(Qt::ISODate)) : std::nullopt;
}

// What to do about a text that is not checked.
QString adviceOn(const Fallback& fallback, const Settings& settings)
{
    if (!fallback.isKeptUnchecked())
        return u"nobody is responsible for it, so it is not served: keep it unchecked with an owner and a reason, replace it with a notice, or remove it"_s;
    if (settings.serveUnchecked == "off"_L1)
        return u"it is not served: the setting fallbacks.serve_unchecked is off"_s;
    return {};
}

// The owner of a text that is not checked is who keeps it so, where no other is named.
QString ownerOf(const Fallback& fallback)
{
    return fallback.owner.isEmpty() && fallback.unchecked ? fallback.unchecked->owner : fallback.owner;
}

FallbackRow rowOf(const Fallback& fallback, const QDate& today)
{
    FallbackRow row;
    row.id = fallback.id;
    row.position = fallback.position;
    row.language = fallback.language;
    row.text = fallback.text;
    row.claims = fallback.claims;
    row.owner = fallback.owner;
    row.reviewOn = dayText(fallback.reviewOn);
    row.expiresOn = dayText(fallback.expiresOn);
    row.tags = fallback.tags;
    row.createdAt = timeText(fallback.createdAt);
    row.usable = fallback.usableOn(today);
    row.expired = fallback.expiresOn.isValid() && fallback.expiresOn < today;
    row.reviewDue = fallback.reviewOn.isValid() && fallback.reviewOn <= today;
    if (fallback.deletedAt.isValid()) {
        row.deletedAt = timeText(fallback.deletedAt);
        row.deletedForGoodAt = timeText(fallback.deletedAt.addDays(FallbackStore::kBinDays));
    }
    return row;
}

} // namespace

QJsonObject FieldNames::toJson() const
{
    QJsonObject names;
    for (auto [slug, name] : bySlug.asKeyValueRange())
        names.insert(slug, name);
    return names;
}

Result<std::vector<UncheckedRow>> uncheckedQuery(QueryContext& context)
{
    const auto fallbacks = TRY(FallbackStore(context.db).list());
    std::vector<UncheckedRow> list;
    for (const Fallback& fallback : fallbacks) {
        if (!fallback.claims.empty() || readNotice(fallback.toFactoid({}), siteNames(context.settings)).isNotice)
            continue;
        const QString advice = adviceOn(fallback, context.settings);
        list.push_back({.id = fallback.id,
                        .language = fallback.language,
                        .text = fallback.text,
                        .extent = kNotChecked,
                        .owner = ownerOf(fallback),
                        .unchecked = fallback.unchecked,
                        .served = advice.isEmpty() && fallback.usableOn(context.clock.now().date()),
                        .advice = advice});
    }
    return list;
}

Result<FallbacksAnswer> fallbacksQuery(QueryContext& context, bool withBin)
{
    const auto fallbacks = TRY(FallbackStore(context.db).list(withBin));
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = TRY(Proof::of(context.db, factoids));
    const QDate today = context.clock.now().date();
    FallbacksAnswer answer;
    for (size_t i = 0; i < fallbacks.size(); ++i) {
        const Fallback& fallback = fallbacks[i];
        const DraftReport report = proof->check(factoids[i], siteNames(context.settings));
        FallbackRow row = rowOf(fallback, today);
        row.supported = report.holds;
        row.reason = report.reason;
        row.extent = proofExtentName(report.extent);
        row.faults = faultsOf(report, fallback.text);
        row.councils = councilNames(proof->panel(), factoids[i].councils);
        row.served = mayBeServed(fallback, report, context.settings) && row.usable;
        if (report.extent == ProofExtent::None) { // of any other, who kept it so need not any more
            row.advice = adviceOn(fallback, context.settings);
            row.owner = ownerOf(fallback);
            row.unchecked = fallback.unchecked;
        }
        answer.fallbacks.push_back(std::move(row));
    }
    for (const Field& field : proof->panel().fields())
        answer.fieldNames.bySlug.insert(field.slug, field.name);
    return answer;
}

Result<DraftAnswer> draftQuery(QueryContext& context, const QJsonObject& draft)
{
    DraftAnswer answer;
    answer.extent = proofExtentName(ProofExtent::None);
    answer.servesUnchecked = context.settings.serveUnchecked != "off"_L1;
    const QString written = draft.value(u"text"_s).toString();
    // An empty field is a draft as well; what is wrong with it is said as a fault.
    if (written.trimmed().isEmpty()) {
        answer.reason = u"write a sentence first"_s;
        return answer;
    }
    auto parsed = TRY(Fallback::fromJson(draft));
    parsed.claims = claimsSaid(parsed);
    Factoid factoid = parsed.toFactoid({});
    factoid.text = written; // places are those of the text as it is written, outer blanks included
    const auto proof = TRY(Proof::of(context.db, {factoid}));
    const DraftReport report = proof->check(factoid, siteNames(context.settings));
    answer.holds = report.holds;
    answer.reason = report.reason;
    answer.extent = proofExtentName(report.extent);
    answer.keepable = report.keepable;
    answer.faults = faultsOf(report, written);
    return answer;
}

} // namespace factoid
