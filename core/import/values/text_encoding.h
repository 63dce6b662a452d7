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

// What a text holds that is UTF-8 but for some bytes.
struct MixedText {
    qint64 sequences = 0; // characters of several bytes that are right
    qint64 strays = 0;    // bytes that are none of UTF-8
};

// Appends the bytes as UTF-8, those that are none of it as Windows-1252. With `more`, a sequence that the end cuts off
// is left. Gives the number of bytes used; counts into `mixed`, and tells `stray` the position of each stray byte.
template <class Stray>
qsizetype appendMixed(QByteArrayView bytes, bool more, QByteArray& utf8, MixedText& mixed, Stray stray);

// Appends the UTF-8 of one Windows-1252 byte run. Undefined bytes become U+FFFD.
void appendWindows1252(QByteArrayView bytes, QByteArray& utf8);

template <class Stray>
qsizetype appendMixed(QByteArrayView bytes, bool more, QByteArray& utf8, MixedText& mixed, Stray stray)
{
    constexpr unsigned char kLeastLead = 0xC2;
    qsizetype at = 0;
    for (;;) {
        bool fault = false;
        const QByteArrayView rest = bytes.sliced(at);
        const qsizetype valid = validUtf8Prefix(rest, more, &fault);
        utf8.append(rest.data(), valid);
        for (const char c : rest.first(valid))
            mixed.sequences += static_cast<unsigned char>(c) >= kLeastLead ? 1 : 0;
        at += valid;
        if (!fault)
            return at;
        stray(at);
        ++mixed.strays;
        appendWindows1252(bytes.sliced(at, 1), utf8);
        ++at;
    }
}

} // namespace factoid
