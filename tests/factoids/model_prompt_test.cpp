// The prompt: small whatever the data, nothing of a data file in it, a schema that strict mode takes.
#include "model_support.h"

#include "core/factoids/token_estimate.h"

using namespace factoid;
using namespace factoid::test;

namespace {

std::string textOf(const ModelPrompt& prompt) {
    return (prompt.system + QLatin1Char('\n') + prompt.user).toStdString();
}

// Strict mode: every object closed, every key required.
void checkStrict(const QJsonObject& schema) {
    if (schema.value(QLatin1String("type")) == QLatin1String("array"))
        return checkStrict(schema.value(QLatin1String("items")).toObject());
    if (schema.value(QLatin1String("type")) != QLatin1String("object"))
        return;
    CHECK(schema.value(QLatin1String("additionalProperties")) == QJsonValue(false));
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    CHECK(schema.value(QLatin1String("required")).toArray() == QJsonArray::fromStringList(properties.keys()));
    for (const QJsonValue& each : properties)
        checkStrict(each.toObject());
}

} // namespace

TEST_CASE("a prompt has at most 1,200 tokens, 8 fields and 3 councils of a field each way") {
    const std::vector<Fact> facts = factsOfManyKinds(samplePanel(), 8);
    REQUIRE(facts.size() > 100);
    const auto prompt = buildModelPrompt(samplePanel(), wordTraits(), requestFor(facts));
    REQUIRE(prompt);
    CHECK(prompt->tokens <= 1200);
    CHECK(prompt->facts.size() >= 5);
    CHECK(prompt->facts.size() + prompt->leftOut.size() == facts.size());
    QSet<QString> fields;
    QHash<QString, QSet<QString>> councils;
    for (const PromptFact& each : prompt->facts) {
        fields.insert(each.fact.field);
        for (const QString& code : each.fact.councils)
            councils[each.fact.field].insert(code);
        CHECK_FALSE(each.offered.empty());
    }
    CHECK(fields.size() <= 8);
    for (const auto& each : councils)
        CHECK(each.size() <= 6);
    checkStrict(prompt->schema);
    CHECK(prompt->systemWithSchema().contains(QLatin1String("additionalProperties")));
}

TEST_CASE("a prompt holds no name, no figure and no word of a data file") {
    const Panel& panel = samplePanel();
    const std::vector<Fact> facts = factsOfManyKinds(panel, 3);
    for (size_t from = 0; from < facts.size(); from += 5) {
        const auto prompt = buildModelPrompt(
            panel, wordTraits(), requestFor({facts.begin() + static_cast<long>(from), facts.begin() + static_cast<long>(std::min(from + 5, facts.size()))}));
        if (!prompt)
            continue; // a group of facts without slots
        const std::string text = textOf(*prompt);
        for (const PromptFact& each : prompt->facts) {
            for (const QString& code : each.fact.councils) {
                const Council& council = panel.councils()[static_cast<size_t>(panel.councilIndex(code))];
                INFO(council.name.toStdString() << "\n" << text);
                CHECK(text.find(council.name.toStdString()) == std::string::npos);
                CHECK(text.find(code.toStdString()) == std::string::npos);
            }
            for (const Claim& claim : each.fact.claims)
                CHECK((claim.result.toString().size() < 5 || text.find(claim.result.toString().toStdString()) == std::string::npos));
        }
    }
}

TEST_CASE("the token estimate adds up and never shrinks as a text grows") {
    CHECK(estimateTokens(QString()) == 0);
    CHECK(estimateTokens(QStringLiteral("council")) == 1);
    CHECK(estimateTokens(QStringLiteral("the council owed")) == 3);
    CHECK(estimateTokens(QStringLiteral("1234567")) == 3);
    CHECK(estimateTokens(QStringLiteral("a  b")) == 3);
    CHECK(estimateTokens(QStringLiteral("line\nline")) == 3);
    const auto prompt = buildModelPrompt(samplePanel(), wordTraits(), requestFor(factsOfManyKinds(samplePanel(), 1)));
    REQUIRE(prompt);
    int before = 0;
    for (qsizetype length = 0; length <= prompt->system.size(); length += 7) {
        const int now = estimateTokens(prompt->system.left(length));
        CHECK(now >= before);
        CHECK(now <= length + 1); // never more than a token a character of plain text
        before = now;
    }
}
