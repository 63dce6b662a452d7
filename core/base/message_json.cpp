#include "core/base/message_json.h"

namespace factoid {

namespace {

QJsonValue spokenValue(const QJsonValue& value)
{
    if (value.isString()) {
        const QString text = value.toString();
        return text.startsWith("[\""_L1) ? QJsonValue(Message::fromStored(text).text()) : value;
    }
    if (value.isObject())
        return spoken(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray array;
    for (const QJsonValue& each : value.toArray())
        array.append(spokenValue(each));
    return array;
}

} // namespace

QJsonObject spoken(const QJsonObject& json)
{
    QJsonObject object;
    for (auto each = json.begin(); each != json.end(); ++each)
        object.insert(each.key(), spokenValue(each.value()));
    return object;
}

} // namespace factoid
