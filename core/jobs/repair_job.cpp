// repair: what doctor finds wrong with the store's schema and can be mended without guessing (doctor --repair).
#include "core/jobs/repair_job.h"

#include "core/jobs/job_table.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/schema_check.h"

namespace factoid {

namespace {

const QStringList kRunTables{
    u"runs"_s,          u"settings"_s,         u"audit"_s,       u"undo_steps"_s, u"failures"_s,
    u"failure_hours"_s, u"recovery_actions"_s, u"model_calls"_s, u"oddities"_s};

} // namespace

Result<void> mendRunTables(Database& db, QJsonObject& options)
{
    const auto mended = db.transaction<QStringList>([&] { return mendSchema(db, kRunTables); });
    if (!mended)
        return std::unexpected(mended.error());
    options.insert(u"mended_before"_s, QJsonArray::fromStringList(*mended));
    return {};
}

Result<JobOutcome> repairJob(JobContext& context, const QJsonObject& options)
{
    const Stage stage(context, u"repairing"_s);
    return context.apply([&]() -> Result<JobOutcome> {
        const auto mended = TRY(mendSchema(context.db));
        const auto left = TRY(schemaFaults(context.db));
        // What the run itself needs was mended before it began.
        QStringList done = options.value(u"mended_before"_s).toVariant().toStringList();
        done += mended;
        QJsonArray faults;
        for (const SchemaFault& fault : left)
            faults.append(QJsonObject{{u"fault"_s, fault.sentence}, {u"remedy"_s, fault.remedy}});
        TRY(SettingsStore(context.db)
                .audit(context.clock.now(), context.trigger, Message("audit.repair"),
                       {{u"mended"_s, QJsonArray::fromStringList(done)}}));
        JobOutcome outcome;
        outcome.result = {{u"mended"_s, QJsonArray::fromStringList(done)}, {u"left"_s, faults}};
        outcome.note = done.isEmpty() ? Message("repair.nothing") : Message::verbatim(done.join(u"; "_s));
        return outcome;
    });
}

} // namespace factoid
