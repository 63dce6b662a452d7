// Data text: what a person reads of changes and summaries on the terminal, and the small parts that all reports
// share. Pure; any thread.
#pragma once

#include <QJsonObject>
#include <QString>

namespace factoid {

// A value as text; empty where there is none.
[[nodiscard]] QString text(const QJsonObject& object, const char* key);
// Groups the digits of a decimal string: "112357422000.00" -> "112,357,422,000.00".
[[nodiscard]] QString grouped(const QString& decimal);
// "1 row", "1,250 rows": what the key counts.
[[nodiscard]] QString counted(const QJsonObject& object, const char* key, const char* one, const char* many);
// Code, name and value in columns.
[[nodiscard]] QString councilLine(const QJsonObject& council);

// `changes`, with groups; one change's story; what was exported.
[[nodiscard]] QString changesText(const QJsonObject& changes);
// One summary, all of them, a spread, or two days compared.
[[nodiscard]] QString summaryText(const QJsonObject& summary);

} // namespace factoid
