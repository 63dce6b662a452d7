// The order in which Tab goes: as one reads what is shown, whatever the order in which widgets were made or came back.
// GUI thread.
#pragma once

#include <QList>

class QWidget;

namespace factoid {

// What takes the keyboard by Tab in the window, in order: side by side things from the left, rows from the top, the
// content of a frame together.
[[nodiscard]] QList<QWidget*> tabStops(QWidget& window);
// Gives the keyboard to the stop after (or before) the one that has it, round and round; false: there is none.
bool tabOn(QWidget& window, bool forward);

} // namespace factoid
