// doctor: looks at everything that can be wrong and says how to mend it. Writes nothing into the store.
#include "core/base/counted.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/queries.h"
#include "core/schedule/schedule_settings.h"
#include "core/site/factoid_cache.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/import_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/working_copy.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTimeZone>

namespace factoid {

namespace {

constexpr qint64 kLowDiskBytes = 200LL << 20;
constexpr int kRunsLookedAt = 50;
constexpr int kLongRunHours = 6;
constexpr int kExamples = 5;

class Examination
{
  public:
    void note(const QString& name, bool ok, const QString& message, const QString& remedy = {})
    {
        m_healthy = m_healthy && ok;
        m_checks.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("ok"), ok}, {QStringLiteral("message"), message},
                                    {QStringLiteral("remedy"), ok ? QString() : remedy}});
    }
    [[nodiscard]] QJsonObject toJson() const { return {{QStringLiteral("healthy"), m_healthy}, {QStringLiteral("checks"), m_checks}}; }

  private:
    QJsonArray m_checks;
    bool m_healthy = true;
};

Result<void> lookAtStore(QueryContext& context, Examination& examination)
{
    const bool exists = QFileInfo::exists(context.db.url().path);
    examination.note(QStringLiteral("store exists"), exists, context.db.url().path, QStringLiteral("import figures into it, or name the right store with --store"));
    const auto whole = checkWhole(context.db);
    examination.note(QStringLiteral("store is whole"), whole.has_value(), whole ? QStringLiteral("no damage found") : whole.error().message,
                     QStringLiteral("restore the newest backup: restore FILE; the damaged store is kept beside it"));
    const QFileInfo folder(QFileInfo(context.db.url().path).absolutePath());
    examination.note(QStringLiteral("store can be written"), folder.isWritable(), folder.filePath(), QStringLiteral("give this user write access to the folder"));
    const QStringList left = WorkingCopy::clearDead(context.db.url().path);
    examination.note(QStringLiteral("nothing is left behind"), true, left.isEmpty() ? QStringLiteral("no copy of a killed process") : QStringLiteral("cleared: %1").arg(left.join(QStringLiteral(", "))));
    const qint64 free = QStorageInfo(folder.filePath()).bytesAvailable();
    examination.note(QStringLiteral("disk space"), free > kLowDiskBytes, QStringLiteral("%1 MB free").arg(free >> 20), QStringLiteral("free some space, or run prune"));
    return {};
}

Result<void> lookAtSchema(QueryContext& context, Examination& examination)
{
    const auto faults = schemaFaults(context.db);
    if (!faults)
        return std::unexpected(faults.error());
    const auto version = context.db.scalar(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return std::unexpected(version.error());
    QStringList sentences, remedies;
    for (const SchemaFault& fault : *faults) {
        sentences << fault.sentence;
        if (!remedies.contains(fault.remedy))
            remedies << fault.remedy;
    }
    examination.note(QStringLiteral("schema"), sentences.isEmpty(),
                     sentences.isEmpty() ? QStringLiteral("version %1, every table, column and index").arg(version->value_or(0).toInt()) : sentences.join(QStringLiteral("; ")),
                     remedies.join(QStringLiteral("; ")));
    qint64 broken = 0;
    auto read = context.db.each(QStringLiteral("PRAGMA foreign_key_check"), {}, [&](const QSqlQuery&) { ++broken; });
    if (!read)
        return read;
    examination.note(QStringLiteral("foreign keys"), broken == 0, broken == 0 ? QStringLiteral("none is broken") : QStringLiteral("%1 to nothing").arg(counted(broken, "row points", "rows point")),
                     QStringLiteral("restore the newest backup"));
    return {};
}

Result<void> lookAtDoubts(QueryContext& context, Examination& examination)
{
    const auto doubts = FigureStore(context.db).inDoubt(kExamples);
    if (!doubts)
        return std::unexpected(doubts.error());
    examination.note(QStringLiteral("figures are numbers"), doubts->count == 0,
                     doubts->count == 0 ? QStringLiteral("all of them")
                                        : QStringLiteral("%1 and in no fact: %2").arg(counted(doubts->count, "figure is in doubt", "figures are in doubt"), doubts->examples.join(QStringLiteral("; "))),
                     QStringLiteral("import these figures anew"));
    const auto odd = context.db.scalar(QStringLiteral("SELECT group_concat(n || ' of ' || table_name, ', ') FROM (SELECT COUNT(*) AS n, table_name FROM oddities WHERE table_name <> 'figures' GROUP BY table_name)"));
    if (!odd)
        return std::unexpected(odd.error());
    const QString words = odd->value_or(QString()).toString();
    // Laid aside they are in nobody's way.
    examination.note(QStringLiteral("rows fit their tables"), true, words.isEmpty() ? QStringLiteral("all of them") : QStringLiteral("laid aside in the table oddities: %1").arg(words));
    return {};
}

Result<void> lookAtFigures(QueryContext& context, Examination& examination)
{
    const auto panel = FigureStore(context.db).loadPanel();
    if (!panel)
        return std::unexpected(panel.error());
    const auto hashOf = [&](int field, Year year) { return dataHash(*panel, *panel->block(field, year)); };
    const auto outside = ImportStore(context.db).findOutsideWrites(*panel, hashOf, context.clock.now(), true);
    if (!outside)
        return std::unexpected(outside.error());
    examination.note(QStringLiteral("figures match their hashes"), outside->cells == 0,
                     outside->cells == 0 ? QStringLiteral("every field and year")
                                         : QStringLiteral("%1 written by another program, such as %2").arg(counted(outside->cells, "year of a field was", "years of fields were"), outside->examples.join(QStringLiteral(", "))),
                     QStringLiteral("build-summaries --full logs the change and brings the summaries up to date"));
    const auto orphans = context.db.scalar(QStringLiteral("SELECT COUNT(*) FROM figures f WHERE NOT EXISTS(SELECT 1 FROM councils c WHERE c.id = f.council_id)"
                                                          " OR NOT EXISTS(SELECT 1 FROM fields d WHERE d.id = f.field_id)"));
    if (!orphans)
        return std::unexpected(orphans.error());
    const qint64 lost = orphans->value_or(0).toLongLong();
    examination.note(QStringLiteral("figures have a council and a field"), lost == 0, lost == 0 ? QStringLiteral("all of them") : QStringLiteral("%1 none").arg(counted(lost, "figure has", "figures have")),
                     QStringLiteral("delete them, or import the councils and fields that they belong to"));
    const auto behind = context.db.scalar(QStringLiteral("SELECT COUNT(*) FROM cells WHERE dirty = 1"));
    if (!behind)
        return std::unexpected(behind.error());
    const qint64 cells = behind->value_or(0).toLongLong();
    // Behind is what summaries are after every import, not a fault.
    examination.note(QStringLiteral("summaries"), true, cells == 0 ? QStringLiteral("all up to date") : QStringLiteral("%1 behind; build-summaries brings them up to date").arg(counted(cells, "lags", "lag")));
    return {};
}

Result<void> lookAtSchedule(QueryContext& context, Examination& examination)
{
    const auto schedule = loadSchedule(context.db, context.settings);
    examination.note(QStringLiteral("schedule"), schedule.has_value(), schedule ? QString::fromLatin1(schedule->zone) : schedule.error().message,
                     QStringLiteral("set the slots again with update-factoids --init-schedule"));
    if (schedule)
        examination.note(QStringLiteral("schedule is running"), !schedule->paused, schedule->paused ? QStringLiteral("paused by an operator") : QStringLiteral("not paused"), QStringLiteral("resume it"));
    const auto runs = RunStore(context.db).list(kRunsLookedAt);
    if (!runs)
        return std::unexpected(runs.error());
    QStringList stuck;
    for (const RunRecord& run : *runs) {
        if (run.outcome == QLatin1String("running") && run.startedAt.addSecs(kLongRunHours * 3600) < context.clock.now())
            stuck << QStringLiteral("%1 (run %2)").arg(run.job).arg(run.id);
    }
    examination.note(QStringLiteral("no run was cut off"), stuck.isEmpty(), stuck.isEmpty() ? QStringLiteral("every run has an end") : stuck.join(QStringLiteral(", ")),
                     QStringLiteral("its process was killed; what it had not reported as done was rolled back, so start it again"));
    return {};
}

Result<void> lookAtPublished(QueryContext& context, Examination& examination)
{
    const auto verified = verifyQuery(context, {});
    if (!verified)
        return std::unexpected(verified.error());
    const int refused = verified->value(QStringLiteral("refused")).toInt();
    examination.note(QStringLiteral("published factoids hold"), refused == 0,
                     QStringLiteral("%1 of %2 are borne out by today's figures").arg(verified->value(QStringLiteral("supported")).toInt()).arg(verified->value(QStringLiteral("checked")).toInt()),
                     QStringLiteral("run update-factoids --force"));
    const auto damage = FactoidCache::damage(context.db, context.clock.now().date());
    if (!damage)
        return std::unexpected(damage.error());
    examination.note(QStringLiteral("the cache holds what was put there"), !*damage, damage->value_or(QStringLiteral("what readers are served is the published set")),
                     QStringLiteral("invalidate; the next reader has it made again. No reader was served it"));
    const auto fallbacks = fallbacksQuery(context);
    if (!fallbacks)
        return std::unexpected(fallbacks.error());
    QStringList bad, unkept;
    int unchecked = 0;
    for (const QJsonValue& value : fallbacks->value(QStringLiteral("fallbacks")).toArray()) {
        const QJsonObject row = value.toObject();
        const QString text = row.value(QStringLiteral("text")).toString();
        if (row.value(QStringLiteral("extent")).toString() != kNotChecked) {
            if (!row.value(QStringLiteral("supported")).toBool())
                bad << text;
            continue;
        }
        ++unchecked;
        if (const QString owner = row.value(QStringLiteral("unchecked")).toObject().value(QStringLiteral("owner")).toString(); owner.isEmpty() || owner == UncheckedChoice::kBeforeChecking)
            unkept << text;
    }
    examination.note(QStringLiteral("fallbacks hold"), bad.isEmpty(), bad.isEmpty() ? QStringLiteral("none is untrue") : bad.join(QStringLiteral(" | ")), QStringLiteral("correct or remove them"));
    const QString kept = unchecked == 0 ? QStringLiteral("each is proven or a notice") : QStringLiteral("an operator keeps %1 that no claim proves").arg(counted(unchecked, "text", "texts"));
    examination.note(QStringLiteral("fallbacks are checked"), unkept.isEmpty(), unkept.isEmpty() ? kept : QStringLiteral("not checked, kept by nobody and not served: %1").arg(unkept.join(QStringLiteral(" | "))),
                     QStringLiteral("keep each with fallbacks edit N --unchecked --owner WHO --reason WHY, write a notice in its place, or remove it"));
    return {};
}

} // namespace

Result<QJsonObject> doctorQuery(QueryContext& context)
{
    Examination examination;
    examination.note(QStringLiteral("time zones"), QTimeZone(QByteArrayLiteral("Europe/London")).isValid(), QStringLiteral("the IANA database is there"), QStringLiteral("install the package tzdata"));
    struct Look {
        const char* name;
        Result<void> (*at)(QueryContext&, Examination&);
    };
    // What cannot be looked at is a finding like any other, and hides none of those after it.
    for (const Look& look : {Look{"store", lookAtStore}, Look{"schema", lookAtSchema}, Look{"figures in doubt", lookAtDoubts}, Look{"figures", lookAtFigures},
                             Look{"schedule", lookAtSchedule}, Look{"published factoids", lookAtPublished}}) {
        const auto looked = look.at(context, examination);
        if (!looked && looked.error().kind != ErrorKind::Store)
            return std::unexpected(looked.error());
        if (!looked)
            examination.note(QStringLiteral("%1 can be looked at").arg(QLatin1String(look.name)), false, looked.error().message, QStringLiteral("see what is wrong with the schema, or restore a backup"));
    }
    return examination.toJson();
}

} // namespace factoid
