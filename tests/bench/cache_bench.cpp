// Latency of reads in one process: memory hits by one thread and by several, reads of the store, and the
// reads that ask the store whether something changed. Prints p50, p99 and the worst in microseconds.
//   cache_bench [READS]
#include "core/base/literals.h"
#include "core/cache/tiered_cache.h"
#include "core/monitor/recovery/level_breakers.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <thread>

using namespace factoid;

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kKeys = 64;
constexpr int kValueBytes = 8'000;

QString keyOf(int number)
{
    return u"sitewide_factoids:%1"_s.arg(number % kKeys);
}

void report(const char* what, std::vector<double>& micros)
{
    std::sort(micros.begin(), micros.end());
    const auto at = [&](double q) { return micros[std::min(micros.size() - 1, size_t(q * double(micros.size())))]; };
    std::printf("%-44s %9zu reads  p50 %8.2f  p99 %8.2f  worst %9.1f us\n", what, micros.size(), at(0.5), at(0.99),
                micros.back());
}

template <class Work>
std::vector<double> timed(int reads, Work work)
{
    std::vector<double> micros;
    micros.reserve(size_t(reads));
    for (int i = 0; i < reads; ++i) {
        const auto begin = Steady::now();
        work(i);
        micros.push_back(std::chrono::duration<double, std::micro>(Steady::now() - begin).count());
    }
    return micros;
}

void expect(bool ok)
{
    if (!ok) {
        std::fputs("a read failed\n", stderr);
        std::exit(1);
    }
}

void fromMemory(const char* what, TieredCache& cache, int reads, int threads)
{
    std::vector<std::vector<double>> each(static_cast<size_t>(threads));
    std::vector<std::thread> readers;
    for (auto& mine : each)
        readers.emplace_back(
            [&] { mine = timed(reads / threads, [&](int i) { expect(cache.read(keyOf(i)).has_value()); }); });
    for (std::thread& reader : readers)
        reader.join();
    std::vector<double> all;
    for (const auto& mine : each)
        all.insert(all.end(), mine.begin(), mine.end());
    report(what, all);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    const int reads = argc > 1 ? std::max(1'000, std::atoi(argv[1])) : 200'000;
    const QTemporaryDir folder;
    const StoreUrl url{folder.filePath(u"store.db"_s)};
    const SystemClock clock;
    CacheSettings settings;
    const auto guard = std::make_shared<LevelBreakers>();
    settings.guard = guard;
    TieredCache cache(url, clock, settings);
    for (int i = 0; i < kKeys; ++i)
        expect(cache.put(keyOf(i), QByteArray(kValueBytes, 'x'), "hash").has_value());

    fromMemory("memory, 1 thread", cache, reads, 1);
    fromMemory("memory, 4 threads", cache, reads, 4);

    settings.revalidate = std::chrono::milliseconds(1);
    TieredCache eager(url, clock, settings);
    for (int i = 0; i < kKeys; ++i)
        expect(eager.read(keyOf(i)).has_value());
    fromMemory("memory, the store asked every millisecond", eager, reads, 1);

    settings.memoryBytes = 0;
    TieredCache shared(url, clock, settings);
    auto micros = timed(reads / 20, [&](int i) { expect(shared.read(keyOf(i)).has_value()); });
    report("store", micros);

    for (int i = 0; i < 5; ++i)
        guard->failed(u"store"_s, {ErrorKind::Cache, u"made to fail"_s}, clock.now());
    fromMemory("memory, the store left out", cache, reads, 1);
    return 0;
}
