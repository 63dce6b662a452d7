#include "core/pipeline/summary_building.h"

#include "core/figures/summariser.h"
#include "core/site/proof.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"
#include "core/store/operations/settings_store.h"
#include "core/store/sql/time_text.h"

#include <QtConcurrent>

namespace factoid {

namespace {

struct CellWork {
    CellKey key;
    int field = 0; // panel index
    Year year;
    Summary summary;
};

// Every block of the panel as a piece of work, in order of field and year.
std::vector<CellWork> workOf(const Panel& panel)
{
    std::vector<CellWork> work;
    for (size_t i = 0; i < panel.fields().size(); ++i) {
        for (const auto& [year, block] : panel.years(static_cast<int>(i)))
            work.push_back({{panel.fields()[i].id, year.code()}, static_cast<int>(i), year, {}});
    }
    return work;
}

const QString kLookedKey = u"figures_compared_at"_s; // with their hashes, all of them
constexpr std::chrono::hours kBetweenLooks{24};

Result<bool> isLookDue(Database& db, const QDateTime& now)
{
    const QDateTime looked = timeFromText(TRY(SettingsStore(db).state(kLookedKey)));
    return !looked.isValid() || looked > now || looked.secsTo(now) >= std::chrono::seconds(kBetweenLooks).count();
}

Result<FigureStore::Selection> selectionFrom(Database& db, const SummaryOptions& options)
{
    FigureStore::Selection selection;
    if (options.outside && !options.full) {
        const auto marked = TRY(CellStore(db).outsideMarks());
        const auto behind = TRY(CellStore(db).keys({}, {}, true));
        selection.keys.emplace();
        std::ranges::set_union(marked, behind, std::back_inserter(*selection.keys));
        return selection;
    }
    if (options.field.isEmpty() && !options.year.isValid()) {
        selection.dirtyOnly = !options.full;
        return selection;
    }
    if (!options.field.isEmpty()) {
        const auto known = TRY(RegisterStore(db).fieldId(options.field));
        if (!known)
            return fail(ErrorKind::Usage, Message("generation.no_field").arg(options.field));
    }
    selection.keys = TRY(CellStore(db).keys(options.field, options.year, !options.full));
    return selection;
}

// Gives how many fields and years another program wrote into.
Result<qint64> noteOutsideWrites(Database& db, const Panel& panel, const std::vector<CellWork>& work,
                                 const QDateTime& now, const std::optional<std::vector<CellKey>>& only)
{
    std::map<std::pair<int, Year>, QByteArray> hashes;
    for (const CellWork& cell : work)
        hashes[{cell.field, cell.year}] = cell.summary.dataHash;
    const auto outside = ImportStore(db).findOutsideWrites(
        panel,
        [&](int field, Year year) {
            return hashes[{field, year}];
        },
        now, false, only);
    if (!outside)
        return std::unexpected(outside.error());
    TRY(CellStore(db).clearOutsideMarks());
    if (!only)
        TRY(SettingsStore(db).setState(kLookedKey, timeText(now)));
    return outside->cells;
}

Result<SummaryReport> build(Database& db, const QDateTime& now, SummaryOptions options, const TaskControl& control)
{
    if (options.outside)
        options.full = TRY(isLookDue(db, now));
    SummaryReport report;
    report.date = now.date();
    const auto known = TRY(RegisterStore(db).load());
    const auto selection = TRY(selectionFrom(db, options));
    auto reported = FigureStore(db).reportedGroups();
    if (!reported)
        return std::unexpected(reported.error());
    const auto panel = TRY(FigureStore(db).loadPanel(known, selection, &report.figuresRead));

    std::vector<CellWork> work = workOf(panel);
    const auto summariseOne = [&](CellWork& cell) {
        if (!control.cancel.requested())
            cell.summary = summarise(panel, cell.field, cell.year,
                                     reported->value(panel.fields()[static_cast<size_t>(cell.field)].slug));
    };
    control.tell(u"summarising"_s, 0, static_cast<qint64>(work.size()));
    if (work.size() > 1)
        QtConcurrent::blockingMap(work, summariseOne);
    else
        std::ranges::for_each(work, summariseOne);
    if (control.cancel.requested())
        return CancelToken::error();
    const bool complete = !selection.keys && !selection.dirtyOnly;
    if (complete || options.outside)
        report.outsideCells = TRY(noteOutsideWrites(db, panel, work, now, selection.keys));
    if (report.outsideCells > 0) {
        TRY(proveAgain(db, now));
        // Who is eligible may differ now.
        reported = FigureStore(db).reportedGroups();
        if (!reported)
            return std::unexpected(reported.error());
        QtConcurrent::blockingMap(work, summariseOne);
    }

    const auto hashes = TRY(CellStore(db).summaryHashes(selection.dirtyOnly));
    std::vector<std::pair<CellKey, const Summary*>> changed;
    std::vector<std::pair<CellKey, QByteArray>> fresh;
    for (const CellWork& cell : work) {
        fresh.emplace_back(cell.key, SummaryStore::bodyHash(cell.summary));
        const auto before = hashes.find(cell.key);
        if (before == hashes.end() || before->second != fresh.back().second)
            changed.emplace_back(cell.key, &cell.summary);
    }
    report.built = static_cast<qint64>(changed.size());
    report.unchanged = static_cast<qint64>(work.size() - changed.size());
    TRY(SummaryStore(db).write(report.date, changed));
    TRY(CellStore(db).markBuilt(fresh));
    return report;
}

} // namespace

Result<SummaryReport> buildSummaries(Database& db, const QDateTime& now, const SummaryOptions& options,
                                     const TaskControl& control)
{
    return db.transaction<SummaryReport>([&] { return build(db, now, options, control); });
}

} // namespace factoid
