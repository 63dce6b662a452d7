// Workbook: the sheets of an Excel workbook (.xlsx, .xlsm: ECMA-376) or an OpenDocument spreadsheet (.ods: ISO/IEC
// 26300), each as the rows of CSV that saving it by hand would give, but with whole numbers: no digit is lost to a
// column's format. Formulas give the values that were saved with them. Pure but for reading the file; any thread.
#pragma once

#include "core/import/reading/sheet_readers.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace factoid {

// Which file a path means and, in "book.xlsx#Data", which sheet of it. A file that is really called so is that file.
struct SheetAddress {
    QString file;
    QString sheet; // empty: none is named
};
[[nodiscard]] SheetAddress sheetAddress(const QString& path);
[[nodiscard]] QString sheetPath(const QString& file, const QString& sheet);

class Workbook
{
  public:
    // The workbook in the file; nothing if it is none, whatever its name. Errors (Input): it cannot be read, is
    // damaged, encrypted, or of the binary kind (.xlsb).
    [[nodiscard]] static Result<std::optional<Workbook>> open(const QString& file);

    [[nodiscard]] const std::vector<Sheet>& sheets() const { return m_parts.sheets; }
    enum class Names { All, Visible };
    [[nodiscard]] QStringList names(Names which) const;

    // Writes one sheet as CSV in UTF-8, line for row as far as the last row that holds something; gives that row's
    // number, 0 for an empty sheet. A date is written as 2024-03-31, a percentage as 4.5%. Errors (Input): no such
    // sheet, damaged, more than a spreadsheet can hold; Interrupted.
    [[nodiscard]] Result<qint64> writeCsv(const QString& sheet, QIODevice& to, const TaskControl& control = {}) const;

  private:
    QString m_file;
    bool m_openDocument = false;
    XlsxParts m_parts; // of an OpenDocument spreadsheet the sheets alone
};

} // namespace factoid
