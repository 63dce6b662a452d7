// Lies made from true Welsh factoids, as mutation_test.cpp makes them from English ones: one place is changed, with the
// claims as they were and with `shown` changed to fit. No lie passes, and no honest sentence is refused.
#include "mutation_support.h"

#include "core/factoids/words/speech.h"
#include "core/factoids/words/welsh_grammar.h"

using namespace factoid;
using namespace factoid::test;

namespace {

void numberLies(Lies& lies, const QString& text, std::mt19937& random)
{
    everyMatch(lies, text, "a digit", QStringLiteral("(?<![\\d/])(?<!Mawrth )(?<!Ebrill )(?<!canol )(?<!nghanol )(?<!yn )\\d[\\d,.]*\\d(?![/\\d])|(?<![\\d/.,])\\d(?![/\\d.,]\\d)"),
               [&](const QRegularExpressionMatch& match) {
                   QString number = match.captured();
                   for (;;) {
                       const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(number.size()));
                       if (!number.at(at).isDigit())
                           continue;
                       number[at] = QChar(u'0' + (number.at(at).digitValue() + 1) % 10);
                       return number;
                   }
               });
    swapWords(lies, text, "a unit", {{"miliwn", "biliwn"}, {"y cant", "pwynt canran"}});
    swapWords(lies, text, "a number word",
              {{"dau", "tri"}, {"ddau", "dri"}, {"pedwar", "chwe"}, {"pum", "wyth"}, {"pump", "deg"}, {"saith", "naw"}, {"dwywaith", "teirgwaith"}, {"pedair", "pum"},
               {"traean", "hanner"}, {"draean", "hanner"}, {"chwarter", "pumed ran"}, {"deng mlynedd", "naw mlynedd"}});
    everyMatch(lies, text, "a year", QStringLiteral("\\b(\\d{4})/(\\d{2})\\b"),
               [](const auto& match) { return Year::financial(match.captured(1).toInt() - 1).label(); });
    everyMatch(lies, text, "a year", QStringLiteral("\\b(Mawrth|Ebrill) (\\d{4})\\b"),
               [](const auto& match) { return QStringLiteral("%1 %2").arg(match.captured(1)).arg(match.captured(2).toInt() + 1); });
    everyMatch(lies, text, "an extra number", QStringLiteral("\\.$"), [](const auto&) { return QStringLiteral(", i fyny 12 y cant."); });
}

void wordLies(Lies& lies, const QString& text)
{
    swapWords(lies, text, "a direction",
              {{"cododd", "gostyngodd"}, {"Cododd", "Gostyngodd"}, {"i fyny", "i lawr"}, {"cynnydd", "gostyngiad"}, {"chynnydd", "gostyngiad"}, {"gynnydd", "ostyngiad"},
               {"gynyddol", "ostyngol"}, {"Dyblodd", "Hanerodd"}});
    swapWords(lies, text, "a rank word",
              {{"mwy", "llai"}, {"fwy", "llai"}, {"fwy", "lai"}, {"mwyaf", "lleiaf"}, {"uchaf", "isaf"}, {"uwch", "is"}, {"ail", "trydydd"}, {"y mwyaf", "yr ail fwyaf"}, {"yr uchaf", "yr ail uchaf"},
               {"yn fwy", "yn llai"}});
    swapWords(lies, text, "a scope",
              {{"yn Lloegr", "yn y DU"}, {"yn Lloegr", "yng Nghymru"}, {"Lloegr", "Cymru"}, {"Lloegr", "Llundain"}, {"cyngor bwrdeistref", "cyngor dosbarth"},
               {"cynghorau bwrdeistref", "cynghorau dosbarth"}, {"awdurdodau unedol", "cynghorau dosbarth"}, {"awdurdod unedol", "cyngor dosbarth"}});
    everyMatch(lies, text, "per head dropped", QStringLiteral(" (i bob preswylydd|y pen)"), [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "per head added", QStringLiteral("£[\\d.,]*\\d( miliwn| biliwn)?(?! i bob)(?! y pen)"), [&](const auto& match) {
        return text.contains(QLatin1String("preswylydd")) || text.contains(QLatin1String("y pen")) ? QString() : match.captured() + QStringLiteral(" i bob preswylydd");
    });
    swapWords(lies, text, "average for typical", {{"cyfartalog", "nodweddiadol"}});
    swapWords(lies, text, "a field",
              {{"clustnodedig", "heb eu neilltuo"}, {"ofal cymdeithasol i oedolion", "iechyd y cyhoedd"}, {"ofal cymdeithasol i blant", "ddiwylliant"}, {"mewn llog", "i ad-dalu dyled"},
               {"dyled", "taliadau llog"}, {"buddsoddiadau", "cronfeydd clustnodedig"}, {"symudodd", "tynnodd"}});
    everyMatch(lies, text, "a negation", QStringLiteral("\\b(roedd|gwariodd|talodd|cododd|gostyngodd|oedd)\\b"), [](const auto& match) { return QStringLiteral("ni ") + match.captured(); });
    everyMatch(lies, text, "a cause", QStringLiteral("\\.$"), [](const auto&) { return QStringLiteral(" oherwydd toriadau."); });
    everyMatch(lies, text, "the price basis dropped", QStringLiteral(", cyn chwyddiant"), [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "the gap dropped", QStringLiteral("(, o'r \\d+)? a gyflwynodd ffigurau"), [](const auto&) { return QStringLiteral(""); });
    everyMatch(lies, text, "a qualifier", QStringLiteral("\\bbron i\\b"), [](const auto&) { return QStringLiteral("mwy na"); });
    everyMatch(lies, text, "a qualifier", QStringLiteral("\\b(dwywaith|teirgwaith|\\w+ gwaith)\\b"), [](const auto& match) { return QStringLiteral("bron i ") + match.captured(); });
    everyMatch(lies, text, "all for some", QStringLiteral("\\b(deg|pump) o'r"), [](const auto&) { return QStringLiteral("y mwyafrif o'r"); });
    everyMatch(lies, text, "another one", QStringLiteral("\\b(cyngor|gyngor) (sir|dosbarth|bwrdeistref)\\b(?! arall)"), [](const auto& match) { return match.captured() + QStringLiteral(" arall"); });
}

Lies liesOf(const Panel& panel, const Factoid& factoid, std::mt19937& random)
{
    static const Lexicon lexicon = Lexicon::load(QStringLiteral("cy")).value();
    const Speech speech(panel, wordTraits(), lexicon);
    Lies lies;
    const QString& text = factoid.text;
    numberLies(lies, text, random);
    wordLies(lies, text);
    QStringList names;
    for (const QString& code : factoid.councils) {
        QStringList forms;
        for (const QString& form : mutatedForms(speech.council(panel.councilIndex(code))))
            forms.append(QRegularExpression::escape(form));
        const QString name = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(forms.join(QLatin1Char('|')));
        names.append(name);
        everyMatch(lies, text, "an invented council", name, [](const auto&) { return QStringLiteral("Cwmderi"); });
        const int own = panel.councilIndex(code); // the same name in another form would be no lie
        const int drawn = static_cast<int>(random() % (panel.councils().size() - 1));
        const int other = drawn < own ? drawn : drawn + 1;
        everyMatch(lies, text, "another council", name, [&](const auto&) { return speech.council(other); });
    }
    if (names.size() == 2)
        swapTwo(lies, text, "names swapped", QStringLiteral("(%1)").arg(names.join(QLatin1Char('|'))));
    swapTwo(lies, text, "years swapped", QStringLiteral("\\d{4}/\\d{2}|Mawrth \\d{4}"));
    swapTwo(lies, text, "amounts swapped", QStringLiteral("£[\\d.,]*\\d( miliwn| biliwn)?"));
    return lies;
}

bool isTrueQualifier(double ratio, const Lie& lie)
{
    static const QHash<QString, double> kSaid{{QStringLiteral("dwywaith"), 2}, {QStringLiteral("teirgwaith"), 3}, {QStringLiteral("pedair"), 4}, {QStringLiteral("pum"), 5}, {QStringLiteral("chwe"), 6},
                                              {QStringLiteral("saith"), 7},    {QStringLiteral("wyth"), 8},       {QStringLiteral("naw"), 9},    {QStringLiteral("deg"), 10}};
    const QString word = lie.to.section(QLatin1Char(' '), 2, 2);
    const double says = kSaid.value(word, word.toDouble());
    return lie.to.startsWith(QLatin1String("bron")) && ratio < says && ratio >= 0.95 * says;
}

// Lies that happen to be true, judged without the verifier, by the house style's own tolerance.
bool isTrue(const Panel&, const Factoid& truth, const Lie& lie)
{
    if (lie.kind == QLatin1String("a qualifier"))
        return isTrueQualifier(ratioOf(truth), lie);
    if (lie.kind == QLatin1String("a digit"))
        return isTrueDigit(truth, lie);
    if (lie.kind == QLatin1String("the price basis dropped"))
        return isBeyondInflation(truth);
    // One amount, and the text still says that it is per head; a difference is of the same.
    if (lie.kind == QLatin1String("per head dropped")) {
        static const QRegularExpression kDifference(QStringLiteral(", a (tua )?£[\\d.,]+( [mb]iliwn)? yn (fwy|llai) n"));
        QString text = truth.text;
        text.replace(lie.at, lie.from.size(), lie.to);
        text.remove(kDifference);
        return text.count(QChar(0x00A3)) == 1 && (text.contains(QLatin1String(" y pen")) || text.contains(QLatin1String(" i bob preswylydd")));
    }
    return false;
}

} // namespace

TEST_CASE("no lie made from a true Welsh factoid passes and no honest one is refused")
{
    tellLies(samplePanel(), QStringLiteral("cy"), liesOf, isTrue);
}

TEST_CASE("no Welsh lie passes on all of the real figures", "[shared-data]")
{
    if (const Panel* panel = sharedPanel())
        tellLies(*panel, QStringLiteral("cy"), liesOf, isTrue);
}
