#include "core/factoids/english_reader.h"

namespace factoid {

using What = Mention::Kind;
using Qualifier = Mention::Qualifier;

namespace {

struct FractionWord {
    const char* count;
    const char* part;
    int num;
    int den;
};
constexpr FractionWord kFractions[] = {
    {"a", "third", 1, 3},   {"a", "quarter", 1, 4},   {"a", "fifth", 1, 5},
    {"a", "tenth", 1, 10},  {"two", "thirds", 2, 3},  {"three", "quarters", 3, 4},
    {"one", "third", 1, 3}, {"one", "quarter", 1, 4}, {"one", "fifth", 1, 5}};

struct VerbWord {
    const char* word;
    int num;
    int den;
};
constexpr VerbWord kVerbs[] = {{"doubled", 2, 1},
                               {"trebled", 3, 1},
                               {"tripled", 3, 1},
                               {"quadrupled", 4, 1},
                               {"halved", 1, 2}};

} // namespace

// The words of a ratio without its qualifier; gives the token past them, or 0.
size_t EnglishReader::ratioAt(size_t at, Mention* ratio) const {
    const auto is2 = [&](const char* word, int num, int den, bool fraction) {
        if (!is(at, word))
            return false;
        ratio->num = num;
        ratio->den = den;
        ratio->fraction = fraction;
        return true;
    };
    if (is2("twice", 2, 1, false) || is2("half", 1, 2, true))
        return at + 1;
    for (const VerbWord& verb : kVerbs) {
        if (is2(verb.word, verb.num, verb.den, false)) {
            ratio->verb = true;
            return at + 1;
        }
    }
    for (const FractionWord& fraction : kFractions) {
        if (are(at, {fraction.count, fraction.part})) {
            ratio->num = fraction.num;
            ratio->den = fraction.den;
            ratio->fraction = true;
            return at + 2;
        }
    }
    if (!is(at + 1, "times") || !isFree(at))
        return 0;
    if (const auto word = wholeAt(at)) {
        ratio->num = *word;
        return at + 2;
    }
    const auto tenths = tenthsAt(at);
    if (!tenths)
        return 0;
    ratio->tenths = *tenths;
    return at + 2;
}

void EnglishReader::readRatios() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at))
            continue;
        Mention ratio;
        ratio.kind = What::Ratio;
        size_t start = at;
        if (isAny(at, {"nearly", "almost"}))
            ratio.qualifier = Qualifier::Nearly;
        else if (are(at, {"more", "than"}))
            ratio.qualifier = Qualifier::MoreThan;
        else if (isAny(at, {"about", "roughly", "around"}))
            ratio.qualifier = Qualifier::About;
        if (ratio.qualifier != Qualifier::None)
            start += ratio.qualifier == Qualifier::MoreThan ? 2 : 1;
        size_t end = ratioAt(start, &ratio);
        if (end == 0)
            continue;
        if (is(end, "as") && isAny(end + 1, {"much", "many", "high"})) {
            end += 2;
            if (is(end, "as"))
                ++end;
            ratio.fraction = false; // "half as much" is no share
        }
        add(ratio, at, end - 1);
        at = end - 1;
    }
}

// "more than £1 billion" is a limit; "£20 million more than" is a comparison with what follows.
void EnglishReader::readLimits() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (is(at, "negative")) {
            Mention limit;
            limit.kind = What::Limit;
            add(limit, at, at);
            continue;
        }
        if (!isAny(at, {"more", "less", "higher", "lower"}))
            continue;
        Mention mention;
        mention.up = isAny(at, {"more", "higher"});
        const bool than = is(at + 1, "than");
        if (mentionEnding(at, What::Quantity) >= 0) {
            mention.kind = What::Compare;
            mention.link = mentionEnding(at, What::Quantity);
            add(mention, at, than ? at + 1 : at);
            continue;
        }
        const int amount = than ? mentionStarting(at + 2, What::Quantity) : -1;
        if (amount < 0)
            continue;
        mention.kind = What::Limit;
        mention.link = amount;
        m.mentions[static_cast<size_t>(amount)].consumed = true;
        add(mention, at, at + 1);
    }
}

} // namespace factoid
