// YearSense: what a year in a text means for a field: "March 2020" is 2019/20 of a balance and nothing of a flow. Pure.
#pragma once

#include "core/factoids/grammar/statement.h"
#include "core/factoids/words/lexicon.h"

namespace factoid {

// nullopt: the words cannot be said of such a field (a balance has a date, a flow a year). As an end of a change, "from
// … in 2015/16 to … in 2019/20", a year's label may stand for the balance at its end.
// The profile says in which month a year of the field ends.
[[nodiscard]] std::optional<Year> yearMeant(const SaidYear& said, Moment moment, bool share,
                                            const std::vector<Year>& known, const DataProfile& profile,
                                            const QString& field, bool isEnd = false);

} // namespace factoid
