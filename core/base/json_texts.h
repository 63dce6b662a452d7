// textsOf(): a JSON array of texts as a list. Pure; any thread.
#pragma once

#include <QJsonArray>
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

} // namespace factoid
