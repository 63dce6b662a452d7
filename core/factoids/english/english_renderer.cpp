#include "core/factoids/english/english_renderer.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

const QHash<QString, EnglishRenderer::Slot> EnglishRenderer::kSlots = {
    {u"name"_s, &EnglishRenderer::name},
    {u"poss"_s, &EnglishRenderer::owner},
    {u"did"_s, &EnglishRenderer::did},
    {u"didagain"_s, &EnglishRenderer::didAgain},
    {u"amount"_s, &EnglishRenderer::amount},
    {u"each"_s, &EnglishRenderer::each},
    {u"when"_s, &EnglishRenderer::when},
    {u"year"_s, &EnglishRenderer::year},
    {u"topic"_s, &EnglishRenderer::topic},
    {u"noun"_s, &EnglishRenderer::noun},
    {u"nounby"_s, &EnglishRenderer::nounBy},
    {u"was"_s, &EnglishRenderer::was},
    {u"it"_s, &EnglishRenderer::it},
    {u"more"_s, &EnglishRenderer::more},
    {u"most"_s, &EnglishRenderer::most},
    {u"highest"_s, &EnglishRenderer::highest},
    {u"placeonly"_s, &EnglishRenderer::placeOnly},
    {u"among"_s, &EnglishRenderer::among},
    {u"didmost"_s, &EnglishRenderer::didMost},
    {u"record"_s, &EnglishRenderer::record},
    {u"recordmore"_s, &EnglishRenderer::recordMore},
    {u"recordhigher"_s, &EnglishRenderer::recordHigher},
    {u"times"_s, &EnglishRenderer::times},
    {u"asmuch"_s, &EnglishRenderer::asMuch},
    {u"multiplied"_s, &EnglishRenderer::multiplied},
    {u"share"_s, &EnglishRenderer::share},
    {u"change"_s, &EnglishRenderer::change},
    {u"diff"_s, &EnglishRenderer::difference},
    {u"than"_s, &EnglishRenderer::than},
    {u"morethan"_s, &EnglishRenderer::moreThan},
    {u"way"_s, &EnglishRenderer::way},
    {u"span"_s, &EnglishRenderer::span},
    {u"streak"_s, &EnglishRenderer::streak},
    {u"stepped"_s, &EnglishRenderer::stepped},
    {u"run"_s, &EnglishRenderer::run},
    {u"above"_s, &EnglishRenderer::above},
    {u"firsttime"_s, &EnglishRenderer::firstTime},
    {u"thedue"_s, &EnglishRenderer::theDue},
    {u"moves"_s, &EnglishRenderer::moves},
    {u"tended"_s, &EnglishRenderer::tended},
    {u"relation"_s, &EnglishRenderer::relation},
    {u"pence"_s, &EnglishRenderer::pence},
    {u"pct"_s, &EnglishRenderer::percent},
    {u"points"_s, &EnglishRenderer::points},
    {u"top"_s, &EnglishRenderer::top},
    {u"theall"_s, &EnglishRenderer::theAll},
    {u"thereporting"_s, &EnglishRenderer::theReporting},
    {u"held"_s, &EnglishRenderer::held},
    {u"heldby"_s, &EnglishRenderer::heldBy},
    {u"ofreporting"_s, &EnglishRenderer::ofReporting},
    {u"allnoun"_s, &EnglishRenderer::allNoun},
    {u"many"_s, &EnglishRenderer::many},
    {u"lift"_s, &EnglishRenderer::lift},
    {u"only"_s, &EnglishRenderer::only},
    {u"cond"_s, &EnglishRenderer::condition},
    {u"count"_s, &EnglishRenderer::count},
    {u"part"_s, &EnglishRenderer::part},
    {u"pound"_s, &EnglishRenderer::pound},
    {u"wholeby"_s, &EnglishRenderer::wholeBy},
    {u"whole"_s, &EnglishRenderer::whole},
};

SentenceRenderer::Words EnglishRenderer::slot(const QString& name, const QString& argument, bool* known)
{
    const auto handler = kSlots.constFind(name);
    *known = handler != kSlots.cend();
    return *known ? (this->**handler)(argument) : Words();
}

std::optional<GroupName> EnglishRenderer::groupOf(int index) const
{
    const Operand& of = operand(index);
    return m_formatter.group(narrowed(claim(index).scope, of), m_panel.fieldIndex(of.field), of.year);
}

SentenceRenderer::Words EnglishRenderer::tail() const
{
    const Words returns = returnsTail();
    if (!returns)
        return std::nullopt;
    const FigureStatus status = figureStatus();
    return *returns + (needsInflation() ? u", before inflation"_s : QString()) +
           (status == FigureStatus::Provisional ? u", on provisional figures"_s
            : status == FigureStatus::Estimated ? u", on estimated figures"_s
                                                : QString());
}

// ", of the 153 that reported" for an average or a typical council. Sums and counts name those that
// reported as their subject; two groups, or an explanation after a colon, have no place for a tail.
SentenceRenderer::Words EnglishRenderer::returnsTail() const
{
    if (m_text.contains(" that reported"_L1))
        return QString();
    QString text;
    QString whose;
    for (int i = 0; i < static_cast<int>(m_claims.size()); ++i) {
        if (m_shown[static_cast<size_t>(i)].isEmpty() || !operand(i).council.isEmpty() ||
            operand(i).measure == Measure::Missing)
            continue;
        const Returns returns = returnsFor(i);
        const auto group = groupOf(i);
        if (!group || (!whose.isEmpty() && whose != group->manyIn))
            text = text.isEmpty() && group && !returns.hasGap() ? QString() : u"?"_s;
        else if (returns.hasGap())
            text = u", of the %1 that reported"_s.arg(cardinal(returns.made));
        whose = group ? group->manyIn : QString();
    }
    const bool placeless = text == "?"_L1 || (!text.isEmpty() && m_text.contains(": "_L1));
    return placeless ? Words() : text;
}

} // namespace factoid
