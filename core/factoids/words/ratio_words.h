// Ratio words: "twice", "nearly three times", "quadrupled", "a third", by exact comparison of
// integers (docs/house-style.md, “Ratios and shares”: within 2.5 percent; "nearly" up to 5 percent below; "more than"
// only above). Used by writers only; the verifier has its own reading of such words. Pure; any thread.
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

// How a ratio may be said, before it is put into the words of a language. Of two ratios that are said alike the same.
struct SaidRatio {
    enum class Qualifier { None, Nearly, MoreThan };
    Qualifier qualifier = Qualifier::None;
    int num = 0; // three times: 3 / 1; a third: 1 / 3; 0: only in digits
    int den = 1;
    QString digits; // "1.7", "1,024"; empty when it has words
    friend bool operator==(const SaidRatio&, const SaidRatio&) = default;
};
// Two to ten times, the fractions below, else digits. nullopt as for timesWords().
[[nodiscard]] std::optional<SaidRatio> saidTimes(Ratio ratio);
// A verb's ratio: two, three or four times, or a half. nullopt when no such verb is true.
[[nodiscard]] std::optional<SaidRatio> saidMultiple(Ratio ratio);
// 1/2, 1/3, 1/4, 1/5, 1/10, 2/3, 3/4. nullopt: say it in percent.
[[nodiscard]] std::optional<SaidRatio> saidFraction(Ratio ratio);

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
