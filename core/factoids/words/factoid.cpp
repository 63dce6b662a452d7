#include "core/factoids/words/factoid.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace factoid {

namespace {

constexpr int kIdDigits = 16;

std::unexpected<Error> wrongKey(const char* key, const char* what) {
    return fail(
        ErrorKind::Input,
        QStringLiteral("a factoid's “%1” must be %2").arg(QLatin1String(key), QLatin1String(what)));
}

} // namespace

int wordCount(const QString& text) {
    return static_cast<int>(text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size());
}

QString factoidId(const QString& language, const QString& text, const std::vector<Claim>& claims) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // A zero byte keeps ("ab", "c") apart from ("a", "bc").
    const QByteArray separator(1, '\0');
    hash.addData(language.toUtf8() + separator + text.toUtf8() + separator +
                 QJsonDocument(toJson(claims)).toJson(QJsonDocument::Compact));
    return QLatin1Char('f') + QString::fromLatin1(hash.result().toHex().left(kIdDigits));
}

QString extentOf(const Factoid& factoid) {
    if (!factoid.claims.empty())
        return kProvenWhole;
    return factoid.extent == kIsNotice ? kIsNotice : kNotChecked;
}

QJsonObject toJson(const Factoid& factoid) {
    return {
        {QStringLiteral("id"), factoid.id},
        {QStringLiteral("text"), factoid.text},
        {QStringLiteral("language"), factoid.language},
        {QStringLiteral("insight_type"), factoid.insightType},
        {QStringLiteral("confidence"),
         factoid.confidence ? QJsonValue(*factoid.confidence) : QJsonValue()},
        {QStringLiteral("claims"), toJson(factoid.claims)},
        {QStringLiteral("data_hash"), QString::fromLatin1(factoid.dataHash)},
        {QStringLiteral("generated_at"), factoid.generatedAt.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("generator"), factoid.generator},
        {QStringLiteral("fact_key"), factoid.factKey},
        {QStringLiteral("field"), factoid.field},
        {QStringLiteral("councils"), QJsonArray::fromStringList(factoid.councils)},
        {QStringLiteral("score"), factoid.score},
        {QStringLiteral("extent"), extentOf(factoid)},
    };
}

Result<Factoid> factoidFromJson(const QJsonObject& json) {
    const QJsonValue text = json.value(QLatin1String("text"));
    if (!text.isString())
        return wrongKey("text", "a string");
    const QJsonValue claims = json.value(QLatin1String("claims"));
    if (!claims.isArray())
        return wrongKey("claims", "a list");
    const QJsonValue language = json.value(QLatin1String("language"));
    if (!language.isUndefined() && !language.isString())
        return wrongKey("language", "a string");
    Factoid made;
    made.text = text.toString();
    made.language = language.toString(QStringLiteral("en"));
    for (const QJsonValue& item : claims.toArray()) {
        if (!item.isObject())
            return wrongKey("claims", "a list of objects");
        auto claim = claimFromJson(item.toObject());
        if (!claim)
            return std::unexpected(claim.error());
        made.claims.push_back(*std::move(claim));
    }
    made.id = json.value(QLatin1String("id")).toString();
    made.insightType = json.value(QLatin1String("insight_type")).toString();
    if (const QJsonValue confidence = json.value(QLatin1String("confidence")); confidence.isDouble())
        made.confidence = confidence.toDouble();
    made.dataHash = json.value(QLatin1String("data_hash")).toString().toLatin1();
    made.generatedAt =
        QDateTime::fromString(json.value(QLatin1String("generated_at")).toString(), Qt::ISODate)
            .toUTC();
    made.generator = json.value(QLatin1String("generator")).toString();
    made.factKey = json.value(QLatin1String("fact_key")).toString();
    made.field = json.value(QLatin1String("field")).toString();
    for (const QJsonValue& code : json.value(QLatin1String("councils")).toArray())
        made.councils.append(code.toString());
    made.score = json.value(QLatin1String("score")).toDouble();
    return made;
}

} // namespace factoid
