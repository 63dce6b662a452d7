#include "core/base/message.h"

#include "core/base/message_table.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <optional>

namespace factoid {

namespace {

constexpr const char* kVerbatim = "verbatim";
constexpr const char* kList = "list";
constexpr const char* kCommas = "commas";

// In the order of Message::Form: the name in the store, and how it is written.
constexpr std::array kForms{std::pair("time", "HH:mm"), std::pair("utc_time", "HH:mm:ss 'UTC'"),
                            std::pair("day", "d MMMM yyyy"), std::pair("full", "HH:mm 'on' d MMMM yyyy")};

// The sentences are English until there is a translator, and so are their months and thousands.
QLocale sentenceLocale()
{
    return QLocale(QLocale::English);
}

QString momentText(const QJsonObject& moment)
{
    QDateTime at = QDateTime::fromString(moment.value("at"_L1).toString(), Qt::ISODate);
    const QTimeZone zone(moment.value("zone"_L1).toString().toLatin1());
    at = zone.isValid() ? at.toTimeZone(zone) : at.toUTC();
    const QString form = moment.value("form"_L1).toString();
    const auto* known = std::ranges::find(kForms, form, [](const auto& each) { return QLatin1String(each.first); });
    return sentenceLocale().toString(at, QLatin1String(known == kForms.end() ? kForms.back().second : known->second));
}

std::optional<qint64> firstCount(const QJsonArray& arguments)
{
    for (const QJsonValue& argument : arguments) {
        if (argument.isObject() && argument.toObject().contains("count"_L1))
            return argument.toObject().value("count"_L1).toInteger();
    }
    return std::nullopt;
}

// The translated text of the row; in English where nobody translates it.
QString pattern(const MessageText& row, const QJsonArray& arguments)
{
    const std::optional<qint64> count = row.one ? firstCount(arguments) : std::nullopt;
    if (!count)
        return QCoreApplication::translate(kMessageContext, row.text);
    const int number = static_cast<int>(std::min<qint64>(*count, std::numeric_limits<int>::max()));
    const QString plural = QCoreApplication::translate(kMessageContext, row.text, nullptr, number);
    return *count == 1 && plural == QString::fromUtf8(row.text) ? QString::fromUtf8(row.one) : plural;
}

QString filled(const QString& pattern, const QStringList& arguments)
{
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int digit = pattern[i] == u'%' && i + 1 < pattern.size() ? pattern[i + 1].digitValue() : -1;
        if (digit < 1) {
            text += pattern[i];
            continue;
        }
        text += arguments.value(digit - 1);
        ++i;
    }
    return text;
}

} // namespace

Message Message::verbatim(const QString& text)
{
    return text.isEmpty() ? Message() : Message(kVerbatim).arg(text);
}

Message Message::list(const QList<Message>& messages)
{
    Message all(kList);
    for (const Message& message : messages) {
        if (!message.isEmpty())
            all = all.arg(message);
    }
    if (all.m_arguments.size() < 2)
        return all.m_arguments.isEmpty() ? Message() : fromJson(all.m_arguments.first().toArray());
    return all;
}

Message Message::commas(const QList<Message>& messages)
{
    Message all = list(messages);
    if (all.m_id == QLatin1String(kList))
        all.m_id = QLatin1String(kCommas);
    return all;
}

Message Message::with(const QJsonValue& argument) const
{
    Message message = *this;
    message.m_arguments.append(argument);
    return message;
}

Message Message::count(qint64 count) const
{
    return with(QJsonObject{{u"count"_s, count}});
}

Message Message::arg(const QDateTime& at, Form form) const
{
    const QByteArray zone = at.timeSpec() == Qt::TimeZone ? at.timeZone().id() : QByteArrayLiteral("UTC");
    return with(QJsonObject{{u"at"_s, at.toUTC().toString(Qt::ISODate)},
                            {u"zone"_s, QString::fromLatin1(zone)},
                            {u"form"_s, QLatin1String(kForms[static_cast<size_t>(form)].first)}});
}

Message Message::withTexts(const std::function<QString(const QString&)>& made) const
{
    Message message;
    message.m_id = m_id;
    for (const QJsonValue& argument : m_arguments) {
        if (argument.isString())
            message.m_arguments.append(made(argument.toString()));
        else if (argument.isArray())
            message.m_arguments.append(fromJson(argument.toArray()).withTexts(made).toJson());
        else
            message.m_arguments.append(argument);
    }
    return message;
}

QString Message::argumentText(const QJsonValue& argument)
{
    if (argument.isArray())
        return fromJson(argument.toArray()).text();
    if (argument.isDouble())
        return QString::number(argument.toInteger());
    if (!argument.isObject())
        return argument.toString();
    const QJsonObject object = argument.toObject();
    return object.contains("count"_L1) ? sentenceLocale().toString(object.value("count"_L1).toInteger())
                                       : momentText(object);
}

QString Message::text() const
{
    if (m_id.isEmpty())
        return {};
    QStringList arguments;
    for (const QJsonValue& argument : m_arguments)
        arguments.append(argumentText(argument));
    if (m_id == QLatin1String(kVerbatim))
        return arguments.value(0);
    if (m_id == QLatin1String(kList) || m_id == QLatin1String(kCommas))
        return arguments.join(m_id == QLatin1String(kList) ? u"; "_s : u", "_s);
    const MessageText* row = messageText(m_id.toLatin1());
    // A newer program's: better its bare words than none.
    return row ? filled(pattern(*row, m_arguments), arguments) : (QStringList(m_id) + arguments).join(QLatin1Char(' '));
}

QJsonArray Message::toJson() const
{
    QJsonArray json{m_id};
    for (const QJsonValue& argument : m_arguments)
        json.append(argument);
    return json;
}

Message Message::fromJson(const QJsonArray& json)
{
    Message message;
    message.m_id = json.first().toString();
    message.m_arguments = json;
    message.m_arguments.removeFirst();
    return message;
}

QString Message::stored() const
{
    if (m_id.isEmpty())
        return {};
    if (const QString words = text(); m_id == QLatin1String(kVerbatim) && !words.startsWith("[\""_L1))
        return words;
    return QString::fromUtf8(QJsonDocument(toJson()).toJson(QJsonDocument::Compact));
}

Message Message::fromStored(const QString& stored)
{
    if (stored.startsWith("[\""_L1)) {
        const QJsonDocument document = QJsonDocument::fromJson(stored.toUtf8());
        if (document.isArray() && document.array().first().isString())
            return fromJson(document.array());
    }
    return verbatim(stored);
}

} // namespace factoid
