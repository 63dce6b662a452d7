// The levels fail; readers must hardly notice.
#include "tests/cache/cache_fixture.h"

#include <QFile>

using namespace factoid;
using namespace factoid::test;

namespace {

// A level that can be told to fail, and counts.
class Faulty final : public CacheLevel
{
  public:
    std::atomic<bool> down{false};
    std::atomic<int> asked{0};
    MemoryLevel inner;

    [[nodiscard]] QString name() const override { return u"redis"_s; }
    [[nodiscard]] Result<std::optional<CacheEntry>> get(const QString& key) override
    {
        ++asked;
        if (down)
            return std::unexpected(gone());
        return inner.get(key);
    }
    Result<void> put(const CacheEntry& entry) override
    {
        return down ? Result<void>(std::unexpected(gone())) : inner.put(entry);
    }
    Result<void> remove(const QString& key) override
    {
        return down ? Result<void>(std::unexpected(gone())) : inner.remove(key);
    }
    [[nodiscard]] Result<std::vector<CacheEntry>> entries() override { return inner.entries(); }

  private:
    [[nodiscard]] static Error gone() { return {ErrorKind::Cache, u"redis is down"_s}; }
};

} // namespace

TEST_CASE("a nearer level is filled and used and cleared and left out while it fails")
{
    Ground ground;
    auto faulty = std::make_shared<Faulty>();
    TieredCache cache(ground.url, ground.clock, ground.settings, {faulty});
    must(cache.put(kKey, "v", "h"));
    CHECK(must(faulty->inner.get(kKey)).has_value());
    {
        TieredCache second(ground.url, ground.clock, ground.settings, {faulty});
        CHECK(must(second.read(kKey)).level == u"redis"_s);
    }
    faulty->down = true;
    TieredCache third(ground.url, ground.clock, ground.settings, {faulty});
    faulty->asked = 0;
    CHECK(must(third.read(kKey)).level == u"store"_s);
    CHECK(!third.read(u"other"_s));
    CHECK(!third.read(u"another"_s));
    CHECK(faulty->asked == 1); // the failure is paid for once
    CHECK(levelOf(third.stats(), "redis").errors == 1);
    faulty->down = false;
    std::this_thread::sleep_for(120ms);
    CHECK(!third.read(u"third"_s));
    CHECK(faulty->asked == 2);
    CHECK(cache.invalidate(u"sitewide"_s).has_value());
    CHECK(!must(faulty->inner.get(kKey)).has_value());
}

TEST_CASE("a store that does not answer costs a read its small budget and no more")
{
    Ground ground;
    auto worker = std::make_shared<StoreWorker>(ground.url, OpenMode::ReadWrite);
    StoreLevel level(worker, {50ms, 200ms});
    must(level.append({kKey, "v", "h", 0, kNoon, kNoon.addDays(1), kNoon.addDays(2)}));
    std::atomic<bool> release{false};
    std::atomic<bool> began{false};
    std::thread blocker([&] {
        (void)worker->ask<bool>(10s, [&](Database&) -> Result<bool> {
            began = true;
            while (!release)
                std::this_thread::sleep_for(1ms);
            return true;
        });
    });
    while (!began)
        std::this_thread::sleep_for(1ms);
    const auto begin = std::chrono::steady_clock::now();
    const auto read = level.get(kKey);
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(!read);
    CHECK(read.error().kind == ErrorKind::Cache);
    CHECK(took >= 50ms);
    CHECK(took < 1s);
    release = true;
    blocker.join();
    CHECK(must(level.get(kKey))->value == "v");
}

TEST_CASE("a full disk keeps values in memory and the store gets them when there is room")
{
    Ground ground;
    auto worker = std::make_shared<StoreWorker>(ground.url, OpenMode::ReadWrite);
    StoreLevel level(worker);
    const auto full = [&](bool on) {
        return must(worker->ask<bool>(5s, [&](Database& db) -> Result<bool> {
            // The page limit of this connection makes SQLite report SQLITE_FULL, as a full disk does.
            auto pages = db.scalar(u"PRAGMA page_count"_s);
            const qint64 limit = on ? (*pages)->toLongLong() : 1'000'000;
            return db.run(u"PRAGMA max_page_count = %1"_s.arg(limit)).has_value();
        }));
    };
    const CacheEntry big{kKey, QByteArray(200'000, 'x'), "h", 0, kNoon, kNoon.addDays(1), kNoon.addDays(2)};
    CHECK(full(true));
    const auto refused = level.append(big);
    REQUIRE(!refused);
    CHECK(refused.error().kind == ErrorKind::DiskFull);
    CHECK(!must(level.get(kKey)));
    CHECK(full(false));
    CHECK(must(level.append(big)) == 1);
}

TEST_CASE("a store that cannot be written still serves and what is made stays in memory")
{
    Ground ground;
    must(ground.cache()->put(kKey, "kept", "h"));
    {
        // Writing is refused by triggers, as a full disk or a read-only one would; reading goes on.
        auto db = ground.database();
        for (const char* event : {"INSERT", "UPDATE"}) {
            must(db->run(u"CREATE TRIGGER no_%1 BEFORE %1 ON cache_entries BEGIN SELECT RAISE(ABORT, 'no'); END"_s.arg(
                QLatin1String(event))));
            must(db->run(u"CREATE TRIGGER no_lease_%1 BEFORE %1 ON leases BEGIN SELECT RAISE(ABORT, 'no'); END"_s.arg(
                QLatin1String(event))));
        }
    }
    Maker maker;
    auto cache = ground.cache();
    CHECK(must(cache->read(kKey)).value == "kept");
    const QString other = u"sitewide_summaries:2024-07-15"_s;
    const CacheRead made = must(cache->read(other, maker.recompute()));
    CHECK(made.value == "v1");
    CHECK(made.level == u"memory"_s);
    CHECK(!cache->put(kKey, "new", "h2"));
    CHECK(must(cache->read(kKey)).value == "new");
    CHECK(must(cache->read(other, maker.recompute())).value == "v1");
    CHECK(must(ground.cache()->read(kKey)).value == "kept");
    CHECK(levelOf(cache->stats(), "store").errors > 0);
    {
        auto db = ground.database();
        for (const char* event : {"INSERT", "UPDATE"}) {
            must(db->run(u"DROP TRIGGER no_%1"_s.arg(QLatin1String(event))));
            must(db->run(u"DROP TRIGGER no_lease_%1"_s.arg(QLatin1String(event))));
        }
    }
    std::this_thread::sleep_for(30ms);
    CHECK(must(cache->read(kKey)).value == "new");
    cache->waitForRefreshes(); // what was held back is written on the side
    auto elsewhere = ground.cache();
    CHECK(must(elsewhere->read(kKey)).value == "new");
    CHECK(must(elsewhere->read(other)).value == "v1");
}

TEST_CASE("what was held back does not overwrite newer data")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "first", "h"));
    auto db = ground.database();
    must(db->run(u"CREATE TRIGGER no BEFORE UPDATE ON cache_entries BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
    CHECK(!cache->put(kKey, "held back", "h"));
    must(db->run(u"DROP TRIGGER no"_s));
    must(CacheStore(*db).append({kKey, "newer", "h", 0, kNoon.addSecs(1), kNoon.addDays(1), kNoon.addDays(2)}));
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(30ms);
        (void)cache->read(kKey);
        cache->waitForRefreshes();
    }
    std::this_thread::sleep_for(30ms);
    CHECK(must(ground.cache()->read(kKey)).value == "newer");
    CHECK(must(cache->read(kKey)).value == "newer");
}

TEST_CASE("without a store at all each process makes its own once and serves it")
{
    Ground ground;
    ground.url.path = ground.folder.filePath(u"no/such/folder/store.db"_s);
    Maker maker;
    auto cache = ground.cache();
    CHECK(must(cache->read(kKey, maker.recompute())).value == "v1");
    CHECK(must(cache->read(kKey, maker.recompute())).value == "v1");
    CHECK(maker.made == 1);
    CHECK(must(cache->read(u"other"_s, {}, curated("c"))).source == CacheSource::Fallback);
    CHECK(cache->flushStats().error().kind == ErrorKind::Store);
    CHECK(cache->invalidate(kKey).error().kind == ErrorKind::Store);
    CHECK(must(cache->read(kKey, {}, curated("c"))).source == CacheSource::Fallback);
}

TEST_CASE("a reader waits a bounded time for a maker that hangs elsewhere")
{
    Ground ground;
    ground.settings.wait = 200ms;
    {
        auto db = ground.database();
        must(
            LeaseStore(*db).acquire(StoreLevel::leaseName(kKey), u"elsewhere"_s, 60s, QDateTime::currentDateTimeUtc()));
    }
    Maker maker;
    auto cache = ground.cache();
    const auto begin = std::chrono::steady_clock::now();
    CHECK(must(cache->read(kKey, maker.recompute(), curated("c"))).source == CacheSource::Fallback);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    CHECK(maker.made == 0);
}

TEST_CASE("a maker that was overtaken does not overwrite its successor")
{
    Ground ground;
    ground.settings.lease = 10min; // no renewal in this test
    auto cache = ground.cache();
    const auto read = cache->read(kKey, [&](const CancelToken&) -> Result<CacheMade> {
        auto db = ground.database();
        // As if this process had been stopped until its lease had expired and another had taken over.
        LeaseStore leases(*db);
        must(leases.acquire(StoreLevel::leaseName(kKey), u"successor"_s, 60s,
                            QDateTime::currentDateTimeUtc().addSecs(3600)));
        return CacheMade{"late", "h"};
    });
    CHECK(must(read).level == u"made"_s);
    CHECK(!cache->read(kKey));
}
