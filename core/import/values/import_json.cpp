#include "core/import/values/import_json.h"

#include <cmath>

namespace factoid {

void JsonFault::say(const QString& path, const QString& what)
{
    if (!error)
        error = Error{ErrorKind::Input, path.isEmpty() ? what : path + QLatin1Char(' ') + what};
}

JsonKeys::JsonKeys(const QJsonValue& value, QString path, JsonFault& fault)
    : m_object(value.toObject())
    , m_path(std::move(path))
    , m_fault(fault)
{
    if (!value.isObject())
        m_fault.say(m_path, u"must be an object"_s);
}

QString JsonKeys::pathOf(const char* key) const
{
    return m_path.isEmpty() ? QLatin1String(key) : m_path + QLatin1Char('.') + QLatin1String(key);
}

QJsonValue JsonKeys::value(const char* key)
{
    m_asked.insert(QLatin1String(key));
    return m_object.value(QLatin1String(key));
}

bool JsonKeys::has(const char* key)
{
    return !value(key).isUndefined();
}

QString JsonKeys::text(const char* key)
{
    const QJsonValue found = value(key);
    if (!found.isUndefined() && !found.isString())
        m_fault.say(pathOf(key), u"must be a text"_s);
    return found.toString();
}

QString JsonKeys::requiredText(const char* key)
{
    const QString found = text(key);
    if (found.trimmed().isEmpty())
        m_fault.say(pathOf(key), u"is missing or empty"_s);
    return found;
}

bool JsonKeys::yes(const char* key)
{
    const QJsonValue found = value(key);
    if (!found.isUndefined() && !found.isBool())
        m_fault.say(pathOf(key), u"must be true or false"_s);
    return found.toBool();
}

int JsonKeys::number(const char* key, int otherwise, int least)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return otherwise;
    constexpr double kMost = 1e9;
    const double number = found.toDouble(-1);
    if (!found.isDouble() || number != std::floor(number) || number < least || number > kMost) {
        m_fault.say(pathOf(key), u"must be a whole number of at least %1"_s.arg(least));
        return otherwise;
    }
    return static_cast<int>(number);
}

QStringList JsonKeys::texts(const char* key)
{
    QStringList found;
    list(key, [&](const QJsonValue& element, const QString& path) {
        if (!element.isString())
            m_fault.say(path, u"must be a text"_s);
        found.append(element.toString());
    });
    return found;
}

QHash<QString, QString> JsonKeys::pairs(const char* key)
{
    QHash<QString, QString> found;
    const QJsonValue object = value(key);
    if (object.isUndefined())
        return found;
    if (!object.isObject())
        m_fault.say(pathOf(key), u"must be an object of texts"_s);
    const QJsonObject entries = object.toObject();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        if (!it.value().isString())
            m_fault.say(pathOf(key) + QLatin1Char('.') + it.key(), u"must be a text"_s);
        found.insert(it.key(), it.value().toString());
    }
    return found;
}

void JsonKeys::list(const char* key, const std::function<void(const QJsonValue&, const QString&)>& each)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return;
    if (!found.isArray()) {
        m_fault.say(pathOf(key), u"must be a list"_s);
        return;
    }
    const QJsonArray array = found.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        each(array[i], u"%1[%2]"_s.arg(pathOf(key)).arg(i));
}

void JsonKeys::done()
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_asked.contains(it.key()))
            m_fault.say(pathOf(it.key().toUtf8().constData()), u"is not a key that is known here"_s);
    }
}

} // namespace factoid
