// Queries: what can be asked of a store without changing it, as JSON (docs/contract.md, “Command line”). The command
// line prints them and the window shows them. Used by the thread that owns the database; none of them writes.
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/settings.h"
#include "core/cache/cache.h"
#include "core/figures/year.h"
#include "core/queries/answer_values.h"
#include "core/store/sql/database.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

namespace factoid {

// How far back or ahead a question may look.
constexpr int kMostDaysAsked = 366;

struct QueryContext {
    Database& db;
    const Clock& clock;
    Settings settings;
    TaskControl control = {};
};

// Field and year as a user writes them. Errors: Usage, saying what there is.
[[nodiscard]] Result<Year> yearFromUser(const QString& text);
[[nodiscard]] Result<void> checkField(Database& db, const QString& slug);

// summary FIELD YEAR, as of the end of a day (invalid: now). `stale` when figures changed since it was built. JSON, for
// its bytes are what the store keeps and hashes; what a page shows of one is a Summary (summaries/summary_queries.h).
[[nodiscard]] Result<QJsonObject> summaryQuery(QueryContext& context, const QString& field, Year year,
                                               const QDate& day);
// Every newest summary: {summaries: […]}, in order of field and year.
[[nodiscard]] Result<QJsonObject> summariesQuery(QueryContext& context);
struct SampleCouncil {
    QString code, name, type, nation;
    QString value; // decimal
    static auto fields()
    {
        return std::tuple{field("code", &SampleCouncil::code), field("name", &SampleCouncil::name),
                          field("type", &SampleCouncil::type), field("nation", &SampleCouncil::nation),
                          field("value", &SampleCouncil::value)};
    }
};
struct SampleAnswer {
    QString slug;
    Year year;
    QString dataHash;
    std::vector<SampleCouncil> councils; // highest first
    static auto fields()
    {
        return std::tuple{field("field", &SampleAnswer::slug), field("year", &SampleAnswer::year),
                          field("data_hash", &SampleAnswer::dataHash), field("councils", &SampleAnswer::councils)};
    }
};
// sample FIELD YEAR.
[[nodiscard]] Result<SampleAnswer> sampleQuery(QueryContext& context, const QString& field, Year year, int limit);

struct VerifiedText {
    QString id, text, language;
    bool supported = false;
    QString reason;                 // why it is not
    QString extent;                 // as proofExtentName()
    std::optional<QString> nearest; // a sentence that can be proven; looked for beside the first that are refused
    static auto fields()
    {
        return std::tuple{field("id", &VerifiedText::id),
                          field("text", &VerifiedText::text),
                          field("language", &VerifiedText::language),
                          field("supported", &VerifiedText::supported),
                          field("reason", &VerifiedText::reason),
                          field("extent", &VerifiedText::extent),
                          fieldIfAny("nearest", &VerifiedText::nearest)};
    }
};
struct VerifyAnswer {
    qint64 checked = 0, supported = 0, refused = 0, notices = 0, notChecked = 0;
    std::vector<VerifiedText> results;
    static auto fields()
    {
        return std::tuple{field("checked", &VerifyAnswer::checked),        field("supported", &VerifyAnswer::supported),
                          field("refused", &VerifyAnswer::refused),        field("notices", &VerifyAnswer::notices),
                          field("not_checked", &VerifyAnswer::notChecked), field("results", &VerifyAnswer::results)};
    }
};
// verify: a text without claims is a notice, or refused as not checked. Without factoids the published set.
[[nodiscard]] Result<VerifyAnswer> verifyQuery(QueryContext& context, const std::optional<QJsonArray>& factoids);
// Where an operand of a factoid came from.
struct OperandSource {
    qint64 claim = 0; // position
    QString operation, shown;
    QString slug;
    Year year;
    QString measure;
    QString value;                       // decimal
    std::optional<QString> of = {};      // a group of councils, in words
    std::optional<QString> council = {}; // code; none: a group
    std::optional<QString> file = {};    // none: a group, or the figure is no longer there
    std::optional<qint64> line = {}, importId = {};
    static auto fields()
    {
        return std::tuple{field("claim", &OperandSource::claim),
                          field("operation", &OperandSource::operation),
                          field("shown", &OperandSource::shown),
                          field("field", &OperandSource::slug),
                          field("year", &OperandSource::year),
                          field("measure", &OperandSource::measure),
                          field("value", &OperandSource::value),
                          fieldIfAny("of", &OperandSource::of),
                          fieldIfAny("council", &OperandSource::council),
                          fieldIfAny("file", &OperandSource::file),
                          fieldIfAny("line", &OperandSource::line),
                          fieldIfAny("import", &OperandSource::importId)};
    }
};
// One entry an operand.
[[nodiscard]] Result<std::vector<OperandSource>> sourcesQuery(Database& db, const QJsonObject& factoid);

} // namespace factoid
