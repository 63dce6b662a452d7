// Column: what every table knows of one of its columns, whatever the rows are made of, and the roles by which cells
// answer. Plain values; GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QVariant>

namespace factoid {

enum class ColumnKind {
    Text,
    Number,  // an integer or a decimal text, with separators
    Amount,  // a decimal text with the column's unit, or the row's
    Percent, // a decimal text or number, already in percent
    Time,    // an instant; relative, the exact one on hover
    Seconds, // a number
    Bytes,
    Hash,  // shortened, whole on hover and when copied
    State, // a word with a dot
    YesNo,
};
[[nodiscard]] bool isNumeric(ColumnKind kind);

struct Column {
    QString key; // names it in the operator's state
    QString title;
    ColumnKind kind = ColumnKind::Text;
    QString unit = {};
    int width = 0; // pixels; 0: by content
    bool shownAtFirst = true;
    QString toolTip = {}; // of the header
};

// Roles beside Qt's own, on every model that a DataTable shows.
enum TableRole {
    SortRole = Qt::UserRole + 1, // qint64, double or text, comparable within a column
    BareRole,                    // what copy and export give: the value without separators, units or shortening
    RowRole,                     // the whole row, a struct
    StateRole,                   // int of State, where the column has one
};

// What the header gives for a role.
[[nodiscard]] QVariant columnHeader(const Column& column, int role);

} // namespace factoid
