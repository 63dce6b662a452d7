#include "core/factoids/welsh_reader.h"

namespace factoid {

using What = Mention::Kind;
using Qualifier = Mention::Qualifier;

namespace {

struct RatioWord {
    std::initializer_list<const char*> words;
    int num;
    int den;
    bool verb;
    bool fraction;
};
const std::initializer_list<RatioWord> kRatios{{{"dwywaith"}, 2, 1, false, false},
                                               {{"ddwywaith"}, 2, 1, false, false},
                                               {{"teirgwaith"}, 3, 1, false, false},
                                               {{"deirgwaith"}, 3, 1, false, false},
                                               {{"theirgwaith"}, 3, 1, false, false},
                                               {{"dyblodd"}, 2, 1, true, false},
                                               {{"ddyblodd"}, 2, 1, true, false},
                                               {{"treblodd"}, 3, 1, true, false},
                                               {{"dreblodd"}, 3, 1, true, false},
                                               {{"hanerodd"}, 1, 2, true, false},
                                               {{"hanner"}, 1, 2, false, true},
                                               {{"traean"}, 1, 3, false, true},
                                               {{"draean"}, 1, 3, false, true},
                                               {{"thraean"}, 1, 3, false, true},
                                               {{"dwy", "ran", "o", "dair"}, 2, 3, false, true},
                                               {{"ddwy", "ran", "o", "dair"}, 2, 3, false, true},
                                               {{"chwarter"}, 1, 4, false, true},
                                               {{"tri", "chwarter"}, 3, 4, false, true},
                                               {{"dri", "chwarter"}, 3, 4, false, true},
                                               {{"thri", "chwarter"}, 3, 4, false, true},
                                               {{"pumed", "ran"}, 1, 5, false, true},
                                               {{"bumed", "ran"}, 1, 5, false, true},
                                               {{"phumed", "ran"}, 1, 5, false, true},
                                               {{"degfed", "ran"}, 1, 10, false, true},
                                               {{"ddegfed", "ran"}, 1, 10, false, true}};

} // namespace

// The words of a ratio without its qualifier; gives the token past them, or 0.
size_t WelshReader::ratioAt(size_t at, Mention* ratio) const
{
    for (const RatioWord& each : kRatios) {
        if (!are(at, each.words))
            continue;
        ratio->num = each.num;
        ratio->den = each.den;
        ratio->verb = each.verb;
        ratio->fraction = each.fraction;
        return at + each.words.size();
    }
    if (!isAny(at + 1, {"gwaith", "waith"}) || !isFree(at))
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

// [bron i|mwy na|tua] dwywaith [cymaint|mor uchel]
void WelshReader::readRatios()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (!isFree(at))
            continue;
        Mention ratio;
        ratio.kind = What::Ratio;
        size_t start = at;
        if (is(at, "bron")) {
            ratio.qualifier = Qualifier::Nearly;
            start += is(at + 1, "i") ? 2 : 1;
        } else if (isAny(at, {"mwy", "fwy"}) && is(at + 1, "na")) {
            ratio.qualifier = Qualifier::MoreThan;
            start += 2;
        } else if (isAny(at, {"tua", "oddeutu"})) {
            ratio.qualifier = Qualifier::About;
            ++start;
        }
        size_t end = ratioAt(start, &ratio);
        if (end == 0)
            continue;
        const size_t as = isAny(end, {"cymaint", "gymaint"}) ? 1 : are(end, {"mor", "uchel"}) ? 2 : 0;
        if (as > 0)
            ratio.fraction = false; // "hanner cymaint" is no share
        end += as;
        add(ratio, at, end - 1);
        at = end - 1;
    }
}

// "fwy na £1 biliwn" is a limit; "£20 miliwn yn fwy na" is a comparison with what follows.
void WelshReader::readLimits()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (is(at, "negyddol")) {
            Mention limit;
            limit.kind = What::Limit;
            add(limit, at, at);
            continue;
        }
        if (!isHigher(at) && !isLower(at))
            continue;
        Mention mention;
        mention.up = isHigher(at);
        const bool than = isAny(at + 1, {"na", "nag"});
        const bool after = at > 0 && is(at - 1, "yn") && mentionEnding(at - 1, What::Quantity) >= 0;
        if (after) {
            mention.kind = What::Compare;
            mention.link = mentionEnding(at - 1, What::Quantity);
            add(mention, at - 1, than ? at + 1 : at);
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
