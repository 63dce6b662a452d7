#include "core/factoids/llm/model_reply.h"

#include "core/base/json_in_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace factoid {

namespace {

constexpr qsizetype kMostSentences = 100;
constexpr qsizetype kMostCharacters = 200'000;
constexpr qsizetype kMostFactsASentence = 4;

std::unexpected<Error> wrong(const QString& what) {
    return fail(ErrorKind::Input, QStringLiteral("the reply %1").arg(what));
}

// A factoid of the wrong shape costs itself only.
ReplySentence sentenceFrom(const QJsonValue& value) {
    ReplySentence sentence;
    const QJsonObject json = value.toObject();
    const QJsonArray facts = json.value(QLatin1String("facts")).toArray();
    sentence.text = json.value(QLatin1String("text")).toString();
    if (sentence.text.isEmpty() || facts.isEmpty())
        sentence.problem = QStringLiteral("it does not have “facts” and “text”");
    else if (facts.size() > kMostFactsASentence)
        sentence.problem = QStringLiteral("it lists %1 facts").arg(facts.size());
    for (const QJsonValue& number : facts) {
        const int whole = number.toInt(-1);
        if (whole < 1)
            sentence.problem = QStringLiteral("it numbers a fact with something else than a whole number");
        sentence.facts.push_back(whole);
    }
    return sentence;
}

} // namespace

Result<std::vector<ReplySentence>> parseReply(const ModelReply& reply) {
    if (reply.content.size() > kMostCharacters)
        return wrong(QStringLiteral("is %1 characters long").arg(reply.content.size()));
    const QString key = QStringLiteral("factoids");
    const auto json = jsonInText(reply.content, {{key}, {key}});
    if (!json)
        return wrong(QStringLiteral("holds no JSON with a list “factoids”"));
    const QJsonValue list = json->value(key);
    if (!list.isArray())
        return wrong(QStringLiteral("is not an object with a list “factoids”"));
    if (list.toArray().size() > kMostSentences)
        return wrong(QStringLiteral("has %1 factoids").arg(list.toArray().size()));
    std::vector<ReplySentence> sentences;
    for (const QJsonValue& value : list.toArray())
        sentences.push_back(sentenceFrom(value));
    return sentences;
}

} // namespace factoid
