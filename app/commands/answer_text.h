// Answer text: the small parts of what a person reads on the terminal, which all pages share. Pure; any thread.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace factoid::commands {

// A value as text; empty where there is none.
[[nodiscard]] QString text(const QJsonObject& object, const char* key);
[[nodiscard]] QJsonArray list(const QJsonObject& object, const char* key);
// The texts of a list, with commas between.
[[nodiscard]] QString words(const QJsonValue& values);
// "2026-03-29T06:00" as "2026-03-29 06:00".
[[nodiscard]] QString moment(const QJsonObject& object, const char* key);
// Groups the digits of a decimal string: "112357422000.00" -> "112,357,422,000.00".
[[nodiscard]] QString grouped(const QString& decimal);
// "1 row", "1,250 rows": what the key counts.
[[nodiscard]] QString counted(const QJsonObject& object, const char* key, const char* one, const char* many);

// What more than one page prints.
[[nodiscard]] QString changesText(const QJsonObject& changes);
[[nodiscard]] QString factoidsText(const QJsonArray& factoids);

} // namespace factoid::commands
