// The schedule through the real program: each call is what cron would start, at the instant of --now.
#include "tests/support/small_data.h"

using namespace factoid::test;

namespace {

QString check(Desk& desk, const char* now)
{
    desk.setNow(QString::fromLatin1(now));
    return desk.ask(words("update-factoids --check-schedule")).value(QStringLiteral("outcome")).toString();
}

void change(Desk& desk, const char* now, int value)
{
    desk.setNow(QString::fromLatin1(now));
    desk.write(QStringLiteral("change.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," + QByteArray::number(value) + "\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("change.csv"))});
}

void begin(Desk& desk, const char* now)
{
    desk.setNow(QString::fromLatin1(now));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask(words("update-factoids --init-schedule"));
}

} // namespace

TEST_CASE("fault_17 slots fall at local time in summer and winter and a late change keeps to the hour")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    CHECK(check(desk, "2026-07-01T04:59:00Z") == QStringLiteral("not_due"));
    // 06:00 in London is 05:00 in UTC in July.
    CHECK(check(desk, "2026-07-01T05:00:00Z") == QStringLiteral("unchanged"));
    CHECK(check(desk, "2026-07-01T05:15:00Z") == QStringLiteral("not_due"));
    change(desk, "2026-07-01T09:00:00Z", 41'000'000);
    CHECK(check(desk, "2026-07-01T09:30:00Z") == QStringLiteral("published"));
    // A change just after the day's last slot does not wait for the morning.
    change(desk, "2026-07-01T17:31:00Z", 43'000'000);
    QString outcome;
    for (const char* now : {"2026-07-01T17:45:00Z", "2026-07-01T18:00:00Z", "2026-07-01T18:15:00Z", "2026-07-01T18:30:00Z"}) {
        outcome = check(desk, now);
        if (outcome == QStringLiteral("published"))
            break;
    }
    CHECK(outcome == QStringLiteral("published"));
    CHECK(check(desk, "2026-12-01T06:00:00Z") == QStringLiteral("unchanged"));
}

TEST_CASE("a missed slot runs once at the next check and each slot gets one outcome")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    change(desk, "2026-07-01T03:10:00Z", 44'000'000);
    CHECK(check(desk, "2026-07-01T20:00:00Z") == QStringLiteral("published"));
    CHECK(check(desk, "2026-07-01T20:15:00Z") == QStringLiteral("not_due"));
    const QJsonArray outcomes = desk.ask({QStringLiteral("status")}).value(QStringLiteral("slots")).toArray();
    CHECK(outcomes.size() == 4);
}

TEST_CASE("paused slots are said to be and resume picks up the change")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    (void)desk.ask({QStringLiteral("schedule"), QStringLiteral("pause")});
    change(desk, "2026-07-01T03:10:00Z", 44'000'000);
    CHECK(check(desk, "2026-07-01T05:00:00Z") == QStringLiteral("paused"));
    (void)desk.ask({QStringLiteral("schedule"), QStringLiteral("resume")});
    CHECK(check(desk, "2026-07-01T09:30:00Z") == QStringLiteral("published"));
}

TEST_CASE("figures written straight into the store are found at the next slot")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {desk.store(), QStringLiteral("UPDATE figures SET value = value + 990000000000 WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing')"
                                                                          " AND council_id = (SELECT id FROM councils WHERE code = 'E07001002') AND year = 202324")});
    REQUIRE(sqlite.waitForFinished());
    REQUIRE(sqlite.exitCode() == 0);
    desk.setNow(QStringLiteral("2026-07-01T04:00:00Z"));
    CHECK(desk.run({QStringLiteral("doctor")}).code == 1);
    CHECK(check(desk, "2026-07-01T05:00:00Z") == QStringLiteral("published"));
    CHECK(desk.run({QStringLiteral("doctor")}).code == 0);
}

TEST_CASE("a schedule that makes no sense is refused in a sentence")
{
    Desk desk;
    const std::pair<const char*, const char*> cases[] = {
        {"schedule set --slots 25:00", "not a time of day"},
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
    desk.write(QStringLiteral("config.json"), R"({"schedule": {"slots": "07:15"}, "factoids": {"set_size": 9}, "site": {"title": "Rehearsal"}})");
    const QStringList config{QStringLiteral("--config"), desk.path(QStringLiteral("config.json"))};
    (void)desk.ask(config + words("schedule pause"));
    (void)desk.ask(config + words("schedule set --zone Europe/Paris"));
    const QJsonObject schedule = desk.ask(words("status")).value(QStringLiteral("schedule")).toObject();
    CHECK(schedule.value(QStringLiteral("slots")).toArray() == QJsonArray{QStringLiteral("06:00"), QStringLiteral("10:30"), QStringLiteral("14:00"), QStringLiteral("18:30")});
    CHECK(schedule.value(QStringLiteral("zone")) == QStringLiteral("Europe/Paris"));
    CHECK(schedule.value(QStringLiteral("paused")).toBool());
    for (const QJsonValue& setting : desk.ask(words("settings")).value(QStringLiteral("settings")).toArray()) {
        if (setting.toObject().value(QStringLiteral("key")) == QStringLiteral("factoids.set_size"))
            CHECK(setting.toObject().value(QStringLiteral("value")).toVariant().toString() == QStringLiteral("3"));
    }
}

TEST_CASE("a schedule that is made takes over what --config says of it")
{
    Desk desk;
    desk.setNow(QStringLiteral("2026-07-01T03:00:00Z"));
    desk.write(QStringLiteral("config.json"), R"({"schedule": {"slots": "07:15"}, "factoids": {"set_size": 9}})");
    (void)desk.ask({QStringLiteral("--config"), desk.path(QStringLiteral("config.json")), QStringLiteral("update-factoids"), QStringLiteral("--init-schedule")});
    CHECK(desk.ask(words("status")).value(QStringLiteral("schedule")).toObject().value(QStringLiteral("slots")).toArray() == QJsonArray{QStringLiteral("07:15")});
    const Answer status = desk.run(words("status"));
    CHECK(status.out.contains("no set to compare with"));
}
