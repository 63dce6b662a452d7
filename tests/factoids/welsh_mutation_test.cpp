// Lies made from true Welsh factoids, as mutation_test.cpp makes them from English ones: one place is changed, with the
// claims as they were and with `shown` changed to fit. No lie passes, and no honest sentence is refused.
#include "mutation_support.h"

#include "core/factoids/words/name_formatter.h"
#include "core/factoids/words/welsh_grammar.h"

using namespace factoid;
using namespace factoid::test;

namespace {

void numberLies(Lies& lies, const QString& text, std::mt19937& random)
{
    everyMatch(
        lies, text, "a digit",
        u"(?<![\\d/])(?<!Mawrth )(?<!Ebrill )(?<!canol )(?<!nghanol )(?<!yn )\\d[\\d,.]*\\d(?![/\\d])|(?<![\\d/.,])\\d(?![/\\d.,]\\d)"_s,
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
              {{"dau", "tri"},
               {"ddau", "dri"},
               {"pedwar", "chwe"},
               {"pum", "wyth"},
               {"pump", "deg"},
               {"saith", "naw"},
               {"dwywaith", "teirgwaith"},
               {"pedair", "pum"},
               {"traean", "hanner"},
               {"draean", "hanner"},
               {"chwarter", "pumed ran"},
               {"deng mlynedd", "naw mlynedd"}});
    everyMatch(lies, text, "a year", u"\\b(\\d{4})/(\\d{2})\\b"_s,
               [](const auto& match) { return Year::financial(match.captured(1).toInt() - 1).label(); });
    everyMatch(lies, text, "a year", u"\\b(Mawrth|Ebrill) (\\d{4})\\b"_s,
               [](const auto& match) { return u"%1 %2"_s.arg(match.captured(1)).arg(match.captured(2).toInt() + 1); });
    everyMatch(lies, text, "an extra number", u"\\.$"_s, [](const auto&) { return u", i fyny 12 y cant."_s; });
}

void wordLies(Lies& lies, const QString& text)
{
    swapWords(lies, text, "a direction",
              {{"cododd", "gostyngodd"},
               {"Cododd", "Gostyngodd"},
               {"i fyny", "i lawr"},
               {"cynnydd", "gostyngiad"},
               {"chynnydd", "gostyngiad"},
               {"gynnydd", "ostyngiad"},
               {"gynyddol", "ostyngol"},
               {"Dyblodd", "Hanerodd"}});
    swapWords(lies, text, "a rank word",
              {{"mwy", "llai"},
               {"fwy", "llai"},
               {"fwy", "lai"},
               {"mwyaf", "lleiaf"},
               {"uchaf", "isaf"},
               {"uwch", "is"},
               {"ail", "trydydd"},
               {"y mwyaf", "yr ail fwyaf"},
               {"yr uchaf", "yr ail uchaf"},
               {"yn fwy", "yn llai"}});
    swapWords(lies, text, "a scope",
              {{"yn Lloegr", "yn y DU"},
               {"yn Lloegr", "yng Nghymru"},
               {"Lloegr", "Cymru"},
               {"Lloegr", "Llundain"},
               {"cyngor bwrdeistref", "cyngor dosbarth"},
               {"cynghorau bwrdeistref", "cynghorau dosbarth"},
               {"awdurdodau unedol", "cynghorau dosbarth"},
               {"awdurdod unedol", "cyngor dosbarth"}});
    everyMatch(lies, text, "per head dropped", u" (i bob preswylydd|y pen)"_s, [](const auto&) { return u""_s; });
    everyMatch(lies, text, "per head added", u"£[\\d.,]*\\d( miliwn| biliwn)?(?! i bob)(?! y pen)"_s,
               [&](const auto& match) {
                   return text.contains("preswylydd"_L1) || text.contains("y pen"_L1)
                              ? QString()
                              : match.captured() + u" i bob preswylydd"_s;
               });
    swapWords(lies, text, "average for typical", {{"cyfartalog", "nodweddiadol"}});
    swapWords(lies, text, "a field",
              {{"clustnodedig", "heb eu neilltuo"},
               {"ofal cymdeithasol i oedolion", "iechyd y cyhoedd"},
               {"ofal cymdeithasol i blant", "ddiwylliant"},
               {"mewn llog", "i ad-dalu dyled"},
               {"dyled", "taliadau llog"},
               {"buddsoddiadau", "cronfeydd clustnodedig"},
               {"symudodd", "tynnodd"}});
    everyMatch(lies, text, "a negation", u"\\b(roedd|gwariodd|talodd|cododd|gostyngodd|oedd)\\b"_s,
               [](const auto& match) { return u"ni "_s + match.captured(); });
    everyMatch(lies, text, "a cause", u"\\.$"_s, [](const auto&) { return u" oherwydd toriadau."_s; });
    everyMatch(lies, text, "the price basis dropped", u", cyn chwyddiant"_s, [](const auto&) { return u""_s; });
    everyMatch(lies, text, "the gap dropped", u"(, o'r \\d+)? a gyflwynodd ffigurau"_s,
               [](const auto&) { return u""_s; });
    everyMatch(lies, text, "a qualifier", u"\\bbron i\\b"_s, [](const auto&) { return u"mwy na"_s; });
    everyMatch(lies, text, "a qualifier", u"\\b(dwywaith|teirgwaith|\\w+ gwaith)\\b"_s,
               [](const auto& match) { return u"bron i "_s + match.captured(); });
    everyMatch(lies, text, "all for some", u"\\b(deg|pump) o'r"_s, [](const auto&) { return u"y mwyafrif o'r"_s; });
    everyMatch(lies, text, "another one", u"\\b(cyngor|gyngor) (sir|dosbarth|bwrdeistref)\\b(?! arall)"_s,
               [](const auto& match) { return match.captured() + u" arall"_s; });
}

Lies liesOf(const Panel& panel, const Factoid& factoid, std::mt19937& random)
{
    static const Lexicon lexicon = Lexicon::load(u"cy"_s).value();
    const NameFormatter formatter(panel, wordTraits(), lexicon);
    Lies lies;
    const QString& text = factoid.text;
    numberLies(lies, text, random);
    wordLies(lies, text);
    QStringList names;
    for (const QString& code : factoid.councils) {
        QStringList forms;
        for (const QString& form : mutatedForms(formatter.council(panel.councilIndex(code))))
            forms.append(QRegularExpression::escape(form));
        const QString name = u"(?<!\\w)(?:%1)(?!\\w)"_s.arg(forms.join(QLatin1Char('|')));
        names.append(name);
        everyMatch(lies, text, "an invented council", name, [](const auto&) { return u"Cwmderi"_s; });
        const int own = panel.councilIndex(code); // the same name in another form would be no lie
        const int drawn = static_cast<int>(random() % (panel.councils().size() - 1));
        const int other = drawn < own ? drawn : drawn + 1;
        everyMatch(lies, text, "another council", name, [&](const auto&) { return formatter.council(other); });
    }
    if (names.size() == 2)
        swapTwo(lies, text, "names swapped", u"(%1)"_s.arg(names.join(QLatin1Char('|'))));
    swapTwo(lies, text, "years swapped", u"\\d{4}/\\d{2}|Mawrth \\d{4}"_s);
    swapTwo(lies, text, "amounts swapped", u"£[\\d.,]*\\d( miliwn| biliwn)?"_s);
    return lies;
}

bool isTrueQualifier(double ratio, const Lie& lie)
{
    static const QHash<QString, double> kSaid{{u"dwywaith"_s, 2}, {u"teirgwaith"_s, 3}, {u"pedair"_s, 4},
                                              {u"pum"_s, 5},      {u"chwe"_s, 6},       {u"saith"_s, 7},
                                              {u"wyth"_s, 8},     {u"naw"_s, 9},        {u"deg"_s, 10}};
    const QString word = lie.to.section(QLatin1Char(' '), 2, 2);
    const double says = kSaid.value(word, word.toDouble());
    return lie.to.startsWith("bron"_L1) && ratio < says && ratio >= 0.95 * says;
}

// Lies that happen to be true, judged without the verifier, by the house style's own tolerance.
bool isTrue(const Panel&, const Factoid& truth, const Lie& lie)
{
    if (lie.kind == "a qualifier"_L1)
        return isTrueQualifier(ratioOf(truth), lie);
    if (lie.kind == "a digit"_L1)
        return isTrueDigit(truth, lie);
    if (lie.kind == "the price basis dropped"_L1)
        return isBeyondInflation(truth);
    // One amount, and the text still says that it is per head; a difference is of the same.
    if (lie.kind == "per head dropped"_L1) {
        static const QRegularExpression kDifference(u", a (tua )?£[\\d.,]+( [mb]iliwn)? yn (fwy|llai) n"_s);
        QString text = truth.text;
        text.replace(lie.at, lie.from.size(), lie.to);
        text.remove(kDifference);
        return text.count(QChar(0x00A3)) == 1 && (text.contains(" y pen"_L1) || text.contains(" i bob preswylydd"_L1));
    }
    return false;
}

} // namespace

TEST_CASE("no lie made from a true Welsh factoid passes and no honest one is refused")
{
    tellLies(samplePanel(), u"cy"_s, liesOf, isTrue);
}

TEST_CASE("no Welsh lie passes on all of the real figures", "[shared-data]")
{
    if (const Panel* panel = sharedPanel())
        tellLies(*panel, u"cy"_s, liesOf, isTrue);
}
