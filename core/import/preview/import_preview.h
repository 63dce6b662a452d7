// Import preview: what an import would make of files, row by row, before anything is compared or written. The rows are
// read by readImport itself, so that what is shown is what would land. Pure but for reading files; any thread.
#pragma once

#include "core/import/preview/column_evidence.h"
#include "core/import/preview/mapping_draft.h"

#include <QJsonObject>

namespace factoid {

enum class RowPlaceInFile { First, Random, Last };
enum class RowOutcome { Ready, Missing, Total, Rejected, LeftOut, NotRead };

// One value of a row and what it becomes.
struct PreviewValue {
    int column = -1; // of the file, from 0; -1: unknown
    QString header;
    QString written; // as it stands in the file
    QString field;   // slug
    QString year;    // label
    QString becomes; // decimal, or the status of a missing value; empty when rejected
    RowOutcome outcome = RowOutcome::Ready;
    bool rounded = false;
    QString status; // "provisional" …; empty: final
    QString reason; // of a reject
};

struct PreviewRow {
    int file = 0; // index in ImportPreview::files
    qint64 line = 0;
    RowPlaceInFile place = RowPlaceInFile::First;
    RowOutcome outcome = RowOutcome::Ready; // the worst of its values
    QString written;                        // what the row calls its council
    QString councilCode;                    // whom it means
    QString councilName;
    QString note; // why it is left out, or the first reason
    std::vector<PreviewValue> values;
    QStringList cells;
};

// Rejects of one kind, column and value together: what needs the operator once, however often it occurs.
struct PreviewProblem {
    RejectKind kind = RejectKind::Other;
    int file = 0;
    QString column;
    QString value;
    QString reason;
    qint64 cells = 0; // rejects
    qint64 rows = 0;
    std::vector<qint64> lines; // the first few
    bool mapped = false;
};

// Figures of one field and year that would be compared with the store.
struct PreviewCell {
    QString field;
    QString year;
    qint64 figures = 0;
};

struct ImportPreview {
    std::vector<SourceFile> files;
    std::vector<PreviewRow> rows;         // by file and line
    std::vector<PreviewProblem> problems; // most cells first; at most kMostProblems
    std::vector<Reject> rejects;          // the first kMostRejects
    std::vector<PreviewCell> cells;
    std::vector<ColumnEvidence> columns; // of mapped files, held against the store; empty: nobody asked
    QStringList warnings;
    qint64 problemsInAll = 0;
    // Values: rows of the import.
    qint64 values = 0, accepted = 0, rejected = 0, rounded = 0;
    // Rows of the figures files.
    qint64 readyRows = 0, totalRows = 0, rejectedRows = 0, leftOutRows = 0;
    qint64 newCouncils = 0, newFields = 0;

    static constexpr size_t kMostProblems = 1'000;
    static constexpr size_t kMostRejects = 2'000;

    // "419 of 433 rows are ready, 12 are totals, 2 need attention. Nothing is written before the last step."
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QJsonObject toJson() const;
};

struct PreviewOptions {
    int first = 6;
    int random = 20;
    int last = 4;
    quint32 seed = 1;
    StoredCell stored{}; // what the store has, to hold mapped columns against; none: they are not
};

// What is to be imported, looked at: its files, and for the first that is not tidy, a mapping.
struct ImportLook {
    std::vector<FileProfile> files;
    int untidy = -1; // index of the first file of an unknown shape; -1: all are tidy
    QStringList warnings;
};

// Errors (Input) as readImport; Interrupted.
[[nodiscard]] Result<ImportLook> lookAtImport(const QStringList& paths, const Register& known,
                                              const LookOptions& options = {}, const TaskControl& control = {});
[[nodiscard]] Result<ImportPreview> previewImport(const QStringList& paths, const Register& known,
                                                  const ReadOptions& reading, const PreviewOptions& options = {},
                                                  const TaskControl& control = {});

[[nodiscard]] QString rowOutcomeName(
    RowOutcome outcome); // "ready", "missing", "total", "rejected", "left_out", "not_read"
[[nodiscard]] QString rejectKindName(RejectKind kind); // "unknown_council", …

} // namespace factoid
