// What others wrote (cells, file names, a server's words) reaches a terminal as signs, never as orders.
#include "tests/support/model_endpoint.h"
#include "tests/support/small_data.h"

#include <algorithm>

using namespace factoid::test;

namespace {

const QByteArray kOrders = "\x1b[31mred \x1b]0;title\x07 \xc2\x9b"
                           "2J \xc2\x9d"
                           "0;x \x7f \xe2\x80\xae"
                           "end";

void holdsNoOrders(const Answer& answer)
{
    for (const QByteArray& bytes : {answer.out, answer.err}) {
        INFO(bytes.left(4'000).toStdString());
        REQUIRE(std::ranges::all_of(
            bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t'; }));
        for (const char* upper : {"\x7f", "\xc2\x9b", "\xc2\x9d", "\xe2\x80\xae"})
            REQUIRE_FALSE(bytes.contains(upper));
    }
}

} // namespace

TEST_CASE("a rejected cell, a file's name, a field's name and a server's words cannot order a terminal about")
{
    ModelEndpoint endpoint;
    endpoint.always("escape-bytes");
    const Desk desk;
    writeSmallData(desk);
    desk.write("data/fields.csv", smallFields().replace("Total borrowing outstanding", "Total " + kOrders));
    desk.write(
        "config.json",
        QJsonDocument(
            QJsonObject{
                {"providers",
                 QJsonArray{QJsonObject{{"name", "primary"}, {"base_url", endpoint.baseUrl()}, {"model", "m"}}}},
                {"spend", QJsonObject{{"prices", QJsonArray{QJsonObject{{"free", true}, {"currency", "GBP"}}}}}}})
            .toJson());
    const QString odd = QString::fromUtf8("odd \x1b[31m\xc2\x9b.csv");
    desk.write(odd, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," + kOrders + "\n" +
                        kOrders + ",total_borrowing,2023/24,1\n");
    const QStringList config{"--config", desk.path("config.json")};
    bool said = false;
    for (const QStringList& command :
         {QStringList{"import", desk.path("data")}, QStringList{"import", desk.path(odd)},
          QStringList{"import", "--dry-run", desk.path(odd)}, QStringList{"import", desk.path("none" + odd)},
          QStringList{"fields"}, QStringList{"update-factoids", "--force"}, QStringList{"factoids"},
          QStringList{"errors"}, QStringList{"doctor", "--providers"}, QStringList{"runs"},
          QStringList{QString::fromUtf8("no \x1b[31m such")}}) {
        for (const QStringList& format : {QStringList(), QStringList{"--json"}, QStringList{"--log-level", "debug"},
                                          QStringList{"--log-level", "debug", "--log-format", "json"}}) {
            INFO(command.join(' ').toStdString());
            const Answer answer = desk.run(format + config + command);
            holdsNoOrders(answer);
            said = said || answer.out.contains("\xe2\x90\x9b[31mred") || answer.err.contains("\xe2\x90\x9b[31mred");
        }
    }
    CHECK(said); // it is shown, as signs
}
