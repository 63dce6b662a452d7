// Outage rehearsals: a level that is rehearsed as dead is passed by in every process, until its time is over.
#include "tests/cache/cache_fixture.h"

#include "core/store/operations/rehearsal_store.h"

using namespace factoid;
using namespace factoid::test;

namespace {

void rehearse(const Ground& ground, const QString& level, const QDateTime& until)
{
    const auto db = ground.database();
    REQUIRE(RehearsalStore(*db).start({level, ground.clock.now(), until, u"drill"_s, u"test"_s}, ground.clock.now()));
}

// Reads until the predicate holds: another process's switch is seen with a look at the store, every 20 ms here.
template <class Holds>
bool reads(TieredCache& cache, const CacheRecompute& recompute, const Holds& holds)
{
    for (int i = 0; i < 200; ++i) {
        if (holds(cache.read(kKey, recompute, curated("curated"))))
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

} // namespace

TEST_CASE("each rehearsed level is passed by and comes back by itself at the end")
{
    struct Row {
        QStringList dead;
        const char* level; // of what a reader with everything filled gets
        const char* value;
    };
    const Row rows[] = {
        {{}, "memory", "v"},
        {{u"memory"_s}, "store", "v"},
        {{u"store"_s}, "memory", "v"},
        {{u"memory"_s, u"store"_s}, "curated", "curated"},
        {{u"curated"_s}, "memory", "v"},
    };
    for (const Row& row : rows) {
        Ground ground;
        auto cache = ground.cache();
        must(cache->put(kKey, "v", "h"));
        Maker maker;
        CHECK(must(cache->read(kKey, maker.recompute(), curated("curated"))).level == u"memory"_s);
        for (const QString& level : row.dead)
            rehearse(ground, level, kNoon.addSecs(600));
        INFO(row.dead.join(QLatin1Char('+')).toStdString());
        CHECK(reads(*cache, maker.recompute(), [&](const Result<CacheRead>& read) {
            return read && read->level == QLatin1String(row.level) && read->value == row.value &&
                   cache->rehearsals().size() == size_t(row.dead.size());
        }));
        // A new process knows from its first read on.
        TieredCache second(ground.url, ground.clock, ground.settings);
        const auto first = second.read(kKey, maker.recompute(), curated("curated"));
        REQUIRE(first);
        CHECK(first->value == (row.dead.contains(u"store"_s) ? "curated" : "v"));
        CHECK(maker.made == 0);
        ground.clock.set(kNoon.addSecs(601));
        CHECK(must(cache->read(kKey, maker.recompute(), curated("curated"))).level == u"memory"_s);
        CHECK(cache->rehearsals().empty());
    }
}

TEST_CASE("with every level rehearsed as dead a reader gets an error and nothing is made")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "v", "h"));
    for (const char* level : {"memory", "store", "curated"})
        rehearse(ground, QString::fromLatin1(level), kNoon.addSecs(60));
    Maker maker;
    const auto read = cache->read(kKey, maker.recompute(), curated("curated"));
    REQUIRE(!read);
    CHECK(read.error().kind == ErrorKind::Cache);
    CHECK(read.error().message.contains(u"rehearsed"_s));
    CHECK(maker.made == 0);
}

TEST_CASE("a stale value is not refreshed while the store is rehearsed as dead, and is afterwards")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "old", "h"));
    ground.clock.set(kNoon.addSecs(7 * 3600));
    rehearse(ground, u"store"_s, ground.clock.now().addSecs(60));
    Maker maker;
    const auto stale = must(cache->read(kKey, maker.recompute()));
    CHECK(stale.source == CacheSource::Stale);
    CHECK(!stale.refreshStarted);
    ground.clock.set(ground.clock.now().addSecs(61));
    CHECK(must(cache->read(kKey, maker.recompute())).refreshStarted);
    cache->waitForRefreshes();
    CHECK(maker.made == 1);
}

TEST_CASE("what is written during a rehearsal is there after it")
{
    Ground ground;
    auto cache = ground.cache();
    rehearse(ground, u"store"_s, kNoon.addSecs(60));
    must(cache->put(kKey, "written", "h"));
    TieredCache other(ground.url, ground.clock, ground.settings);
    CHECK(!other.read(kKey));
    const auto db = ground.database();
    REQUIRE(RehearsalStore(*db).end({}, kNoon));
    CHECK(reads(other, {}, [&](const Result<CacheRead>& read) { return read && read->value == "written"; }));
}

TEST_CASE("starting again replaces and ending gives what was on")
{
    Ground ground;
    const auto db = ground.database();
    RehearsalStore store(*db);
    const Rehearsal first{u"store"_s, kNoon, kNoon.addSecs(60), u"a"_s, u"x"_s};
    const Rehearsal longer{u"store"_s, kNoon, kNoon.addSecs(600), u"b"_s, u"y"_s};
    REQUIRE(store.start(first, kNoon));
    REQUIRE(store.start(longer, kNoon));
    CHECK(must(store.on(kNoon)) == std::vector<Rehearsal>{longer});
    CHECK(must(store.on(kNoon.addSecs(600))).empty());
    CHECK(must(store.end(u"memory"_s, kNoon)).empty());
    CHECK(must(store.end(u"store"_s, kNoon)) == std::vector<Rehearsal>{longer});
    CHECK(must(store.on(kNoon)).empty());
}

TEST_CASE("fault_05 peeking tells what a read would get and touches nothing")
{
    Ground ground;
    auto first = ground.cache();
    must(first->put(kKey, "one", "h"));
    auto second = ground.cache();
    CHECK(must(second->read(kKey)).value == "one"); // now in both memories
    must(first->put(kKey, "two", "h"));
    const auto before = second->stats();
    // The other process's memory holds the old one, which a read's look at the store would drop.
    const auto peeked = must(second->peek(kKey));
    REQUIRE(peeked);
    CHECK(peeked->value == "two");
    CHECK(peeked->level == u"store"_s);
    CHECK(must(second->peek(kKey, {u"store"_s}))->value == "one");
    CHECK(!must(second->peek(kKey, {u"store"_s, u"memory"_s})));
    const auto after = second->stats();
    for (const char* level : {"memory", "store"}) {
        CHECK(levelOf(after, level).hits == levelOf(before, level).hits);
        CHECK(levelOf(after, level).misses == levelOf(before, level).misses);
    }
    CHECK(must(second->entries(u"memory"_s))[0].version == 1); // still the old one: nothing was moved
}
