// Import batch: what was read from files, checked, and not yet applied: councils, fields, figures, and the rows that
// were not accepted. A value; any thread.
#pragma once

#include "core/figures/figure.h"
#include "core/figures/register.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace factoid {

// What kind of thing stood in the way; decides which ways out there are.
enum class RejectKind : std::uint8_t {
    Other, // a register row, and what has no way out but the file
    UnknownCouncil,
    OtherCode,        // a council that is known by another code: a former one, or one that lost its zeros
    AmbiguousCouncil, // several councils have the name
    UnknownField,
    NotAYear,
    NotAValue,
    UnknownStatus, // a word of the status column
    Status,        // does not fit the value beside it
    Row,           // too few or too many cells, text after a closing quote
    Duplicate,     // a second figure for one council, field and year
};

// A row (of a wide file: a cell) that was not accepted. It goes to rejects.csv with its first five members.
struct Reject {
    QString file;    // path as given
    qint64 line = 0; // 1-based
    QString column;  // header of the offending column, or empty
    QString value;   // what stood there, at most 200 characters
    QString reason;  // one sentence that also says how to mend it
    RejectKind kind = RejectKind::Other;
};

enum class FileKind { Councils, Fields, Figures };

struct SourceFile {
    QString path; // as given on the command line or found in the folder
    FileKind kind = FileKind::Figures;
    QByteArray sha256; // lower-case hex of the bytes
    QString encoding;  // "UTF-8" or "Windows-1252"
    qint64 rows = 0;
};

// Indices into ImportBatch::known. 32 bytes: a batch of five million figures is 160 MB.
struct StagedFigure {
    std::int64_t units = 0; // Decimal units; 0 when missing
    std::int32_t field = 0;
    std::int32_t council = 0;
    std::int32_t year = 0; // Year::code()
    std::uint32_t line = 0;
    std::uint16_t file = 0; // index into files
    Status status = Status::Final;
    bool rounded = false;     // had more than four decimals
    std::uint16_t column = 0; // of the file, from 0: where the value stood
};
static_assert(sizeof(StagedFigure) <= 32);

// A row of a mapped file that one of the mapping's rules left out.
struct SkippedRow {
    std::uint32_t line = 0;
    std::uint16_t file = 0;
    std::int16_t rule = 0; // position in Mapping::skip
};

// A council that rows of a mapped file name without a code.
struct NamedCouncil {
    QString name;    // as the file has it
    int council = 0; // position in ImportBatch::known
    qint64 rows = 0;
};

struct ImportBatch {
    Register known;            // what the store knew, with this batch's councils and fields put in
    std::vector<int> councils; // positions in known of councils that the files mention, in file order
    std::vector<int> fields;
    std::optional<DataProfile> profile; // what the files say of the data set
    std::vector<StagedFigure> figures;  // sorted by (field, year, council); no key twice
    std::vector<SourceFile> files;
    std::vector<Reject> rejects;
    std::vector<SkippedRow> skipped; // no rows of the import, but told in a preview
    std::vector<NamedCouncil> named; // found by name, in file order
    std::vector<QString> warnings;   // e.g. near-duplicate type names, said once each
    qint64 rows = 0;                 // = accepted + rejects.size()
    qint64 accepted = 0;
    qint64 rounded = 0; // accepted figures that had more than four decimals
};

} // namespace factoid
