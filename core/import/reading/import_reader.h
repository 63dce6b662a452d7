// Import reader: files in, one validated batch out (docs/contract.md, “Figures and import”). Pure: touches no store.
// Reads each file as a stream; a batch keeps 32 bytes a figure. Any thread; one call at a time per batch.
#pragma once

#include "core/base/cancel.h"
#include "core/import/mapping/mapping.h"
#include "core/import/records/import_batch.h"

#include <QStringList>

#include <optional>

namespace factoid {

struct ReadOptions {
    // Applies to every CSV that is not itself tidy; its aliases, names and corrections help tidy figures as well.
    std::optional<Mapping> mapping;
    qint64 maxLineBytes = 1 << 20; // a longer line is an error that names file and line
};

// Reads tidy CSV files, folders of them, Data Package folders or a datapackage.json, and mapped
// files. Files are known by their header, not their name; councils and fields are read before figures.
// A council or field that is neither in `known` nor in the files makes its figures rejects; a second
// figure for one key in the batch is a reject that names the line of the first.
// Errors (Input, with file and line): a path that does not exist, a folder without tables, a header that
// lacks a column, a line past maxLineBytes, a broken Data Package, a mapping that does not fit;
// Interrupted on cancel.
[[nodiscard]] Result<ImportBatch> readImport(const QStringList& paths, const Register& known,
                                             const ReadOptions& options = {}, const TaskControl& control = {});

// rejects.csv: file,line,column,value,reason; formulas neutralised.
[[nodiscard]] QByteArray rejectsCsv(const std::vector<Reject>& rejects);

} // namespace factoid
