// Figures queries: the figures as an operator browses them: fields by category, one field as a table of councils and
// years, one council as a table of fields and years, the history of one figure. None of them writes; each costs the
// field or the council that it shows, not the store. Used by the thread that owns the database.
#pragma once

#include "core/figures/council.h"
#include "core/figures/figure.h"
#include "core/figures/summary.h"
#include "core/queries/answer_values.h"
#include "core/queries/queries.h"

namespace factoid {

// How complete a field is in one year, as the newest summary has it.
struct YearCompleteness {
    Year year;
    qint64 figures = 0;                  // rows, missing values among them
    std::optional<Decimal> completeness; // percent; none: no summary was built yet
    bool stale = false;                  // figures changed since
    static auto fields()
    {
        return std::tuple{field("year", &YearCompleteness::year), field("figures", &YearCompleteness::figures),
                          field("completeness", &YearCompleteness::completeness),
                          field("stale", &YearCompleteness::stale)};
    }
};

struct FieldNode {
    QString slug, name, unit;
    bool comparison = false;                  // its changes make a new set due
    QString category = {};                    // "Total service expenditure and its parts"
    QString categoryWhy = {};                 // how it came by its category
    qint64 figures = 0;                       // of all years
    std::vector<YearCompleteness> years = {}; // ascending
    static auto fields()
    {
        return std::tuple{field("field", &FieldNode::slug),        field("name", &FieldNode::name),
                          field("unit", &FieldNode::unit),         field("comparison", &FieldNode::comparison),
                          field("category", &FieldNode::category), field("category_why", &FieldNode::categoryWhy),
                          field("figures", &FieldNode::figures),   field("years", &FieldNode::years)};
    }
};

struct FieldTreeAnswer {
    std::vector<FieldNode> nodes; // in order of category and name
    static auto fields() { return std::tuple{field("fields", &FieldTreeAnswer::nodes)}; }
};

// A category is, in this order: the whole that a field is a part of (as resources/words/fields.json says); the word
// that its slug shares with most others, when three or more share it; its unit.
[[nodiscard]] Result<FieldTreeAnswer> fieldTreeQuery(QueryContext& context);

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
    // {field or council, name, unit, years, rows: [{…, figures by year}], flags}: no list of fields, for the years are
    // the names.
    [[nodiscard]] QJsonObject toJson() const;
};

// Errors: Usage, an unknown field or council.
[[nodiscard]] Result<FigureMatrix> fieldMatrixQuery(QueryContext& context, const QString& field);
[[nodiscard]] Result<FigureMatrix> councilMatrixQuery(QueryContext& context, const QString& council);

// What is doubtful about a year of a field, or about one figure in it, in sentences.
[[nodiscard]] QStringList qualityReasons(const Quality& quality);

// One figure as it was known for a time.
struct CellVersion {
    std::optional<QString> value; // decimal; none: missing, see status
    QString status;               // as statusName()
    QString file;                 // empty: it did not come through an import
    qint64 line = 0;
    qint64 importId = 0;
    std::optional<QString> knownFrom;  // when it was imported; none: before imports were kept
    std::optional<QString> knownUntil; // when it was replaced; none: current
    static auto fields()
    {
        return std::tuple{field("value", &CellVersion::value),
                          field("status", &CellVersion::status),
                          field("file", &CellVersion::file),
                          field("line", &CellVersion::line),
                          field("import_id", &CellVersion::importId),
                          field("known_from", &CellVersion::knownFrom),
                          field("known_until", &CellVersion::knownUntil)};
    }
};

// The row of the publisher's file that a figure came from, or why it cannot be shown.
struct CellSource {
    QString file;
    qint64 line = 0;
    std::optional<QStringList> header = {}, cells = {}; // none: there is a problem
    std::optional<QString> problem = {};
    static auto fields()
    {
        return std::tuple{field("file", &CellSource::file), field("line", &CellSource::line),
                          fieldIfAny("header", &CellSource::header), fieldIfAny("cells", &CellSource::cells),
                          fieldIfAny("problem", &CellSource::problem)};
    }
};

struct CellHistory {
    QString slug, fieldName, unit; // of the field
    Year year;
    QString council, name;                                  // its code and name
    std::vector<CellVersion> versions = {};                 // newest first
    QStringList flags;                                      // what is doubtful about it or its year, in sentences
    std::optional<CellSource> source = {};                  // none: there is no figure today
    std::optional<std::optional<CellVersion>> asKnown = {}; // at the instant asked for; none: none was asked for
    static auto fields()
    {
        return std::tuple{field("field", &CellHistory::slug),         field("field_name", &CellHistory::fieldName),
                          field("unit", &CellHistory::unit),          field("year", &CellHistory::year),
                          field("council", &CellHistory::council),    field("name", &CellHistory::name),
                          field("versions", &CellHistory::versions),  field("flags", &CellHistory::flags),
                          fieldIfAny("source", &CellHistory::source), fieldIfAny("as_known", &CellHistory::asKnown)};
    }
};

// With `at`, also the version of that instant. Errors: Usage.
[[nodiscard]] Result<CellHistory> cellHistoryQuery(QueryContext& context, const QString& council, const QString& field,
                                                   Year year, const QDateTime& at = {});

} // namespace factoid
