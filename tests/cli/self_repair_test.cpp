// What breaks beneath the program while it is away, and what it does about it by itself; each command a life of its
// own.
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
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids --init-schedule"));
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == u"published"_s);
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
    CHECK(desk.run({u"breakers"_s, u"open"_s, u"cache:attic"_s, u"--reason"_s, u"r"_s}).code == 2);
    for (const char* list : {"status", "cache"}) {
        const QJsonObject breaker =
            levelOf(desk.ask(words(list)), *list == 's' ? "cache" : "levels", "store").value(u"breaker"_s).toObject();
        CHECK(text(breaker, "name") == u"cache:store"_s);
        CHECK(text(breaker, "phase") == u"closed"_s);
        CHECK(breaker.value(u"allowed"_s).toBool());
    }
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"We are updating this page."_s});
    (void)desk.ask({u"breakers"_s, u"open"_s, u"cache:store"_s, u"--reason"_s, u"moving house"_s});
    const QJsonObject read = desk.run(words("--json factoids")).json();
    CHECK(text(read, "source") == u"fallback"_s);
    CHECK(read.value(u"left_out"_s).toArray() == QJsonArray{u"store"_s});
    const QJsonObject level = levelOf(desk.ask(words("cache")), "levels", "store");
    CHECK(text(level, "state") == u"left_out"_s);
    CHECK(text(level, "state_words").contains(u"moving house"_s));
    CHECK_FALSE(levelOf(desk.ask(words("status")), "cache", "store")
                    .value(u"breaker"_s)
                    .toObject()
                    .value(u"allowed"_s)
                    .toBool());
    // A rehearsal of the same level says so first.
    (void)desk.ask(words("rehearse store"));
    CHECK(text(levelOf(desk.ask(words("cache")), "levels", "store"), "state") == u"rehearsed"_s);
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    CHECK(text(desk.ask(words("factoids")), "source") == u"fresh"_s);
    CHECK(text(levelOf(desk.ask(words("cache")), "levels", "store"), "state") == u"fresh"_s);
}

TEST_CASE("what another program wrote over the cache is not served, is an incident, and is made again by the read")
{
    Desk desk;
    publishSmall(desk);
    const QJsonArray before = desk.ask(words("factoids")).value(u"factoids"_s).toArray();
    for (const char* damage :
         {"'no json'", "'{}'", "x'00ff'", "'{\"data_hash\":\"other\",\"factoids\":[{\"text\":\"a lie\"}]}'"}) {
        INFO(damage);
        write(desk, u"UPDATE cache_entries SET value = CAST(%1 AS BLOB) WHERE key LIKE 'sitewide_factoids:%'"_s.arg(
                        QLatin1String(damage)));
        const QJsonObject read = desk.ask(words("factoids"));
        CHECK(text(read, "source") == u"fresh"_s);
        CHECK(read.value(u"factoids"_s).toArray() == before);
    }
    const QJsonObject incident =
        desk.ask(words("errors --kind cache_down")).value(u"incidents"_s).toArray().first().toObject();
    CHECK(text(incident, "provider") == u"cache:store"_s);
    CHECK(text(incident, "sentence").contains(u"cannot be served"_s));
}

TEST_CASE("a damaged summary is built anew by the next run, and the run goes on")
{
    struct Row {
        const char* damage; // what another program does
        const char* says;
    };
    const Row rows[] = {
        {"UPDATE summaries SET body = 'no json' WHERE field_id = (SELECT id FROM fields WHERE slug = "
         "'total_borrowing') AND year = (SELECT MAX(year) FROM summaries)",
         "cannot be read"},
        {"UPDATE summaries SET body = '{}' WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing')",
         "does not fit its hash"},
        {"DELETE FROM summaries WHERE field_id = (SELECT id FROM fields WHERE slug = 'total_borrowing')", "is missing"},
    };
    for (const Row& row : rows) {
        for (const char* command : {"update-factoids", "update-factoids --force"}) {
            INFO(row.damage << ", then " << command);
            Desk desk;
            publishSmall(desk);
            const QJsonObject before = desk.ask(words("summary total_borrowing 2023/24"));
            write(desk, QLatin1String(row.damage));
            desk.setNow(u"2026-06-01T10:00:00Z"_s);
            const QJsonObject run = desk.ask(words(command));
            CHECK(text(run, "outcome") ==
                  (QString::fromLatin1(command).contains(u"force"_s) ? u"published"_s : u"unchanged"_s));
            const QJsonArray repaired = run.value(u"repaired"_s).toArray();
            REQUIRE(repaired.size() == 1);
            CHECK(text(repaired.first().toObject(), "subject") == u"total_borrowing"_s);
            CHECK(desk.ask(words("summary total_borrowing 2023/24")) == before);
            const QJsonObject errors = desk.ask(words("errors"));
            const QJsonObject incident = errors.value(u"incidents"_s).toArray().first().toObject();
            CHECK(text(incident, "kind") == u"bad_data"_s);
            CHECK(text(incident, "field") == u"total_borrowing"_s);
            CHECK(text(incident, "sentence").contains(QLatin1String(row.says)));
            CHECK_FALSE(incident.value(u"open"_s).toBool());
            const QJsonObject action = errors.value(u"actions"_s).toArray().first().toObject();
            CHECK(text(action, "action") == u"rebuild_summary"_s);
            CHECK(text(action, "result") == u"worked"_s);
            CHECK(desk.ask(words("audit --search rebuild_summary")).value(u"entries"_s).toArray().size() == 1);
            CHECK_FALSE(desk.ask(words("update-factoids --force")).contains(u"repaired"_s));
        }
    }
}

TEST_CASE("a summary that cannot be mended ends in the next step of the table, and the set stays")
{
    Desk desk;
    publishSmall(desk);
    const QJsonArray before = desk.ask(words("factoids")).value(u"factoids"_s).toArray();
    write(
        desk,
        u"CREATE TRIGGER bad AFTER INSERT ON summaries BEGIN UPDATE summaries SET body = '{}' WHERE rowid = NEW.rowid; END"_s);
    write(desk,
          u"UPDATE summaries SET body = '{}' WHERE field_id = (SELECT id FROM fields WHERE slug = 'spend_cultural')"_s);
    desk.setNow(u"2026-06-01T10:00:00Z"_s);
    const Answer run = desk.run(words("update-factoids --force"));
    CHECK(run.code != 0);
    CHECK(run.err.contains("could not be repaired"));
    const QJsonObject errors = desk.ask(words("errors"));
    REQUIRE(errors.value(u"incidents"_s).toArray().size() == 1);
    CHECK(errors.value(u"incidents"_s).toArray().first().toObject().value(u"open"_s).toBool());
    QStringList actions;
    for (const QJsonValue& action : errors.value(u"actions"_s).toArray())
        actions.prepend(text(action.toObject(), "action") + QLatin1Char(' ') + text(action.toObject(), "result"));
    // The operator is alerted once the rebuilding has failed.
    CHECK(actions == QStringList({u"rebuild_summary failed"_s, u"raise_alert worked"_s, u"serve_stale worked"_s}));
    CHECK(desk.ask(words("factoids")).value(u"factoids"_s).toArray() == before);
    // What keeps it damaged is gone: the next run mends it without a person.
    write(desk, u"DROP TRIGGER bad"_s);
    desk.setNow(u"2026-06-01T12:00:00Z"_s);
    CHECK(text(desk.ask(words("update-factoids --force")), "outcome") == u"published"_s);
    CHECK(desk.ask(words("errors")).value(u"alerts"_s).toArray().isEmpty());
}

TEST_CASE("a damaged row of the cache is filled anew by the next run")
{
    for (const char* command : {"update-factoids", "update-factoids --check-schedule", "update-factoids --force"}) {
        INFO(command);
        Desk desk;
        publishSmall(desk);
        write(desk, u"UPDATE cache_entries SET value = CAST('no json' AS BLOB)"_s);
        desk.setNow(u"2026-06-01T09:02:00Z"_s);
        const QJsonObject run = desk.ask(words(command));
        const QJsonArray repaired = run.value(u"repaired"_s).toArray();
        REQUIRE(repaired.size() == 1);
        CHECK(text(repaired.first().toObject(), "action") == u"rebuild_cache"_s);
        const QJsonObject errors = desk.ask(words("errors"));
        CHECK(text(errors.value(u"incidents"_s).toArray().first().toObject(), "kind") == u"cache_down"_s);
        const QJsonObject action = errors.value(u"actions"_s).toArray().first().toObject();
        CHECK(text(action, "action") == u"rebuild_cache"_s);
        CHECK(text(action, "result") == u"worked"_s);
        const QJsonObject read = desk.ask(words("factoids"));
        CHECK(text(read, "level") == u"store"_s);
        CHECK(desk.ask(words("errors --kind cache_down")).value(u"incidents"_s).toArray().size() == 1);
    }
}

TEST_CASE("a cache that cannot be mended keeps no set from being published")
{
    Desk desk;
    publishSmall(desk);
    write(desk, u"UPDATE cache_entries SET value = CAST('no json' AS BLOB)"_s);
    write(desk, u"CREATE TRIGGER bad BEFORE UPDATE ON cache_entries BEGIN SELECT RAISE(ABORT, 'no'); END"_s);
    desk.setNow(u"2026-06-01T10:00:00Z"_s);
    CHECK(text(desk.ask(words("update-factoids --force")), "outcome") == u"published"_s);
    QStringList actions;
    for (const QJsonValue& action : desk.ask(words("errors")).value(u"actions"_s).toArray())
        actions.prepend(text(action.toObject(), "action") + QLatin1Char(' ') + text(action.toObject(), "result"));
    REQUIRE(actions.size() >= 2);
    CHECK(actions.at(0) == u"rebuild_cache failed"_s);
    CHECK(actions.at(1) == u"serve_stale worked"_s);
    CHECK(actions.filter(u"rebuild_cache"_s).size() == 1); // once a run
    CHECK(desk.ask(words("factoids")).value(u"factoids"_s).toArray().size() == 3);
}

TEST_CASE(
    "a generation that failed is tried again when the table says, at once for new figures, and in time for the target")
{
    Desk desk;
    publishSmall(desk);
    const auto change = [&](const char* now, int borrowing) {
        desk.setNow(QLatin1String(now));
        desk.write(u"change.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," +
                                        QByteArray::number(borrowing) + "\n");
        (void)desk.ask({u"import"_s, desk.path(u"change.csv"_s)});
    };
    const auto check = [&](const char* now, const char* more = "--check-schedule") {
        desk.setNow(QLatin1String(now));
        const Answer answer = desk.run(QStringList{u"--json"_s, u"update-factoids"_s} +
                                       QString::fromLatin1(more).split(QLatin1Char(' '), Qt::SkipEmptyParts));
        return answer.code == 0 ? text(answer.json(), "outcome") : u"failed"_s;
    };
    const auto next = [&](const char* key) {
        return text(desk.ask(words("status")).value(u"schedule"_s).toObject(), key);
    };
    change("2026-06-01T09:10:00Z", 71'000'000);
    CHECK(next("next_try").isEmpty());
    write(desk, u"CREATE TRIGGER bad BEFORE INSERT ON sets BEGIN SELECT RAISE(ABORT, 'no'); END"_s);
    // The slot of 10:30 in London; pauses of one, two, four minutes.
    CHECK(check("2026-06-01T09:31:00Z") == u"failed"_s);
    CHECK(check("2026-06-01T09:31:30Z") == u"waiting"_s);
    CHECK(next("next_try_at") == u"2026-06-01T09:32:00.000Z"_s);
    CHECK(
        next("next_try")
            .contains(
                u"the slot of 10:30 on 1 June 2026 is due, but the last generation failed; it is tried again at 10:32"_s));
    CHECK(text(desk.ask(words("schedule")), "next_try") == next("next_try"));
    CHECK(desk.run(words("status")).out.contains("it is tried again at 10:32"));
    CHECK(check("2026-06-01T09:32:00Z") == u"failed"_s);
    CHECK(check("2026-06-01T09:33:00Z") == u"waiting"_s);
    // An operator is never kept waiting.
    CHECK(check("2026-06-01T09:33:00Z", "") == u"failed"_s);
    CHECK(check("2026-06-01T09:33:00Z", "--force") == u"failed"_s);
    CHECK(check("2026-06-01T09:40:00Z") == u"waiting"_s); // eight minutes from there
    // New figures are another question.
    change("2026-06-01T09:40:00Z", 72'000'000);
    CHECK(check("2026-06-01T09:40:30Z") == u"failed"_s);
    CHECK(check("2026-06-01T09:45:00Z") == u"waiting"_s);
    CHECK(next("next_try").contains(u"for the freshness target"_s));
    // The first change has to be out by 10:10: from then on each check tries, until that is missed.
    CHECK(check("2026-06-01T09:55:00Z") == u"failed"_s);
    CHECK(check("2026-06-01T09:56:00Z") == u"failed"_s);
    CHECK(check("2026-06-01T10:11:00Z") == u"waiting"_s);
    CHECK(desk.ask(words("factoids")).value(u"factoids"_s).toArray().size() == 3);
    write(desk, u"DROP TRIGGER bad"_s);
    CHECK(check("2026-06-01T10:27:00Z") == u"published"_s);
    CHECK(next("next_try").isEmpty());
    CHECK(desk.ask(words("errors --open")).value(u"incidents"_s).toArray().isEmpty());
}
