// An operator's work through the real program, each command a life of its own: settings, curated factoids, choices
// about what is shown, the set on the site, and undo and redo of all of it.
#include "tests/support/small_data.h"

using namespace factoid::test;

namespace {

Desk& imported(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(QStringLiteral("2026-06-01T09:00:00Z"));
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    return desk;
}

Desk& published(Desk& desk)
{
    imported(desk);
    CHECK(desk.ask({QStringLiteral("update-factoids")}).value(QStringLiteral("outcome")).toString() == QStringLiteral("published"));
    return desk;
}

QStringList idsServed(const Desk& desk, int limit = 3)
{
    QStringList ids;
    for (const QJsonValue& factoid : desk.ask({QStringLiteral("factoids"), QStringLiteral("--limit"), QString::number(limit)}).value(QStringLiteral("factoids")).toArray())
        ids << factoid.toObject().value(QStringLiteral("id")).toString();
    return ids;
}

QStringList keysServed(const Desk& desk)
{
    QStringList keys;
    for (const QJsonValue& factoid : desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray())
        keys << factoid.toObject().value(QStringLiteral("fact_key")).toString();
    return keys;
}

QJsonObject served(const Desk& desk, int at)
{
    return desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().at(at).toObject();
}

QJsonObject candidate(const Desk& desk, const QString& key)
{
    for (const QJsonValue& value : desk.ask(words("curate candidates --limit 400")).value(QStringLiteral("candidates")).toArray()) {
        if (value.toObject().value(QStringLiteral("key")).toString() == key)
            return value.toObject();
    }
    return {};
}

// A candidate that is neither on the site nor in reserve, with a proven sentence.
QJsonObject outsider(const Desk& desk)
{
    for (const QJsonValue& value : desk.ask(words("curate candidates --limit 400")).value(QStringLiteral("candidates")).toArray()) {
        const QJsonObject row = value.toObject();
        if (row.value(QStringLiteral("live")).toInt() == 0 && row.value(QStringLiteral("eligible")).toBool() && !row.value(QStringLiteral("text")).toString().isEmpty())
            return row;
    }
    FAIL("every candidate is in the set");
    return {};
}

QString setting(const Desk& desk, const char* key)
{
    for (const QJsonValue& value : desk.ask(words("settings list")).value(QStringLiteral("settings")).toArray()) {
        if (value.toObject().value(QStringLiteral("key")).toString() == QLatin1String(key))
            return value.toObject().value(QStringLiteral("value")).toString();
    }
    return {};
}

QJsonArray fallbacksOf(const Desk& desk)
{
    return desk.ask(words("fallbacks list --bin")).value(QStringLiteral("fallbacks")).toArray();
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
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("3"));

    (void)desk.ask(words("settings set factoids.set_size=5 cache.stale_days=7"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("5"));
    (void)desk.ask(words("settings set factoids.set_size=6"));
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("5"));
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("3"));
    CHECK(setting(desk, "cache.stale_days") == QStringLiteral("30"));
    (void)desk.ask(words("redo"));
    (void)desk.ask(words("redo"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("6"));
    (void)desk.ask(words("settings reset factoids.set_size"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("3"));
    (void)desk.ask(words("undo"));
    CHECK(setting(desk, "factoids.set_size") == QStringLiteral("6"));
    CHECK(desk.ask(words("audit --search settings")).value(QStringLiteral("entries")).toArray().size() >= 4);
}

TEST_CASE("a curated factoid is made from a live one, edited, ordered, binned, and each step is undone and done again")
{
    Desk desk;
    published(desk);
    desk.write(QStringLiteral("set.json"), desk.run(words("--json factoids --limit 3")).out);
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("set.json"))});
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), QStringLiteral("We are updating this page.")});
    QJsonArray rows = fallbacksOf(desk);
    REQUIRE(rows.size() == 4);
    for (const QJsonValue& row : rows) {
        CHECK(row.toObject().value(QStringLiteral("supported")).toBool());
        CHECK(row.toObject().value(QStringLiteral("served")).toBool());
    }
    CHECK(rows[0].toObject().value(QStringLiteral("extent")).toString() == QStringLiteral("whole"));
    CHECK(rows[3].toObject().value(QStringLiteral("extent")).toString() == QStringLiteral("notice"));
    const auto order = [&] {
        QStringList ids;
        for (const QJsonValue& row : fallbacksOf(desk)) {
            if (!row.toObject().contains(QStringLiteral("deleted_at")))
                ids << QString::number(row.toObject().value(QStringLiteral("id")).toInteger());
        }
        return ids.join(QLatin1Char(' '));
    };
    REQUIRE(order() == QStringLiteral("1 2 3 4"));

    // A number that no claim supports is refused, and the text stays.
    const QString text = rows[0].toObject().value(QStringLiteral("text")).toString();
    const QString shown = rows[0].toObject().value(QStringLiteral("claims")).toArray().first().toObject().value(QStringLiteral("shown")).toString();
    REQUIRE(text.contains(shown));
    const Answer lie = desk.run({QStringLiteral("fallbacks"), QStringLiteral("edit"), QStringLiteral("1"), QStringLiteral("--text"), QString(text).replace(shown, QStringLiteral("£987 million"))});
    CHECK(lie.code == 6);
    CHECK(lie.err.contains("987"));
    CHECK(fallbacksOf(desk)[0].toObject().value(QStringLiteral("text")).toString() == text);

    (void)desk.ask(words("fallbacks edit 1 --owner anna --review-on 2026-05-01 --expires-on 2026-12-31"));
    const QJsonObject edited = fallbacksOf(desk)[0].toObject();
    CHECK(edited.value(QStringLiteral("owner")).toString() == QStringLiteral("anna"));
    CHECK(edited.value(QStringLiteral("review_due")).toBool());
    CHECK_FALSE(edited.value(QStringLiteral("expired")).toBool());
    CHECK(desk.run(words("fallbacks edit 1 --review-on soon")).code == 3);

    (void)desk.ask(words("fallbacks order 3 1"));
    CHECK(order() == QStringLiteral("3 1 2 4"));
    CHECK(desk.run(words("fallbacks order 3 3")).code == 3);
    (void)desk.ask(words("fallbacks remove 1 4"));
    CHECK(order() == QStringLiteral("3 2"));
    CHECK(fallbacksOf(desk).size() == 4);

    (void)desk.ask(words("undo"));
    CHECK(order() == QStringLiteral("3 1 2 4"));
    (void)desk.ask(words("undo"));
    CHECK(order() == QStringLiteral("1 2 3 4"));
    (void)desk.ask(words("undo"));
    CHECK(fallbacksOf(desk)[0].toObject().value(QStringLiteral("owner")).toString().isEmpty());
    (void)desk.ask(words("undo"));
    CHECK(order() == QStringLiteral("1 2 3"));
    for (int i = 0; i < 4; ++i)
        (void)desk.ask(words("redo"));
    CHECK(order() == QStringLiteral("3 2"));
    CHECK(desk.run(words("redo")).code == 3);

    // After 14 days the bin is emptied, and what would need it can no longer be undone.
    desk.setNow(QStringLiteral("2026-06-16T09:00:01Z"));
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
    for (const QJsonValue& entry : desk.ask(words("audit")).value(QStringLiteral("entries")).toArray())
        actions.prepend(entry.toObject().value(QStringLiteral("action")).toString());
    CHECK(actions == QStringList{QStringLiteral("import"), QStringLiteral("update-factoids"), QStringLiteral("schedule pause"), QStringLiteral("schedule resume"), QStringLiteral("undo"),
                                 QStringLiteral("prune")});
}

TEST_CASE("a notice is served when nothing else can be, and a lie that calls itself curated is not")
{
    const Desk desk; // without figures nothing can be published
    const auto add = [&](const char* language, const char* text) {
        return desk.run({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--language"), QLatin1String(language), QStringLiteral("--text"), QString::fromUtf8(text)}).code;
    };
    CHECK(add("en", "We are updating this page.") == 0);
    CHECK(add("cy", "Rydym yn diweddaru'r dudalen hon.") == 0);
    CHECK(add("en", "See what your council spends and owes.") == 6);
    CHECK(add("cy", "Gweld beth mae eich cyngor yn ei wario.") == 6);
    CHECK(add("cy", "Mae ar gynghorau £12 miliwn.") == 6);
    const QJsonArray rows = fallbacksOf(desk);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].toObject().value(QStringLiteral("extent")).toString() == QStringLiteral("notice"));
    for (const char* language : {"en", "cy"}) {
        const Answer served = desk.run({QStringLiteral("--json"), QStringLiteral("factoids"), QStringLiteral("--language"), QLatin1String(language)});
        CHECK(served.code == 5);
        CHECK(served.json().value(QStringLiteral("factoids")).toArray().size() == 1);
        CHECK(desk.run(words("verify"), served.out).code == 0);
    }
    const auto curated = [](const char* text) {
        return QJsonDocument(QJsonObject{{QStringLiteral("text"), QString::fromUtf8(text)}, {QStringLiteral("claims"), QJsonArray()}, {QStringLiteral("generator"), QStringLiteral("curated")}}).toJson();
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
    const Answer answer = desk.run({QStringLiteral("--json"), QStringLiteral("fallbacks"), QStringLiteral("check"), QStringLiteral("--text"), QStringLiteral("Councils spent £12 million on parks.")});
    CHECK(answer.code == 6);
    const QJsonArray faults = answer.json().value(QStringLiteral("faults")).toArray();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].toObject().value(QStringLiteral("word")).toString() == QStringLiteral("£12"));
    CHECK(faults[0].toObject().value(QStringLiteral("start")).toInt() == 15);
    CHECK(faults[0].toObject().value(QStringLiteral("length")).toInt() == 3);
    CHECK_FALSE(faults[0].toObject().value(QStringLiteral("why")).toString().isEmpty());
    CHECK(desk.run({QStringLiteral("fallbacks"), QStringLiteral("check"), QStringLiteral("--text"), QStringLiteral("New figures appear here when they are published.")}).code == 0);
    CHECK(desk.run({QStringLiteral("fallbacks"), QStringLiteral("check"), QStringLiteral("--text"), QStringLiteral("See how Ashby spends.")}).code == 6);
}

TEST_CASE("pins come first, bans, sleeps and councils that are never named stay away, and the next set is due at once")
{
    Desk desk;
    published(desk);
    CHECK(desk.ask(words("update-factoids")).value(QStringLiteral("outcome")).toString() == QStringLiteral("unchanged"));
    const QStringList before = keysServed(desk);
    REQUIRE(before.size() == 3);
    const QString pinned = outsider(desk).value(QStringLiteral("key")).toString();
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("pin"), pinned});
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("ban"), idsServed(desk)[0], QStringLiteral("--reason"), QStringLiteral("said too often")});
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("snooze"), before[1], QStringLiteral("--until"), QStringLiteral("2026-06-05")});
    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("snooze"), before[1], QStringLiteral("--until"), QStringLiteral("2026-06-01")}).code == 3);
    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("snooze"), before[1]}).code == 3);
    CHECK(desk.run(words("curate pin nonsense|key")).code == 2);
    CHECK(desk.run(words("curate never X999")).code == 3);
    CHECK(desk.ask(words("curate list")).value(QStringLiteral("choices")).toArray().size() == 3);

    CHECK(candidate(desk, before[0]).value(QStringLiteral("why")).toString() == QStringLiteral("banned by an operator: said too often"));
    CHECK(candidate(desk, before[1]).value(QStringLiteral("why")).toString().startsWith(QStringLiteral("asleep until 2026-06-05")));
    CHECK(candidate(desk, pinned).value(QStringLiteral("next")).toInt() == 1);

    const QJsonObject next = desk.ask(words("update-factoids"));
    CHECK(next.value(QStringLiteral("outcome")).toString() == QStringLiteral("published"));
    CHECK(next.value(QStringLiteral("reason")).toString().contains(QStringLiteral("operator")));
    const QStringList after = keysServed(desk);
    CHECK(after.first() == pinned);
    CHECK_FALSE(after.contains(before[0]));
    CHECK_FALSE(after.contains(before[1]));
    CHECK(desk.ask(words("update-factoids")).value(QStringLiteral("outcome")).toString() == QStringLiteral("unchanged"));

    // The sleeper wakes on its day; the ban stays.
    desk.setNow(QStringLiteral("2026-06-05T09:00:00Z"));
    CHECK(candidate(desk, before[1]).value(QStringLiteral("eligible")).toBool());
    CHECK_FALSE(candidate(desk, before[0]).value(QStringLiteral("eligible")).toBool());

    const QString council = QStringLiteral("E07001004"); // the striking one
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("never"), council});
    (void)desk.ask(words("update-factoids"));
    for (const QJsonValue& factoid : desk.ask(words("factoids --limit 40")).value(QStringLiteral("factoids")).toArray())
        CHECK_FALSE(factoid.toObject().value(QStringLiteral("councils")).toArray().contains(council));

    // never, snooze, ban, pin, one after the other.
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    (void)desk.ask(words("undo"));
    CHECK(candidate(desk, before[0]).value(QStringLiteral("eligible")).toBool());
    CHECK(desk.ask(words("curate list")).value(QStringLiteral("choices")).toArray().size() == 1);
    (void)desk.ask(words("redo"));
    CHECK_FALSE(candidate(desk, before[0]).value(QStringLiteral("eligible")).toBool());
}

TEST_CASE("the set on the site is ordered, a factoid withdrawn and listed as a correction, a candidate used, all undoable")
{
    Desk desk;
    published(desk);
    const QStringList before = idsServed(desk, 6);
    REQUIRE(before.size() >= 4);
    const QStringList shown = before.mid(0, 3);
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("order"), before[2], before[0]});
    CHECK(idsServed(desk) == QStringList{before[2], before[0], before[1]});
    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("order"), before[2], QStringLiteral("f0000")}).code == 3);
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);

    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("withdraw"), before[1]}).code == 2);
    (void)desk.ask({QStringLiteral("curate"), QStringLiteral("withdraw"), before[1], QStringLiteral("--reason"), QStringLiteral("the council asked us to check")});
    CHECK(idsServed(desk) == QStringList{before[0], before[2], before[3]});
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    CHECK(desk.read(QStringLiteral("out/latest/corrections.json")).contains("the council asked us to check"));
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);
    (void)desk.ask(words("redo"));
    CHECK(idsServed(desk) == QStringList{before[0], before[2], before[3]});
    (void)desk.ask(words("undo"));

    const QJsonObject other = outsider(desk);
    const QString key = other.value(QStringLiteral("key")).toString();
    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("use"), key, QStringLiteral("--text"), QStringLiteral("Made up.")}).code == 6);
    const QJsonObject used = desk.ask({QStringLiteral("curate"), QStringLiteral("use"), key, QStringLiteral("--position"), QStringLiteral("1")});
    CHECK(served(desk, 0).value(QStringLiteral("fact_key")).toString() == key);
    CHECK(desk.run({QStringLiteral("curate"), QStringLiteral("use"), key}).code == 3);
    const QJsonObject behind = desk.ask({QStringLiteral("curate"), QStringLiteral("show"), used.value(QStringLiteral("used")).toString()});
    CHECK(behind.value(QStringLiteral("position")).toInt() == 1);
    CHECK(behind.value(QStringLiteral("supported")).toBool());
    (void)desk.ask(words("undo"));
    CHECK(idsServed(desk) == shown);
    (void)desk.ask(words("redo"));
    CHECK(served(desk, 0).value(QStringLiteral("fact_key")).toString() == key);
    CHECK(desk.ask(words("verify")).value(QStringLiteral("refused")).toInt() == 0);
}

TEST_CASE("behind a factoid stand the file and line of each of its numbers, its history and its other sentences")
{
    Desk desk;
    published(desk);
    const QJsonArray factoids = desk.ask(words("factoids --limit 20")).value(QStringLiteral("factoids")).toArray();
    int followed = 0;
    for (const QJsonValue& value : factoids) {
        const QJsonObject behind = desk.ask({QStringLiteral("curate"), QStringLiteral("show"), value.toObject().value(QStringLiteral("id")).toString()});
        for (const QJsonValue& claim : behind.value(QStringLiteral("claims")).toArray()) {
            for (const QJsonValue& each : claim.toObject().value(QStringLiteral("operands")).toArray()) {
                const QJsonObject operand = each.toObject();
                CHECK_FALSE(operand.value(QStringLiteral("who")).toString().isEmpty());
                if (operand.value(QStringLiteral("council")).toString().isEmpty() || operand.value(QStringLiteral("measure")).toString() != QStringLiteral("value"))
                    continue;
                // The very line of the file says it.
                const QByteArray line = desk.read(QStringLiteral("data/figures.csv")).split('\n').value(operand.value(QStringLiteral("line")).toInt() - 1);
                CHECK(line.contains(operand.value(QStringLiteral("council")).toString().toUtf8() + "," + operand.value(QStringLiteral("field")).toString().toUtf8()));
                CHECK(line.endsWith("," + QByteArray::number(operand.value(QStringLiteral("value")).toString().toDouble(), 'f', 0)));
                CHECK(operand.value(QStringLiteral("import")).toInt() == 1);
                CHECK(operand.value(QStringLiteral("run")).toInt() > 0);
                ++followed;
            }
        }
    }
    CHECK(followed > 3);
    const QJsonObject first = factoids.first().toObject();
    const QJsonObject behind = desk.ask({QStringLiteral("curate"), QStringLiteral("show"), first.value(QStringLiteral("id")).toString()});
    CHECK(behind.value(QStringLiteral("history")).toArray().size() == 1);
    const QJsonObject fact = desk.ask({QStringLiteral("curate"), QStringLiteral("show"), first.value(QStringLiteral("fact_key")).toString()});
    REQUIRE(fact.value(QStringLiteral("found")).toBool());
    CHECK(fact.value(QStringLiteral("sheet")).toObject().contains(QStringLiteral("significance")));
    QStringList texts;
    for (const QJsonValue& variant : fact.value(QStringLiteral("variants")).toArray())
        texts << variant.toObject().value(QStringLiteral("text")).toString();
    CHECK(texts.contains(first.value(QStringLiteral("text")).toString()));
    desk.write(QStringLiteral("variants.json"), QJsonDocument(fact.value(QStringLiteral("variants")).toArray()).toJson());
    CHECK(desk.ask({QStringLiteral("verify"), desk.path(QStringLiteral("variants.json"))}).value(QStringLiteral("refused")).toInt() == 0);
}

TEST_CASE("an import is undone and done again as long as its files are what they were")
{
    Desk desk;
    imported(desk);
    const auto figures = [&] { return desk.ask(words("status")).value(QStringLiteral("figures")).toObject().value(QStringLiteral("figures")).toInt(); };
    const int all = figures();
    REQUIRE(all == 360);
    (void)desk.ask(words("undo"));
    CHECK(figures() == 0);
    const QJsonObject again = desk.ask(words("redo"));
    CHECK(again.value(QStringLiteral("inserted")).toInt() == all);
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
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const int number = desk.ask(words("imports")).value(QStringLiteral("imports")).toArray().first().toObject().value(QStringLiteral("import_id")).toInt();
    (void)desk.ask({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(number)});
    CHECK(figures() == 0);
    (void)desk.ask(words("undo"));
    CHECK(figures() == all);
}

TEST_CASE("a store that is opened for reading only answers and refuses every change")
{
    Desk desk;
    published(desk);
    const QByteArray before = desk.read(QStringLiteral("store.db"));
    for (const char* command : {"schedule pause", "settings set factoids.set_size=4", "undo", "prune", "update-factoids --force", "curate never E07001004", "fallbacks remove 1"}) {
        const Answer refused = desk.run(QStringList{QStringLiteral("--read-only")} + words(command));
        INFO(command);
        CHECK(refused.code == 4);
        CHECK(refused.err.contains("reading only"));
    }
    for (const char* command : {"status", "factoids", "history", "audit", "curate candidates", "settings list", "fallbacks list"}) {
        INFO(command);
        CHECK(desk.run(QStringList{QStringLiteral("--read-only")} + words(command)).code == 0);
    }
    CHECK(desk.read(QStringLiteral("store.db")) == before);
}
