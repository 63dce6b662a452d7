// A model that does as it is told: for each fact of the prompt one sentence of the slots that the fact lists, in the
// shapes that the rules name. What a test has ModelEndpoint say. Pure; any thread.
#pragma once

#include "core/base/literals.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace factoid::test {

inline QString promptOf(const QJsonObject& request)
{
    for (const QJsonValue& message : request.value(u"messages"_s).toArray()) {
        if (message.toObject().value(u"role"_s).toString() == "user"_L1)
            return message.toObject().value(u"content"_s).toString();
    }
    return {};
}

// Empty: the fact has no shape that this model knows.
inline QString plainSentence(int fact, const QStringList& slots_)
{
    const auto has = [&](std::initializer_list<const char*> names) {
        return std::ranges::all_of(names, [&](const char* name) { return slots_.contains(QLatin1String(name)); });
    };
    QString shape;
    if (has({"name", "did", "when", "as_much_as"}))
        shape = u"%.name %.did %.when, %.as_much_as."_s;
    else if (has({"name", "did", "when", "rank_among"}))
        shape = u"%.name %.did %.when, %.rank_among."_s;
    else if (has({"name", "did", "when", "record_more"}))
        shape = u"%.name %.did %.when, %.record_more."_s;
    else if (has({"topic", "moved", "from", "to"}))
        shape = u"%.topic %.moved %.from %.to."_s;
    else if (has({"name", "did", "when", "other", "again"}))
        shape = u"%.other %.other_did %.other_when; %.name %.again."_s;
    // In Welsh the verb comes first, so that a slot is a whole clause.
    else if (has({"said", "when", "as_much_as"}))
        shape = u"%.said %.when, %.as_much_as."_s;
    else if (has({"said", "when", "rank_among"}))
        shape = u"%.said %.when, %.rank_among."_s;
    else if (has({"said", "when", "up_from"}))
        shape = u"%.said %.when, %.up_from."_s;
    static const QRegularExpression slot(u"%\\.([a-z_]+)"_s);
    return shape.replace(slot, u"{f%1.\\1}"_s.arg(fact));
}

inline QString plainReply(const QJsonObject& request)
{
    static const QRegularExpression line(u"^f(\\d+): .*: ([a-z_ /0-9]+)$"_s, QRegularExpression::MultilineOption);
    QJsonArray factoids;
    auto match = line.globalMatch(promptOf(request));
    while (match.hasNext()) {
        const auto fact = match.next();
        const int number = fact.captured(1).toInt();
        // "topic/7": how many words a long one takes.
        QStringList names;
        for (const QString& name : fact.captured(2).split(QLatin1Char(' ')))
            names << name.section(QLatin1Char('/'), 0, 0);
        if (const QString text = plainSentence(number, names); !text.isEmpty())
            factoids.append(QJsonObject{{u"facts"_s, QJsonArray{number}}, {u"text"_s, text}});
    }
    return QString::fromUtf8(QJsonDocument(QJsonObject{{u"factoids"_s, factoids}}).toJson(QJsonDocument::Compact));
}

} // namespace factoid::test
