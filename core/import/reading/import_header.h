// Import header: which of the tidy kinds a header row is, whatever its file is called. Pure; any thread.
#pragma once

#include "core/import/reading/import_reader.h"

#include <array>
#include <span>

namespace factoid {

// Columns of the tidy kinds; each kind uses those that its table in import_header.cpp names.
enum class TidyColumn {
    Code,
    Name,
    Type,
    Nation,
    Region,
    ActiveFrom,
    ActiveTo,
    Successor,
    Predecessor,
    Total,
    CouncilKind,
    Slug,
    Unit,
    Description,
    Comparison,
    Polarity,
    PerHeadOf,
    Balance,
    YearEnd,
    Whole,
    WholeAdjective,
    EntityOne,
    EntityMany,
    TypeOne,
    TypeMany,
    NationSpoken,
    NationAdjective,
    Year,
    Value,
    Status,
    Count_
};

struct TidyHeader {
    FileKind kind = FileKind::Figures;
    std::array<int, static_cast<size_t>(TidyColumn::Count_)> positions; // -1: not there
    QStringList texts;                                                  // the header cells as written
    QStringList ignored;                                                // those that mean nothing here

    [[nodiscard]] int at(TidyColumn column) const { return positions[static_cast<size_t>(column)]; }
    [[nodiscard]] bool has(TidyColumn column) const { return at(column) >= 0; }
    [[nodiscard]] QString text(TidyColumn column) const { return has(column) ? texts[at(column)] : QString(); }
};

// Error (Input, no file): names the kind that the header resembles most and what it lacks, or the two
// columns that mean the same.
[[nodiscard]] Result<TidyHeader> recogniseHeader(std::span<const QByteArrayView> cells);

} // namespace factoid
