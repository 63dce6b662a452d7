#include "core/factoids/welsh/welsh_lexis.h"

#include "core/factoids/words/welsh_grammar.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace factoid {

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

bool isOneOf(const Token& token, std::initializer_list<const char*> words)
{
    return std::ranges::any_of(words, [&](const char* each) { return token.lower == QLatin1String(each); });
}

// By the traditional count, which has names of more than one word from eleven on.
constexpr std::array kMoreOrdinals = {
    std::pair(11, "unfed ar ddeg"),   std::pair(12, "deuddegfed"),           std::pair(13, "trydydd ar ddeg"),
    std::pair(13, "trydedd ar ddeg"), std::pair(14, "pedwerydd ar ddeg"),    std::pair(14, "pedwaredd ar ddeg"),
    std::pair(15, "pymthegfed"),      std::pair(16, "unfed ar bymtheg"),     std::pair(17, "ail ar bymtheg"),
    std::pair(18, "deunawfed"),       std::pair(19, "pedwerydd ar bymtheg"), std::pair(19, "pedwaredd ar bymtheg"),
    std::pair(20, "ugeinfed")};

} // namespace

WelshLexis::WelshLexis(const Panel& panel, const Traits& traits, Lexicon words)
    : Lexis(panel, traits, std::move(words))
{
    // "Filiwn" is not among them: it is a mutation of both "miliwn" and "biliwn".
    m_amounts.scales = {{word("miliwn"), 6}, {word("biliwn"), 9}, {word("triliwn"), 12}};
    m_amounts.percent = {{word("y"), word("cant")}, {word("%")}};
    m_amounts.points = {{word("pwynt"), word("canran")},
                        {word("bwynt"), word("canran")},
                        {word("phwynt"), word("canran")},
                        {word("pwyntiau"), word("canran")}};
    m_amounts.pence = QLatin1Char('c');
    m_amounts.minus = {word("minws")};
    m_amounts.about = {word("tua"), word("oddeutu")};
    for (const char* month : {"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi",
                              "Hydref", "Tachwedd", "Rhagfyr"})
        m_months << word(month);
    for (const auto& [number, said] : kMoreOrdinals) {
        for (const QString& form : mutatedForms(word(said)))
            m_ordinals.add(form, number, false);
    }
    const Lexicon& lexicon = m_vocabulary.lexicon;
    for (const QString& pair : lexicon.grammar(u"variants"_s))
        m_variants.push_back(pair.split(QLatin1Char('|')));
    const auto addPlace = [this](const PlaceWords& place, const QString& name) {
        QStringList forms = {place.in, place.of.trimmed(), place.spoken};
        forms << place.in.left(1).toUpper() + place.in.mid(1);
        forms.removeDuplicates();
        forms.removeAll(QString());
        for (const QString& form : forms)
            m_places.add(form, name, true);
    };
    for (auto it = lexicon.places().begin(); it != lexicon.places().end(); ++it)
        addPlace(*it, it.key());
    addPlace(lexicon.wholeCountry(), word("*"));
    makeWordings();
}

Lexis::Reader WelshLexis::ownReader(const QString& name) const
{
    using Tokens = std::vector<Token>;
    using Form = SaidYear::Form;
    if (name == "amount"_L1)
        return [this](const Tokens& tokens, size_t at) { return amounts(tokens, at); };
    if (name == "year"_L1)
        return [this](const Tokens& tokens, size_t at) { return years(tokens, at); };
    if (name == "endof"_L1)
        return [this](const Tokens& tokens, size_t at) { return turnedYears(tokens, at, Form::Label, Form::EndOf); };
    if (name == "startof"_L1)
        return [this](const Tokens& tokens, size_t at) { return turnedYears(tokens, at, Form::Label, Form::StartOf); };
    if (name == "yearto"_L1)
        return [this](const Tokens& tokens, size_t at) { return turnedYears(tokens, at, Form::Month, Form::YearTo); };
    if (name == "ordinal"_L1)
        return [this](const Tokens& tokens, size_t at) { return ordinals(tokens, at); };
    if (name == "place"_L1)
        return [this](const Tokens& tokens, size_t at) { return places(m_places, tokens, at); };
    for (const auto& [asked, one] : {std::pair("kind", true), std::pair("kinds", false)}) {
        if (name == QLatin1String(asked))
            return [this, one](const Tokens& tokens, size_t at) { return placedKinds(tokens, at, one); };
    }
    for (const auto& [asked, part] : {std::pair("noun", TermPart::Noun), std::pair("thing", TermPart::Thing)}) {
        if (name != QLatin1String(asked))
            continue;
        return [this, wanted = part](const Tokens& tokens, size_t at) {
            Lexemes made;
            for (const auto* found : m_nouns.all(tokens, at)) {
                if (found->meaning.part != wanted)
                    continue;
                Lexeme term = lexeme(NodeKind::Field, at + static_cast<size_t>(found->tokens.size()));
                term.node.fields = {found->meaning.field};
                made.push_back(term);
            }
            return made;
        };
    }
    return {};
}

// "Cynghorau bwrdeistref" are a kind of London's only: elsewhere the words mean other councils, so the place must
// follow.
std::vector<Lexeme> WelshLexis::placedKinds(const std::vector<Token>& tokens, size_t at, bool one) const
{
    Lexemes made = kinds(tokens, at, one);
    std::erase_if(made, [&](const Lexeme& each) {
        const QString wanted = each.node.name.isEmpty() ? QString() : m_vocabulary.lexicon.type(each.node.name).place;
        if (wanted.isEmpty())
            return false;
        size_t next = each.end;
        if (next < tokens.size() &&
            isOneOf(tokens[next], {"cyfartalog", "gyfartalog", "nodweddiadol", "arferol", "arall"}))
            ++next;
        return next >= tokens.size() || std::ranges::none_of(m_places.longest(tokens, next), [&](const auto* place) {
                   return place->meaning == wanted;
               });
    });
    return made;
}

// "21c" and "21 ceiniog".
std::vector<Lexeme> WelshLexis::amounts(const std::vector<Token>& tokens, size_t at) const
{
    Lexemes made = amountAt(m_amounts, tokens, at);
    for (Lexeme& each : made) {
        SaidAmount& amount = each.node.amount;
        if (amount.unit == SaidAmount::Unit::Count && !amount.scaled && each.end < tokens.size() &&
            isOneOf(tokens[each.end], {"ceiniog", "geiniog", "cheiniog"})) {
            amount.unit = SaidAmount::Unit::Pence;
            ++each.end;
        }
    }
    return made;
}

// "2019/20", "mis Mawrth 2020", "canol 2019".
std::vector<Lexeme> WelshLexis::years(const std::vector<Token>& tokens, size_t at) const
{
    static const QRegularExpression kFour(u"^(19|20|21)[0-9]{2}$"_s);
    const bool month = isOneOf(tokens[at], {"mis", "fis"});
    if (month && at + 1 < tokens.size()) {
        Lexemes made = yearAt(m_months, {}, tokens, at + 1);
        std::erase_if(made, [](const Lexeme& each) { return each.node.year.form != SaidYear::Form::Month; });
        return made;
    }
    if (isOneOf(tokens[at], {"canol", "ganol", "nghanol", "chanol"})) {
        if (at + 1 >= tokens.size() || !kFour.match(tokens[at + 1].text).hasMatch())
            return {};
        Lexeme made = lexeme(NodeKind::Year, at + 2);
        made.node.year = {SaidYear::Form::Middle, tokens[at + 1].text.toInt(), 0};
        return {made};
    }
    return yearAt(m_months, {}, tokens, at);
}

std::vector<Lexeme> WelshLexis::turnedYears(const std::vector<Token>& tokens, size_t at, SaidYear::Form from,
                                            SaidYear::Form to) const
{
    Lexemes made = years(tokens, at);
    std::erase_if(made, [&](const Lexeme& each) { return each.node.year.form != from; });
    for (Lexeme& each : made)
        each.node.year.form = to;
    return made;
}

std::vector<Lexeme> WelshLexis::ordinals(const std::vector<Token>& tokens, size_t at) const
{
    Lexemes made;
    for (const auto* found : m_ordinals.all(tokens, at)) {
        made.push_back(lexeme(NodeKind::Number, at + static_cast<size_t>(found->tokens.size())));
        made.back().node.number = found->meaning;
    }
    if (const auto number = m_vocabulary.ordinalOf(tokens[at].lower)) {
        made.push_back(lexeme(NodeKind::Number, at + 1));
        made.back().node.number = *number;
    }
    return made;
}

} // namespace factoid
