// JSON as texts: an array of texts as a list, an object as one line. Pure; any thread.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace factoid {

// Empty for what is no array; an entry that is no text becomes an empty one.
[[nodiscard]] inline QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& item : value.toArray())
        texts.append(item.toString());
    return texts;
}

[[nodiscard]] inline QString compactJson(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace factoid
