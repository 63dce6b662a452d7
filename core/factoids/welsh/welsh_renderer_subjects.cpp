// Slots for who, how much and when.
#include "core/factoids/welsh/welsh_renderer.h"
#include "core/factoids/welsh/welsh_years.h"
#include "core/factoids/words/welsh_grammar.h"

namespace factoid {

namespace {
const QString kWelshPerHead = u" y pen"_s;
} // namespace

SentenceRenderer::Words WelshRenderer::said(const QString& argument)
{
    int index = 0;
    const Words printed = has(argument, &index) ? amount(argument) : Words();
    const auto who = printed ? subject(index) : std::nullopt;
    if (!who)
        return std::nullopt;
    const bool perHead = operand(index).measure == Measure::PerHead;
    return clause(operand(index), *who, perHead ? *printed + kWelshPerHead : *printed, false);
}

// The same again in fewer words: "neilltuodd Kent £11.8 miliwn", without what for.
SentenceRenderer::Words WelshRenderer::saidAgain(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure == Measure::PerHead || !inOwnSense(operand(index)))
        return said(argument);
    const Words printed = amount(argument);
    const auto who = printed ? subject(index) : std::nullopt;
    return who ? clause(operand(index), *who, *printed, true) : Words();
}

SentenceRenderer::Words WelshRenderer::name(const QString& argument)
{
    int index = 0;
    const auto who = has(argument, &index) ? subject(index) : std::nullopt;
    return who ? Words(who->text) : Words();
}

// "â Chaerdydd", "ag Abertawe", "â'r cyngor sir nodweddiadol"
SentenceRenderer::Words WelshRenderer::with(const QString& argument)
{
    int index = 0;
    const auto who = has(argument, &index) ? subject(index) : std::nullopt;
    return who ? Words(withAspirate(u"â"_s, who->text, who->mutates)) : Words();
}

// After a comparing word: "na Chaerdydd", "nag Essex".
SentenceRenderer::Words WelshRenderer::na(const QString& argument)
{
    int index = 0;
    const auto who = has(argument, &index) ? subject(index) : std::nullopt;
    return who ? Words(withAspirate(u"na"_s, who->text, who->mutates)) : Words();
}

SentenceRenderer::Words WelshRenderer::amount(const QString& argument)
{
    int index = 0;
    const auto made = has(argument, &index) ? amountOf(operand(index)) : std::nullopt;
    return made ? show(index, made->text) : Words();
}

SentenceRenderer::Words WelshRenderer::each(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || operand(index).measure != Measure::PerHead)
        return std::nullopt;
    const Words printed = amount(argument);
    return printed ? *printed + u" i bob preswylydd"_s : Words();
}

SentenceRenderer::Words WelshRenderer::when(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index))
        return std::nullopt;
    const Operand& of = operand(index);
    return welshWhen(wordsOf(of).moment, of.year, daysOf(of));
}

// "gwariant Kent ar addysg", "dyled cynghorau dosbarth Lloegr". Words for the other sign have no noun.
SentenceRenderer::Words WelshRenderer::topic(const QString& argument)
{
    int index = 0;
    if (!has(argument, &index) || !inOwnSense(operand(index)))
        return std::nullopt;
    const auto who = subject(index);
    if (!who)
        return std::nullopt;
    const bool perHead = operand(index).measure == Measure::PerHead;
    QString text = wordsOf(operand(index)).topic;
    // "Dyled Kent y pen": the owner stands beside what it owns.
    text.replace(u"{of}"_s, perHead ? who->text + kWelshPerHead : who->text);
    return text;
}

// {noun}: of the first claim; {noun:1}: of the second operand of the first claim (a correlation).
SentenceRenderer::Words WelshRenderer::noun(const QString& argument)
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
    return operands[at].measure == Measure::PerHead ? noun + kWelshPerHead : noun;
}

SentenceRenderer::Words WelshRenderer::nounAspirate(const QString& argument)
{
    const Words plain = noun(argument);
    return plain ? Words(aspirateMutation(*plain)) : Words();
}

} // namespace factoid
