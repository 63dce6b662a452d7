// A desk with providers of language models, for the window and for the program beside it: what the tests of the Errors
// and Generation pages share.
#pragma once

#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/window/window_fixture.h"

namespace factoid::test {

inline QJsonObject providerAt(const char* name, const QString& baseUrl)
{
    return {
        {u"name"_s, QLatin1String(name)}, {u"base_url"_s, baseUrl}, {u"model"_s, u"little"_s}, {u"idle_seconds"_s, 2}};
}

struct ModelDesk {
    explicit ModelDesk(const QJsonArray& providers, QJsonObject spend = {})
    {
        writeSmallData(desk);
        (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
        if (!spend.contains(u"prices"_s))
            spend.insert(u"prices"_s, QJsonArray{QJsonObject{{u"free"_s, true}, {u"currency"_s, u"GBP"_s}}});
        config = {{u"providers"_s, providers}, {u"spend"_s, spend}};
        desk.write(u"config.json"_s, QJsonDocument(config).toJson());
    }
    [[nodiscard]] QJsonObject ask(const QStringList& command) const
    {
        return desk.ask(QStringList{u"--config"_s, desk.path(u"config.json"_s)} + command);
    }
    [[nodiscard]] QJsonObject generate() const { return ask({u"update-factoids"_s, u"--force"_s}); }

    Desk desk;
    QJsonObject config;
};

} // namespace factoid::test
