// Sheet choice: which sheets of a workbook an import may read: the one that is named, or those that hold something.
// Pure but for reading the file; any thread.
#pragma once

#include "core/import/reading/import_source.h"
#include "core/import/reading/workbook.h"

#include <memory>
#include <vector>

namespace factoid {

struct ReadableSheet {
    QString name;
    std::shared_ptr<const UnpackedSheet> unpacked;
};

struct SheetChoice {
    std::vector<ReadableSheet> sheets; // at least one, in the workbook's order
    bool isNamed = false;              // by the path or the mapping, and then it is the only one
};

// Whether a path ends as workbooks do: a workbook by another name is refused like any file that is not what it says.
[[nodiscard]] bool isNamedAsBook(const QString& file);
// "“Cover” and “Data”".
[[nodiscard]] QString sheetNames(const QStringList& names);

// `path` as given, maybe with a sheet (sheetAddress); `wished` is the mapping's. Hidden sheets are read only where they
// are named or nothing else is there. Errors (Input): no such sheet, nothing in it, damaged; Failed: no room to unpack;
// Interrupted.
[[nodiscard]] Result<SheetChoice> chooseSheets(const Workbook& book, const QString& path, const QString& wished,
                                               const TaskControl& control);

} // namespace factoid
