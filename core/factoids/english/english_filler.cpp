#include "core/factoids/english/english_filler.h"

#include "core/factoids/words/number_words.h"

namespace factoid {

const QHash<QString, EnglishFiller::Slot> EnglishFiller::kSlots = {
    {QStringLiteral("name"), &EnglishFiller::name},
    {QStringLiteral("poss"), &EnglishFiller::owner},
    {QStringLiteral("did"), &EnglishFiller::did},
    {QStringLiteral("didagain"), &EnglishFiller::didAgain},
    {QStringLiteral("amount"), &EnglishFiller::amount},
    {QStringLiteral("each"), &EnglishFiller::each},
    {QStringLiteral("when"), &EnglishFiller::when},
    {QStringLiteral("year"), &EnglishFiller::year},
    {QStringLiteral("topic"), &EnglishFiller::topic},
    {QStringLiteral("noun"), &EnglishFiller::noun},
    {QStringLiteral("nounby"), &EnglishFiller::nounBy},
    {QStringLiteral("was"), &EnglishFiller::was},
    {QStringLiteral("it"), &EnglishFiller::it},
    {QStringLiteral("more"), &EnglishFiller::more},
    {QStringLiteral("most"), &EnglishFiller::most},
    {QStringLiteral("highest"), &EnglishFiller::highest},
    {QStringLiteral("placeonly"), &EnglishFiller::placeOnly},
    {QStringLiteral("among"), &EnglishFiller::among},
    {QStringLiteral("didmost"), &EnglishFiller::didMost},
    {QStringLiteral("record"), &EnglishFiller::record},
    {QStringLiteral("recordmore"), &EnglishFiller::recordMore},
    {QStringLiteral("recordhigher"), &EnglishFiller::recordHigher},
    {QStringLiteral("times"), &EnglishFiller::times},
    {QStringLiteral("asmuch"), &EnglishFiller::asMuch},
    {QStringLiteral("multiplied"), &EnglishFiller::multiplied},
    {QStringLiteral("share"), &EnglishFiller::share},
    {QStringLiteral("change"), &EnglishFiller::change},
    {QStringLiteral("diff"), &EnglishFiller::difference},
    {QStringLiteral("than"), &EnglishFiller::than},
    {QStringLiteral("morethan"), &EnglishFiller::moreThan},
    {QStringLiteral("way"), &EnglishFiller::way},
    {QStringLiteral("span"), &EnglishFiller::span},
    {QStringLiteral("streak"), &EnglishFiller::streak},
    {QStringLiteral("stepped"), &EnglishFiller::stepped},
    {QStringLiteral("run"), &EnglishFiller::run},
    {QStringLiteral("above"), &EnglishFiller::above},
    {QStringLiteral("firsttime"), &EnglishFiller::firstTime},
    {QStringLiteral("thedue"), &EnglishFiller::theDue},
    {QStringLiteral("moves"), &EnglishFiller::moves},
    {QStringLiteral("tended"), &EnglishFiller::tended},
    {QStringLiteral("relation"), &EnglishFiller::relation},
    {QStringLiteral("pence"), &EnglishFiller::pence},
    {QStringLiteral("pct"), &EnglishFiller::percent},
    {QStringLiteral("points"), &EnglishFiller::points},
    {QStringLiteral("top"), &EnglishFiller::top},
    {QStringLiteral("theall"), &EnglishFiller::theAll},
    {QStringLiteral("thereporting"), &EnglishFiller::theReporting},
    {QStringLiteral("held"), &EnglishFiller::held},
    {QStringLiteral("heldby"), &EnglishFiller::heldBy},
    {QStringLiteral("ofreporting"), &EnglishFiller::ofReporting},
    {QStringLiteral("allnoun"), &EnglishFiller::allNoun},
    {QStringLiteral("many"), &EnglishFiller::many},
    {QStringLiteral("lift"), &EnglishFiller::lift},
    {QStringLiteral("only"), &EnglishFiller::only},
    {QStringLiteral("cond"), &EnglishFiller::condition},
    {QStringLiteral("count"), &EnglishFiller::count},
    {QStringLiteral("part"), &EnglishFiller::part},
    {QStringLiteral("pound"), &EnglishFiller::pound},
    {QStringLiteral("wholeby"), &EnglishFiller::wholeBy},
    {QStringLiteral("whole"), &EnglishFiller::whole},
};

Filler::Words EnglishFiller::slot(const QString& name, const QString& argument, bool* known) {
    const auto handler = kSlots.constFind(name);
    *known = handler != kSlots.cend();
    return *known ? (this->**handler)(argument) : Words();
}

std::optional<GroupName> EnglishFiller::groupOf(int index) const {
    const Operand& of = operand(index);
    return m_speech.group(narrowed(claim(index).scope, of), m_panel.fieldIndex(of.field), of.year);
}

Filler::Words EnglishFiller::tail() const {
    const Words returns = returnsTail();
    if (!returns)
        return std::nullopt;
    const FigureStatus status = figureStatus();
    return *returns + (needsInflation() ? QStringLiteral(", before inflation") : QString()) +
           (status == FigureStatus::Provisional ? QStringLiteral(", on provisional figures")
            : status == FigureStatus::Estimated ? QStringLiteral(", on estimated figures")
                                                : QString());
}

// ", of the 153 that reported" for an average or a typical council. Sums and counts name those that
// reported as their subject; two groups, or an explanation after a colon, have no place for a tail.
Filler::Words EnglishFiller::returnsTail() const {
    if (m_text.contains(QLatin1String(" that reported")))
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
            text = text.isEmpty() && group && !returns.hasGap() ? QString() : QStringLiteral("?");
        else if (returns.hasGap())
            text = QStringLiteral(", of the %1 that reported").arg(cardinal(returns.made));
        whose = group ? group->manyIn : QString();
    }
    const bool placeless =
        text == QLatin1String("?") || (!text.isEmpty() && m_text.contains(QLatin1String(": ")));
    return placeless ? Words() : text;
}

} // namespace factoid
