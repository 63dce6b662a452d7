// Sheet readers: the two formats of spreadsheet that a workbook can have. Pure but for reading; any thread.
#pragma once

#include "core/base/cancel.h"
#include "core/import/reading/sheet_rows.h"
#include "core/import/values/sheet_value.h"

#include <vector>

namespace factoid {

struct Sheet {
    QString name;
    QString part;        // the archive's file with its cells
    bool hidden = false; // by whoever made the workbook
};

// What an .xlsx keeps beside its sheets.
struct XlsxParts {
    std::vector<Sheet> sheets;
    QString strings; // the archive's file with the texts that cells share; empty: there are none
    QString styles;
    bool from1904 = false;
};

// Errors (Input): no workbook within, damaged.
[[nodiscard]] Result<XlsxParts> readXlsxParts(const QString& archive);
// Errors (Input): damaged, more than a sheet can hold; Interrupted.
[[nodiscard]] Result<void> readXlsxSheet(const QString& archive, const XlsxParts& parts, const Sheet& sheet,
                                         SheetRows& rows, const TaskControl& control);

[[nodiscard]] Result<std::vector<Sheet>> readOdsSheets(const QString& archive);
[[nodiscard]] Result<void> readOdsSheet(const QString& archive, const Sheet& sheet, SheetRows& rows,
                                        const TaskControl& control);

} // namespace factoid
