// The words of a claim's JSON, shared by its writer (claim.cpp) and its reader (claim_reader.cpp).
#pragma once

#include "core/insights/claims/claim.h"

#include <array>

namespace factoid::claimnames {

template <class T>
struct Named {
    T value;
    const char* name;
};

inline constexpr std::array kOperations = {
    Named<Operation>{Operation::Value, "value"},
    Named<Operation>{Operation::Difference, "difference"},
    Named<Operation>{Operation::Ratio, "ratio"},
    Named<Operation>{Operation::Percent, "percent"},
    Named<Operation>{Operation::Share, "share"},
    Named<Operation>{Operation::Rank, "rank"},
    Named<Operation>{Operation::Streak, "streak"},
    Named<Operation>{Operation::Record, "record"},
    Named<Operation>{Operation::Trend, "trend"},
    Named<Operation>{Operation::Count, "count"},
    Named<Operation>{Operation::Correlation, "correlation"},
    Named<Operation>{Operation::Step, "step"},
    Named<Operation>{Operation::Reversal, "reversal"},
    Named<Operation>{Operation::Crossing, "crossing"},
};

inline constexpr std::array kMeasures = {
    Named<Measure>{Measure::Value, "value"},     Named<Measure>{Measure::PerHead, "per_head"},
    Named<Measure>{Measure::Average, "average"}, Named<Measure>{Measure::Median, "median"},
    Named<Measure>{Measure::Sum, "sum"},         Named<Measure>{Measure::Count, "count"},
    Named<Measure>{Measure::Share, "share"},     Named<Measure>{Measure::MeanDifference, "mean_difference"},
    Named<Measure>{Measure::Missing, "missing"},
};

inline constexpr std::array kDirections = {
    Named<Direction>{Direction::None, ""},         Named<Direction>{Direction::Highest, "highest"},
    Named<Direction>{Direction::Lowest, "lowest"}, Named<Direction>{Direction::Rise, "rise"},
    Named<Direction>{Direction::Fall, "fall"},
};

inline constexpr std::array kGroupings = {
    Named<GroupBy>{GroupBy::Type, "type"},
    Named<GroupBy>{GroupBy::Nation, "nation"},
    Named<GroupBy>{GroupBy::Region, "region"},
};

template <class Table, class T>
QString nameIn(const Table& table, T value)
{
    for (const auto& entry : table) {
        if (entry.value == value)
            return QString::fromLatin1(entry.name);
    }
    return {};
}

template <class T, class Table>
std::optional<T> valueIn(const Table& table, const QString& name)
{
    for (const auto& entry : table) {
        if (name == QLatin1String(entry.name))
            return entry.value;
    }
    return std::nullopt;
}

} // namespace factoid::claimnames
