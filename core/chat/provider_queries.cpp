#include "core/chat/provider_queries.h"

#include <QJsonArray>

#include <algorithm>
#include <atomic>
#include <thread>

namespace factoid {

Result<QJsonObject> providersQuery(ChatClient& client, const std::vector<Provider>& providers,
                                   const TaskControl& control)
{
    const auto total = static_cast<qint64>(providers.size());
    std::vector<ProbeResult> results(providers.size());
    std::atomic<qint64> done = 0;
    control.tell(u"asking the providers"_s, 0, total);
    {
        std::vector<std::jthread> threads;
        threads.reserve(providers.size());
        for (std::size_t i = 0; i < providers.size(); ++i) {
            threads.emplace_back([&, i] {
                results[i] = probeProvider(client, providers[i], control.cancel);
                control.tell(u"asking the providers"_s, ++done, total);
            });
        }
    }
    if (control.cancel.requested())
        return std::unexpected(CancelToken::error().error());
    QJsonArray rows;
    for (const ProbeResult& result : results)
        rows.append(probeJson(result));
    const auto working =
        std::ranges::count_if(results, [](const ProbeResult& result) { return result.outcome.answered(); });
    QString message = u"%1 of %2 providers answer"_s.arg(working).arg(total);
    if (providers.empty())
        message = u"no providers are configured; factoids are written from statistics"_s;
    return QJsonObject{
        {u"healthy"_s, working == total},
        {u"message"_s, message},
        {u"providers"_s, rows},
    };
}

} // namespace factoid
