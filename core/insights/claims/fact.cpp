#include "core/insights/claims/fact.h"

namespace factoid {

QString Fact::key() const {
    const QStringList parts = {
        kind,       field,        field2,       year.label(), councils.join(QLatin1Char(',')),
        scope.type, scope.nation, scope.region, variant};
    return parts.join(QLatin1Char('|'));
}

QJsonObject Fact::toJson() const {
    QJsonObject json{{QStringLiteral("key"), key()},
                     {QStringLiteral("kind"), kind},
                     {QStringLiteral("field"), field},
                     {QStringLiteral("year"), year.label()},
                     {QStringLiteral("councils"), QJsonArray::fromStringList(councils)},
                     {QStringLiteral("claims"), factoid::toJson(claims)},
                     {QStringLiteral("score"), score},
                     {QStringLiteral("confidence"), confidence ? QJsonValue(*confidence) : QJsonValue()},
                     {QStringLiteral("if_confirmed"), ifConfirmed},
                     {QStringLiteral("bad_example"), badExample},
                     {QStringLiteral("sheet"), sheet}};
    if (!field2.isEmpty())
        json.insert(QStringLiteral("field2"), field2);
    return json;
}

} // namespace factoid
