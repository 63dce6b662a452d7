// Text encoding: what the bytes of an imported file are, and how they become UTF-8.
// Pure functions over bytes; any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace factoid {

enum class TextEncoding { Utf8, Windows1252 };

// "UTF-8" or "Windows-1252".
[[nodiscard]] QString encodingName(TextEncoding encoding);
// Reads the names that people and packages use: "utf-8", "utf8", "cp1252", "windows-1252", "iso-8859-1",
// "latin1" (the last two are read as Windows-1252, their superset, as browsers do). nullopt for others.
[[nodiscard]] std::optional<TextEncoding> encodingFromName(QStringView name);

// Length of the longest prefix that is strict UTF-8 (no overlong forms, no surrogates, nothing past
// U+10FFFF). With `more`, a sequence that is cut off by the end is left out of the prefix but is no
// fault; `*fault` says whether the prefix stopped at a byte that can never be UTF-8.
[[nodiscard]] qsizetype validUtf8Prefix(QByteArrayView bytes, bool more, bool* fault);

// Position of the first byte that Windows-1252 leaves undefined (81 8D 8F 90 9D), or -1.
[[nodiscard]] qsizetype undefinedInWindows1252(QByteArrayView bytes);

// Appends the UTF-8 of one Windows-1252 byte run. Undefined bytes become U+FFFD.
void appendWindows1252(QByteArrayView bytes, QByteArray& utf8);

} // namespace factoid
