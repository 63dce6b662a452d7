// Languages in the making and in the serving of a set: one that nothing can be said in stops no other, and a reader
// gets one language at a time, or what is curated of it.
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

const QString kEn = u"en"_s, kCy = u"cy"_s;
const QDateTime kNow = QDateTime::fromString(u"2026-06-01T09:00:00Z"_s, Qt::ISODate);

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
        test::writeSmallData(desk, 0, test::kWelshToo);
        JobOptions import;
        import.options = {{ u"paths"_s, QJsonArray { desk.path(u"data"_s) } }};
        REQUIRE(engine->jobs().runHere(u"import"_s, import));
    }
    Result<GeneratedSet> generate(const QStringList& languages)
    {
        JobContext context{*db, engine->clock(), {}, {}, engine->cache(), u"command"_s};
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
        set.slot = u"10:30"_s;
        set.dataHash = QByteArray(64, 'a');
        set.onShow = 2;
        for (const QString& language : languages) {
            for (int fact = 1; fact <= 3; ++fact) {
                Factoid made;
                made.language = language;
                made.text = u"%1 %2"_s.arg(language).arg(fact);
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
            return u"error: "_s + served.error().message;
        }
        REQUIRE(foreseen.served);
        CHECK(foreseen.served->factoids == served->factoids); // a look tells what a reader gets
        QStringList texts;
        for (const QJsonValue& factoid : served->factoids)
            texts << factoid.toObject().value(u"text"_s).toString();
        return cacheSourceName(served->source) + u": "_s + texts.join(u", "_s);
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
    CHECK(languagesOf(u"both"_s) == QStringList{kEn, kCy});
    CHECK(languagesOf(u"fr"_s).isEmpty());
    CHECK(languagesOf({}).isEmpty());
    CHECK(inLanguageOrder({u"xx"_s, kCy, kEn, kCy}) == QStringList{kEn, kCy, u"xx"_s});
}

TEST_CASE("a language that cannot be written stops no other, and is told of")
{
    Place place;
    place.withFigures();
    const auto made = place.generate({kEn, u"xx"_s});
    REQUIRE(made);
    CHECK(made->set.languages() == QStringList{kEn});
    REQUIRE(made->texts.size() == 2);
    CHECK(made->texts[0].problem.isEmpty());
    CHECK(made->texts[0].chosen == static_cast<int>(made->set.factoids.size()));
    CHECK(made->texts[1].chosen == 0);
    CHECK(Message::list(made->warnings()).text() ==
          u"nothing is published in xx: there are no words for this language"_s);
    CHECK(made->factsJson().value(u"languages"_s).toArray().size() == 2);
    CHECK(made->set.generator == u"statistics"_s);
    // The other way round: the first language is the first that has texts.
    const auto turned = place.generate({u"xx"_s, kEn});
    REQUIRE(turned);
    CHECK(turned->set.generator == u"statistics"_s);
    CHECK(turned->linkReason() == made->linkReason());
    // Alone it is a failure.
    const auto none = place.generate({u"xx"_s});
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::Failed);
    CHECK(none.error().message == u"there are no words for this language"_s);
}

TEST_CASE("a reader gets one language, the limit counts within it, and the key is what it always was")
{
    Place place;
    place.publish({kEn, kCy});
    CHECK(place.read() == u"fresh: en 1, en 2"_s);
    CHECK(place.read({}, 5) == u"fresh: en 1, en 2, en 3"_s);
    CHECK(place.read(kEn) == u"fresh: en 1, en 2"_s);
    CHECK(place.read(kCy) == u"fresh: cy 1, cy 2"_s);
    CHECK(place.read(kCy, 1) == u"fresh: cy 1"_s);
    CHECK(place.read(kCy, 50) == u"fresh: cy 1, cy 2, cy 3"_s);
    CHECK(place.engine->cache().peek(0, kCy).key == u"sitewide_factoids:10:30:"_s + QString(64, QLatin1Char('a')));
}

TEST_CASE("a set in Welsh alone is what readers get who name no language")
{
    Place place;
    place.publish({kCy});
    CHECK(place.read() == u"fresh: cy 1, cy 2"_s);
    CHECK(place.read(kEn) ==
          u"error: nothing is published in English; there is no usable fallback in English either"_s);
}

TEST_CASE("a language of which nothing is published is served what is curated of it")
{
    Place place;
    place.publish({kEn});
    CHECK(place.read(kCy) == u"error: nothing is published in Welsh; there is no usable fallback in Welsh either"_s);
    place.curate(kEn, u"We are updating this page."_s);
    CHECK(place.read(kCy).startsWith(u"error: "_s));
    place.curate(kCy, u"Rydym yn diweddaru'r dudalen hon."_s);
    CHECK(place.read(kCy) == u"fallback: Rydym yn diweddaru'r dudalen hon."_s);
    CHECK(place.read() == u"fresh: en 1, en 2"_s);
}

TEST_CASE("curated factoids of two languages are never mixed, and that of the published set is the first")
{
    Place place;
    place.curate(kCy, u"Rydym yn diweddaru'r dudalen hon."_s);
    CHECK(place.read() == u"fallback: Rydym yn diweddaru'r dudalen hon."_s);
    place.curate(kEn, u"We are updating this page."_s);
    CHECK(place.read() == u"fallback: We are updating this page."_s);
    CHECK(place.read(kCy) == u"fallback: Rydym yn diweddaru'r dudalen hon."_s);
    // Nothing of the Welsh set is borne out by figures; what is made anew of it is nothing.
    place.publish({kCy});
    REQUIRE(place.engine->cache().tiers().invalidate({}));
    CHECK(place.read() == u"fallback: Rydym yn diweddaru'r dudalen hon."_s);
    CHECK(place.read(kEn) == u"fallback: We are updating this page."_s);
}

TEST_CASE("a language that is asked for and not on the site needs a person")
{
    Place place;
    place.publish({kEn});
    const auto needs = [&] {
        QStringList texts;
        const auto asked = place.engine->ask([&](QueryContext& context) -> Result<QJsonObject> {
            const auto overview = TRY(overviewQuery(context, {}));
            for (const HealthItem& need : overview.status.health.items)
                texts << need.text;
            return QJsonObject();
        });
        REQUIRE(asked);
        return texts.join(QLatin1Char('\n')).toUtf8();
    };
    CHECK_FALSE(needs().contains("Nothing is on the site in"));
    JobOptions both;
    both.options = {{u"set"_s, QJsonObject{{u"factoids.language"_s, u"both"_s}}}};
    REQUIRE(place.engine->jobs().runHere(u"settings"_s, both));
    CHECK(needs().contains("Nothing is on the site in Welsh"));
    place.publish({kEn, kCy});
    CHECK_FALSE(needs().contains("Nothing is on the site in"));
    CHECK_FALSE(needs().contains("Fewer factoids are live"));
    // Of the three Welsh texts two are to be on show.
    for (const Factoid& factoid : SetStore(*place.db).current()->liveIn(kCy))
        REQUIRE(
            SetStore(*place.db).withdraw(SetStore(*place.db).current().value(), factoid, {u"wrong"_s, -1, {}}, kNow));
    CHECK(needs().contains("Fewer factoids are live"));
}

TEST_CASE("what an older version cached is not served, and is made anew")
{
    Place place;
    place.publish({kEn});
    const QByteArray old =
        QJsonDocument(
            QJsonObject{{u"slot"_s, u"10:30"_s},
                        {u"data_hash"_s, QString(64, QLatin1Char('a'))},
                        {u"on_show"_s, 2},
                        {u"factoids"_s, QJsonArray{QJsonObject{{u"text"_s, u"old"_s}, {u"language"_s, kEn}}}}})
            .toJson();
    REQUIRE(place.db->run(u"UPDATE cache_entries SET value = ?, version = version + 1"_s, {old}).value() == 1);
    CHECK_FALSE(place.engine->cache().read(0));
    REQUIRE(place.engine->cache().publish(*place.db));
    CHECK(place.read() == u"fresh: en 1, en 2"_s);
}
