// LatencyHistogram: how long calls took, in buckets whose width grows with the time, so that a quantile
// is within 1/16 of the truth from nanoseconds to hours in a fixed amount of memory. Any thread.
#pragma once

#include <QString>

#include <array>
#include <atomic>
#include <chrono>
#include <optional>

namespace factoid {

class LatencyHistogram
{
  public:
    // Each doubling of time is cut into this many buckets; below it a bucket is one nanosecond.
    static constexpr int kCutBits = 4;
    static constexpr int kCuts = 1 << kCutBits;
    static constexpr int kDoublings = 42; // up to 2^45 ns, ten hours; what is longer counts as that
    static constexpr int kBuckets = kCuts * (kDoublings + 1);
    using Counts = std::array<qint64, kBuckets>;

    void add(std::chrono::nanoseconds took);
    [[nodiscard]] Counts counts() const;

    // The value, in microseconds, that a share `q` (0 to 1) of the calls did not exceed: the middle of the
    // bucket in which the call of rank ceil(q n) lies. nullopt when there are none.
    [[nodiscard]] static std::optional<double> quantileMicros(const Counts& counts, double q);

    // "bucket:count bucket:count …", filled buckets only; what the store keeps. Text that is not understood is skipped.
    [[nodiscard]] static QString toText(const Counts& counts);
    [[nodiscard]] static Counts fromText(const QString& text);

    [[nodiscard]] static int bucketOf(qint64 nanoseconds);
    [[nodiscard]] static double middleOf(int bucket); // nanoseconds

  private:
    std::array<std::atomic<qint64>, kBuckets> m_counts{};
};

} // namespace factoid
