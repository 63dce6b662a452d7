// What the cache's tests share: a store in a folder of its own, settings with short times, counted making.
#pragma once

#include "core/cache/tiered_cache.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

#include <atomic>
#include <thread>

namespace factoid::test {

using namespace std::chrono_literals;

inline const QDateTime kNoon(QDate(2024, 7, 15), QTime(12, 0), Qt::UTC);
inline const QString kKey = u"sitewide_factoids:18:30:abc"_s;

struct Ground {
    QTemporaryDir folder;
    StoreUrl url{folder.filePath(u"store.db"_s)};
    FixedClock clock{kNoon};
    CacheSettings settings;

    Ground()
    {
        settings.revalidate = 20ms;
        settings.failureHold = 60ms;
        settings.levelPause = 100ms;
        settings.wait = 20s;
        settings.budgets.read = 2s; // machines that run tests are busy; budgets have tests of their own
    }
    [[nodiscard]] std::unique_ptr<TieredCache> cache() { return std::make_unique<TieredCache>(url, clock, settings); }
    [[nodiscard]] std::unique_ptr<Database> database(OpenMode mode = OpenMode::ReadWrite) const
    {
        auto opened = Database::open(url, mode);
        INFO((opened ? QString() : opened.error().message).toStdString());
        REQUIRE(opened);
        return std::move(*opened);
    }
};

// Makes "v1", "v2" …, each in `time`, and counts.
struct Maker {
    std::atomic<int> made{0};
    std::chrono::milliseconds time{0};
    bool failing = false;

    [[nodiscard]] CacheRecompute recompute()
    {
        return [this](const CancelToken&) -> Result<CacheMade> {
            const int number = ++made;
            std::this_thread::sleep_for(time);
            if (failing)
                return fail(ErrorKind::Failed, u"made to fail"_s);
            return CacheMade{"v" + QByteArray::number(number), "hash"};
        };
    }
};

inline CacheFallback curated(const QByteArray& value)
{
    return [value]() -> Result<QByteArray> { return value; };
}

// The value of a result, or the end of the test with the error's sentence.
template <class T>
T must(Result<T> result)
{
    INFO((result ? QString() : result.error().message).toStdString());
    REQUIRE(result.has_value());
    return std::move(*result);
}

inline const LevelStats& levelOf(const std::vector<LevelStats>& rows, const char* level)
{
    for (const LevelStats& row : rows) {
        if (row.level == QLatin1String(level))
            return row;
    }
    FAIL("no level " << level);
    return rows.front();
}

} // namespace factoid::test
