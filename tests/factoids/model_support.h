// Shared by the tests of the language model's side: facts of many kinds from the real sample, prompts on them, and
// replies.
#pragma once

#include "words_support.h"

#include "core/factoids/llm/llm_writer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>

namespace factoid::test {

// Facts of the panel, best first, at most `ofKind` of each kind.
inline std::vector<Fact> factsOfManyKinds(const Panel& panel, int ofKind, int most = 200'000)
{
    MineOptions options;
    options.today = QDate(2024, 9, 1);
    options.most = most;
    options.comparisonOnly = false;
    auto facts = mine(panel, wordTraits(), options);
    REQUIRE(facts);
    std::map<QString, int> seen;
    std::vector<Fact> made;
    for (Fact& fact : *facts) {
        if (++seen[patternKind(fact)] <= ofKind)
            made.push_back(std::move(fact));
    }
    return made;
}

inline WriteRequest requestFor(std::vector<Fact> facts)
{
    WriteRequest request;
    request.facts = std::move(facts);
    request.dataHash = "model";
    request.generatedAt = QDateTime(QDate(2024, 9, 1), QTime(6, 0), Qt::UTC);
    return request;
}

inline LlmReply replyOf(const std::vector<std::pair<std::vector<int>, QString>>& sentences)
{
    QJsonArray list;
    for (const auto& [facts, text] : sentences) {
        QJsonArray numbers;
        for (const int number : facts)
            numbers.append(number);
        list.append(QJsonObject{{u"facts"_s, numbers}, {u"text"_s, text}});
    }
    const QJsonObject reply{{u"factoids"_s, list}};
    return {QString::fromUtf8(QJsonDocument(reply).toJson(QJsonDocument::Compact))};
}

} // namespace factoid::test
