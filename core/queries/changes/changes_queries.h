// Questions to the change log (docs/contract.md, “Changes”), for `changes` and the Changes page: filter, page, tally,
// the story of one change, export. They change nothing. Used by the thread that owns the database of the context; the
// index may be shared between such threads.
#pragma once

#include "core/queries/queries.h"
#include "core/store/data/change_index.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/operations/run_store.h"

#include <memory>

namespace factoid {

// What an operator asks for. What is empty or 0 does not narrow.
struct ChangeFilter {
    QStringList types;
    QString field, council; // slug, code
    QString year;           // as a user writes it
    qint64 importId = 0, run = 0;
    std::optional<bool> processed;
    QString leastMagnitude; // percent, as a user writes it: "2.5"
    QDate from, to;         // days of `zone`, both inclusive
    QString text;           // each word must be in the council, the field, the type or the year, or be an amount
    ChangeOrder order = ChangeOrder::Newest;
    QTimeZone zone; // invalid: that of the schedule
    [[nodiscard]] bool isEmpty() const;
};

// The change types of the log in the order in which they are listed to people.
[[nodiscard]] QStringList changeTypes();

// The filter by the store's keys. Errors: Usage, naming what there is not.
[[nodiscard]] Result<ChangeKeys> changeKeys(QueryContext& context, const ChangeFilter& filter);

struct ChangeDay {
    QDate day;
    qint64 count = 0;
};
struct ChangeGroup {
    ChangeTally tally;
    QString value; // what narrows the filter to this group: type, slug, import id, ISO day; empty: changes without one
    QString title; // "Total borrowing", "Import 12, 3 June 2026"
};

// The answer to a filter: which changes, and how the same filter without its period spreads over the days.
struct ChangeSelection {
    std::shared_ptr<const std::vector<qint64>> ids; // in the order asked for
    std::vector<ChangeDay> days;
    std::vector<ChangeGroup> groups;
    qint64 inLog = 0;
    QTimeZone zone; // of the days
};
// `grouping` unset: no groups. Errors: as changeKeys.
[[nodiscard]] Result<ChangeSelection> selectChanges(QueryContext& context, const ChangeIndex& index,
                                                    const ChangeFilter& filter, std::optional<ChangeGrouping> grouping);

// What a filter may be set to, by name.
struct ChangeChoices {
    std::vector<FieldName> fields;
    std::vector<CouncilName> councils;
    QStringList years = {}; // labels, newest first
};
[[nodiscard]] Result<ChangeChoices> changeChoices(QueryContext& context);
// Ids of the newest changes, newest first: what can be shown before the index is read.
[[nodiscard]] Result<std::vector<qint64>> newestChanges(QueryContext& context, int count);

// A page of the log.
[[nodiscard]] Result<std::vector<ChangeView>> readChanges(QueryContext& context, std::span<const qint64> ids);

// A group as it is printed, under the name of what it is grouped by; null: changes without one.
struct ChangeGroupLine {
    std::optional<std::optional<QString>> type = {}, slug = {}, import = {}, day = {};
    QString title;
    qint64 changes = 0, open = 0;
    static auto fields()
    {
        return std::tuple{fieldIfAny("type", &ChangeGroupLine::type),     fieldIfAny("field", &ChangeGroupLine::slug),
                          fieldIfAny("import", &ChangeGroupLine::import), fieldIfAny("day", &ChangeGroupLine::day),
                          field("title", &ChangeGroupLine::title),        field("changes", &ChangeGroupLine::changes),
                          field("open", &ChangeGroupLine::open)};
    }
};

struct ChangesAnswer {
    std::vector<ChangeView> changes;
    qint64 total = 0; // that the filter finds
    qint64 inLog = 0;
    std::optional<std::vector<ChangeGroupLine>> groups; // none: they were not asked for
    static auto fields()
    {
        return std::tuple{field("changes", &ChangesAnswer::changes), field("total", &ChangesAnswer::total),
                          field("in_log", &ChangesAnswer::inLog), fieldIfAny("groups", &ChangesAnswer::groups)};
    }
};
[[nodiscard]] Result<ChangesAnswer> changesQuery(QueryContext& context, const ChangeFilter& filter, qint64 limit,
                                                 std::optional<ChangeGrouping> grouping = {});

// What a figure says today.
struct FigureToday {
    std::optional<QString> value; // decimal; none: missing, see status
    QString status;
    static auto fields()
    {
        return std::tuple{field("value", &FigureToday::value), field("status", &FigureToday::status)};
    }
};

// A line of a publisher's file.
struct FileLine {
    QString file;
    qint64 line = 0;
    static auto fields() { return std::tuple{field("file", &FileLine::file), field("line", &FileLine::line)}; }
};

// One change followed to its ends.
// What the years before let expect of a figure, and how far off that was.
struct FigureForecast {
    QString value, low, high; // decimals; the interval is of 95 percent
    QString off;              // figure less forecast
    bool inside = false;
    static auto fields()
    {
        return std::tuple{field("value", &FigureForecast::value), field("low", &FigureForecast::low),
                          field("high", &FigureForecast::high), field("off", &FigureForecast::off),
                          field("inside", &FigureForecast::inside)};
    }
};

struct ChangeStory {
    ChangeView change;
    std::optional<std::optional<QString>> difference; // decimal; there where both values are
    std::optional<ImportDetail> import;               // none: another program wrote the figures
    std::optional<RunWithSet> run;                    // none: it is open, or the run is no longer kept
    std::optional<FileLine> source;                   // what gave the figure its value in the import
    std::optional<FigureToday> current;               // none: it is of no figure, or of one that is gone
    qint64 otherCount = 0;                            // changes of the same figure, or of the same field and year
    std::vector<ChangeView> others;                   // the newest of them
    std::optional<qint64> sameImportInCell;           // changes of the import to this field and year
    std::optional<FigureForecast> forecast = {};      // of today's figure from the years before; none: there is none
    static auto fields()
    {
        return std::tuple{field("change", &ChangeStory::change),
                          fieldIfAny("difference", &ChangeStory::difference),
                          field("import", &ChangeStory::import),
                          field("run", &ChangeStory::run),
                          field("source", &ChangeStory::source),
                          field("current", &ChangeStory::current),
                          field("other_count", &ChangeStory::otherCount),
                          field("others", &ChangeStory::others),
                          fieldIfAny("same_import_in_cell", &ChangeStory::sameImportInCell),
                          fieldIfAny("forecast", &ChangeStory::forecast)};
    }
};
// changes --id N. Errors: Usage, there is no such change.
[[nodiscard]] Result<ChangeStory> changeStoryQuery(QueryContext& context, const ChangeIndex& index, qint64 id);

// Writes the selected changes as CSV (formulas neutralised) to `path`, whole or not at all; gives the number of rows.
// Errors: Failed (the file cannot be written), Interrupted.
[[nodiscard]] Result<qint64> exportChanges(QueryContext& context, std::span<const qint64> ids, const QString& path);

} // namespace factoid
