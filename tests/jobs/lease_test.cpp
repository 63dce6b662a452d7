#include "core/store/lease_store.h"

#include "core/store/time_text.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QSqlDatabase>
#include <QTemporaryDir>

#include <atomic>
#include <random>
#include <thread>

using namespace factoid;
using namespace std::chrono_literals;

namespace {

struct Store {
    QTemporaryDir folder;
    StoreUrl url{folder.filePath(QStringLiteral("store.db"))};
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
const QString kName = QStringLiteral("generate");

} // namespace

TEST_CASE("one holder at a time and the other is told who and until when")
{
    Store store;
    LeaseStore leases(*store.db);
    const auto first = leases.acquire(kName, QStringLiteral("a"), 60s, kNoon);
    REQUIRE(first);
    CHECK(first->acquired);
    CHECK(first->lease.token == 1);
    const auto second = leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(59));
    REQUIRE(second);
    CHECK(!second->acquired);
    CHECK(second->lease.holder == QStringLiteral("a"));
    CHECK(second->lease.expiresAt == kNoon.addSecs(60));
    const auto again = leases.acquire(kName, QStringLiteral("a"), 60s, kNoon);
    REQUIRE(again);
    CHECK(!again->acquired); // two jobs under one name exclude each other too
    const auto other = leases.acquire(QStringLiteral("other"), QStringLiteral("b"), 60s, kNoon);
    CHECK((other && other->acquired));
    CHECK(must(leases.holderOf(kName, kNoon))->holder == QStringLiteral("a"));
    CHECK(!must(leases.holderOf(kName, kNoon.addSecs(60))));
    CHECK(!must(leases.holderOf(QStringLiteral("nobody"), kNoon)));
}

TEST_CASE("a takeover after expiry raises the token and fences the old holder off")
{
    Store store;
    LeaseStore leases(*store.db);
    Lease old = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    CHECK(must(leases.stillMine(old)));
    const auto taken = leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(60));
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
    Lease mine = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    CHECK(must(leases.renew(mine, 60s, kNoon.addSecs(50))));
    CHECK(mine.expiresAt == kNoon.addSecs(110));
    CHECK(!must(leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(100))).acquired);
    CHECK(must(leases.stillMine(mine)));
    CHECK(must(leases.renew(mine, 60s, kNoon.addSecs(500))));
    CHECK(!must(leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(510))).acquired);
}

TEST_CASE("tokens go on growing after a release and only the holder can release")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease first = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    Lease forged = first;
    forged.holder = QStringLiteral("b");
    CHECK(!must(leases.release(forged, kNoon)));
    CHECK(must(leases.release(first, kNoon.addSecs(1))));
    CHECK(!must(leases.release(first, kNoon.addSecs(1))));
    CHECK(!must(leases.stillMine(first)));
    const auto second = leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(1));
    CHECK(second->acquired);
    CHECK(second->lease.token == 2);
}

TEST_CASE("a parked lease keeps everybody out for a while")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease mine = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    CHECK(must(leases.park(mine, QStringLiteral("failed"), kNoon.addSecs(5))));
    CHECK(!must(leases.stillMine(mine)));
    const auto other = leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(4));
    CHECK(!other->acquired);
    CHECK(other->lease.holder == QStringLiteral("failed"));
    CHECK(must(leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(5))).acquired);
}

TEST_CASE("a note on a free lease tells how it ended")
{
    Store store;
    LeaseStore leases(*store.db);
    CHECK(!must(leases.latest(kName)));
    const Lease mine = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    CHECK(must(leases.park(mine, QStringLiteral("failed"), kNoon.addSecs(3))));
    CHECK(!must(leases.holderOf(kName, kNoon.addSecs(3))));
    CHECK(must(leases.latest(kName))->holder == QStringLiteral("failed"));
    CHECK(must(leases.latest(kName))->token == mine.token);
    CHECK(must(leases.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(3))).acquired);
}

TEST_CASE("a lease from the future is not respected")
{
    Store store;
    LeaseStore leases(*store.db);
    (void)leases.acquire(kName, QStringLiteral("a"), 60s, kNoon.addYears(3));
    const auto mine = leases.acquire(kName, QStringLiteral("b"), 60s, kNoon);
    CHECK(mine->acquired);
    CHECK(mine->lease.token == 2);
    (void)leases.release(mine->lease, kNoon);
    // Clocks of two machines that differ by seconds are nothing unusual.
    CHECK(must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon.addSecs(20))).acquired);
    CHECK(!must(leases.acquire(kName, QStringLiteral("b"), 60s, kNoon)).acquired);
}

TEST_CASE("a publishing transaction with a stale token writes nothing")
{
    Store store;
    LeaseStore leases(*store.db);
    const Lease old = must(leases.acquire(kName, QStringLiteral("a"), 60s, kNoon)).lease;
    auto other = store.open();
    LeaseStore elsewhere(*other);
    REQUIRE(must(elsewhere.acquire(kName, QStringLiteral("b"), 60s, kNoon.addSecs(90))).acquired);
    const auto published = store.db->transaction<bool>([&]() -> Result<bool> {
        (void)store.db->run(QStringLiteral("INSERT INTO state(key, value) VALUES('set', 'a')"));
        const auto mine = leases.stillMine(old);
        if (!mine || !*mine)
            return fail(ErrorKind::Failed, QStringLiteral("another runner has taken over"));
        return true;
    });
    CHECK(!published);
    CHECK(!*store.db->scalar(QStringLiteral("SELECT value FROM state WHERE key = 'set'")));
}

TEST_CASE("forgotten names are pruned and a read only store tells why it gives no lease")
{
    Store store;
    LeaseStore leases(*store.db);
    (void)leases.acquire(kName, QStringLiteral("a"), 60s, kNoon);
    (void)leases.acquire(QStringLiteral("later"), QStringLiteral("a"), 60s, kNoon.addDays(9));
    CHECK(must(leases.prune(kNoon.addDays(1))) == 1);
    CHECK(must(leases.holderOf(QStringLiteral("later"), kNoon.addDays(9))));
    auto reader = Database::open(store.url, OpenMode::ReadOnly);
    REQUIRE(reader);
    LeaseStore readOnly(**reader);
    const auto refused = readOnly.acquire(kName, QStringLiteral("b"), 60s, kNoon.addDays(1));
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
    const auto last = store.db->scalar(QStringLiteral("SELECT token FROM leases WHERE name = 'generate'"));
    CHECK((*last)->toInt() == kThreads * kRounds);
}
