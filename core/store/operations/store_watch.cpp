#include "core/store/operations/store_watch.h"

#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

// A store that could not be opened is not tried for each read.
constexpr std::chrono::seconds kTryAgain{1};
constexpr int kOpeningBits = 32;

} // namespace

bool StoreWatch::open()
{
    const auto now = std::chrono::steady_clock::now();
    if (now < m_tryAgain)
        return false;
    m_tryAgain = now + kTryAgain;
    m_counter = ChangeCounter::open(m_url);
    if (m_counter)
        ++m_openings;
    return m_counter != nullptr;
}

std::optional<qint64> StoreWatch::version()
{
    const std::lock_guard lock(m_mutex);
    if (!m_counter && !open())
        return std::nullopt;
    const auto seen = m_counter->read();
    if (!seen) {
        m_counter.reset();
        return std::nullopt;
    }
    return (m_openings << kOpeningBits) + *seen;
}

Result<QHash<QString, CacheStamp>> StoreWatch::stamps()
{
    const std::lock_guard lock(m_mutex);
    if (!m_counter && !open())
        return fail(ErrorKind::Store, Message("store.cannot_be_watched").arg(m_url.path));
    QHash<QString, CacheStamp> found;
    TRY(m_counter->each(
        u"SELECT key, version, stored_at FROM cache_entries WHERE length(value) > 0"_s, [&](const BulkStatement& row) {
            found.insert(QString::fromUtf8(row.text(0)), {row.number(1), timeFromText(QString::fromUtf8(row.text(2)))});
        }));
    return found;
}

} // namespace factoid
