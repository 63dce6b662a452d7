// Languages in the making and in the serving of a set: one that nothing can be said in stops no other, and a reader gets
// one language at a time, or what is curated of it.
#include "core/base/languages.h"
#include "core/engine/engine.h"
#include "core/pipeline/generation.h"
#include "core/queries/overview/overview_query.h"
#include "core/site/factoid_cache.h"
#include "core/store/site/fallback_store.h"
#include "tests/support/small_data.h"

#include <catch2/catch.hpp>

using namespace factoid;
using factoid::test::Desk;

namespace {

const QString kEn = QStringLiteral("en"), kCy = QStringLiteral("cy");
const QDateTime kNow = QDateTime::fromString(QStringLiteral("2026-06-01T09:00:00Z"), Qt::ISODate);

struct Place {
    Place()
    {
        EngineOptions options;
        options.store = {desk.store()};
        options.now = kNow;
        REQUIRE(Database::open(options.store, OpenMode::ReadWrite));
        engine = Engine::make(options).value();
        db = Database::open(options.store, OpenMode::ReadWrite).value();
    }
    void withFigures()
    {
        test::writeSmallData(desk);
        JobOptions import;
        import.options = {{QStringLiteral("paths"), QJsonArray{desk.path(QStringLiteral("data"))}}};
        REQUIRE(engine->jobs().runHere(QStringLiteral("import"), import));
    }
    Result<GeneratedSet> generate(const QStringList& languages)
    {
        JobContext context{*db, engine->clock(), {}, {}, engine->cache(), QStringLiteral("command")};
        GenerationOptions options;
        options.now = kNow;
        options.languages = languages;
        return generateSet(context, options);
    }
    // Facts 1 to 3 in each language, two of them on show. No figures bear them out: they live in the cache only.
    void publish(const QStringList& languages)
    {
        PublishedSet set;
        set.publishedAt = kNow;
        set.slot = QStringLiteral("10:30");
        set.dataHash = QByteArray(64, 'a');
        set.onShow = 2;
        for (const QString& language : languages) {
            for (int fact = 1; fact <= 3; ++fact) {
                Factoid made;
                made.language = language;
                made.text = QStringLiteral("%1 %2").arg(language).arg(fact);
                made.factKey = QString::number(fact);
                made.id = factoidId(language, made.text, {});
                set.factoids.push_back({made, static_cast<int>(set.factoids.size()) + 1, {}});
            }
        }
        REQUIRE(SetStore(*db).publish(set, {}));
        REQUIRE(engine->cache().publish(*db));
    }
    void curate(const QString& language, const QString& text)
    {
        Fallback fallback;
        fallback.language = language;
        fallback.text = text;
        REQUIRE(FallbackStore(*db).add(fallback, kNow));
    }
    [[nodiscard]] QString read(const QString& language = {}, int limit = 0)
    {
        const auto served = engine->cache().read(limit, language);
        const ForeseenRead foreseen = engine->cache().peek(limit, language);
        if (!served) {
            CHECK_FALSE(foreseen.served);
            CHECK(foreseen.problem == served.error().sentence());
            return QStringLiteral("error: ") + served.error().message;
        }
        REQUIRE(foreseen.served);
        CHECK(foreseen.served->factoids == served->factoids); // a look tells what a reader gets
        QStringList texts;
        for (const QJsonValue& factoid : served->factoids)
            texts << factoid.toObject().value(QStringLiteral("text")).toString();
        return cacheSourceName(served->source) + QStringLiteral(": ") + texts.join(QStringLiteral(", "));
    }

    Desk desk;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<Database> db;
};

} // namespace

TEST_CASE("a value of the setting asks for one language or both")
{
    CHECK(languagesOf(kEn) == QStringList{kEn});
    CHECK(languagesOf(kCy) == QStringList{kCy});
    CHECK(languagesOf(QStringLiteral("both")) == QStringList{kEn, kCy});
    CHECK(languagesOf(QStringLiteral("fr")).isEmpty());
    CHECK(languagesOf({}).isEmpty());
    CHECK(inLanguageOrder({QStringLiteral("xx"), kCy, kEn, kCy}) == QStringList{kEn, kCy, QStringLiteral("xx")});
}

TEST_CASE("a language that cannot be written stops no other, and is told of")
{
    Place place;
    place.withFigures();
    const auto made = place.generate({kEn, QStringLiteral("xx")});
    REQUIRE(made);
    CHECK(made->set.languages() == QStringList{kEn});
    REQUIRE(made->texts.size() == 2);
    CHECK(made->texts[0].problem.isEmpty());
    CHECK(made->texts[0].chosen == static_cast<int>(made->set.factoids.size()));
    CHECK(made->texts[1].chosen == 0);
    CHECK(made->warnings().join(QLatin1Char('\n')) == QStringLiteral("nothing is published in xx: there are no words for this language"));
    CHECK(made->factsJson().value(QStringLiteral("languages")).toArray().size() == 2);
    CHECK(made->set.generator == QStringLiteral("statistics"));
    // The other way round: the first language is the first that has texts.
    const auto turned = place.generate({QStringLiteral("xx"), kEn});
    REQUIRE(turned);
    CHECK(turned->set.generator == QStringLiteral("statistics"));
    CHECK(turned->linkReason() == made->linkReason());
    // Alone it is a failure.
    const auto none = place.generate({QStringLiteral("xx")});
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::Failed);
    CHECK(none.error().message == QStringLiteral("there are no words for this language"));
}

TEST_CASE("a reader gets one language, the limit counts within it, and the key is what it always was")
{
    Place place;
    place.publish({kEn, kCy});
    CHECK(place.read() == QStringLiteral("fresh: en 1, en 2"));
    CHECK(place.read({}, 5) == QStringLiteral("fresh: en 1, en 2, en 3"));
    CHECK(place.read(kEn) == QStringLiteral("fresh: en 1, en 2"));
    CHECK(place.read(kCy) == QStringLiteral("fresh: cy 1, cy 2"));
    CHECK(place.read(kCy, 1) == QStringLiteral("fresh: cy 1"));
    CHECK(place.read(kCy, 50) == QStringLiteral("fresh: cy 1, cy 2, cy 3"));
    CHECK(place.engine->cache().peek(0, kCy).key == QStringLiteral("sitewide_factoids:10:30:") + QString(64, QLatin1Char('a')));
}

TEST_CASE("a set in Welsh alone is what readers get who name no language")
{
    Place place;
    place.publish({kCy});
    CHECK(place.read() == QStringLiteral("fresh: cy 1, cy 2"));
    CHECK(place.read(kEn) == QStringLiteral("error: nothing is published in English; there is no usable fallback in English either"));
}

TEST_CASE("a language of which nothing is published is served what is curated of it")
{
    Place place;
    place.publish({kEn});
    CHECK(place.read(kCy) == QStringLiteral("error: nothing is published in Welsh; there is no usable fallback in Welsh either"));
    place.curate(kEn, QStringLiteral("We are updating this page."));
    CHECK(place.read(kCy).startsWith(QStringLiteral("error: ")));
    place.curate(kCy, QStringLiteral("Rydym yn diweddaru'r dudalen hon."));
    CHECK(place.read(kCy) == QStringLiteral("fallback: Rydym yn diweddaru'r dudalen hon."));
    CHECK(place.read() == QStringLiteral("fresh: en 1, en 2"));
}

TEST_CASE("curated factoids of two languages are never mixed, and that of the published set is the first")
{
    Place place;
    place.curate(kCy, QStringLiteral("Rydym yn diweddaru'r dudalen hon."));
    CHECK(place.read() == QStringLiteral("fallback: Rydym yn diweddaru'r dudalen hon."));
    place.curate(kEn, QStringLiteral("We are updating this page."));
    CHECK(place.read() == QStringLiteral("fallback: We are updating this page."));
    CHECK(place.read(kCy) == QStringLiteral("fallback: Rydym yn diweddaru'r dudalen hon."));
    // Nothing of the Welsh set is borne out by figures; what is made anew of it is nothing.
    place.publish({kCy});
    REQUIRE(place.engine->cache().tiers().invalidate({}));
    CHECK(place.read() == QStringLiteral("fallback: Rydym yn diweddaru'r dudalen hon."));
    CHECK(place.read(kEn) == QStringLiteral("fallback: We are updating this page."));
}

TEST_CASE("a language that is asked for and not on the site needs a person")
{
    Place place;
    place.publish({kEn});
    const auto needs = [&] {
        const auto overview = place.engine->ask([](QueryContext& context) { return overviewQuery(context, {}); });
        REQUIRE(overview);
        return QJsonDocument(overview->value(QStringLiteral("needs")).toArray()).toJson();
    };
    CHECK_FALSE(needs().contains("Nothing is on the site in"));
    JobOptions both;
    both.options = {{QStringLiteral("set"), QJsonObject{{QStringLiteral("factoids.language"), QStringLiteral("both")}}}};
    REQUIRE(place.engine->jobs().runHere(QStringLiteral("settings"), both));
    CHECK(needs().contains("Nothing is on the site in Welsh"));
    place.publish({kEn, kCy});
    CHECK_FALSE(needs().contains("Nothing is on the site in"));
    CHECK_FALSE(needs().contains("Fewer factoids are live"));
    // Of the three Welsh texts two are to be on show.
    for (const Factoid& factoid : SetStore(*place.db).current()->liveIn(kCy))
        REQUIRE(SetStore(*place.db).withdraw(SetStore(*place.db).current().value(), factoid, {QStringLiteral("wrong"), -1, {}}, kNow));
    CHECK(needs().contains("Fewer factoids are live"));
}

TEST_CASE("what an older version cached is not served, and is made anew")
{
    Place place;
    place.publish({kEn});
    const QByteArray old = QJsonDocument(QJsonObject{{QStringLiteral("slot"), QStringLiteral("10:30")}, {QStringLiteral("data_hash"), QString(64, QLatin1Char('a'))}, {QStringLiteral("on_show"), 2},
                                                     {QStringLiteral("factoids"), QJsonArray{QJsonObject{{QStringLiteral("text"), QStringLiteral("old")}, {QStringLiteral("language"), kEn}}}}})
                               .toJson();
    REQUIRE(place.db->run(QStringLiteral("UPDATE cache_entries SET value = ?, version = version + 1"), {old}).value() == 1);
    CHECK_FALSE(place.engine->cache().read(0));
    REQUIRE(place.engine->cache().publish(*place.db));
    CHECK(place.read() == QStringLiteral("fresh: en 1, en 2"));
}
