#include "core/cache/level_meter.h"

namespace factoid {

namespace {

constexpr double kMedian = 0.50;
constexpr double kNearlyAll = 0.99;

LevelMeter::Reading combine(const LevelMeter::Reading& a, const LevelMeter::Reading& b, qint64 sign)
{
    LevelMeter::Reading sum;
    sum.counts.hits = a.counts.hits + sign * b.counts.hits;
    sum.counts.staleHits = a.counts.staleHits + sign * b.counts.staleHits;
    sum.counts.misses = a.counts.misses + sign * b.counts.misses;
    sum.counts.fallbacks = a.counts.fallbacks + sign * b.counts.fallbacks;
    sum.counts.errors = a.counts.errors + sign * b.counts.errors;
    for (size_t i = 0; i < sum.latency.size(); ++i)
        sum.latency[i] = a.latency[i] + sign * b.latency[i];
    return sum;
}

} // namespace

LevelMeter::Reading LevelMeter::read() const
{
    return {{m_hits, m_staleHits, m_misses, m_fallbacks, m_errors, {}}, m_latency.counts()};
}

LevelMeter::Reading LevelMeter::unflushed() const
{
    return combine(read(), m_flushed, -1);
}

void LevelMeter::noteFlushed(const Reading& flushed)
{
    m_flushed = m_flushed + flushed;
}

LevelStats statsOf(const QString& level, const LevelMeter::Reading& reading)
{
    LevelStats stats;
    stats.level = level;
    stats.hits = reading.counts.hits;
    stats.staleHits = reading.counts.staleHits;
    stats.misses = reading.counts.misses;
    stats.fallbacks = reading.counts.fallbacks;
    stats.errors = reading.counts.errors;
    stats.p50Micros = LatencyHistogram::quantileMicros(reading.latency, kMedian);
    stats.p99Micros = LatencyHistogram::quantileMicros(reading.latency, kNearlyAll);
    return stats;
}

LevelMeter::Reading operator+(const LevelMeter::Reading& a, const LevelMeter::Reading& b)
{
    return combine(a, b, 1);
}

} // namespace factoid
