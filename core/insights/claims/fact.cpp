#include "core/insights/claims/fact.h"

namespace factoid {

QString Fact::key() const
{
    const QStringList parts = {kind,       field,        field2,       year.label(), councils.join(QLatin1Char(',')),
                               scope.type, scope.nation, scope.region, variant};
    return parts.join(QLatin1Char('|'));
}

QJsonObject Fact::toJson() const
{
    QJsonObject json{{u"key"_s, key()},
                     {u"kind"_s, kind},
                     {u"field"_s, field},
                     {u"year"_s, year.label()},
                     {u"councils"_s, QJsonArray::fromStringList(councils)},
                     {u"claims"_s, factoid::toJson(claims)},
                     {u"score"_s, score},
                     {u"confidence"_s, confidence ? QJsonValue(*confidence) : QJsonValue()},
                     {u"if_confirmed"_s, ifConfirmed},
                     {u"bad_example"_s, badExample},
                     {u"sheet"_s, sheet}};
    if (!field2.isEmpty())
        json.insert(u"field2"_s, field2);
    return json;
}

} // namespace factoid
