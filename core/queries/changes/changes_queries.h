// Questions to the change log (docs/contract.md, “Changes”), for `changes` and the Changes page: filter, page, tally,
// the story of one change, export. They change nothing. Used by the thread that owns the database of the context; the
// index may be shared between such threads.
#pragma once

#include "core/queries/queries.h"
#include "core/store/data/change_index.h"

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

// What a filter may be set to: {fields: [{slug, name}], councils: [{code, name, type}], years: [label], types}; sorted
// by name, years newest first.
[[nodiscard]] Result<QJsonObject> changeChoices(QueryContext& context);
// Ids of the newest changes, newest first: what can be shown before the index is read.
[[nodiscard]] Result<std::vector<qint64>> newestChanges(QueryContext& context, int count);

// A page of the log, as JSON rows (docs/command-line.md).
[[nodiscard]] Result<QJsonArray> readChanges(QueryContext& context, std::span<const qint64> ids);

// changes: {changes: […], total, in_log, groups?}.
[[nodiscard]] Result<QJsonObject> changesQuery(QueryContext& context, const ChangeFilter& filter, qint64 limit,
                                               std::optional<ChangeGrouping> grouping = {});

// changes --id N: {change, import: {…, files}, source: {file, line}, cell: {changes, others: […]}, run, current,
// corrections}. Errors: Usage, there is no such change.
[[nodiscard]] Result<QJsonObject> changeStoryQuery(QueryContext& context, const ChangeIndex& index, qint64 id);

// Writes the selected changes as CSV (formulas neutralised) to `path`, whole or not at all; gives the number of rows.
// Errors: Failed (the file cannot be written), Interrupted.
[[nodiscard]] Result<qint64> exportChanges(QueryContext& context, std::span<const qint64> ids, const QString& path);

} // namespace factoid
