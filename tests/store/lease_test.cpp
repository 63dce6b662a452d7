#include "core/store/operations/lease_store.h"

#include "core/base/process_life.h"
#include "core/store/sql/time_text.h"

#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QTemporaryDir>

#include <atomic>
#include <random>
#include <thread>

#include <csignal>

using namespace factoid;
using namespace std::chrono_literals;

namespace {

struct Store {
    QTemporaryDir folder;
    StoreUrl url{folder.filePath(u"store.db"_s)};
    std::unique_ptr<Database> db = open();

    [[nodiscard]] std::unique_ptr<Database> open() const
    {
        auto opened = Database::open(url, OpenMode::ReadWrite);
        INFO((opened ? QString() : opened.error().message).toStdString());
        REQUIRE(opened);
        return std::move(*opened);
    }
};

// The value, or the end of the test with the error's sentence.
template <class T>
T must(Result<T> result)
{
    INFO((result ? QString() : result.error().message).toStdString());
    REQUIRE(result.has_value());
    return std::move(*result);
}

const QDateTime kNoon(QDate(2024, 7, 15), QTime(12, 0), Qt::UTC);
const QString kName = u"generate"_s;

} // namespace

TEST_CASE("one holder at a time and the other is told who and until when")
{
    Store store;
    LeaseStore leases(*store.db);
    const auto first = leases.acquire(kName, u"a"_s, 60s, kNoon);
    REQUIRE(first);
    CHECK(first->acquired);
    CHECK(first->lease.token == 1);
    const auto second = leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(59));
    REQUIRE(second);
    CHECK(!second->acquired);
    CHECK(second->lease.holder == u"a"_s);
    CHECK(second->lease.expiresAt == kNoon.addSecs(60));
    const auto again = leases.acquire(kName, u"a"_s, 60s, kNoon);
    REQUIRE(again);
    CHECK(!again->acquired); // two jobs under one name exclude each other too
    const auto other = leases.acquire(u"other"_s, u"b"_s, 60s, kNoon);
    CHECK((other && other->acquired));
    CHECK(must(leases.holderOf(kName, kNoon))->holder == u"a"_s);
    CHECK(!must(leases.holderOf(kName, kNoon.addSecs(60))));
    CHECK(!must(leases.holderOf(u"nobody"_s, kNoon)));
}

TEST_CASE("a takeover after expiry raises the token and fences the old holder off")
{
    Store store;
    LeaseStore leases(*store.db);
    Lease old = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    CHECK(must(leases.stillMine(old)));
    const auto taken = leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(60));
    REQUIRE(taken);
    CHECK(taken->acquired);
    CHECK(taken->lease.token == 2);
    CHECK(!must(leases.stillMine(old)));
    CHECK(!must(leases.renew(old, 60s, kNoon.addSecs(61))));
    CHECK(!must(leases.release(old, kNoon.addSecs(61))));
    CHECK(must(leases.stillMine(taken->lease)));
}

TEST_CASE("renewing keeps a lease and an expired one that nobody took is still held")
{
    Store store;
    LeaseStore leases(*store.db);
    Lease mine = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    CHECK(must(leases.renew(mine, 60s, kNoon.addSecs(50))));
    CHECK(mine.expiresAt == kNoon.addSecs(110));
    CHECK(!must(leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(100))).acquired);
    CHECK(must(leases.stillMine(mine)));
    CHECK(must(leases.renew(mine, 60s, kNoon.addSecs(500))));
    CHECK(!must(leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(510))).acquired);
}

TEST_CASE("tokens go on growing after a release and only the holder can release")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease first = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    Lease forged = first;
    forged.holder = u"b"_s;
    CHECK(!must(leases.release(forged, kNoon)));
    CHECK(must(leases.release(first, kNoon.addSecs(1))));
    CHECK(!must(leases.release(first, kNoon.addSecs(1))));
    CHECK(!must(leases.stillMine(first)));
    const auto second = leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(1));
    CHECK(second->acquired);
    CHECK(second->lease.token == 2);
}

TEST_CASE("a parked lease keeps everybody out for a while")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease mine = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    CHECK(must(leases.park(mine, u"failed"_s, kNoon.addSecs(5))));
    CHECK(!must(leases.stillMine(mine)));
    const auto other = leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(4));
    CHECK(!other->acquired);
    CHECK(other->lease.holder == u"failed"_s);
    CHECK(must(leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(5))).acquired);
}

TEST_CASE("a note on a free lease tells how it ended")
{
    Store store;
    LeaseStore leases(*store.db);
    CHECK(!must(leases.latest(kName)));
    const Lease mine = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    CHECK(must(leases.park(mine, u"failed"_s, kNoon.addSecs(3))));
    CHECK(!must(leases.holderOf(kName, kNoon.addSecs(3))));
    CHECK(must(leases.latest(kName))->holder == u"failed"_s);
    CHECK(must(leases.latest(kName))->token == mine.token);
    CHECK(must(leases.acquire(kName, u"b"_s, 60s, kNoon.addSecs(3))).acquired);
}

TEST_CASE("a lease from the future is not respected")
{
    Store store;
    LeaseStore leases(*store.db);
    (void)leases.acquire(kName, u"a"_s, 60s, kNoon.addYears(3));
    const auto mine = leases.acquire(kName, u"b"_s, 60s, kNoon);
    CHECK(mine->acquired);
    CHECK(mine->lease.token == 2);
    (void)leases.release(mine->lease, kNoon);
    // Clocks of two machines that differ by seconds are nothing unusual.
    CHECK(must(leases.acquire(kName, u"a"_s, 60s, kNoon.addSecs(20))).acquired);
    CHECK(!must(leases.acquire(kName, u"b"_s, 60s, kNoon)).acquired);
}

TEST_CASE("a publishing transaction with a stale token writes nothing")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease old = must(leases.acquire(kName, u"a"_s, 60s, kNoon)).lease;
    auto other = store.open();
    LeaseStore elsewhere(*other);
    REQUIRE(must(elsewhere.acquire(kName, u"b"_s, 60s, kNoon.addSecs(90))).acquired);
    const auto published = store.db->transaction<bool>([&]() -> Result<bool> {
        (void)store.db->run(u"INSERT INTO state(key, value) VALUES('set', 'a')"_s);
        const auto mine = leases.stillMine(old);
        if (!mine || !*mine)
            return fail(ErrorKind::Failed, u"another runner has taken over"_s);
        return true;
    });
    CHECK(!published);
    CHECK(!*store.db->scalar(u"SELECT value FROM state WHERE key = 'set'"_s));
}

TEST_CASE("the lease of a process that is known to be dead is free at once, and of no other")
{
    Store store;
    LeaseStore leases(*store.db);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QProcess sleeper;
    sleeper.start(u"sleep"_s, {u"600"_s});
    REQUIRE(sleeper.waitForStarted());
    const auto pid = sleeper.processId();
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    REQUIRE(stat.open(QIODevice::ReadOnly));
    constexpr int kStart = 21; // its 22nd field; "sleep" has no blanks
    const QString start = QString::fromLatin1(stat.readAll().split(' ').value(kStart));
    const QStringList mine = leaseHolder().split(QLatin1Char('/'));
    REQUIRE(mine.size() == 3);
    CHECK(mine[1].toLongLong() == QCoreApplication::applicationPid());
    const QString space = mine[2].section(QLatin1Char('.'), 0, 0);
    const auto holder = [&](const QString& host, const QString& number, const QString& mark) {
        return host + QLatin1Char('/') + number + QLatin1Char('/') + mark;
    };
    const QString here = mine[0], number = QString::number(pid), mark = space + QLatin1Char('.') + start + u".abc"_s;
    // What is known of each, before and after the process is killed.
    const std::vector<std::tuple<QString, bool, bool>> rows{
        {holder(here, number, mark), true, false},
        {holder(here, number, space + u".1.abc"_s), false, false}, // the number was given out again since
        {holder(u"elsewhere"_s, number, mark), true, true},
        {holder(here, number, u"00000000."_s + start + u".abc"_s), true,
         true},                                       // another container, or before a restart
        {holder(here, number, u"abc"_s), true, true}, // of an older version
        {holder(here, u"x"_s, mark), true, true},
        {u"failed"_s, true, true},
        {leaseHolder(), true, true},
    };
    const auto isHeld = [&](const QString& who) {
        const QString name = u"of "_s + who;
        (void)leases.acquire(name, who, 600s, now);
        return must(leases.holderOf(name, now)).has_value();
    };
    for (const auto& [who, before, after] : rows) {
        INFO(who.toStdString());
        CHECK(isHeld(who) == before);
    }
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    // Before anybody has waited for it: dead all the same.
    for (int i = 0; i < 6'000 && isKnownDead(holder(here, number, mark)) == false; ++i)
        std::this_thread::sleep_for(5ms);
    for (const auto& [who, before, after] : rows) {
        INFO(who.toStdString());
        CHECK(isHeld(who) == after);
    }
    sleeper.waitForFinished();
    CHECK(isKnownDead(holder(here, number, mark)));
    CHECK_FALSE(isProcessAlive(pid));
    const auto taken = must(leases.acquire(u"of "_s + holder(here, number, mark), u"b"_s, 60s, now));
    CHECK(taken.acquired);
    CHECK(taken.lease.token == 3); // it was taken by the same holder a second time
}

TEST_CASE("forgotten names are pruned and a read only store tells why it gives no lease")
{
    Store store;
    LeaseStore leases(*store.db);
    (void)leases.acquire(kName, u"a"_s, 60s, kNoon);
    (void)leases.acquire(u"later"_s, u"a"_s, 60s, kNoon.addDays(9));
    CHECK(must(leases.prune(kNoon.addDays(1))) == 1);
    CHECK(must(leases.holderOf(u"later"_s, kNoon.addDays(9))));
    auto reader = Database::open(store.url, OpenMode::ReadOnly);
    REQUIRE(reader);
    LeaseStore readOnly(**reader);
    const auto refused = readOnly.acquire(kName, u"b"_s, 60s, kNoon.addDays(1));
    CHECK(!refused);
    CHECK(leaseHolder() != leaseHolder());
}

TEST_CASE("of many connections exactly one holds the lease at a time")
{
    constexpr int kThreads = 8;
    constexpr int kRounds = 15;
    Store store;
    std::atomic<int> inside{0}, most{0}, tokens{0}, failures{0};
    std::vector<std::thread> runners;
    for (int i = 0; i < kThreads; ++i) {
        runners.emplace_back([&] {
            auto db = Database::open(store.url, OpenMode::ReadWrite);
            if (!db) {
                ++failures;
                return;
            }
            LeaseStore leases(**db);
            for (int round = 0; round < kRounds;) {
                const auto attempt = leases.acquire(kName, leaseHolder(), 60s, QDateTime::currentDateTimeUtc());
                if (!attempt) {
                    failures += attempt.error().kind != ErrorKind::StoreBusy;
                    continue;
                }
                if (!attempt->acquired) {
                    std::this_thread::sleep_for(200us);
                    continue;
                }
                const int now = ++inside;
                most = std::max(most.load(), now);
                ++tokens;
                std::this_thread::sleep_for(300us);
                failures += leases.stillMine(attempt->lease).value_or(false) ? 0 : 1;
                --inside;
                Result<bool> freed = false;
                do
                    freed = leases.release(attempt->lease, QDateTime::currentDateTimeUtc());
                while (!freed && freed.error().kind == ErrorKind::StoreBusy);
                failures += freed.value_or(false) ? 0 : 1;
                ++round;
            }
        });
    }
    for (std::thread& runner : runners)
        runner.join();
    CHECK(failures == 0);
    CHECK(most == 1);
    CHECK(tokens == kThreads * kRounds);
    const auto last = store.db->scalar(u"SELECT token FROM leases WHERE name = 'generate'"_s);
    CHECK((*last)->toInt() == kThreads * kRounds);
}
