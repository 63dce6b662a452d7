// Slots for counts, groups and wholes.
#include "core/factoids/welsh/welsh_renderer.h"
#include "core/factoids/words/welsh_grammar.h"

namespace factoid {

SentenceRenderer::Words WelshRenderer::top(const QString& argument)
{
    int index = 0;
    return has(argument, &index) && operand(index).top > 0 ? Words(welshCardinal(operand(index).top)) : Words();
}

namespace {

// "o" before a slot that starts with an article: the slot joins it.
QString afterO(QString* before, const QString& phrase)
{
    if (!before->endsWith("o "_L1) || (!phrase.startsWith("y "_L1) && !phrase.startsWith("yr "_L1)))
        return phrase;
    before->chop(1);
    return u"'r "_s + phrase.section(QLatin1Char(' '), 1);
}

} // namespace

// The group of a count claim, or of a correlation, with its number: "y 192 cyngor dosbarth yn Lloegr".
SentenceRenderer::Words WelshRenderer::theAll(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    if (!group)
        return std::nullopt;
    const Claim& of = claim(index);
    if (of.operation == Operation::Correlation) {
        const QString who = withArticle(welshCount(of.of, group->words.one, group->words.feminine)) + group->in;
        // Those with both figures; where returns are missing and these are they, that is said here.
        const Returns made = returnsFor(index);
        return made.hasGap() && made.made == of.of ? who + u" a gyflwynodd ffigurau"_s : who;
    }
    const int number = static_cast<int>(of.result.units() / Decimal::kScale);
    const Words who = counted(*group, number, returnsFor(index));
    // The claim shows the number as it stands there, before its noun.
    const QString shown = welshCount(number, QString(), group->words.feminine).trimmed();
    return who && show(index, shown) ? Words(afterO(&m_text, *who)) : Words();
}

SentenceRenderer::Words WelshRenderer::theReporting(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    if (!group)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    const Words who = counted(*group, returns.made, returns);
    return who ? Words(afterO(&m_text, *who)) : Words();
}

// All that should have reported, for a count of those that did not.
SentenceRenderer::Words WelshRenderer::theDue(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::Missing)
        return std::nullopt;
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    return afterO(&m_text,
                  withArticle(welshCount(returnsFor(index).due, group->words.one, group->words.feminine)) + group->in);
}

// "holl ddyled cynghorau dosbarth Lloegr"
SentenceRenderer::Words WelshRenderer::allNoun(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    if (!group)
        return std::nullopt;
    QString text = softMutation(wordsOf(operand(index)).topic);
    return u"holl "_s + text.replace(u"{of}"_s, everyone(index, *group).text);
}

SentenceRenderer::Words WelshRenderer::lift(const QString& argument)
{
    int index = 0;
    const auto ratio = has(argument, &index) ? ratioOf(claim(index)) : std::nullopt;
    const bool lifts = ratio && ratio->a > ratio->b && !operand(index).value.isNegative();
    return lifts ? Words(wordsOf(operand(index)).lift) : Words();
}

// "yr unig gyngor sir yn Lloegr"
SentenceRenderer::Words WelshRenderer::only(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || claim(index).result != Decimal::fromInt(1))
        return std::nullopt;
    const auto group = groupOf(index);
    const Words shown = group ? show(index, u"yr unig"_s) : Words();
    if (!shown)
        return std::nullopt;
    const Returns returns = returnsFor(index);
    if (!returns.hasGap())
        return *shown + QLatin1Char(' ') + softMutation(group->words.one) + group->in;
    return *shown + QLatin1Char(' ') + joined(u"un o"_s, reporting(*group, returns));
}

// "fwy na £1 biliwn", "lai na £2 biliwn": what a counted council has, softened where the wording makes it an object.
SentenceRenderer::Words WelshRenderer::bound(int index, const QString& wording) const
{
    const Operand& of = operand(index);
    const bool isBelow = of.below.has_value();
    if (m_formatter.traits().value(of.field).income || isBelow == of.above.has_value() ||
        (isBelow && of.below->isZero()))
        return std::nullopt;
    AmountStyle plain;
    plain.words = &m_amountWords;
    const auto limit = amountText(isBelow ? *of.below : *of.above, unitOf(of), plain);
    if (!limit || limit->printedUnits != (isBelow ? of.below : of.above)->units())
        return std::nullopt;
    QString text = limit->text;
    if (text.endsWith(".00"_L1)) // a round amount is said without pence
        text.chop(3);
    static const QSet<QString> kHard{u"â"_s, u"angen"_s, u"gyfer"_s, u"gasglu"_s};
    const QString before = wording.section(u"{amount}"_s, 0, 0).trimmed().section(QLatin1Char(' '), -1);
    const QString word = isBelow ? u"llai na "_s : u"mwy na "_s;
    return (kHard.contains(before) ? word : softMutation(word)) + text;
}

// "a wariodd fwy na £1 biliwn ar addysg", "a oedd â chronfeydd clustnodedig negyddol"
SentenceRenderer::Words WelshRenderer::condition(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& of = operand(index);
    const FieldWords words = wordsOf(of);
    if (of.below && of.below->isZero() && !of.above && !m_formatter.traits().value(of.field).income)
        return u"a oedd "_s + withAspirate(u"â"_s, words.noun, true) + u" negyddol"_s;
    const Words limit = bound(index, words.has);
    QString text = words.has;
    return limit ? Words(text.replace(u"{amount}"_s, *limit)) : Words();
}

// "saith cyngor sir yn Lloegr", from two up.
SentenceRenderer::Words WelshRenderer::countPhrase(int index) const
{
    const auto group = groupOf(index);
    const std::int64_t number = claim(index).result.units() / Decimal::kScale;
    if (!group || number < 2)
        return std::nullopt;
    return welshCount(number, group->words.one, group->words.feminine) + group->in;
}

// "gwariodd saith cyngor sir yn Lloegr fwy na £1 biliwn ar addysg". After "gan" the numeral softens, and the claim
// shows it as it is printed: "roedd gan bum cyngor …".
SentenceRenderer::Words WelshRenderer::boundClause(int index, const QString& who)
{
    const Words limit = bound(index, wordsOf(operand(index)).did);
    if (!limit || !inOwnSense(operand(index)))
        return std::nullopt;
    const bool softens = wordsOf(operand(index)).did.contains(":soft"_L1);
    const QString number = (softens ? softMutation(who) : who).section(QLatin1Char(' '), 0, 0);
    return show(index, number) ? clause(operand(index), {who, true}, *limit, false) : Words();
}

SentenceRenderer::Words WelshRenderer::countedDid(const QString& argument)
{
    int index = 0;
    const Words who = has(argument, &index) ? countPhrase(index) : Words();
    return who ? boundClause(index, *who) : Words();
}

// "gwariodd saith o'r 26 cyngor sir yn Lloegr fwy na £1 biliwn ar addysg"
SentenceRenderer::Words WelshRenderer::countedDidOf(const QString& argument)
{
    int index = 0;
    const auto group = has(argument, &index) ? groupOf(index) : std::nullopt;
    const std::int64_t number = group ? claim(index).result.units() / Decimal::kScale : 0;
    const Returns returns = group ? returnsFor(index) : Returns();
    const Words all = group ? counted(*group, returns.made, returns) : Words();
    return number > 1 && all ? boundClause(index, joined(welshCardinal(number) + u" o"_s, *all)) : Words();
}

SentenceRenderer::Words WelshRenderer::count(const QString& argument)
{
    int index = 0;
    const Words who = has(argument, &index) ? countPhrase(index) : Words();
    return who && show(index, who->section(QLatin1Char(' '), 0, 0)) ? who : Words();
}

SentenceRenderer::Words WelshRenderer::countOnly(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const std::int64_t number = claim(index).result.units() / Decimal::kScale;
    return number < 2 ? Words() : show(index, welshCardinal(number));
}

SentenceRenderer::Words WelshRenderer::partSoft(const QString&)
{
    if (m_claims.empty() || m_claims.front().operands.empty())
        return std::nullopt;
    const FieldWords words = wordsOf(operand(0));
    return words.thing.isEmpty() ? Words() : softMutation(words.thing);
}

// "punt o wariant ar wasanaethau": of a whole, where the sentence speaks of all councils.
SentenceRenderer::Words WelshRenderer::pound(const QString&)
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

// "o'i wariant ar wasanaethau", "o'u gwariant ar wasanaethau"
SentenceRenderer::Words WelshRenderer::whole(const QString& argument)
{
    int index = 0;
    const int whole = has(argument, &index) ? m_panel.fieldIndex(operand(index).ofField) : -1;
    if (whole < 0 || !m_text.endsWith("o "_L1))
        return std::nullopt;
    const QString noun =
        m_formatter.lexicon().field(m_panel.fields()[static_cast<size_t>(whole)], m_formatter.traits()).noun;
    m_text.chop(1);
    return operand(index).council.isEmpty() ? u"'u "_s + noun : u"'i "_s + softMutation(noun);
}

} // namespace factoid
