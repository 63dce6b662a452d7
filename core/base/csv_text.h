// CSV text: RFC 4180 rows that a spreadsheet opens without running anything. A cell whose text
// could be read as a formula gets a leading apostrophe; numbers, negative ones too, stay numbers.
// Pure; any thread.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace factoid {

// True when a spreadsheet could run the cell: after leading blanks it starts with = + - @ (or their
// full-width forms), or the cell starts with a tab or a line break. A plain negative number
// ("-123.45") is not a formula.
[[nodiscard]] bool looksLikeFormula(const QString& cell);

// One cell: neutralised, then quoted when it holds anything but plain characters. Quoting also covers
// ';' and tabs, which other locales take for separators.
[[nodiscard]] QString csvCell(const QString& cell);

// The cells with commas between and CRLF at the end, in UTF-8.
[[nodiscard]] QByteArray csvRow(const QStringList& cells);

} // namespace factoid
