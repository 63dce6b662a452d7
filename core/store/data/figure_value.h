// What a row of figures or revisions says. The tables are strict; what still is no whole number, in a file that another
// program put together, is in doubt: it is nobody's value and never 0. Any thread.
#pragma once

#include "core/figures/figure.h"

#include <QVariant>

namespace factoid {

struct FigureValue {
    std::int64_t units = 0; // 0 when missing
    Status status = Status::Final;
    bool inDoubt = false;
    [[nodiscard]] bool isThere() const { return !isMissing(status); }
};

// What stands in a column of whole numbers.
struct WholeCell {
    qint64 number = 0;
    bool isNull = false;
    bool isNumber = false; // false: NULL, or what is no whole number
};

[[nodiscard]] inline FigureValue figureValue(const WholeCell& value, const WholeCell& status)
{
    const bool numbers = (value.isNull || value.isNumber) && status.isNumber;
    const auto known = numbers ? statusFromNumber(static_cast<int>(status.number)) : std::nullopt;
    if (!known)
        return {0, Status::NotAvailable, true};
    // A value that is not there is missing, whatever its status says.
    if (value.isNull)
        return {0, isMissing(*known) ? *known : Status::NotAvailable};
    return {isMissing(*known) ? 0 : value.number, *known};
}

[[nodiscard]] inline FigureValue figureValue(const QVariant& value, const QVariant& status)
{
    const auto cell = [](const QVariant& one) {
        return WholeCell{one.toLongLong(), one.isNull(), one.typeId() == QMetaType::LongLong};
    };
    return figureValue(cell(value), cell(status));
}

} // namespace factoid
