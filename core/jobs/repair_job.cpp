// repair: what doctor finds wrong with the store's schema and can be mended without guessing (doctor --repair).
#include "core/jobs/repair_job.h"

#include "core/jobs/job_table.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/schema_check.h"

namespace factoid {

namespace {

const QStringList kRunTables{QStringLiteral("runs"), QStringLiteral("settings"), QStringLiteral("audit"), QStringLiteral("undo_steps"), QStringLiteral("failures"),
                             QStringLiteral("failure_hours"), QStringLiteral("recovery_actions"), QStringLiteral("model_calls"), QStringLiteral("oddities")};

} // namespace

Result<void> mendRunTables(Database& db, QJsonObject& options)
{
    const auto mended = db.transaction<QStringList>([&] { return mendSchema(db, kRunTables); });
    if (!mended)
        return std::unexpected(mended.error());
    options.insert(QStringLiteral("mended_before"), QJsonArray::fromStringList(*mended));
    return {};
}

Result<JobOutcome> repairJob(JobContext& context, const QJsonObject& options)
{
    const Stage stage(context, QStringLiteral("repairing"));
    return context.apply([&]() -> Result<JobOutcome> {
        const auto mended = mendSchema(context.db);
        if (!mended)
            return std::unexpected(mended.error());
        const auto left = schemaFaults(context.db);
        if (!left)
            return std::unexpected(left.error());
        // What the run itself needs was mended before it began.
        QStringList done = options.value(QStringLiteral("mended_before")).toVariant().toStringList();
        done += *mended;
        QJsonArray faults;
        for (const SchemaFault& fault : *left)
            faults.append(QJsonObject{{QStringLiteral("fault"), fault.sentence}, {QStringLiteral("remedy"), fault.remedy}});
        if (auto noted = SettingsStore(context.db).audit(context.clock.now(), context.trigger, QStringLiteral("repair"), {{QStringLiteral("mended"), QJsonArray::fromStringList(done)}}); !noted)
            return std::unexpected(noted.error());
        JobOutcome outcome;
        outcome.result = {{QStringLiteral("mended"), QJsonArray::fromStringList(done)}, {QStringLiteral("left"), faults}};
        outcome.note = done.isEmpty() ? QStringLiteral("there was nothing to mend") : done.join(QStringLiteral("; "));
        return outcome;
    });
}

} // namespace factoid
