#include "core/factoids/reply_check.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

// A slot, with the words before it; the last piece has no slot.
struct ReplyCheck::Piece {
    qsizetype from = 0; // of the words before the slot
    qsizetype to = 0;   // where the slot starts
    qsizetype end = 0;  // after the slot
    int fact = 0;       // 0: the end of the text
    const SlotWords* slot = nullptr;
};

namespace {

// A council's word this short is too easily hit by chance.
constexpr qsizetype kShortestName = 4;

Rejection rejected(const QString& text, qsizetype start, qsizetype length, const char* kind, const QString& why) {
    return {text, text.mid(start, length), static_cast<int>(start), static_cast<int>(length), QString::fromLatin1(kind), why};
}

bool isWordPart(QChar c) {
    return !c.isSpace() && !QStringLiteral(".,;:()–").contains(c);
}

// The run of characters around a place, within the words between two slots.
std::pair<qsizetype, qsizetype> wordAround(const QString& text, qsizetype at, qsizetype from, qsizetype to) {
    qsizetype start = at;
    qsizetype end = at + 1;
    while (start > from && isWordPart(text.at(start - 1)))
        --start;
    while (end < to && isWordPart(text.at(end)))
        ++end;
    return {start, end - start};
}

// Why a character has no place outside a slot: its kind and the reason; empty: it has.
std::pair<const char*, QString> characterFault(QChar c) {
    const auto code = [c] { return QStringLiteral("U+%1").arg(c.unicode(), 4, 16, QLatin1Char('0')).toUpper(); };
    if (c >= u'0' && c <= u'9')
        return {"digit", QStringLiteral("a digit may only come from a slot")};
    if (c.isDigit() || c.category() == QChar::Number_Letter || c.category() == QChar::Number_Other || c.category() == QChar::Number_DecimalDigit)
        return {"digit", QStringLiteral("%1 is a digit in disguise").arg(code())};
    if (c.category() == QChar::Other_Format || c.category() == QChar::Other_Control || c.category() == QChar::Other_PrivateUse)
        return {"character", QStringLiteral("%1 is invisible or turns the direction of the text").arg(code())};
    if (c.isSurrogate())
        return {"character", QStringLiteral("a character beyond the usual ones has no place here")};
    if (QStringLiteral("<>&{}[]*_`#|\\~^=@").contains(c))
        return {"markup", QStringLiteral("“%1” is markup, and a factoid is plain text").arg(c)};
    if (QStringLiteral("/%$£€+\"“”!?").contains(c))
        return {"markup", QStringLiteral("the mark “%1” has no place outside a slot").arg(c)};
    if (c.isLetter()) {
        const auto form = c.decompositionTag();
        if (c.script() != QChar::Script_Latin || (form != QChar::NoDecomposition && form != QChar::Canonical))
            return {"character", QStringLiteral("%1 only looks like a letter of this language").arg(code())};
        return {nullptr, {}};
    }
    if (c == u' ' || QStringLiteral(".,;:()-'").contains(c) || c == QChar(0x2013) || c == QChar(0x2019))
        return {nullptr, {}};
    return {"character", QStringLiteral("the character %1 has no place in a factoid").arg(code())};
}

bool isRoman(const QString& word) {
    static const QRegularExpression kRoman(QStringLiteral("^(?=[IVXLCDM]{2,}$|[VXLCDM]$)M*(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$"));
    return kRoman.match(word).hasMatch();
}

// Edits that make one word of the other, at most `most`.
bool isNear(const QString& a, const QString& b, int most) {
    if (std::abs(a.size() - b.size()) > most)
        return false;
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int corner = row[0];
        row[0] = static_cast<int>(i);
        for (size_t j = 1; j < row.size(); ++j) {
            const int kept = corner + (a.at(i - 1) == b.at(static_cast<qsizetype>(j) - 1) ? 0 : 1);
            corner = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, kept});
        }
    }
    return row.back() <= most;
}

} // namespace

ReplyCheck::ReplyCheck(const Panel& panel, const ReplyWords& words, const ModelPrompt& prompt)
    : m_words(words)
    , m_prompt(prompt) {
    static const QRegularExpression kParts(QStringLiteral("[^\\p{L}]+"));
    for (const Council& council : panel.councils()) {
        for (const QString& part : council.name.toLower().split(kParts, Qt::SkipEmptyParts)) {
            if (part.size() >= kShortestName && !m_nameWords.contains(part))
                m_nameWords.insert(part, council.name);
        }
    }
}

CheckedSentence ReplyCheck::check(const ReplySentence& sentence) const {
    CheckedSentence out;
    if (!sentence.problem.isEmpty()) {
        out.rejections.push_back(rejected(sentence.text, -1, 0, "shape", sentence.problem));
        return out;
    }
    std::vector<Piece> pieces;
    const bool whole = readSlots(sentence, &pieces, &out);
    judgeCharacters(sentence.text, pieces, &out);
    judgeWords(sentence.text, pieces, &out);
    if (whole && out.rejections.empty())
        judgeJoints(sentence, pieces, &out);
    std::ranges::stable_sort(out.rejections, {}, &Rejection::start);
    if (!out.rejections.empty())
        out.parts.clear();
    return out;
}

// Every slot with the words before it. False when one of them is not what it should be.
bool ReplyCheck::readSlots(const ReplySentence& sentence, std::vector<Piece>* pieces, CheckedSentence* out) const {
    static const QRegularExpression kSlot(QStringLiteral("\\{([^{}]*)\\}"));
    static const QRegularExpression kName(QStringLiteral("^f([1-9][0-9]?)\\.([a-z_]+)$"));
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
        Piece piece{from, match.capturedStart(), match.capturedEnd(), name.captured(1).toInt(), nullptr};
        from = match.capturedEnd();
        const PromptFact* fact = name.hasMatch() ? m_prompt.fact(piece.fact) : nullptr;
        if (!name.hasMatch())
            object(QStringLiteral("this is not a slot: a slot is {f1.name}"));
        else if (!fact)
            object(QStringLiteral("there is no fact %1").arg(piece.fact));
        else if (std::ranges::find(sentence.facts, piece.fact) == sentence.facts.end())
            object(QStringLiteral("the slot is of fact %1, which the sentence does not list").arg(piece.fact));
        else if (piece.slot = fact->slot(name.captured(2)); !piece.slot)
            object(QStringLiteral("fact %1 has no slot “%2”").arg(piece.fact).arg(name.captured(2)));
        told.insert(piece.fact);
        pieces->push_back(piece);
    }
    pieces->push_back({from, text.size(), text.size(), 0, nullptr});
    for (const int number : sentence.facts) {
        if (!told.contains(number))
            out->rejections.push_back(
                rejected(text, -1, 0, "missing", QStringLiteral("the sentence lists fact %1 and has no slot of it").arg(number)));
    }
    return out->rejections.size() == before;
}

void ReplyCheck::judgeCharacters(const QString& text, const std::vector<Piece>& pieces, CheckedSentence* out) const {
    for (const Piece& piece : pieces) {
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
QString ReplyCheck::nameLike(const QString& word) const {
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

void ReplyCheck::judgeWords(const QString& text, const std::vector<Piece>& pieces, CheckedSentence* out) const {
    static const QRegularExpression kWord(QStringLiteral("[\\p{L}]+(?:['’][\\p{L}]+)*"));
    QSet<QString> licences;
    for (const Piece& piece : pieces) {
        if (const PromptFact* fact = m_prompt.fact(piece.fact))
            licences.insert(fact->licence.isEmpty() ? QStringLiteral("none") : fact->licence);
    }
    for (const Piece& piece : pieces) {
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
                object("comparing", QStringLiteral("no fact of this sentence licenses “%1”").arg(word));
            else if (isRoman(word))
                object("digit", QStringLiteral("“%1” can be read as a Roman numeral").arg(word));
            else if (known)
                object(qPrintable(known->list), QStringLiteral("“%1”: %2").arg(word, known->why));
            else if (const QString council = nameLike(lower); !council.isEmpty())
                object("name", QStringLiteral("“%1” is, or looks like, a word of the name “%2”; a name may only come from a slot").arg(word, council));
            else if (capital)
                object("name", QStringLiteral("“%1” looks like a name; a name may only come from a slot").arg(word));
            else
                object("word", QStringLiteral("“%1” is not one of the words that may stand between slots").arg(word));
        }
    }
}

// What stands between two slots must be one of the joints that the language has for their types. On the way the parts
// are put together: sentences of one fact stay together, another fact starts another part.
void ReplyCheck::judgeJoints(const ReplySentence& sentence, const std::vector<Piece>& pieces, CheckedSentence* out) const {
    const QString& text = sentence.text;
    const QString full = QStringLiteral(".");
    QString before = QStringLiteral("start");
    int fact = 0;
    QString pattern;
    QSet<int> done;
    for (const Piece& piece : pieces) {
        const QString raw = text.mid(piece.from, piece.to - piece.from);
        QString say = raw.simplified();
        const QString next = piece.slot ? piece.slot->type : QStringLiteral("end");
        const auto object = [&](const char* kind, const QString& why) {
            const bool blank = say.isEmpty();
            out->rejections.push_back(blank ? rejected(text, piece.to, piece.end - piece.to, kind, why)
                                            : rejected(text, piece.from + raw.indexOf(say.at(0)), raw.trimmed().size(), kind, why));
        };
        const PromptFact* told = m_prompt.fact(piece.slot ? piece.fact : fact);
        const QSet<QString> licences{told->licence};
        // Another fact begins another sentence.
        if (piece.slot && fact != 0 && piece.fact != fact) {
            if (say == full || say.startsWith(full + QLatin1Char(' '))) {
                if (!m_words.joint(full, before, QStringLiteral("end"), licences))
                    return object("place", QStringLiteral("a sentence may not end after this slot"));
                done.insert(fact);
                out->parts.push_back({fact, pattern + full});
                pattern.clear();
                before = QStringLiteral("start");
                say = say.mid(1).trimmed();
            } else {
                return object("place", QStringLiteral("facts %1 and %2 may not share a sentence").arg(fact).arg(piece.fact));
            }
            if (done.contains(piece.fact))
                return object("place", QStringLiteral("the sentences on fact %1 do not stand together").arg(piece.fact));
        }
        fact = piece.slot ? piece.fact : fact;
        const bool starts = before == QLatin1String("start");
        // A sentence's first word has a capital; in the middle of the text nothing else has.
        const QString sought = starts && !say.isEmpty() ? say.at(0).toLower() + say.mid(1) : say;
        if (!m_words.joint(sought, before, next, licences)) {
            if (starts && !piece.slot)
                return object("missing", QStringLiteral("the sentence has no slot"));
            return object("place", say.isEmpty() ? QStringLiteral("a slot of type “%1” may not follow one of type “%2” directly").arg(next, before)
                                   : QStringLiteral("“%1” may not stand between slots of type “%2” and “%3”").arg(say, before, next));
        }
        const bool mark = !say.isEmpty() && !say.at(0).isLetter() && say.at(0) != QChar(0x2013);
        if (!starts && !mark && piece.slot)
            pattern += QLatin1Char(' ');
        pattern += say;
        if (piece.slot) {
            pattern += say.isEmpty() ? QString() : QStringLiteral(" ");
            pattern += piece.slot->fill;
            before = piece.slot->type;
        }
    }
    out->parts.push_back({fact, pattern});
}

} // namespace factoid
