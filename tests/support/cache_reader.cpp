// A reader of the cache as a process of its own, for tests of many processes on one store.
//   cache_reader STORE KEY LOG MAKE_MS START_MS LEASE_MS [fail|hang|never]
// Waits until START_MS (ms since the epoch), reads KEY once, and prints "source level value" or "error …".
// Making the value appends a line to LOG and takes MAKE_MS; `hang` makes for ever, `never` makes nothing.
#include "core/base/literals.h"
#include "core/cache/tiered_cache.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <thread>

using namespace factoid;

namespace {

struct Order {
    QString store, key, log;
    qint64 makeMs = 0, startMs = 0, leaseMs = 0;
    QString mode;
};

Result<CacheMade> make(const Order& order)
{
    QFile log(order.log);
    if (!log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return fail(ErrorKind::Failed, u"no log"_s);
    const QByteArray me = QByteArray::number(QCoreApplication::applicationPid());
    log.write(me + '\n');
    log.close();
    if (order.mode == "hang"_L1)
        std::this_thread::sleep_for(std::chrono::hours(1));
    std::this_thread::sleep_for(std::chrono::milliseconds(order.makeMs));
    if (order.mode == "fail"_L1)
        return fail(ErrorKind::Failed, u"made to fail"_s);
    return CacheMade{"made by " + me, "hash"};
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 7) {
        std::fputs("usage: cache_reader STORE KEY LOG MAKE_MS START_MS LEASE_MS [fail|hang|never]\n", stderr);
        return 2;
    }
    const Order order{
        words[1],      words[2], words[3], words[4].toLongLong(), words[5].toLongLong(), words[6].toLongLong(),
        words.value(7)};
    const SystemClock clock;
    CacheSettings settings;
    settings.lease = std::chrono::milliseconds(order.leaseMs);
    TieredCache cache(StoreUrl{order.store}, clock, settings);
    while (QDateTime::currentMSecsSinceEpoch() < order.startMs)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CacheRecompute recompute;
    if (order.mode != "never"_L1)
        recompute = [&](const CancelToken&) { return make(order); };
    const auto read = cache.read(order.key, recompute);
    const QString line =
        read ? u"%1 %2 %3"_s.arg(cacheSourceName(read->source), read->level, QString::fromUtf8(read->value))
             : u"error %1"_s.arg(read.error().message);
    std::puts(line.toUtf8().constData());
    cache.waitForRefreshes();
    return read ? 0 : 1;
}
