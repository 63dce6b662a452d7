#include "tests/cache/cache_fixture.h"

using namespace factoid;
using namespace factoid::test;

TEST_CASE("a cold read makes the value and later reads find it nearer")
{
    Ground ground;
    Maker maker;
    auto cache = ground.cache();
    const CacheRead first = must(cache->read(kKey, maker.recompute()));
    CHECK(first.value == "v1");
    CHECK(first.dataHash == "hash");
    CHECK(first.level == u"store"_s);
    CHECK(first.source == CacheSource::Fresh);
    ground.clock.set(kNoon.addSecs(90));
    const CacheRead second = must(cache->read(kKey, maker.recompute()));
    CHECK(second.level == u"memory"_s);
    CHECK(second.ageSeconds == 90);
    auto restarted = ground.cache();
    const CacheRead third = must(restarted->read(kKey));
    CHECK(third.value == "v1");
    CHECK(third.level == u"store"_s);
    CHECK(must(restarted->read(kKey)).level == u"memory"_s);
    CHECK(maker.made == 1);
}

TEST_CASE("fault_01 what was put is what another cache on the store serves")
{
    Ground ground;
    auto writer = ground.cache();
    auto reader = ground.cache();
    CHECK(!reader->read(kKey));
    CHECK(must(writer->put(kKey, "[1,2,3]", "h1")) == 1);
    CHECK(must(reader->read(kKey)).value == "[1,2,3]");
    CHECK(must(writer->put(kKey, "[4,5,6]", "h2")) == 2);
    std::this_thread::sleep_for(30ms);
    const CacheRead seen = must(reader->read(kKey));
    CHECK(seen.value == "[4,5,6]");
    CHECK(seen.dataHash == "h2");
}

TEST_CASE("fault_02 a restart sees the same set")
{
    Ground ground;
    must(ground.cache()->put(kKey, "[1]", "h"));
    CHECK(must(ground.cache()->read(kKey)).value == "[1]");
    CHECK(must(ground.cache()->read(kKey)).source == CacheSource::Fresh);
}

TEST_CASE("fault_04 sixteen threads on a cold key make it once and get equal answers")
{
    Ground ground;
    Maker maker;
    maker.time = 150ms;
    auto cache = ground.cache();
    std::vector<std::thread> readers;
    std::atomic<int> equal{0};
    for (int i = 0; i < 16; ++i) {
        readers.emplace_back([&] {
            const auto read = cache->read(kKey, maker.recompute());
            equal += read && read->value == "v1" && read->source == CacheSource::Fresh;
        });
    }
    for (std::thread& reader : readers)
        reader.join();
    CHECK(maker.made == 1);
    CHECK(equal == 16);
}

TEST_CASE("fault_04 two caches on one store make a cold key once")
{
    Ground ground;
    {
        auto db = ground.database();
    }
    Maker maker;
    maker.time = 150ms;
    std::vector<std::unique_ptr<TieredCache>> caches;
    std::vector<std::thread> readers;
    std::atomic<int> equal{0};
    for (int i = 0; i < 4; ++i)
        caches.push_back(ground.cache());
    for (int i = 0; i < 8; ++i) {
        readers.emplace_back([&, i] {
            const auto read = caches[size_t(i % 4)]->read(kKey, maker.recompute());
            equal += read && read->value == "v1";
        });
    }
    for (std::thread& reader : readers)
        reader.join();
    CHECK(maker.made == 1);
    CHECK(equal == 8);
}

TEST_CASE("a stale read returns at once and one refresh is started")
{
    Ground ground;
    Maker maker;
    auto cache = ground.cache();
    must(cache->read(kKey, maker.recompute()));
    ground.clock.set(kNoon.addSecs(7 * 3600));
    maker.time = 400ms;
    const auto begin = std::chrono::steady_clock::now();
    int started = 0;
    for (int i = 0; i < 50; ++i) {
        const CacheRead read = must(cache->read(kKey, maker.recompute()));
        CHECK(read.value == "v1");
        CHECK(read.source == CacheSource::Stale);
        started += read.refreshStarted;
    }
    CHECK(std::chrono::steady_clock::now() - begin < 350ms);
    CHECK(started == 1);
    cache->waitForRefreshes();
    CHECK(maker.made == 2);
    const CacheRead after = must(cache->read(kKey, maker.recompute()));
    CHECK(after.value == "v2");
    CHECK(after.source == CacheSource::Fresh);
    CHECK(must(ground.cache()->read(kKey)).value == "v2");
}

TEST_CASE("a refresh that fails leaves the stale value and is not repeated at once")
{
    Ground ground;
    Maker maker;
    auto cache = ground.cache();
    must(cache->put(kKey, "old", "h"));
    ground.clock.set(kNoon.addDays(2));
    maker.failing = true;
    for (int i = 0; i < 5; ++i) {
        CHECK(must(cache->read(kKey, maker.recompute())).value == "old");
        cache->waitForRefreshes();
    }
    CHECK(maker.made == 1);
    std::this_thread::sleep_for(80ms);
    maker.failing = false;
    CHECK(must(cache->read(kKey, maker.recompute())).refreshStarted);
    cache->waitForRefreshes();
    CHECK(must(cache->read(kKey)).value == "v2");
}

TEST_CASE("a failed recompute on a cold key serves the curated value and says so")
{
    Ground ground;
    Maker maker;
    maker.failing = true;
    auto cache = ground.cache();
    const CacheRead read = must(cache->read(kKey, maker.recompute(), curated("fallback")));
    CHECK(read.value == "fallback");
    CHECK(read.source == CacheSource::Fallback);
    CHECK(read.level == u"curated"_s);
    CHECK(must(cache->read(kKey, maker.recompute(), curated("fallback"))).source == CacheSource::Fallback);
    CHECK(maker.made == 1); // not again within the hold
    auto elsewhere = ground.cache();
    CHECK(must(elsewhere->read(kKey, maker.recompute(), curated("other"))).value == "other");
    CHECK(maker.made == 2); // who comes after the failure may try
    const auto failed = ground.cache()->read(kKey);
    REQUIRE(!failed);
    CHECK(failed.error().kind == ErrorKind::Cache);
}

TEST_CASE("what is too old to serve is a miss and is made anew")
{
    Ground ground;
    Maker maker;
    auto cache = ground.cache();
    must(cache->put(kKey, "old", "h"));
    ground.clock.set(kNoon.addDays(30).addMSecs(-1));
    CHECK(must(cache->read(kKey)).source == CacheSource::Stale);
    ground.clock.set(kNoon.addDays(30));
    CHECK(!cache->read(kKey));
    CHECK(must(cache->read(kKey, maker.recompute())).value == "v1");
}

TEST_CASE("an invalidation is seen by the other cache on the store")
{
    Ground ground;
    auto one = ground.cache();
    auto other = ground.cache();
    const QString sibling = u"sitewide_summaries:2024-07-15"_s;
    must(one->put(kKey, "v", "h"));
    must(one->put(sibling, "s", "h"));
    CHECK(must(other->read(kKey)).value == "v");
    CHECK(must(other->read(sibling)).value == "s");
    CHECK(must(one->invalidate(u"sitewide_factoids:"_s)) == QStringList{kKey});
    CHECK(!one->read(kKey));
    std::this_thread::sleep_for(30ms);
    CHECK(!other->read(kKey));
    CHECK(must(other->read(sibling)).value == "s");
    CHECK(must(one->invalidate(QString())).size() == 1);
    CHECK(!one->read(sibling));
    CHECK(must(one->put(kKey, "again", "h2")) == 4);
    std::this_thread::sleep_for(30ms);
    CHECK(must(other->read(kKey)).value == "again");
}

TEST_CASE("a change by any connection is seen even if it comes from the same process")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "v", "h"));
    std::this_thread::sleep_for(30ms);
    CHECK(must(cache->read(kKey)).value == "v");
    auto db = ground.database();
    must(CacheStore(*db).append({kKey, "changed", "h2", 0, kNoon, kNoon.addDays(1), kNoon.addDays(2)}));
    std::this_thread::sleep_for(30ms);
    CHECK(must(cache->read(kKey)).value == "changed");
}

TEST_CASE("a value that was being made during an invalidation is returned but not kept")
{
    Ground ground;
    auto cache = ground.cache();
    auto other = ground.cache();
    std::atomic<bool> making{false};
    std::atomic<bool> removed{false};
    std::thread reader([&] {
        const auto read = cache->read(kKey, [&](const CancelToken&) -> Result<CacheMade> {
            making = true;
            while (!removed)
                std::this_thread::sleep_for(1ms);
            return CacheMade{"from old figures", "old"};
        });
        making = read && read->value == "from old figures" && read->level == u"made"_s;
    });
    while (!making)
        std::this_thread::sleep_for(1ms);
    CHECK(other->invalidate(u"sitewide_factoids"_s).has_value());
    removed = true;
    reader.join();
    CHECK(making);
    CHECK(!cache->read(kKey));
    CHECK(!other->read(kKey));
}

TEST_CASE("newer data wins over what was made earlier")
{
    Ground ground;
    auto cache = ground.cache();
    auto publisher = ground.cache();
    const auto read = cache->read(kKey, [&](const CancelToken&) -> Result<CacheMade> {
        ground.clock.set(kNoon.addSecs(5));
        must(publisher->put(kKey, "published meanwhile", "new"));
        return CacheMade{"slow", "old"};
    });
    CHECK(must(read).value == "slow");
    CHECK(must(cache->read(kKey)).value == "published meanwhile");
    CHECK(must(publisher->read(kKey)).value == "published meanwhile");
}

TEST_CASE("fault_05 probing a cold cache changes nothing")
{
    Ground ground;
    {
        auto db = ground.database();
    }
    QFile file(ground.url.path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    Maker maker;
    {
        CacheSettings settings = ground.settings;
        settings.readOnly = true;
        TieredCache probe(ground.url, ground.clock, settings);
        CHECK(must(probe.read(kKey, maker.recompute(), curated("fallback"))).source == CacheSource::Fallback);
        CHECK(!must(probe.peek(kKey)));
        CHECK(probe.put(kKey, "x", "h").error().kind == ErrorKind::Usage);
        CHECK(probe.invalidate(QString()).error().kind == ErrorKind::Usage);
        CHECK(probe.flushStats().has_value());
        CHECK(probe.stats().size() == 3);
    }
    CHECK(maker.made == 0);
    file.seek(0);
    CHECK(file.readAll() == before);
    auto cache = ground.cache();
    CHECK(must(cache->read(kKey, maker.recompute())).value == "v1");
    CHECK(must(cache->peek(kKey))->value == "v1");
}

TEST_CASE("probing where there is no store makes none")
{
    Ground ground;
    ground.settings.readOnly = true;
    auto probe = ground.cache();
    CHECK(!probe->read(kKey));
    probe.reset();
    CHECK(!QFile::exists(ground.url.path));
}

TEST_CASE("the destructor cancels a refresh that is running")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "old", "h"));
    ground.clock.set(kNoon.addDays(1));
    std::atomic<bool> cancelled{false};
    std::atomic<bool> began{false};
    must(cache->read(kKey, [&](const CancelToken& cancel) -> Result<CacheMade> {
        began = true;
        while (!cancel.requested())
            std::this_thread::sleep_for(1ms);
        cancelled = true;
        return CancelToken::error();
    }));
    while (!began)
        std::this_thread::sleep_for(1ms);
    cache.reset();
    CHECK(cancelled);
    Maker maker;
    auto next = ground.cache(); // the lease was given back, nobody has to wait for it
    CHECK(must(next->read(kKey, maker.recompute())).value == "old");
    next->waitForRefreshes();
    CHECK(maker.made == 1);
}

TEST_CASE("an empty value is refused by put and is a failure when made")
{
    Ground ground;
    auto cache = ground.cache();
    CHECK(cache->put(kKey, {}, "h").error().kind == ErrorKind::Usage);
    const auto read = cache->read(kKey, [](const CancelToken&) -> Result<CacheMade> { return CacheMade{}; });
    CHECK(!read);
}

TEST_CASE("fresh times differ by key within the jitter and are the same on every node")
{
    const CachePolicy policy;
    QDateTime earliest = kNoon.addYears(1);
    QDateTime latest = kNoon;
    for (int i = 0; i < 500; ++i) {
        const CacheTimes times = cacheTimes(policy, u"key:%1"_s.arg(i), kNoon);
        CHECK(times.freshUntil <= kNoon.addSecs(6 * 3600));
        CHECK(times.freshUntil > kNoon.addSecs(6 * 3600 - 36 * 60));
        CHECK(times.staleUntil == kNoon.addDays(30));
        earliest = std::min(earliest, times.freshUntil);
        latest = std::max(latest, times.freshUntil);
    }
    CHECK(earliest.secsTo(latest) > 30 * 60);
    CHECK(cacheTimes(policy, u"sitewide_factoids:fallback"_s, kNoon)
              .freshUntil.toString(Qt::ISODateWithMs)
              .toStdString() == "2024-07-15T17:45:27.576Z"); // a number that must never depend on the process
    CHECK(cacheTimes({60, 0, 1}, kKey, kNoon).freshUntil == kNoon.addSecs(3600));
}
