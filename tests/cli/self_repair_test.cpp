// What breaks beneath the program while it is away, and what it does about it by itself; each command a life of its own.
#include "core/store/sql/database.h"
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
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), QStringLiteral("We are updating this page.")});
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
        write(desk, QStringLiteral("UPDATE cache_entries SET value = CAST(%1 AS BLOB) WHERE key LIKE 'sitewide_factoids:%'").arg(QLatin1String(damage)));
        const QJsonObject read = desk.ask(words("factoids"));
        CHECK(text(read, "source") == QStringLiteral("fresh"));
        CHECK(read.value(QStringLiteral("factoids")).toArray() == before);
    }
    const QJsonObject incident = desk.ask(words("errors --kind cache_down")).value(QStringLiteral("incidents")).toArray().first().toObject();
    CHECK(text(incident, "provider") == QStringLiteral("cache:store"));
    CHECK(text(incident, "sentence").contains(QStringLiteral("cannot be served")));
}

TEST_CASE("a damaged summary is built anew by the next run, and the run goes on")
{
    struct Row {
        const char* damage; // what another program does
        const char* says;
    };
    const Row rows[] = {
        {"UPDATE summaries SET body = 'no json' WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing') AND year = (SELECT MAX(year) FROM summaries)", "cannot be read"},
        {"UPDATE summaries SET body = '{}' WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing')", "does not fit its hash"},
        {"DELETE FROM summaries WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing')", "is missing"},
    };
    for (const Row& row : rows) {
        for (const char* command : {"update-factoids", "update-factoids --force"}) {
            INFO(row.damage << ", then " << command);
            Desk desk;
            publishSmall(desk);
            const QJsonObject before = desk.ask(words("summary total_borrowing 2023/24"));
            write(desk, QLatin1String(row.damage));
            desk.setNow(QStringLiteral("2026-06-01T10:00:00Z"));
            const QJsonObject run = desk.ask(words(command));
            CHECK(text(run, "outcome") == (QString::fromLatin1(command).contains(QStringLiteral("force")) ? QStringLiteral("published") : QStringLiteral("unchanged")));
            const QJsonArray repaired = run.value(QStringLiteral("repaired")).toArray();
            REQUIRE(repaired.size() == 1);
            CHECK(text(repaired.first().toObject(), "subject") == QStringLiteral("total_borrowing"));
            CHECK(desk.ask(words("summary total_borrowing 2023/24")) == before);
            const QJsonObject errors = desk.ask(words("errors"));
            const QJsonObject incident = errors.value(QStringLiteral("incidents")).toArray().first().toObject();
            CHECK(text(incident, "kind") == QStringLiteral("bad_data"));
            CHECK(text(incident, "field") == QStringLiteral("total_borrowing"));
            CHECK(text(incident, "sentence").contains(QLatin1String(row.says)));
            CHECK_FALSE(incident.value(QStringLiteral("open")).toBool());
            const QJsonObject action = errors.value(QStringLiteral("actions")).toArray().first().toObject();
            CHECK(text(action, "action") == QStringLiteral("rebuild_summary"));
            CHECK(text(action, "result") == QStringLiteral("worked"));
            CHECK(desk.ask(words("audit --search rebuild_summary")).value(QStringLiteral("entries")).toArray().size() == 1);
            CHECK_FALSE(desk.ask(words("update-factoids --force")).contains(QStringLiteral("repaired")));
        }
    }
}

TEST_CASE("a summary that cannot be mended ends in the next step of the table, and the set stays")
{
    Desk desk;
    publishSmall(desk);
    const QJsonArray before = desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray();
    write(desk, QStringLiteral("CREATE TRIGGER bad AFTER INSERT ON summaries BEGIN UPDATE summaries SET body = '{}' WHERE rowid = NEW.rowid; END"));
    write(desk, QStringLiteral("UPDATE summaries SET body = '{}' WHERE field_id = (SELECT id FROM fields WHERE slug = 'spend_cultural')"));
    desk.setNow(QStringLiteral("2026-06-01T10:00:00Z"));
    const Answer run = desk.run(words("update-factoids --force"));
    CHECK(run.code != 0);
    CHECK(run.err.contains("could not be mended"));
    const QJsonObject errors = desk.ask(words("errors"));
    REQUIRE(errors.value(QStringLiteral("incidents")).toArray().size() == 1);
    CHECK(errors.value(QStringLiteral("incidents")).toArray().first().toObject().value(QStringLiteral("open")).toBool());
    QStringList actions;
    for (const QJsonValue& action : errors.value(QStringLiteral("actions")).toArray())
        actions.prepend(text(action.toObject(), "action") + QLatin1Char(' ') + text(action.toObject(), "result"));
    // A person is called first: the table names no rebuilding before it that has not failed.
    CHECK(actions == QStringList({QStringLiteral("rebuild_summary failed"), QStringLiteral("raise_alert worked"), QStringLiteral("serve_stale worked")}));
    CHECK(desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray() == before);
    // What keeps it damaged is gone: the next run mends it without a person.
    write(desk, QStringLiteral("DROP TRIGGER bad"));
    desk.setNow(QStringLiteral("2026-06-01T12:00:00Z"));
    CHECK(text(desk.ask(words("update-factoids --force")), "outcome") == QStringLiteral("published"));
    CHECK(desk.ask(words("errors")).value(QStringLiteral("alerts")).toArray().isEmpty());
}

TEST_CASE("a damaged row of the cache is filled anew by the next run")
{
    for (const char* command : {"update-factoids", "update-factoids --check-schedule", "update-factoids --force"}) {
        INFO(command);
        Desk desk;
        publishSmall(desk);
        write(desk, QStringLiteral("UPDATE cache_entries SET value = CAST('no json' AS BLOB)"));
        desk.setNow(QStringLiteral("2026-06-01T09:02:00Z"));
        const QJsonObject run = desk.ask(words(command));
        const QJsonArray repaired = run.value(QStringLiteral("repaired")).toArray();
        REQUIRE(repaired.size() == 1);
        CHECK(text(repaired.first().toObject(), "action") == QStringLiteral("rebuild_cache"));
        const QJsonObject errors = desk.ask(words("errors"));
        CHECK(text(errors.value(QStringLiteral("incidents")).toArray().first().toObject(), "kind") == QStringLiteral("cache_down"));
        const QJsonObject action = errors.value(QStringLiteral("actions")).toArray().first().toObject();
        CHECK(text(action, "action") == QStringLiteral("rebuild_cache"));
        CHECK(text(action, "result") == QStringLiteral("worked"));
        const QJsonObject read = desk.ask(words("factoids"));
        CHECK(text(read, "level") == QStringLiteral("store"));
        CHECK(desk.ask(words("errors --kind cache_down")).value(QStringLiteral("incidents")).toArray().size() == 1);
    }
}

TEST_CASE("a cache that cannot be mended keeps no set from being published")
{
    Desk desk;
    publishSmall(desk);
    write(desk, QStringLiteral("UPDATE cache_entries SET value = CAST('no json' AS BLOB)"));
    write(desk, QStringLiteral("CREATE TRIGGER bad BEFORE UPDATE ON cache_entries BEGIN SELECT RAISE(ABORT, 'no'); END"));
    desk.setNow(QStringLiteral("2026-06-01T10:00:00Z"));
    CHECK(text(desk.ask(words("update-factoids --force")), "outcome") == QStringLiteral("published"));
    QStringList actions;
    for (const QJsonValue& action : desk.ask(words("errors")).value(QStringLiteral("actions")).toArray())
        actions.prepend(text(action.toObject(), "action") + QLatin1Char(' ') + text(action.toObject(), "result"));
    REQUIRE(actions.size() >= 2);
    CHECK(actions.at(0) == QStringLiteral("rebuild_cache failed"));
    CHECK(actions.at(1) == QStringLiteral("serve_stale worked"));
    CHECK(actions.filter(QStringLiteral("rebuild_cache")).size() == 1); // once a run
    CHECK(desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().size() == 3);
}

TEST_CASE("a generation that failed is tried again when the table says, at once for new figures, and in time for the target")
{
    Desk desk;
    publishSmall(desk);
    const auto change = [&](const char* now, int borrowing) {
        desk.setNow(QLatin1String(now));
        desk.write(QStringLiteral("change.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," + QByteArray::number(borrowing) + "\n");
        (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("change.csv"))});
    };
    const auto check = [&](const char* now, const char* more = "--check-schedule") {
        desk.setNow(QLatin1String(now));
        const Answer answer = desk.run(QStringList{QStringLiteral("--json"), QStringLiteral("update-factoids")} + QString::fromLatin1(more).split(QLatin1Char(' '), Qt::SkipEmptyParts));
        return answer.code == 0 ? text(answer.json(), "outcome") : QStringLiteral("failed");
    };
    const auto next = [&](const char* key) { return text(desk.ask(words("status")).value(QStringLiteral("schedule")).toObject(), key); };
    change("2026-06-01T09:10:00Z", 71'000'000);
    CHECK(next("next_try").isEmpty());
    write(desk, QStringLiteral("CREATE TRIGGER bad BEFORE INSERT ON sets BEGIN SELECT RAISE(ABORT, 'no'); END"));
    // The slot of 10:30 in London; pauses of one, two, four minutes.
    CHECK(check("2026-06-01T09:31:00Z") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:31:30Z") == QStringLiteral("waiting"));
    CHECK(next("next_try_at") == QStringLiteral("2026-06-01T09:32:00.000Z"));
    CHECK(next("next_try").contains(QStringLiteral("the slot of 10:30 on 1 June 2026 is due, but the last generation failed; it is tried again at 10:32")));
    CHECK(text(desk.ask(words("schedule")), "next_try") == next("next_try"));
    CHECK(desk.run(words("status")).out.contains("it is tried again at 10:32"));
    CHECK(check("2026-06-01T09:32:00Z") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:33:00Z") == QStringLiteral("waiting"));
    // An operator is never kept waiting.
    CHECK(check("2026-06-01T09:33:00Z", "") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:33:00Z", "--force") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:40:00Z") == QStringLiteral("waiting")); // eight minutes from there
    // New figures are another question.
    change("2026-06-01T09:40:00Z", 72'000'000);
    CHECK(check("2026-06-01T09:40:30Z") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:45:00Z") == QStringLiteral("waiting"));
    CHECK(next("next_try").contains(QStringLiteral("for the freshness target")));
    // The first change has to be out by 10:10: from then on each check tries, until that is missed.
    CHECK(check("2026-06-01T09:55:00Z") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T09:56:00Z") == QStringLiteral("failed"));
    CHECK(check("2026-06-01T10:11:00Z") == QStringLiteral("waiting"));
    CHECK(desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().size() == 3);
    write(desk, QStringLiteral("DROP TRIGGER bad"));
    CHECK(check("2026-06-01T10:27:00Z") == QStringLiteral("published"));
    CHECK(next("next_try").isEmpty());
    CHECK(desk.ask(words("errors --open")).value(QStringLiteral("incidents")).toArray().isEmpty());
}
