#include "core/factoids/words/factoid.h"
#include "core/base/sha256.h"

#include <QJsonDocument>

namespace factoid {

namespace {

constexpr int kIdDigits = 16;

std::unexpected<Error> wrongKey(const char* key, const char* what)
{
    return fail(ErrorKind::Input, u"a factoid's “%1” must be %2"_s.arg(QLatin1String(key), QLatin1String(what)));
}

} // namespace

int wordCount(const QString& text)
{
    return static_cast<int>(text.split(QLatin1Char(' '), Qt::SkipEmptyParts).size());
}

QString factoidId(const QString& language, const QString& text, const std::vector<Claim>& claims)
{
    Sha256 hash;
    // A zero byte keeps ("ab", "c") apart from ("a", "bc").
    const QByteArray separator(1, '\0');
    hash.addData(language.toUtf8() + separator + text.toUtf8() + separator +
                 QJsonDocument(toJson(claims)).toJson(QJsonDocument::Compact));
    return QLatin1Char('f') + QString::fromLatin1(hash.result().toHex().left(kIdDigits));
}

QString extentOf(const Factoid& factoid)
{
    if (!factoid.claims.empty())
        return kProvenWhole;
    return factoid.extent == kIsNotice ? kIsNotice : kNotChecked;
}

QJsonObject toJson(const Factoid& factoid)
{
    return {
        {u"id"_s, factoid.id},
        {u"text"_s, factoid.text},
        {u"language"_s, factoid.language},
        {u"insight_type"_s, factoid.insightType},
        {u"confidence"_s, factoid.confidence ? QJsonValue(*factoid.confidence) : QJsonValue()},
        {u"claims"_s, toJson(factoid.claims)},
        {u"data_hash"_s, QString::fromLatin1(factoid.dataHash)},
        {u"generated_at"_s, factoid.generatedAt.toUTC().toString(Qt::ISODate)},
        {u"generator"_s, factoid.generator},
        {u"fact_key"_s, factoid.factKey},
        {u"field"_s, factoid.field},
        {u"councils"_s, QJsonArray::fromStringList(factoid.councils)},
        {u"score"_s, factoid.score},
        {u"extent"_s, extentOf(factoid)},
    };
}

Result<Factoid> factoidFromJson(const QJsonObject& json)
{
    const QJsonValue text = json.value("text"_L1);
    if (!text.isString())
        return wrongKey("text", "a string");
    const QJsonValue claims = json.value("claims"_L1);
    if (!claims.isArray())
        return wrongKey("claims", "a list");
    const QJsonValue language = json.value("language"_L1);
    if (!language.isUndefined() && !language.isString())
        return wrongKey("language", "a string");
    Factoid made;
    made.text = text.toString();
    made.language = language.toString(u"en"_s);
    for (const QJsonValue& item : claims.toArray()) {
        if (!item.isObject())
            return wrongKey("claims", "a list of objects");
        auto claim = TRY(claimFromJson(item.toObject()));
        made.claims.push_back(std::move(claim));
    }
    made.id = json.value("id"_L1).toString();
    made.insightType = json.value("insight_type"_L1).toString();
    if (const QJsonValue confidence = json.value("confidence"_L1); confidence.isDouble())
        made.confidence = confidence.toDouble();
    made.dataHash = json.value("data_hash"_L1).toString().toLatin1();
    made.generatedAt = QDateTime::fromString(json.value("generated_at"_L1).toString(), Qt::ISODate).toUTC();
    made.generator = json.value("generator"_L1).toString();
    made.factKey = json.value("fact_key"_L1).toString();
    made.field = json.value("field"_L1).toString();
    for (const QJsonValue& code : json.value("councils"_L1).toArray())
        made.councils.append(code.toString());
    made.score = json.value("score"_L1).toDouble();
    return made;
}

} // namespace factoid
