// When to try again: how long to wait, what the other side asked for, and how many retries may be spent at all.
// Pure functions over plain values: no clock, no chance but the seed that is handed in. Any thread.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <chrono>
#include <optional>

namespace factoid {

struct RetryPolicy {
    int attempts = 4;                                // the first one counted
    std::chrono::milliseconds first{1'000};          // before the second attempt, at most
    int growth = 2;                                  // each wait may be this many times as long as the one before
    std::chrono::milliseconds longest{60'000};       // a wait of our own is never longer
    std::chrono::milliseconds longestAsked{600'000}; // a server that asks for more is not waited for
};

// The ceiling of the wait after `attempt` (1: the first) failed: first × growth^(attempt − 1), at most `longest`.
[[nodiscard]] std::chrono::milliseconds retryCeiling(const RetryPolicy& policy, int attempt);

// How long to wait after `attempt` failed, or nothing when there is no attempt left or the server asks for more than
// `longestAsked`. Full jitter: evenly from 0 to the ceiling, drawn from the seed and the attempt, so that many
// callers who failed together do not come back together (M. Brooker, "Exponential Backoff And Jitter", 2015).
// What the server asked for is always waited in full, and up to an eighth of it or a second more, by the same draw.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy& policy, int attempt,
                                                                  std::optional<std::chrono::milliseconds> asked,
                                                                  quint64 seed);

// An HTTP date (RFC 9110 5.6.7) in any of its three forms, in UTC; invalid when it is none. A year of two digits is the
// one of them that is not more than 50 years ahead of `now`.
[[nodiscard]] QDateTime parseHttpDate(const QByteArray& value, const QDateTime& now);
// Retry-After as RFC 9110 has it: whole seconds, or a date in one of its three forms, reckoned from `now`; a past
// date is 0. Nothing when it is neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray& value, const QDateTime& now);

// How many retries may be under way over time: a bucket that every retry takes a whole token from and that every
// success puts a part of one into. When everything fails, retries die out in place of doubling the load.
struct RetryBudget {
    int milliTokens = 10'000;
    int mostMilliTokens = 10'000;
    int milliTokensPerSuccess = 100; // ten successes in a hundred calls pay for one retry
};
[[nodiscard]] bool takeRetry(RetryBudget& budget);
void noteSuccess(RetryBudget& budget);

} // namespace factoid
