#include "core/factoids/welsh_number_words.h"
#include "core/factoids/welsh_reader.h"

namespace factoid {

using What = Mention::Kind;

bool WelshReader::isHigher(size_t at) const
{
    return isAny(at, {"mwy", "fwy", "uwch"});
}

bool WelshReader::isLower(size_t at) const
{
    return isAny(at, {"llai", "lai", "is"});
}

// A group that starts at the token: it belongs to the mention. `others`: it may be "unrhyw gyngor arall".
bool WelshReader::attachGroup(Mention* mention, size_t* at, bool others)
{
    const int group = mentionStarting(*at, What::Group);
    if (group < 0 || (m.mentions[static_cast<size_t>(group)].other && !others))
        return false;
    Mention& found = m.mentions[static_cast<size_t>(group)];
    found.consumed = true;
    mention->link = group;
    *at = found.last + 1;
    return true;
}

// "mwy y pen nag unrhyw gyngor arall yn y DU", "mwy nag unrhyw un arall o'r 22 cyngor sir … a gyflwynodd ffigurau"
bool WelshReader::readComparative(size_t start)
{
    if (!isHigher(start) && !isLower(start))
        return false;
    Mention rank;
    rank.kind = What::Rank;
    rank.place = 1;
    rank.high = isHigher(start);
    size_t at = start + 1;
    const int head = mentionStarting(at, What::PerHead);
    if (head >= 0)
        at = m.mentions[static_cast<size_t>(head)].last + 1;
    if (!are(at, {"nag", "unrhyw"}))
        return false;
    at += 2;
    size_t phraseEnd = at;
    const bool one = are(at, {"un", "arall"});
    if (one) {
        const size_t of = ofTheAt(at + 2);
        if (of == 0)
            return false;
        phraseEnd = at = at + 2 + of;
    }
    const int group = mentionStarting(at, What::Group);
    if (group < 0 || m.mentions[static_cast<size_t>(group)].other == one)
        return false; // one "arall", and only one
    if (head >= 0) {
        rank.perHead = true;
        m.mentions[static_cast<size_t>(head)].consumed = true;
    }
    (void)attachGroup(&rank, &at, true);
    use(start, phraseEnd - 1);
    add(rank, start, at - 1);
    return true;
}

// "y mwyaf o blith cynghorau sir Lloegr", "y trydydd isaf", "yr ail fwyaf y pen"
bool WelshReader::readSuperlative(size_t start)
{
    if (!isArticle(start))
        return false;
    size_t at = start + 1;
    Mention rank;
    rank.kind = What::Rank;
    rank.place = 1;
    if (const auto nth = isFree(at) ? welshOrdinalFromWord(m.tokens[at].lower) : std::nullopt) {
        rank.place = *nth;
        ++at;
    }
    if (!isAny(at, {"mwyaf", "fwyaf", "lleiaf", "leiaf", "uchaf", "isaf"}))
        return false;
    rank.high = isAny(at, {"mwyaf", "fwyaf", "uchaf"});
    ++at;
    if (const int head = mentionStarting(at, What::PerHead); head >= 0) {
        rank.perHead = true;
        m.mentions[static_cast<size_t>(head)].consumed = true;
        at = m.mentions[static_cast<size_t>(head)].last + 1;
    }
    size_t end = at;
    if (are(at, {"o", "blith"})) {
        size_t next = at + 2;
        next += isArticle(next) ? 1 : 0;
        if (attachGroup(&rank, &next))
            end = next;
    }
    // The article may have joined the word before it, as in "â'r trydydd uchaf".
    add(rank, start, end - 1);
    return true;
}

void WelshReader::readRanks()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at) && !readComparative(at))
            (void)readSuperlative(at);
    }
}

// "yr unig gyngor sir yn Lloegr", "yr unig un o'r 310 cyngor yn Lloegr a gyflwynodd ffigurau"
void WelshReader::readOnly()
{
    for (size_t at = 0; at + 1 < m.tokens.size(); ++at) {
        if (!isFree(at) || !isArticle(at) || !is(at + 1, "unig"))
            continue;
        size_t from = at + 2;
        if (is(from, "un"))
            from += 1 + ofTheAt(from + 1);
        Mention only;
        only.kind = What::Only;
        size_t next = from;
        if (attachGroup(&only, &next))
            add(only, at, from - 1);
    }
}

// "deg o'r 192 cyngor dosbarth yn Lloegr"
void WelshReader::readTops()
{
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        const auto number = wholeAt(at);
        const size_t of = number ? ofTheAt(at + 1) : 0;
        const int group = of > 0 ? mentionStarting(at + 1 + of, What::Group) : -1;
        if (group < 0)
            continue;
        Mention top;
        top.kind = What::TopOf;
        top.number = *number;
        top.link = group;
        add(top, at, at + of);
    }
}

// "o'r 310 a gyflwynodd ffigurau"
void WelshReader::readReported()
{
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        const auto number = wholeAt(at);
        if (!number || !are(at + 1, {"a", "gyflwynodd", "ffigurau"}))
            continue;
        Mention reported;
        reported.kind = What::Reported;
        reported.number = *number;
        add(reported, at, at + 3);
    }
}

void WelshReader::readChanges()
{
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        const bool up = isFree(at) && v.up.contains(m.tokens[at].lower);
        if (!up && !(isFree(at) && v.down.contains(m.tokens[at].lower)))
            continue;
        Mention change;
        change.kind = What::Change;
        change.up = up;
        add(change, at, at);
    }
}

} // namespace factoid
