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
        return fail(ErrorKind::Usage, name.isEmpty() ? u"no provider is configured that could be asked"_s
                                                     : u"there is no provider “%1”"_s.arg(name));
    auto found = TRY(providersQuery(context.models->chat(), asked, context.control));
    return JobOutcome{u"done"_s, found, found.value(u"message"_s).toString()};
}

} // namespace factoid
