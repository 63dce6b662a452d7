// The schedule through the real program: each call is what cron would start, at the instant of --now.
#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString check(Desk& desk, const char* now)
{
    desk.setNow(QString::fromLatin1(now));
    return desk.ask(words("update-factoids --check-schedule")).value(u"outcome"_s).toString();
}

void change(Desk& desk, const char* now, int value)
{
    desk.setNow(QString::fromLatin1(now));
    desk.write(u"change.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," +
                                    QByteArray::number(value) + "\n");
    (void)desk.ask({u"import"_s, desk.path(u"change.csv"_s)});
}

void begin(Desk& desk, const char* now)
{
    desk.setNow(QString::fromLatin1(now));
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask(words("update-factoids --init-schedule"));
}

} // namespace

TEST_CASE("fault_17 slots fall at local time in summer and winter and a late change keeps to the hour")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    CHECK(check(desk, "2026-07-01T04:59:00Z") == u"not_due"_s);
    // 06:00 in London is 05:00 in UTC in July.
    CHECK(check(desk, "2026-07-01T05:00:00Z") == u"unchanged"_s);
    CHECK(check(desk, "2026-07-01T05:15:00Z") == u"not_due"_s);
    change(desk, "2026-07-01T09:00:00Z", 41'000'000);
    CHECK(check(desk, "2026-07-01T09:30:00Z") == u"published"_s);
    // A change just after the day's last slot does not wait for the morning.
    change(desk, "2026-07-01T17:31:00Z", 43'000'000);
    QString outcome;
    for (const char* now :
         {"2026-07-01T17:45:00Z", "2026-07-01T18:00:00Z", "2026-07-01T18:15:00Z", "2026-07-01T18:30:00Z"}) {
        outcome = check(desk, now);
        if (outcome == u"published"_s)
            break;
    }
    CHECK(outcome == u"published"_s);
    CHECK(check(desk, "2026-12-01T06:00:00Z") == u"unchanged"_s);
}

TEST_CASE("a missed slot runs once at the next check and each slot gets one outcome")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    change(desk, "2026-07-01T03:10:00Z", 44'000'000);
    CHECK(check(desk, "2026-07-01T20:00:00Z") == u"published"_s);
    CHECK(check(desk, "2026-07-01T20:15:00Z") == u"not_due"_s);
    const QJsonArray outcomes = desk.ask({u"status"_s}).value(u"slots"_s).toArray();
    CHECK(outcomes.size() == 4);
}

TEST_CASE("paused slots are said to be and resume picks up the change")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    (void)desk.ask({u"schedule"_s, u"pause"_s});
    change(desk, "2026-07-01T03:10:00Z", 44'000'000);
    CHECK(check(desk, "2026-07-01T05:00:00Z") == u"paused"_s);
    (void)desk.ask({u"schedule"_s, u"resume"_s});
    CHECK(check(desk, "2026-07-01T09:30:00Z") == u"published"_s);
}

TEST_CASE("figures written straight into the store are found at the next slot")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s,
                 {desk.store(),
                  u"UPDATE figures SET value = value + 990000000000 WHERE field_id = (SELECT id FROM fields WHERE slug "
                  u"= 'total_borrowing')"
                  " AND council_id = (SELECT id FROM councils WHERE code = 'E07001002') AND year = 202324"_s});
    REQUIRE(sqlite.waitForFinished());
    REQUIRE(sqlite.exitCode() == 0);
    desk.setNow(u"2026-07-01T04:00:00Z"_s);
    CHECK(desk.run({u"doctor"_s}).code == 1);
    CHECK(check(desk, "2026-07-01T05:00:00Z") == u"published"_s);
    CHECK(desk.run({u"doctor"_s}).code == 0);
}

TEST_CASE("a schedule that makes no sense is refused in a sentence")
{
    Desk desk;
    const std::pair<const char*, const char*> cases[] = {
        {"schedule set --slots 25:00", "not a valid time"},
        {"schedule set --zone Europe/Nowhere", "Europe/Nowhere"},
        {"schedule set --missed never", "one of"},
        {"schedule stop", "not “stop”"},
    };
    for (const auto& [command, sentence] : cases) {
        const Answer answer = desk.run(words(command));
        INFO(command << ": " << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains(sentence));
    }
}

TEST_CASE("a change of the schedule saves itself alone, and not what --config lays over the store")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    desk.write(u"config.json"_s,
               R"({"schedule": {"slots": "07:15"}, "factoids": {"set_size": 9}, "site": {"title": "Rehearsal"}})");
    const QStringList config{u"--config"_s, desk.path(u"config.json"_s)};
    (void)desk.ask(config + words("schedule pause"));
    (void)desk.ask(config + words("schedule set --zone Europe/Paris"));
    const QJsonObject schedule = desk.ask(words("status")).value(u"schedule"_s).toObject();
    CHECK(schedule.value(u"slots"_s).toArray() == QJsonArray{u"06:00"_s, u"10:30"_s, u"14:00"_s, u"18:30"_s});
    CHECK(schedule.value(u"zone"_s) == u"Europe/Paris"_s);
    CHECK(schedule.value(u"paused"_s).toBool());
    for (const QJsonValue& setting : desk.ask(words("settings")).value(u"settings"_s).toArray()) {
        if (setting.toObject().value(u"key"_s) == u"factoids.set_size"_s)
            CHECK(setting.toObject().value(u"value"_s).toVariant().toString() == u"3"_s);
    }
}

TEST_CASE("a schedule that is made takes over what --config says of it")
{
    Desk desk;
    desk.setNow(u"2026-07-01T03:00:00Z"_s);
    desk.write(u"config.json"_s, R"({"schedule": {"slots": "07:15"}, "factoids": {"set_size": 9}})");
    (void)desk.ask({u"--config"_s, desk.path(u"config.json"_s), u"update-factoids"_s, u"--init-schedule"_s});
    CHECK(desk.ask(words("status")).value(u"schedule"_s).toObject().value(u"slots"_s).toArray() ==
          QJsonArray{u"07:15"_s});
    const Answer status = desk.run(words("status"));
    CHECK(status.out.contains("no set to compare with"));
}
