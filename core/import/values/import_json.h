// Import JSON: strict reading of a JSON object: every key is asked for by name and type, and what
// nobody asked for is an error. One object at a time, on the stack of the reading function.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QStringList>

#include <functional>
#include <optional>

namespace factoid {

// The first fault found while a document is read; later ones are not kept.
struct JsonFault {
    std::optional<Error> error;
    void say(const QString& path, const QString& what);
};

class JsonKeys
{
  public:
    // `path` names the object in messages: "values[3]"; empty for the document.
    JsonKeys(const QJsonValue& value, QString path, JsonFault& fault);

    [[nodiscard]] bool has(const char* key);
    // Each gives its default when the key is absent, and a fault when it has another type.
    [[nodiscard]] QString text(const char* key);
    [[nodiscard]] QString requiredText(const char* key);
    [[nodiscard]] bool yes(const char* key);
    // A whole number of at least `least`.
    [[nodiscard]] int number(const char* key, int otherwise, int least = 0);
    [[nodiscard]] QStringList texts(const char* key);
    [[nodiscard]] QHash<QString, QString> pairs(const char* key);
    [[nodiscard]] QJsonValue value(const char* key);
    // Calls `each` with every element of an array and its path.
    void list(const char* key, const std::function<void(const QJsonValue&, const QString&)>& each);
    [[nodiscard]] QString pathOf(const char* key) const;
    // Any key that was not asked for is a fault. Call last.
    void done();

  private:
    QJsonObject m_object;
    QString m_path;
    JsonFault& m_fault;
    QSet<QString> m_asked;
};

} // namespace factoid
