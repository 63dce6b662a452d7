// cancel: asks the process that works on a run to stop; it looks twice a second.
#include "core/jobs/job_table.h"
#include "core/store/operations/run_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

Result<JobOutcome> cancelJob(JobContext& context, const QJsonObject& options)
{
    const qint64 run = options.value(u"run"_s).toInteger();
    if (run == context.run)
        return fail(ErrorKind::Input, Message("cancel.no_run").arg(run));
    Message note = Message("cancel.asked").arg(run);
    return context.apply([&]() -> Result<JobOutcome> {
        if (auto set = RunStore(context.db).requestCancel(run); !set) {
            // A run of this process was told before this could be written down, and may have ended on it.
            const auto ended = RunStore(context.db).outcome(run);
            if (!ended || *ended != "interrupted"_L1)
                return std::unexpected(set.error());
            note = Message("cancel.stopped").arg(run);
        }
        TRY(SettingsStore(context.db)
                .audit(context.clock.now(), context.trigger, Message("audit.cancel"), {{u"run"_s, run}}));
        return JobOutcome{u"done"_s, {{u"run"_s, run}}, note};
    });
}

} // namespace factoid
