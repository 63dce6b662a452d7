#include "app/commands/answer_text.h"

#include "core/base/literals.h"

#include <QRegularExpression>
#include <QStringList>

namespace factoid::commands {

namespace {

constexpr int kToTheMinute = 16; // characters of an instant

} // namespace

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

QString words(const QJsonValue& values)
{
    QStringList parts;
    for (const QJsonValue& value : values.toArray())
        parts << value.toString();
    return parts.join(u", "_s);
}

QString moment(const QJsonObject& object, const char* key)
{
    return text(object, key).left(kToTheMinute).replace(QLatin1Char('T'), QLatin1Char(' '));
}

QString grouped(const QString& decimal)
{
    static const QRegularExpression number(u"^-?\\d+(\\.\\d+)?$"_s);
    if (!number.match(decimal).hasMatch())
        return decimal; // a name, a unit
    constexpr qsizetype kGroup = 3;
    qsizetype end = decimal.indexOf(QLatin1Char('.'));
    if (end < 0)
        end = decimal.size();
    QString out = decimal;
    const qsizetype first = decimal.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype at = end - kGroup; at > first; at -= kGroup)
        out.insert(at, QLatin1Char(','));
    return out;
}

QString counted(const QJsonObject& object, const char* key, const char* one, const char* many)
{
    const QString count = text(object, key);
    return grouped(count) + QLatin1Char(' ') + QLatin1String(count == "1"_L1 ? one : many);
}

} // namespace factoid::commands
