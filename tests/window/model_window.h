// A desk with providers of language models, for the window and for the program beside it: what the tests of the Errors and
// Generation pages share.
#pragma once

#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/window/window_fixture.h"

namespace factoid::test {

inline QJsonObject providerAt(const char* name, const QString& baseUrl)
{
    return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("base_url"), baseUrl}, {QStringLiteral("model"), QStringLiteral("little")}, {QStringLiteral("idle_seconds"), 2}};
}

struct ModelDesk {
    explicit ModelDesk(const QJsonArray& providers, QJsonObject spend = {})
    {
        writeSmallData(desk);
        (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
        if (!spend.contains(QStringLiteral("prices")))
            spend.insert(QStringLiteral("prices"), QJsonArray{QJsonObject{{QStringLiteral("free"), true}, {QStringLiteral("currency"), QStringLiteral("GBP")}}});
        config = {{QStringLiteral("providers"), providers}, {QStringLiteral("spend"), spend}};
        desk.write(QStringLiteral("config.json"), QJsonDocument(config).toJson());
    }
    [[nodiscard]] QJsonObject ask(const QStringList& command) const { return desk.ask(QStringList{QStringLiteral("--config"), desk.path(QStringLiteral("config.json"))} + command); }
    [[nodiscard]] QJsonObject generate() const { return ask({QStringLiteral("update-factoids"), QStringLiteral("--force")}); }

    Desk desk;
    QJsonObject config;
};

} // namespace factoid::test
