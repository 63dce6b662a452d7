// Welsh years: a figure's year as a sentence names it. Pure; any thread.
#pragma once

#include "core/factoids/words/lexicon.h"

namespace factoid {

// "mis Mawrth 2020", "2019/20", "canol 2019": without the word before it. The days are the year's.
[[nodiscard]] QString welshYear(Moment moment, Year year, const YearDays& days);
// "ym mis Mawrth 2020", "yn 2019/20", "yng nghanol 2019"
[[nodiscard]] QString welshWhen(Moment moment, Year year, const YearDays& days);

} // namespace factoid
