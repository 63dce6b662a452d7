// Column evidence: a file's columns of figures held against what the store has for the same councils and years, so that
// a wrong column or a wrong unit is seen before anything is imported. Pure; any thread.
#pragma once

#include "core/base/record.h"
#include "core/import/records/import_batch.h"

#include <QHash>

#include <functional>

namespace factoid {

// The stored figures of a field and year that are numbers: Decimal units by council code. Empty: nothing is stored.
using StoredCell = std::function<Result<QHash<QString, std::int64_t>>(const QString& slug, Year year)>;

struct ColumnEvidence {
    int file = 0;   // index in ImportBatch::files
    int column = 0; // of the file, from 0
    QString slug;   // what its figures would be stored as
    qint64 figures = 0;
    qint64 compared = 0; // a figure of that council, field and year is stored
    qint64 same = 0;
    // The power of ten by which most of those that differ do: 3 when the file's are a thousand times the stored ones.
    // None: they differ in no such way, or none does.
    std::optional<int> tenfold;
    // "418 of 419 figures are as they are stored"; "all 419 figures differ from what is stored: 1,000 times as much".
    QString sentence;

    [[nodiscard]] qint64 differing() const { return compared - same; }
    // Most of what is stored is something else.
    [[nodiscard]] bool doubtful() const { return compared > 0 && differing() * 2 > compared; }

    static auto fields()
    {
        return std::tuple{field("file", &ColumnEvidence::file),         field("column", &ColumnEvidence::column),
                          field("field", &ColumnEvidence::slug),        field("figures", &ColumnEvidence::figures),
                          field("compared", &ColumnEvidence::compared), field("same", &ColumnEvidence::same),
                          field("tenfold", &ColumnEvidence::tenfold),   field("sentence", &ColumnEvidence::sentence)};
    }
};

// One for each column and field of the file, in the file's order. Errors: those of `stored`.
[[nodiscard]] Result<std::vector<ColumnEvidence>> weighColumns(const ImportBatch& batch, int file,
                                                               const StoredCell& stored);

} // namespace factoid
