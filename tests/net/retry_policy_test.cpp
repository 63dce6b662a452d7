#include "core/net/retry_policy.h"
#include "tests/support/case_file.h"

#include <set>

using namespace factoid;
using namespace factoid::test;
using std::chrono::milliseconds;

TEST_CASE("Retry-After is read in each of its forms")
{
    const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    for (const CaseBlock& block : caseBlocks(u"retry_after.case"_s, u"net"_s)) {
        INFO(block.name.toStdString());
        const auto wait = parseRetryAfter(block.value(u"value"_s).toLatin1(), now);
        const QString said = wait ? QString::number(wait->count()) : u"-"_s;
        CHECK(said.toStdString() == block.value(u"wait"_s).toStdString());
    }
    CHECK_FALSE(parseRetryAfter({}, now));
}

TEST_CASE("a year of two digits is read by the time of the reader")
{
    const auto yearAt = [](const QDate& today) {
        return parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", QDateTime(today, QTime(12, 0), Qt::UTC)).date().year();
    };
    CHECK(yearAt({1994, 11, 5}) == 1994);
    CHECK(yearAt({2026, 11, 24}) == 1994);
    CHECK(yearAt({2044, 11, 5}) == 1994);
    CHECK(yearAt({2044, 11, 6}) == 2094); // fifty years ahead, and not a moment more
    CHECK(yearAt({2090, 1, 1}) == 2094);
    CHECK(yearAt({2099, 1, 1}) == 2094);
    CHECK_FALSE(parseHttpDate("Sunday, 06-Nov-1994 08:49:37 GMT", QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC))
                    .isValid());
}

TEST_CASE("the ceiling of a wait doubles up to the longest")
{
    const RetryPolicy policy;
    const std::vector<qint64> expected{1'000, 2'000, 4'000, 8'000, 16'000, 32'000, 60'000, 60'000};
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(retryCeiling(policy, static_cast<int>(i) + 1).count() == expected[i]);
    CHECK(retryCeiling(policy, 1'000'000).count() == 60'000);
}

TEST_CASE("a wait lies anywhere below its ceiling, the same for the same seed")
{
    RetryPolicy policy;
    policy.attempts = 8;
    std::set<qint64> seen;
    qint64 sum = 0;
    constexpr int kSeeds = 2'000;
    for (quint64 seed = 0; seed < kSeeds; ++seed) {
        const auto wait = retryDelay(policy, 3, std::nullopt, seed);
        REQUIRE(wait);
        CHECK(wait->count() >= 0);
        CHECK(wait->count() <= 4'000);
        CHECK(*wait == *retryDelay(policy, 3, std::nullopt, seed));
        seen.insert(wait->count());
        sum += wait->count();
    }
    CHECK(seen.size() > 1'000);
    // The mean of 0 … 4,000 is 2,000; of 2,000 draws it lies within 26 of it in two cases of three, within 130 in
    // practically all.
    CHECK(std::abs(sum / kSeeds - 2'000) < 130);
    CHECK_FALSE(retryDelay(policy, 8, std::nullopt, 1));
}

TEST_CASE("what a server asks for is waited in full or not at all")
{
    const RetryPolicy policy;
    for (quint64 seed = 0; seed < 500; ++seed) {
        const auto brief = retryDelay(policy, 1, milliseconds(2'000), seed);
        REQUIRE(brief);
        CHECK(brief->count() >= 2'000);
        CHECK(brief->count() <= 3'000);
        const auto longer = retryDelay(policy, 1, milliseconds(80'000), seed);
        REQUIRE(longer);
        CHECK(longer->count() >= 80'000);
        CHECK(longer->count() <= 90'000);
    }
    CHECK_FALSE(retryDelay(policy, 1, milliseconds(600'001), 1));
    CHECK_FALSE(retryDelay(policy, 4, milliseconds(10), 1));
}

TEST_CASE("a retry budget runs out when everything fails and comes back with success")
{
    RetryBudget budget;
    int granted = 0;
    for (int i = 0; i < 100; ++i)
        granted += takeRetry(budget) ? 1 : 0;
    CHECK(granted == 10);
    for (int i = 0; i < 9; ++i)
        noteSuccess(budget);
    CHECK_FALSE(takeRetry(budget));
    noteSuccess(budget);
    CHECK(takeRetry(budget));
    for (int i = 0; i < 10'000; ++i)
        noteSuccess(budget);
    CHECK(budget.milliTokens == budget.mostMilliTokens);
}
