// What is planned, running and served, through the real program.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QCryptographicHash>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

QJsonArray rows(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

void begin(Desk& desk, const char* now)
{
    desk.setNow(QString::fromLatin1(now));
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask(words("update-factoids --init-schedule"));
}

void change(Desk& desk, int value)
{
    desk.write(u"change.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," +
                                    QByteArray::number(value) + "\n");
    (void)desk.ask({u"import"_s, desk.path(u"change.csv"_s)});
}

QByteArray storeHash(const Desk& desk)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(desk.read(u"store.db"_s));
    hash.addData(desk.read(u"store.db-wal"_s));
    return hash.result();
}

QJsonObject reader(const QJsonObject& served, const char* who)
{
    for (const QJsonValue& row : rows(served, "readers")) {
        if (text(row.toObject(), "reader") == QLatin1String(who))
            return row.toObject();
    }
    FAIL("no reader " << who);
    return {};
}

} // namespace

TEST_CASE("the coming fortnight says what each slot would do")
{
    Desk desk;
    begin(desk, "2026-10-20T03:00:00Z");
    QJsonArray coming = rows(desk.ask(words("schedule coming")), "coming");
    REQUIRE(coming.size() == 14 * 4);
    CHECK(text(coming[0].toObject(), "what") == u"only if something changes"_s);
    CHECK(text(coming[0].toObject(), "offset") == u"+01:00"_s);
    CHECK(text(coming[55].toObject(), "offset") == u"+00:00"_s);
    CHECK(text(coming[20].toObject(), "clock_words") == u"clocks go back by 1 hour at 02:00"_s);

    desk.setNow(u"2026-10-20T04:30:00Z"_s);
    change(desk, 41'000'000);
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "what") == u"publishes: 1 change waits"_s);
    CHECK(text(coming[1].toObject(), "what") == u"only if something changes"_s);
    // After the last slot of the day the freshness target comes first.
    desk.setNow(u"2026-10-20T17:31:00Z"_s);
    (void)desk.ask(words("update-factoids --check-schedule"));
    change(desk, 42'000'000);
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "kind") == u"freshness"_s);
    CHECK(text(coming[0].toObject(), "at") < u"2026-10-20T18:31"_s);
    // And that is what happens.
    desk.setNow(u"2026-10-20T18:16:00Z"_s);
    CHECK(text(desk.ask(words("update-factoids --check-schedule")), "outcome") == u"published"_s);
    (void)desk.ask(words("schedule pause"));
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "decision") == u"paused"_s);
    CHECK(desk.run(words("schedule coming --days 999")).code == 2);
}

TEST_CASE("a sleep and an edit are rehearsed before they happen")
{
    Desk desk;
    begin(desk, "2026-07-01T08:00:00Z");
    const QJsonArray policies = rows(desk.ask(words("schedule sleep --from 02:00 --to 11:00")), "policies");
    REQUIRE(policies.size() == 2);
    CHECK(
        text(policies[0].toObject(), "sentence") ==
        u"If the computer sleeps from 02:00 to 11:00, the 06:00 and 10:30 slots would run once, at 11:00; the next is 14:00."_s);
    CHECK(text(policies[1].toObject(), "sentence").contains(u"would be skipped"_s));
    CHECK(desk.run(words("schedule sleep --from 2 --to 11:00")).code == 2);

    const QByteArray before = storeHash(desk);
    const QJsonObject preview = desk.ask(words("schedule preview --slots 06:00,11:00,14:00,18:30,23:00"));
    CHECK(text(preview, "sentence") == u"10:30 moves to 11:00; 23:00 is added"_s);
    CHECK(storeHash(desk) == before);
    const Answer bad = desk.run(words("--json schedule preview --slots 06:00,06:00"));
    CHECK(bad.code == 3);
    CHECK(text(bad.json(), "problem").contains(u"listed twice"_s));
    CHECK(text(desk.run(words("--json schedule preview --slots 25:00")).json(), "problem")
              .contains(u"not a valid time"_s));
    CHECK(text(desk.run(words("--json schedule preview --zone Mars/Olympus")).json(), "problem")
              .contains(u"not a known time zone"_s));
    const QJsonArray warnings = rows(desk.ask(words("schedule preview --slots 01:30")), "warnings");
    CHECK(warnings[0].toString().contains(u"25 October 2026"_s));
}

TEST_CASE("a run tells what it found and how the set changed")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    change(desk, 400'000'000);
    (void)desk.ask(words("update-factoids"));
    const QJsonObject list = desk.ask(words("runs --job update-factoids"));
    REQUIRE(list.value(u"total"_s).toInt() == 2);
    const QString newest = QString::number(rows(list, "runs")[0].toObject().value(u"id"_s).toInt());
    const QJsonObject run = desk.ask({u"runs"_s, newest});
    const QJsonObject facts = run.value(u"facts"_s).toObject();
    CHECK(facts.value(u"found"_s).toInt() >= facts.value(u"offered"_s).toInt());
    CHECK(facts.value(u"offered"_s).toInt() == facts.value(u"written"_s).toInt() + rows(facts, "refused").size());
    const QJsonObject set = run.value(u"set"_s).toObject();
    CHECK(rows(set, "factoids").size() == 3);
    CHECK(rows(set, "gone").size() + rows(set, "factoids").size() > 3); // another figure, another set
    CHECK(run.value(u"changes_answered"_s).toInt() == 1);
    CHECK(rows(run.value(u"plan"_s).toObject(), "rows").size() >= 4);
    CHECK(desk.run(words("runs 999")).code == 3);
    CHECK(desk.run(words("runs many")).code == 2);
    CHECK(rows(desk.ask(words("runs --days 3")), "days").size() == 3);
}

TEST_CASE("a run whose process was killed is not shown as running for ever")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    desk.setNow({});
    QProcess process;
    process.start(deskBinary(), desk.arguments({u"import"_s, samplePath()}));
    REQUIRE(process.waitForStarted());
    // As soon as its run is there; the lock of its transaction does not keep readers out.
    QJsonObject run;
    for (int i = 0; i < 200 && text(run, "liveness") != u"working"_s; ++i)
        run = rows(desk.ask(words("runs --limit 1")), "runs")[0].toObject();
    process.kill();
    REQUIRE(process.waitForFinished());
    REQUIRE(text(run, "outcome") == u"running"_s);
    run = rows(desk.ask(words("runs --limit 1")), "runs")[0].toObject();
    CHECK(text(run, "liveness") == u"lost"_s);
    const QString id = QString::number(run.value(u"id"_s).toInteger());
    (void)desk.run(words("invalidate")); // whatever runs next
    run = desk.ask({u"runs"_s, id});
    CHECK(text(run, "outcome") == u"interrupted"_s);
    CHECK(text(run, "message").contains(u"ended without reporting"_s));
    CHECK(desk.ask(words("status")).value(u"figures"_s).toObject().value(u"councils"_s).toInt() == 12);
}

TEST_CASE("fault_05 asking who is served what changes nothing at all")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    const QJsonObject served = desk.ask(words("factoids --limit 2"));
    const QByteArray before = storeHash(desk);
    const QJsonObject foreseen = desk.ask(words("cache served --limit 2"));
    const QJsonObject elsewhere = reader(foreseen, "elsewhere");
    CHECK(text(elsewhere, "level") == text(served, "level"));
    CHECK(text(elsewhere, "source") == text(served, "source"));
    REQUIRE(rows(elsewhere, "factoids").size() == 2);
    CHECK(rows(elsewhere, "factoids")[0].toString() == text(rows(served, "factoids")[0].toObject(), "text"));
    CHECK(text(reader(foreseen, "nothing"), "sentence").contains(u"error"_s));
    (void)desk.ask(words("cache levels"));
    (void)desk.ask(words("cache keys"));
    (void)desk.ask(words("cache touches sitewide"));
    CHECK(storeHash(desk) == before);

    // A value past its fresh time would be served stale, and the look starts no refresh.
    desk.setNow(u"2026-07-01T12:00:00Z"_s);
    const QJsonObject stale = reader(desk.ask(words("cache served")), "elsewhere");
    CHECK(text(stale, "source") == u"stale"_s);
    CHECK(stale.value(u"refreshes"_s).toBool());
    CHECK(storeHash(desk) == before);
}

TEST_CASE("an empty cache is filled by the reader and not by the look")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    const QJsonObject touches = desk.ask(words("cache touches"));
    CHECK(touches.value(u"touches_readers"_s).toBool());
    CHECK(rows(touches, "keys").size() == rows(desk.ask(words("invalidate")), "removed").size());
    const QJsonObject foreseen = reader(desk.ask(words("cache served")), "elsewhere");
    CHECK(foreseen.value(u"makes"_s).toBool());
    CHECK(rows(desk.ask(words("cache keys")), "keys").isEmpty());
    const QJsonObject served = desk.ask(words("factoids"));
    CHECK(text(served, "level") == text(foreseen, "level"));
    CHECK(text(rows(served, "factoids")[0].toObject(), "text") == rows(foreseen, "factoids")[0].toString());
}

TEST_CASE("a rehearsed outage is honoured by other processes, said everywhere and over by itself")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    desk.write(u"words.txt"_s, "x");
    const QJsonObject set = desk.ask(words("factoids"));
    desk.write(u"curated.json"_s, QJsonDocument(set).toJson());
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"curated.json"_s)});
    CHECK(desk.run(words("rehearse disk")).code == 2);
    CHECK(desk.run(words("rehearse store --minutes 999")).code == 2);
    (void)desk.ask(words("rehearse store --minutes 5 --reason drill"));
    const Answer during = desk.run(words("--json factoids"));
    CHECK(during.code == 5);
    CHECK(text(during.json(), "source") == u"fallback"_s);
    CHECK(rows(during.json(), "rehearsed")[0].toString() == u"store"_s);
    CHECK(text(reader(desk.ask(words("cache served")), "elsewhere"), "source") == u"fallback"_s);
    CHECK(rows(desk.ask(words("status")), "rehearsals").size() == 1);
    CHECK(desk.run(words("status")).out.contains("REHEARSAL"));
    desk.setNow(u"2026-07-01T03:05:00Z"_s);
    CHECK(text(desk.ask(words("factoids")), "source") == u"fresh"_s);
    (void)desk.ask(words("rehearse store"));
    (void)desk.ask(words("undo"));
    CHECK(text(desk.ask(words("factoids")), "source") == u"fresh"_s);
    (void)desk.ask(words("rehearse store"));
    CHECK(rows(desk.ask(words("rehearse end")), "ended").size() == 1);
    CHECK(text(desk.ask(words("factoids")), "source") == u"fresh"_s);
}

TEST_CASE("bundles are listed, opened and checked")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    CHECK(rows(desk.ask(words("bundles")), "bundles").isEmpty());
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    desk.setNow(u"2026-07-01T03:01:00Z"_s);
    (void)desk.ask({u"export"_s, u"--zip"_s, u"--out"_s, desk.path(u"out"_s)});
    const QJsonArray list = rows(desk.ask(words("bundles")), "bundles");
    REQUIRE(list.size() == 2);
    for (const QJsonValue& value : list) {
        const QJsonObject bundle = value.toObject();
        CHECK(bundle.value(u"exists"_s).toBool());
        CHECK(bundle.value(u"latest"_s).toBool()); // one of each form
        CHECK(bundle.value(u"of_published_set"_s).toBool());
        const QString path = text(bundle, "path");
        const QJsonObject content = desk.ask({u"bundles"_s, path});
        CHECK(rows(content, "files").size() >= 6);
        for (const QJsonValue& file : rows(content, "files"))
            CHECK(file.toObject().value(u"as_listed"_s).toBool());
        CHECK(desk.ask({u"verify-bundle"_s, path}).value(u"ok"_s).toBool());
    }
    // A whole bundle in the place of another is whole, but not the one that was written there.
    const QString folder = text(list[1].toObject(), "path");
    desk.setNow(u"2026-07-01T03:02:00Z"_s);
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"other"_s)});
    const QString other = text(rows(desk.ask(words("bundles")), "bundles")[0].toObject(), "path");
    REQUIRE(QDir(folder).removeRecursively());
    REQUIRE(QDir().rename(other, folder));
    const Answer swapped = desk.run({u"--json"_s, u"verify-bundle"_s, folder});
    CHECK(swapped.code == 6);
    CHECK(text(rows(swapped.json(), "problems")[0].toObject(), "message").contains(u"replaced"_s));
    CHECK_FALSE(rows(desk.ask(words("bundles")), "bundles")[0].toObject().value(u"exists"_s).toBool());
    CHECK(desk.run(words("bundles /nowhere")).code == 3);
}
