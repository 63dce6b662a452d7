// Slots for who, how much and when.
#include "core/factoids/english/english_renderer.h"

namespace factoid {

namespace {
const QString kEach = u" for each resident"_s;
const QString kPerHeadWords = u" per head"_s;
} // namespace

SentenceRenderer::Words EnglishRenderer::subject(int index) const
{
    const Operand& of = operand(index);
    if (!of.council.isEmpty()) {
        const int council = m_panel.councilIndex(of.council);
        const QString spoken = council < 0 ? QString() : m_formatter.council(council);
        return spoken.isEmpty() ? Words() : Words(spoken);
    }
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    // The second time, the kind alone will do: "nearly twice the typical district's".
    const QString one = m_text.contains(group->oneOf) ? group->one : group->oneOf;
    if (of.measure == Measure::Average)
        return u"the average "_s + one;
    if (of.measure == Measure::Median)
        return u"the typical "_s + one;
    if (of.measure == Measure::MeanDifference)
        return u"any two "_s + (m_text.contains(group->manyOf) ? group->many : group->manyOf);
    return everyone(index, *group);
}

// The group as a subject: where returns are missing, those that reported.
QString EnglishRenderer::everyone(int index, const GroupName& group) const
{
    const Returns returns = returnsFor(index);
    return returns.hasGap() ? reporting(group, returns) : group.manyOf;
}

SentenceRenderer::Words EnglishRenderer::name(const QString& argument)
{
    int index = 0;
    return has(argument, &index) ? subject(index) : Words();
}

SentenceRenderer::Words EnglishRenderer::owner(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Words who = subject(index);
    // "Bedford (the former district)'s" cannot be read aloud.
    const bool clumsy = who && (who->endsWith(QLatin1Char(')')) || who->endsWith(" that reported"_L1));
    const bool placed = who && operand(index).council.isEmpty() && who->contains(" in "_L1);
    if (!who || clumsy || placed)
        return std::nullopt;
    return possessive(*who);
}

SentenceRenderer::Words EnglishRenderer::did(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Words printed = amount(argument);
    if (!printed)
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    QString text = inOwnSense(of) ? words.did : words.opposite;
    text.replace(kAmountSlot, *printed);
    return of.measure == Measure::PerHead ? text + kEach : text;
}

// The same again in fewer words: "set aside £11.8 million", without "to repay debt".
SentenceRenderer::Words EnglishRenderer::didAgain(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const FieldWords words = wordsOf(operand(index));
    const QString before = words.did.section(kAmountSlot, 0, 0);
    if (before.isEmpty() || !inOwnSense(operand(index)))
        return did(argument);
    const Words printed = amount(argument);
    return printed ? before + *printed : Words();
}

SentenceRenderer::Words EnglishRenderer::amount(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto made = amountOf(operand(index));
    // "Devon's about £1,660" cannot be read aloud.
    if (made && made->text.startsWith("about"_L1) && (m_text.endsWith("'s "_L1) || m_text.endsWith("' "_L1)))
        return std::nullopt;
    return made ? show(index, made->text) : Words();
}

SentenceRenderer::Words EnglishRenderer::each(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::PerHead)
        return std::nullopt;
    const Words printed = amount(argument);
    return printed ? *printed + kEach : Words();
}

SentenceRenderer::Words EnglishRenderer::when(const QString& argument)
{
    const Words said = year(argument);
    return said ? u"in "_s + *said : Words();
}

SentenceRenderer::Words EnglishRenderer::year(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& of = operand(index);
    return m_formatter.year(of.field, wordsOf(of).moment, of.year);
}

// What is spoken about: "Kent's borrowing", "spending on culture by English councils". Words for
// the other sign have no noun, so a topic needs the field's own sense.
SentenceRenderer::Words EnglishRenderer::topic(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    if (!inOwnSense(of))
        return std::nullopt;
    const Words who = subject(index);
    if (!who)
        return std::nullopt;
    const QString noun = of.measure == Measure::PerHead ? words.noun + kPerHeadWords : words.noun;
    const bool many = of.council.isEmpty() && of.measure != Measure::Average && of.measure != Measure::Median;
    const bool placed = of.council.isEmpty() && who->contains(" in "_L1);
    if (many || placed || who->endsWith(QLatin1Char(')'))) {
        const QString article = words.article ? u"the "_s : QString();
        return u"%1%2 %3 %4"_s.arg(article, noun, words.by, *who);
    }
    return u"%1 %2"_s.arg(possessive(*who), noun);
}

// {noun}: of the first claim; {noun:1}: of the second operand of the first claim (a correlation).
SentenceRenderer::Words EnglishRenderer::noun(const QString& argument)
{
    if (m_claims.empty())
        return std::nullopt;
    const std::vector<Operand>& operands = m_claims.front().operands;
    const size_t at = argument.isEmpty() ? 0 : static_cast<size_t>(argument.toInt());
    if (at >= operands.size())
        return std::nullopt;
    const QString noun = wordsOf(operands[at]).noun;
    if (noun.isEmpty())
        return std::nullopt;
    return operands[at].measure == Measure::PerHead ? noun + kPerHeadWords : noun;
}

// "all spending on culture by English councils", "the council tax requirement of London boroughs"
SentenceRenderer::Words EnglishRenderer::nounBy(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    const FieldWords words = wordsOf(operand(index));
    if (!group)
        return std::nullopt;
    const QString all = words.article ? u"the"_s : u"all"_s;
    return u"%1 %2 %3 %4"_s.arg(all, words.noun, words.by, everyone(index, *group));
}

SentenceRenderer::Words EnglishRenderer::was(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    return wordsOf(operand(index)).plural ? u"were"_s : u"was"_s;
}

SentenceRenderer::Words EnglishRenderer::it(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    return wordsOf(operand(index)).plural ? u"they"_s : u"it"_s;
}

} // namespace factoid
