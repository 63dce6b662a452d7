// Figures queries: the figures as an operator browses them: fields by category, one field as a table of councils and
// years, one council as a table of fields and years, the history of one figure. None of them writes; each costs the
// field or the council that it shows, not the store. Used by the thread that owns the database.
#pragma once

#include "core/figures/council.h"
#include "core/figures/figure.h"
#include "core/figures/summary.h"
#include "core/queries/queries.h"

namespace factoid {

// How complete a field is in one year, as the newest summary has it.
struct YearCompleteness {
    Year year;
    qint64 figures = 0;                  // rows, missing values among them
    std::optional<Decimal> completeness; // percent; nullopt: no summary was built yet
    bool stale = false;                  // figures changed since
};

struct FieldNode {
    Field field;
    QString category;                    // "Total service expenditure and its parts"
    QString categoryWhy;                 // how it came by its category
    std::vector<YearCompleteness> years; // ascending
    [[nodiscard]] qint64 figures() const;
    // Mean over the years that have a summary; nullopt: none has.
    [[nodiscard]] std::optional<double> completeness() const;
};

// Fields in order of category and name. A category is, in this order: the whole that a field is a part of (as
// resources/words/fields.json says); the word that its slug shares with most others, when three or more share it; its
// unit.
[[nodiscard]] Result<std::vector<FieldNode>> fieldTreeQuery(QueryContext& context);
[[nodiscard]] QJsonObject fieldTreeJson(const std::vector<FieldNode>& nodes);

// One figure in a table of figures.
struct MatrixCell {
    bool known = false; // there is a figure or a marker
    std::int64_t units = 0;
    Status status = Status::Final;
    [[nodiscard]] bool hasValue() const { return known && !isMissing(status); }
};

// Rows are councils (of one field) or fields (of one council); columns are years, ascending.
struct FigureMatrix {
    Field field;     // of a table of one field
    Council council; // of a table of one council
    std::vector<Year> years;
    std::vector<Council> councils; // rows of a table of one field, by name; totals last
    std::vector<Field> fields;     // rows of a table of one council
    std::vector<MatrixCell> cells; // row by row
    std::vector<Quality> quality;  // by year, of a table of one field
    [[nodiscard]] size_t rows() const { return years.empty() ? 0 : cells.size() / years.size(); }
    [[nodiscard]] const MatrixCell& at(size_t row, size_t column) const { return cells[row * years.size() + column]; }
    // Against the year before of the same kind: percent with two decimals; nullopt where there is no positive base.
    [[nodiscard]] std::optional<Decimal> change(size_t row, size_t column) const;
    [[nodiscard]] QJsonObject toJson() const;
};

// Errors: Usage, an unknown field or council.
[[nodiscard]] Result<FigureMatrix> fieldMatrixQuery(QueryContext& context, const QString& field);
[[nodiscard]] Result<FigureMatrix> councilMatrixQuery(QueryContext& context, const QString& council);

// What is doubtful about a year of a field, or about one figure in it, in sentences.
[[nodiscard]] QStringList qualityReasons(const Quality& quality);

// {field, year, council, name, unit, versions: [{value, status, file, line, import_id, known_from, known_until}]
// (newest first), flags: […], source: {file, line, header, cells} or {file, line, problem}}. With `at`, `as_known` is
// the version of that instant. Errors: Usage.
[[nodiscard]] Result<QJsonObject> cellHistoryQuery(QueryContext& context, const QString& council, const QString& field,
                                                   Year year, const QDateTime& at = {});

// import --preview: {looks: […], mapping, mapping_saved, preview}. Options: paths, mapping (object, file or name),
// seed.
[[nodiscard]] Result<QJsonObject> importPreviewQuery(QueryContext& context, const QJsonObject& options);

} // namespace factoid
