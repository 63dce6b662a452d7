#include "core/chat/provider_queries.h"

#include <QJsonArray>

#include <algorithm>
#include <atomic>
#include <thread>

namespace factoid {

Result<QJsonObject> providersQuery(ChatClient& client, const std::vector<Provider>& providers, const Attendance& attendance)
{
    const auto total = static_cast<qint64>(providers.size());
    std::vector<ProbeResult> results(providers.size());
    std::atomic<qint64> done = 0;
    attendance.tell(QStringLiteral("asking the providers"), 0, total);
    {
        std::vector<std::jthread> threads;
        threads.reserve(providers.size());
        for (std::size_t i = 0; i < providers.size(); ++i) {
            threads.emplace_back([&, i] {
                results[i] = probeProvider(client, providers[i], attendance.cancel);
                attendance.tell(QStringLiteral("asking the providers"), ++done, total);
            });
        }
    }
    if (attendance.cancel.requested())
        return std::unexpected(Cancel::error().error());
    QJsonArray rows;
    for (const ProbeResult& result : results)
        rows.append(probeJson(result));
    const auto working = std::ranges::count_if(results, [](const ProbeResult& result) { return result.outcome.answered(); });
    QString message = QStringLiteral("%1 of %2 providers answer").arg(working).arg(total);
    if (providers.empty())
        message = QStringLiteral("no providers are configured; factoids are written by statistics");
    return QJsonObject{
        {QStringLiteral("healthy"), working == total},
        {QStringLiteral("message"), message},
        {QStringLiteral("providers"), rows},
    };
}

} // namespace factoid
