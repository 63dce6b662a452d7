#include "core/chat/provider.h"
#include "core/chat/provider_key.h"
#include "core/chat/redact.h"
#include "tests/chat/chat_fixture.h"
#include "tests/support/case_file.h"
#include "tests/support/chat_api_check.h"

#include <QElapsedTimer>
#include <QUrlQuery>

#include <random>

using namespace factoid;
using namespace factoid::test;

namespace {

QJsonObject configOf(const QByteArray& providers)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("{\"providers\": " + providers + "}", &error);
    INFO(providers.toStdString() << ": " << error.errorString().toStdString());
    REQUIRE(error.error == QJsonParseError::NoError);
    return document.object();
}

} // namespace

TEST_CASE("providers are read as documented, and everything else is refused with a sentence")
{
    for (const CaseBlock& block : caseBlocks(u"providers.case"_s, u"chat"_s)) {
        INFO(block.name.toStdString());
        const auto providers = readProviders(configOf(block.value(u"providers"_s).toUtf8()));
        if (const QString url = block.value(u"url"_s); !url.isEmpty()) {
            INFO((providers ? QString() : providers.error().message).toStdString());
            REQUIRE(providers);
            CHECK(providers->back().url().toString(QUrl::FullyEncoded).toStdString() == url.toStdString());
            continue;
        }
        REQUIRE_FALSE(providers);
        CHECK(providers.error().kind == ErrorKind::Usage);
        INFO(providers.error().message.toStdString());
        CHECK(providers.error().message.contains(block.value(u"says"_s)));
    }
    CHECK(readProviders({})->empty());
    CHECK_FALSE(readProviders({{"providers", 7}}));
}

TEST_CASE("each setting of a provider arrives")
{
    const auto providers = readProviders(configOf(
        R"([{"name":"a","base_url":"http://localhost:11434/v1/","model":"m","api_key_keychain":"entry","idle_seconds":5,"total_seconds":9,
        "max_response_kb":64,"http2":false,"mode":"json_object","proxy":"socks5://127.0.0.1:1080","headers":{"X-Title":"Desk"},"path":"/v2/chat"},
        {"name":"b","base_url":"https://api.example.org/v1","model":"n","api_key_env":"KEY"}])"));
    REQUIRE(providers);
    REQUIRE(providers->size() == 2);
    const Provider& a = providers->at(0);
    CHECK(a.url() == QUrl(u"http://localhost:11434/v1/v2/chat"_s));
    CHECK(a.keyEntry == u"entry"_s);
    CHECK(a.limits.idle == std::chrono::seconds(5));
    CHECK(a.limits.total == std::chrono::seconds(9));
    CHECK(a.limits.bytes == 64 << 10);
    CHECK_FALSE(a.http2);
    CHECK(a.mode == ChatMode::JsonObject);
    CHECK(a.proxy == u"socks5://127.0.0.1:1080"_s);
    CHECK(a.headers.at(u"X-Title"_s) == u"Desk"_s);
    CHECK_FALSE(providers->at(1).mode);
    CHECK(providers->at(1).http2);
}

TEST_CASE("a key is taken out of whatever form a server echoes it in")
{
    const QString key = kPlantedKey;
    const QByteArray bytes = key.toLatin1();
    const std::vector<QString> texts{
        u"Incorrect API key provided: %1."_s.arg(key),
        u"header Authorization: Bearer %1 refused"_s.arg(key),
        u"see ?key=%1&x=1"_s.arg(QString::fromLatin1(bytes.toPercentEncoding())),
        u"dump %1"_s.arg(QString::fromLatin1(bytes.toBase64())),
        u"dump %1"_s.arg(QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding))),
        u"you sent %1"_s.arg(key.mid(2)),
        u"you sent %1…"_s.arg(key.left(key.size() - 3)),
        u"all of them: "_s + shapesOfKey(key).join(u"; "_s),
    };
    for (const QString& text : texts) {
        INFO(text.toStdString());
        CHECK_FALSE(holdsKey(withoutSecrets(text, key)));
        CHECK_FALSE(holdsKey(withoutKey(text, key)));
    }
    CHECK_FALSE(withoutSecrets(u"Incorrect API key provided: sk-p***************wTb."_s, key).contains("wTb"_L1));
    // Another's key, that was never ours to know.
    CHECK_FALSE(withoutSecrets(u"key sk-proj-ABCDEFGH12345678 belongs to org"_s, {}).contains("ABCDEFGH"_L1));
    CHECK(withoutSecrets(u"The model is busy; try again in 2 s."_s, key) == u"The model is busy; try again in 2 s."_s);
    CHECK(withoutSecrets(u"one\r\ntwo\x1b[31m"_s, key) == u"one two [31m"_s);
    CHECK(withoutKey(u"a b c"_s, {}) == u"a b c"_s);
    // What stands around it stays; no key has a letter beside it that could be its own.
    for (const QString& shape : shapesOfKey(key)) {
        INFO(shape.toStdString());
        const QString left = withoutKey(u"before é "_s + shape + u" é after"_s, key);
        CHECK(left.startsWith(u"before é "_s));
        CHECK(left.endsWith(u" é after"_s));
        CHECK(left.contains(u"[key]"_s));
    }
}

TEST_CASE("no part of a key of nine letters is left, in whatever form it is echoed, and other words stay")
{
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const QString alphabet = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.~"_s;
    const QString prose =
        u"{\"factoids\": [{\"facts\": [1], \"text\": \"{f1.name} {f1.did} {f1.when}, {f1.rank_among}.\"}]} Incorrect API key provided; see the manual of 2026-11-24."_s;
    const QString edge = u"é"_s; // no letter of a key
    for (int round = 0; round < 100; ++round) {
        QString key = u"sk-"_s;
        const auto length = 20 + static_cast<qsizetype>(random() % 60);
        while (key.size() < length)
            key += alphabet[static_cast<qsizetype>(random() % static_cast<unsigned>(alphabet.size()))];
        const auto lettersOf = [](const QString& text) {
            return std::ranges::count_if(text, [](QChar c) { return c.isLetterOrNumber(); });
        };
        for (const QString& shape : shapesOfKey(key)) {
            if (lettersOf(shape) < 8)
                continue; // too little to be told from other words
            const QString left = withoutKey(prose + edge + shape + edge + prose, key);
            INFO(key.toStdString() << "\n" << shape.toStdString() << "\n" << left.toStdString());
            REQUIRE_FALSE(left.contains(shape));
            // A sign that stands against it may go with it, and nothing of the words.
            REQUIRE(left.startsWith(prose.chopped(1)));
            REQUIRE(left.endsWith(prose.mid(1)));
            // But for a user's name beside it and signs at its ends all of it is gone.
            REQUIRE(left.size() - 2 * prose.size() < 45);
        }
        const QString part = key.mid(static_cast<qsizetype>(random() % static_cast<unsigned>(length - 12)), 12);
        if (lettersOf(part) >= 8)
            REQUIRE_FALSE(withoutKey(u"you sent …"_s + part, key).contains(part));
    }
    // Names that providers that need no key are given one of.
    CHECK(withoutKey(prose, u"none"_s) == prose);
    CHECK(withoutKey(prose, u"not-needed"_s) == prose);
}

TEST_CASE("redaction of a long text costs little")
{
    QElapsedTimer timer;
    timer.start();
    const QString text = QString(u"{\"facts\": [1], \"text\": \"{f1.name}\"}, "_s).repeated(2'000);
    CHECK(withoutKey(text, kPlantedKey) == text);
    CHECK(timer.elapsed() < 5'000);
}

TEST_CASE("a key in the place of its variable's name is refused and not printed")
{
    for (const char* given :
         {"sk-proj-4Kx9aB2cD7eF", "sk_live_4Kx9aB2cD7eF8gH", "gsk_4Kx9aB2cD7eF8gH1jK", "hf_aBcDeFgHiJkLmNoPqRsT",
          "AIzaSyD4Kx9aB2cD7eF8gH1jK5mN0pQ3rS6tU", "0123456789abcdef0123456789abcdef",
          "a123456789abcdef0123456789abcdef", "AKIAIOSFODNN7EXAMPLE", "xai-4Kx9aB2cD7eF", "Bearer sk-4Kx9aB2cD7eF",
          "4Kx9aB2cD7eF", "my key", "K=V", "aZ9kQ2mX7pL4",
          "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi"}) {
        INFO(given);
        const auto providers = readProviders(
            configOf(QByteArray(R"([{"name":"a","base_url":"https://a.example","model":"m","api_key_env":")") + given +
                     R"("}])"));
        REQUIRE_FALSE(providers);
        CHECK(providers.error().kind == ErrorKind::Usage);
        CHECK(providers.error().message.contains(u"api_key_env"_s));
        CHECK_FALSE(providers.error().message.contains(QLatin1String(given)));
    }
    for (const char* name : {"OPENAI_API_KEY", "K", "_key", "my_key_2", "AZURE_OPENAI_API_KEY_2026", "GPT4O_KEY",
                             "FACTOID_TEST_NO_SUCH_KEY", "OpenAiKey", "llm1key"}) {
        INFO(name);
        CHECK(readProviders(
            configOf(QByteArray(R"([{"name":"a","base_url":"https://a.example","model":"m","api_key_env":")") + name +
                     R"("}])")));
    }
    CHECK_FALSE(readProviders(configOf(
        R"([{"name":"a","base_url":"https://a.example","model":"m","api_key_keychain":"sk-proj-4Kx9aB2cD7eF"}])")));
}

TEST_CASE("a keychain that is not there says so at once")
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS"), runtime = qgetenv("XDG_RUNTIME_DIR");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", "/nowhere");
    Provider provider;
    provider.keyEntry = u"primary"_s;
    const auto key = readProviderKey(provider);
    REQUIRE_FALSE(key);
    CHECK(key.error().message.contains(u"api_key_env"_s));
    CHECK(keyPlace(provider).text().contains(u"primary"_s));
    qputenv("XDG_RUNTIME_DIR", runtime);
    if (!bus.isEmpty())
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
}

TEST_CASE("the test endpoint refuses what a maker's server would refuse")
{
    for (const CaseBlock& block : caseBlocks(u"api_check.case"_s, u"chat"_s)) {
        INFO(block.name.toStdString());
        QJsonParseError error;
        const QJsonDocument body = QJsonDocument::fromJson(block.value(u"body"_s).toUtf8(), &error);
        REQUIRE(error.error == QJsonParseError::NoError);
        const auto fault = chatRequestFault(body.object());
        const QString says = block.value(u"says"_s);
        CHECK(fault.has_value() == !says.isEmpty());
        INFO((fault ? fault->message : QString()).toStdString());
        CHECK((says.isEmpty() || (fault && fault->message.contains(says))));
    }
}
