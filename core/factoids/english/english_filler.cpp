#include "core/factoids/english/english_filler.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

const QHash<QString, EnglishFiller::Slot> EnglishFiller::kSlots = {
    {u"name"_s, &EnglishFiller::name},
    {u"poss"_s, &EnglishFiller::owner},
    {u"did"_s, &EnglishFiller::did},
    {u"didagain"_s, &EnglishFiller::didAgain},
    {u"amount"_s, &EnglishFiller::amount},
    {u"each"_s, &EnglishFiller::each},
    {u"when"_s, &EnglishFiller::when},
    {u"year"_s, &EnglishFiller::year},
    {u"topic"_s, &EnglishFiller::topic},
    {u"noun"_s, &EnglishFiller::noun},
    {u"nounby"_s, &EnglishFiller::nounBy},
    {u"was"_s, &EnglishFiller::was},
    {u"it"_s, &EnglishFiller::it},
    {u"more"_s, &EnglishFiller::more},
    {u"most"_s, &EnglishFiller::most},
    {u"highest"_s, &EnglishFiller::highest},
    {u"placeonly"_s, &EnglishFiller::placeOnly},
    {u"among"_s, &EnglishFiller::among},
    {u"didmost"_s, &EnglishFiller::didMost},
    {u"record"_s, &EnglishFiller::record},
    {u"recordmore"_s, &EnglishFiller::recordMore},
    {u"recordhigher"_s, &EnglishFiller::recordHigher},
    {u"times"_s, &EnglishFiller::times},
    {u"asmuch"_s, &EnglishFiller::asMuch},
    {u"multiplied"_s, &EnglishFiller::multiplied},
    {u"share"_s, &EnglishFiller::share},
    {u"change"_s, &EnglishFiller::change},
    {u"diff"_s, &EnglishFiller::difference},
    {u"than"_s, &EnglishFiller::than},
    {u"morethan"_s, &EnglishFiller::moreThan},
    {u"way"_s, &EnglishFiller::way},
    {u"span"_s, &EnglishFiller::span},
    {u"streak"_s, &EnglishFiller::streak},
    {u"stepped"_s, &EnglishFiller::stepped},
    {u"run"_s, &EnglishFiller::run},
    {u"above"_s, &EnglishFiller::above},
    {u"firsttime"_s, &EnglishFiller::firstTime},
    {u"thedue"_s, &EnglishFiller::theDue},
    {u"moves"_s, &EnglishFiller::moves},
    {u"tended"_s, &EnglishFiller::tended},
    {u"relation"_s, &EnglishFiller::relation},
    {u"pence"_s, &EnglishFiller::pence},
    {u"pct"_s, &EnglishFiller::percent},
    {u"points"_s, &EnglishFiller::points},
    {u"top"_s, &EnglishFiller::top},
    {u"theall"_s, &EnglishFiller::theAll},
    {u"thereporting"_s, &EnglishFiller::theReporting},
    {u"held"_s, &EnglishFiller::held},
    {u"heldby"_s, &EnglishFiller::heldBy},
    {u"ofreporting"_s, &EnglishFiller::ofReporting},
    {u"allnoun"_s, &EnglishFiller::allNoun},
    {u"many"_s, &EnglishFiller::many},
    {u"lift"_s, &EnglishFiller::lift},
    {u"only"_s, &EnglishFiller::only},
    {u"cond"_s, &EnglishFiller::condition},
    {u"count"_s, &EnglishFiller::count},
    {u"part"_s, &EnglishFiller::part},
    {u"pound"_s, &EnglishFiller::pound},
    {u"wholeby"_s, &EnglishFiller::wholeBy},
    {u"whole"_s, &EnglishFiller::whole},
};

Filler::Words EnglishFiller::slot(const QString& name, const QString& argument, bool* known)
{
    const auto handler = kSlots.constFind(name);
    *known = handler != kSlots.cend();
    return *known ? (this->**handler)(argument) : Words();
}

std::optional<GroupName> EnglishFiller::groupOf(int index) const
{
    const Operand& of = operand(index);
    return m_speech.group(narrowed(claim(index).scope, of), m_panel.fieldIndex(of.field), of.year);
}

Filler::Words EnglishFiller::tail() const
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
Filler::Words EnglishFiller::returnsTail() const
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
