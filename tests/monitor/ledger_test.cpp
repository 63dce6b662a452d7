// The books: reserve before, settle after; no cap is ever passed, by many threads or many processes, killed or not.
#include "core/monitor/spend/ledger.h"
#include "tests/monitor/monitor_support.h"
#include "tests/support/test_paths.h"

#include <QProcess>

#include <limits>
#include <random>
#include <thread>

using namespace factoid;
using namespace factoid::test;

namespace {

const QByteArray kConfig =
    R"({"spend": {"currency": "GBP", "per_run": "0.300001", "per_day": "1.000003", "per_month": "2.500001",
    "per_provider": {"second": {"per_day": "0.400007"}}, "prices": [{"in": "1.00", "out": "3.00", "currency": "GBP"}]}})";

constexpr qint64 kPerDay = 1'000'003;
constexpr qint64 kNearTheCap = kPerDay * 9 / 10; // there is more to buy than the cap allows

CallWish wishOf(qint64 tokensIn, qint64 tokensOut, const QString& provider = u"primary"_s, qint64 run = 1)
{
    return {run,      provider,  u"https://models.example/v1"_s,   u"m"_s,
            tokensIn, tokensOut, std::chrono::milliseconds(60'000)};
}

qint64 sumOf(Database& db, const QString& what, const QString& where = u"1"_s)
{
    return must(db.scalar(u"SELECT COALESCE(SUM(%1), 0) FROM model_calls WHERE %2"_s.arg(what, where)))->toLongLong();
}

// Every cap of kConfig, over all that is booked.
void checkCaps(Database& db)
{
    CHECK(sumOf(db, u"booked"_s) <= kPerDay);
    CHECK(sumOf(db, u"booked"_s, u"provider = 'second'"_s) <= 400'007);
    for (int run = 1; run <= 5; ++run)
        CHECK(sumOf(db, u"booked"_s, u"run_id = %1"_s.arg(run)) <= 300'001);
}

// What is booked is the cost of what was settled, and the worst case of what died, to the millionth; nothing waits.
void checkBalance(Database& db)
{
    CHECK(sumOf(db, u"1"_s, u"state = 'reserved'"_s) == 0);
    CHECK(sumOf(db, u"booked"_s, u"state = 'released'"_s) == 0);
    CHECK(sumOf(db, u"booked"_s, u"state = 'expired'"_s) == sumOf(db, u"booked_reserved"_s, u"state = 'expired'"_s));
    CHECK(sumOf(db, u"booked"_s) == sumOf(db, u"cost"_s, u"state IN ('settled', 'expired')"_s));
    // Reckoned again from tokens and price, by SQL.
    CHECK(
        sumOf(db, u"cost"_s, u"state = 'settled'"_s) ==
        sumOf(
            db,
            u"CASE WHEN tokens_in IS NULL THEN reserved ELSE (tokens_in * price_in + tokens_out * price_out + 999999) / 1000000 END"_s,
            u"state = 'settled'"_s));
}

} // namespace

TEST_CASE("a call is refused at a cap and allowed up to its last millionth")
{
    const Books books;
    auto db = books.open();
    const auto rules = must(SpendRules::from(settingsOf(
        R"({"spend": {"per_day": "1.00", "per_month": "", "prices": [{"in": "1.00", "out": "1.00", "currency": "GBP"}]}})")));
    Ledger ledger(*db, rules);
    const QDateTime noon = at("2026-12-31T12:00:00Z");
    const auto first = must(ledger.reserve(wishOf(600'000, 0), noon));
    REQUIRE(first.granted());
    const auto over = must(ledger.reserve(wishOf(400'001, 0), noon));
    CHECK(over.refusedBy == u"day"_s);
    CHECK(over.sentence.text() ==
          u"the spending limit for the day is 1.00 GBP; 0.60 GBP is booked, and the call may cost 0.400001 GBP"_s);
    const auto exactly = must(ledger.reserve(wishOf(400'000, 0), noon));
    REQUIRE(exactly.granted());
    CHECK_FALSE(must(ledger.reserve(wishOf(1, 0), noon)).granted());
    // What was not used is free again.
    CHECK(must(ledger.settle(first.call, {u"ok"_s, 1, 0, 10, true})).micros == 1);
    CHECK(must(ledger.reserve(wishOf(599'999, 0), noon)).granted());
    CHECK_FALSE(must(ledger.reserve(wishOf(1, 0), noon)).granted());
    // The next day, which is the next year, is another.
    CHECK(must(ledger.reserve(wishOf(1'000'000, 0), at("2027-01-01T00:00:00Z"))).granted());
    // Settled once, and only once.
    CHECK_FALSE(ledger.settle(first.call, {}));
    must(ledger.release(exactly.call, u"transport"_s));
    CHECK_FALSE(ledger.settle(exactly.call, {}));
    CHECK(must(ledger.reserve(wishOf(400'000, 0), noon)).granted());
}

TEST_CASE("a call without a known price, or in a currency without a rate, is refused and says what to do")
{
    const Books books;
    auto db = books.open();
    const QDateTime noon = at("2026-11-24T12:00:00Z");
    const auto rules = must(SpendRules::from(settingsOf("{}")));
    Ledger ledger(*db, rules);
    CallWish wish = wishOf(10, 10);
    const auto unknown = must(ledger.reserve(wish, noon));
    CHECK(unknown.refusedBy == u"price"_s);
    CHECK(unknown.sentence.text().contains(u"spend.prices"_s));
    wish.baseUrl = u"https://api.openai.com/v1"_s;
    wish.model = u"gpt-4o-mini"_s;
    const auto dollars = must(ledger.reserve(wish, noon));
    CHECK(dollars.refusedBy == u"exchange"_s);
    CHECK(dollars.sentence.text().contains(u"USD"_s));
    const auto changed = must(SpendRules::from(settingsOf(
        R"({"spend": {"exchange": [{"from": "USD", "to": "GBP", "rate": "0.79", "date": "2026-11-01"}]}})")));
    Ledger inPounds(*db, changed);
    const auto grant = must(inPounds.reserve(wish, noon));
    REQUIRE(grant.granted());
    CHECK(grant.reserved == Money{8, u"USD"_s});
    must(inPounds.settle(grant.call, {u"ok"_s, 10, 10, 1, true}));
    const auto call = must(SpendStore(*db).find(grant.call));
    REQUIRE(call);
    CHECK(call->cost == 8);
    CHECK(call->booked == 7); // 6.32 rounded up
    CHECK(call->plan.booked.currency == u"GBP"_s);
    // The caps in dollars count what was paid in dollars; caps in another currency cannot be kept.
    const auto dollarCaps =
        must(SpendRules::from(settingsOf(R"({"spend": {"currency": "USD", "per_day": "0.000016"}})")));
    CHECK(must(Ledger(*db, dollarCaps).reserve(wish, noon)).granted());
    CHECK(must(Ledger(*db, dollarCaps).reserve(wish, noon)).refusedBy == u"day"_s);
    const auto euroCaps = must(SpendRules::from(
        settingsOf(R"({"spend": {"currency": "EUR", "prices": [{"in": "1", "out": "1", "currency": "EUR"}]}})")));
    const auto uncountable = must(Ledger(*db, euroCaps).reserve(wish, noon));
    CHECK_FALSE(uncountable.granted());
    CHECK(uncountable.sentence.text().contains(u"USD"_s));
}

TEST_CASE("a reservation whose process died expires at its worst case, and a late reply puts that right")
{
    const Books books;
    auto db = books.open();
    const auto rules = must(SpendRules::from(
        settingsOf(R"({"spend": {"per_day": "1.00", "prices": [{"in": "1.00", "out": "1.00", "currency": "GBP"}]}})")));
    Ledger ledger(*db, rules);
    const QDateTime noon = at("2026-11-24T12:00:00Z");
    const auto dead = must(ledger.reserve(wishOf(1'000'000, 0), noon));
    CHECK_FALSE(must(ledger.reserve(wishOf(1, 0), noon)).granted());
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3'600);
    CHECK(must(SpendStore(*db).expire(later)) == 1);
    CHECK(must(SpendStore(*db).expire(later)) == 0);
    // Nobody knows whether it was billed.
    CHECK(sumOf(*db, u"booked"_s) == 1'000'000);
    CHECK(must(ledger.reserve(wishOf(1, 0), noon)).refusedBy == u"day"_s);
    must(ledger.settle(dead.call, {u"ok"_s, 700'000, 0, 1, false}));
    CHECK(sumOf(*db, u"booked"_s) == 700'000);
    CHECK(must(ledger.reserve(wishOf(300'000, 0), noon)).granted());
    CHECK_FALSE(must(ledger.reserve(wishOf(1, 0), noon)).granted());
    // One that turns out never to have been sent costs nothing.
    const auto unsent = must(ledger.reserve(wishOf(1'000'000, 0), at("2026-11-25T12:00:00Z")));
    CHECK(must(SpendStore(*db).expire(QDateTime::currentDateTimeUtc().addSecs(3'600))) == 2);
    must(ledger.release(unsent.call, u"transport"_s));
    CHECK(sumOf(*db, u"booked"_s, u"id = %1"_s.arg(unsent.call)) == 0);
    CHECK(sumOf(*db, u"cost"_s, u"id = %1"_s.arg(unsent.call)) == 0);
}

TEST_CASE("a run that was found dead keeps the worst case of what it had reserved")
{
    const Books books;
    auto db = books.open();
    const auto rules = must(SpendRules::from(
        settingsOf(R"({"spend": {"per_day": "1.00", "prices": [{"in": "1.00", "out": "1.00", "currency": "GBP"}]}})")));
    Ledger ledger(*db, rules);
    const QDateTime noon = at("2026-11-24T12:00:00Z");
    must(db->run(
        u"INSERT INTO runs(id, job, trigger, started_at, finished_at, outcome) VALUES(1, 'update-factoids', 'schedule', '2026-11-24T12:00:00Z', '2026-11-24T12:01:00Z', 'interrupted')"_s));
    REQUIRE(must(ledger.reserve(wishOf(600'000, 0), noon)).granted());
    CHECK(must(SpendStore(*db).expireOfEndedRuns(QDateTime::currentDateTimeUtc())) == 1);
    CHECK(must(ledger.reserve(wishOf(400'001, 0), noon)).refusedBy == u"day"_s);
    CHECK(must(ledger.reserve(wishOf(400'000, 0), noon)).granted());
}

TEST_CASE("a report of tokens that cannot be is booked at the worst case")
{
    const Books books;
    auto db = books.open();
    const auto rules = must(SpendRules::from(settingsOf(
        R"({"spend": {"per_day": "", "per_month": "", "prices": [{"in": "1.00", "out": "2.00", "currency": "GBP"}]}})")));
    Ledger ledger(*db, rules);
    const QDateTime noon = at("2026-11-24T12:00:00Z");
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    const std::vector<std::tuple<std::optional<qint64>, std::optional<qint64>, qint64>> rows{
        {100, 50, 200},
        {1'000, 500, 2'000},
        {100, 0, 100},
        {100, 4'000, 8'100}, // a model whose thoughts
                             // went on: it is billed
                             // as it says
        {{}, {}, 2'000},
        {100, {}, 2'000},
        {{}, 50, 2'000},
        {-1, 50, 2'000},
        {100, -1, 2'000},
        {-900, -200, 2'000},
        {0, 0, 2'000},
        {1'001, 50, 2'000},
        {100, 5'000, 2'000},
        {kMost, kMost, 2'000},
        {100, kMost, 2'000},
        {-kMost, kMost, 2'000},
    };
    for (const auto& [in, out, cost] : rows) {
        INFO((in ? QString::number(*in) : u"-"_s).toStdString()
             << " " << (out ? QString::number(*out) : u"-"_s).toStdString());
        const auto grant = must(ledger.reserve(wishOf(1'000, 500), noon));
        CHECK(must(ledger.settle(grant.call, {u"ok"_s, in, out, 1, true})).micros == cost);
        const auto call = must(SpendStore(*db).find(grant.call));
        CHECK(call->booked == cost);
        CHECK(call->end.tokensIn.has_value() == call->end.tokensOut.has_value());
    }
}

TEST_CASE("fault_20 a thousand concurrent calls on one store never pass a cap, and the books balance")
{
    const Books books;
    {
        auto db = books.open();
    }
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    const auto rules = must(SpendRules::from(settingsOf(kConfig)));
    constexpr int kThreads = 20, kCalls = 50;
    std::vector<std::thread> threads;
    std::atomic<int> granted = 0, refused = 0, failed = 0;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            auto db = Database::open(books.url, OpenMode::ReadWrite);
            if (!db) {
                failed += kCalls;
                return;
            }
            Ledger ledger(**db, rules);
            std::mt19937 random(seed + static_cast<unsigned>(thread));
            for (int i = 0; i < kCalls; ++i) {
                const CallWish wish = wishOf(1 + random() % 4'000, 1 + random() % 4'000,
                                             random() % 2 ? u"primary"_s : u"second"_s, 1 + random() % 5);
                const auto grant = ledger.reserve(wish, at("2026-12-31T12:00:00Z"));
                if (!grant) {
                    ++failed; // the store was busy for longer than anybody waits: the call is not made
                    continue;
                }
                ++(grant->granted() ? granted : refused);
                if (!grant->granted())
                    continue;
                const CallEnd end{u"ok"_s, static_cast<qint64>(random() % static_cast<unsigned>(wish.mostTokensIn + 1)),
                                  static_cast<qint64>(random() % static_cast<unsigned>(wish.mostTokensOut + 1)), 1,
                                  false};
                if (!ledger.settle(grant->call, end))
                    ++failed;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    auto db = books.open();
    CHECK(granted > 0);
    CHECK(refused > 0);
    CHECK(granted + refused + failed >= kThreads * kCalls);
    CHECK(sumOf(*db, u"1"_s) == granted);
    checkCaps(*db);
    CHECK(sumOf(*db, u"booked"_s) > kNearTheCap);
    must(SpendStore(*db).expire(QDateTime::currentDateTimeUtc().addDays(1)));
    checkBalance(*db);
}

TEST_CASE("fault_20 a thousand calls of processes that are killed at random never pass a cap, and the books balance")
{
    const Books books;
    auto db = books.open();
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    INFO("seed " << seed);
    constexpr int kProcesses = 10, kCalls = 100;
    std::vector<std::unique_ptr<QProcess>> processes;
    const qint64 start = QDateTime::currentMSecsSinceEpoch() + 500;
    for (int i = 0; i < kProcesses; ++i) {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(spenderBinary(), {books.url.path, QString::fromUtf8(kConfig), QString::number(kCalls),
                                         QString::number(random()), QString::number(start)});
        REQUIRE(process->waitForStarted());
        processes.push_back(std::move(process));
    }
    // While they work, half of them are killed one after the other, and each look at the caps must hold.
    int killed = 0;
    std::shuffle(processes.begin(), processes.end(), random);
    for (auto& process : processes) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 200));
        if (killed < kProcesses / 2) {
            process->kill();
            ++killed;
        }
        checkCaps(*db);
    }
    for (auto& process : processes)
        REQUIRE((process->state() == QProcess::NotRunning || process->waitForFinished(120'000)));
    checkCaps(*db);
    INFO(
        must(
            db->scalar(
                u"SELECT group_concat(state || ' ' || n, ', ') FROM (SELECT state, COUNT(*) AS n FROM model_calls GROUP BY state)"_s))
            ->toString()
            .toStdString());
    CHECK(sumOf(*db, u"booked"_s) > kNearTheCap);
    CHECK(sumOf(*db, u"1"_s, u"state = 'settled'"_s) > 0);
    CHECK(sumOf(*db, u"1"_s, u"state = 'reserved'"_s) > 0);
    must(SpendStore(*db).expire(QDateTime::currentDateTimeUtc().addDays(1)));
    checkBalance(*db);
    checkCaps(*db);
    // What the dead may have spent stays spent: those who come after them get what is left and no more.
    INFO("a second wave, " << sumOf(*db, u"booked"_s, u"state = 'expired'"_s) << " of the dead");
    for (int i = 0; i < kProcesses / 2; ++i) {
        processes[static_cast<std::size_t>(i)]->start(
            spenderBinary(),
            {books.url.path, QString::fromUtf8(kConfig), QString::number(kCalls), QString::number(random()), u"0"_s});
        REQUIRE(processes[static_cast<std::size_t>(i)]->waitForStarted());
    }
    for (int i = 0; i < kProcesses / 2; ++i) {
        auto& process = processes[static_cast<std::size_t>(i)];
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 200));
        if (i % 2 == 0)
            process->kill();
        checkCaps(*db);
        REQUIRE((process->state() == QProcess::NotRunning || process->waitForFinished(120'000)));
    }
    must(SpendStore(*db).expire(QDateTime::currentDateTimeUtc().addDays(1)));
    checkBalance(*db);
    checkCaps(*db);
}
