#include "core/queries/overview/doctor.h"

#include "core/base/counted.h"
#include "core/queries/fallbacks/fallback_queries.h"
#include "core/queries/overview/status.h"
#include "core/schedule/schedule_settings.h"
#include "core/site/factoid_cache.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/import_store.h"
#include "core/store/operations/run_store.h"
#include "core/store/sql/schema_check.h"
#include "core/store/sql/working_copy.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTimeZone>

#include <functional>

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
        m_answer.healthy = m_answer.healthy && ok;
        m_answer.checks.push_back({name, ok, message, ok ? QString() : remedy});
    }
    [[nodiscard]] const DoctorAnswer& answer() const { return m_answer; }

  private:
    DoctorAnswer m_answer;
};

Result<void> lookAtStore(QueryContext& context, Examination& examination)
{
    const bool exists = QFileInfo::exists(context.db.url().path);
    examination.note(u"store exists"_s, exists, context.db.url().path,
                     u"import figures into it, or name the right store with --store"_s);
    const auto whole = checkWhole(context.db);
    examination.note(u"store is whole"_s, whole.has_value(), whole ? u"no damage found"_s : whole.error().message,
                     u"restore the newest backup: restore FILE; the damaged store is kept beside it"_s);
    const QFileInfo folder(QFileInfo(context.db.url().path).absolutePath());
    examination.note(u"store can be written"_s, folder.isWritable(), folder.filePath(),
                     u"give this user write access to the folder"_s);
    const QStringList left = WorkingCopy::clearDead(context.db.url().path);
    examination.note(u"nothing is left behind"_s, true,
                     left.isEmpty() ? u"no copy of a killed process"_s : u"cleared: %1"_s.arg(left.join(u", "_s)));
    const qint64 free = QStorageInfo(folder.filePath()).bytesAvailable();
    examination.note(u"disk space"_s, free > kLowDiskBytes, u"%1 MB free"_s.arg(free >> 20),
                     u"free some space, or run prune"_s);
    return {};
}

Result<void> lookAtSchema(QueryContext& context, Examination& examination)
{
    const auto faults = TRY(schemaFaults(context.db));
    const int version = TRY(schemaVersion(context.db));
    QStringList sentences, remedies;
    for (const SchemaFault& fault : faults) {
        sentences << fault.sentence;
        if (!remedies.contains(fault.remedy))
            remedies << fault.remedy;
    }
    examination.note(u"schema"_s, sentences.isEmpty(),
                     sentences.isEmpty() ? u"version %1, every table, column and index"_s.arg(version)
                                         : sentences.join(u"; "_s),
                     remedies.join(u"; "_s));
    const qint64 broken = TRY(brokenForeignKeys(context.db));
    examination.note(u"foreign keys"_s, broken == 0,
                     broken == 0 ? u"none is broken"_s
                                 : u"%1 to nothing"_s.arg(counted(broken, "row points", "rows point")),
                     u"restore the newest backup"_s);
    return {};
}

Result<void> lookAtDoubts(QueryContext& context, Examination& examination)
{
    const auto doubts = TRY(FigureStore(context.db).inDoubt(kExamples));
    examination.note(u"figures are numbers"_s, doubts.count == 0,
                     doubts.count == 0 ? u"all of them"_s
                                       : u"%1 and in no fact: %2"_s.arg(
                                             counted(doubts.count, "figure is in doubt", "figures are in doubt"),
                                             doubts.examples.join(u"; "_s)),
                     u"import these figures again"_s);
    const auto odd = TRY(laidAside(context.db));
    QStringList words;
    for (const auto& [table, rows] : odd) {
        if (table != "figures"_L1)
            words << u"%1 of %2"_s.arg(rows).arg(table);
    }
    // Laid aside they are in nobody's way.
    examination.note(u"rows fit their tables"_s, true,
                     words.isEmpty() ? u"all of them"_s
                                     : u"set aside in the table oddities: %1"_s.arg(words.join(u", "_s)));
    return {};
}

Result<void> lookAtFigures(QueryContext& context, Examination& examination)
{
    const auto panel = TRY(FigureStore(context.db).loadPanel());
    const auto hashOf = [&](int field, Year year) { return dataHash(panel, *panel.block(field, year)); };
    const auto outside = TRY(ImportStore(context.db).findOutsideWrites(panel, hashOf, context.clock.now(), true));
    examination.note(u"figures match their hashes"_s, outside.cells == 0,
                     outside.cells == 0 ? u"every field and year"_s
                                        : u"%1 written by another program, such as %2"_s.arg(
                                              counted(outside.cells, "year of a field was", "years of fields were"),
                                              outside.examples.join(u", "_s)),
                     u"build-summaries --full logs the change and brings the summaries up to date"_s);
    const qint64 lost = TRY(FigureStore(context.db).orphans());
    examination.note(u"figures have a council and a field"_s, lost == 0,
                     lost == 0 ? u"all of them"_s : u"%1 none"_s.arg(counted(lost, "figure has", "figures have")),
                     u"delete them, or import the councils and fields that they belong to"_s);
    const qint64 cells = TRY(CellStore(context.db).dirtyCount());
    // Behind is what summaries are after every import, not a fault.
    examination.note(u"summaries"_s, true,
                     cells == 0
                         ? u"all up to date"_s
                         : u"%1 behind; build-summaries brings them up to date"_s.arg(counted(cells, "lags", "lag")));
    return {};
}

Result<void> lookAtSchedule(QueryContext& context, Examination& examination)
{
    const auto schedule = loadSchedule(context.db, context.settings);
    examination.note(u"schedule"_s, schedule.has_value(),
                     schedule ? QString::fromLatin1(schedule->zone) : schedule.error().message,
                     u"set the slots again with update-factoids --init-schedule"_s);
    if (schedule)
        examination.note(u"schedule is running"_s, !schedule->paused,
                         schedule->paused ? u"paused by an operator"_s : u"not paused"_s, u"resume it"_s);
    const auto runs = TRY(RunStore(context.db).list(kRunsLookedAt));
    QStringList stuck;
    for (const RunRecord& run : runs) {
        if (run.outcome == "running"_L1 && run.startedAt.addSecs(kLongRunHours * 3600) < context.clock.now())
            stuck << u"%1 (run %2)"_s.arg(run.job).arg(run.id);
    }
    examination.note(u"no run was cut off"_s, stuck.isEmpty(),
                     stuck.isEmpty() ? u"every run has an end"_s : stuck.join(u", "_s),
                     u"its process was killed; what it had not reported as done was rolled back, so start it again"_s);
    return {};
}

Result<void> lookAtPublished(QueryContext& context, Examination& examination)
{
    const auto verified = TRY(verifyQuery(context, {}));
    examination.note(u"published factoids hold"_s, verified.refused == 0,
                     u"%1 of %2 are supported by today's figures"_s.arg(verified.supported).arg(verified.checked),
                     u"run update-factoids --force"_s);
    const auto damage = TRY(FactoidCache::damage(context.db, context.clock.now().date()));
    examination.note(u"the cache holds what was put there"_s, !damage,
                     damage.value_or(u"what readers are served is the published set"_s),
                     u"invalidate; the next reader has it made again. No reader was served it"_s);
    const auto fallbacks = TRY(fallbacksQuery(context));
    QStringList bad, unkept;
    int unchecked = 0;
    for (const FallbackRow& row : fallbacks.fallbacks) {
        if (row.extent != kNotChecked) {
            if (!row.supported)
                bad << row.text;
            continue;
        }
        ++unchecked;
        if (!row.isKeptUnchecked())
            unkept << row.text;
    }
    examination.note(u"fallbacks hold"_s, bad.isEmpty(), bad.isEmpty() ? u"all are true"_s : bad.join(u" | "_s),
                     u"correct or remove them"_s);
    const QString kept = unchecked == 0
                             ? u"each is proven or a notice"_s
                             : u"an operator keeps %1 that no claim proves"_s.arg(counted(unchecked, "text", "texts"));
    examination.note(
        u"fallbacks are checked"_s, unkept.isEmpty(),
        unkept.isEmpty() ? kept : u"not checked, kept by nobody and not served: %1"_s.arg(unkept.join(u" | "_s)),
        u"keep each with fallbacks edit N --unchecked --owner WHO --reason WHY, write a notice in its place, or remove it"_s);
    return {};
}

// What the window says of the same state, and `status`.
Result<void> lookAtHealth(QueryContext& context, const std::vector<Provider>& providers, Examination& examination)
{
    const auto status = TRY(statusQuery(context, {}, providers));
    QStringList wrong, remedies;
    for (const HealthItem& item : status.health.items) {
        if (item.level == HealthLevel::Bad) {
            wrong << item.text;
            remedies << item.action.toLower();
        }
    }
    remedies.removeDuplicates();
    examination.note(u"nothing is wrong now"_s, wrong.isEmpty(),
                     wrong.isEmpty() ? u"as status says"_s : wrong.join(u"; "_s), remedies.join(u"; "_s));
    return {};
}

} // namespace

Result<DoctorAnswer> doctorQuery(QueryContext& context, const std::vector<Provider>& providers)
{
    Examination examination;
    examination.note(u"time zones"_s, QTimeZone(QByteArrayLiteral("Europe/London")).isValid(),
                     u"the IANA database is there"_s, u"install the package tzdata"_s);
    const auto lookAtState = [&providers](QueryContext& asked, Examination& told) {
        return lookAtHealth(asked, providers, told);
    };
    struct Look {
        const char* name;
        std::function<Result<void>(QueryContext&, Examination&)> at;
    };
    // What cannot be looked at is a finding like any other, and hides none of those after it.
    for (const Look& look :
         {Look{"store", lookAtStore}, Look{"schema", lookAtSchema}, Look{"figures in doubt", lookAtDoubts},
          Look{"figures", lookAtFigures}, Look{"schedule", lookAtSchedule}, Look{"published factoids", lookAtPublished},
          Look{"state", lookAtState}}) {
        const auto looked = look.at(context, examination);
        if (!looked && looked.error().kind != ErrorKind::Store && looked.error().kind != ErrorKind::StoreDamaged)
            return std::unexpected(looked.error());
        if (!looked)
            examination.note(u"%1 can be looked at"_s.arg(QLatin1String(look.name)), false, looked.error().message,
                             u"see what is wrong with the schema, or restore a backup"_s);
    }
    return examination.answer();
}

} // namespace factoid
