// What breaks beneath the program while it is away, and what it does about it by itself; each command a life of its own.
#include "core/store/database.h"
#include "tests/support/small_data.h"

using namespace factoid;
using namespace factoid::test;

namespace {

QString text(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toVariant().toString();
}

QJsonObject levelOf(const QJsonObject& json, const char* list, const char* level)
{
    for (const QJsonValue& row : json.value(QLatin1String(list)).toArray()) {
        if (text(row.toObject(), "level") == QLatin1String(level))
            return row.toObject();
    }
    FAIL("no level " << level);
    return {};
}

// A store with a published set, on 1 June 2026 at nine.
void publishSmall(Desk& desk)
{
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids --init-schedule"));
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == QStringLiteral("published"));
    (void)desk.ask(words("warm-cache"));
}

// As another program would write.
void write(const Desk& desk, const QString& sql)
{
    const auto db = Database::open(StoreUrl{desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    const auto ran = (*db)->run(sql);
    INFO((ran ? QString() : ran.error().message).toStdString());
    REQUIRE(ran);
}

} // namespace

TEST_CASE("a cache level that an operator leaves out is passed by, shown and taken back")
{
    Desk desk;
    publishSmall(desk);
    CHECK(desk.run({QStringLiteral("breakers"), QStringLiteral("open"), QStringLiteral("cache:attic"), QStringLiteral("--reason"), QStringLiteral("r")}).code == 2);
    for (const char* list : {"status", "cache"}) {
        const QJsonObject breaker = levelOf(desk.ask(words(list)), *list == 's' ? "cache" : "levels", "store").value(QStringLiteral("breaker")).toObject();
        CHECK(text(breaker, "name") == QStringLiteral("cache:store"));
        CHECK(text(breaker, "phase") == QStringLiteral("closed"));
        CHECK(breaker.value(QStringLiteral("allowed")).toBool());
    }
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), QStringLiteral("Councils run libraries and parks.")});
    (void)desk.ask({QStringLiteral("breakers"), QStringLiteral("open"), QStringLiteral("cache:store"), QStringLiteral("--reason"), QStringLiteral("moving house")});
    const QJsonObject read = desk.run(words("--json factoids")).json();
    CHECK(text(read, "source") == QStringLiteral("fallback"));
    CHECK(read.value(QStringLiteral("left_out")).toArray() == QJsonArray{QStringLiteral("store")});
    const QJsonObject level = levelOf(desk.ask(words("cache")), "levels", "store");
    CHECK(text(level, "state") == QStringLiteral("left_out"));
    CHECK(text(level, "state_words").contains(QStringLiteral("moving house")));
    CHECK_FALSE(levelOf(desk.ask(words("status")), "cache", "store").value(QStringLiteral("breaker")).toObject().value(QStringLiteral("allowed")).toBool());
    // A rehearsal of the same level says so first.
    (void)desk.ask(words("rehearse store"));
    CHECK(text(levelOf(desk.ask(words("cache")), "levels", "store"), "state") == QStringLiteral("rehearsed"));
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    CHECK(text(desk.ask(words("factoids")), "source") == QStringLiteral("fresh"));
    CHECK(text(levelOf(desk.ask(words("cache")), "levels", "store"), "state") == QStringLiteral("fresh"));
}

TEST_CASE("what another program wrote over the cache is not served, is an incident, and is made again by the read")
{
    Desk desk;
    publishSmall(desk);
    const QJsonArray before = desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray();
    for (const char* damage : {"'no json'", "'{}'", "x'00ff'", "'{\"data_hash\":\"other\",\"factoids\":[{\"text\":\"a lie\"}]}'"}) {
        INFO(damage);
        write(desk, QStringLiteral("UPDATE cache_entries SET value = %1 WHERE key LIKE 'sitewide_factoids:%'").arg(QLatin1String(damage)));
        const QJsonObject read = desk.ask(words("factoids"));
        CHECK(text(read, "source") == QStringLiteral("fresh"));
        CHECK(read.value(QStringLiteral("factoids")).toArray() == before);
    }
    const QJsonObject incident = desk.ask(words("errors --kind cache_down")).value(QStringLiteral("incidents")).toArray().first().toObject();
    CHECK(text(incident, "provider") == QStringLiteral("cache:store"));
    CHECK(text(incident, "sentence").contains(QStringLiteral("cannot be served")));
}
