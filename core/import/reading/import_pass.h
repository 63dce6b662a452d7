// Import pass: one planned file being read record by record, with cancel and progress. One thread;
// owned by the function that reads the file.
#pragma once

#include "core/import/reading/import_header.h"
#include "core/import/reading/import_source.h"
#include "core/import/values/csv_reader.h"

#include <memory>

namespace factoid {

// A file whose bytes and header were looked at.
struct PlannedFile {
    ScannedFile scanned;
    CsvDialect dialect;
    std::optional<TidyHeader> tidy; // not given: for the mapping
    bool headless = false;          // its first record is data already: a later part of a table, or its package says so
    // What a package says of the values of a tidy file.
    bool decimalComma = false;
    std::vector<QByteArray> missing; // markers of a missing value, in lower case
};

// How much of the import is behind us, for progress in bytes.
struct ImportProgress {
    qint64 done = 0;
    qint64 total = 0;
};

class ImportPass
{
  public:
    [[nodiscard]] static Result<std::unique_ptr<ImportPass>> open(const PlannedFile& file, qint64 maxLineBytes,
                                                                  const TaskControl& control,
                                                                  const ImportProgress& progress);
    // Steps to the next record; false at the end. Errors (Input) name file and line; Interrupted.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] const CsvReader& csv() const { return *m_csv; }
    [[nodiscard]] Result<QByteArray> finish() { return m_source->finish(); }

  private:
    ImportPass(std::unique_ptr<ImportSource> source, const PlannedFile& file, qint64 maxLineBytes,
               const TaskControl& control, const ImportProgress& progress);
    [[nodiscard]] qint64 fill(char* to, qint64 most);

    std::unique_ptr<ImportSource> m_source;
    QString m_path;
    TaskControl m_control;
    ImportProgress m_progress;
    bool m_cancelled = false;
    std::unique_ptr<CsvReader> m_csv;
};

} // namespace factoid
