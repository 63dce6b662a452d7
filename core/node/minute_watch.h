// MinuteWatch: once a minute, what is measured is brought up to date, the rules of alerts are asked, and who is
// to be told is told. `run` has one and so has the window; of several
// on one store the first in a minute does the work. What it writes are measurements, no changes by anybody, so it
// is no job and no run. Lives on a thread with an event loop and works on one of its own; the destructor waits.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/sql/store_url.h"

#include <QFutureWatcher>
#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace factoid {

// What one minute's watch came to.
struct MinuteWatched {
    bool done = false;                     // false: another process has done this minute
    int opened = 0, closed = 0;            // incidents
    int sent = 0, failed = 0, waiting = 0; // messages
};

// Does the minute's work now, on this thread. `config`: the document of --config. A store that is not there yet is not
// made. Errors: the store's.
[[nodiscard]] Result<MinuteWatched> watchMinute(const StoreUrl& store, const Clock& clock, const QJsonObject& config,
                                                const CancelToken& cancel = {});

class MinuteWatch : public QObject
{
    Q_OBJECT

  public:
    MinuteWatch(StoreUrl store, const Clock& clock, QJsonObject config, QObject* parent = nullptr);
    ~MinuteWatch() override;

    void start();               // at once, then shortly after each full minute
    void startWithNextMinute(); // only then

  Q_SIGNALS:
    void watched(bool done);

  private:
    void tick();
    void waitForNext();

    StoreUrl m_store;
    const Clock& m_clock;
    QJsonObject m_config;
    CancelToken m_cancel;
    QTimer m_timer;
    QThreadPool m_pool; // of one thread
    QFutureWatcher<Result<MinuteWatched>> m_watcher;
};

} // namespace factoid
