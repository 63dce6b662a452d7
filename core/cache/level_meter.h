// LevelMeter: what one level of the cache did in this process. Counting is lock-free; any thread.
#pragma once

#include "core/cache/cache.h"
#include "core/cache/latency_histogram.h"
#include "core/store/operations/cache_store.h"

#include <atomic>

namespace factoid {

class LevelMeter
{
  public:
    explicit LevelMeter(QString level)
        : m_level(std::move(level))
    {
    }

    void hit() { ++m_hits; }
    void staleHit() { ++m_staleHits; }
    void miss() { ++m_misses; }
    void fallback() { ++m_fallbacks; }
    void error() { ++m_errors; }
    void took(std::chrono::nanoseconds time) { m_latency.add(time); }

    [[nodiscard]] const QString& level() const { return m_level; }
    // All that this process counted.
    struct Reading {
        CacheCounts counts; // without the latency's text
        LatencyHistogram::Counts latency{};
    };
    [[nodiscard]] Reading read() const;
    // What was counted since the reading that noteFlushed() was last given.
    [[nodiscard]] Reading unflushed() const;
    void noteFlushed(const Reading& flushed); // `flushed`: what unflushed() gave

  private:
    QString m_level;
    std::atomic<qint64> m_hits{0}, m_staleHits{0}, m_misses{0}, m_fallbacks{0}, m_errors{0};
    LatencyHistogram m_latency;
    Reading m_flushed; // guarded by the owner: flushes do not overlap
};

// Numbers of a reading for people; quantiles only where there is something to measure.
[[nodiscard]] LevelStats statsOf(const QString& level, const LevelMeter::Reading& reading);
// The sum of two readings.
[[nodiscard]] LevelMeter::Reading operator+(const LevelMeter::Reading& a, const LevelMeter::Reading& b);

} // namespace factoid
