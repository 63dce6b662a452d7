#include "core/factoids/english_reader.h"

#include "core/factoids/number_words.h"

namespace factoid {

using What = Mention::Kind;

// "[any other] county council in England", "[any other] of the 26 county councils that reported"
void EnglishReader::attachGroup(Mention* rank, size_t* at) {
    size_t from = *at;
    if (are(from, {"of", "the"}))
        from += 2;
    const int group = mentionStarting(from, What::Group);
    if (group < 0)
        return;
    Mention& found = m.mentions[static_cast<size_t>(group)];
    found.consumed = true;
    rank->link = group;
    if (from > *at)
        use(*at, from - 1);
    *at = found.last + 1;
}

// "more per head than any other council in the UK"
bool EnglishReader::readComparative(size_t start) {
    if (!isAny(start, {"more", "less", "higher", "lower"}))
        return false;
    Mention rank;
    rank.kind = What::Rank;
    rank.place = 1;
    rank.high = isAny(start, {"more", "higher"});
    size_t at = start + 1;
    const int head = mentionStarting(at, What::PerHead);
    if (head >= 0) {
        rank.perHead = true;
        at = m.mentions[static_cast<size_t>(head)].last + 1;
    }
    if (!are(at, {"than", "any", "other"}))
        return false;
    if (head >= 0)
        m.mentions[static_cast<size_t>(head)].consumed = true;
    at += 3;
    const size_t phraseEnd = at;
    attachGroup(&rank, &at);
    if (rank.link < 0)
        return false;
    use(start, phraseEnd - 1);
    add(rank, start, at - 1);
    return true;
}

// "the third most per head of any district", "the lowest", "the ten districts with the highest
// borrowing"
bool EnglishReader::readSuperlative(size_t start) {
    if (!is(start, "the"))
        return false;
    size_t at = start + 1;
    Mention rank;
    rank.kind = What::Rank;
    rank.place = 1;
    if (const auto nth = isFree(at) ? ordinalFromWord(m.tokens[at].lower) : std::nullopt) {
        rank.place = *nth;
        ++at;
    }
    if (!isAny(at, {"most", "least", "highest", "lowest"}))
        return false;
    rank.high = isAny(at, {"most", "highest"});
    ++at;
    if (start > 0 && m.tokens[start - 1].lower == QLatin1String("with") && rank.high &&
        rank.place == 1) {
        const int before = mentionEnding(start - 1, What::Group);
        if (before < 0 || m.mentions[static_cast<size_t>(before)].number < 0)
            return false;
        Mention top;
        top.kind = What::TopOf;
        top.number = m.mentions[static_cast<size_t>(before)].number;
        top.link = before;
        m.mentions[static_cast<size_t>(before)].number = -1;
        add(top, start, at - 1);
        return true;
    }
    size_t end = at;
    const int head = mentionStarting(at, What::PerHead);
    if (head >= 0) {
        rank.perHead = true;
        m.mentions[static_cast<size_t>(head)].consumed = true;
        end = at = m.mentions[static_cast<size_t>(head)].last + 1;
    }
    use(start, end - 1);
    at = skipTerm(at);
    if (are(at, {"of", "any"})) {
        size_t next = at + 2;
        attachGroup(&rank, &next);
        if (rank.link >= 0)
            use(at, at + 1);
    } else if (is(at, "of")) {
        attachGroup(&rank, &at);
    }
    if (rank.link >= 0)
        end = m.mentions[static_cast<size_t>(rank.link)].last + 1;
    add(rank, start, end - 1);
    return true;
}

void EnglishReader::readRanks() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        if (isFree(at) && !readComparative(at))
            (void)readSuperlative(at);
    }
}

// "the only English council", "the only one of the 310 English councils that reported"
void EnglishReader::readOnly() {
    for (size_t at = 0; at + 1 < m.tokens.size(); ++at) {
        if (!are(at, {"the", "only"}))
            continue;
        size_t from = at + 2;
        if (are(from, {"one", "of", "the"}))
            from += 3;
        const int group = mentionStarting(from, What::Group);
        if (group < 0)
            continue;
        Mention only;
        only.kind = What::Only;
        only.link = group;
        m.mentions[static_cast<size_t>(group)].consumed = true;
        add(only, at, from - 1);
    }
}

// "Ten of England's 192 districts"
void EnglishReader::readTops() {
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        const auto number = wholeAt(at);
        if (!number || !is(at + 1, "of"))
            continue;
        const size_t from = is(at + 2, "the") ? at + 3 : at + 2;
        const int group = mentionStarting(from, What::Group);
        if (group < 0)
            continue;
        Mention top;
        top.kind = What::TopOf;
        top.number = *number;
        top.link = group;
        add(top, at, from - 1);
    }
}

// "of the 310 that reported"
void EnglishReader::readReported() {
    for (size_t at = 0; at + 2 < m.tokens.size(); ++at) {
        const auto number = wholeAt(at);
        if (!number || !are(at + 1, {"that", "reported"}))
            continue;
        Mention reported;
        reported.kind = What::Reported;
        reported.number = *number;
        add(reported, at, at + 2);
    }
}

void EnglishReader::readChanges() {
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        // "Made down 22 percent" is no direction, and nothing else either.
        if (!isFree(at) || (at > 0 && m.tokens[at - 1].lower == QLatin1String("made")))
            continue;
        const bool up = v.up.contains(m.tokens[at].lower);
        if (!up && !v.down.contains(m.tokens[at].lower))
            continue;
        Mention change;
        change.kind = What::Change;
        change.up = up;
        add(change, at, at);
    }
}

} // namespace factoid
