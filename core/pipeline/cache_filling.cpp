#include "core/pipeline/cache_filling.h"

#include "core/site/factoid_cache.h"
#include "core/store/data/summary_store.h"

namespace factoid {

Result<CacheFilling> fillCache(JobContext& context)
{
    const Stage stage(context, u"warming the cache"_s);
    if (auto refreshed = context.cache.refresh(context.db); !refreshed)
        return std::unexpected(refreshed.error());
    const auto all = SummaryStore(context.db).readAll();
    if (!all)
        return std::unexpected(all.error());
    QJsonArray summaries;
    for (const QJsonObject& summary : *all)
        summaries.append(summary);
    const QString key = FactoidCache::summariesKey(context.clock.now().date());
    if (auto put = context.cache.tiers().put(key, FactoidCache::sealed({{u"summaries"_s, summaries}}), {}); !put)
        return std::unexpected(put.error());
    return CacheFilling{key, static_cast<qint64>(all->size())};
}

} // namespace factoid
