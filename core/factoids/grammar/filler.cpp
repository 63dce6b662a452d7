#include "core/factoids/grammar/filler.h"

#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

// Cash is compared over more than this many years only "before inflation".
constexpr int kYearsWithoutInflation = 2;

// What a slot says, for an operator who reads why a fact has no sentence.
QString whatIsSaidBy(const QString& slot) {
    static const std::pair<const char*, QStringList> kSaid[] = {
        {"the place among others",
         {QStringLiteral("more"), QStringLiteral("most"), QStringLiteral("highest"),
          QStringLiteral("placeonly"), QStringLiteral("placeonlyr"), QStringLiteral("among"), QStringLiteral("didmost")}},
        {"what it is the highest or lowest since",
         {QStringLiteral("record"), QStringLiteral("recordmore"), QStringLiteral("recordhigher")}},
        {"the ratio of the two",
         {QStringLiteral("times"), QStringLiteral("asmuch"), QStringLiteral("multiplied")}},
        {"the part of the whole",
         {QStringLiteral("share"), QStringLiteral("sharesoft"), QStringLiteral("pence"), QStringLiteral("pct"),
          QStringLiteral("points"), QStringLiteral("part"), QStringLiteral("partsoft"), QStringLiteral("pound"),
          QStringLiteral("whole"), QStringLiteral("wholeby")}},
        {"the change or the difference",
         {QStringLiteral("change"), QStringLiteral("diff"), QStringLiteral("than"),
          QStringLiteral("morethan"), QStringLiteral("way")}},
        {"how it went over the years",
         {QStringLiteral("span"), QStringLiteral("streak"), QStringLiteral("stepped"),
          QStringLiteral("run"), QStringLiteral("moves"), QStringLiteral("tended"),
          QStringLiteral("above"), QStringLiteral("firsttime"), QStringLiteral("relation")}},
        {"how many councils there are",
         {QStringLiteral("top"), QStringLiteral("theall"), QStringLiteral("thereporting"),
          QStringLiteral("thedue"), QStringLiteral("ofreporting"), QStringLiteral("many"),
          QStringLiteral("only"), QStringLiteral("cond"), QStringLiteral("count"), QStringLiteral("countonly"), QStringLiteral("didof")}},
    };
    for (const auto& [said, slots] : kSaid) {
        if (slots.contains(slot))
            return QString::fromLatin1(said);
    }
    return QStringLiteral("who it is about or how much it was");
}

bool isGroup(const Operand& operand) {
    return operand.council.isEmpty();
}

} // namespace

Filler::Filler(const Speech& speech, const Fact& fact, int extraDigits)
    : m_speech(speech)
    , m_panel(speech.panel())
    , m_amountWords(amountWords(speech.lexicon().language()))
    , m_claims(fact.claims)
    , m_shown(fact.claims.size())
    , m_extraDigits(extraDigits) {}

bool Filler::has(const QString& argument, int* index) const {
    bool number = false;
    *index = argument.toInt(&number);
    return number && *index >= 0 && *index < static_cast<int>(m_claims.size()) &&
           !claim(*index).operands.empty() && fieldOf(operand(*index));
}

const Field* Filler::fieldOf(const Operand& operand) const {
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? nullptr : &m_panel.fields()[static_cast<size_t>(field)];
}

FieldWords Filler::wordsOf(const Operand& operand) const {
    const Field* field = fieldOf(operand);
    return field ? m_speech.lexicon().field(*field, m_speech.traits()) : FieldWords();
}

Unit Filler::unitOf(const Operand& operand) const {
    if (operand.measure == Measure::Share)
        return {Unit::Kind::Percent, {}};
    const Field* field = fieldOf(operand);
    return field ? unitFrom(field->unit) : Unit();
}

// +1: the amount is printed as it is; -1: income, printed by its sense. A field with words for the
// other sign ("drew out") uses them instead of "minus".
int Filler::signOf(const Operand& operand) const {
    if (operand.measure == Measure::Share || operand.measure == Measure::Count ||
        operand.measure == Measure::Missing || operand.measure == Measure::MeanDifference)
        return 1;
    const int sense = m_speech.traits().value(operand.field).income ? -1 : 1;
    const bool negative = sense > 0 ? operand.value.isNegative() : operand.value > Decimal();
    return negative && !wordsOf(operand).opposite.isEmpty() ? -sense : sense;
}

Filler::Words Filler::show(int index, const QString& text) {
    QString& shown = m_shown[static_cast<size_t>(index)];
    if (!shown.isEmpty() && shown != text)
        return std::nullopt;
    shown = text;
    return text;
}

Result<Sentence> Filler::fill(const QString& pattern) {
    static const QRegularExpression kSlot(QStringLiteral("\\{([a-z]+)(?::([^}]*))?\\}"));
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
            return refuse(
                QStringLiteral("the pattern has an unknown slot %1").arg(match.captured()));
        if (!words)
            return refuse(QStringLiteral("there are no true words for %1")
                              .arg(whatIsSaidBy(match.captured(1))));
        m_text += *words;
    }
    m_text += QStringView(pattern).mid(at);
    const Words ending = tail();
    if (!ending)
        return refuse(QStringLiteral("the gap in the returns cannot be said in this pattern"));
    m_text.insert(m_text.size() - 1, *ending);
    m_text[0] = m_text.at(0).toUpper();
    if (wordCount(m_text) > kMostWords)
        return refuse(QStringLiteral("the sentence has %1 words").arg(wordCount(m_text)));
    if (!amountsStayApart())
        return refuse(QStringLiteral("two different amounts would print the same"));
    if (!differencesAddUp())
        return refuse(QStringLiteral("the amounts as printed do not differ by what is printed"));
    Sentence sentence{m_text, {}};
    for (size_t i = 0; i < m_claims.size(); ++i) {
        if (m_shown[i].isEmpty())
            continue;
        sentence.claims.push_back(m_claims[i]);
        sentence.claims.back().shown = m_shown[i];
    }
    return sentence;
}

bool Filler::needsInflation() const {
    std::optional<Year> oldest, newest;
    for (size_t i = 0; i < m_claims.size(); ++i) {
        if (m_shown[i].isEmpty() || m_claims[i].operation == Operation::Rank)
            continue;
        for (const Operand& operand : m_claims[i].operands) {
            if (!unitOf(operand).isCash() || operand.measure == Measure::Count ||
                operand.measure == Measure::Missing)
                continue;
            oldest = oldest ? std::min(*oldest, operand.year) : operand.year;
            newest = newest ? std::max(*newest, operand.year) : operand.year;
        }
    }
    return oldest && newest->startYear() - oldest->startYear() > kYearsWithoutInflation;
}

// Whether the amount is said in the field's own sense, not with the words for the other sign.
bool Filler::inOwnSense(const Operand& of) const {
    return signOf(of) == (m_speech.traits().value(of.field).income ? -1 : 1);
}

AmountStyle Filler::styleOf(const Operand& of) const {
    return {of.measure == Measure::PerHead, m_extraDigits, &m_amountWords};
}

std::optional<AmountText> Filler::amountOf(const Operand& of) const {
    const auto value = signOf(of) < 0 ? of.value.negated() : of.value;
    if (!value)
        return std::nullopt;
    return amountText(*value, unitOf(of), styleOf(of));
}

Returns Filler::returnsFor(int index) const {
    const Operand& of = operand(index);
    return returnsOf(m_panel, m_panel.fieldIndex(of.field), of.year,
                     narrowed(claim(index).scope, of));
}

Filler::FigureStatus Filler::figureStatus() const {
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
