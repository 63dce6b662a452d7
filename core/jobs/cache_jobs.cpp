// warm-cache and invalidate (SPEC 7).
#include "core/jobs/factoid_cache.h"
#include "core/jobs/job.h"
#include "core/store/settings_store.h"
#include "core/store/summary_store.h"

#include <QJsonDocument>

namespace factoid {

Result<JobOutcome> warmCacheJob(JobContext& context, const QJsonObject&)
{
    const Stage stage(context, QStringLiteral("warming the cache"));
    if (auto refreshed = context.cache.refresh(context.db); !refreshed)
        return std::unexpected(refreshed.error());
    auto all = SummaryStore(context.db).readAll();
    if (!all)
        return std::unexpected(all.error());
    QJsonArray summaries;
    for (const QJsonObject& summary : *all)
        summaries.append(summary);
    const QString key = FactoidCache::summariesKey(context.clock.now().date());
    const QByteArray value = QJsonDocument(QJsonObject{{QStringLiteral("summaries"), summaries}}).toJson(QJsonDocument::Compact);
    if (auto put = context.cache.tiers().put(key, value, {}); !put)
        return std::unexpected(put.error());
    JobOutcome outcome;
    outcome.result = {{QStringLiteral("keys"), QJsonArray{key}}, {QStringLiteral("summaries"), static_cast<qint64>(all->size())}};
    outcome.note = QStringLiteral("the cache is warm: the published set and %1 summaries").arg(all->size());
    return outcome;
}

Result<JobOutcome> invalidateJob(JobContext& context, const QJsonObject& options)
{
    const QString prefix = options.value(QStringLiteral("prefix")).toString();
    const auto removed = context.cache.tiers().invalidate(prefix);
    if (!removed)
        return std::unexpected(removed.error());
    if (auto noted = SettingsStore(context.db).audit(context.clock.now(), context.trigger, QStringLiteral("invalidate"), options); !noted)
        return std::unexpected(noted.error());
    JobOutcome outcome;
    outcome.result = {{QStringLiteral("removed"), QJsonArray::fromStringList(*removed)}};
    outcome.note = QStringLiteral("%1 keys invalidated").arg(removed->size());
    return outcome;
}

} // namespace factoid
