// doctor --providers through the real program, beside the test endpoint; and that a key is found nowhere afterwards.
#include "tests/support/model_endpoint.h"
#include "tests/support/small_data.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_paths.h"

#include <QDirIterator>
#include <QThread>

#include <csignal>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kKey = "sk-planted-9Yw3+Qe/Lm7=Tz5Rk";
const char* const kVariable = "FACTOID_TEST_CLI_KEY";

struct KeyInEnvironment {
    KeyInEnvironment() { qputenv(kVariable, kKey); }
    ~KeyInEnvironment() { qunsetenv(kVariable); }
};

QJsonObject providerAt(const QString& name, const QString& baseUrl)
{
    return {
        {"name", name}, {"base_url", baseUrl}, {"model", "little"}, {"api_key_env", kVariable}, {"idle_seconds", 20}};
}

void configure(const Desk& desk, const QJsonArray& providers)
{
    desk.write(u"config.json"_s, QJsonDocument(QJsonObject{{"providers", providers}}).toJson());
}

QStringList doctor(const Desk& desk, const QStringList& more = {})
{
    return QStringList{"--config", desk.path(u"config.json"_s)} + more + QStringList{"doctor", "--providers"};
}

// The key in any form that would give it away.
bool holdsKey(const QByteArray& bytes)
{
    for (const QByteArray& form : {kKey, kKey.toBase64(QByteArray::OmitTrailingEquals), kKey.toPercentEncoding(),
                                   kKey.mid(3, 18), QByteArray(kKey).replace("/", "\\/")}) {
        if (bytes.contains(form))
            return true;
    }
    return false;
}

} // namespace

TEST_CASE("doctor --providers says of each provider whether it works, how, and what to do")
{
    const KeyInEnvironment key;
    EndpointOptions options;
    options.key = QString::fromLatin1(kKey);
    ModelEndpoint endpoint(options);
    const Desk desk;
    QJsonObject noKey = providerAt(u"no-key"_s, endpoint.baseUrl());
    noKey.insert(u"api_key_env"_s, u"FACTOID_TEST_NO_SUCH_KEY"_s);
    configure(desk, {providerAt("strict", endpoint.baseUrl()), providerAt("words", endpoint.baseUrl("no-format")),
                     noKey, providerAt("spent", endpoint.baseUrl("402")), providerAt("off", "http://127.0.0.1:9/v1")});
    const Answer answer = desk.run(QStringList{"--json"} + doctor(desk));
    CHECK(answer.code == 1);
    const QJsonObject json = answer.json();
    CHECK_FALSE(json.value("healthy").toBool());
    const QJsonArray rows = json.value("providers").toArray();
    REQUIRE(rows.size() == 5);
    struct Row {
        const char *name, *kind;
        bool ok, key;
        QJsonValue reachable, mode;
    };
    const std::vector<Row> expected{{"strict", "answered", true, true, true, "json_schema"},
                                    {"words", "answered", true, true, true, "text"},
                                    {"no-key", "auth", false, false, QJsonValue(), QJsonValue()},
                                    {"spent", "quota", false, true, true, QJsonValue()},
                                    {"off", "transport", false, true, false, QJsonValue()}};
    for (int i = 0; i < rows.size(); ++i) {
        const Row& row = expected[static_cast<std::size_t>(i)];
        const QJsonObject got = rows[i].toObject();
        INFO(QJsonDocument(got).toJson().toStdString());
        CHECK(got.value("name").toString().toStdString() == row.name);
        CHECK(got.value("kind").toString().toStdString() == row.kind);
        CHECK(got.value("ok").toBool() == row.ok);
        CHECK(got.value("key").toBool() == row.key);
        CHECK(got.value("reachable") == row.reachable);
        CHECK(got.value("mode") == row.mode);
        CHECK(got.value("remedy").toString().isEmpty() == row.ok);
        CHECK(got.value("milliseconds").isDouble() == (QLatin1String(row.name) != "no-key"_L1));
    }
    const Answer text = desk.run(doctor(desk));
    CHECK(text.code == 1);
    CHECK(text.out.contains("ok   strict"));
    CHECK(text.out.contains("BAD  off"));
    CHECK(text.out.contains("2 of 5 providers answer"));
    // It looks at providers only: there was no store, and there is none now.
    CHECK_FALSE(QFile::exists(desk.store()));
}

TEST_CASE("doctor --providers ends with 0 when all answer and when there is none")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    const Desk desk;
    configure(desk, {providerAt("one", endpoint.baseUrl()), providerAt("two", endpoint.baseUrl("llama"))});
    CHECK(desk.ask(doctor(desk)).value("healthy").toBool());
    CHECK(desk.ask({"doctor", "--providers"}).value("providers").toArray().isEmpty());
}

TEST_CASE("a config whose providers make no sense is wrong usage for every command")
{
    const Desk desk;
    for (const char* providers :
         {R"([{"name":"a","base_url":"nonsense","model":"m"}])",
          R"([{"name":"a","base_url":"https://a.example","model":"m","api_key":"sk-1"}])",
          R"([{"name":"statistics","base_url":"https://a.example","model":"m"}])", R"({"a":1})"}) {
        INFO(providers);
        desk.write(u"config.json"_s, QByteArray("{\"providers\":") + providers + "}");
        CHECK(desk.run(doctor(desk)).code == 2);
        const Answer status = desk.run({"--config", desk.path("config.json"), "status"});
        CHECK(status.code == 2);
        CHECK_FALSE(status.err.isEmpty());
    }
}

TEST_CASE("a certificate of the company's own authority is trusted when it is named")
{
    const KeyInEnvironment key;
    const Desk desk;
    const TestCertificates certificates{QFileInfo(desk.store()).absolutePath()};
    REQUIRE(makeCertificates(certificates));
    EndpointOptions options;
    options.certificate = certificates.path("good.pem");
    options.privateKey = certificates.path("good.key");
    ModelEndpoint endpoint(options);
    QJsonObject provider = providerAt("inside", endpoint.baseUrl());
    configure(desk, {provider});
    const Answer refused = desk.run(QStringList{"--json"} + doctor(desk));
    CHECK(refused.code == 1);
    CHECK(refused.json().value("providers")[0]["cause"].toString() == u"tls"_s);
    CHECK(refused.json().value("providers")[0]["remedy"].toString().contains("ca_file"));
    provider.insert("ca_file", certificates.path("ca.pem"));
    configure(desk, {provider});
    CHECK(desk.run(doctor(desk)).code == 0);
}

TEST_CASE("SIGINT ends a probe that would wait, and the key is in no process list")
{
    const KeyInEnvironment key;
    ModelEndpoint endpoint;
    const Desk desk;
    configure(desk, {providerAt("stalls", endpoint.baseUrl("stall-headers"))});
    QProcess process;
    process.start(deskBinary(), desk.arguments(doctor(desk)));
    REQUIRE(process.waitForStarted());
    for (int i = 0; i < 2'000 && endpoint.seen().empty(); ++i)
        QThread::msleep(10);
    REQUIRE(endpoint.seen().size() == 1);
    CHECK(endpoint.seen().front().header("Authorization") == "Bearer " + kKey);
    for (const char* file : {"cmdline", "comm", "status"}) {
        QFile shown(u"/proc/%1/%2"_s.arg(process.processId()).arg(QLatin1String(file)));
        REQUIRE(shown.open(QIODevice::ReadOnly));
        CHECK_FALSE(holdsKey(shown.readAll()));
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    REQUIRE(process.waitForFinished(60'000));
    CHECK(process.exitStatus() == QProcess::NormalExit);
    CHECK(process.exitCode() == 130);
}

TEST_CASE("a key is found nowhere: not in the output, the logs, the store, a bundle or a file")
{
    const KeyInEnvironment key;
    EndpointOptions options;
    options.key = QString::fromLatin1(kKey);
    ModelEndpoint endpoint(options);
    Desk desk;
    const QString home = desk.path(u"home"_s);
    REQUIRE(QDir().mkpath(home));
    const std::vector<std::pair<const char*, QByteArray>> before{{"HOME", qgetenv("HOME")},
                                                                 {"XDG_CONFIG_HOME", qgetenv("XDG_CONFIG_HOME")},
                                                                 {"XDG_DATA_HOME", qgetenv("XDG_DATA_HOME")},
                                                                 {"XDG_CACHE_HOME", qgetenv("XDG_CACHE_HOME")}};
    for (const auto& [name, value] : before)
        qputenv(name, home.toLocal8Bit());
    QJsonArray providers;
    for (const char* fault :
         {"ok", "401", "500", "echo-key", "error-200", "wrong-type", "reset-body", "redirect", "no-format", "garbage"})
        providers.append(providerAt(QString::fromLatin1(fault), endpoint.baseUrl(QString::fromLatin1(fault))));
    configure(desk, providers);
    const QString config = desk.path(u"config.json"_s);

    QByteArray said;
    for (const char* format : {"text", "json"}) {
        for (const QStringList& command :
             {doctor(desk, {"--log-level", "debug", "--log-format", QString::fromLatin1(format)}),
              doctor(desk, {"--json", "--log-level", "debug", "--log-format", QString::fromLatin1(format)})}) {
            const Answer answer = desk.run(command);
            said += answer.out + answer.err;
        }
    }
    CHECK(endpoint.seen().size() >= 40);
    CHECK(said.contains("Incorrect API key provided: [key]"));
    CHECK_FALSE(holdsKey(said));

    writeSmallData(desk);
    for (const QStringList& command : {QStringList{"import", desk.path("data")}, QStringList{"update-factoids"},
                                       QStringList{"export", "--out", desk.path("bundles")}, QStringList{"status"},
                                       QStringList{"runs"}, QStringList{"audit"}}) {
        const Answer answer = desk.run(QStringList{"--config", config, "--json", "--log-level", "debug"} + command);
        INFO(command.join(' ').toStdString() << answer.err.toStdString());
        CHECK(answer.code == 0);
        CHECK_FALSE(holdsKey(answer.out + answer.err));
    }
    for (const auto& [name, value] : before)
        value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    int files = 0;
    QDirIterator all(QFileInfo(desk.store()).absolutePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        INFO(file.fileName().toStdString());
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK_FALSE(holdsKey(file.readAll()));
        ++files;
    }
    CHECK(files > 8); // the store, the bundle and the data among them
}
