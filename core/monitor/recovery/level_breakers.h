// LevelBreakers: the circuit breakers of the cache's levels. This process decides by what it saw last, so that a read
// asks no store; what it met is written into the store's breakers and incidents, and theirs is taken over, now and
// then. When the store itself is down, what this process knows decides. Any thread.
#pragma once

#include "core/cache/level_guard.h"
#include "core/net/circuit_breaker.h"

#include <map>
#include <mutex>
#include <vector>

namespace factoid {

class LevelBreakers final : public LevelGuard
{
  public:
    explicit LevelBreakers(BreakerPolicy policy = {})
        : m_policy(policy)
    {
    }

    [[nodiscard]] const std::atomic<bool>& isSound(const QString& level) override;
    [[nodiscard]] LevelLeave leave(const QString& level, const QDateTime& now) override;
    [[nodiscard]] Result<bool> claim(Database& db, const QString& level, const QDateTime& now) override;
    [[nodiscard]] bool claimHere(const QString& level, const QDateTime& now) override;
    void worked(const QString& level, const QDateTime& now) override;
    void failed(const QString& level, const Error& error, const QDateTime& now) override;
    [[nodiscard]] bool hasNews() const override { return m_news.load(std::memory_order_relaxed); }
    Result<void> exchange(Database& db, bool mayWrite) override;

    [[nodiscard]] BreakerState state(const QString& level);

  private:
    struct Report {
        quint64 number = 0;
        bool worked = false;
        QDateTime at;
        Message sentence = {};
    };
    struct Level {
        BreakerState state;
        std::vector<Report> untold; // oldest first
        std::atomic<bool> sound{true};
    };
    void report(Level& level, Report report);
    void settle(Level& level);
    [[nodiscard]] Result<void> tell(Database& db, const QString& level, const Report& report);
    [[nodiscard]] std::vector<std::pair<QString, Report>> untold();
    void forget(const std::vector<std::pair<QString, Report>>& told);
    Result<void> hear(Database& db);

    const BreakerPolicy m_policy;
    std::mutex m_mutex;
    std::map<QString, Level> m_levels; // whose places do not move
    quint64 m_reports = 0;
    std::atomic<bool> m_news{false};
    std::mutex m_exchanging;
};

} // namespace factoid
