// Canonical JSON: the one spelling of a JSON object that a bundle's files have, and where a text departs from
// it. A text that several readers would take for different things (a key twice, another spelling of a number or
// of a letter, a byte order mark) is never in this form. Pure. Any thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace factoid {

// Keys sorted, four blanks a level, '<' and '>' escaped: the text may be placed inside a page's script element.
[[nodiscard]] QByteArray canonicalJson(const QJsonObject& object);

// Where `text` first differs from `wanted`, in words: "line 3 is “…” where “…” belongs"; empty when it does not.
[[nodiscard]] QString firstDifference(const QByteArray& text, const QByteArray& wanted);

// What keeps `text` from being canonicalJson of what it says; nullopt when nothing does.
[[nodiscard]] std::optional<QString> whyNotCanonical(const QByteArray& text);

} // namespace factoid
