// How the values of figures stand in the JSON of an answer: a year by its label, a decimal as its text, a summary as
// the store keeps it. Pure; any thread.
#pragma once

#include "core/base/decimal.h"
#include "core/base/record.h"
#include "core/figures/summary.h"
#include "core/figures/year.h"

namespace factoid {

[[nodiscard]] inline QJsonValue jsonOf(Year year)
{
    return year.label();
}
[[nodiscard]] inline QJsonValue jsonOf(const Decimal& value)
{
    return value.toString();
}
[[nodiscard]] inline QJsonValue jsonOf(const Summary& summary)
{
    return toJson(summary);
}

} // namespace factoid
