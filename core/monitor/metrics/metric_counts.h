// MetricCounts: what was counted in one minute, hour or day: how many, and for times their sum and histogram. Adds up.
// Plain value; any thread.
#pragma once

#include "core/cache/latency_histogram.h"
#include "core/store/operations/metric_store.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace factoid {

struct MetricCounts {
    double count = 0, total = 0;
    std::shared_ptr<LatencyHistogram::Counts> buckets; // none: these are no times

    void addCount(double value)
    {
        count += value;
        total += value;
    }
    void addSeconds(double seconds)
    {
        constexpr double kNanos = 1e9;
        // A clock that was put back while something ran makes no negative time.
        const double took = std::max(seconds, 0.0);
        count += 1;
        total += took;
        ++(*ownBuckets())[size_t(LatencyHistogram::bucketOf(qint64(std::llround(took * kNanos))))];
    }
    void add(double more, double moreTotal, const QString& moreBuckets)
    {
        count += more;
        total += moreTotal;
        if (moreBuckets.isEmpty())
            return;
        const LatencyHistogram::Counts read = LatencyHistogram::fromText(moreBuckets);
        for (size_t i = 0; i < read.size(); ++i)
            (*ownBuckets())[i] += read[i];
    }
    [[nodiscard]] QString bucketsText() const { return buckets ? LatencyHistogram::toText(*buckets) : QString(); }

  private:
    LatencyHistogram::Counts* ownBuckets()
    {
        if (!buckets)
            buckets = std::make_shared<LatencyHistogram::Counts>();
        return buckets.get();
    }
};

} // namespace factoid
