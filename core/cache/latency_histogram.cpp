#include "core/cache/latency_histogram.h"

#include <QStringList>

#include <algorithm>
#include <bit>
#include <cmath>

namespace factoid {

namespace {

constexpr double kNanosAMicro = 1'000.0;

} // namespace

// Below kCuts a bucket is one nanosecond. Above, the highest bit gives the doubling and the kCutBits bits
// after it the place within it.
int LatencyHistogram::bucketOf(qint64 nanoseconds)
{
    const auto value = quint64(std::max<qint64>(nanoseconds, 0));
    if (value < kCuts)
        return int(value);
    const int highest = std::bit_width(value) - 1;
    const int doubling = highest - kCutBits;
    const int place = int((value >> doubling) & (kCuts - 1));
    return std::min(kCuts * (doubling + 1) + place, kBuckets - 1);
}

double LatencyHistogram::middleOf(int bucket)
{
    if (bucket < kCuts)
        return bucket;
    const int doubling = bucket / kCuts - 1;
    const double width = std::ldexp(1.0, doubling);
    return (kCuts + bucket % kCuts) * width + width / 2;
}

void LatencyHistogram::add(std::chrono::nanoseconds took)
{
    m_counts[size_t(bucketOf(took.count()))].fetch_add(1, std::memory_order_relaxed);
}

LatencyHistogram::Counts LatencyHistogram::counts() const
{
    Counts counts{};
    for (size_t i = 0; i < counts.size(); ++i)
        counts[i] = m_counts[i].load(std::memory_order_relaxed);
    return counts;
}

std::optional<double> LatencyHistogram::quantileMicros(const Counts& counts, double q)
{
    qint64 all = 0;
    for (const qint64 count : counts)
        all += count;
    if (all == 0)
        return std::nullopt;
    const qint64 rank = std::clamp<qint64>(qint64(std::ceil(q * double(all))), 1, all);
    qint64 seen = 0;
    for (int bucket = 0; bucket < kBuckets; ++bucket) {
        seen += counts[size_t(bucket)];
        if (seen >= rank)
            return middleOf(bucket) / kNanosAMicro;
    }
    return std::nullopt;
}

QString LatencyHistogram::toText(const Counts& counts)
{
    QStringList filled;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] != 0)
            filled << u"%1:%2"_s.arg(i).arg(counts[i]);
    }
    return filled.join(QLatin1Char(' '));
}

LatencyHistogram::Counts LatencyHistogram::fromText(const QString& text)
{
    Counts counts{};
    for (const QString& item : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        bool okBucket = false;
        bool okCount = false;
        const int bucket = item.section(QLatin1Char(':'), 0, 0).toInt(&okBucket);
        const qint64 count = item.section(QLatin1Char(':'), 1).toLongLong(&okCount);
        if (okBucket && okCount && bucket >= 0 && bucket < kBuckets && count > 0)
            counts[size_t(bucket)] += count;
    }
    return counts;
}

} // namespace factoid
