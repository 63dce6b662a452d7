// The tiered cache with its breakers: a level that fails is left out, comes back by itself, and no reader pays for it.
#include "core/monitor/recovery/breaker_store.h"
#include "core/monitor/recovery/level_breakers.h"
#include "tests/cache/cache_fixture.h"

using namespace factoid;
using namespace factoid::test;

namespace {

struct Guarded : Ground {
    std::shared_ptr<LevelBreakers> guard = std::make_shared<LevelBreakers>();
    Guarded()
    {
        settings.levelPause = 0ms; // each read meets the failure
        settings.revalidate = 0ms;
        settings.guard = guard;
    }
    void force(const QString& level, BreakerForce how) const
    {
        must(BreakerStore(*database()).force(BreakerStore::levelName(level), how, u"drill"_s, u"test"_s, clock.now()));
    }
    // As another program would: the rows are there, reading them fails.
    void breakStore(bool broken) const
    {
        must(database()->run(broken ? u"ALTER TABLE cache_entries RENAME TO away"_s
                                    : u"ALTER TABLE away RENAME TO cache_entries"_s));
    }
};

template <class Holds>
bool within(TieredCache& cache, const Holds& holds)
{
    for (int i = 0; i < 300; ++i) {
        if (holds(cache.read(kKey, {}, curated("curated"))))
            return true;
        cache.waitForRefreshes();
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

} // namespace

TEST_CASE("each level that an operator leaves out is passed by, in every process, and taken back when it is let go")
{
    struct Row {
        QStringList out;
        const char* level;
    };
    const Row rows[] = {
        {{}, "memory"},
        {{u"memory"_s}, "store"},
        {{u"store"_s}, "memory"},
        {{u"memory"_s, u"store"_s}, "curated"},
        {{u"curated"_s}, "memory"},
    };
    for (const Row& row : rows) {
        INFO(row.out.join(QLatin1Char('+')).toStdString());
        Guarded ground;
        auto cache = ground.cache();
        must(cache->put(kKey, "v", "h"));
        for (const QString& level : row.out)
            ground.force(level, BreakerForce::Open);
        CHECK(within(*cache, [&](const Result<CacheRead>& read) {
            return read && read->level == QLatin1String(row.level) && cache->leftOut().size() == row.out.size();
        }));
        for (const QString& level : row.out)
            CHECK(cache->isPassedBy(level));
        // Looking agrees with reading.
        const auto seen = must(cache->peek(kKey));
        CHECK((seen ? seen->level : u"curated"_s) == QLatin1String(row.level));
        Guarded second;
        second.url = ground.url;
        CHECK(must(second.cache()->read(kKey, {}, curated("curated"))).value ==
              (row.out.contains(u"store"_s) ? "curated" : "v"));
        for (const QString& level : row.out)
            ground.force(level, BreakerForce::None);
        CHECK(within(*cache, [&](const Result<CacheRead>& read) {
            return read && read->level == u"memory"_s && cache->leftOut().isEmpty();
        }));
    }
}

TEST_CASE("nothing is made while the store is left out by hand, and a read says why it gets nothing")
{
    Guarded ground;
    for (const char* level : {"memory", "store", "curated"})
        ground.force(QString::fromLatin1(level), BreakerForce::Open);
    Maker maker;
    auto cache = ground.cache();
    const auto read = cache->read(kKey, maker.recompute(), curated("c"));
    REQUIRE_FALSE(read);
    CHECK(read.error().message.contains(u"its breaker is open"_s));
    CHECK(maker.made == 0);
}

TEST_CASE("a store that fails is left out after five failures, and three trials take it back")
{
    Guarded ground;
    must(ground.cache()->put(kKey, "v", "h"));
    auto cache = ground.cache();
    ground.breakStore(true);
    for (int i = 0; i < 5; ++i)
        CHECK(must(cache->read(u"other"_s, {}, curated("curated"))).source == CacheSource::Fallback);
    CHECK(cache->leftOut() == QStringList(u"store"_s));
    const qint64 errors = levelOf(cache->stats(), "store").errors;
    CHECK(must(cache->read(kKey, {}, curated("curated"))).source == CacheSource::Fallback);
    CHECK(levelOf(cache->stats(), "store").errors == errors); // it was not asked
    REQUIRE(cache->flushStats());
    CHECK(must(BreakerStore(*ground.database()).find(u"cache:store"_s)).state.phase == BreakerPhase::Open);

    ground.breakStore(false);
    CHECK(must(cache->read(kKey, {}, curated("curated"))).source == CacheSource::Fallback);
    ground.clock.set(kNoon.addSecs(61));
    CHECK(within(*cache, [&](const Result<CacheRead>& read) {
        return read && read->value == "v" && cache->leftOut().isEmpty();
    }));
    REQUIRE(cache->flushStats());
    CHECK(within(*cache, [&](const Result<CacheRead>&) {
        (void)cache->flushStats();
        return must(BreakerStore(*ground.database()).find(u"cache:store"_s)).state.phase == BreakerPhase::Closed;
    }));
}

TEST_CASE("what is left out for its failures is asked before a read fails")
{
    Guarded ground;
    must(ground.cache()->put(kKey, "v", "h"));
    auto cache = ground.cache();
    ground.breakStore(true);
    for (int i = 0; i < 6; ++i)
        CHECK_FALSE(cache->read(kKey));
    CHECK(cache->isPassedBy(u"store"_s));
    ground.breakStore(false);
    CHECK(must(cache->read(kKey)).value == "v"); // there is nothing else to serve
    Maker maker;
    CHECK(must(cache->read(u"other"_s, maker.recompute())).value == "v1");
}

TEST_CASE("a damaged value is passed by and made again")
{
    Guarded ground;
    ground.settings.check = [](Database&, const CacheEntry& entry, CacheUse) -> Result<std::optional<CacheFault>> {
        return entry.value.startsWith('v') ? std::nullopt
                                           : std::optional(CacheFault{CacheFault::Damaged, u"it is not a v"_s});
    };
    must(ground.cache()->put(kKey, "v", "h"));
    must(ground.database()->run(u"UPDATE cache_entries SET value = x'78'"_s));
    {
        auto cache = ground.cache();
        const auto read = must(cache->read(kKey, {}, curated("curated")));
        CHECK(read.source == CacheSource::Fallback);
        CHECK(levelOf(cache->stats(), "store").errors == 1);
    }
    Maker maker;
    auto cache = ground.cache();
    CHECK(must(cache->read(kKey, maker.recompute(), curated("curated"))).value == "v1");
    CHECK(maker.made == 1);
    CHECK(must(ground.cache()->read(kKey)).value == "v1");
}

TEST_CASE("a probe tells the store nothing of what it met")
{
    Guarded ground;
    must(ground.cache()->put(kKey, "v", "h"));
    ground.breakStore(true);
    ground.settings.readOnly = true;
    auto probe = ground.cache();
    for (int i = 0; i < 6; ++i)
        CHECK_FALSE(probe->read(kKey));
    CHECK(probe->isPassedBy(u"store"_s));
    REQUIRE(probe->flushStats());
    ground.breakStore(false);
    CHECK_FALSE(must(BreakerStore(*ground.database()).find(u"cache:store"_s)).changedAt.isValid());
}
