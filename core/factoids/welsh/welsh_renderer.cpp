#include "core/factoids/welsh/welsh_renderer.h"

#include "core/factoids/words/welsh_grammar.h"

namespace factoid {

namespace {
const QString kName = u"{name}"_s;
const QString kNameSoft = u"{name:soft}"_s;
} // namespace

const QHash<QString, WelshRenderer::Slot> WelshRenderer::kSlots = {
    {u"said"_s, &WelshRenderer::said},
    {u"saidagain"_s, &WelshRenderer::saidAgain},
    {u"name"_s, &WelshRenderer::name},
    {u"with"_s, &WelshRenderer::with},
    {u"na"_s, &WelshRenderer::na},
    {u"amount"_s, &WelshRenderer::amount},
    {u"each"_s, &WelshRenderer::each},
    {u"when"_s, &WelshRenderer::when},
    {u"topic"_s, &WelshRenderer::topic},
    {u"noun"_s, &WelshRenderer::noun},
    {u"nounasp"_s, &WelshRenderer::nounAspirate},
    {u"more"_s, &WelshRenderer::more},
    {u"most"_s, &WelshRenderer::most},
    {u"highest"_s, &WelshRenderer::highest},
    {u"placeonly"_s, &WelshRenderer::placeOnly},
    {u"placeonlyr"_s, &WelshRenderer::placeOnlyElided},
    {u"record"_s, &WelshRenderer::record},
    {u"recordmore"_s, &WelshRenderer::recordMore},
    {u"recordhigher"_s, &WelshRenderer::recordHigher},
    {u"times"_s, &WelshRenderer::times},
    {u"asmuch"_s, &WelshRenderer::asMuch},
    {u"multiplied"_s, &WelshRenderer::multiplied},
    {u"share"_s, &WelshRenderer::share},
    {u"sharesoft"_s, &WelshRenderer::shareSoft},
    {u"change"_s, &WelshRenderer::change},
    {u"diff"_s, &WelshRenderer::difference},
    {u"than"_s, &WelshRenderer::than},
    {u"way"_s, &WelshRenderer::way},
    {u"span"_s, &WelshRenderer::span},
    {u"streak"_s, &WelshRenderer::streak},
    {u"moves"_s, &WelshRenderer::moves},
    {u"run"_s, &WelshRenderer::run},
    {u"tended"_s, &WelshRenderer::tended},
    {u"relation"_s, &WelshRenderer::relation},
    {u"stepped"_s, &WelshRenderer::stepped},
    {u"above"_s, &WelshRenderer::above},
    {u"firsttime"_s, &WelshRenderer::firstTime},
    {u"pence"_s, &WelshRenderer::pence},
    {u"pct"_s, &WelshRenderer::percent},
    {u"points"_s, &WelshRenderer::points},
    {u"top"_s, &WelshRenderer::top},
    {u"theall"_s, &WelshRenderer::theAll},
    {u"thereporting"_s, &WelshRenderer::theReporting},
    {u"thedue"_s, &WelshRenderer::theDue},
    {u"allnoun"_s, &WelshRenderer::allNoun},
    {u"lift"_s, &WelshRenderer::lift},
    {u"only"_s, &WelshRenderer::only},
    {u"cond"_s, &WelshRenderer::condition},
    {u"did"_s, &WelshRenderer::countedDid},
    {u"didof"_s, &WelshRenderer::countedDidOf},
    {u"count"_s, &WelshRenderer::count},
    {u"countonly"_s, &WelshRenderer::countOnly},
    {u"partsoft"_s, &WelshRenderer::partSoft},
    {u"pound"_s, &WelshRenderer::pound},
    {u"whole"_s, &WelshRenderer::whole},
};

SentenceRenderer::Words WelshRenderer::slot(const QString& name, const QString& argument, bool* known)
{
    const auto handler = kSlots.constFind(name);
    *known = handler != kSlots.cend();
    return *known ? (this->**handler)(argument) : Words();
}

std::optional<WelshRenderer::Group> WelshRenderer::groupOf(int index) const
{
    const Operand& of = operand(index);
    const auto said = m_formatter.saidGroup(narrowed(claim(index).scope, of), m_panel.fieldIndex(of.field), of.year);
    if (!said)
        return std::nullopt;
    Group group{said->words, {}, {}};
    if (said->place) {
        group.in = QLatin1Char(' ') + said->place->in;
        group.of = said->place->of.isEmpty() ? group.in : said->place->of;
    }
    return group;
}

std::optional<WelshRenderer::Subject> WelshRenderer::subject(int index) const
{
    const Operand& of = operand(index);
    if (!of.council.isEmpty()) {
        const int council = m_panel.councilIndex(of.council);
        const QString spoken = council < 0 ? QString() : m_formatter.council(council);
        if (spoken.isEmpty())
            return std::nullopt;
        return Subject{spoken, m_panel.councils()[static_cast<size_t>(council)].nation == "Wales"_L1};
    }
    const auto group = groupOf(index);
    if (!group)
        return std::nullopt;
    // The second time, the kind alone will do, where the kind says which councils are meant.
    const bool again = group->words.place.isEmpty() && !group->words.nation.isEmpty() && m_text.contains(group->in);
    const QString in = again ? QString() : group->in;
    const QString& one = group->words.one;
    // Beside the average one of the same councils the typical one needs no more than that.
    const bool paired =
        m_text.contains(one + u" cyfartalog"_s + group->in) || m_text.contains(one + u" nodweddiadol"_s + group->in);
    if (paired && (of.measure == Measure::Average || of.measure == Measure::Median))
        return Subject{of.measure == Measure::Average ? u"yr un cyfartalog"_s : u"yr un nodweddiadol"_s, false};
    switch (of.measure) {
    case Measure::Average:
        return Subject{withArticle(one + u" cyfartalog"_s + in), false};
    case Measure::Median:
        return Subject{withArticle(one + u" nodweddiadol"_s + in), false};
    case Measure::MeanDifference:
        return Subject{u"unrhyw "_s + softMutation(welshCount(2, one, group->words.feminine)) + in, true};
    default:
        return everyone(index, *group);
    }
}

// "cynghorau sir Lloegr"; where returns are missing, those that made one.
WelshRenderer::Subject WelshRenderer::everyone(int index, const Group& group) const
{
    const Returns returns = returnsFor(index);
    return returns.hasGap() ? Subject{reporting(group, returns), false} : Subject{group.all(), true};
}

// "y 22 cyngor sir yn Lloegr a gyflwynodd ffigurau"
QString WelshRenderer::reporting(const Group& group, const Returns& returns) const
{
    return withArticle(welshCount(returns.made, group.words.one, group.words.feminine)) + group.in +
           u" a gyflwynodd ffigurau"_s;
}

// "y 192 cyngor dosbarth yn Lloegr" when all of them made a return.
SentenceRenderer::Words WelshRenderer::counted(const Group& group, int number, const Returns& returns) const
{
    if (number == returns.due && returns.isComplete())
        return withArticle(welshCount(number, group.words.one, group.words.feminine)) + group.in;
    return number == returns.made ? Words(reporting(group, returns)) : Words();
}

// A clause of the field with who and how much in it: "gwariodd Kent £1 biliwn ar addysg". `shorter`: what comes after
// the amount was said before.
SentenceRenderer::Words WelshRenderer::clause(const Operand& of, const Subject& who, const QString& printed,
                                              bool shorter) const
{
    const FieldWords words = wordsOf(of);
    QString text = inOwnSense(of) ? words.did : words.opposite;
    if (shorter)
        text.truncate(text.indexOf(kAmountSlot) + kAmountSlot.size());
    text.replace(kNameSoft, who.mutates ? softMutation(who.text) : who.text);
    text.replace(kName, who.text);
    return text.replace(kAmountSlot, printed);
}

SentenceRenderer::Words WelshRenderer::tail() const
{
    const Words returns = returnsTail();
    if (!returns)
        return std::nullopt;
    QString text = *returns;
    if (needsInflation())
        text += u", cyn chwyddiant"_s;
    switch (figureStatus()) {
    case FigureStatus::Provisional:
        return text + u", yn ôl ffigurau dros dro"_s;
    case FigureStatus::Estimated:
        return text + u", yn ôl ffigurau amcangyfrifedig"_s;
    case FigureStatus::Final:
        break;
    }
    return text;
}

// ", o'r 153 a gyflwynodd ffigurau" for an average or a typical council; sums and counts name those that reported.
SentenceRenderer::Words WelshRenderer::returnsTail() const
{
    if (m_text.contains(" a gyflwynodd ffigurau"_L1) || m_text.contains("heb gyflwyno ffigurau"_L1))
        return QString();
    QString text;
    QString whose;
    for (int i = 0; i < static_cast<int>(m_claims.size()); ++i) {
        if (m_shown[static_cast<size_t>(i)].isEmpty() || !operand(i).council.isEmpty() ||
            operand(i).measure == Measure::Missing)
            continue;
        const Returns returns = returnsFor(i);
        const auto group = groupOf(i);
        // Two groups leave open of which of them it is said.
        const bool other = group && !whose.isEmpty() && whose != group->all();
        if (!group || (other && (returns.hasGap() || !text.isEmpty())))
            return std::nullopt;
        if (returns.hasGap())
            text = u", o'r %1 a gyflwynodd ffigurau"_s.arg(welshCardinal(returns.made));
        whose = group->all();
    }
    // An explanation after a colon has no place for it.
    return !text.isEmpty() && m_text.contains(": "_L1) ? Words() : Words(text);
}

} // namespace factoid
