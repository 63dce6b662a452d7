// What an import's job came to, for the eye: counts, and after a dry run what would change. Read once from the result
// that is kept with the run. Pure; any thread.
#pragma once

#include <QJsonObject>
#include <QString>

#include <QStringList>

#include <optional>
#include <vector>

namespace factoid {

// Figures of one field and year.
struct ImportCellDiff {
    QString field, year;
    qint64 inserted = 0, updated = 0, removed = 0, unchanged = 0;
};
// One row that the change log would have.
struct ImportRowDiff {
    QString type; // of change
    QString field, year, councilName;
    std::optional<QString> oldValue, newValue;
    std::optional<QString> magnitude; // percent
    // The figure falls to zero, changes its sign, or is ten times what it was or a tenth: it is worth a look.
    [[nodiscard]] bool jumps() const;
    // With the sign of the change; empty: there is no percentage.
    [[nodiscard]] QString signedMagnitude() const;
};

struct ImportResult {
    qint64 importId = 0;
    qint64 inserted = 0, updated = 0, removed = 0, unchanged = 0, rejected = 0;
    qint64 changes = 0;                // rows in the change log
    std::vector<ImportCellDiff> cells; // the first of them
    qint64 cellsInAll = 0;
    std::vector<ImportRowDiff> rows; // the first of them
    qint64 rowsInAll = 0;
    qint64 withdrawn = 0; // published factoids that are no longer true
    QStringList warnings; // what looks wrong in the files, such as figures a power of ten off

    [[nodiscard]] static ImportResult of(const QJsonObject& result);
    [[nodiscard]] bool changesAnything() const { return inserted + updated + removed + changes > 0; }
};

} // namespace factoid
