// Replies of a language model: what is published of them, and what is said against the rest.
#include "model_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

struct Written {
    WriteResult result;
    ModelTranscript transcript;
};

const std::vector<Fact>& someFacts() {
    static const std::vector<Fact> facts = [] {
        std::vector<Fact> made;
        for (const char* kind : {"highest", "ratio", "yoy_change"}) {
            for (const Fact& fact : factsOfManyKinds(samplePanel(), 4)) {
                if (fact.kind == QLatin1String(kind)) {
                    made.push_back(fact);
                    break;
                }
            }
        }
        return made;
    }();
    REQUIRE(facts.size() == 3);
    return facts;
}

Written writtenFrom(const ModelReply& reply, std::vector<Fact> facts = someFacts()) {
    ModelWriter writer(QStringLiteral("primary"), wordTraits(), [&](const ModelPrompt&) -> Result<ModelReply> { return reply; });
    const auto result = writer.write(samplePanel(), requestFor(std::move(facts)));
    REQUIRE(result);
    return {*result, writer.transcript()};
}

} // namespace

TEST_CASE("sentences of slots are filled, proven and published in the order of the facts") {
    const Written written = writtenFrom(replyOf({
        {{3}, QStringLiteral("{f3.topic} {f3.moved} {f3.from} {f3.to}.")},
        {{1}, QStringLiteral("{f1.name} {f1.did} {f1.when}, {f1.rank_among}.")},
        {{2}, QStringLiteral("{f2.when}, {f2.name} {f2.did}, {f2.as_much_as}.")},
    }));
    REQUIRE(written.result.factoids.size() == 3);
    CHECK(written.result.refused.empty());
    const Verifier verifier(samplePanel(), wordTraits());
    for (size_t i = 0; i < 3; ++i) {
        const Factoid& factoid = written.result.factoids[i];
        INFO(factoid.text.toStdString());
        CHECK(factoid.factKey == someFacts()[i].key());
        CHECK(factoid.generator == QLatin1String("primary"));
        CHECK_FALSE(factoid.claims.empty());
        CHECK(verifier.verify(factoid).supported);
        CHECK_FALSE(factoid.text.contains(QLatin1Char('{')));
    }
    CHECK(written.transcript.accepted() == 3);
}

TEST_CASE("two facts may share a factoid, a sentence each") {
    const Written written = writtenFrom(replyOf({
        {{1, 3}, QStringLiteral("{f1.name} {f1.did} {f1.when}. {f3.topic} {f3.moved} {f3.from} {f3.to}.")},
    }));
    for (const auto& each : written.transcript.sentences.front().rejections)
        UNSCOPED_INFO(each.why.toStdString());
    const bool isShort = written.result.factoids.size() == 1;
    CHECK((isShort || written.transcript.sentences.front().rejections.front().why.contains(QLatin1String("words"))));
}

TEST_CASE("fault_14 one bad sentence costs one sentence") {
    ModelReply reply = replyOf({
        {{1}, QStringLiteral("{f1.name} {f1.did} {f1.when}, twice as much as Barchester.")},
        {{2}, QStringLiteral("{f2.name} {f2.did} {f2.when}, {f2.as_much_as}.")},
    });
    // A broken item, an unknown key with a value out of range, an item of another type.
    reply.content.replace(QStringLiteral("{\"factoids\":["),
                          QStringLiteral("{\"confidence\":7,\"factoids\":[{\"facts\":\"all\",\"confidence\":-3},17,{\"facts\":[1],\"text\":\"\"},"));
    const Written written = writtenFrom(reply);
    REQUIRE(written.result.factoids.size() == 1);
    CHECK(written.result.factoids.front().factKey == someFacts()[1].key());
    CHECK(written.result.refused.size() == 2);
    CHECK(written.transcript.sentences.size() == 5);
}

TEST_CASE("a reply that cannot be read is an error, and fences are read in plain text only") {
    const QString good = replyOf({{{1}, QStringLiteral("{f1.name} {f1.did} {f1.when}, {f1.rank_among}.")}}).content;
    for (const auto& [content, plainText, isRead] : std::vector<std::tuple<QString, bool, bool>>{
             {good, false, true},
             {QStringLiteral("```json\n") + good + QStringLiteral("\n```"), true, true},
             {QStringLiteral("```json\n") + good + QStringLiteral("\n```"), false, false},
             {QStringLiteral("Here you are: ") + good, true, false},
             {good.left(good.size() / 2), false, false},
             {QStringLiteral("[]"), false, false},
             {QStringLiteral("{\"factoids\":{}}"), false, false},
             {QString(), false, false},
             {QStringLiteral("I cannot help with that."), true, false}}) {
        INFO(content.toStdString());
        ModelWriter writer(QStringLiteral("primary"), wordTraits(),
                           [&, plain = plainText, &text = content](const ModelPrompt&) -> Result<ModelReply> { return ModelReply{text, plain}; });
        const auto result = writer.write(samplePanel(), requestFor(someFacts()));
        CHECK(result.has_value() == isRead);
        CHECK(writer.transcript().problem.isEmpty() == isRead);
        CHECK((isRead || result.error().kind == ErrorKind::Input));
    }
}

TEST_CASE("what the callable reports is handed through") {
    ModelWriter writer(QStringLiteral("primary"), wordTraits(),
                       [](const ModelPrompt&) -> Result<ModelReply> { return fail(ErrorKind::Failed, QStringLiteral("no budget")); });
    const auto result = writer.write(samplePanel(), requestFor(someFacts()));
    REQUIRE_FALSE(result);
    CHECK(result.error().message == QLatin1String("no budget"));
    CHECK(toJson(writer.transcript()).value(QLatin1String("problem")) == QLatin1String("no budget"));
}
