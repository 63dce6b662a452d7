// An operator's work through the real program, each command a life of its own: settings, curated factoids, choices
// about what is shown, the set on the site, and undo and redo of all of it.
#include "tests/support/small_data.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

Desk& imported(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    return desk;
}

Desk& published(Desk& desk)
{
    imported(desk);
    CHECK(desk.ask({u"update-factoids"_s}).value(u"outcome"_s).toString() == u"published"_s);
    return desk;
}

QStringList idsServed(const Desk& desk, int limit = 3)
{
    QStringList ids;
    for (const QJsonValue& factoid :
         desk.ask({u"factoids"_s, u"--limit"_s, QString::number(limit)}).value(u"factoids"_s).toArray())
        ids << factoid.toObject().value(u"id"_s).toString();
    return ids;
}

QStringList keysServed(const Desk& desk)
{
    QStringList keys;
    for (const QJsonValue& factoid : desk.ask(words("factoids")).value(u"factoids"_s).toArray())
        keys << factoid.toObject().value(u"fact_key"_s).toString();
    return keys;
}

QJsonObject served(const Desk& desk, int at)
{
    return desk.ask(words("factoids")).value(u"factoids"_s).toArray().at(at).toObject();
}

QJsonObject candidate(const Desk& desk, const QString& key)
{
    for (const QJsonValue& value : desk.ask(words("curate candidates --limit 400")).value(u"candidates"_s).toArray()) {
        if (value.toObject().value(u"key"_s).toString() == key)
            return value.toObject();
    }
    return {};
}

// A candidate that is neither on the site nor in reserve, with a proven sentence.
QJsonObject outsider(const Desk& desk)
{
    for (const QJsonValue& value : desk.ask(words("curate candidates --limit 400")).value(u"candidates"_s).toArray()) {
        const QJsonObject row = value.toObject();
        if (row.value(u"live"_s).toInt() == 0 && row.value(u"eligible"_s).toBool() &&
            !row.value(u"text"_s).toString().isEmpty())
            return row;
    }
    FAIL("every candidate is in the set");
    return {};
}

QString setting(const Desk& desk, const char* key)
{
    for (const QJsonValue& value : desk.ask(words("settings list")).value(u"settings"_s).toArray()) {
        if (value.toObject().value(u"key"_s).toString() == QLatin1String(key))
            return value.toObject().value(u"value"_s).toString();
    }
    return {};
}

QJsonArray fallbacksOf(const Desk& desk)
{
    return desk.ask(words("fallbacks list --bin")).value(u"fallbacks"_s).toArray();
}

} // namespace

TEST_CASE("settings are checked, saved, put back, undone and done again")
{
    const Desk desk;
    const Answer wrong = desk.run(words("settings set factoids.set_size=0"));
    CHECK(wrong.code == 2);
    CHECK(wrong.err.contains("from 1 to 100"));
    CHECK(desk.run(words("settings set schedule.zone=Mars/Base")).code == 2);
    CHECK(desk.run(words("settings set no.such=1")).code == 2);
    // One of two is wrong: neither is saved.
    CHECK(desk.run(words("settings set factoids.set_size=5 cache.stale_days=none")).code == 2);
    CHECK(setting(desk, "factoids.set_size") == u"3"_s);

    (void)desk.ask(words("settings set factoids.set_size=5 cache.stale_days=7"));
    CHECK(setting(desk, "factoids.set_size") == u"5"_s);
    (void)desk.ask(words("settings set factoids.set_size=6"));
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == u"5"_s);
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == u"3"_s);
    CHECK(setting(desk, "cache.stale_days") == u"30"_s);
    (void)desk.ask(words("redo"));
    (void)desk.ask(words("redo"));
    CHECK(setting(desk, "factoids.set_size") == u"6"_s);
    (void)desk.ask(words("settings reset factoids.set_size"));
    CHECK(setting(desk, "factoids.set_size") == u"3"_s);
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == u"6"_s);
    CHECK(desk.ask(words("audit --search settings")).value(u"entries"_s).toArray().size() >= 4);
}

TEST_CASE("a curated factoid is made from a live one, edited, ordered, binned, and each step is undone and done again")
{
    Desk desk;
    published(desk);
    desk.write(u"set.json"_s, desk.run(words("--json factoids --limit 3")).out);
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"set.json"_s)});
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--text"_s, u"We are updating this page."_s});
    QJsonArray rows = fallbacksOf(desk);
    REQUIRE(rows.size() == 4);
    for (const QJsonValue& row : rows) {
        CHECK(row.toObject().value(u"supported"_s).toBool());
        CHECK(row.toObject().value(u"served"_s).toBool());
    }
    CHECK(rows[0].toObject().value(u"extent"_s).toString() == u"whole"_s);
    CHECK(rows[3].toObject().value(u"extent"_s).toString() == u"notice"_s);
    const auto order = [&] {
        QStringList ids;
        for (const QJsonValue& row : fallbacksOf(desk)) {
            if (!row.toObject().contains(u"deleted_at"_s))
                ids << QString::number(row.toObject().value(u"id"_s).toInteger());
        }
        return ids.join(QLatin1Char(' '));
    };
    REQUIRE(order() == u"1 2 3 4"_s);

    // A number that no claim supports is refused, and the text stays.
    const QString text = rows[0].toObject().value(u"text"_s).toString();
    const QString shown =
        rows[0].toObject().value(u"claims"_s).toArray().first().toObject().value(u"shown"_s).toString();
    REQUIRE(text.contains(shown));
    const Answer lie =
        desk.run({u"fallbacks"_s, u"edit"_s, u"1"_s, u"--text"_s, QString(text).replace(shown, u"£987 million"_s)});
    CHECK(lie.code == 6);
    CHECK(lie.err.contains("987"));
    CHECK(fallbacksOf(desk)[0].toObject().value(u"text"_s).toString() == text);

    (void)desk.ask(words("fallbacks edit 1 --owner anna --review-on 2026-05-01 --expires-on 2026-12-31"));
    const QJsonObject edited = fallbacksOf(desk)[0].toObject();
    CHECK(edited.value(u"owner"_s).toString() == u"anna"_s);
    CHECK(edited.value(u"review_due"_s).toBool());
    CHECK_FALSE(edited.value(u"expired"_s).toBool());
    CHECK(desk.run(words("fallbacks edit 1 --review-on soon")).code == 3);

    (void)desk.ask(words("fallbacks order 3 1"));
    CHECK(order() == u"3 1 2 4"_s);
    CHECK(desk.run(words("fallbacks order 3 3")).code == 3);
    (void)desk.ask(words("fallbacks remove 1 4"));
    CHECK(order() == u"3 2"_s);
    CHECK(fallbacksOf(desk).size() == 4);

    (void)desk.ask(words("undo"));
    CHECK(order() == u"3 1 2 4"_s);
    (void)desk.ask(words("undo"));
    CHECK(order() == u"1 2 3 4"_s);
    (void)desk.ask(words("undo"));
    CHECK(fallbacksOf(desk)[0].toObject().value(u"owner"_s).toString().isEmpty());
    (void)desk.ask(words("undo"));
    CHECK(order() == u"1 2 3"_s);
    for (int i = 0; i < 4; ++i)
        (void)desk.ask(words("redo"));
    CHECK(order() == u"3 2"_s);
    CHECK(desk.run(words("redo")).code == 3);

    // After 14 days the bin is emptied, and what would need it can no longer be undone.
    desk.setNow(u"2026-06-16T09:00:01Z"_s);
    (void)desk.ask(words("prune"));
    CHECK(fallbacksOf(desk).size() == 2);
    const Answer late = desk.run(words("undo"));
    CHECK(late.code == 3);
    CHECK(late.err.contains("can no longer be undone"));
}

TEST_CASE("what an operator does is in the audit log once, and what the schedule does is not")
{
    Desk desk;
    published(desk);
    (void)desk.ask(words("schedule pause"));
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("prune"));
    (void)desk.ask(words("update-factoids --check-schedule"));
    CHECK(desk.run(words("fallbacks remove 99")).code == 3);
    (void)desk.ask(words("update-factoids --force --dry-run"));
    QStringList actions;
    for (const QJsonValue& entry : desk.ask(words("audit")).value(u"entries"_s).toArray())
        actions.prepend(entry.toObject().value(u"action"_s).toString());
    CHECK(actions == QStringList{u"import"_s, u"update-factoids"_s, u"schedule pause"_s, u"schedule resume"_s,
                                 u"undo"_s, u"prune"_s});
}

TEST_CASE("a notice is served when nothing else can be, and a lie that calls itself curated is not")
{
    const Desk desk; // without figures nothing can be published
    const auto add = [&](const char* language, const char* text) {
        return desk
            .run({u"fallbacks"_s, u"add"_s, u"--language"_s, QLatin1String(language), u"--text"_s,
                  QString::fromUtf8(text)})
            .code;
    };
    CHECK(add("en", "We are updating this page.") == 0);
    CHECK(add("cy", "Rydym yn diweddaru'r dudalen hon.") == 0);
    CHECK(add("en", "See what your council spends and owes.") == 6);
    CHECK(add("cy", "Gweld beth mae eich cyngor yn ei wario.") == 6);
    CHECK(add("cy", "Mae ar gynghorau £12 miliwn.") == 6);
    const QJsonArray rows = fallbacksOf(desk);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].toObject().value(u"extent"_s).toString() == u"notice"_s);
    for (const char* language : {"en", "cy"}) {
        const Answer served = desk.run({u"--json"_s, u"factoids"_s, u"--language"_s, QLatin1String(language)});
        CHECK(served.code == 5);
        CHECK(served.json().value(u"factoids"_s).toArray().size() == 1);
        CHECK(desk.run(words("verify"), served.out).code == 0);
    }
    const auto curated = [](const char* text) {
        return QJsonDocument(QJsonObject{{u"text"_s, QString::fromUtf8(text)},
                                         {u"claims"_s, QJsonArray()},
                                         {u"generator"_s, u"curated"_s}})
            .toJson();
    };
    CHECK(desk.run(words("verify"), curated("New figures appear here when they are published.")).code == 0);
    CHECK(desk.run(words("verify"), curated("See what your council spends and owes.")).code == 6);
    CHECK(desk.run(words("verify"), curated("Your council owes 12 million.")).code == 6);
    CHECK(desk.run(words("verify"), curated("Ashby owes most.")).code == 6);
}

TEST_CASE("a draft is told where its unsupported number stands")
{
    Desk desk;
    published(desk);
    const Answer answer =
        desk.run({u"--json"_s, u"fallbacks"_s, u"check"_s, u"--text"_s, u"Councils spent £12 million on parks."_s});
    CHECK(answer.code == 6);
    const QJsonArray faults = answer.json().value(u"faults"_s).toArray();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].toObject().value(u"word"_s).toString() == u"£12"_s);
    CHECK(faults[0].toObject().value(u"start"_s).toInt() == 15);
    CHECK(faults[0].toObject().value(u"length"_s).toInt() == 3);
    CHECK_FALSE(faults[0].toObject().value(u"why"_s).toString().isEmpty());
    CHECK(desk.run({u"fallbacks"_s, u"check"_s, u"--text"_s, u"New figures appear here when they are published."_s})
              .code == 0);
    CHECK(desk.run({u"fallbacks"_s, u"check"_s, u"--text"_s, u"See how Ashby spends."_s}).code == 6);
}

TEST_CASE("pins come first, bans, sleeps and councils that are never named stay away, and the next set is due at once")
{
    Desk desk;
    published(desk);
    CHECK(desk.ask(words("update-factoids")).value(u"outcome"_s).toString() == u"unchanged"_s);
    const QStringList before = keysServed(desk);
    REQUIRE(before.size() == 3);
    const QString pinned = outsider(desk).value(u"key"_s).toString();
    (void)desk.ask({u"curate"_s, u"pin"_s, pinned});
    (void)desk.ask({u"curate"_s, u"ban"_s, idsServed(desk)[0], u"--reason"_s, u"said too often"_s});
    (void)desk.ask({u"curate"_s, u"snooze"_s, before[1], u"--until"_s, u"2026-06-05"_s});
    CHECK(desk.run({u"curate"_s, u"snooze"_s, before[1], u"--until"_s, u"2026-06-01"_s}).code == 3);
    CHECK(desk.run({u"curate"_s, u"snooze"_s, before[1]}).code == 3);
    CHECK(desk.run(words("curate pin nonsense|key")).code == 2);
    CHECK(desk.run(words("curate never X999")).code == 3);
    CHECK(desk.ask(words("curate list")).value(u"choices"_s).toArray().size() == 3);

    CHECK(candidate(desk, before[0]).value(u"why"_s).toString() == u"banned by an operator: said too often"_s);
    CHECK(candidate(desk, before[1]).value(u"why"_s).toString().startsWith(u"snoozed until 2026-06-05"_s));
    CHECK(candidate(desk, pinned).value(u"next"_s).toInt() == 1);

    const QJsonObject next = desk.ask(words("update-factoids"));
    CHECK(next.value(u"outcome"_s).toString() == u"published"_s);
    CHECK(next.value(u"reason"_s).toString().contains(u"operator"_s));
    const QStringList after = keysServed(desk);
    CHECK(after.first() == pinned);
    CHECK_FALSE(after.contains(before[0]));
    CHECK_FALSE(after.contains(before[1]));
    CHECK(desk.ask(words("update-factoids")).value(u"outcome"_s).toString() == u"unchanged"_s);

    // The sleeper wakes on its day; the ban stays.
    desk.setNow(u"2026-06-05T09:00:00Z"_s);
    CHECK(candidate(desk, before[1]).value(u"eligible"_s).toBool());
    CHECK_FALSE(candidate(desk, before[0]).value(u"eligible"_s).toBool());

    const QString council = u"E07001004"_s; // the striking one
    (void)desk.ask({u"curate"_s, u"never"_s, council});
    (void)desk.ask(words("update-factoids"));
    for (const QJsonValue& factoid : desk.ask(words("factoids --limit 40")).value(u"factoids"_s).toArray())
        CHECK_FALSE(factoid.toObject().value(u"councils"_s).toArray().contains(council));

    // never, snooze, ban, pin, one after the other.
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    CHECK(candidate(desk, before[0]).value(u"eligible"_s).toBool());
    CHECK(desk.ask(words("curate list")).value(u"choices"_s).toArray().size() == 1);
    (void)desk.ask(words("redo"));
    CHECK_FALSE(candidate(desk, before[0]).value(u"eligible"_s).toBool());
}

TEST_CASE(
    "the set on the site is ordered, a factoid withdrawn and listed as a correction, a candidate used, all undoable")
{
    Desk desk;
    published(desk);
    const QStringList before = idsServed(desk, 6);
    REQUIRE(before.size() >= 4);
    const QStringList shown = before.mid(0, 3);
    (void)desk.ask({u"curate"_s, u"order"_s, before[2], before[0]});
    CHECK(idsServed(desk) == QStringList{before[2], before[0], before[1]});
    CHECK(desk.run({u"curate"_s, u"order"_s, before[2], u"f0000"_s}).code == 3);
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);

    CHECK(desk.run({u"curate"_s, u"withdraw"_s, before[1]}).code == 2);
    (void)desk.ask({u"curate"_s, u"withdraw"_s, before[1], u"--reason"_s, u"the council asked us to check"_s});
    CHECK(idsServed(desk) == QStringList{before[0], before[2], before[3]});
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    CHECK(desk.read(u"out/latest/corrections.json"_s).contains("the council asked us to check"));
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);
    (void)desk.ask(words("redo"));
    CHECK(idsServed(desk) == QStringList{before[0], before[2], before[3]});
    (void)desk.ask(words("undo"));

    const QJsonObject other = outsider(desk);
    const QString key = other.value(u"key"_s).toString();
    CHECK(desk.run({u"curate"_s, u"use"_s, key, u"--text"_s, u"Made up."_s}).code == 6);
    const QJsonObject used = desk.ask({u"curate"_s, u"use"_s, key, u"--position"_s, u"1"_s});
    CHECK(served(desk, 0).value(u"fact_key"_s).toString() == key);
    CHECK(desk.run({u"curate"_s, u"use"_s, key}).code == 3);
    const QJsonObject behind = desk.ask({u"curate"_s, u"show"_s, used.value(u"used"_s).toString()});
    CHECK(behind.value(u"position"_s).toInt() == 1);
    CHECK(behind.value(u"supported"_s).toBool());
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);
    (void)desk.ask(words("redo"));
    CHECK(served(desk, 0).value(u"fact_key"_s).toString() == key);
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("behind a factoid stand the file and line of each of its numbers, its history and its other sentences")
{
    Desk desk;
    published(desk);
    const QJsonArray factoids = desk.ask(words("factoids --limit 20")).value(u"factoids"_s).toArray();
    int followed = 0;
    for (const QJsonValue& value : factoids) {
        const QJsonObject behind = desk.ask({u"curate"_s, u"show"_s, value.toObject().value(u"id"_s).toString()});
        for (const QJsonValue& claim : behind.value(u"claims"_s).toArray()) {
            for (const QJsonValue& each : claim.toObject().value(u"operands"_s).toArray()) {
                const QJsonObject operand = each.toObject();
                CHECK_FALSE(operand.value(u"who"_s).toString().isEmpty());
                if (operand.value(u"council"_s).toString().isEmpty() ||
                    operand.value(u"measure"_s).toString() != u"value"_s)
                    continue;
                // The very line of the file says it.
                const QByteArray line =
                    desk.read(u"data/figures.csv"_s).split('\n').value(operand.value(u"line"_s).toInt() - 1);
                CHECK(line.contains(operand.value(u"council"_s).toString().toUtf8() + "," +
                                    operand.value(u"field"_s).toString().toUtf8()));
                CHECK(line.endsWith("," + QByteArray::number(operand.value(u"value"_s).toString().toDouble(), 'f', 0)));
                CHECK(operand.value(u"import"_s).toInt() == 1);
                CHECK(operand.value(u"run"_s).toInt() > 0);
                ++followed;
            }
        }
    }
    CHECK(followed > 3);
    const QJsonObject first = factoids.first().toObject();
    const QJsonObject behind = desk.ask({u"curate"_s, u"show"_s, first.value(u"id"_s).toString()});
    CHECK(behind.value(u"history"_s).toArray().size() == 1);
    const QJsonObject fact = desk.ask({u"curate"_s, u"show"_s, first.value(u"fact_key"_s).toString()});
    REQUIRE(fact.value(u"found"_s).toBool());
    CHECK(fact.value(u"sheet"_s).toObject().contains(u"significance"_s));
    QStringList texts;
    for (const QJsonValue& variant : fact.value(u"variants"_s).toArray())
        texts << variant.toObject().value(u"text"_s).toString();
    CHECK(texts.contains(first.value(u"text"_s).toString()));
    desk.write(u"variants.json"_s, QJsonDocument(fact.value(u"variants"_s).toArray()).toJson());
    CHECK(desk.ask({u"verify"_s, desk.path(u"variants.json"_s)}).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("an import is undone and done again as long as its files are what they were")
{
    Desk desk;
    imported(desk);
    const auto figures = [&] {
        return desk.ask(words("status")).value(u"figures"_s).toObject().value(u"figures"_s).toInt();
    };
    const int all = figures();
    REQUIRE(all == 360);
    (void)desk.ask(words("undo"));
    CHECK(figures() == 0);
    const QJsonObject again = desk.ask(words("redo"));
    CHECK(again.value(u"inserted"_s).toInt() == all);
    CHECK(figures() == all);
    (void)desk.ask(words("undo"));
    CHECK(figures() == 0);
    writeSmallData(desk, 1'000);
    const Answer changed = desk.run(words("redo"));
    CHECK(changed.code == 3);
    CHECK(changed.err.contains("has changed since it was imported"));
    CHECK(figures() == 0);
    CHECK(desk.run(words("redo")).code == 3); // it is gone

    // An import that is undone by its number can be done again as well.
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const int number =
        desk.ask(words("imports")).value(u"imports"_s).toArray().first().toObject().value(u"import_id"_s).toInt();
    (void)desk.ask({u"import"_s, u"--undo"_s, QString::number(number)});
    CHECK(figures() == 0);
    (void)desk.ask(words("undo"));
    CHECK(figures() == all);
}

TEST_CASE("a store that is opened read-only answers and refuses every change")
{
    Desk desk;
    published(desk);
    const QByteArray before = desk.read(u"store.db"_s);
    for (const char* command : {"schedule pause", "settings set factoids.set_size=4", "undo", "prune",
                                "update-factoids --force", "curate never E07001004", "fallbacks remove 1"}) {
        const Answer refused = desk.run(QStringList{u"--read-only"_s} + words(command));
        INFO(command);
        CHECK(refused.code == 4);
        CHECK(refused.err.contains("opened read-only"));
    }
    for (const char* command :
         {"status", "factoids", "history", "audit", "curate candidates", "settings list", "fallbacks list"}) {
        INFO(command);
        CHECK(desk.run(QStringList{u"--read-only"_s} + words(command)).code == 0);
    }
    CHECK(desk.read(u"store.db"_s) == before);
}
