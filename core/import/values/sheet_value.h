// Sheet value: a number as a spreadsheet's file keeps it, a double, as the text that a person entered. Pure; any
// thread.
#pragma once

#include <QString>

namespace factoid {

// What the number is shown as.
enum class SheetFormat { Number, Percent, Date };

// "0.10000000000000001" is 0.1 and "1.5E+9" is 1500000000: fifteen significant digits, as many as a spreadsheet keeps,
// without an exponent. Empty: no number.
[[nodiscard]] QString sheetNumber(const QString& stored);
// Moves the point two places to the right: "0.045" is "4.5%".
[[nodiscard]] QString sheetPercent(const QString& stored);
// The day with that serial number, "2024-03-31"; with a time of day, "2024-03-31T12:00". Excel's count takes 1900 for a
// leap year, so its serials below 60 are a day off (ECMA-376, 18.17.4.1). Empty: no day.
[[nodiscard]] QString sheetDate(const QString& stored, bool from1904);

// What a format code of a workbook ("0.0%", "dd/mm/yyyy", "#,##0;[Red]-#,##0") shows.
[[nodiscard]] SheetFormat sheetFormat(const QString& code);
// The same of a format that every workbook has by number (ECMA-376, 18.8.30).
[[nodiscard]] SheetFormat builtInSheetFormat(int id);

} // namespace factoid
