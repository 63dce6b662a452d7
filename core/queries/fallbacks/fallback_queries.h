// Questions about curated factoids: how each stands against today's figures, and whether a draft would hold. Used by
// the thread that owns the database; none of them writes.
#pragma once

#include "core/factoids/verify/draft_check.h"
#include "core/queries/claim_record.h"
#include "core/queries/queries.h"
#include "core/store/site/fallback_store.h"

#include <QHash>

namespace factoid {

// What is wrong at a place of a text.
struct FaultRow {
    int start = 0; // in the whole text; negative: the text as a whole
    int length = 0;
    QString word; // what stands there
    QString why;

    static auto fields()
    {
        return std::tuple{field("start", &FaultRow::start), field("length", &FaultRow::length),
                          field("word", &FaultRow::word), field("why", &FaultRow::why)};
    }
    friend bool operator==(const FaultRow&, const FaultRow&) = default;
};

// A curated factoid, and how it stands against today's figures. Days as the store has them.
struct FallbackRow {
    qint64 id = 0;
    int position = 0; // order in which they are served, from 1
    QString language, text;
    std::vector<Claim> claims;
    QString owner; // of a text that is not checked who keeps it so, where no other is named
    std::optional<QString> reviewOn, expiresOn;
    QString tags;
    QString createdAt;
    std::optional<UncheckedChoice> unchecked; // who keeps a text that is not checked
    bool usable = false;                      // neither in the bin nor expired
    bool expired = false;
    bool reviewDue = false;
    bool supported = false; // never a text that is not checked
    QString reason;         // why it is not
    QString extent;         // how far it is proven
    std::vector<FaultRow> faults;
    QStringList councils;                               // names of those that its claims speak of
    bool served = false;                                // today, when nothing else can be
    QString advice;                                     // what to do about a text that is not checked; empty: nothing
    std::optional<QString> deletedAt, deletedForGoodAt; // of one in the bin

    [[nodiscard]] bool isKeptUnchecked() const { return unchecked && unchecked->isOperators(); }

    static auto fields()
    {
        using Row = FallbackRow;
        return std::tuple{field("id", &Row::id),
                          field("position", &Row::position),
                          field("language", &Row::language),
                          field("text", &Row::text),
                          field("claims", &Row::claims),
                          field("owner", &Row::owner),
                          field("review_on", &Row::reviewOn),
                          field("expires_on", &Row::expiresOn),
                          field("tags", &Row::tags),
                          field("created_at", &Row::createdAt),
                          field("unchecked", &Row::unchecked),
                          field("usable", &Row::usable),
                          field("expired", &Row::expired),
                          field("review_due", &Row::reviewDue),
                          field("supported", &Row::supported),
                          field("reason", &Row::reason),
                          field("extent", &Row::extent),
                          field("faults", &Row::faults),
                          field("councils", &Row::councils),
                          field("served", &Row::served),
                          field("advice", &Row::advice),
                          fieldIfAny("deleted_at", &Row::deletedAt),
                          fieldIfAny("deleted_for_good_at", &Row::deletedForGoodAt)};
    }
    friend bool operator==(const FallbackRow&, const FallbackRow&) = default;
};

// Names of fields by their slugs; in JSON an object.
struct FieldNames {
    QHash<QString, QString> bySlug;

    [[nodiscard]] QString of(const QString& slug) const { return bySlug.value(slug, slug); }
    [[nodiscard]] QJsonObject toJson() const;
};

struct FallbacksAnswer {
    std::vector<FallbackRow> fallbacks; // in the order in which they are served; those in the bin last
    FieldNames fieldNames;              // of the fields that the claims speak of

    static auto fields()
    {
        return std::tuple{field("fallbacks", &FallbacksAnswer::fallbacks),
                          field("field_names", &FallbacksAnswer::fieldNames)};
    }
};

// Those in the bin only when they are asked for.
[[nodiscard]] Result<FallbacksAnswer> fallbacksQuery(QueryContext& context, bool withBin = false);

// What a draft would be.
struct DraftAnswer {
    bool holds = false;
    QString reason;               // why it does not
    QString extent;               // how far it is proven
    bool keepable = false;        // it holds, or it is not checked and an operator may keep it so
    bool servesUnchecked = false; // the setting: what is kept unchecked is served
    std::vector<FaultRow> faults; // in the order of the text, those of the whole text last

    static auto fields()
    {
        return std::tuple{field("holds", &DraftAnswer::holds),
                          field("reason", &DraftAnswer::reason),
                          field("extent", &DraftAnswer::extent),
                          field("keepable", &DraftAnswer::keepable),
                          field("serves_unchecked", &DraftAnswer::servesUnchecked),
                          field("faults", &DraftAnswer::faults)};
    }
};

// A draft as the editor has it: {text, language, claims}. Claims that the text does not say any more are left aside.
// Errors: Input, a claim that is none.
[[nodiscard]] Result<DraftAnswer> draftQuery(QueryContext& context, const QJsonObject& draft);

// A kept text that no claim proves and that is no notice.
struct UncheckedRow {
    qint64 id = 0;
    QString language, text, extent, owner;
    std::optional<UncheckedChoice> unchecked; // who keeps it
    bool served = false;
    QString advice; // what to do about it; empty: nothing

    static auto fields()
    {
        return std::tuple{field("id", &UncheckedRow::id),         field("language", &UncheckedRow::language),
                          field("text", &UncheckedRow::text),     field("extent", &UncheckedRow::extent),
                          field("owner", &UncheckedRow::owner),   field("unchecked", &UncheckedRow::unchecked),
                          field("served", &UncheckedRow::served), field("advice", &UncheckedRow::advice)};
    }
};

// Reads no figure.
[[nodiscard]] Result<std::vector<UncheckedRow>> uncheckedQuery(QueryContext& context);

} // namespace factoid
