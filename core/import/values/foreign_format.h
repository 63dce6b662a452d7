// Foreign format: what a file is that calls itself CSV and is none, known by its first bytes. Pure; any thread.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace factoid {

// What the file is and what to do with it, to stand after its name: "is an Excel workbook; open it and save the sheet
// as CSV UTF-8". `head` are its first bytes, a few kilobytes if it has them. Empty: nothing of the kind.
[[nodiscard]] QString foreignFormat(QByteArrayView head);

} // namespace factoid
