// Breakers in the store: they survive a restart, and of many who ask one makes the trial.
#include "core/monitor/recovery/breaker_store.h"
#include "tests/monitor/monitor_support.h"

#include <thread>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kName = BreakerStore::providerName(u"primary"_s);

void failOften(Database& db, const QDateTime& now)
{
    BreakerStore breakers(db);
    for (int i = 0; i < BreakerPolicy().failuresToOpen; ++i) {
        REQUIRE(must(breakers.allow(kName, now.addSecs(i))).allowed);
        must(breakers.failure(kName, now.addSecs(i)));
    }
}

} // namespace

TEST_CASE("a breaker that opened is open after a restart, and closes by a quorum of trials")
{
    const Books books;
    const QDateTime start = at("2026-11-24T09:00:00Z");
    {
        auto db = books.open();
        failOften(*db, start);
    }
    auto db = books.open();
    BreakerStore breakers(*db);
    const auto refused = must(breakers.allow(kName, start.addSecs(10)));
    CHECK_FALSE(refused.allowed);
    CHECK_FALSE(refused.sentence.isEmpty());
    CHECK_FALSE(must(breakers.wouldAllow(kName, start.addSecs(10))));
    QDateTime now = start.addSecs(100);
    for (int i = 0; i < BreakerPolicy().successQuorum; ++i) {
        CHECK(must(breakers.find(kName)).state.phase != BreakerPhase::Closed);
        const auto trial = must(breakers.allow(kName, now));
        REQUIRE(trial.allowed);
        CHECK(trial.trial);
        CHECK_FALSE(must(breakers.allow(kName, now)).allowed); // one at a time
        must(breakers.success(kName, now));
        now = now.addSecs(1);
    }
    CHECK(must(breakers.find(kName)).state.phase == BreakerPhase::Closed);
    CHECK(must(breakers.list()).size() == 1);
}

TEST_CASE("of many processes one makes the trial")
{
    const Books books;
    const QDateTime start = at("2026-11-24T09:00:00Z");
    {
        auto db = books.open();
        failOften(*db, start);
    }
    std::vector<std::thread> threads;
    std::atomic<int> allowed = 0, asked = 0;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&] {
            auto db = Database::open(books.url, OpenMode::ReadWrite);
            for (int i = 0; db && i < 10; ++i) {
                const auto answer = BreakerStore(**db).allow(kName, start.addSecs(120));
                if (answer) {
                    ++asked;
                    allowed += answer->allowed ? 1 : 0;
                }
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(asked > 0);
    CHECK(allowed == 1);
}

TEST_CASE("many failures that are reported at once are all counted")
{
    const Books books;
    const QDateTime start = at("2026-11-24T09:00:00Z");
    {
        auto db = books.open();
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < BreakerPolicy().failuresToOpen; ++i) {
        threads.emplace_back([&] {
            auto db = Database::open(books.url, OpenMode::ReadWrite);
            if (db)
                (void)BreakerStore(**db).failure(kName, start);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    auto db = books.open();
    CHECK(must(BreakerStore(*db).find(kName)).state.phase == BreakerPhase::Open);
}

TEST_CASE("an operator opens and closes a breaker with a reason, and letting go is seamless")
{
    const Books books;
    auto db = books.open();
    BreakerStore breakers(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    CHECK_FALSE(breakers.force(kName, BreakerForce::Open, u"  "_s, u"op"_s, now));
    CHECK(must(breakers.force(kName, BreakerForce::Open, u"maintenance"_s, u"op"_s, now)).force == BreakerForce::None);
    CHECK_FALSE(must(breakers.allow(kName, now.addDays(9))).allowed);
    const auto before = must(breakers.force(kName, BreakerForce::None, {}, u"op"_s, now));
    CHECK(before.force == BreakerForce::Open);
    CHECK(before.reason == u"maintenance"_s);
    CHECK(must(breakers.allow(kName, now)).allowed);
    CHECK(must(breakers.find(kName)).actor == u"op"_s);
}

TEST_CASE("retries end when their budget is spent, and successes earn new ones")
{
    const Books books;
    auto db = books.open();
    BreakerStore breakers(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    int taken = 0;
    while (must(breakers.takeRetry(kName, now)))
        ++taken;
    CHECK(taken == 10);
    for (int i = 0; i < 10; ++i)
        must(breakers.success(kName, now));
    CHECK(must(breakers.takeRetry(kName, now)));
    CHECK_FALSE(must(breakers.takeRetry(kName, now)));
}
