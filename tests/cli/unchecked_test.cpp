// Texts without claims through the real program: notices, and what is not checked, which is kept only by somebody's
// choice and said to be what it is in every answer.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

const QString kNow = u"2026-06-01T09:00:00Z"_s;
const char* const kLie = "Councillors stole from pensioners.";

QString text(const QJsonValue& row, const char* key)
{
    return row.toObject().value(QLatin1String(key)).toVariant().toString();
}

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

QStringList adding(const char* sentence, const char* more = "", const char* language = "en")
{
    QStringList command{u"--json"_s,
                        u"fallbacks"_s,
                        u"add"_s,
                        u"--language"_s,
                        QLatin1String(language),
                        u"--text"_s,
                        QString::fromUtf8(sentence)};
    return command + QString::fromUtf8(more).split(u' ', Qt::SkipEmptyParts);
}

QJsonArray fallbacks(const Desk& desk)
{
    return list(desk.ask(words("fallbacks list")), "fallbacks");
}

QByteArray asFactoids(const QStringList& sentences, const QString& language, const QString& generator)
{
    QJsonArray factoids;
    for (const QString& sentence : sentences)
        factoids.append(QJsonObject{{u"text"_s, sentence},
                                    {u"language"_s, language},
                                    {u"claims"_s, QJsonArray()},
                                    {u"generator"_s, generator},
                                    {u"extent"_s, u"whole"_s}}); // not believed
    return QJsonDocument(QJsonObject{{u"factoids"_s, factoids}}).toJson();
}

void sql(const Desk& desk, const QString& statements)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s, {desk.store(), statements});
    REQUIRE(sqlite.waitForFinished());
    INFO(sqlite.readAllStandardError().toStdString());
    REQUIRE(sqlite.exitCode() == 0);
}

} // namespace

TEST_CASE("check and verify call a text without claims a notice or not checked, in both languages")
{
    const Desk desk;
    QFile file(testPath(u"factoids/cases/notices.json"_s));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QJsonObject cases = QJsonDocument::fromJson(file.readAll()).object();
    for (const char* language : {"en", "cy"}) {
        const QJsonObject mine = cases.value(QLatin1String(language)).toObject();
        for (const char* kind : {"notices", "none"}) {
            const bool notice = *kind == 'n' && kind[2] == 't';
            QStringList sentences;
            for (const QJsonValue& each : mine.value(QLatin1String(kind)).toArray())
                sentences << each.toString();
            for (const char* generator : {"curated", "statistics", ""}) {
                const Answer answer = desk.run(
                    words("--json verify"), asFactoids(sentences, QLatin1String(language), QLatin1String(generator)));
                CHECK(answer.code == (notice ? 0 : 6));
                const QJsonArray results = list(answer.json(), "results");
                REQUIRE(results.size() == sentences.size());
                for (const QJsonValue& row : results) {
                    INFO(text(row, "text").toStdString());
                    CHECK(row.toObject().value(u"supported"_s).toBool() == notice);
                    CHECK(text(row, "extent") == QLatin1String(notice ? "notice" : "none"));
                }
                CHECK(answer.json().value(u"notices"_s).toInt() == (notice ? results.size() : 0));
                CHECK(answer.json().value(u"not_checked"_s).toInt() == (notice ? 0 : results.size()));
            }
        }
    }
    struct Case {
        const char* language;
        const char* sentence;
        const char* extent;
    };
    const Case drafts[] = {
        {"en", "Councils borrow seventy-six pence in a pound.", "none"},
        {"en", "Welsh councils are poorest.", "none"},
        {"en", "Councils sold XIV homes.", "none"},
        {"en", "Councils don't publish accounts.", "none"},
        {"en", kLie, "none"},
        {"cy", "Mae hanner cynghorau Cymru yn fethdalwyr.", "none"},
        {"cy", "caerdydd sydd mewn dyled.", "none"},
        {"en", "New figures appear here when they are published.", "notice"},
        {"en", "Figures come from the councils' own returns.", "notice"},
        {"en", "We are updating this page.", "notice"},
        {"cy", "Rydym yn diweddaru'r dudalen hon.", "notice"},
    };
    for (const Case& each : drafts) {
        INFO(each.sentence);
        const QStringList command{u"fallbacks"_s,  u"check"_s,
                                  u"--language"_s, QLatin1String(each.language),
                                  u"--text"_s,     QString::fromUtf8(each.sentence)};
        const Answer answer = desk.run(QStringList{u"--json"_s} + command);
        const bool notice = each.extent[1] == 'o' && each.extent[2] == 't';
        CHECK(answer.code == (notice ? 0 : 6));
        CHECK(answer.json().value(u"holds"_s).toBool() == notice);
        CHECK(text(answer.json(), "extent") == QLatin1String(each.extent));
        const Answer plain = desk.run(command);
        CHECK(plain.out.contains(notice ? "holds (notice)" : "not checked"));
    }
}

TEST_CASE("what is not checked is kept only by who says so with a reason, and is said to be so in every answer")
{
    Desk desk;
    desk.setNow(kNow);
    const Answer refused = desk.run(adding(kLie));
    CHECK(refused.code == 6);
    CHECK(refused.err.contains("--unchecked --owner WHO --reason WHY"));
    CHECK(desk.run(adding(kLie, "--unchecked")).code == 2);
    CHECK(desk.run(adding(kLie, "--unchecked --owner anna")).code == 2);
    CHECK(desk.run(adding(kLie, "--unchecked --reason agreed")).code == 2);
    CHECK(desk.run(adding(kLie, "--owner anna --reason agreed")).code == 6);
    CHECK(fallbacks(desk).isEmpty());
    REQUIRE(desk.run(adding(kLie, "--unchecked --owner anna --reason agreed")).code == 0);
    // A notice needs no such choice, and keeps none.
    REQUIRE(desk.run(adding("We are updating this page.", "--unchecked --owner anna --reason agreed")).code == 0);

    const QJsonArray rows = fallbacks(desk);
    REQUIRE(rows.size() == 2);
    CHECK(text(rows[0], "extent") == u"none"_s);
    CHECK_FALSE(rows[0].toObject().value(u"supported"_s).toBool());
    CHECK(rows[0].toObject().value(u"served"_s).toBool());
    CHECK(text(rows[0], "owner") == u"anna"_s);
    CHECK(text(rows[0].toObject().value(u"unchecked"_s), "owner") == u"anna"_s);
    CHECK(text(rows[0].toObject().value(u"unchecked"_s), "reason") == u"agreed"_s);
    CHECK(text(rows[0].toObject().value(u"unchecked"_s), "at").startsWith(u"2026-06-01T09:00:00"_s));
    CHECK(text(rows[1], "extent") == u"notice"_s);
    CHECK(rows[1].toObject().value(u"supported"_s).toBool());
    CHECK(rows[1].toObject().value(u"unchecked"_s).isNull());

    const Answer served = desk.run(words("--json factoids"));
    CHECK(served.code == 5);
    const QJsonArray factoids = list(served.json(), "factoids");
    REQUIRE(factoids.size() == 2);
    CHECK(text(factoids[0], "extent") == u"none"_s);
    CHECK(text(factoids[1], "extent") == u"notice"_s);
    CHECK(factoids[0].toObject().value(u"confidence"_s).toDouble() == 0);
    CHECK(desk.run(words("factoids")).out.contains(QByteArray(kLie) + "  [not checked]"));
    // What is served is not thereby proven.
    const Answer verified = desk.run(words("--json verify"), served.out);
    CHECK(verified.code == 6);
    CHECK(text(list(verified.json(), "results")[0], "extent") == u"none"_s);
    CHECK(desk.run(words("verify"), served.out).out.contains("notice   We are updating"));
    const QJsonArray status = list(desk.ask(words("status")).value(u"fallbacks"_s).toObject(), "not_checked");
    REQUIRE(status.size() == 1);
    CHECK(text(status[0], "extent") == u"none"_s);
    CHECK(desk.run(words("status")).out.contains("not checked, served all the same"));
    for (const QJsonValue& reader : list(desk.ask(words("cache served")), "readers")) {
        CHECK(reader.toObject().value(u"not_checked"_s).toArray() == QJsonArray{QString::fromUtf8(kLie)});
        CHECK(text(reader, "sentence").contains(u"1 of them not checked"_s));
    }
    for (const QJsonValue& level : list(desk.ask(words("cache")), "levels")) {
        if (text(level, "level") == u"curated"_s)
            CHECK(text(level, "state_words") == u"1 notice, 1 not checked"_s);
    }
    QJsonArray audited;
    for (const QJsonValue& entry : list(desk.ask(words("audit --search fallbacks")), "entries")) {
        for (const QJsonValue& each : list(entry.toObject().value(u"detail"_s).toObject(), "unchecked"))
            audited.append(each);
    }
    REQUIRE(audited.size() == 1);
    CHECK(text(audited[0], "text") == QString::fromUtf8(kLie));
    CHECK(text(audited[0], "owner") == u"anna"_s);
    CHECK(text(audited[0], "reason") == u"agreed"_s);
    CHECK(text(audited[0], "extent") == u"none"_s);
    CHECK(desk.run(words("doctor")).out.contains("an operator keeps 1 text that no claim proves"));
    CHECK(desk.run(words("fallbacks list")).out.contains("NOT CHECKED, anna: agreed"));
    // A slot that falls back says it as well.
    const Answer fell = desk.run(words("--json update-factoids --force"));
    CHECK(text(list(fell.json(), "factoids")[0], "extent") == u"none"_s);
}

TEST_CASE("a reader and a site can leave out what is not checked")
{
    Desk desk;
    desk.setNow(kNow);
    REQUIRE(desk.run(adding(kLie, "--unchecked --owner anna --reason agreed")).code == 0);
    REQUIRE(desk.run(adding("caerdydd sydd mewn dyled.", "--unchecked --owner anna --reason agreed", "cy")).code == 0);
    REQUIRE(desk.run(adding("We are updating this page.")).code == 0);
    const auto served = [&](const char* command) {
        QStringList texts;
        const Answer answer = desk.run(words(command));
        if (answer.code == 5) {
            for (const QJsonValue& factoid : list(answer.json(), "factoids"))
                texts << text(factoid, "text");
        } else {
            CHECK(answer.code == 4);
        }
        return texts;
    };
    CHECK(served("--json factoids").size() == 2);
    CHECK(served("--json factoids --checked-only") == QStringList{u"We are updating this page."_s});
    CHECK(served("--json factoids --language cy").size() == 1);
    CHECK(served("--json factoids --language cy --checked-only").isEmpty());
    const QStringList nothing = words("factoids --language cy --checked-only");
    CHECK(desk.run(nothing).err.contains("(one that is not checked is left out)"));
    REQUIRE(desk.run(adding("mae caerdydd yn gwario gormod.", "--unchecked --owner anna --reason agreed", "cy")).code ==
            0);
    CHECK(desk.run(nothing).err.contains("(2 that are not checked are left out)"));

    CHECK(desk.run(words("settings set fallbacks.serve_unchecked=perhaps")).code == 2);
    (void)desk.ask(words("settings set fallbacks.serve_unchecked=off"));
    CHECK(served("--json factoids") == QStringList{u"We are updating this page."_s});
    CHECK(served("--json factoids --language cy").isEmpty());
    CHECK_FALSE(fallbacks(desk)[0].toObject().value(u"served"_s).toBool());
    CHECK(text(fallbacks(desk)[0], "advice").contains(u"fallbacks.serve_unchecked"_s));
    // A config may say it as true or false.
    desk.write(u"config.json"_s, R"({"fallbacks": {"serve_unchecked": true}})");
    const Answer configured =
        desk.run(QStringList{u"--json"_s, u"--config"_s, desk.path(u"config.json"_s), u"factoids"_s});
    CHECK(list(configured.json(), "factoids").size() == 2);
    (void)desk.ask(words("undo"));
    CHECK(served("--json factoids").size() == 2);
}

TEST_CASE("the choice is for a text: another one needs its own, and undo gives back who chose")
{
    Desk desk;
    desk.setNow(kNow);
    REQUIRE(desk.run(adding(kLie, "--unchecked --owner anna --reason agreed")).code == 0);
    const auto edit = [&](const QStringList& more) {
        return desk.run(QStringList{u"fallbacks"_s, u"edit"_s, u"1"_s} + more).code;
    };
    const auto said = [&](const char* key) { return text(fallbacks(desk)[0].toObject().value(u"unchecked"_s), key); };
    CHECK(edit({u"--text"_s, u"Welsh councils are poorest."_s}) == 6);
    CHECK(edit({u"--text"_s, u"Welsh councils are poorest."_s, u"--unchecked"_s}) == 2);
    CHECK(edit({u"--tags"_s, u"old"_s}) == 0); // the same text, the same choice
    CHECK(said("owner") == u"anna"_s);
    CHECK(edit({u"--text"_s, u"Welsh councils are poorest."_s, u"--unchecked"_s, u"--owner"_s, u"ben"_s, u"--reason"_s,
                u"a test"_s}) == 0);
    CHECK(said("owner") == u"ben"_s);
    CHECK(edit({u"--text"_s, u"We are updating this page."_s}) == 0);
    CHECK(text(fallbacks(desk)[0], "extent") == u"notice"_s);
    CHECK(said("owner").isEmpty());
    (void)desk.ask(words("undo"));
    CHECK(said("owner") == u"ben"_s);
    CHECK(said("reason") == u"a test"_s);
    (void)desk.ask(words("undo"));
    CHECK(said("owner") == u"anna"_s);
    CHECK(text(fallbacks(desk)[0], "text") == QString::fromUtf8(kLie));
    (void)desk.ask(words("redo"));
    CHECK(said("owner") == u"ben"_s);
}

TEST_CASE("a file says of each text whether it is kept unchecked, or is refused whole")
{
    Desk desk;
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids"));
    const QJsonObject proven = list(desk.ask(words("factoids --limit 1")), "factoids")[0].toObject();
    const auto importing = [&](const QJsonObject& row, const QStringList& more = {}) {
        desk.write(u"in.json"_s, QJsonDocument(QJsonObject{{u"fallbacks"_s, QJsonArray{proven, row}}}).toJson());
        return desk.run(QStringList{u"--json"_s, u"fallbacks"_s, u"import"_s, desk.path(u"in.json"_s)} + more).code;
    };
    QJsonObject row{{u"text"_s, QString::fromUtf8(kLie)}};
    CHECK(importing(row) == 6);
    CHECK(importing(row, words("--unchecked --owner anna --reason agreed")) == 2); // not over a whole file
    row.insert(u"unchecked"_s, true);
    CHECK(importing(row) == 3);
    row.insert(u"owner"_s, u"anna"_s);
    CHECK(importing(row) == 3);
    row.insert(u"reason"_s, u"agreed"_s);
    CHECK(fallbacks(desk).isEmpty());
    REQUIRE(importing(row) == 0);
    REQUIRE(fallbacks(desk).size() == 2);
    CHECK(text(fallbacks(desk)[1].toObject().value(u"unchecked"_s), "owner") == u"anna"_s);

    // What is exported carries the choice and can be read in again.
    (void)desk.ask({u"fallbacks"_s, u"export"_s, desk.path(u"out.json"_s)});
    (void)desk.ask(words("fallbacks remove 1 2"));
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"out.json"_s)});
    CHECK(fallbacks(desk).size() == 2);
    CHECK(text(fallbacks(desk)[1].toObject().value(u"unchecked"_s), "reason") == u"agreed"_s);
    // What the upgrade marked was nobody's choice, in a file as well.
    QJsonObject old{{u"text"_s, QString::fromUtf8(kLie)},
                    {u"unchecked"_s, QJsonObject{{u"owner"_s, u"before checking"_s}, {u"reason"_s, u"r"_s}}}};
    CHECK(importing(old) == 6);

    // A text with claims is proven or refused; no choice keeps it.
    QJsonObject lie = proven;
    lie.insert(u"text"_s, text(proven, "text").chopped(1) + u", because of a scandal."_s);
    lie.insert(u"unchecked"_s, true);
    lie.insert(u"owner"_s, u"anna"_s);
    lie.insert(u"reason"_s, u"agreed"_s);
    CHECK(importing(lie) == 6);
}

TEST_CASE("what was kept before is not checked after the upgrade, is not served, and waits for a decision")
{
    Desk desk;
    desk.setNow(kNow);
    REQUIRE(desk.run(adding("We are updating this page.")).code == 0);
    // As the version before had it: no columns of a choice, and texts that it took for free of claims.
    sql(desk, u"ALTER TABLE fallbacks DROP COLUMN unchecked_owner; ALTER TABLE fallbacks DROP COLUMN unchecked_reason; "
              u"ALTER TABLE fallbacks DROP COLUMN unchecked_at;"
              "INSERT INTO fallbacks(position, language, text, created_at) VALUES(2, 'en', 'Councillors stole from "
              "pensioners.', '2026-01-02T03:04:05.000Z'),"
              "(3, 'cy', 'Mae hanner cynghorau Cymru yn fethdalwyr.', '2026-01-02T03:04:05.000Z');"
              "INSERT INTO fallbacks(position, language, text, owner, created_at) VALUES(4, 'en', 'Councils sold XIV "
              "homes.', 'anna', '2026-01-02T03:04:05.000Z');"
              "DROP TABLE mined; DROP TABLE oddities; DROP TRIGGER figures_inserted; DROP TRIGGER figures_updated; "
              "DROP TRIGGER "
              "figures_deleted; DROP TABLE outside_marks; PRAGMA user_version = 3"_s);
    (void)desk.ask(words("prune")); // any command that writes brings the store up to date
    const QJsonArray rows = fallbacks(desk);
    REQUIRE(rows.size() == 4);
    CHECK(text(rows[0], "extent") == u"notice"_s);
    CHECK(rows[0].toObject().value(u"served"_s).toBool());
    CHECK(text(rows[0], "owner").isEmpty());
    for (int i = 1; i < 4; ++i) {
        INFO(text(rows[i], "text").toStdString());
        CHECK(text(rows[i], "extent") == u"none"_s);
        CHECK(text(rows[i].toObject().value(u"unchecked"_s), "owner") == u"before checking"_s);
        CHECK(text(rows[i], "owner") == (i == 3 ? u"anna"_s : u"before checking"_s));
        CHECK_FALSE(rows[i].toObject().value(u"supported"_s).toBool());
        CHECK_FALSE(rows[i].toObject().value(u"served"_s).toBool());
        CHECK(text(rows[i], "advice").contains(u"keep it unchecked with an owner and a reason"_s));
    }
    CHECK(list(desk.run(words("--json factoids")).json(), "factoids").size() == 1);
    CHECK(desk.run(words("--json factoids --language cy")).code == 4);
    const Answer doctor = desk.run(words("doctor"));
    CHECK(doctor.out.contains("BAD  fallbacks are checked"));
    CHECK(doctor.out.contains("fallbacks edit N --unchecked"));
    // Somebody decides.
    CHECK(desk.run(words("fallbacks edit 2 --tags old")).code == 6);
    CHECK(desk.run({u"fallbacks"_s, u"edit"_s, u"2"_s, u"--unchecked"_s, u"--owner"_s, u"before checking"_s,
                    u"--reason"_s, u"r"_s})
              .code == 2);
    (void)desk.ask(words("fallbacks edit 2 --unchecked --owner anna --reason known"));
    (void)desk.ask(words("fallbacks remove 3 4"));
    CHECK(list(desk.run(words("--json factoids")).json(), "factoids").size() == 2);
    CHECK(desk.run(words("doctor")).out.contains("ok   fallbacks are checked"));
}
