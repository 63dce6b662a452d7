// StoreReader: questions to the store from the window, answered off its thread on connections that are kept
// open, so that a question costs its query and nothing more. Made on the main thread and destroyed there; the
// destructor cancels what is asked and waits. ask() may be called from any thread.
#pragma once

#include "core/queries/queries.h"
#include "core/store/sql/store_presence.h"

#include <QFuture>
#include <QThreadPool>
#include <QThreadStorage>
#include <QtConcurrentRun>

#include <atomic>

namespace factoid {

class StoreReader
{
  public:
    // `config` is laid over the saved settings of every question. The clock must outlive the reader.
    StoreReader(StoreUrl store, const Clock& clock, QJsonObject config);
    ~StoreReader();
    StoreReader(const StoreReader&) = delete;
    StoreReader& operator=(const StoreReader&) = delete;

    // `attendance` stops the question early and hears of its progress (on the asking pool's thread).
    // Errors: those of opening the store, and the question's own; Interrupted when the reader is closing.
    template <class T>
    [[nodiscard]] QFuture<Result<T>> ask(std::function<Result<T>(QueryContext&)> question,
                                         const TaskControl& control = {})
    {
        ++m_asked;
        return QtConcurrent::run(&m_pool, [this, question = std::move(question), control]() -> Result<T> {
            const Answered answered(m_asked);
            if (m_closing.requested() || control.cancel.requested())
                return CancelToken::error();
            auto context = TRY(contextOf(m_kept));
            context.control = control;
            // One moment of the store, whatever others write meanwhile.
            return context.db.template snapshot<T>([&] { return question(context); });
        });
    }

    // A number that differs from the last one whenever somebody, in this process or another, has changed the
    // store since. Errors: those of opening the store.
    [[nodiscard]] QFuture<Result<qint64>> version();

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    // Every question has been answered (the answers may not have reached who asked yet).
    [[nodiscard]] bool isIdle() const { return m_asked == 0; }

  private:
    // Counts a question as answered, however it ends.
    class Answered
    {
      public:
        explicit Answered(std::atomic<int>& asked)
            : m_asked(asked)
        {
        }
        ~Answered() { --m_asked; }
        Answered(const Answered&) = delete;
        Answered& operator=(const Answered&) = delete;

      private:
        std::atomic<int>& m_asked;
    };
    // A connection of one thread, and the file that it was opened on.
    struct Kept {
        std::unique_ptr<Database> db;
        quint64 device = 0, inode = 0;
        qint64 generation = 0;
    };
    using KeptStorage = QThreadStorage<std::shared_ptr<Kept>>;
    Result<Kept*> kept(KeptStorage& storage);
    Result<QueryContext> contextOf(KeptStorage& storage);

    StoreUrl m_store;
    StorePresence m_presence;
    const Clock& m_clock;
    QJsonObject m_config;
    CancelToken m_closing;
    std::atomic<int> m_asked{0};
    KeptStorage m_kept, m_watching; // outlive the pools, whose threads end with their connections
    QThreadPool m_pool, m_watchPool;
};

} // namespace factoid
