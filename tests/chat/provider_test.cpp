#include "core/chat/provider.h"
#include "core/chat/chat_reply.h"
#include "core/chat/provider_key.h"
#include "core/chat/redact.h"
#include "tests/chat/chat_fixture.h"
#include "tests/support/case_file.h"
#include "tests/support/chat_api_check.h"

#include <QUrlQuery>

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
    for (const CaseBlock& block : caseBlocks(QStringLiteral("providers.case"), QStringLiteral("chat"))) {
        INFO(block.name.toStdString());
        const auto providers = readProviders(configOf(block.value(QStringLiteral("providers")).toUtf8()));
        if (const QString url = block.value(QStringLiteral("url")); !url.isEmpty()) {
            INFO((providers ? QString() : providers.error().message).toStdString());
            REQUIRE(providers);
            CHECK(providers->back().url().toString(QUrl::FullyEncoded).toStdString() == url.toStdString());
            continue;
        }
        REQUIRE_FALSE(providers);
        CHECK(providers.error().kind == ErrorKind::Usage);
        INFO(providers.error().message.toStdString());
        CHECK(providers.error().message.contains(block.value(QStringLiteral("says"))));
    }
    CHECK(readProviders({})->empty());
    CHECK_FALSE(readProviders({{"providers", 7}}));
}

TEST_CASE("each setting of a provider arrives")
{
    const auto providers = readProviders(configOf(R"([{"name":"a","base_url":"http://localhost:11434/v1/","model":"m","api_key_keychain":"entry","idle_seconds":5,"total_seconds":9,
        "max_response_kb":64,"http2":false,"mode":"json_object","proxy":"socks5://127.0.0.1:1080","headers":{"X-Title":"Desk"},"path":"/v2/chat"},
        {"name":"b","base_url":"https://api.example.org/v1","model":"n","api_key_env":"KEY"}])"));
    REQUIRE(providers);
    REQUIRE(providers->size() == 2);
    const Provider& a = providers->at(0);
    CHECK(a.url() == QUrl(QStringLiteral("http://localhost:11434/v1/v2/chat")));
    CHECK(a.keyEntry == QStringLiteral("entry"));
    CHECK(a.limits.idle == std::chrono::seconds(5));
    CHECK(a.limits.total == std::chrono::seconds(9));
    CHECK(a.limits.bytes == 64 << 10);
    CHECK_FALSE(a.http2);
    CHECK(a.mode == ChatMode::JsonObject);
    CHECK(a.proxy == QStringLiteral("socks5://127.0.0.1:1080"));
    CHECK(a.headers.at(QStringLiteral("X-Title")) == QStringLiteral("Desk"));
    CHECK_FALSE(providers->at(1).mode);
    CHECK(providers->at(1).http2);
}

TEST_CASE("a key is taken out of whatever form a server echoes it in")
{
    const QString key = kPlantedKey;
    const QByteArray bytes = key.toLatin1();
    const std::vector<QString> texts{
        QStringLiteral("Incorrect API key provided: %1.").arg(key),
        QStringLiteral("header Authorization: Bearer %1 refused").arg(key),
        QStringLiteral("see ?key=%1&x=1").arg(QString::fromLatin1(bytes.toPercentEncoding())),
        QStringLiteral("dump %1").arg(QString::fromLatin1(bytes.toBase64())),
        QStringLiteral("dump %1").arg(QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding))),
        QStringLiteral("you sent %1").arg(key.mid(2)),
        QStringLiteral("you sent %1…").arg(key.left(key.size() - 3)),
    };
    for (const QString& text : texts) {
        INFO(text.toStdString());
        CHECK_FALSE(holdsKey(withoutSecrets(text, key)));
        CHECK_FALSE(holdsKey(withoutKey(text, key)));
    }
    CHECK_FALSE(withoutSecrets(QStringLiteral("Incorrect API key provided: sk-p***************wTb."), key).contains(QLatin1String("wTb")));
    // Another's key, that was never ours to know.
    CHECK_FALSE(withoutSecrets(QStringLiteral("key sk-proj-ABCDEFGH12345678 belongs to org"), {}).contains(QLatin1String("ABCDEFGH")));
    CHECK(withoutSecrets(QStringLiteral("The model is busy; try again in 2 s."), key) == QStringLiteral("The model is busy; try again in 2 s."));
    CHECK(withoutSecrets(QStringLiteral("one\r\ntwo\x1b[31m"), key) == QStringLiteral("one two [31m"));
    CHECK(withoutKey(QStringLiteral("a b c"), {}) == QStringLiteral("a b c"));
}

TEST_CASE("JSON is found in what a model wraps it in")
{
    const auto found = [](const char* text) { return jsonIn(QString::fromUtf8(text)); };
    for (const char* text : {"{\"a\":{\"b\":1}}", "  {\"a\":{\"b\":1}}\n", "```json\n{\"a\":{\"b\":1}}\n```", "Here: {\"a\":{\"b\":1}} Done.", "<think>{x} {\"y\":</think>{\"a\":{\"b\":1}}"}) {
        INFO(text);
        const auto json = found(text);
        REQUIRE(json);
        CHECK(json->value(QStringLiteral("a"))[QStringLiteral("b")].toInt() == 1);
    }
    for (const char* text : {"", "no", "[1,2]", "{\"a\":", "}", "{}}"}) {
        INFO(text);
        CHECK_FALSE((found(text) && !found(text)->isEmpty()));
    }
    // Text that is all braces costs no more than a little.
    CHECK_FALSE(jsonIn(QString(200'000, QLatin1Char('{')) + QLatin1Char('}')));
}

TEST_CASE("a keychain that is not there says so at once")
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS"), runtime = qgetenv("XDG_RUNTIME_DIR");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", "/nowhere");
    Provider provider;
    provider.keyEntry = QStringLiteral("primary");
    const auto key = readProviderKey(provider);
    REQUIRE_FALSE(key);
    CHECK(key.error().message.contains(QStringLiteral("api_key_env")));
    CHECK(keyPlace(provider).contains(QStringLiteral("primary")));
    qputenv("XDG_RUNTIME_DIR", runtime);
    if (!bus.isEmpty())
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
}

TEST_CASE("the test endpoint refuses what a maker's server would refuse")
{
    for (const CaseBlock& block : caseBlocks(QStringLiteral("api_check.case"), QStringLiteral("chat"))) {
        INFO(block.name.toStdString());
        QJsonParseError error;
        const QJsonDocument body = QJsonDocument::fromJson(block.value(QStringLiteral("body")).toUtf8(), &error);
        REQUIRE(error.error == QJsonParseError::NoError);
        const auto fault = chatRequestFault(body.object());
        const QString says = block.value(QStringLiteral("says"));
        CHECK(fault.has_value() == !says.isEmpty());
        INFO((fault ? fault->message : QString()).toStdString());
        CHECK((says.isEmpty() || (fault && fault->message.contains(says))));
    }
}
