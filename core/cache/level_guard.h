// LevelGuard: who says whether a level of the cache is asked at all. The cache tells it what came of each question;
// that circuit breakers kept in the store lie behind it (monitor/recovery/level_breakers.h) is none of the cache's
// business. Any thread; what takes a database runs on that database's thread.
#pragma once

#include "core/base/result.h"
#include "core/store/sql/database.h"

#include <QDateTime>
#include <QString>

#include <atomic>

namespace factoid {

enum class LevelLeave {
    Ask,
    Trial,   // it was left out; one question decides whether it is taken back, and has to be claimed first
    LeftOut, // it failed too often
    ByHand,  // an operator left it out
};

class LevelGuard
{
  public:
    virtual ~LevelGuard() = default;

    // True while the level may be asked without a question and nothing is on record against it: all that a read costs
    // then. The reference stays as long as the guard.
    [[nodiscard]] virtual const std::atomic<bool>& isSound(const QString& level) = 0;
    // From what this process knows.
    [[nodiscard]] virtual LevelLeave leave(const QString& level, const QDateTime& now) = 0;
    // Takes the trial for all processes on the store; false: another one is at it. Errors: the store's, or it is busy.
    [[nodiscard]] virtual Result<bool> claim(Database& db, const QString& level, const QDateTime& now) = 0;
    // Takes it for this process, when the store does not answer.
    [[nodiscard]] virtual bool claimHere(const QString& level, const QDateTime& now) = 0;

    virtual void worked(const QString& level, const QDateTime& now) = 0;
    virtual void failed(const QString& level, const Error& error, const QDateTime& now) = 0;

    // Whether there is something that the store was not told.
    [[nodiscard]] virtual bool hasNews() const = 0;
    // Tells the store (where it may be written) and hears what other processes and operators did. What a busy store
    // could not be told is told another time.
    virtual Result<void> exchange(Database& db, bool mayWrite) = 0;
};

} // namespace factoid
