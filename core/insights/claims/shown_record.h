// Shown record: what was shown lately, so that it rests for a while. A value; any thread.
#pragma once

#include <QHash>
#include <QString>

namespace factoid {

// What was shown lately: fact key and each council, with when and how often. Newer shows sink a fact more.
struct ShownRecord {
    QHash<QString, int> factAgeDays;     // fact key -> days since it was last shown
    QHash<QString, int> fieldAgeDays;    // field slug -> days since a factoid on it was last shown
    QHash<QString, int> badExampleCount; // council code -> times shown in a bad light in 90 days
};

} // namespace factoid
