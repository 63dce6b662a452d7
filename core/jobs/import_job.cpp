// Import and undo of an import (docs/contract.md, “Figures and import”): read, compare, write in one transaction, and
// withdraw at once what the new figures no longer bear out.
#include "core/base/counted.h"
#include "core/base/log.h"
#include "core/base/plain_file.h"
#include "core/import/preview/import_preview.h"
#include "core/import/preview/mapping_library.h"
#include "core/jobs/forecast_warnings.h"
#include "core/jobs/import_again.h"
#include "core/jobs/import_warnings.h"
#include "core/jobs/job_table.h"
#include "core/site/factoid_cache.h"
#include "core/site/proof.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/operations/settings_store.h"

namespace factoid {

namespace {

constexpr int kRejectsShown = 20;
constexpr int kCellsShown = 5'000; // fields and years of a dry run's diff

Result<void> writeRejects(const QString& path, const std::vector<Reject>& rejects)
{
    if (path.isEmpty())
        return {};
    return writeWholeFile(path, rejectsCsv(rejects));
}

QJsonArray rejectsJson(const std::vector<Reject>& rejects, int most)
{
    QJsonArray rows;
    for (const Reject& reject : rejects) {
        if (rows.size() == most)
            break;
        rows.append(QJsonObject{{u"file"_s, reject.file},
                                {u"line"_s, reject.line},
                                {u"column"_s, reject.column},
                                {u"value"_s, reject.value},
                                {u"reason"_s, reject.reason},
                                {u"kind"_s, rejectKindName(reject.kind)}});
    }
    return rows;
}

// The mapping as a JSON object, a file, or the name of a saved one. nullopt: none was given.
Result<std::optional<Mapping>> mappingOf(const QJsonValue& given)
{
    if (given.isUndefined() || given.isNull() || (given.isString() && given.toString().isEmpty()))
        return std::nullopt;
    auto mapping = TRY(given.isObject() ? mappingFromJson(given.toObject()) : MappingLibrary().load(given.toString()));
    return std::optional<Mapping>(std::move(mapping));
}

// The rows asked for, the true number of all of them, and the whole by field and year.
void putDiff(const ImportReport& report, QJsonObject& result)
{
    QJsonArray diff;
    for (const ChangeView& change : report.diff)
        diff.append(toJson(change));
    QJsonArray cells;
    for (const CellDiff& cell : report.cells) {
        if (cells.size() == kCellsShown)
            break;
        cells.append(QJsonObject{{u"field"_s, cell.field},
                                 {u"year"_s, Year::fromCode(cell.year).value_or(Year()).label()},
                                 {u"inserted"_s, cell.inserted},
                                 {u"updated"_s, cell.updated},
                                 {u"removed"_s, cell.removed},
                                 {u"unchanged"_s, cell.unchanged}});
    }
    result.insert(u"diff"_s, diff);
    result.insert(u"diff_total"_s, report.changes);
    result.insert(u"diff_cells"_s, cells);
    result.insert(u"diff_cells_total"_s, static_cast<qint64>(report.cells.size()));
}

void refreshCache(JobContext& context)
{
    if (auto refreshed = context.cache.refresh(context.db); !refreshed)
        qCWarning(logJobs, "the cache will be filled by the next reader: %s",
                  qUtf8Printable(refreshed.error().message));
}

Result<JobOutcome> undo(JobContext& context, qint64 importId, bool dryRun, const QJsonObject& again)
{
    const Stage stage(context, u"undoing import %1"_s.arg(importId));
    bool changed = false; // what is published
    auto undone = context.apply([&]() -> Result<JobOutcome> {
        const auto report =
            TRY(ImportStore(context.db).undo(importId, {context.clock.now(), context.run, false, dryRun}));
        const auto proven = TRY(proveAgain(context.db, context.clock.now()));
        changed = !proven.inWords().isEmpty();
        TRY(SettingsStore(context.db)
                .audit(context.clock.now(), context.trigger, Message("audit.undo_import"), {{u"import"_s, importId}}));
        const auto reversal = TRY(undoReversal(context.db, importId, again));
        JobOutcome outcome;
        outcome.reversal = reversal;
        outcome.result = toJson(report);
        outcome.result.insert(u"undone"_s, true);
        proven.tell(outcome.result);
        const qint64 restored = report.updated + report.removed + report.inserted;
        outcome.note = Message::list({Message("import.undone").arg(importId).count(restored), proven.inWords()});
        return outcome;
    });
    if (undone && changed && !dryRun)
        refreshCache(context);
    return undone;
}

bool changesAnything(const ImportReport& report)
{
    return report.updated + report.removed + report.inserted + report.changes > 0;
}

JobOutcome outcomeOf(const ImportBatch& batch, const ImportReport& report, const Reproof& proven,
                     const QJsonObject& options)
{
    const bool dryRun = options.value(u"dry_run"_s).toBool();
    JobOutcome outcome;
    if (changesAnything(report))
        outcome.reversal = importReversal(report, batch.files, options);
    outcome.result = toJson(report);
    outcome.result.insert(u"dry_run"_s, dryRun);
    outcome.result.insert(u"rejects"_s,
                          rejectsJson(batch.rejects, options.value(u"rejects_limit"_s).toInt(kRejectsShown)));
    outcome.result.insert(u"warnings"_s,
                          QJsonArray::fromStringList(QStringList(batch.warnings.begin(), batch.warnings.end())));
    QJsonArray named;
    for (const NamedCouncil& each : batch.named) {
        const Council& council = batch.known.councils()[static_cast<size_t>(each.council)];
        named.append(QJsonObject{
            {u"name"_s, each.name}, {u"code"_s, council.code}, {u"council"_s, council.name}, {u"rows"_s, each.rows}});
    }
    outcome.result.insert(u"matched_by_name"_s, named);
    proven.tell(outcome.result);
    if (dryRun)
        putDiff(report, outcome.result);
    const Message done = Message("import.done")
                             .count(report.rows)
                             .arg(report.accepted)
                             .arg(report.rejected)
                             .arg(report.inserted)
                             .arg(report.updated)
                             .arg(report.unchanged)
                             .arg(report.removed);
    outcome.note = Message::list({done, proven.inWords()});
    return outcome;
}

// Slugs of the fields that figures were read of.
QStringList fieldsIn(const ImportBatch& batch)
{
    QStringList slugs;
    std::int32_t last = -1;
    for (const StagedFigure& figure : batch.figures) {
        if (std::exchange(last, figure.field) != figure.field)
            slugs << batch.known.fields()[static_cast<size_t>(figure.field)].slug;
    }
    return slugs;
}

} // namespace

Result<JobOutcome> importJob(JobContext& context, const QJsonObject& options)
{
    const bool dryRun = options.value(u"dry_run"_s).toBool();
    if (options.contains(u"undo"_s))
        return undo(context, options.value(u"undo"_s).toInteger(), dryRun, options.value(u"again"_s).toObject());
    TRY(filesAreAsExpected(options));

    ReadOptions reading;
    auto mapping = TRY(mappingOf(options.value(u"mapping"_s)));
    reading.mapping = std::move(mapping);
    auto known = TRY(RegisterStore(context.db).load());
    QStringList paths;
    for (const QJsonValue& path : options.value(u"paths"_s).toArray())
        paths << path.toString();

    Result<ImportBatch> batch = ImportBatch{};
    {
        const Stage stage(context, u"reading"_s);
        batch = readImport(paths, known, reading, context.control);
    }
    if (!batch)
        return std::unexpected(batch.error());
    for (const QString& warning : registerWarnings(known, *batch))
        batch->warnings.push_back(warning);
    TRY(writeRejects(options.value(u"rejects"_s).toString(), batch->rejects));
    const auto firstReject = [&](const Message& what, qint64 rejects) {
        const Reject& reject = batch->rejects.front();
        return fail(ErrorKind::Input, what.arg(reject.reason).count(batch->rows).arg(rejects), reject.file,
                    reject.line);
    };
    if (options.value(u"strict"_s).toBool() && !batch->rejects.empty()) {
        return firstReject(Message("import.strict"), std::ssize(batch->rejects));
    }
    if (batch->accepted == 0 && !batch->rejects.empty()) {
        return firstReject(Message("import.all_rejected"), std::ssize(batch->rejects));
    }

    Reproof proven;
    std::vector<ArrivedForecasts> arrived;
    const Stage stage(context, u"comparing and writing"_s);
    auto imported = context.apply([&]() -> Result<JobOutcome> {
        ImportStore::Options applying{context.clock.now(), context.run, options.value(u"replace"_s).toBool(), dryRun,
                                      options.value(u"diff_limit"_s).toInteger(-1)};
        const auto report = TRY(ImportStore(context.db).apply(*batch, applying, context.control));
        // A council that is renamed or retyped can make a sentence untrue as well as a figure can.
        if (changesAnything(report)) {
            auto proof = TRY(proveAgain(context.db, context.clock.now(),
                                        report.changesRegister ? std::nullopt : std::optional(fieldsIn(*batch))));
            proven = std::move(proof);
            const auto units = TRY(unitWarnings(context.db, *batch));
            batch->warnings.insert(batch->warnings.end(), units.begin(), units.end());
            const auto forecasts = TRY(forecastWarnings(context.db, *batch));
            batch->warnings.insert(batch->warnings.end(), forecasts.sentences.begin(), forecasts.sentences.end());
            arrived = forecasts.arrived;
        }
        JobOutcome outcome = outcomeOf(*batch, report, proven, options);
        outcome.result.insert(u"forecasts"_s, jsonOf(arrived));
        return outcome;
    });
    if (imported && !dryRun && !proven.inWords().isEmpty())
        refreshCache(context);
    return imported;
}

} // namespace factoid
