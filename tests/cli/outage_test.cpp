// A day on which everything fails once: each hour another fault of the model, then all of them, then none. Every hour
// figures change, the schedule is checked and a reader comes. The clock is --now; everything else is the real thing.
#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/support/small_data.h"

#include <QDateTime>

using namespace factoid::test;

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

class Day
{
  public:
    explicit Day(const ModelEndpoint& endpoint)
    {
        desk.setNow("2026-11-24T00:00:00Z");
        writeSmallData(desk);
        const QJsonObject provider{
            {"name", "primary"}, {"base_url", endpoint.baseUrl()}, {"model", "little"}, {"idle_seconds", 1}};
        const QJsonObject spend{{"prices", QJsonArray{QJsonObject{{"free", true}, {"currency", "GBP"}}}}};
        desk.write("config.json",
                   QJsonDocument(QJsonObject{{"providers", QJsonArray{provider}}, {"spend", spend}}).toJson());
        (void)desk.ask({"import", desk.path("data")});
        (void)desk.ask(with({"update-factoids", "--init-schedule"}));
        (void)desk.ask(with({"update-factoids", "--force"}));
    }

    // One hour later a figure is another one, the check runs, and a reader comes. Gives the link that the set came by.
    QString hour(const QString& what)
    {
        ++m_hour;
        desk.setNow(QDateTime(QDate(2026, 11, 24), QTime(0, 0), Qt::UTC).addSecs(m_hour * 3'600).toString(Qt::ISODate));
        desk.write("change.csv", "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," +
                                     QByteArray::number(41'000'000 + 1'000'000 * m_hour) + "\n");
        (void)desk.ask({"import", desk.path("change.csv")});
        // The freshness target is an hour: the check a moment before it is over must act.
        desk.setNow(QDateTime(QDate(2026, 11, 24), QTime(0, 0), Qt::UTC)
                        .addSecs(m_hour * 3'600 + 59 * 60)
                        .toString(Qt::ISODate));
        const QJsonObject made = desk.ask(with({"update-factoids", "--check-schedule"}));
        INFO("hour " << m_hour << ", " << what.toStdString() << ": "
                     << QJsonDocument(made.value("attempts").toArray()).toJson().toStdString());
        CHECK(text(made, "outcome") == "published");
        const QJsonObject read = desk.ask(with({"factoids"}));
        CHECK(read.value("factoids").toArray().size() == 3);
        CHECK(text(read, "source") == "fresh");
        const QJsonObject proof = desk.ask({"verify"});
        CHECK(proof.value("checked").toInt() > 0);
        CHECK(proof.value("refused").toInt() == 0);
        return text(made, "link");
    }

    [[nodiscard]] QStringList with(const QStringList& command) const
    {
        return QStringList{"--config", desk.path("config.json")} + command;
    }

    Desk desk;

  private:
    int m_hour = 0;
};

} // namespace

TEST_CASE("a day of outages: no read fails, nothing unproven is served, and the model is back when it works again")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    Day day(endpoint);
    for (const char* fault : {"400",         "401",           "402",        "403",
                              "404",         "408",           "409",        "413",
                              "422",         "429",           "500",        "502",
                              "503",         "stall-headers", "reset-body", "truncated-json",
                              "wrong-type",  "refusal",       "length",     "empty-choices",
                              "invalid-utf8"}) {
        endpoint.always(QLatin1String(fault));
        CHECK(day.hour(QLatin1String(fault)) == "statistics");
    }
    // All at once, one a request.
    endpoint.always("500");
    endpoint.script(
        {"429", "reset", "401", "garbage", "503", "empty", "refusal", "half-character", "error-200", "402"});
    CHECK(day.hour("all of them") == "statistics");
    endpoint.script({});
    endpoint.always("ok");
    // A breaker is open for half an hour at most: an hour after the fault's end nobody had to do anything.
    CHECK(day.hour("none") == "provider:primary");
    CHECK(day.hour("none") == "provider:primary");
    CHECK(day.desk.ask({"errors"}).value("incidents").toArray().size() >= 10);
}
