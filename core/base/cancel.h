// Cancel: a flag that the owner of a job raises and the work looks at. Copies share the flag.
// Any thread; raising it is safe in a signal-driven slot, not in a signal handler.
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <functional>
#include <memory>

namespace factoid {

class CancelToken
{
  public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic<bool>>(false))
    {
    }
    void request() const { m_flag->store(true); }
    [[nodiscard]] bool requested() const { return m_flag->load(std::memory_order_relaxed); }
    [[nodiscard]] static std::unexpected<Error> error()
    {
        return fail(ErrorKind::Interrupted, u"interrupted; nothing was changed"_s);
    }

  private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

// How far a job has come: the stage in words ("reading figures"), done of total (0: unknown).
struct Progress {
    QString stage;
    qint64 done = 0;
    qint64 total = 0;
};
using ProgressSink = std::function<void(const Progress&)>;

// What every long piece of work is handed: when to stop, and whom to tell.
struct TaskControl {
    CancelToken cancel = {};
    ProgressSink progress = {};
    void tell(const QString& stage, qint64 done = 0, qint64 total = 0) const
    {
        if (progress)
            progress({stage, done, total});
    }
};

} // namespace factoid
