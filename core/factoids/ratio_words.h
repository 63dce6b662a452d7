// Ratio words: "twice", "nearly three times", "quadrupled", "a third", by exact comparison of
// integers (WORDS.md: within 2.5 percent; "nearly" up to 5 percent below; "more than" only above).
// Used by writers only; the verifier has its own reading of such words. Pure; any thread.
#pragma once

#include "core/base/decimal.h"

#include <QString>

#include <optional>

namespace factoid {

// A ratio of two positive numbers.
struct Ratio {
    Int128 a = 0;
    Int128 b = 1;
};

// a = b × (num/den) within 2.5 percent of num/den.
[[nodiscard]] bool isAbout(Ratio ratio, int num, int den);

// "twice", "nearly three times", "1.7 times", "half", "a third of": followed by the other amount.
// nullopt when no words are true and short (below a tenth, above 1,000, or within 5 percent of 1).
[[nodiscard]] std::optional<QString> timesWords(Ratio ratio);
// "doubled", "more than trebled", "quadrupled", "halved". nullopt when no such verb is true.
[[nodiscard]] std::optional<QString> multipliedVerb(Ratio ratio);
// "half", "a third", "three quarters", "two thirds", "a tenth". nullopt: say it in percent.
[[nodiscard]] std::optional<QString> fractionWords(Ratio ratio);

} // namespace factoid
