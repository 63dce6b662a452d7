#include "tests/cache/cache_fixture.h"

#include <random>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("fault_19 what was not measured has no number")
{
    Ground ground;
    auto cache = ground.cache();
    for (const LevelStats& row : cache->stats()) {
        CHECK(row.hits + row.staleHits + row.misses + row.fallbacks + row.errors == 0);
        CHECK(!row.p50Micros);
        CHECK(!row.p99Micros);
    }
}

TEST_CASE("fault_19 hits and misses and fallbacks are counted per level")
{
    Ground ground;
    Maker maker;
    auto cache = ground.cache();
    CHECK(must(cache->read(u"none"_s, {}, curated("c"))).source == CacheSource::Fallback); // misses
    must(cache->read(kKey, maker.recompute()));                                            // misses, made
    must(cache->read(kKey, maker.recompute()));                                            // memory hit
    ground.clock.set(kNoon.addDays(1));
    must(cache->read(kKey)); // stale in memory
    auto other = ground.cache();
    must(other->read(kKey)); // stale in store
    const auto rows = cache->stats();
    REQUIRE(rows.size() == 3);
    CHECK(levelOf(rows, "memory").hits == 1);
    CHECK(levelOf(rows, "memory").staleHits == 1);
    CHECK(levelOf(rows, "memory").misses == 2);
    CHECK(levelOf(rows, "memory").entries == 1);
    CHECK(levelOf(rows, "memory").bytes > 2);
    CHECK(levelOf(rows, "store").misses == 2);
    CHECK(levelOf(rows, "store").hits == 0);
    CHECK(levelOf(rows, "store").entries == 1);
    CHECK(levelOf(rows, "store").bytes == 2);
    CHECK(levelOf(rows, "curated").fallbacks == 1);
    CHECK(levelOf(rows, "memory").p99Micros.has_value());
    CHECK(*levelOf(rows, "memory").p50Micros <= *levelOf(rows, "memory").p99Micros);
    CHECK(levelOf(other->stats(), "store").staleHits == 1);
}

TEST_CASE("reading the numbers changes nothing and asking what is there is not a read")
{
    Ground ground;
    auto cache = ground.cache();
    must(cache->put(kKey, "v", "h"));
    must(cache->read(kKey));
    const auto before = cache->stats();
    for (int i = 0; i < 3; ++i) {
        (void)must(cache->peek(kKey));
        (void)must(cache->entries(u"store"_s));
        (void)must(cache->entries(u"memory"_s));
        (void)must(cache->statsOfAll());
    }
    const auto after = cache->stats();
    for (size_t i = 0; i < before.size(); ++i) {
        CHECK(before[i].hits == after[i].hits);
        CHECK(before[i].misses == after[i].misses);
        CHECK(before[i].p50Micros == after[i].p50Micros);
    }
    CHECK(cache->entries(u"redis"_s).error().kind == ErrorKind::Usage);
}

TEST_CASE("flushed numbers of several processes add up and are flushed once")
{
    Ground ground;
    auto one = ground.cache();
    auto two = ground.cache();
    must(one->put(kKey, "v", "h"));
    for (int i = 0; i < 10; ++i)
        must(one->read(kKey));
    for (int i = 0; i < 5; ++i)
        must(two->read(kKey));
    for (int i = 0; i < 2; ++i) {
        CHECK(one->flushStats().has_value());
        CHECK(two->flushStats().has_value());
    }
    must(one->read(kKey)); // not flushed, but this process knows of it
    const auto all = must(one->statsOfAll());
    CHECK(levelOf(all, "memory").hits == 10 + 4 + 1);
    CHECK(levelOf(all, "memory").misses == 1);
    CHECK(levelOf(all, "store").hits == 1);
    CHECK(levelOf(must(two->statsOfAll()), "memory").hits == 14);
    auto fresh = ground.cache();
    CHECK(levelOf(fresh->stats(), "memory").hits == 0);
    CHECK(levelOf(must(fresh->statsOfAll()), "memory").p50Micros.has_value());
}

TEST_CASE("quantiles of the histogram are within a sixteenth of the exact ones")
{
    const quint64 seed = std::random_device{}();
    WARN("seed " << seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 30; ++round) {
        LatencyHistogram histogram;
        std::vector<double> exact;
        const int count = 1 + int(random() % 2'000);
        for (int i = 0; i < count; ++i) {
            const auto nanoseconds = qint64(random() >> (24 + random() % 39));
            exact.push_back(double(nanoseconds));
            histogram.add(std::chrono::nanoseconds(nanoseconds));
        }
        std::sort(exact.begin(), exact.end());
        for (const double q : {0.5, 0.9, 0.99, 1.0}) {
            const auto rank = std::max<size_t>(1, size_t(std::ceil(q * double(count))));
            const double truth = exact[rank - 1];
            const double found = *LatencyHistogram::quantileMicros(histogram.counts(), q) * 1'000;
            INFO("seed " << seed << " q " << q << " truth " << truth << " found " << found);
            CHECK(std::abs(found - truth) <= truth / 16 + 1);
        }
        CHECK(LatencyHistogram::fromText(LatencyHistogram::toText(histogram.counts())) == histogram.counts());
    }
}

TEST_CASE("buckets are in order and text that is not a histogram is skipped")
{
    int last = 0;
    for (qint64 time = 0; time < 100'000; ++time) {
        const int bucket = LatencyHistogram::bucketOf(time);
        CHECK((bucket == last || bucket == last + 1));
        last = bucket;
    }
    CHECK(LatencyHistogram::bucketOf(-5) == 0);
    CHECK(LatencyHistogram::bucketOf(std::numeric_limits<qint64>::max()) == LatencyHistogram::kBuckets - 1);
    const auto counts = LatencyHistogram::fromText(u"3:2 x:1 9999:1 4 -1:7 5:-2 3:1"_s);
    CHECK(counts[3] == 3);
    CHECK(LatencyHistogram::toText(counts) == u"3:3"_s);
    CHECK(!LatencyHistogram::quantileMicros({}, 0.5));
}

TEST_CASE("memory is bounded and what was read least lately goes first")
{
    MemoryLevel memory(3'000);
    const auto entry = [](int number, qint64 version = 1) {
        return CacheEntry{QString::number(number), QByteArray(700, 'x'), "h", version, kNoon, kNoon, kNoon};
    };
    for (int i = 0; i < 3; ++i)
        CHECK(memory.put(entry(i)).has_value());
    CHECK(memory.size() == 3);
    CHECK(must(memory.get(u"0"_s)).has_value());
    CHECK(memory.put(entry(3)).has_value());
    CHECK(!must(memory.get(u"1"_s)).has_value());
    CHECK(must(memory.get(u"0"_s)).has_value());
    CHECK(memory.bytes() <= 3'000);
    CHECK(memory.put({u"big"_s, QByteArray(5'000, 'x'), "h", 1, kNoon, kNoon, kNoon}).has_value());
    CHECK(!must(memory.get(u"big"_s)).has_value());
    CHECK(memory.size() == 3);
    memory.removeByPrefix(QString());
    CHECK(memory.size() == 0);
    CHECK(memory.bytes() == 0);
}

TEST_CASE("memory keeps newer data and refuses what was removed meanwhile")
{
    MemoryLevel memory;
    const CacheEntry second{kKey, "2", "h", 2, kNoon, kNoon, kNoon};
    const CacheEntry first{kKey, "1", "h", 1, kNoon.addSecs(9), kNoon, kNoon};
    CHECK(memory.put(second).has_value());
    CHECK(memory.put(first).has_value());
    CHECK(must(memory.get(kKey))->value == "2");
    CHECK(memory.put({kKey, "2b", "h", 2, kNoon.addSecs(1), kNoon, kNoon}).has_value());
    CHECK(must(memory.get(kKey))->value == "2b");
    memory.removeStamped(kKey, {2, kNoon});
    CHECK(memory.versionOf(kKey) == 2);
    const quint64 epoch = memory.epoch();
    memory.removeByPrefix(u"sitewide"_s);
    memory.putIfUnremoved(second, epoch);
    CHECK(memory.versionOf(kKey) == 0);
    memory.putIfUnremoved(second, memory.epoch());
    CHECK(memory.versionOf(kKey) == 2);
}
