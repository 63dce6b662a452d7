// Latest: keeps the newest of several questions to the store; answers to older ones are dropped and their work is
// told to stop. A member of whoever shows the answer. GUI thread.
#pragma once

#include "core/queries/store_reader.h"

#include <QFutureWatcher>

#include <utility>

namespace factoid {

template <class T>
class Latest
{
  public:
    using Show = std::function<void(const Result<T>&)>;

    Latest()
        : m_watcher(std::make_unique<QFutureWatcher<Result<T>>>())
    {
        QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, m_watcher.get(), [this] {
            m_waiting = false;
            // A copy: showing may ask again, which replaces the answer.
            const Result<T> answer = m_watcher->result();
            const Show show = m_show;
            const auto next = std::exchange(m_next, {});
            if (show)
                show(answer);
            if (next && !m_waiting)
                next();
        });
    }
    ~Latest() { m_control.cancel.request(); }
    Latest(const Latest&) = delete;
    Latest& operator=(const Latest&) = delete;

    void ask(StoreReader& reader, std::function<Result<T>(QueryContext&)> question, Show show,
             ProgressSink progress = {})
    {
        m_control.cancel.request();
        m_control = TaskControl{};
        m_control.progress = std::move(progress);
        m_show = std::move(show);
        m_waiting = true;
        m_watcher->setFuture(reader.ask<T>(std::move(question), m_control));
    }
    // The same without stopping a question that is under way: this one follows it, and only the newest of those that
    // wait. For refreshes, which come as often as the store is written.
    void askNext(StoreReader& reader, std::function<Result<T>(QueryContext&)> question, Show show)
    {
        if (!m_waiting) {
            ask(reader, std::move(question), std::move(show));
            return;
        }
        m_next = [this, &reader, question = std::move(question), show = std::move(show)] {
            ask(reader, question, show);
        };
    }
    // A newer question is on its way.
    [[nodiscard]] bool isWaiting() const { return m_waiting; }
    void drop()
    {
        m_control.cancel.request();
        m_show = {};
        m_next = {};
        m_waiting = false;
    }

  private:
    std::unique_ptr<QFutureWatcher<Result<T>>> m_watcher;
    TaskControl m_control;
    Show m_show;
    std::function<void()> m_next;
    bool m_waiting = false;
};

// Brings a future's answer to the context's thread; nothing happens when the context is gone by then.
template <class T>
void whenDone(QFuture<Result<T>> future, QObject* context, std::function<void(const Result<T>&)> show)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, show = std::move(show)] {
        show(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(future);
}

} // namespace factoid
