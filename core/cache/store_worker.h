// StoreWorker: one connection to the store on a thread of its own, asked from any thread with a time
// budget. What is not answered in time is an error to the asker; what has not begun by then never runs.
#pragma once

#include "core/store/sql/database.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace factoid {

class StoreWorker
{
  public:
    // Opens nothing yet: the first question does. When the store cannot be opened for writing it is opened
    // for reading, so that a read-only disk still serves what is on it.
    StoreWorker(StoreUrl url, OpenMode mode);
    // Waits for the question that is being answered.
    ~StoreWorker();
    StoreWorker(const StoreWorker&) = delete;
    StoreWorker& operator=(const StoreWorker&) = delete;

    // Runs `work` on the connection's thread and gives its answer. Errors: Cache when the budget is spent,
    // those of opening the store, those of `work`. Not to be called from within `work`.
    template <class T>
    [[nodiscard]] Result<T> ask(std::chrono::milliseconds budget, std::function<Result<T>(Database&)> work)
    {
        struct Question {
            std::function<Result<T>(Database&)> work;
            std::mutex mutex;
            std::condition_variable answered;
            std::optional<Result<T>> answer;
            bool abandoned = false;
        };
        auto question = std::make_shared<Question>();
        question->work = std::move(work);
        post([question](const Result<Database*>& db) {
            {
                const std::lock_guard lock(question->mutex);
                if (question->abandoned)
                    return;
            }
            Result<T> answer = db ? question->work(**db) : Result<T>(std::unexpected(db.error()));
            const std::lock_guard lock(question->mutex);
            question->answer = std::move(answer);
            question->answered.notify_one();
        });
        std::unique_lock lock(question->mutex);
        if (!question->answered.wait_for(lock, budget, [&] { return question->answer.has_value(); })) {
            question->abandoned = true;
            return std::unexpected(tooSlow(budget));
        }
        return std::move(*question->answer);
    }

    // Whether the first opening is over, well or not. Until then a question also waits for the opening.
    [[nodiscard]] bool hasTriedToOpen() const { return m_tried.load(); }

  private:
    using Task = std::function<void(const Result<Database*>&)>;
    using SteadyTime = std::chrono::steady_clock::time_point;

    void post(Task task);
    void work();
    [[nodiscard]] Result<Database*> connection();
    [[nodiscard]] Error tooSlow(std::chrono::milliseconds budget) const;

    StoreUrl m_url;
    OpenMode m_mode;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    bool m_stop = false;
    std::atomic<bool> m_tried{false};

    // The connection's thread only.
    std::unique_ptr<Database> m_db;
    Error m_openError;
    SteadyTime m_tryAgain; // when a failed or read-only opening is tried again
    bool m_second = false; // opened for reading because writing was refused

    std::thread m_thread; // last: it starts when everything above is there
};

} // namespace factoid
