#include "core/cache/counts_aside.h"

#include "core/base/clock.h"
#include "core/store/operations/metric_store.h"
#include "core/store/operations/settings_store.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace factoid {

namespace {

// Of the leavings that were added last: a process that dies between adding them and deleting the file adds nothing
// twice.
const QString kAddedKey = u"cache.counts_added"_s;
constexpr mode_t kMode = 0644;

// The file, locked, under the name that it still has; none when it is not there, or another process has it and `wait`
// is not said.
class LockedFile
{
  public:
    LockedFile(const QString& path, int flags, bool wait)
        : m_name(QFile::encodeName(path))
    {
        for (;;) {
            m_file = ::open(m_name.constData(), flags | O_CLOEXEC, kMode);
            if (m_file < 0)
                return;
            const bool locked = ::flock(m_file, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0;
            if (locked && isNamed())
                return;
            const bool again = wait && (locked || errno == EINTR); // who had it has deleted it
            ::close(m_file);
            m_file = -1;
            if (!again)
                return;
        }
    }
    ~LockedFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    [[nodiscard]] bool isOpen() const { return m_file >= 0; }
    [[nodiscard]] bool append(const QByteArray& bytes) const
    {
        return ::write(m_file, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size();
    }
    [[nodiscard]] QByteArray read() const
    {
        QFile file;
        return file.open(m_file, QIODevice::ReadOnly, QFileDevice::DontCloseHandle) ? file.readAll() : QByteArray();
    }
    void remove() const { ::unlink(m_name.constData()); }

  private:
    [[nodiscard]] bool isNamed() const
    {
        struct stat mine = {}, named = {};
        return ::fstat(m_file, &mine) == 0 && ::stat(m_name.constData(), &named) == 0 && mine.st_ino == named.st_ino;
    }

    QByteArray m_name;
    int m_file = -1;
};

QJsonObject toJson(const MeasuredLevel& measured)
{
    const CacheCounts& counts = measured.reading.counts;
    return {{u"level"_s, measured.level},
            {u"hits"_s, counts.hits},
            {u"stale_hits"_s, counts.staleHits},
            {u"misses"_s, counts.misses},
            {u"fallbacks"_s, counts.fallbacks},
            {u"errors"_s, counts.errors},
            {u"latency"_s, LatencyHistogram::toText(measured.reading.latency)}};
}

MeasuredLevel fromJson(const QJsonObject& json)
{
    const auto number = [&](const char* key) { return json.value(QLatin1String(key)).toInteger(); };
    MeasuredLevel measured{json.value(u"level"_s).toString(), {}};
    measured.reading.counts = {number("hits"),      number("stale_hits"), number("misses"),
                               number("fallbacks"), number("errors"),     {}};
    measured.reading.latency = LatencyHistogram::fromText(json.value(u"latency"_s).toString());
    return measured;
}

// The same as metrics, in the minute in which it comes to the store.
Result<void> meter(Database& db, const MeasuredLevel& measured)
{
    const qint64 minute = minuteOf(machineNow());
    MetricStore metrics(db);
    const CacheCounts& counts = measured.reading.counts;
    for (const auto& [result, count] :
         {std::pair("hit", counts.hits), std::pair("stale", counts.staleHits), std::pair("miss", counts.misses),
          std::pair("fallback", counts.fallbacks), std::pair("error", counts.errors)}) {
        if (count != 0)
            TRY(metrics.count(u"factoid_cache_reads_total"_s,
                              {{u"level"_s, measured.level}, {u"result"_s, QLatin1String(result)}}, minute,
                              static_cast<double>(count)));
    }
    constexpr double kNanos = 1e9;
    double reads = 0, seconds = 0;
    for (size_t i = 0; i < measured.reading.latency.size(); ++i) {
        const auto count = static_cast<double>(measured.reading.latency[i]);
        reads += count;
        seconds += count * LatencyHistogram::middleOf(static_cast<int>(i)) / kNanos;
    }
    if (reads == 0)
        return {};
    return metrics.count(
        u"factoid_cache_read_seconds"_s, {{u"level"_s, measured.level}}, minute, reads, seconds,
        LatencyHistogram::toText(measured.reading.latency), [](const QString& a, const QString& b) {
            const LevelMeter::Reading sum{{}, LatencyHistogram::fromText(a)};
            return LatencyHistogram::toText((sum + LevelMeter::Reading{{}, LatencyHistogram::fromText(b)}).latency);
        });
}

Result<void> addTo(Database& db, const MeasuredLevel& measured)
{
    TRY(meter(db, measured));
    return CacheStore(db).addCounts(measured.level, measured.reading.counts, [&](const QString& before) {
        const LevelMeter::Reading sum{{}, LatencyHistogram::fromText(before)};
        return LatencyHistogram::toText((sum + measured.reading).latency);
    });
}

} // namespace

bool CountsAside::leave(const std::vector<MeasuredLevel>& counted) const
{
    QJsonArray levels;
    for (const MeasuredLevel& measured : counted)
        levels.append(toJson(measured));
    const QJsonObject left{{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}, {u"levels"_s, levels}};
    const LockedFile file(m_path, O_WRONLY | O_APPEND | O_CREAT, true);
    return file.isOpen() && file.append(QJsonDocument(left).toJson(QJsonDocument::Compact) + '\n');
}

Result<bool> CountsAside::add(Database& db, const std::vector<MeasuredLevel>& counted) const
{
    const LockedFile file(m_path, O_RDONLY, false);
    const QByteArray left = file.isOpen() ? file.read() : QByteArray();
    if (counted.empty() && !file.isOpen())
        return true;
    auto added = db.transaction<bool>([&]() -> Result<bool> {
        for (const MeasuredLevel& measured : counted) {
            TRY(addTo(db, measured));
        }
        if (!file.isOpen())
            return true;
        SettingsStore settings(db);
        const auto before = TRY(settings.state(kAddedKey));
        QStringList ids;
        for (const QByteArray& line : left.split('\n')) {
            const QJsonObject leaving = QJsonDocument::fromJson(line).object();
            const QString id = leaving.value(u"id"_s).toString();
            if (id.isEmpty())
                continue;
            ids << id;
            if (before.contains(id))
                continue;
            for (const QJsonValue& level : leaving.value(u"levels"_s).toArray()) {
                TRY(addTo(db, fromJson(level.toObject())));
            }
        }
        TRY(settings.setState(kAddedKey, ids.join(QLatin1Char(' '))));
        return true;
    });
    if (added && file.isOpen())
        file.remove();
    return added;
}

} // namespace factoid
