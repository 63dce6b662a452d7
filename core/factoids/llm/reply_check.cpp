#include "core/factoids/llm/reply_check.h"

#include <QRegularExpression>
#include <QVarLengthArray>

#include <algorithm>
#include <tuple>

namespace factoid {

namespace {

// A council's word this short is too easily hit by chance.
constexpr qsizetype kShortestName = 4;

Rejection rejected(const QString& text, qsizetype start, qsizetype length, const char* kind, const QString& why)
{
    return {text, text.mid(start, length), static_cast<int>(start), static_cast<int>(length), QString::fromLatin1(kind),
            why};
}

bool isWordPart(QChar c)
{
    return !c.isSpace() && !u".,;:()–"_s.contains(c);
}

// The run of characters around a place, within the words between two slots.
std::pair<qsizetype, qsizetype> wordAround(const QString& text, qsizetype at, qsizetype from, qsizetype to)
{
    qsizetype start = at;
    qsizetype end = at + 1;
    while (start > from && isWordPart(text.at(start - 1)))
        --start;
    while (end < to && isWordPart(text.at(end)))
        ++end;
    return {start, end - start};
}

// Why a character has no place outside a slot: its kind and the reason; empty: it has.
std::pair<const char*, QString> characterFault(QChar c)
{
    const auto code = [c] { return u"U+%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0')).toUpper(); };
    if (c >= u'0' && c <= u'9')
        return {"digit", u"a digit may only come from a slot"_s};
    if (c.isDigit() || c.category() == QChar::Number_Letter || c.category() == QChar::Number_Other ||
        c.category() == QChar::Number_DecimalDigit)
        return {"digit", u"%1 is a digit in disguise"_s.arg(code())};
    if (c.category() == QChar::Other_Format || c.category() == QChar::Other_Control ||
        c.category() == QChar::Other_PrivateUse)
        return {"character", u"%1 is invisible or turns the direction of the text"_s.arg(code())};
    if (c.isSurrogate())
        return {"character", u"a character beyond the usual ones has no place here"_s};
    if (u"<>&{}[]*_`#|\\~^=@"_s.contains(c))
        return {"markup", u"“%1” is markup, and a factoid is plain text"_s.arg(c)};
    if (u"/%$£€+\"“”!?"_s.contains(c))
        return {"markup", u"the mark “%1” has no place outside a slot"_s.arg(c)};
    if (c.isLetter()) {
        const auto form = c.decompositionTag();
        if (c.script() != QChar::Script_Latin || (form != QChar::NoDecomposition && form != QChar::Canonical))
            return {"character", u"%1 only looks like a letter of this language"_s.arg(code())};
        return {nullptr, {}};
    }
    if (c == u' ' || u".,;:()-'"_s.contains(c) || c == QChar(0x2013) || c == QChar(0x2019))
        return {nullptr, {}};
    return {"character", u"the character %1 has no place in a factoid"_s.arg(code())};
}

bool isRoman(const QString& word)
{
    static const QRegularExpression kRoman(
        u"^(?=[IVXLCDM]{2,}$|[VXLCDM]$)M*(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$"_s);
    return kRoman.match(word).hasMatch();
}

// Edits that make one word of the other, at most `most`.
bool isNear(const QString& a, const QString& b, int most)
{
    if (std::abs(a.size() - b.size()) > most)
        return false;
    constexpr qsizetype kUsual = 32;
    QVarLengthArray<int, kUsual> row(b.size() + 1);
    for (qsizetype j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int corner = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j < row.size(); ++j) {
            const int kept = corner + (a.at(i - 1) == b.at(j - 1) ? 0 : 1);
            corner = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, kept});
        }
    }
    return row.last() <= most;
}

} // namespace

ReplyCheck::ReplyCheck(const Panel& panel, const ReplyWords& words, const LlmPrompt& prompt)
    : m_words(words)
    , m_prompt(prompt)
{
    static const QRegularExpression kParts(u"[^\\p{L}]+"_s);
    for (const Council& council : panel.councils()) {
        for (const QString& part : council.name.toLower().split(kParts, Qt::SkipEmptyParts)) {
            if (part.size() >= kShortestName && !m_nameWords.contains(part))
                m_nameWords.insert(part, council.name);
        }
    }
}

CheckedSentence ReplyCheck::check(const ReplySentence& sentence) const
{
    CheckedSentence out;
    if (!sentence.problem.isEmpty()) {
        out.rejections.push_back(rejected(sentence.text, -1, 0, "shape", sentence.problem));
        return out;
    }
    std::vector<ReplyPiece> pieces;
    const bool whole = readSlots(sentence, &pieces, &out);
    judgeCharacters(sentence.text, pieces, &out);
    judgeWords(sentence.text, pieces, &out);
    if (whole && out.rejections.empty())
        judgeJoints(sentence, pieces, &out);
    // The plainest reason first: a number or a name before a word that is merely not of the list, the whole last.
    std::ranges::stable_sort(out.rejections, {}, [](const Rejection& each) {
        return std::tuple(each.start < 0, each.kind == "word"_L1, each.start);
    });
    if (!out.rejections.empty())
        out.parts.clear();
    return out;
}

// Every slot with the words before it. False when one of them is not what it should be.
bool ReplyCheck::readSlots(const ReplySentence& sentence, std::vector<ReplyPiece>* pieces, CheckedSentence* out) const
{
    static const QRegularExpression kSlot(u"\\{([^{}]*)\\}"_s);
    static const QRegularExpression kName(u"^f([1-9][0-9]?)\\.([a-z_]+)$"_s);
    const QString& text = sentence.text;
    const size_t before = out->rejections.size();
    qsizetype from = 0;
    QSet<int> told;
    for (auto it = kSlot.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto name = kName.match(match.captured(1));
        const auto object = [&](const QString& why) {
            out->rejections.push_back(rejected(text, match.capturedStart(), match.capturedLength(), "slot", why));
        };
        ReplyPiece piece{from, match.capturedStart(), match.capturedEnd(), name.captured(1).toInt(), nullptr};
        from = match.capturedEnd();
        const PromptFact* fact = name.hasMatch() ? m_prompt.fact(piece.fact) : nullptr;
        if (!name.hasMatch())
            object(u"this is not a slot: a slot is {f1.name}"_s);
        else if (!fact)
            object(u"there is no fact %1"_s.arg(piece.fact));
        else if (std::ranges::find(sentence.facts, piece.fact) == sentence.facts.end())
            object(u"the slot is of fact %1, which the sentence does not list"_s.arg(piece.fact));
        else if (piece.slot = fact->slot(name.captured(2)); !piece.slot)
            object(u"fact %1 has no slot “%2”"_s.arg(piece.fact).arg(name.captured(2)));
        told.insert(piece.fact);
        pieces->push_back(piece);
    }
    pieces->push_back({from, text.size(), text.size(), 0, nullptr});
    for (const int number : sentence.facts) {
        if (!told.contains(number))
            out->rejections.push_back(
                rejected(text, -1, 0, "missing", u"the sentence lists fact %1 and has no slot of it"_s.arg(number)));
    }
    return out->rejections.size() == before;
}

void ReplyCheck::judgeCharacters(const QString& text, const std::vector<ReplyPiece>& pieces, CheckedSentence* out) const
{
    for (const ReplyPiece& piece : pieces) {
        for (qsizetype at = piece.from; at < piece.to; ++at) {
            const auto [kind, why] = characterFault(text.at(at));
            if (!kind)
                continue;
            const auto [start, length] = wordAround(text, at, piece.from, piece.to);
            out->rejections.push_back(rejected(text, start, length, kind, why));
            at = start + length - 1; // one objection to a word
        }
    }
}

// The council whose name the word is, or is nearly; empty: none.
QString ReplyCheck::nameLike(const QString& word) const
{
    if (word.size() < kShortestName)
        return {};
    if (const auto exact = m_nameWords.constFind(word); exact != m_nameWords.cend())
        return *exact;
    const int most = word.size() >= 8 ? 2 : 1;
    for (auto it = m_nameWords.begin(); it != m_nameWords.end(); ++it) {
        if (isNear(word, it.key(), most))
            return *it;
    }
    return {};
}

void ReplyCheck::judgeWords(const QString& text, const std::vector<ReplyPiece>& pieces, CheckedSentence* out) const
{
    static const QRegularExpression kWord(u"[\\p{L}]+(?:['’][\\p{L}]+)*"_s);
    QSet<QString> licences;
    for (const ReplyPiece& piece : pieces) {
        if (const PromptFact* fact = m_prompt.fact(piece.fact))
            licences.insert(fact->licence.isEmpty() ? u"none"_s : fact->licence);
    }
    for (const ReplyPiece& piece : pieces) {
        const QString words = text.mid(piece.from, piece.to - piece.from);
        for (auto it = kWord.globalMatch(words); it.hasNext();) {
            const auto match = it.next();
            const QString word = match.captured();
            const QString lower = word.toLower();
            const qsizetype start = piece.from + match.capturedStart();
            const auto object = [&](const char* kind, const QString& why) {
                out->rejections.push_back(rejected(text, start, word.size(), kind, why));
            };
            const QString needs = m_words.licenceFor(lower);
            const bool starts = start == 0 || text.left(start).trimmed().endsWith(QLatin1Char('.'));
            const bool capital = word.at(0).isUpper() && !starts;
            if (!capital && (m_words.isJoining(lower) || licences.contains(needs)))
                continue; // judged by its place
            const auto known = m_words.reasonFor(lower);
            if (!needs.isEmpty())
                object("comparing", u"no fact of this sentence licenses “%1”"_s.arg(word));
            else if (isRoman(word))
                object("digit", u"“%1” can be read as a Roman numeral"_s.arg(word));
            else if (known)
                object(qPrintable(known->list), u"“%1”: %2"_s.arg(word, known->why));
            else if (const QString council = nameLike(lower); !council.isEmpty())
                object("name",
                       u"“%1” is, or looks like, a word of the name “%2”; a name may only come from a slot"_s.arg(
                           word, council));
            else if (capital)
                object("name", u"“%1” looks like a name; a name may only come from a slot"_s.arg(word));
            else
                object("word", u"“%1” is not one of the words that may stand between slots"_s.arg(word));
        }
    }
}

void ReplyCheck::judgeJoints(const ReplySentence& sentence, const std::vector<ReplyPiece>& pieces,
                             CheckedSentence* out) const
{
    const QString& text = sentence.text;
    ReplyGrammar grammar(m_words, m_prompt, text);
    for (const ReplyPiece& piece : pieces) {
        const auto [kind, why] = grammar.take(piece);
        if (!kind)
            continue;
        // The words, or the slot where there are none.
        const QString raw = text.mid(piece.from, piece.to - piece.from);
        const QString words = raw.trimmed();
        const bool slot = words.isEmpty() || QLatin1String(kind) == "slot"_L1;
        out->rejections.push_back(slot ? rejected(text, piece.to, piece.end - piece.to, kind, why)
                                       : rejected(text, piece.from + raw.indexOf(words), words.size(), kind, why));
        return;
    }
    if (const QString why = grammar.unsaid(); !why.isEmpty()) {
        out->rejections.push_back(rejected(text, -1, 0, "missing", why));
        return;
    }
    out->parts = grammar.parts();
}

} // namespace factoid
