#include "core/factoids/grammar/sentence_renderer.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

// What a slot says, for an operator who reads why a fact has no sentence.
QString whatIsSaidBy(const QString& slot)
{
    static const std::pair<const char*, QStringList> kSaid[] = {
        {"the place among others",
         {u"more"_s, u"most"_s, u"highest"_s, u"placeonly"_s, u"placeonlyr"_s, u"among"_s, u"didmost"_s}},
        {"what it is the highest or lowest since", {u"record"_s, u"recordmore"_s, u"recordhigher"_s}},
        {"the ratio of the two", {u"times"_s, u"asmuch"_s, u"multiplied"_s}},
        {"the part of the whole",
         {u"share"_s, u"sharesoft"_s, u"pence"_s, u"pct"_s, u"points"_s, u"part"_s, u"partsoft"_s, u"pound"_s,
          u"whole"_s, u"wholeby"_s}},
        {"the change or the difference", {u"change"_s, u"diff"_s, u"than"_s, u"morethan"_s, u"way"_s}},
        {"how it went over the years",
         {u"span"_s, u"streak"_s, u"stepped"_s, u"run"_s, u"moves"_s, u"tended"_s, u"above"_s, u"firsttime"_s,
          u"relation"_s}},
        {"how many councils there are",
         {u"top"_s, u"theall"_s, u"thereporting"_s, u"thedue"_s, u"ofreporting"_s, u"many"_s, u"only"_s, u"cond"_s,
          u"count"_s, u"countonly"_s, u"didof"_s}},
    };
    for (const auto& [said, slots] : kSaid) {
        if (slots.contains(slot))
            return QString::fromLatin1(said);
    }
    return u"who it is about or how much it was"_s;
}

bool isGroup(const Operand& operand)
{
    return operand.council.isEmpty();
}

} // namespace

SentenceRenderer::SentenceRenderer(const NameFormatter& formatter, const Fact& fact, int extraDigits)
    : m_formatter(formatter)
    , m_panel(formatter.panel())
    , m_amountWords(amountWords(formatter.lexicon().language()))
    , m_claims(fact.claims)
    , m_shown(fact.claims.size())
    , m_extraDigits(extraDigits)
{
}

bool SentenceRenderer::has(const QString& argument, int* index) const
{
    bool number = false;
    *index = argument.toInt(&number);
    return number && *index >= 0 && *index < static_cast<int>(m_claims.size()) && !claim(*index).operands.empty() &&
           fieldOf(operand(*index));
}

const Field* SentenceRenderer::fieldOf(const Operand& operand) const
{
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? nullptr : &m_panel.fields()[static_cast<size_t>(field)];
}

FieldWords SentenceRenderer::wordsOf(const Operand& operand) const
{
    const Field* field = fieldOf(operand);
    return field ? m_formatter.lexicon().field(*field, m_formatter.traits()) : FieldWords();
}

YearDays SentenceRenderer::daysOf(const Operand& operand) const
{
    return m_formatter.lexicon().profile().days(operand.year, operand.field);
}

Unit SentenceRenderer::unitOf(const Operand& operand) const
{
    if (operand.measure == Measure::Share)
        return {Unit::Kind::Percent, {}};
    const Field* field = fieldOf(operand);
    return field ? unitFrom(field->unit) : Unit();
}

// +1: the amount is printed as it is; -1: income, printed by its sense. A field with words for the
// other sign ("drew out") uses them instead of "minus".
int SentenceRenderer::signOf(const Operand& operand) const
{
    if (operand.measure == Measure::Share || operand.measure == Measure::Count || operand.measure == Measure::Missing ||
        operand.measure == Measure::MeanDifference)
        return 1;
    const int sense = m_formatter.traits().value(operand.field).income ? -1 : 1;
    const bool negative = sense > 0 ? operand.value.isNegative() : operand.value > Decimal();
    return negative && !wordsOf(operand).opposite.isEmpty() ? -sense : sense;
}

SentenceRenderer::Words SentenceRenderer::show(int index, const QString& text)
{
    QString& shown = m_shown[static_cast<size_t>(index)];
    if (!shown.isEmpty() && shown != text)
        return std::nullopt;
    shown = text;
    return text;
}

Result<Sentence> SentenceRenderer::fill(const QString& pattern)
{
    static const QRegularExpression kSlot(u"\\{([a-z]+)(?::([^}]*))?\\}"_s);
    const auto refuse = [](const QString& why) { return fail(ErrorKind::Verification, why); };
    m_text.clear();
    qsizetype at = 0;
    for (auto it = kSlot.globalMatch(pattern); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        m_text += QStringView(pattern).mid(at, match.capturedStart() - at);
        at = match.capturedEnd();
        bool known = true;
        const Words words = slot(match.captured(1), match.captured(2), &known);
        if (!known)
            return refuse(u"the pattern has an unknown slot %1"_s.arg(match.captured()));
        if (!words)
            return refuse(u"there are no true words for %1"_s.arg(whatIsSaidBy(match.captured(1))));
        m_text += *words;
    }
    m_text += QStringView(pattern).mid(at);
    const Words ending = tail();
    if (!ending)
        return refuse(u"the gap in the returns cannot be said in this pattern"_s);
    m_text.insert(m_text.size() - 1, *ending);
    m_text[0] = m_text.at(0).toUpper();
    if (wordCount(m_text) > kMostWords)
        return refuse(u"the sentence has %1 words"_s.arg(wordCount(m_text)));
    if (!amountsStayApart())
        return refuse(u"two different amounts would print the same"_s);
    if (!differencesAddUp())
        return refuse(u"the amounts as printed do not differ by what is printed"_s);
    Sentence sentence{m_text, {}};
    for (size_t i = 0; i < m_claims.size(); ++i) {
        if (m_shown[i].isEmpty())
            continue;
        sentence.claims.push_back(m_claims[i]);
        sentence.claims.back().shown = m_shown[i];
    }
    return sentence;
}

bool SentenceRenderer::needsInflation() const
{
    std::optional<Year> oldest, newest;
    for (size_t i = 0; i < m_claims.size(); ++i) {
        // A crossing sets two against each other within each year.
        if (m_shown[i].isEmpty() || m_claims[i].operation == Operation::Rank ||
            m_claims[i].operation == Operation::Crossing)
            continue;
        for (const Operand& operand : m_claims[i].operands) {
            if (!unitOf(operand).isCash() || operand.measure == Measure::Count || operand.measure == Measure::Missing)
                continue;
            oldest = oldest ? std::min(*oldest, operand.year) : operand.year;
            newest = newest ? std::max(*newest, operand.year) : operand.year;
        }
    }
    return oldest && newest->startYear() - oldest->startYear() > kYearsWithoutInflation;
}

// Whether the amount is said in the field's own sense, not with the words for the other sign.
bool SentenceRenderer::inOwnSense(const Operand& of) const
{
    return signOf(of) == (m_formatter.traits().value(of.field).income ? -1 : 1);
}

AmountStyle SentenceRenderer::styleOf(const Operand& of) const
{
    return {of.measure == Measure::PerHead, m_extraDigits, &m_amountWords};
}

std::optional<AmountText> SentenceRenderer::amountOf(const Operand& of) const
{
    const auto value = signOf(of) < 0 ? of.value.negated() : of.value;
    if (!value)
        return std::nullopt;
    return amountText(*value, unitOf(of), styleOf(of));
}

Returns SentenceRenderer::returnsFor(int index) const
{
    const Operand& of = operand(index);
    return returnsOf(m_panel, m_panel.fieldIndex(of.field), of.year, narrowed(claim(index).scope, of));
}

SentenceRenderer::FigureStatus SentenceRenderer::figureStatus() const
{
    bool provisional = false;
    bool estimated = false;
    for (size_t i = 0; i < m_claims.size(); ++i) {
        if (m_shown[i].isEmpty())
            continue;
        for (const Operand& operand : m_claims[i].operands) {
            const int field = m_panel.fieldIndex(operand.field);
            std::vector<int> whose = {m_panel.councilIndex(operand.council)};
            if (isGroup(operand))
                whose = withFigure(m_panel, narrowed(m_claims[i].scope, operand), operand);
            for (const int council : whose) {
                const Status status = m_panel.status(field, operand.year, council);
                provisional = provisional || status == Status::Provisional;
                estimated = estimated || status == Status::Estimated;
            }
        }
    }
    if (provisional)
        return FigureStatus::Provisional;
    return estimated ? FigureStatus::Estimated : FigureStatus::Final;
}

} // namespace factoid
