// Spearman's rank correlation in whole numbers, so that a published rho is exact to its last digit.
// Pure.
#pragma once

#include "core/base/decimal.h"

#include <cstdint>
#include <vector>

namespace factoid {

// Rho of two equally long lists, equal values sharing their mean rank, rounded half away from zero
// to four decimals. Errors (Verification): fewer than 3 or more than 20,000 pairs, a list that is
// all equal.
[[nodiscard]] Result<Decimal> spearman(const std::vector<std::int64_t>& xs, const std::vector<std::int64_t>& ys);

} // namespace factoid
