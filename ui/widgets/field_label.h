// A label that names a field: its slug, which files and commands know it by, is told on hover and copied from its menu.
// GUI thread.
#pragma once

class QLabel;
class QString;

namespace factoid {

// Gives the label back.
QLabel* carrySlug(QLabel* label, const QString& slug);

} // namespace factoid
