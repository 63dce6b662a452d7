// File profile: what an unknown file turns out to be before anything of it is imported: encoding, delimiter, the rows
// above the header, the header, what each column is taken for and why, the year and the unit that it names.
// Pure but for reading the file; any thread.
#pragma once

#include "core/import/mapping/import_binding.h"
#include "core/import/profile/column_profile.h"
#include "core/import/reading/import_pass.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace factoid {

enum class FileShape { Councils, Fields, Figures, Wide, Long, Unclear };

// A record, its cells trimmed.
struct SheetRow {
    qint64 number = 0; // as a spreadsheet counts
    qint64 line = 0;
    QStringList cells;
};

// Something that the file says about all its figures, and where.
struct FileHint {
    QString text;       // "2019/20"
    int exponent = 0;   // scale: 3 for thousands
    QString why;        // "from the title in row 1"
    bool asked = false; // other parts of the file name other years: a person should say
};

struct FileProfile {
    QString path;
    QString sheet;      // of a workbook: which was read
    QStringList sheets; // and which there are to choose from
    qint64 bytes = 0;
    TextEncoding encoding = TextEncoding::Utf8;
    char delimiter = ',';
    int splitColumn = 0; // as Mapping's
    char splitBy = ',';
    FileShape shape = FileShape::Unclear;
    qint64 records = 0;
    std::vector<int> headerRows; // empty: it has none, or none was found
    bool headless = false;       // it has none: its first row is data
    bool fillHeader = false;
    int firstRow = 0; // first record of data
    HeadRows head;    // the first records, at least up to the header
    std::vector<ColumnProfile> columns;
    std::optional<FileHint> year;
    std::optional<FileHint> scale; // of the rows above the header
    QStringList doubts;            // what the file says in two ways, for people
    bool commaDecimals = false;    // some column's numbers can only be read so, and none against it

    // Rows above the header that hold something.
    [[nodiscard]] int headingRows() const;
    // "Windows-1252, comma, 3 heading rows skipped, header in row 4".
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool tidy() const
    {
        return shape == FileShape::Councils || shape == FileShape::Fields || shape == FileShape::Figures;
    }
    [[nodiscard]] QJsonObject toJson() const;
};

struct LookOptions {
    quint32 seed = 1; // of the rows that columns are judged by
    qint64 maxLineBytes = 1 << 20;
    QString sheet = {}; // of a workbook: the one that a mapping names
};

// Reads the whole file once and judges its columns by the first rows and a random sample of the others.
// Errors (Input) as readImport; Interrupted.
[[nodiscard]] Result<FileProfile> profileFile(const PlannedFile& file, const KnownWords& words,
                                              const LookOptions& options = {}, const TaskControl& control = {});

[[nodiscard]] QString fileShapeName(FileShape shape); // "figures", "wide", …

} // namespace factoid
