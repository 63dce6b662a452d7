// What may be shown on a terminal of text that others wrote: a file's name, a cell, a model's or a server's words.
// Pure; any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace factoid {

// The text without what a terminal would obey: control characters become the signs that stand for them (␛), those of
// the upper range (CSI, OSC) and those that turn the direction of writing become �. Line feeds and tabs stay.
[[nodiscard]] QString terminalText(QString text);
// The same for JSON, whose lower range is escaped already: what is left is escaped too, so that nothing is lost.
[[nodiscard]] QByteArray terminalJson(const QByteArray& json);

} // namespace factoid
