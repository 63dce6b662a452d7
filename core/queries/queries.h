// Queries: what can be asked of a store without changing it, as JSON (docs/contract.md, “Command line”). The command
// line prints them and the window shows them. Used by the thread that owns the database; none of them writes.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/settings.h"
#include "core/cache/cache.h"
#include "core/figures/year.h"
#include "core/store/sql/database.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

namespace factoid {

struct QueryContext {
    Database& db;
    const Clock& clock;
    Settings settings;
    Attendance attendance = {};
};

// Field and year as a user writes them. Errors: Usage, saying what there is.
[[nodiscard]] Result<Year> yearFromUser(const QString& text);
[[nodiscard]] Result<void> checkField(Database& db, const QString& slug);

// summary FIELD YEAR, as of the end of a day (invalid: now). `stale` when figures changed since it was built.
[[nodiscard]] Result<QJsonObject> summaryQuery(QueryContext& context, const QString& field, Year year,
                                               const QDate& day);
// Every newest summary: {summaries: […]}, in order of field and year.
[[nodiscard]] Result<QJsonObject> summariesQuery(QueryContext& context);
// sample FIELD YEAR: {field, year, data_hash, councils: [{code,name,type,nation,value}]}, highest first.
[[nodiscard]] Result<QJsonObject> sampleQuery(QueryContext& context, const QString& field, Year year, int limit);
// facts: best first; with a field and a year, every fact of that field in that year.
[[nodiscard]] Result<QJsonObject> factsQuery(QueryContext& context, int limit, const QString& field, Year year);
// How many facts of each kind noise would have given, beside how many there are (insights/mine/null_mirror.h).
[[nodiscard]] Result<QJsonObject> nullMirrorQuery(QueryContext& context);
// verify: {checked, supported, refused, notices, not_checked, results: [{id, text, language, supported, reason,
// extent}]}: a text without claims is a notice, or refused as not checked. Without factoids the published set.
[[nodiscard]] Result<QJsonObject> verifyQuery(QueryContext& context, const std::optional<QJsonArray>& factoids);
// simulate --days N: the schedule replayed over a publishing calendar.
[[nodiscard]] Result<QJsonObject> simulateQuery(QueryContext& context, int days, quint32 seed);
// Where each operand of a factoid came from: [{claim, field, year, council, value, file, line, import}]
// (for groups: how many councils). One entry an operand.
[[nodiscard]] Result<QJsonArray> sourcesQuery(Database& db, const QJsonObject& factoid);

} // namespace factoid
