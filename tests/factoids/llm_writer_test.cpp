// Replies of a language model: what is published of them, and what is said against the rest.
#include "model_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

struct Written {
    WriteResult result;
    ModelTranscript transcript;
};

const std::vector<Fact>& someFacts()
{
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

Written writtenFrom(const LlmReply& reply, std::vector<Fact> facts = someFacts())
{
    LlmWriter writer(u"primary"_s, wordTraits(), [&](const LlmPrompt&) -> Result<LlmReply> { return reply; });
    const auto result = writer.write(samplePanel(), requestFor(std::move(facts)));
    REQUIRE(result);
    return {*result, writer.transcript()};
}

} // namespace

TEST_CASE("sentences of slots are filled, proven and published in the order of the facts")
{
    const Written written = writtenFrom(replyOf({
        {{3}, u"{f3.topic} {f3.moved} {f3.from} {f3.to}."_s},
        {{1}, u"{f1.name} {f1.did} {f1.when}, {f1.rank_among}."_s},
        {{2}, u"{f2.when}, {f2.name} {f2.did}, {f2.as_much_as}."_s},
    }));
    REQUIRE(written.result.factoids.size() == 3);
    CHECK(written.result.refused.empty());
    const Verifier verifier(samplePanel(), wordTraits());
    for (size_t i = 0; i < 3; ++i) {
        const Factoid& factoid = written.result.factoids[i];
        INFO(factoid.text.toStdString());
        CHECK(factoid.factKey == someFacts()[i].key());
        CHECK(factoid.generator == "primary"_L1);
        CHECK_FALSE(factoid.claims.empty());
        CHECK(verifier.verify(factoid).supported);
        CHECK_FALSE(factoid.text.contains(QLatin1Char('{')));
    }
    CHECK(written.transcript.accepted() == 3);
}

TEST_CASE("two facts may share a factoid, a sentence each")
{
    const Written written = writtenFrom(replyOf({
        {{1, 3}, u"{f1.name} {f1.did} {f1.when}. {f3.topic} {f3.moved} {f3.from} {f3.to}."_s},
    }));
    for (const auto& each : written.transcript.sentences.front().rejections)
        UNSCOPED_INFO(each.why.toStdString());
    const bool isShort = written.result.factoids.size() == 1;
    CHECK((isShort || written.transcript.sentences.front().rejections.front().why.contains("words"_L1)));
}

TEST_CASE("fault_14 one bad sentence costs one sentence")
{
    LlmReply reply = replyOf({
        {{1}, u"{f1.name} {f1.did} {f1.when}, twice as much as Barchester."_s},
        {{2}, u"{f2.name} {f2.did} {f2.when}, {f2.as_much_as}."_s},
    });
    // A broken item, an unknown key with a value out of range, an item of another type.
    reply.content.replace(
        u"{\"factoids\":["_s,
        u"{\"confidence\":7,\"factoids\":[{\"facts\":\"all\",\"confidence\":-3},17,{\"facts\":[1],\"text\":\"\"},"_s);
    const Written written = writtenFrom(reply);
    REQUIRE(written.result.factoids.size() == 1);
    CHECK(written.result.factoids.front().factKey == someFacts()[1].key());
    CHECK(written.result.refused.size() == 2);
    CHECK(written.transcript.sentences.size() == 5);
}

TEST_CASE("a reply that cannot be read is an error, and what a model wraps its JSON in is none")
{
    const QString good = replyOf({{{1}, u"{f1.name} {f1.did} {f1.when}, {f1.rank_among}."_s}}).content;
    for (const auto& [content, isRead] : std::vector<std::pair<QString, bool>>{
             {good, true},
             {u"```json\n"_s + good + u"\n```"_s, true},
             {u"Here you are: "_s + good, true},
             {u"<think>{f1.name} and {\"factoids\": [</think>"_s + good + u" I used {f1.name}."_s, true},
             {good.left(good.size() / 2), false},
             {u"Here you are: "_s + good.left(good.size() / 2), false},
             {u"[]"_s, false},
             {u"{\"factoids\":{}}"_s, false},
             {QString(), false},
             {u"I cannot help with that."_s, false}}) {
        INFO(content.toStdString());
        LlmWriter writer(u"primary"_s, wordTraits(),
                         [&text = content](const LlmPrompt&) -> Result<LlmReply> { return LlmReply{text}; });
        const auto result = writer.write(samplePanel(), requestFor(someFacts()));
        CHECK(result.has_value() == isRead);
        CHECK(writer.transcript().problem.isEmpty() == isRead);
        CHECK((isRead || result.error().kind == ErrorKind::Input));
    }
}

TEST_CASE("what the callable reports is handed through")
{
    LlmWriter writer(u"primary"_s, wordTraits(),
                     [](const LlmPrompt&) -> Result<LlmReply> { return fail(ErrorKind::Failed, u"no budget"_s); });
    const auto result = writer.write(samplePanel(), requestFor(someFacts()));
    REQUIRE_FALSE(result);
    CHECK(result.error().message == "no budget"_L1);
    CHECK(toJson(writer.transcript()).value("problem"_L1) == "no budget"_L1);
}

namespace {

struct BadSentence {
    const char* text;
    const char* kind; // of the first rejection
    const char* word; // that it names; empty: the whole
};

// Against the facts of someFacts(): 1 highest, 2 ratio, 3 yoy_change.
const BadSentence kBad[] = {
    {"{f1.name} {f1.did} {f1.when}, 3 of them.", "digit", "3"},
    {"{f1.name} {f1.did} {f1.when}, \xEF\xBC\x93 of them.", "digit", "\xEF\xBC\x93"},
    {"{f1.name} {f1.did} {f1.when}, \xC2\xBD.", "digit", "\xC2\xBD"},
    {"{f1.name} {f1.did} {f1.when}, \xE2\x85\xAB.", "digit", "\xE2\x85\xAB"},
    {"{f1.name} {f1.did} {f1.when}, XIV.", "digit", "XIV"},
    {"{f1.name} {f1.did} a dozen {f1.when}.", "counting", "dozen"},
    {"{f1.name} {f1.did} dozen {f1.when}.", "counting", "dozen"},
    {"{f1.name} {f1.did} {f1.when}, half.", "counting", "half"},
    {"{f1.name} {f1.did} {f1.when}, twice.", "counting", "twice"},
    {"{f1.name} {f1.did} {f1.when}, per cent.", "counting", "cent"},
    {"{f1.name} {f1.did} {f1.when}, forty.", "counting", "forty"},
    {"Barchester {f1.did} {f1.when}, {f1.rank_among}.", "name", "Barchester"},
    {"kent {f1.did} {f1.when}.", "name", "kent"},
    {"Kennt {f1.did} {f1.when}.", "name", "Kennt"},
    {"{f1.name} and Devon {f1.did} {f1.when}.", "name", "Devon"},
    {"{f1.name} {f1.did} in March.", "time", "March"},
    {"{f1.name} {f1.did} {f1.when}, {f1.when}.", "place", ","},
    {"{f2.other} {f2.did} {f2.when}.", "proof", ""},
    {"{f1.name} {f1.did} {f1.when}, more than ever.", "comparing", "more"},
    {"{f1.name} {f1.did} {f1.when}, the highest.", "ordering", "highest"},
    {"{f1.name} {f1.did} {f1.when}, second.", "ordering", "second"},
    {"{f1.topic} rose {f1.when}.", "comparing", "rose"},
    {"{f1.topic} doubled {f1.when}.", "counting", "doubled"},
    {"{f1.name} {f1.did} {f1.when} because of cuts.", "cause", "because"},
    {"{f1.name} sadly {f1.did} {f1.when}.", "judging", "sadly"},
    {"{f1.name} never {f1.did} {f1.when}.", "comparing", "never"},
    {"{f1.name} {f1.did} {f1.when}, now.", "time", "now"},
    {"{f1.n\xD0\xB0me} {f1.did} {f1.when}.", "slot", "{f1.n\xD0\xB0me}"},
    {"{f1.name} {f1.did} {f1.when}, \xD0\xB0t {f1.amount}.", "character", "\xD0\xB0t"},
    {"{f1.name}\xE2\x80\x8B {f1.did} {f1.when}.", "character", "\xE2\x80\x8B"},
    {"{f1.name} {f1.did} {f1.when}\xE2\x80\xAE.", "character", "\xE2\x80\xAE"},
    {"<b>{f1.name}</b> {f1.did} {f1.when}.", "markup", "<b>"},
    {"{f1.name} {f1.did} {f1.when}. <script>alert(1)</script>", "markup", "<script>alert"},
    {"{f1.name} {f1.did} {f1.when} http://example.org.", "markup", "//example"},
    {"{f1.name} {f1.did} {f1.when} &amp; so on.", "markup", "&amp"},
    {"{f1.name} {f1.did} {f1.when}!", "markup", "!"},
    {"{f1.name} {f1.did} {f1.when}, for its households.", "word", "its"},
    {"{f1.secret} {f1.did} {f1.when}.", "slot", "{f1.secret}"},
    {"{name} {f1.did} {f1.when}.", "slot", "{name}"},
    {"{f9.name} {f1.did} {f1.when}.", "slot", "{f9.name}"},
    {"{f2.name} {f1.did} {f1.when}.", "slot", "{f2.name}"},
    {"{f1.did} {f1.name} {f1.when}.", "place", "{f1.did}"},
    {"{f1.name} {f1.did}.", "missing", ""},
    {"{f1.name} {f1.did} {f1.when}", "place", ""},
    {"Nothing to say.", "word", "Nothing"},
    {"{f1.name} {f1.did} {f1.when}; {f1.topic} was {f1.amount}.", "slot", "{f1.amount}"},
};

} // namespace

TEST_CASE("every rejection names the word and why")
{
    for (const BadSentence& bad : kBad) {
        INFO(bad.text);
        const QString text = QString::fromUtf8(bad.text);
        const int fact = text.contains("{f2.other}"_L1) ? 2 : 1;
        const Written written = writtenFrom(replyOf({{{fact}, text}}));
        CHECK(written.result.factoids.empty());
        REQUIRE(written.transcript.sentences.size() == 1);
        const auto& rejections = written.transcript.sentences.front().rejections;
        REQUIRE_FALSE(rejections.empty());
        const Rejection& first = rejections.front();
        INFO(first.kind.toStdString() << " " << first.word.toStdString() << ": " << first.why.toStdString());
        CHECK(first.kind == QLatin1String(bad.kind));
        CHECK_FALSE(first.why.isEmpty());
        if (*bad.word)
            CHECK(first.word == QString::fromUtf8(bad.word));
        if (first.start >= 0)
            CHECK(first.sentence.mid(first.start, first.length) == first.word);
        // What the inspector shows of it.
        CHECK(toJson(first).value("why"_L1) == first.why);
    }
}

TEST_CASE("fault_13 an invented council with markup is refused whatever the reply says of itself")
{
    LlmReply reply = replyOf({{{1}, u"<b>Fakeshire</b> {f1.did} {f1.when}, {f1.rank_among}."_s}});
    reply.content.replace(u"\"facts\""_s, u"\"confidence\":0.99,\"facts\""_s);
    const Written written = writtenFrom(reply);
    CHECK(written.result.factoids.empty());
    REQUIRE(written.transcript.sentences.size() == 1);
    const auto& rejections = written.transcript.sentences.front().rejections;
    REQUIRE(rejections.size() >= 2);
    CHECK(std::ranges::any_of(rejections, [](const Rejection& each) { return each.kind == "markup"_L1; }));
    CHECK(std::ranges::any_of(rejections, [](const Rejection& each) { return each.word == "Fakeshire"_L1; }));
}

TEST_CASE("two councils whose slots change places are refused")
{
    const Written written = writtenFrom(replyOf({{{2}, u"{f2.other} {f2.did} {f2.when}, {f2.times_other}."_s},
                                                 {{2}, u"{f2.name} {f2.other_did} {f2.when}."_s}}));
    CHECK(written.result.factoids.empty());
    for (const SentenceVerdict& each : written.transcript.sentences) {
        CHECK_FALSE(each.rendered.isEmpty());
        CHECK(each.rejections.front().kind == "proof"_L1);
    }
}
