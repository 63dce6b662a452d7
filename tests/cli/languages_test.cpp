// Sets in English, in Welsh and in both through the real program: what each reader gets, what is withdrawn and moves
// up, what is written by whom, and what leaves the house.
#include "core/base/settings.h"
#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/support/small_data.h"

#include <set>

#include <utility>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QString text(const QJsonValue& value, const char* key)
{
    return value.toObject().value(QLatin1String(key)).toVariant().toString();
}

QJsonArray list(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toArray();
}

// The small data, and the setting.
void prepare(Desk& desk, const char* language)
{
    writeSmallData(desk, 0, kWelshToo);
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"settings"_s, u"set"_s, u"factoids.language="_s + QLatin1String(language)});
}

QJsonObject publish(const Desk& desk, const char* more = "")
{
    const QJsonObject made =
        desk.ask((u"update-factoids"_s + QLatin1String(more)).split(QLatin1Char(' '), Qt::SkipEmptyParts));
    INFO(QJsonDocument(made).toJson().toStdString());
    CHECK(text(made, "outcome") == u"published"_s);
    return made;
}

QJsonArray served(const Desk& desk, const char* more = "")
{
    return list(desk.ask((u"factoids"_s + QLatin1String(more)).split(QLatin1Char(' '), Qt::SkipEmptyParts)),
                "factoids");
}

QStringList all(const QJsonArray& rows, const char* key)
{
    QStringList values;
    for (const QJsonValue& row : rows)
        values << text(row, key);
    return values;
}

std::set<QString> each(const QJsonArray& rows, const char* key)
{
    const QStringList values = all(rows, key);
    return {values.begin(), values.end()};
}

std::set<QString> one(const char* value)
{
    return {QString::fromLatin1(value)};
}

} // namespace

TEST_CASE("a set in both languages says the same facts in each, and a reader gets one of them")
{
    Desk desk;
    const bool onSample = GENERATE(false, true);
    if (onSample) {
        desk.setNow(u"2026-06-01T09:00:00Z"_s);
        (void)desk.ask({u"import"_s, samplePath()});
        (void)desk.ask(words("settings set factoids.language=both"));
    } else {
        prepare(desk, "both");
    }
    INFO(onSample);
    const QJsonObject made = publish(desk);
    CHECK(list(made, "languages") == QJsonArray{u"en"_s, u"cy"_s});
    CHECK_FALSE(made.contains(u"warnings"_s));
    CHECK(all(list(made, "factoids"), "language").join(QLatin1Char(' ')) == u"en en en cy cy cy"_s);
    const QJsonObject facts = made.value(u"facts"_s).toObject();
    CHECK(all(list(facts, "languages"), "language").join(QLatin1Char(' ')) == u"en cy"_s);
    int written = 0;
    for (const QJsonValue& language : list(facts, "languages")) {
        const QJsonObject row = language.toObject();
        written += row.value(u"written"_s).toInt();
        CHECK(row.value(u"written"_s).toInt() + row.value(u"refused"_s).toInt() == facts.value(u"offered"_s).toInt());
        int refused = 0;
        for (const QJsonValue& refusal : list(facts, "refused"))
            refused += text(refusal, "language") == text(row, "language") ? 1 : 0;
        CHECK(refused == row.value(u"refused"_s).toInt());
    }
    CHECK(facts.value(u"written"_s).toInt() == written);

    // Nobody gets two languages; who names none gets English, however many are wanted.
    CHECK(all(served(desk), "id") == all(served(desk, " --language en"), "id"));
    CHECK(served(desk).size() == 3);
    CHECK(served(desk, " --language cy").size() == 3);
    CHECK(served(desk, " --language cy --limit 1").size() == 1);
    const QJsonArray english = served(desk, " --limit 100"), welsh = served(desk, " --limit 100 --language cy");
    CHECK(each(english, "language") == one("en"));
    CHECK(each(welsh, "language") == one("cy"));
    CHECK(english.size() + welsh.size() == facts.value(u"chosen"_s).toInt());
    // A fact once a language. Where a language can say all that another says, they say the same in the same order.
    CHECK(each(english, "fact_key").size() == static_cast<size_t>(english.size()));
    CHECK(each(welsh, "fact_key").size() == static_cast<size_t>(welsh.size()));
    const QStringList welshKeys = all(welsh, "fact_key");
    QStringList inBoth, inBothWelsh;
    for (const QString& key : all(english, "fact_key"))
        inBoth << (welshKeys.contains(key) ? QStringList{key} : QStringList());
    for (const QString& key : welshKeys)
        inBothWelsh << (inBoth.contains(key) ? QStringList{key} : QStringList());
    CHECK(inBoth == inBothWelsh);
    CHECK(inBoth.size() * 2 > english.size());

    const QJsonObject verdict = desk.ask(words("verify"));
    CHECK(verdict.value(u"checked"_s).toInt() == english.size() + welsh.size());
    CHECK(verdict.value(u"refused"_s).toInt() == 0);
    CHECK(each(list(verdict, "results"), "language") == std::set<QString>{u"cy"_s, u"en"_s});
    // One key for both.
    CHECK(text(desk.ask(words("cache served --language cy")), "key") ==
          u"sitewide_factoids:now:"_s + text(made, "data_hash"));
    const QJsonObject status = desk.ask(words("status")).value(u"published"_s).toObject();
    for (const QJsonValue& language : list(status, "languages"))
        CHECK(text(language, "factoids") == u"3"_s);
    CHECK(list(status, "factoids").size() == 6);
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == u"unchanged"_s);
}

TEST_CASE("another language in the settings is a reason for a set, and one asked for by hand holds until the next")
{
    Desk desk;
    prepare(desk, "en");
    (void)publish(desk);
    CHECK(desk.run(words("factoids --language cy")).code == 4);
    (void)desk.ask(words("settings set factoids.language=cy"));
    const QJsonObject made = publish(desk);
    CHECK(text(made, "reason").contains(u"the languages asked for are not those"_s));
    CHECK(list(made, "languages") == QJsonArray{u"cy"_s});
    // Welsh is then what a reader gets who names no language.
    CHECK(each(served(desk, " --limit 50"), "language") == one("cy"));
    CHECK(desk.run(words("factoids --language en")).code == 4);
    CHECK(text(desk.ask(words("curate candidates --limit 5")), "language") == u"cy"_s);
    CHECK(text(desk.ask(words("update-factoids")), "outcome") == u"unchanged"_s);

    const QJsonObject rehearsed = desk.ask(words("update-factoids --dry-run --language both"));
    CHECK(all(list(rehearsed, "factoids"), "language").join(QLatin1Char(' ')) == u"en en en cy cy cy"_s);
    (void)publish(desk, " --language en");
    CHECK(each(served(desk, " --limit 50"), "language") == one("en"));
    CHECK(each(list(publish(desk), "factoids"), "language") == one("cy")); // the setting again

    for (const char* wrong :
         {"settings set factoids.language=fr", "update-factoids --language fr", "factoids --language both",
          "curate candidates --language fr", "cache served --language fr"}) {
        const Answer answer = desk.run(words(wrong));
        INFO(wrong << "\n" << answer.err.toStdString());
        CHECK(answer.code == 2);
        CHECK(answer.err.contains("cy"));
    }
    factoid::Settings settings;
    CHECK(factoid::applyConfig(settings, {{u"factoids"_s, QJsonObject{{u"language"_s, u"both"_s}}}}));
    CHECK(settings.language == u"both"_s);
    CHECK(factoid::Settings().language == u"en"_s);
}

TEST_CASE("a fact is withdrawn in every language or in one, the reserve of each moves up, and it all can be taken back")
{
    Desk desk;
    prepare(desk, "both");
    (void)publish(desk);
    const QJsonArray english = served(desk), welsh = served(desk, " --language cy"),
                     welshReserve = served(desk, " --language cy --limit 4");
    REQUIRE(welshReserve.size() == 4);
    const auto withdraw = [&](const QString& id, const QStringList& more = {}) {
        return desk.ask(QStringList{u"curate"_s, u"withdraw"_s, id, u"--reason"_s, u"the council asked"_s} + more);
    };
    const auto isSaid = [&](const char* language, const QString& key) {
        return all(served(desk, language[0] == 'e' ? " --limit 99" : " --limit 99 --language cy"), "fact_key")
            .contains(key);
    };
    // The Welsh text alone: the fourth Welsh one moves up, and English stays.
    CHECK(list(withdraw(text(welsh[0], "id"), words("--language cy")), "texts").size() == 1);
    CHECK(all(served(desk, " --language cy"), "id") ==
          QStringList{text(welsh[1], "id"), text(welsh[2], "id"), text(welshReserve[3], "id")});
    CHECK(served(desk) == english);
    (void)desk.ask(words("undo"));
    CHECK(all(served(desk, " --language cy"), "id") == all(welsh, "id"));

    // A fact that both say.
    QString id, key;
    for (const QJsonValue& factoid : english) {
        if (all(welsh, "fact_key").contains(text(factoid, "fact_key")))
            std::tie(id, key) = std::pair(text(factoid, "id"), text(factoid, "fact_key"));
    }
    REQUIRE_FALSE(key.isEmpty());
    // By the id of the English text, the Welsh one.
    (void)withdraw(id, words("--language cy"));
    CHECK(isSaid("en", key));
    CHECK_FALSE(isSaid("cy", key));
    (void)desk.ask(words("undo"));
    CHECK(isSaid("cy", key));
    const QJsonObject gone = withdraw(id);
    CHECK(text(gone, "withdrawn") == id);
    CHECK(list(gone, "texts").size() == 2);
    CHECK_FALSE(isSaid("en", key));
    CHECK_FALSE(isSaid("cy", key));
    CHECK(served(desk).size() == 3);
    CHECK(served(desk, " --language cy").size() == 3);
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    (void)desk.ask(words("undo"));
    CHECK(all(served(desk), "id") == all(english, "id"));
    CHECK(all(served(desk, " --language cy"), "id") == all(welsh, "id"));
    (void)desk.ask(words("redo"));
    CHECK_FALSE(isSaid("cy", key));
    // A fact that is in neither is used in both; taking that back takes both out.
    const QString takenBack = std::exchange(key, QString());
    const QJsonArray welshCandidates =
        list(desk.ask(words("curate candidates --limit 400 --language cy")), "candidates");
    for (const QJsonValue& value : list(desk.ask(words("curate candidates --limit 400")), "candidates")) {
        const auto free = [](const QJsonValue& row) {
            return row.toObject().value(u"live"_s).toInt() == 0 && row.toObject().value(u"eligible"_s).toBool() &&
                   !text(row, "text").isEmpty();
        };
        const auto same = std::ranges::find_if(
            welshCandidates, [&](const QJsonValue& other) { return text(other, "key") == text(value, "key"); });
        if (key.isEmpty() && text(value, "key") != takenBack && free(value) && same != welshCandidates.end() &&
            free(*same))
            key = text(value, "key");
    }
    REQUIRE_FALSE(key.isEmpty());
    const QJsonObject used = desk.ask({u"curate"_s, u"use"_s, key, u"--position"_s, u"1"_s});
    CHECK(list(used, "texts").size() == 2);
    CHECK(text(served(desk)[0], "fact_key") == key);
    CHECK(text(served(desk, " --language cy")[0], "fact_key") == key);
    (void)desk.ask(words("undo"));
    CHECK_FALSE(isSaid("en", key));
    CHECK_FALSE(isSaid("cy", key));
    (void)desk.ask(words("redo"));
    CHECK(text(served(desk, " --language cy")[0], "fact_key") == key);
    // The order of one language leaves the other's alone.
    const QStringList before = all(served(desk), "id");
    const QStringList order = all(served(desk, " --language cy"), "id");
    (void)desk.ask({u"curate"_s, u"order"_s, order[2], order[0], order[1]});
    CHECK(all(served(desk, " --language cy"), "id") == QStringList{order[2], order[0], order[1]});
    CHECK(all(served(desk), "id") == before);
    // A ban is of a fact, in whatever language.
    (void)desk.ask({u"curate"_s, u"ban"_s, order[0]});
    const QString banned = text(served(desk, " --language cy")[1], "fact_key");
    (void)publish(desk);
    CHECK_FALSE(isSaid("en", banned));
    CHECK_FALSE(isSaid("cy", banned));
}

TEST_CASE("when the figures behind a fact change, its text in each language goes, each on its own proof")
{
    Desk desk;
    prepare(desk, "both");
    (void)publish(desk, " --limit 40");
    const QJsonArray english = served(desk, " --limit 99"), welsh = served(desk, " --limit 99 --language cy");
    writeSmallData(desk, 90'000'000, kWelshToo);
    desk.setNow(u"2026-06-02T09:00:00Z"_s);
    const QJsonObject imported = desk.ask({u"import"_s, desk.path(u"data"_s)});
    const std::set<QString> gone = each(list(imported, "withdrawn"), "id");
    REQUIRE(gone.size() >= 2);
    std::set<QString> goneIn[2], saidIn[2];
    for (const auto& [at, rows] : {std::pair(0, english), std::pair(1, welsh)}) {
        for (const QJsonValue& row : rows) {
            saidIn[at].insert(text(row, "fact_key"));
            if (gone.contains(text(row, "id")))
                goneIn[at].insert(text(row, "fact_key"));
        }
    }
    CHECK_FALSE(goneIn[0].empty());
    CHECK_FALSE(goneIn[1].empty());
    // What was no longer true in one language was not left standing in the other.
    for (const int at : {0, 1}) {
        for (const QString& key : goneIn[at]) {
            INFO(key.toStdString());
            CHECK((!saidIn[1 - at].contains(key) || goneIn[1 - at].contains(key)));
        }
    }
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    for (const QString& id : all(served(desk, " --limit 99 --language cy"), "id"))
        CHECK_FALSE(gone.contains(id));
    // The next set is of the new figures in both.
    CHECK(list(publish(desk), "languages").size() == 2);
}

TEST_CASE("sets in both languages turn over as sets in one do")
{
    Desk one_, both;
    prepare(one_, "en");
    prepare(both, "both");
    std::set<QString> shown;
    for (int day = 1; day <= 5; ++day) {
        const QString now = u"2026-06-0%1T10:00:00Z"_s.arg(day);
        one_.setNow(now);
        both.setNow(now);
        (void)publish(one_, " --force");
        (void)publish(both, " --force");
        const QJsonArray english = served(both), welsh = served(both, " --language cy");
        CHECK(english.size() == 3);
        CHECK(welsh.size() == 3);
        const std::set<QString> keys = each(english, "fact_key");
        shown.insert(keys.begin(), keys.end());
        INFO("day " << day);
        // Where both languages say the same, a second one changes nothing of what is chosen next.
        if (shown.size() == 3)
            CHECK(all(served(one_), "fact_key") == all(english, "fact_key"));
        CHECK(both.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    }
    CHECK(shown.size() > 3);
}

TEST_CASE("a language that is used up is served what is curated of it, and says so by its exit code")
{
    Desk desk;
    prepare(desk, "both");
    (void)publish(desk, " --limit 1");
    const auto add = [&](const char* language, const char* words_) {
        (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--language"_s, QLatin1String(language), u"--text"_s,
                        QString::fromUtf8(words_)});
    };
    add("en", "We are updating this page.");
    add("cy", "Rydym yn diweddaru'r dudalen hon.");
    // A text of the set can be kept for such a day, in its language; it is proven whole then as it was before.
    desk.write(u"welsh.json"_s, desk.run(words("--json factoids --limit 99 --language cy")).out);
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"welsh.json"_s)});
    const QJsonArray curated = list(desk.ask(words("fallbacks list")), "fallbacks");
    CHECK(curated.size() > 10);
    for (const QJsonValue& fallback : curated) {
        INFO(text(fallback, "text").toStdString());
        CHECK(fallback.toObject().value(u"served"_s).toBool());
        if (text(fallback, "id").toInt() > 2)
            CHECK(text(fallback, "extent") == u"whole"_s);
    }
    (void)desk.ask(words("undo"));
    for (const QString& id : all(served(desk, " --limit 99 --language cy"), "id"))
        (void)desk.ask({u"curate"_s, u"withdraw"_s, id, u"--language"_s, u"cy"_s, u"--reason"_s, u"wrong"_s});
    const Answer welsh = desk.run(words("--json factoids --language cy"));
    CHECK(welsh.code == 5);
    CHECK(text(welsh.json(), "source") == u"fallback"_s);
    CHECK(text(list(welsh.json(), "factoids")[0], "text") == u"Rydym yn diweddaru'r dudalen hon."_s);
    CHECK(desk.run(words("factoids")).code == 0);
    CHECK(desk.run(words("factoids --language en")).code == 0);
}

TEST_CASE("who names no language gets the curated English when the set has none left, and not Welsh in its place")
{
    Desk desk;
    prepare(desk, "both");
    (void)publish(desk, " --limit 1 --force");
    (void)desk.ask({u"fallbacks"_s, u"add"_s, u"--language"_s, u"en"_s, u"--text"_s, u"We are updating this page."_s});
    for (const QString& id : all(served(desk, " --limit 99"), "id"))
        (void)desk.ask({u"curate"_s, u"withdraw"_s, id, u"--language"_s, u"en"_s, u"--reason"_s, u"wrong"_s});
    const Answer english = desk.run(words("--json factoids"));
    CHECK(english.code == 5);
    CHECK(text(list(english.json(), "factoids")[0], "text") == u"We are updating this page."_s);
    CHECK(desk.run(words("factoids --language cy")).code == 0);
}

TEST_CASE("a bundle carries both languages, each text with its own")
{
    Desk desk;
    prepare(desk, "both");
    (void)publish(desk);
    (void)desk.ask({u"curate"_s, u"withdraw"_s, text(served(desk)[0], "id"), u"--reason"_s, u"the council asked"_s});
    const QJsonObject exported = desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    const QJsonObject three{{u"cy"_s, 3}, {u"en"_s, 3}};
    CHECK(exported.value(u"languages"_s).toObject() == three);
    const auto document = [&](const char* name) {
        return QJsonDocument::fromJson(desk.read(u"out/latest/"_s + QLatin1String(name))).object();
    };
    CHECK(document("factoids.json").value(u"languages"_s).toObject() == three);
    CHECK(all(list(document("factoids.json"), "factoids"), "language").join(QLatin1Char(' ')) ==
          u"en en en cy cy cy"_s);
    CHECK(all(list(document("feed.json"), "items"), "language").join(QLatin1Char(' ')) == u"en en en cy cy cy"_s);
    CHECK_FALSE(document("feed.json").contains(u"language"_s));
    CHECK(each(list(document("corrections.json"), "corrections"), "language") == std::set<QString>{u"cy"_s, u"en"_s});
    CHECK(desk.read(u"out/latest/factoids.csv"_s).count(",cy,") == 3);
    CHECK(desk.run({u"verify-bundle"_s, desk.path(u"out/latest"_s)}).code == 0);
}

TEST_CASE("each language is put to the models for itself, and is booked for itself")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    qputenv("FACTOID_TEST_MODEL_KEY", "sk-planted");
    Desk desk;
    prepare(desk, "both");
    const QJsonObject provider{{"name", "primary"},
                               {"base_url", endpoint.baseUrl()},
                               {"model", "little"},
                               {"api_key_env", "FACTOID_TEST_MODEL_KEY"},
                               {"idle_seconds", 2}};
    desk.write(u"config.json"_s,
               QJsonDocument(
                   QJsonObject{{"providers", QJsonArray{provider}},
                               {"spend",
                                QJsonObject{{"prices", QJsonArray{QJsonObject{{"free", true}, {"currency", "GBP"}}}}}}})
                   .toJson());
    const QStringList with{u"--config"_s, desk.path(u"config.json"_s)};
    const QJsonObject made = desk.ask(with + words("update-factoids --force"));
    INFO(QJsonDocument(made).toJson().toStdString());
    const QJsonArray attempts = list(made, "attempts");
    CHECK(each(attempts, "language") == std::set<QString>{u"cy"_s, u"en"_s});
    CHECK(endpoint.seen().size() == static_cast<size_t>(attempts.size()));
    CHECK(each(attempts, "call").size() == static_cast<size_t>(attempts.size())); // each its own entry in the books
    int byModel = 0;
    for (const QJsonValue& language : list(made.value(u"facts"_s).toObject(), "languages")) {
        INFO(text(language, "language").toStdString());
        CHECK(language.toObject().value(u"by_model"_s).toInt() > 0);
        CHECK(text(language, "link") == u"provider:primary"_s);
        byModel += language.toObject().value(u"by_model"_s).toInt();
    }
    CHECK(made.value(u"facts"_s).toObject().value(u"by_model"_s).toInt() == byModel);
    CHECK(list(made, "languages").size() == 2);
    CHECK(desk.ask(words("verify")).value(u"refused"_s).toInt() == 0);
    qunsetenv("FACTOID_TEST_MODEL_KEY");
}
