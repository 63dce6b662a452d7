// Field traits: what the figures do not say about a field and comparing needs to know. A value; any thread.
#pragma once

#include "core/figures/year.h"

#include <QHash>
#include <QString>

#include <vector>

namespace factoid {

// Which fields are part of which whole, which break between years, and the like: resources/words/fields.json.
// Known to detectors so that they do not compare what cannot be compared.
struct FieldTraits {
    bool balance = false;     // a stock at 31 March; else a flow in the year
    bool income = false;      // negative by the publisher's convention: sense is −value
    QString partOf;           // slug of a whole of which it is a part
    std::vector<Year> breaks; // first year of a new definition: no comparison across it
    QString own;              // slug of the same field without what others levy through the council (parishes)
    QString levied;           // or slug of what they levy, where that is what is published
    bool compared = true;     // false: councils keep it under different rules, so one is not set against another
};
using Traits = QHash<QString, FieldTraits>;

} // namespace factoid
