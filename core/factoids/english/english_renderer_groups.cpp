// Slots for counts, groups and wholes.
#include "core/factoids/english/english_renderer.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

// "England's 192 districts" when all of them made a return, else "the 171 English districts that
// reported".
SentenceRenderer::Words EnglishRenderer::counted(const GroupName& group, int number, const Returns& returns) const
{
    const QString digits = cardinal(number);
    if (number == returns.due && returns.isComplete()) {
        const QString owner = group.placeOwns.isEmpty() ? u"the"_s : group.placeOwns;
        return u"%1 %2 %3"_s.arg(owner, digits, group.placeOwns.isEmpty() ? group.manyOf : group.many);
    }
    if (number != returns.made)
        return std::nullopt;
    return reporting(group, returns);
}

QString EnglishRenderer::reporting(const GroupName& group, const Returns& returns) const
{
    return u"the %1 %2 that reported"_s.arg(cardinal(returns.made), group.manyOf);
}

SentenceRenderer::Words EnglishRenderer::top(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).top <= 0)
        return std::nullopt;
    return cardinal(operand(index).top);
}

// The group of a count claim, or of a correlation, with its number.
SentenceRenderer::Words EnglishRenderer::theAll(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Claim& of = claim(index);
    if (of.operation == Operation::Correlation) {
        const QString who = u"%1 %2"_s.arg(cardinal(of.of), group->manyOf);
        // Those with both figures; where returns are missing and these are they, that is said here.
        const Returns made = returnsFor(index);
        return made.hasGap() && made.made == of.of ? who + u" that reported"_s : who;
    }
    const int number = static_cast<int>(of.result.units() / Decimal::kScale);
    const Returns returns = returnsFor(index);
    const Words who = counted(*group, number, returns);
    return who && show(index, cardinal(number)) ? who : Words();
}

SentenceRenderer::Words EnglishRenderer::theReporting(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    const Returns returns = returnsFor(index);
    return group ? counted(*group, returns.made, returns) : Words();
}

// "England's 309 councils": all that should have reported, for a count of those that did not.
SentenceRenderer::Words EnglishRenderer::theDue(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::Missing)
        return std::nullopt;
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    const QString owner = group->placeOwns.isEmpty() ? u"the"_s : group->placeOwns;
    return u"%1 %2 %3"_s.arg(owner, cardinal(returns.due), group->placeOwns.isEmpty() ? group->manyOf : group->many);
}

SentenceRenderer::Words EnglishRenderer::held(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const bool balance = wordsOf(operand(index)).moment == Moment::Closing;
    return balance ? u"held"_s : u"accounted for"_s;
}

SentenceRenderer::Words EnglishRenderer::heldBy(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const bool balance = wordsOf(operand(index)).moment == Moment::Closing;
    return balance ? u"was held by"_s : u"came from"_s;
}

// "of the 153 English districts that reported", only where returns are missing.
SentenceRenderer::Words EnglishRenderer::ofReporting(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    return returns.hasGap() ? u"of "_s + reporting(*group, returns) : Words();
}

// "all district borrowing" where the noun allows it, else "all spending on culture by English
// districts".
SentenceRenderer::Words EnglishRenderer::allNoun(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto group = groupOf(index);
    const FieldWords words = wordsOf(operand(index));
    if (!group)
        return std::nullopt;
    if (words.attributive && !claim(index).scope.type.isEmpty() && claim(index).scope.region.isEmpty())
        return u"all %1 %2"_s.arg(group->one, words.noun);
    return nounBy(argument);
}

SentenceRenderer::Words EnglishRenderer::many(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    return group ? Words(group->manyOf) : Words();
}

SentenceRenderer::Words EnglishRenderer::lift(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const auto ratio = ratioOf(claim(index));
    const bool lifts = ratio && ratio->a > ratio->b && !operand(index).value.isNegative();
    return lifts ? Words(wordsOf(operand(index)).lift) : Words();
}

SentenceRenderer::Words EnglishRenderer::only(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).result != Decimal::fromInt(1))
        return std::nullopt;
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    const Words shown = show(index, u"the only"_s);
    if (!shown)
        return std::nullopt;
    if (!returns.hasGap())
        return *shown + QLatin1Char(' ') + group->oneOf;
    return u"%1 one of %2"_s.arg(*shown, reporting(*group, returns));
}

// What a counted council has: "had negative unallocated reserves", "owed more than £1 billion".
SentenceRenderer::Words EnglishRenderer::condition(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    const bool income = m_formatter.traits().value(of.field).income;
    const bool isBelow = of.below.has_value();
    if (income || isBelow == of.above.has_value())
        return std::nullopt;
    if (isBelow && of.below->isZero())
        return u"had negative "_s + words.noun;
    const auto limit = amountText(isBelow ? *of.below : *of.above, unitOf(of), {});
    if (!limit || limit->printedUnits != (isBelow ? of.below : of.above)->units())
        return std::nullopt;
    QString text = words.did;
    QString bound = limit->text;
    if (bound.endsWith(".00"_L1)) // a round amount is said without pence
        bound.chop(3);
    return text.replace(u"{amount}"_s, (isBelow ? u"less than "_s : u"more than "_s) + bound);
}

SentenceRenderer::Words EnglishRenderer::count(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t number = claim(index).result.units() / Decimal::kScale;
    const QString text = cardinal(number);
    // A sentence does not start with digits.
    if (number < 2 || (m_text.isEmpty() && text.at(0).isDigit()))
        return std::nullopt;
    return show(index, m_text.isEmpty() ? text.at(0).toUpper() + text.mid(1) : text);
}

SentenceRenderer::Words EnglishRenderer::part(const QString&)
{
    if (m_claims.empty() || m_claims.front().operands.empty())
        return std::nullopt;
    const FieldWords words = wordsOf(operand(0));
    return words.thing.isEmpty() ? words.noun : words.thing;
}

// "service pound": of a whole, where the sentence speaks of all councils.
SentenceRenderer::Words EnglishRenderer::pound(const QString&)
{
    if (m_claims.empty() || m_claims.front().operands.empty())
        return std::nullopt;
    const Operand& of = operand(0);
    const int whole = m_panel.fieldIndex(of.ofField);
    if (whole < 0 || !of.all || !m_claims.front().scope.type.isEmpty() || !m_claims.front().scope.region.isEmpty())
        return std::nullopt;
    const QString text =
        m_formatter.lexicon().field(m_panel.fields()[static_cast<size_t>(whole)], m_formatter.traits()).pound;
    return text.isEmpty() ? Words() : text;
}

SentenceRenderer::Words EnglishRenderer::wholeBy(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || !operand(index).council.isEmpty())
        return std::nullopt;
    const int whole = m_panel.fieldIndex(operand(index).ofField);
    const auto group = groupOf(index);
    if (whole < 0 || !group)
        return std::nullopt;
    const FieldWords words =
        m_formatter.lexicon().field(m_panel.fields()[static_cast<size_t>(whole)], m_formatter.traits());
    return u"%1 %2 %3"_s.arg(words.noun, words.by, everyone(index, *group));
}

SentenceRenderer::Words EnglishRenderer::whole(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const int whole = m_panel.fieldIndex(operand(index).ofField);
    if (whole < 0)
        return std::nullopt;
    const FieldWords words =
        m_formatter.lexicon().field(m_panel.fields()[static_cast<size_t>(whole)], m_formatter.traits());
    return (operand(index).council.isEmpty() ? u"their "_s : u"its "_s) + words.noun;
}

} // namespace factoid
