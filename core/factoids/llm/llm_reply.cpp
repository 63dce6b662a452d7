#include "core/factoids/llm/llm_reply.h"

#include "core/base/json_in_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace factoid {

namespace {

constexpr qsizetype kMostSentences = 100;
constexpr qsizetype kMostCharacters = 200'000;
constexpr qsizetype kMostFactsASentence = 4;

std::unexpected<Error> wrong(const QString& what)
{
    return fail(ErrorKind::Input, u"the reply %1"_s.arg(what));
}

// A factoid of the wrong shape costs itself only.
ReplySentence sentenceFrom(const QJsonValue& value)
{
    ReplySentence sentence;
    const QJsonObject json = value.toObject();
    const QJsonArray facts = json.value("facts"_L1).toArray();
    sentence.text = json.value("text"_L1).toString();
    if (sentence.text.isEmpty() || facts.isEmpty())
        sentence.problem = u"it does not have “facts” and “text”"_s;
    else if (facts.size() > kMostFactsASentence)
        sentence.problem = u"it lists %1 facts"_s.arg(facts.size());
    for (const QJsonValue& number : facts) {
        const int whole = number.toInt(-1);
        if (whole < 1)
            sentence.problem = u"it numbers a fact with something else than a whole number"_s;
        sentence.facts.push_back(whole);
    }
    return sentence;
}

} // namespace

Result<std::vector<ReplySentence>> parseReply(const LlmReply& reply)
{
    if (reply.content.size() > kMostCharacters)
        return wrong(u"is %1 characters long"_s.arg(reply.content.size()));
    const QString key = u"factoids"_s;
    const auto json = jsonInText(reply.content, {{key}, {key}});
    if (!json)
        return wrong(u"holds no JSON with a list “factoids”"_s);
    const QJsonValue list = json->value(key);
    if (!list.isArray())
        return wrong(u"is not an object with a list “factoids”"_s);
    if (list.toArray().size() > kMostSentences)
        return wrong(u"has %1 factoids"_s.arg(list.toArray().size()));
    std::vector<ReplySentence> sentences;
    for (const QJsonValue& value : list.toArray())
        sentences.push_back(sentenceFrom(value));
    return sentences;
}

} // namespace factoid
