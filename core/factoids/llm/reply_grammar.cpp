#include "core/factoids/llm/reply_grammar.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

bool isSubject(const QString& type)
{
    return type == "who"_L1 || type == "topic"_L1 || type == "clause"_L1;
}

bool isOpener(const QString& type)
{
    static const QSet<QString> kOpeners{u"when"_s, u"scope"_s, u"after"_s, u"span"_s, u"from"_s, u"to"_s, u"streak"_s};
    return kOpeners.contains(type);
}

// The amounts and dates of a slot, by their claim: "amount 0", "when 1".
QStringList saidBy(const SlotWords& slot)
{
    static const QRegularExpression kAmount(u"\\{(did|didagain|said|saidagain|amount|each|when):(\\d+)\\}"_s);
    QStringList said;
    for (auto it = kAmount.globalMatch(slot.fill); it.hasNext();) {
        const auto match = it.next();
        const bool when = match.captured(1) == "when"_L1;
        said.append((when ? u"when "_s : u"amount "_s) + match.captured(2));
    }
    return said;
}

} // namespace

ConnectiveFault ReplyGrammar::take(const ReplyPiece& piece)
{
    m_say = m_text.mid(piece.from, piece.to - piece.from).simplified();
    if (const QString why = changeFact(piece); !why.isEmpty())
        return {"place", why};
    m_fact = piece.slot ? piece.fact : m_fact;
    const QString next = piece.slot ? piece.slot->type : u"end"_s;
    const bool starts = m_before == "start"_L1;
    // A sentence's first word has a capital; in the middle of the text nothing else has.
    const QString sought = starts && !m_say.isEmpty() ? m_say.at(0).toLower() + m_say.mid(1) : m_say;
    const PromptFact* told = m_prompt.fact(m_fact);
    const QSet<QString> licences = told ? QSet<QString>{told->licence} : QSet<QString>();
    const Connective* connective = m_words.connective(sought, m_before, next, licences);
    if (!connective)
        return {"place", m_say.isEmpty()
                             ? u"a slot of type “%1” may not follow one of type “%2” directly"_s.arg(next, m_before)
                             : u"“%1” may not stand between slots of type “%2” and “%3”"_s.arg(m_say, m_before, next)};
    if (const QString why = clause(next); !why.isEmpty())
        return {"place", why};
    if (piece.slot && saysAgain(*piece.slot))
        return {"slot", u"the text says this already"_s};
    append(piece);
    // A word of direction says what the slot would.
    if (!connective->needs.isEmpty())
        m_said.insert(u"moved"_s);
    return {nullptr, {}};
}

QString ReplyGrammar::unsaid() const
{
    if (!m_dated)
        return u"the text does not say when"_s;
    for (const auto& [slot, need] : m_needs) {
        const QStringList any = need.split(QLatin1Char('|'));
        if (std::ranges::none_of(any, [this](const QString& name) { return m_said.contains(name); }))
            return u"“%1” says nothing without “%2”"_s.arg(slot, any.join(u"” or “"_s));
    }
    return {};
}

std::vector<CheckedPart> ReplyGrammar::parts() const
{
    std::vector<CheckedPart> all = m_parts;
    all.push_back({m_fact, m_pattern});
    return all;
}

QString ReplyGrammar::changeFact(const ReplyPiece& piece)
{
    if (!piece.slot || m_fact == 0 || piece.fact == m_fact)
        return {};
    const QString full = u"."_s;
    if (m_say != full && !m_say.startsWith(full + QLatin1Char(' ')))
        return u"facts %1 and %2 may not share a sentence"_s.arg(m_fact).arg(piece.fact);
    if (!m_words.connective(full, m_before, u"end"_s, {}) || !m_subject)
        return u"a sentence may not end after this slot"_s;
    if (const QString why = unsaid(); !why.isEmpty())
        return why;
    m_done.insert(m_fact);
    if (m_done.contains(piece.fact))
        return u"the sentences on fact %1 do not stand together"_s.arg(piece.fact);
    m_parts.push_back({m_fact, m_pattern + full});
    m_pattern.clear();
    m_before = u"start"_s;
    m_say = m_say.mid(1).trimmed();
    m_subject = m_predicate = m_dated = false;
    m_said.clear();
    m_needs.clear();
    return {};
}

// One subject a clause, and nothing but openers before it.
QString ReplyGrammar::clause(const QString& next)
{
    const bool parts = m_say.startsWith(QLatin1Char(';')) || m_say == "."_L1 || next == "end"_L1 ||
                       (m_say.startsWith(", and"_L1) && next == "clause"_L1);
    if (parts && !m_subject)
        return u"the clause before it is about nobody"_s;
    if (parts && !m_predicate)
        return u"the clause before it says nothing"_s;
    // ". That was …" goes on about the subject before it.
    if (parts && (isSubject(next) || isOpener(next)))
        m_subject = false;
    // "; in March 2014 it was the third highest"
    static const QRegularExpression kPronoun(u"\\b(it was|they were)$"_s);
    if (kPronoun.match(m_say).hasMatch())
        m_subject = m_predicate = true;
    if (isSubject(next)) {
        if (m_subject)
            return u"a clause has one subject"_s;
        m_subject = true;
        m_predicate = next == "clause"_L1;
    } else if (!m_subject && next != "end"_L1 && !isOpener(next) &&
               !(m_before == "start"_L1 && (next == "amount"_L1 || next == "clause"_L1))) {
        return u"the clause does not say yet whom it is about"_s;
    }
    static const QSet<QString> kPredicates{u"did"_s, u"again"_s, u"verb"_s, u"share"_s, u"only"_s};
    m_predicate = m_predicate || kPredicates.contains(next) || m_before == "topic"_L1;
    return {};
}

bool ReplyGrammar::saysAgain(const SlotWords& slot) const
{
    return m_said.contains(slot.name) ||
           std::ranges::any_of(saidBy(slot), [this](const QString& what) { return m_said.contains(what); });
}

bool ReplyGrammar::isOfNewestYear(const QString& said) const
{
    const PromptFact* told = m_prompt.fact(m_fact);
    const auto claim = static_cast<size_t>(said.section(QLatin1Char(' '), 1).toInt());
    return told && said.startsWith("when"_L1) && claim < told->fact.claims.size() &&
           !told->fact.claims[claim].operands.empty() &&
           told->fact.claims[claim].operands.front().year == told->fact.year;
}

void ReplyGrammar::append(const ReplyPiece& piece)
{
    const bool starts = m_before == "start"_L1;
    const bool mark = !m_say.isEmpty() && !m_say.at(0).isLetter() && m_say.at(0) != QChar(0x2013);
    if (!starts && !mark && piece.slot)
        m_pattern += QLatin1Char(' ');
    m_pattern += agreed(m_say);
    if (!piece.slot)
        return;
    m_pattern += m_say.isEmpty() ? QString() : u" "_s;
    m_pattern += piece.slot->fill;
    m_before = piece.slot->type;
    m_said.insert(piece.slot->name);
    for (const QString& need : piece.slot->needs)
        m_needs.push_back({piece.slot->name, need});
    for (const QString& what : saidBy(*piece.slot)) {
        m_said.insert(what);
        m_dated = m_dated || isOfNewestYear(what);
    }
    if (m_before == "topic"_L1)
        m_topic = piece.slot->fill;
}

// "was" and "were" after a topic: as its noun wants it.
QString ReplyGrammar::agreed(const QString& say) const
{
    static const QRegularExpression kVerb(u"^(was|were)(?=$| )"_s);
    static const QRegularExpression kClaim(u"^\\{topic:(\\d+)\\}$"_s);
    const auto claim = kClaim.match(m_topic);
    if (m_before != "topic"_L1 || !claim.hasMatch())
        return say;
    return QString(say).replace(kVerb, u"{was:%1}"_s.arg(claim.captured(1)));
}

} // namespace factoid
