#include "core/factoids/welsh/welsh_filler.h"

#include "core/factoids/words/welsh_grammar.h"

namespace factoid {

namespace {
const QString kName = QStringLiteral("{name}");
const QString kNameSoft = QStringLiteral("{name:soft}");
const QString kAmount = QStringLiteral("{amount}");
} // namespace

const QHash<QString, WelshFiller::Slot> WelshFiller::kSlots = {
    {QStringLiteral("said"), &WelshFiller::said},
    {QStringLiteral("saidagain"), &WelshFiller::saidAgain},
    {QStringLiteral("name"), &WelshFiller::name},
    {QStringLiteral("with"), &WelshFiller::with},
    {QStringLiteral("na"), &WelshFiller::na},
    {QStringLiteral("amount"), &WelshFiller::amount},
    {QStringLiteral("each"), &WelshFiller::each},
    {QStringLiteral("when"), &WelshFiller::when},
    {QStringLiteral("topic"), &WelshFiller::topic},
    {QStringLiteral("noun"), &WelshFiller::noun},
    {QStringLiteral("nounasp"), &WelshFiller::nounAspirate},
    {QStringLiteral("more"), &WelshFiller::more},
    {QStringLiteral("most"), &WelshFiller::most},
    {QStringLiteral("highest"), &WelshFiller::highest},
    {QStringLiteral("placeonly"), &WelshFiller::placeOnly},
    {QStringLiteral("placeonlyr"), &WelshFiller::placeOnlyElided},
    {QStringLiteral("record"), &WelshFiller::record},
    {QStringLiteral("recordmore"), &WelshFiller::recordMore},
    {QStringLiteral("recordhigher"), &WelshFiller::recordHigher},
    {QStringLiteral("times"), &WelshFiller::times},
    {QStringLiteral("asmuch"), &WelshFiller::asMuch},
    {QStringLiteral("multiplied"), &WelshFiller::multiplied},
    {QStringLiteral("share"), &WelshFiller::share},
    {QStringLiteral("sharesoft"), &WelshFiller::shareSoft},
    {QStringLiteral("change"), &WelshFiller::change},
    {QStringLiteral("diff"), &WelshFiller::difference},
    {QStringLiteral("than"), &WelshFiller::than},
    {QStringLiteral("way"), &WelshFiller::way},
    {QStringLiteral("span"), &WelshFiller::span},
    {QStringLiteral("streak"), &WelshFiller::streak},
    {QStringLiteral("moves"), &WelshFiller::moves},
    {QStringLiteral("run"), &WelshFiller::run},
    {QStringLiteral("tended"), &WelshFiller::tended},
    {QStringLiteral("relation"), &WelshFiller::relation},
    {QStringLiteral("stepped"), &WelshFiller::stepped},
    {QStringLiteral("above"), &WelshFiller::above},
    {QStringLiteral("firsttime"), &WelshFiller::firstTime},
    {QStringLiteral("pence"), &WelshFiller::pence},
    {QStringLiteral("pct"), &WelshFiller::percent},
    {QStringLiteral("points"), &WelshFiller::points},
    {QStringLiteral("top"), &WelshFiller::top},
    {QStringLiteral("theall"), &WelshFiller::theAll},
    {QStringLiteral("thereporting"), &WelshFiller::theReporting},
    {QStringLiteral("thedue"), &WelshFiller::theDue},
    {QStringLiteral("allnoun"), &WelshFiller::allNoun},
    {QStringLiteral("lift"), &WelshFiller::lift},
    {QStringLiteral("only"), &WelshFiller::only},
    {QStringLiteral("cond"), &WelshFiller::condition},
    {QStringLiteral("did"), &WelshFiller::countedDid},
    {QStringLiteral("didof"), &WelshFiller::countedDidOf},
    {QStringLiteral("count"), &WelshFiller::count},
    {QStringLiteral("countonly"), &WelshFiller::countOnly},
    {QStringLiteral("partsoft"), &WelshFiller::partSoft},
    {QStringLiteral("pound"), &WelshFiller::pound},
    {QStringLiteral("whole"), &WelshFiller::whole},
};

Filler::Words WelshFiller::slot(const QString& name, const QString& argument, bool* known)
{
    const auto handler = kSlots.constFind(name);
    *known = handler != kSlots.cend();
    return *known ? (this->**handler)(argument) : Words();
}

std::optional<WelshFiller::Group> WelshFiller::groupOf(int index) const
{
    const Operand& of = operand(index);
    const auto said = m_speech.saidGroup(narrowed(claim(index).scope, of), m_panel.fieldIndex(of.field), of.year);
    if (!said)
        return std::nullopt;
    Group group{said->words, {}, {}};
    if (said->place) {
        group.in = QLatin1Char(' ') + said->place->in;
        group.of = said->place->of.isEmpty() ? group.in : said->place->of;
    }
    return group;
}

std::optional<WelshFiller::Subject> WelshFiller::subject(int index) const
{
    const Operand& of = operand(index);
    if (!of.council.isEmpty()) {
        const int council = m_panel.councilIndex(of.council);
        if (council < 0)
            return std::nullopt;
        return Subject{m_speech.council(council), m_panel.councils()[static_cast<size_t>(council)].nation == QLatin1String("Wales")};
    }
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    // The second time, the kind alone will do, where the kind says which councils are meant.
    const bool again = group->words.place.isEmpty() && !group->words.nation.isEmpty() && m_text.contains(group->in);
    const QString in = again ? QString() : group->in;
    const QString& one = group->words.one;
    // Beside the average one of the same councils the typical one needs no more than that.
    const bool paired = m_text.contains(one + QStringLiteral(" cyfartalog") + group->in) || m_text.contains(one + QStringLiteral(" nodweddiadol") + group->in);
    if (paired && (of.measure == Measure::Average || of.measure == Measure::Median))
        return Subject{of.measure == Measure::Average ? QStringLiteral("yr un cyfartalog") : QStringLiteral("yr un nodweddiadol"), false};
    switch (of.measure) {
    case Measure::Average:
        return Subject{withArticle(one + QStringLiteral(" cyfartalog") + in), false};
    case Measure::Median:
        return Subject{withArticle(one + QStringLiteral(" nodweddiadol") + in), false};
    case Measure::MeanDifference:
        return Subject{QStringLiteral("unrhyw ") + softMutation(welshCount(2, one, group->words.feminine)) + in, true};
    default:
        return everyone(index, *group);
    }
}

// "cynghorau sir Lloegr"; where returns are missing, those that made one.
WelshFiller::Subject WelshFiller::everyone(int index, const Group& group) const
{
    const Returns returns = returnsFor(index);
    return returns.hasGap() ? Subject{reporting(group, returns), false} : Subject{group.all(), true};
}

// "y 22 cyngor sir yn Lloegr a gyflwynodd ffigurau"
QString WelshFiller::reporting(const Group& group, const Returns& returns) const
{
    return withArticle(welshCount(returns.made, group.words.one, group.words.feminine)) + group.in + QStringLiteral(" a gyflwynodd ffigurau");
}

// "y 192 cyngor dosbarth yn Lloegr" when all of them made a return.
Filler::Words WelshFiller::counted(const Group& group, int number, const Returns& returns) const
{
    if (number == returns.due && returns.isComplete())
        return withArticle(welshCount(number, group.words.one, group.words.feminine)) + group.in;
    return number == returns.made ? Words(reporting(group, returns)) : Words();
}

// A clause of the field with who and how much in it: "gwariodd Kent £1 biliwn ar addysg". `shorter`: what comes after
// the amount was said before.
Filler::Words WelshFiller::clause(const Operand& of, const Subject& who, const QString& printed, bool shorter) const
{
    const FieldWords words = wordsOf(of);
    QString text = inOwnSense(of) ? words.did : words.opposite;
    if (shorter)
        text.truncate(text.indexOf(kAmount) + kAmount.size());
    text.replace(kNameSoft, who.mutates ? softMutation(who.text) : who.text);
    text.replace(kName, who.text);
    return text.replace(kAmount, printed);
}

Filler::Words WelshFiller::tail() const
{
    const Words returns = returnsTail();
    if (!returns)
        return std::nullopt;
    QString text = *returns;
    if (needsInflation())
        text += QStringLiteral(", cyn chwyddiant");
    switch (figureStatus()) {
    case FigureStatus::Provisional:
        return text + QStringLiteral(", yn ôl ffigurau dros dro");
    case FigureStatus::Estimated:
        return text + QStringLiteral(", yn ôl ffigurau amcangyfrifedig");
    case FigureStatus::Final:
        break;
    }
    return text;
}

// ", o'r 153 a gyflwynodd ffigurau" for an average or a typical council; sums and counts name those that reported.
Filler::Words WelshFiller::returnsTail() const
{
    if (m_text.contains(QLatin1String(" a gyflwynodd ffigurau")) || m_text.contains(QLatin1String("heb gyflwyno ffigurau")))
        return QString();
    QString text;
    QString whose;
    for (int i = 0; i < static_cast<int>(m_claims.size()); ++i) {
        if (m_shown[static_cast<size_t>(i)].isEmpty() || !operand(i).council.isEmpty() || operand(i).measure == Measure::Missing)
            continue;
        const Returns returns = returnsFor(i);
        const auto group = groupOf(i);
        // Two groups leave open of which of them it is said.
        const bool other = group && !whose.isEmpty() && whose != group->all();
        if (!group || (other && (returns.hasGap() || !text.isEmpty())))
            return std::nullopt;
        if (returns.hasGap())
            text = QStringLiteral(", o'r %1 a gyflwynodd ffigurau").arg(welshCardinal(returns.made));
        whose = group->all();
    }
    // An explanation after a colon has no place for it.
    return !text.isEmpty() && m_text.contains(QLatin1String(": ")) ? Words() : Words(text);
}

} // namespace factoid
