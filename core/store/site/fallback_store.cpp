#include "core/store/site/fallback_store.h"

#include "core/base/languages.h"
#include "core/store/sql/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace factoid {

namespace {

QVariant dateOrNull(QDate date)
{
    return date.isValid() ? QVariant(date.toString(Qt::ISODate)) : QVariant();
}

QVariant timeOrNull(const QDateTime& time)
{
    return time.isValid() ? QVariant(timeText(time)) : QVariant();
}

UncheckedChoice uncheckedOf(const Fallback& fallback)
{
    return fallback.unchecked.value_or(UncheckedChoice());
}

Result<std::vector<Claim>> claimsFrom(const QJsonArray& array)
{
    std::vector<Claim> claims;
    for (const QJsonValue& value : array) {
        auto claim = TRY(claimFromJson(value.toObject()));
        claims.push_back(std::move(claim));
    }
    return claims;
}

// An operator's choice as a file, a command or a reversal gives it; nullopt: there is none.
Result<std::optional<UncheckedChoice>> uncheckedFrom(const QJsonObject& json)
{
    const QJsonValue given = json.value(u"unchecked"_s);
    const QJsonObject source = given.isObject() ? given.toObject() : json;
    if (!given.isObject() && !given.toBool())
        return std::nullopt;
    UncheckedChoice choice;
    choice.owner = source.value(u"owner"_s).toString().trimmed();
    choice.reason = source.value(u"reason"_s).toString().trimmed();
    choice.at = timeFromText(source.value(u"at"_s).toString());
    if (choice.owner.isEmpty() || choice.reason.isEmpty())
        return fail(ErrorKind::Input, Message("fallbacks.unchecked_needs_both"));
    return choice;
}

} // namespace

QJsonObject UncheckedChoice::toJson() const
{
    return {{u"owner"_s, owner}, {u"reason"_s, reason}, {u"at"_s, timeText(at)}};
}

Factoid Fallback::toFactoid(const QByteArray& dataHash) const
{
    Factoid factoid;
    factoid.text = text;
    factoid.language = language;
    factoid.insightType = u"curated"_s;
    factoid.claims = claims;
    // Without claims it was held against no figures.
    factoid.confidence = claims.empty() ? 0 : 1;
    factoid.dataHash = claims.empty() ? QByteArray() : dataHash;
    factoid.generatedAt = createdAt;
    factoid.generator = u"curated"_s;
    factoid.factKey = u"curated:%1"_s.arg(id);
    if (!claims.empty() && !claims.front().operands.empty())
        factoid.field = claims.front().operands.front().field;
    for (const Claim& claim : claims) {
        for (const Operand& operand : claim.operands) {
            if (!operand.council.isEmpty() && !factoid.councils.contains(operand.council))
                factoid.councils << operand.council;
        }
    }
    factoid.id = factoidId(language, text, claims);
    return factoid;
}

QJsonObject Fallback::toJson() const
{
    const auto date = [](QDate value) {
        return value.isValid() ? QJsonValue(value.toString(Qt::ISODate)) : QJsonValue();
    };
    return {
        {u"id"_s, id},
        {u"position"_s, position},
        {u"language"_s, language},
        {u"text"_s, text},
        {u"claims"_s, factoid::toJson(claims)},
        {u"owner"_s, owner},
        {u"review_on"_s, date(reviewOn)},
        {u"expires_on"_s, date(expiresOn)},
        {u"tags"_s, tags},
        {u"created_at"_s, timeText(createdAt)},
        {u"unchecked"_s, unchecked ? QJsonValue(unchecked->toJson()) : QJsonValue()},
    };
}

Result<Fallback> Fallback::fromJson(const QJsonObject& json)
{
    Fallback fallback;
    fallback.text = json.value(u"text"_s).toString().trimmed();
    if (fallback.text.isEmpty())
        return fail(ErrorKind::Input, Message("fallbacks.no_text"));
    fallback.language = json.value(u"language"_s).toString(u"en"_s);
    if (!knownLanguages().contains(fallback.language))
        return fail(ErrorKind::Input,
                    Message("fallbacks.language").arg(knownLanguages().join(" or "_L1)).arg(fallback.language));
    auto claims = TRY(claimsFrom(json.value(u"claims"_s).toArray()));
    fallback.claims = std::move(claims);
    fallback.owner = json.value(u"owner"_s).toString();
    fallback.tags = json.value(u"tags"_s).toString();
    auto unchecked = TRY(uncheckedFrom(json));
    fallback.unchecked = std::move(unchecked);
    for (auto [key, date] :
         {std::pair{"review_on", &fallback.reviewOn}, std::pair{"expires_on", &fallback.expiresOn}}) {
        const QString text = json.value(QLatin1String(key)).toString();
        if (text.isEmpty())
            continue;
        *date = QDate::fromString(text, Qt::ISODate);
        if (!date->isValid())
            return fail(ErrorKind::Input, Message("fallbacks.not_a_date").arg(text).arg(QLatin1String(key)));
    }
    return fallback;
}

Result<std::vector<Fallback>> FallbackStore::list(bool withBin)
{
    return read(u"WHERE ? OR deleted_at IS NULL ORDER BY deleted_at IS NOT NULL, position, id"_s, {withBin ? 1 : 0});
}

Result<std::optional<Fallback>> FallbackStore::find(qint64 id)
{
    auto found = TRY(read(u"WHERE id = ?"_s, {id}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::vector<Fallback>> FallbackStore::read(const QString& rest, const QVariantList& values)
{
    std::vector<Fallback> fallbacks;
    Result<void> parsed;
    auto done = m_db.each(
        u"SELECT id, position, language, text, claims, owner, review_on, expires_on, tags, created_at, deleted_at,"
        " unchecked_owner, unchecked_reason, unchecked_at FROM fallbacks "_s +
            rest,
        values, [&](const QSqlQuery& row) {
            const auto text = [&](int column) { return row.value(column).toString(); };
            auto claims = claimsFrom(QJsonDocument::fromJson(text(4).toUtf8()).array());
            if (!claims) {
                parsed = std::unexpected(claims.error());
                return;
            }
            fallbacks.push_back(
                {row.value(0).toLongLong(), row.value(1).toInt(), text(2), text(3), std::move(*claims), text(5),
                 QDate::fromString(text(6), Qt::ISODate), QDate::fromString(text(7), Qt::ISODate), text(8),
                 timeFromText(text(9)), timeFromText(text(10)),
                 text(11).isEmpty() ? std::nullopt
                                    : std::optional(UncheckedChoice{text(11), text(12), timeFromText(text(13))})});
        });
    if (!done)
        return std::unexpected(done.error());
    if (!parsed)
        return std::unexpected(parsed.error());
    return fallbacks;
}

Result<qint64> FallbackStore::add(const Fallback& fallback, const QDateTime& now)
{
    TRY(m_db.run(
        u"INSERT INTO fallbacks(position, language, text, claims, owner, review_on, expires_on, tags, created_at, "
        u"unchecked_owner, unchecked_reason, unchecked_at)"
        " VALUES((SELECT COALESCE(MAX(position), 0) + 1 FROM fallbacks WHERE deleted_at IS NULL), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {fallback.language, fallback.text,
         QString::fromUtf8(QJsonDocument(factoid::toJson(fallback.claims)).toJson(QJsonDocument::Compact)),
         fallback.owner, dateOrNull(fallback.reviewOn), dateOrNull(fallback.expiresOn), fallback.tags, timeText(now),
         uncheckedOf(fallback).owner, uncheckedOf(fallback).reason, timeOrNull(uncheckedOf(fallback).at)}));
    return m_db.lastInsertId();
}

Result<void> FallbackStore::update(const Fallback& fallback)
{
    auto ran = TRY(m_db.run(
        u"UPDATE fallbacks SET language = ?, text = ?, claims = ?, owner = ?, review_on = ?, expires_on = ?, tags = ?,"
        " unchecked_owner = ?, unchecked_reason = ?, unchecked_at = ?"
        " WHERE id = ? AND deleted_at IS NULL"_s,
        {fallback.language, fallback.text,
         QString::fromUtf8(QJsonDocument(factoid::toJson(fallback.claims)).toJson(QJsonDocument::Compact)),
         fallback.owner, dateOrNull(fallback.reviewOn), dateOrNull(fallback.expiresOn), fallback.tags,
         uncheckedOf(fallback).owner, uncheckedOf(fallback).reason, timeOrNull(uncheckedOf(fallback).at),
         fallback.id}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("fallbacks.unknown").arg(fallback.id));
    return {};
}

Result<void> FallbackStore::restore(qint64 id)
{
    auto ran = TRY(m_db.run(u"UPDATE fallbacks SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"_s, {id}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("fallbacks.not_in_bin").arg(id).arg(kBinDays));
    return {};
}

Result<void> FallbackStore::order(const std::vector<qint64>& ids)
{
    const auto inUse = TRY(list());
    std::vector<qint64> rest;
    for (const Fallback& fallback : inUse)
        rest.push_back(fallback.id);
    std::vector<qint64> order;
    for (const qint64 id : ids) {
        const auto found = std::ranges::find(rest, id);
        if (found == rest.end())
            return fail(ErrorKind::Input, Message("fallbacks.not_in_use").arg(id));
        rest.erase(found);
        order.push_back(id);
    }
    order.insert(order.end(), rest.begin(), rest.end());
    for (size_t i = 0; i < order.size(); ++i) {
        TRY(m_db.run(u"UPDATE fallbacks SET position = ? WHERE id = ?"_s, {static_cast<qint64>(i) + 1, order[i]}));
    }
    return {};
}

Result<void> FallbackStore::remove(qint64 id, const QDateTime& now)
{
    auto ran = TRY(
        m_db.run(u"UPDATE fallbacks SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL"_s, {timeText(now), id}));
    if (ran == 0)
        return fail(ErrorKind::Input, Message("fallbacks.unknown").arg(id));
    return {};
}

Result<qint64> FallbackStore::emptyBin(const QDateTime& now)
{
    return m_db.run(u"DELETE FROM fallbacks WHERE deleted_at < ?"_s, {timeText(now.addDays(-kBinDays))});
}

Result<qint64> FallbackStore::count()
{
    const auto kept = TRY(m_db.scalar(u"SELECT COUNT(*) FROM fallbacks WHERE deleted_at IS NULL"_s));
    return kept.value_or(0).toLongLong();
}

} // namespace factoid
