// Import tidy: the rows of the product's own shape into the collector. Register files (councils and
// fields) are read together, so that spellings and references are settled over all of them; figures
// one file at a time, on the fast path. One thread.
#pragma once

#include "core/import/reading/import_collector.h"
#include "core/import/reading/import_plan.h"
#include "core/import/reading/profile_columns.h"

namespace factoid {

// What the readers share. All of it outlives them.
struct ImportContext {
    const ReadOptions& options;
    const TaskControl& control;
    ImportCollector& collector;
    ImportProgress progress;
    ProfileColumns profile; // what the files say of the data set
};

// Reads all councils files, then puts the councils into the register.
[[nodiscard]] Result<void> readCouncilFiles(const std::vector<const PlannedFile*>& files, ImportContext& context);
// Reads all fields files, then puts the fields into the register.
[[nodiscard]] Result<void> readFieldFiles(const std::vector<const PlannedFile*>& files, ImportContext& context);
// Reads one tidy figures file.
[[nodiscard]] Result<void> readFiguresFile(const PlannedFile& file, ImportContext& context);

// Why the row cannot be read: text after a closing quote, fewer cells than are needed (spreadsheets leave out blank
// ones at the end), or more than the header has that are not empty. nullopt when it can.
[[nodiscard]] std::optional<QString> rowFault(const CsvReader& csv, qsizetype columns, qsizetype needed);

} // namespace factoid
