// probe: doctor --providers as a job, for the window.
#include "core/chat/llm_access.h"
#include "core/chat/provider_queries.h"
#include "core/jobs/job_table.h"

namespace factoid {

Result<JobOutcome> probeJob(JobContext& context, const QJsonObject& options)
{
    const QString name = options.value(u"provider"_s).toString();
    std::vector<Provider> asked;
    for (const Provider& provider : context.models ? context.models->providers : std::vector<Provider>()) {
        if (name.isEmpty() || provider.name == name)
            asked.push_back(provider);
    }
    if (asked.empty())
        return fail(ErrorKind::Usage, name.isEmpty() ? Message("probe.none") : Message("probe.unknown").arg(name));
    auto found = TRY(providersQuery(context.models->chat(), asked, context.control));
    const QJsonArray providers = found.value(u"providers"_s).toArray();
    const auto answering = std::ranges::count_if(
        providers, [](const QJsonValue& each) { return each.toObject().value(u"ok"_s).toBool(); });
    return JobOutcome{u"done"_s, found, Message("probe.done").arg(answering).count(providers.size())};
}

} // namespace factoid
