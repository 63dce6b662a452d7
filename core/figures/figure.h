// Figure: council × field × year -> exact decimal or a typed missing value. Plain value; any thread.
#pragma once

#include "core/base/decimal.h"
#include "core/figures/year.h"

#include <QString>

namespace factoid {

// Kept in the store as the number. Below kFirstMissing the figure has a value.
enum class Status : std::uint8_t {
    Final = 0,
    Provisional = 1,    // [p]
    Estimated = 2,      // [e]
    Revised = 3,        // [r]
    NotAvailable = 10,  // [x], "..", empty cell in a wide sheet, "-"
    Confidential = 11,  // [c]
    NotApplicable = 12, // [z]
};
constexpr std::uint8_t kFirstMissing = 10;

[[nodiscard]] constexpr bool isMissing(Status status)
{
    return static_cast<std::uint8_t>(status) >= kFirstMissing;
}
// "final", "provisional", "estimated", "revised", "not_available", "confidential", "not_applicable".
[[nodiscard]] QString statusName(Status status);
[[nodiscard]] std::optional<Status> statusFromNumber(int number);

// What one cell of a file says.
struct CellValue {
    Decimal value; // 0 when missing
    Status status = Status::Final;
    bool rounded = false; // had more than four decimals
    friend bool operator==(const CellValue&, const CellValue&) = default;
};

// One accepted figure as it comes out of a file, before it has ids.
struct FigureRow {
    QString council; // code
    QString field;   // slug
    Year year;
    CellValue cell;
    qint64 line = 0; // 1-based line of the file
};

} // namespace factoid
