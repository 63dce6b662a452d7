// SelfRepair: what a run of update-factoids finds broken beneath it, and does about it as the recovery table says
// (docs/errors.md, “Actions”): a field's summaries are built anew, the cache is filled anew, once a run each, and what
// came of it is written down. Lives within the run, on its thread.
#pragma once

#include "core/monitor/recovery/recovery.h"
#include "core/runner/job.h"

#include <QSet>

namespace factoid {

class SelfRepair
{
  public:
    explicit SelfRepair(JobContext& context)
        : m_context(context)
        , m_recovery(context.db)
    {
    }

    // Compares the summaries with their hashes, once a run. Error: one stays damaged, and the table has nothing else
    // than that what is served stays; it is in the log of incidents then.
    Result<void> mendSummaries();
    // Looks at what the store holds for readers. The job goes on whatever comes of it: readers have other levels.
    void mendCache();
    // The cache did not take what it was given; it takes it.
    void cacheFailed(const Error& error);
    void cacheWorks();

    // {action, subject, result, words} of everything that was rebuilt.
    [[nodiscard]] const QJsonArray& done() const { return m_done; }

  private:
    using Rebuild = std::function<Result<void>()>;
    [[nodiscard]] Result<bool> answer(const Failure& failure, RecoveryAction action, const QString& subject,
                                      const Rebuild& rebuild);
    [[nodiscard]] Result<RecoveryState> stateNow();
    Result<bool> noteRepair(const Recovery::Advice& advice, const QString& subject, const Result<void>& done);
    Result<void> carryOut(const Recovery::Advice& advice, const QString& subject, const Rebuild& rebuild);
    Result<void> rebuildField(const QString& field);
    Result<void> refillCache();
    void answerForCache(const Error& error);

    JobContext& m_context;
    Recovery m_recovery;
    bool m_summariesSeen = false;
    bool m_cacheRebuilt = false;
    QJsonArray m_done;
};

} // namespace factoid
