// What is planned, running and served, through the real program.
#include "tests/support/small_data.h"

#include <QCryptographicHash>

using namespace factoid::test;

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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask(words("update-factoids --init-schedule"));
}

void change(Desk& desk, int value)
{
    desk.write(QStringLiteral("change.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24," + QByteArray::number(value) + "\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("change.csv"))});
}

QByteArray storeHash(const Desk& desk)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(desk.read(QStringLiteral("store.db")));
    hash.addData(desk.read(QStringLiteral("store.db-wal")));
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
    CHECK(text(coming[0].toObject(), "what") == QStringLiteral("only if something changes"));
    CHECK(text(coming[0].toObject(), "offset") == QStringLiteral("+01:00"));
    CHECK(text(coming[55].toObject(), "offset") == QStringLiteral("+00:00"));
    CHECK(text(coming[20].toObject(), "clock_words") == QStringLiteral("clocks go back by 1 hour at 02:00"));

    desk.setNow(QStringLiteral("2026-10-20T04:30:00Z"));
    change(desk, 41'000'000);
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "what") == QStringLiteral("publishes: 1 change waits"));
    CHECK(text(coming[1].toObject(), "what") == QStringLiteral("only if something changes"));
    // After the last slot of the day the freshness target comes first.
    desk.setNow(QStringLiteral("2026-10-20T17:31:00Z"));
    (void)desk.ask(words("update-factoids --check-schedule"));
    change(desk, 42'000'000);
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "kind") == QStringLiteral("freshness"));
    CHECK(text(coming[0].toObject(), "at") < QStringLiteral("2026-10-20T18:31"));
    // And that is what happens.
    desk.setNow(QStringLiteral("2026-10-20T18:16:00Z"));
    CHECK(text(desk.ask(words("update-factoids --check-schedule")), "outcome") == QStringLiteral("published"));
    (void)desk.ask(words("schedule pause"));
    coming = rows(desk.ask(words("schedule coming --days 1")), "coming");
    CHECK(text(coming[0].toObject(), "decision") == QStringLiteral("paused"));
    CHECK(desk.run(words("schedule coming --days 999")).code == 2);
}

TEST_CASE("a sleep and an edit are rehearsed before they happen")
{
    Desk desk;
    begin(desk, "2026-07-01T08:00:00Z");
    const QJsonArray policies = rows(desk.ask(words("schedule sleep --from 02:00 --to 11:00")), "policies");
    REQUIRE(policies.size() == 2);
    CHECK(text(policies[0].toObject(), "sentence") == QStringLiteral("Asleep from 02:00 to 11:00, the 06:00 and 10:30 slots would run once, at 11:00; the next is 14:00."));
    CHECK(text(policies[1].toObject(), "sentence").contains(QStringLiteral("would be skipped")));
    CHECK(desk.run(words("schedule sleep --from 2 --to 11:00")).code == 2);

    const QByteArray before = storeHash(desk);
    const QJsonObject preview = desk.ask(words("schedule preview --slots 06:00,11:00,14:00,18:30,23:00"));
    CHECK(text(preview, "sentence") == QStringLiteral("10:30 moves to 11:00; 23:00 is added"));
    CHECK(storeHash(desk) == before);
    const Answer bad = desk.run(words("--json schedule preview --slots 06:00,06:00"));
    CHECK(bad.code == 3);
    CHECK(text(bad.json(), "problem").contains(QStringLiteral("there twice")));
    CHECK(text(desk.run(words("--json schedule preview --slots 25:00")).json(), "problem").contains(QStringLiteral("not a time of day")));
    CHECK(text(desk.run(words("--json schedule preview --zone Mars/Olympus")).json(), "problem").contains(QStringLiteral("not a known time zone")));
    const QJsonArray warnings = rows(desk.ask(words("schedule preview --slots 01:30")), "warnings");
    CHECK(warnings[0].toString().contains(QStringLiteral("25 October 2026")));
}

TEST_CASE("a run tells what it found and how the set changed")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    change(desk, 400'000'000);
    (void)desk.ask(words("update-factoids"));
    const QJsonObject list = desk.ask(words("runs --job update-factoids"));
    REQUIRE(list.value(QStringLiteral("total")).toInt() == 2);
    const QString newest = QString::number(rows(list, "runs")[0].toObject().value(QStringLiteral("id")).toInt());
    const QJsonObject run = desk.ask({QStringLiteral("runs"), newest});
    const QJsonObject facts = run.value(QStringLiteral("facts")).toObject();
    CHECK(facts.value(QStringLiteral("found")).toInt() >= facts.value(QStringLiteral("offered")).toInt());
    CHECK(facts.value(QStringLiteral("offered")).toInt() == facts.value(QStringLiteral("written")).toInt() + rows(facts, "refused").size());
    const QJsonObject set = run.value(QStringLiteral("set")).toObject();
    CHECK(rows(set, "factoids").size() == 3);
    CHECK(rows(set, "gone").size() + rows(set, "factoids").size() > 3); // another figure, another set
    CHECK(run.value(QStringLiteral("changes_answered")).toInt() == 1);
    CHECK(rows(run.value(QStringLiteral("plan")).toObject(), "rows").size() >= 4);
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
    process.start(QStringLiteral(FACTOID_BINARY), desk.arguments({QStringLiteral("import"), samplePath()}));
    REQUIRE(process.waitForStarted());
    // As soon as its run is there; the lock of its transaction does not keep readers out.
    QJsonObject run;
    for (int i = 0; i < 200 && text(run, "liveness") != QStringLiteral("working"); ++i)
        run = rows(desk.ask(words("runs --limit 1")), "runs")[0].toObject();
    process.kill();
    REQUIRE(process.waitForFinished());
    REQUIRE(text(run, "outcome") == QStringLiteral("running"));
    run = rows(desk.ask(words("runs --limit 1")), "runs")[0].toObject();
    CHECK(text(run, "liveness") == QStringLiteral("lost"));
    const QString id = QString::number(run.value(QStringLiteral("id")).toInteger());
    (void)desk.run(words("invalidate")); // whatever runs next
    run = desk.ask({QStringLiteral("runs"), id});
    CHECK(text(run, "outcome") == QStringLiteral("interrupted"));
    CHECK(text(run, "message").contains(QStringLiteral("ended without a word")));
    CHECK(desk.ask(words("status")).value(QStringLiteral("figures")).toObject().value(QStringLiteral("councils")).toInt() == 12);
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
    CHECK(text(reader(foreseen, "nothing"), "sentence").contains(QStringLiteral("error")));
    (void)desk.ask(words("cache levels"));
    (void)desk.ask(words("cache keys"));
    (void)desk.ask(words("cache touches sitewide"));
    CHECK(storeHash(desk) == before);

    // A value past its fresh time would be served stale, and the look starts no refresh.
    desk.setNow(QStringLiteral("2026-07-01T12:00:00Z"));
    const QJsonObject stale = reader(desk.ask(words("cache served")), "elsewhere");
    CHECK(text(stale, "source") == QStringLiteral("stale"));
    CHECK(stale.value(QStringLiteral("refreshes")).toBool());
    CHECK(storeHash(desk) == before);
}

TEST_CASE("an empty cache is filled by the reader and not by the look")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    const QJsonObject touches = desk.ask(words("cache touches"));
    CHECK(touches.value(QStringLiteral("touches_readers")).toBool());
    CHECK(rows(touches, "keys").size() == rows(desk.ask(words("invalidate")), "removed").size());
    const QJsonObject foreseen = reader(desk.ask(words("cache served")), "elsewhere");
    CHECK(foreseen.value(QStringLiteral("makes")).toBool());
    CHECK(rows(desk.ask(words("cache keys")), "keys").isEmpty());
    const QJsonObject served = desk.ask(words("factoids"));
    CHECK(text(served, "level") == text(foreseen, "level"));
    CHECK(text(rows(served, "factoids")[0].toObject(), "text") == rows(foreseen, "factoids")[0].toString());
}

TEST_CASE("a rehearsed outage is honoured by other processes, said everywhere and over by itself")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    desk.write(QStringLiteral("words.txt"), "x");
    const QJsonObject set = desk.ask(words("factoids"));
    desk.write(QStringLiteral("curated.json"), QJsonDocument(set).toJson());
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("curated.json"))});
    CHECK(desk.run(words("rehearse disk")).code == 2);
    CHECK(desk.run(words("rehearse store --minutes 999")).code == 2);
    (void)desk.ask(words("rehearse store --minutes 5 --reason drill"));
    const Answer during = desk.run(words("--json factoids"));
    CHECK(during.code == 5);
    CHECK(text(during.json(), "source") == QStringLiteral("fallback"));
    CHECK(rows(during.json(), "rehearsed")[0].toString() == QStringLiteral("store"));
    CHECK(text(reader(desk.ask(words("cache served")), "elsewhere"), "source") == QStringLiteral("fallback"));
    CHECK(rows(desk.ask(words("status")), "rehearsals").size() == 1);
    CHECK(desk.run(words("status")).out.contains("REHEARSAL"));
    desk.setNow(QStringLiteral("2026-07-01T03:05:00Z"));
    CHECK(text(desk.ask(words("factoids")), "source") == QStringLiteral("fresh"));
    (void)desk.ask(words("rehearse store"));
    (void)desk.ask(words("undo"));
    CHECK(text(desk.ask(words("factoids")), "source") == QStringLiteral("fresh"));
    (void)desk.ask(words("rehearse store"));
    CHECK(rows(desk.ask(words("rehearse end")), "ended").size() == 1);
    CHECK(text(desk.ask(words("factoids")), "source") == QStringLiteral("fresh"));
}

TEST_CASE("bundles are listed, opened and checked")
{
    Desk desk;
    begin(desk, "2026-07-01T03:00:00Z");
    CHECK(rows(desk.ask(words("bundles")), "bundles").isEmpty());
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    desk.setNow(QStringLiteral("2026-07-01T03:01:00Z"));
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--zip"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    const QJsonArray list = rows(desk.ask(words("bundles")), "bundles");
    REQUIRE(list.size() == 2);
    for (const QJsonValue& value : list) {
        const QJsonObject bundle = value.toObject();
        CHECK(bundle.value(QStringLiteral("exists")).toBool());
        CHECK(bundle.value(QStringLiteral("latest")).toBool()); // one of each form
        CHECK(bundle.value(QStringLiteral("of_published_set")).toBool());
        const QString path = text(bundle, "path");
        const QJsonObject content = desk.ask({QStringLiteral("bundles"), path});
        CHECK(rows(content, "files").size() >= 6);
        for (const QJsonValue& file : rows(content, "files"))
            CHECK(file.toObject().value(QStringLiteral("as_listed")).toBool());
        CHECK(desk.ask({QStringLiteral("verify-bundle"), path}).value(QStringLiteral("ok")).toBool());
    }
    // A whole bundle in the place of another is whole, but not the one that was written there.
    const QString folder = text(list[1].toObject(), "path");
    desk.setNow(QStringLiteral("2026-07-01T03:02:00Z"));
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("other"))});
    const QString other = text(rows(desk.ask(words("bundles")), "bundles")[0].toObject(), "path");
    REQUIRE(QDir(folder).removeRecursively());
    REQUIRE(QDir().rename(other, folder));
    const Answer swapped = desk.run({QStringLiteral("--json"), QStringLiteral("verify-bundle"), folder});
    CHECK(swapped.code == 6);
    CHECK(text(rows(swapped.json(), "problems")[0].toObject(), "message").contains(QStringLiteral("exchanged")));
    CHECK_FALSE(rows(desk.ask(words("bundles")), "bundles")[0].toObject().value(QStringLiteral("exists")).toBool());
    CHECK(desk.run(words("bundles /nowhere")).code == 3);
}
