// Import binding: a mapping held against the head of one file: fingerprint checked, every column
// found. Pure; any thread.
#pragma once

#include "core/import/mapping/mapping.h"

#include <QStringList>

#include <vector>

namespace factoid {

// The records before the data, row 1 first.
using HeadRows = std::vector<QStringList>;

struct BoundCondition {
    const RowCondition* condition = nullptr;
    int column = 0;
};

struct BoundRule {
    std::vector<BoundCondition> where;
};

struct BoundText { // FixedOrColumn
    QString fixed;
    int column = -1;
};

struct BoundValue {
    const ValueColumn* source = nullptr;
    int column = 0;
    QString header; // for rejects
    BoundText field;
    BoundText year;
    int status = -1;
};

// Points into the mapping, which must outlive it.
struct Binding {
    qsizetype columns = 0; // cells of the widest header row
    int needed = 0;        // cells that no row can do without
    int code = -1;         // council columns; -1: none
    int name = -1;
    int type = -1;
    std::vector<BoundRule> skip;
    std::optional<BoundRule> stop;
    std::vector<BoundValue> values;
};

// How many records the mapping's head has.
[[nodiscard]] int headRowCount(const Mapping& mapping);
// First record of data, from 1.
[[nodiscard]] int firstDataRow(const Mapping& mapping);

// The header text of each column, as mappings name it: the header rows joined by " / ", without empty cells. Without
// header rows, as many empty texts as the first row of data has cells, if the head reaches there.
[[nodiscard]] QStringList joinedHeader(const Mapping& mapping, const HeadRows& head);

// Error (Input, no file): the mapping is for another file, and what it misses; line 0.
[[nodiscard]] Result<Binding> bindMapping(const Mapping& mapping, const HeadRows& head);

} // namespace factoid
