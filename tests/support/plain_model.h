// A model that does as it is told: for each fact of the prompt one sentence of the slots that the fact lists, in the shapes
// that the rules name. What a test has ModelEndpoint say. Pure; any thread.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace factoid::test {

inline QString promptOf(const QJsonObject& request)
{
    for (const QJsonValue& message : request.value(QStringLiteral("messages")).toArray()) {
        if (message.toObject().value(QStringLiteral("role")).toString() == QLatin1String("user"))
            return message.toObject().value(QStringLiteral("content")).toString();
    }
    return {};
}

// Empty: the fact has no shape that this model knows.
inline QString plainSentence(int fact, const QStringList& slots_)
{
    const auto has = [&](std::initializer_list<const char*> names) { return std::ranges::all_of(names, [&](const char* name) { return slots_.contains(QLatin1String(name)); }); };
    QString shape;
    if (has({"name", "did", "when", "as_much_as"}))
        shape = QStringLiteral("%.name %.did %.when, %.as_much_as.");
    else if (has({"name", "did", "when", "rank_among"}))
        shape = QStringLiteral("%.name %.did %.when, %.rank_among.");
    else if (has({"name", "did", "when", "record_more"}))
        shape = QStringLiteral("%.name %.did %.when, %.record_more.");
    else if (has({"topic", "moved", "from", "to"}))
        shape = QStringLiteral("%.topic %.moved %.from %.to.");
    else if (has({"name", "did", "when", "other", "again"}))
        shape = QStringLiteral("%.other %.other_did %.other_when; %.name %.again.");
    // In Welsh the verb comes first, so that a slot is a whole clause.
    else if (has({"said", "when", "as_much_as"}))
        shape = QStringLiteral("%.said %.when, %.as_much_as.");
    else if (has({"said", "when", "rank_among"}))
        shape = QStringLiteral("%.said %.when, %.rank_among.");
    else if (has({"said", "when", "up_from"}))
        shape = QStringLiteral("%.said %.when, %.up_from.");
    static const QRegularExpression slot(QStringLiteral("%\\.([a-z_]+)"));
    return shape.replace(slot, QStringLiteral("{f%1.\\1}").arg(fact));
}

inline QString plainReply(const QJsonObject& request)
{
    static const QRegularExpression line(QStringLiteral("^f(\\d+): .*: ([a-z_ /0-9]+)$"), QRegularExpression::MultilineOption);
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
            factoids.append(QJsonObject{{QStringLiteral("facts"), QJsonArray{number}}, {QStringLiteral("text"), text}});
    }
    return QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("factoids"), factoids}}).toJson(QJsonDocument::Compact));
}

} // namespace factoid::test
