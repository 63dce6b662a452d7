// What a value is made from changes: while it is made, while it lies in a level, and while others wait for it.
#include "tests/cache/cache_fixture.h"

#include "core/store/operations/settings_store.h"

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kTruth = u"test.truth"_s;

// Values say what was true when they were made; what is true now lies in the store.
struct Changing : Ground {
    Changing()
    {
        set("a");
        settings.check = [](Database& db, const CacheEntry& entry, CacheUse) -> Result<std::optional<CacheFault>> {
            const auto truth = SettingsStore(db).state(kTruth);
            if (!truth)
                return std::unexpected(truth.error());
            if (entry.value == truth->toUtf8())
                return std::optional<CacheFault>();
            return CacheFault{CacheFault::Outdated, u"it is not true any more"_s};
        };
    }
    // As a command that withdraws does it: with a mark under each key.
    void set(const char* truth) const
    {
        auto db = database();
        must(db->transaction<bool>([&]() -> Result<bool> {
            REQUIRE(SettingsStore(*db).setState(kTruth, QString::fromLatin1(truth)));
            must(CacheStore(*db).removeByPrefix(u"sitewide_factoids:"_s, StoreLevel::leaseName({}), kNoon));
            return true;
        }));
    }
    [[nodiscard]] QByteArray truth() const { return must(SettingsStore(*database()).state(kTruth)).toUtf8(); }
    [[nodiscard]] CacheRecompute honest(std::function<void(int)> during = {})
    {
        return [this, during](const CancelToken&) -> Result<CacheMade> {
            const QByteArray value = truth();
            if (during)
                during(++made);
            return CacheMade{value, "hash"};
        };
    }
    std::atomic<int> made{0};
};

} // namespace

TEST_CASE("what changed while it was made is made again and never kept")
{
    Changing ground;
    auto cache = ground.cache();
    const CacheRead read = must(cache->read(kKey, ground.honest([&](int time) {
        if (time == 1)
            ground.set("b");
    })));
    CHECK(read.value == "b");
    CHECK(ground.made == 2);
    CHECK(must(cache->read(kKey)).value == "b");
    CHECK(must(ground.cache()->read(kKey)).value == "b");
}

TEST_CASE("what changes each time that it is made is neither kept nor served, and the making ends")
{
    Changing ground;
    auto cache = ground.cache();
    const CacheRead read = must(cache->read(
        kKey, ground.honest([&](int time) { ground.set(QByteArray::number(time).constData()); }), curated("c")));
    CHECK(read.source == CacheSource::Fallback);
    CHECK(ground.made < 50);
    CHECK_FALSE(ground.cache()->read(kKey));
}

TEST_CASE("the next read of another process serves nothing that was withdrawn a moment ago")
{
    Changing ground;
    ground.settings.revalidate = 10min; // no read waits for a look that comes once in a while
    auto one = ground.cache(), other = ground.cache();
    for (int round = 0; round < 200; ++round) {
        const QByteArray truth = QByteArray::number(round);
        ground.set(truth.constData());
        CHECK(must(one->read(kKey, ground.honest())).value == truth);
        CHECK(must(other->read(kKey, ground.honest())).value == truth);
        CHECK(must(other->read(kKey)).level == u"memory"_s);
    }
}

TEST_CASE("what is put after what it was made from has changed is refused")
{
    Changing ground;
    auto cache = ground.cache();
    CHECK(must(cache->put(kKey, "a", "hash")) > 0);
    ground.set("b");
    CHECK(must(cache->put(kKey, "a", "hash")) == 0);
    CHECK_FALSE(cache->read(kKey));
    CHECK(must(cache->put(kKey, "b", "hash")) > 0);
    CHECK(must(ground.cache()->read(kKey)).value == "b");
}

TEST_CASE("what memory holds because the store could not take it goes when it is not true any more")
{
    Changing ground;
    auto cache = ground.cache();
    auto db = ground.database();
    must(db->run(u"CREATE TRIGGER no BEFORE INSERT ON cache_entries BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
    CHECK_FALSE(cache->put(kKey, "a", "hash"));
    CHECK(must(cache->read(kKey)).value == "a");
    REQUIRE(SettingsStore(*db).setState(kTruth, u"b"_s));
    CHECK_FALSE(cache->read(kKey));
    must(db->run(u"DROP TRIGGER no"_s));
    CHECK(must(cache->read(kKey, ground.honest())).value == "b");
}

TEST_CASE("a removal is above what was being made, whatever the clocks say")
{
    struct Row {
        const char* name;
        bool stood;      // before the making began
        int skewSeconds; // of the maker's clock against the remover's
    };
    const Row rows[] = {{"a cold key", false, 0},
                        {"a cold key, the maker ahead", false, 600},
                        {"a cold key, the maker behind", false, -600},
                        {"a key that stood, the maker ahead", true, 600}};
    for (const Row& row : rows) {
        INFO(row.name);
        Ground ground;
        auto db = ground.database();
        CacheStore store(*db);
        LeaseStore leases(*db);
        const QDateTime machine = QDateTime::currentDateTimeUtc();
        if (row.stood)
            must(store.append({kKey, "old", "h", 0, kNoon, kNoon.addDays(1), kNoon.addDays(2)}));
        const qint64 before = must(store.get(kKey)).value_or(CacheRow{}).version;
        const Lease lease = must(leases.acquire(StoreLevel::leaseName(kKey), u"maker"_s, 60s, machine)).lease;
        must(store.removeByPrefix(u"sitewide_factoids:"_s, StoreLevel::leaseName({}), kNoon));
        const qint64 mark = must(store.get(kKey)).value_or(CacheRow{}).version;
        CHECK(mark > before);
        CHECK(must(store.putUnderLease(
                  {kKey, "late", "h", before + 1, kNoon.addSecs(row.skewSeconds), kNoon.addDays(1), kNoon.addDays(2)},
                  lease)) == CacheWrite::Older);
        CHECK(must(store.get(kKey))->isRemoved());
        CHECK(must(store.append({kKey, "new", "h", 0, kNoon, kNoon.addDays(1), kNoon.addDays(2)})) > mark);
    }
}

TEST_CASE("a crowd on a cold key waits for the one that makes it, and nobody gets less")
{
    constexpr int kReaders = 320, kRounds = 12;
    Changing ground;
    ground.settings.budgets = {}; // a product's own
    ground.settings.levelPause = 1'000ms;
    auto cache = ground.cache();
    must(cache->read(kKey, ground.honest()));
    std::atomic<int> fallbacks{0}, failed{0}, wrong{0};
    std::atomic<int> round{0};
    for (; round < kRounds; ++round) {
        const QByteArray truth = "round " + QByteArray::number(round);
        ground.set(truth.constData());
        std::vector<std::thread> readers;
        for (int reader = 0; reader < kReaders; ++reader) {
            readers.emplace_back([&] {
                const auto read = cache->read(
                    kKey,
                    [&](const CancelToken&) -> Result<CacheMade> {
                        std::this_thread::sleep_for(50ms);
                        return CacheMade{ground.truth(), "hash"};
                    },
                    curated("c"));
                failed += !read;
                fallbacks += read && read->source == CacheSource::Fallback;
                wrong += read && read->value != truth && read->source != CacheSource::Fallback;
            });
        }
        for (std::thread& reader : readers)
            reader.join();
    }
    CHECK(failed == 0);
    CHECK(fallbacks == 0);
    CHECK(wrong == 0);
}

TEST_CASE("a reader of a cold key does not wait for a writer that holds the store for long")
{
    Ground ground;
    ground.settings.turn = 100ms;
    Maker maker;
    auto cache = ground.cache();
    auto writer = ground.database();
    must(writer->run(u"BEGIN IMMEDIATE"_s));
    const auto begin = std::chrono::steady_clock::now();
    CHECK(must(cache->read(kKey, maker.recompute(), curated("c"))).value == "v1");
    CHECK(must(cache->read(kKey, maker.recompute())).level == u"memory"_s);
    CHECK(cache->flushStats().has_value());
    CHECK(std::chrono::steady_clock::now() - begin < 4s);
    CHECK(maker.made == 1);
    must(writer->run(u"ROLLBACK"_s));
    for (int i = 0; i < 300 && !must(ground.cache()->peek(kKey)); ++i) {
        std::this_thread::sleep_for(25ms);
        (void)cache->read(kKey);
        cache->waitForRefreshes();
    }
    CHECK(must(ground.cache()->read(kKey)).value == "v1");
}

TEST_CASE("what was counted while a writer held the store is there when it has let go, once")
{
    Ground ground;
    must(ground.cache()->put(kKey, "v", "h"));
    auto writer = ground.database();
    must(writer->run(u"BEGIN IMMEDIATE"_s));
    for (int process = 0; process < 3; ++process) {
        auto cache = ground.cache();
        must(cache->read(kKey));
        const auto begin = std::chrono::steady_clock::now();
        CHECK(cache->leaveStats().has_value());
        CHECK(std::chrono::steady_clock::now() - begin < 2s);
    }
    must(writer->run(u"ROLLBACK"_s));
    CHECK(QFile::exists(ground.url.path + u"-counts"_s));
    for (int process = 0; process < 2; ++process) {
        auto cache = ground.cache();
        must(cache->read(kKey));
        CHECK(cache->flushStats().has_value());
        CHECK_FALSE(QFile::exists(ground.url.path + u"-counts"_s));
    }
    CHECK(levelOf(must(ground.cache()->statsOfAll()), "store").hits == 5);
}
