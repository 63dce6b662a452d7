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

[[nodiscard]] inline FigureValue figureValue(const QVariant& value, const QVariant& status)
{
    const bool numbers =
        (value.isNull() || value.typeId() == QMetaType::LongLong) && status.typeId() == QMetaType::LongLong;
    const auto known = numbers ? statusFromNumber(status.toInt()) : std::nullopt;
    if (!known)
        return {0, Status::NotAvailable, true};
    // A value that is not there is missing, whatever its status says.
    if (value.isNull())
        return {0, isMissing(*known) ? *known : Status::NotAvailable};
    return {isMissing(*known) ? 0 : value.toLongLong(), *known};
}

} // namespace factoid
