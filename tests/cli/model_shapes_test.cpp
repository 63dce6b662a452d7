// What models and the servers before them wrap a right answer in: the probe and a generation agree on each, and what is
// learnt is learnt once.
#include "tests/support/endpoint_shapes.h"
#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/support/small_data.h"

#include <QDirIterator>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

const char* const kVariable = "FACTOID_TEST_SHAPES_KEY";
const QByteArray kKey = "sk-planted-5Tg8+Hy/Jk2=Mn6Pq9Rs";

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

// The probe's question or a prompt's.
QString anyReply(const QJsonObject& request)
{
    return QJsonDocument(request).toJson().contains("Set ready to true") ? u"{\"ready\": true}"_s : plainReply(request);
}

struct ShapeDesk {
    explicit ShapeDesk(const QString& baseUrl, const QJsonObject& more = {})
    {
        qputenv(kVariable, kKey);
        writeSmallData(desk);
        (void)desk.ask({"import", desk.path("data")});
        QJsonObject provider{{"name", "primary"},
                             {"base_url", baseUrl},
                             {"model", "little"},
                             {"api_key_env", kVariable},
                             {"idle_seconds", 20}};
        for (auto entry = more.begin(); entry != more.end(); ++entry)
            provider.insert(entry.key(), entry.value());
        const QJsonArray prices{QJsonObject{{"in", "1.00"}, {"out", "1.00"}, {"currency", "GBP"}}};
        const QJsonObject spend{
            {"prices", prices}, {"per_day", "10.00"}, {"per_run", ""}, {"per_month", ""}, {"currency", "GBP"}};
        desk.write("config.json",
                   QJsonDocument(QJsonObject{{"providers", QJsonArray{provider}}, {"spend", spend}}).toJson());
    }
    ~ShapeDesk() { qunsetenv(kVariable); }
    [[nodiscard]] QStringList with(const QStringList& command) const
    {
        return QStringList{"--config", desk.path("config.json")} + command;
    }
    [[nodiscard]] QJsonObject generate() const { return desk.ask(with({"update-factoids", "--force"})); }
    [[nodiscard]] QJsonObject probe() const
    {
        const Answer answer = desk.run(QStringList{"--json"} + with({"doctor", "--providers"}));
        return answer.json().value("providers").toArray().at(0).toObject();
    }
    Desk desk;
};

} // namespace

TEST_CASE("whatever a right answer is wrapped in, the probe and a generation read it")
{
    // How many requests the first generation and the ones after it take.
    const auto [fault, first, later] = GENERATE(table<const char*, int, int>({
        {"think", 1, 1},           {"think-tail", 1, 1},
        {"think-draft", 1, 1},     {"fence", 1, 1},
        {"fence-bare", 1, 1},      {"fence-words", 1, 1},
        {"words-after", 1, 1},     {"byte-order-mark", 1, 1},
        {"text-of-json", 1, 1},    {"parts", 1, 1},
        {"thinking", 1, 1},        {"reasoning-content", 1, 1},
        {"reasoning-field", 1, 1}, {"stream", 1, 1},
        {"stream-thoughts", 1, 1}, {"early-hints", 1, 1},
        {"many-interim", 1, 1},    {"no-system", 2, 1},
        {"no-system-500", 2, 1},   {"alternate", 2, 1},
        {"o1-mini", 5, 1},         {"prose-unless-told", 2, 1},
        {"thinks-long", 2, 1},
    }));
    INFO(fault);
    ModelEndpoint endpoint;
    endpoint.setReply(anyReply);
    endpoint.always(fault);
    const ShapeDesk desk(endpoint.baseUrl());
    const QJsonObject probed = desk.probe();
    INFO(QJsonDocument(probed).toJson().toStdString());
    CHECK(probed.value("ok").toBool());
    endpoint.forget();
    const QJsonObject made = desk.generate();
    INFO(QJsonDocument(made.value("attempts").toArray()).toJson().toStdString());
    CHECK(text(made, "link") == "provider:primary");
    CHECK(static_cast<int>(endpoint.seen().size()) == first);
    endpoint.forget();
    CHECK(text(desk.generate(), "link") == "provider:primary");
    CHECK(static_cast<int>(endpoint.seen().size()) == later);
    CHECK(desk.desk.ask({"errors"}).value("incidents").toArray().isEmpty());
}

TEST_CASE("whatever holds no answer is named alike by the probe and a generation, and paid for no more often than it "
          "can help")
{
    const auto [fault, kind, says, requests] = GENERATE(table<const char*, const char*, const char*, int>({
        {"prose", "schema", "does not contain the JSON object", 4},
        {"other-json", "schema", "lacks", 4},
        {"only-thoughts", "schema", "its model's thoughts", 2},
        {"stream-cut", "schema", "in the middle of a stream", 2},
        {"thinks-for-ever", "content", "max_reply_tokens", 3},
        {"thinks-aloud-for-ever", "content", "max_reply_tokens", 3},
        {"401-shapes", "auth", "rejected the key", 1},
    }));
    INFO(fault);
    ModelEndpoint endpoint;
    endpoint.setReply(anyReply);
    endpoint.always(fault);
    const ShapeDesk desk(endpoint.baseUrl());
    const QJsonObject probed = desk.probe();
    INFO(QJsonDocument(probed).toJson().toStdString());
    CHECK_FALSE(probed.value("ok").toBool());
    CHECK(text(probed, "kind") == kind);
    CHECK(text(probed, "message").contains(says));
    endpoint.forget();
    const QJsonObject made = desk.generate();
    const QJsonArray attempts = made.value("attempts").toArray();
    INFO(QJsonDocument(attempts).toJson().toStdString());
    CHECK(text(made, "link") == "statistics");
    CHECK(text(attempts.last().toObject(), "outcome") == kind);
    CHECK(text(attempts.last().toObject(), "sentence").contains(says));
    CHECK(static_cast<int>(endpoint.seen().size()) <= requests);
    // The books call it what it was.
    for (const QJsonValue& call : desk.desk.ask(desk.with({"spend", "calls"})).value("calls").toArray())
        CHECK(text(call.toObject(), "outcome") != "ok");
}

TEST_CASE("an operator's limit on a reply is kept, and reserved for")
{
    ModelEndpoint endpoint;
    endpoint.setReply(anyReply);
    endpoint.always("thinks-long");
    const ShapeDesk roomy(endpoint.baseUrl(), {{"max_reply_tokens", 6'000}});
    CHECK(roomy.probe().value("ok").toBool());
    CHECK(text(roomy.generate(), "link") == "provider:primary");
    for (const SeenRequest& seen : endpoint.seen())
        CHECK(seen.json.value("max_tokens").toInt() == 6'000);
    const ShapeDesk tight(endpoint.baseUrl(), {{"max_reply_tokens", 1'000}});
    const auto before = endpoint.seen().size();
    CHECK(text(tight.generate(), "link") == "statistics");
    CHECK(endpoint.seen().size() == before + 1); // no other question would make it think less
    CHECK(endpoint.seen().back().json.value("max_tokens").toInt() == 1'000);
}

TEST_CASE("a key that is echoed in any shape is found nowhere")
{
    EndpointOptions options;
    options.key = QString::fromLatin1(kKey);
    ModelEndpoint endpoint(options);
    endpoint.setReply(anyReply);
    endpoint.script({"401-shapes", "echo-shapes", "401-shapes", "echo-shapes"});
    const ShapeDesk desk(endpoint.baseUrl());
    QByteArray said;
    for (const QStringList& command :
         {QStringList{"update-factoids", "--force"}, QStringList{"update-factoids", "--force"},
          QStringList{"doctor", "--providers"}, QStringList{"doctor", "--providers"}, QStringList{"errors"},
          QStringList{"runs"}, QStringList{"audit"}}) {
        for (const bool json : {true, false}) {
            const Answer answer = desk.desk.run(QStringList{"--log-level", "debug"} +
                                                (json ? QStringList{"--json"} : QStringList()) + desk.with(command));
            said += answer.out + answer.err;
        }
    }
    const auto leaked = [](const QByteArray& bytes) {
        QStringList found;
        for (const QString& shape : shapesOfKey(QString::fromLatin1(kKey))) {
            if (bytes.contains(shape.toUtf8()))
                found << shape;
        }
        return found.join(u" | "_s).toStdString();
    };
    CHECK(said.contains("[key]"));
    CHECK(leaked(said) == "");
    QDirIterator files(QFileInfo(desk.desk.store()).absolutePath(), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        INFO(file.fileName().toStdString());
        CHECK(leaked(file.readAll()) == "");
    }
}
