#include "core/pipeline/cache_filling.h"

#include "core/site/factoid_cache.h"
#include "core/store/data/summary_store.h"

namespace factoid {

Result<CacheFilling> fillCache(JobContext& context)
{
    const Stage stage(context, u"warming the cache"_s);
    TRY(context.cache.refresh(context.db));
    const auto all = TRY(SummaryStore(context.db).readAll());
    QJsonArray summaries;
    for (const QJsonObject& summary : all)
        summaries.append(summary);
    const QString key = FactoidCache::summariesKey(context.clock.now().date());
    TRY(context.cache.tiers().put(key, FactoidCache::sealed({{u"summaries"_s, summaries}}), {}));
    return CacheFilling{key, static_cast<qint64>(all.size())};
}

} // namespace factoid
