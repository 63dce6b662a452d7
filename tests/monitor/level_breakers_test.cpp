// The breakers of the cache's levels: decided from memory, kept in the store, shared by all processes on it.
#include "core/monitor/recovery/level_breakers.h"

#include "core/monitor/recovery/breaker_store.h"
#include "core/store/operations/failure_store.h"
#include "tests/monitor/monitor_support.h"

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kStore = u"store"_s;
const QString kName = u"cache:store"_s;
const Error kDown{ErrorKind::Cache, u"the store did not answer the cache within 150 ms"_s};
const QDateTime kStart = at("2026-06-01T09:00:00Z");

void failFive(LevelBreakers& breakers, const QDateTime& from)
{
    for (int i = 0; i < 5; ++i)
        breakers.failed(kStore, kDown, from.addSecs(i));
}

BreakerPhase phaseIn(Database& db)
{
    return must(BreakerStore(db).find(kName)).state.phase;
}

} // namespace

TEST_CASE("five failures open a level, the store hears of it, and a restart and another process know")
{
    Books books;
    const auto db = books.open();
    LevelBreakers here;
    const std::atomic<bool>& sound = here.isSound(kStore);
    CHECK(sound);
    failFive(here, kStart);
    CHECK_FALSE(sound);
    CHECK(here.leave(kStore, kStart.addSecs(5)) == LevelLeave::LeftOut);
    CHECK(here.leave(u"memory"_s, kStart) == LevelLeave::Ask);
    CHECK(here.hasNews());
    must(here.exchange(*db, true));
    CHECK_FALSE(here.hasNews());
    CHECK(phaseIn(*db) == BreakerPhase::Open);
    // One incident, met five times, for which a person is called as the table says.
    const auto open = must(FailureStore(*db).open());
    REQUIRE(open.size() == 1);
    CHECK(open.front().kind == u"cache_down"_s);
    CHECK(open.front().provider == kName);
    CHECK(open.front().count == 5);
    CHECK(must(db->scalar(u"SELECT COUNT(*) FROM recovery_actions WHERE action = 'raise_alert'"_s))->toInt() == 1);

    LevelBreakers elsewhere;
    must(elsewhere.exchange(*db, false));
    CHECK(elsewhere.leave(kStore, kStart.addSecs(30)) == LevelLeave::LeftOut);
    CHECK(elsewhere.leave(kStore, kStart.addSecs(65)) == LevelLeave::Trial);
}

TEST_CASE("of many processes one makes the trial, and three in a row close the level and end its incident")
{
    Books books;
    const auto db = books.open();
    LevelBreakers here, elsewhere;
    failFive(here, kStart);
    must(here.exchange(*db, true));
    must(elsewhere.exchange(*db, true));
    QDateTime now = kStart.addSecs(65);
    for (int trial = 0; trial < 3; ++trial, now = now.addSecs(1)) {
        INFO("trial " << trial);
        CHECK(here.leave(kStore, now) == LevelLeave::Trial);
        CHECK(must(here.claim(*db, kStore, now)));
        CHECK_FALSE(must(elsewhere.claim(*db, kStore, now)));
        CHECK(elsewhere.leave(kStore, now) == LevelLeave::LeftOut);
        CHECK(phaseIn(*db) == BreakerPhase::HalfOpen);
        here.worked(kStore, now);
        must(here.exchange(*db, true));
        must(elsewhere.exchange(*db, true));
    }
    CHECK(phaseIn(*db) == BreakerPhase::Closed);
    CHECK(here.isSound(kStore));
    CHECK(elsewhere.isSound(kStore));
    CHECK(must(FailureStore(*db).open()).empty());
}

TEST_CASE("a trial that fails leaves the level out for twice as long")
{
    Books books;
    const auto db = books.open();
    LevelBreakers here;
    failFive(here, kStart);
    const QDateTime now = kStart.addSecs(70);
    CHECK(must(here.claim(*db, kStore, now)));
    here.failed(kStore, kDown, now);
    must(here.exchange(*db, true));
    CHECK(here.leave(kStore, now.addSecs(119)) == LevelLeave::LeftOut);
    CHECK(here.leave(kStore, now.addSecs(120)) == LevelLeave::Trial);
}

TEST_CASE("without a store memory decides, and tells it later")
{
    LevelBreakers here;
    failFive(here, kStart);
    CHECK(here.leave(kStore, kStart.addSecs(63)) == LevelLeave::LeftOut);
    CHECK(here.leave(kStore, kStart.addSecs(64)) == LevelLeave::Trial);
    CHECK(here.claimHere(kStore, kStart.addSecs(64)));
    CHECK_FALSE(here.claimHere(kStore, kStart.addSecs(64)));
    here.failed(kStore, kDown, kStart.addSecs(64));
    CHECK(here.leave(kStore, kStart.addSecs(180)) == LevelLeave::LeftOut);
    Books books;
    const auto db = books.open();
    must(here.exchange(*db, true));
    CHECK(phaseIn(*db) == BreakerPhase::Open);
    CHECK(must(FailureStore(*db).open()).front().count == 6);
}

TEST_CASE("a level is sound again when its last failure is long enough ago")
{
    Books books;
    const auto db = books.open();
    LevelBreakers here;
    here.failed(kStore, kDown, kStart);
    CHECK(here.leave(kStore, kStart) == LevelLeave::Ask);
    here.worked(kStore, kStart.addSecs(1));
    CHECK_FALSE(here.isSound(kStore));
    must(here.exchange(*db, true));
    CHECK(must(FailureStore(*db).open()).size() == 1);
    here.worked(kStore, kStart.addSecs(301));
    CHECK(here.isSound(kStore));
    must(here.exchange(*db, true));
    CHECK(must(FailureStore(*db).open()).empty());
}

TEST_CASE("an operator's word counts at once, whatever was met meanwhile")
{
    Books books;
    const auto db = books.open();
    LevelBreakers here;
    const auto force = [&](BreakerForce how) {
        must(BreakerStore(*db).force(kName, how, u"drill"_s, u"test"_s, kStart));
    };
    force(BreakerForce::Open);
    must(here.exchange(*db, true));
    CHECK(here.leave(kStore, kStart.addDays(3)) == LevelLeave::ByHand);
    CHECK_FALSE(here.isSound(kStore));
    force(BreakerForce::Closed);
    failFive(here, kStart);
    must(here.exchange(*db, true));
    CHECK(here.leave(kStore, kStart.addSecs(5)) == LevelLeave::Ask);
    force(BreakerForce::None);
    must(here.exchange(*db, true));
    CHECK(here.leave(kStore, kStart.addSecs(5)) == LevelLeave::LeftOut);
}

TEST_CASE("a store that is being written to is told another time and nobody waits for it")
{
    Books books;
    const auto db = books.open();
    const auto writer = books.open();
    LevelBreakers here;
    failFive(here, kStart);
    must(writer->run(u"BEGIN IMMEDIATE"_s));
    must(here.exchange(*db, true));
    CHECK(here.hasNews());
    const auto claimed = here.claim(*db, kStore, kStart.addSecs(70));
    REQUIRE_FALSE(claimed);
    CHECK(claimed.error().kind == ErrorKind::StoreBusy);
    must(writer->run(u"ROLLBACK"_s));
    must(here.exchange(*db, true));
    CHECK_FALSE(here.hasNews());
    CHECK(phaseIn(*db) == BreakerPhase::Open);
}
