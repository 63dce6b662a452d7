// Questions about one field in one year (docs/contract.md, “Summaries”), for `summary --spread`, `summary --compare`
// and the Summaries page. Everything is computed from the figures as they are now, exactly, for all councils or for
// those of a type, nation or region; amounts are decimal strings. Used by the thread that owns the database of the
// context; nothing writes.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

struct SpreadFilter {
    QString field;                // slug; empty: the first comparison field that has figures
    Year year;                    // invalid: the field's latest year (docs/contract.md, “Summaries”)
    QString type, nation, region; // empty: all
};

// {field, field_name, unit, year, type, nation, region, reported, stale, date_calculated, sentence, summary, histogram,
//  box, top, bottom, zeros, groups, series, years, choices}: docs/command-line.md tells each.
// Errors: Usage (unknown field; no council is of that type, nation and region), Failed (no figures in the year).
[[nodiscard]] Result<QJsonObject> spreadQuery(QueryContext& context, const SpreadFilter& filter);

// What differs between the summaries as they were known at the end of two days (UTC): {field, year, from, to, same,
// sentence, differences: [{key, name, before, after, difference, percent}], figures_revised}.
// Errors: Usage, Failed (no summary yet on one of the days).
[[nodiscard]] Result<QJsonObject> compareQuery(QueryContext& context, const QString& field, Year year,
                                               const QDate& from, const QDate& to);

// The days on which a summary of the field and year was written, oldest first.
[[nodiscard]] Result<QStringList> summaryDays(QueryContext& context, const QString& field, Year year);

} // namespace factoid
