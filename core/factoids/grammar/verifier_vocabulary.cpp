#include "core/factoids/grammar/verifier_vocabulary.h"

#include "core/factoids/words/name_formatter.h"
#include "core/factoids/words/number_words.h"
#include "core/factoids/words/welsh_grammar.h"
#include "core/factoids/words/welsh_number_words.h"

#include <QRegularExpression>

namespace factoid {

namespace {

const QString kWhole = u"*"_s;

// The phrase in every form in which its language may use it.
QStringList formsOf(const Lexicon& lexicon, const QString& phrase)
{
    return lexicon.language() == "cy"_L1 ? mutatedForms(phrase) : QStringList{phrase};
}

// The pieces of a wording between its slots.
void addWording(PhraseTable<Term>* terms, const QString& wording, int field)
{
    static const QRegularExpression kSlot(u"\\{(amount|name|name:soft|of)\\}"_s);
    for (const QString& piece : wording.split(kSlot))
        terms->add(piece, {field, TermPart::Wording}, false);
}

void addField(PhraseTable<Term>* terms, const Lexicon& lexicon, const FieldWords& words, int field)
{
    for (const QString& noun : QStringList{words.noun} + words.alsoNoun) {
        for (const QString& form : formsOf(lexicon, noun))
            terms->add(form, {field, TermPart::Noun}, false);
    }
    for (const QString& form : formsOf(lexicon, words.thing))
        terms->add(form, {field, TermPart::Thing}, false);
    for (const QString& aside : words.asides)
        terms->add(aside, {field, TermPart::Aside}, false);
    for (const QString& cost : words.costs)
        terms->add(cost, {field, TermPart::Cost}, false);
    for (const QString& unit : words.units)
        terms->add(unit, {field, TermPart::Unit}, false);
    for (const QString& lenders : words.lenders)
        terms->add(lenders, {field, TermPart::Lender}, false);
    for (const QString& quality : words.qualities)
        terms->add(quality, {field, TermPart::Quality}, false);
    for (const QString& source : words.sources)
        terms->add(source, {field, TermPart::Source}, false);
    for (const QString& noun : words.asideNouns)
        terms->add(noun, {field, TermPart::AsideNoun}, false);
    // "spending per head on culture"
    if (const qsizetype on = words.noun.indexOf(u" on "_s); on > 0 && lexicon.language() == "en"_L1) {
        for (const auto& heads : {u" per head"_s, u" per resident"_s})
            terms->add(words.noun.left(on) + heads + words.noun.mid(on), {field, TermPart::HeadNoun}, false);
    }
    terms->add(words.lender, {field, TermPart::Lender}, false);
    terms->add(words.quality, {field, TermPart::Quality}, false);
    terms->add(words.pound, {field, TermPart::Pound}, false);
    terms->add(words.lift, {field, TermPart::Lift}, false);
    addWording(terms, words.did, field);
    addWording(terms, words.has, field);
    for (const QString& form : formsOf(lexicon, words.topic))
        addWording(terms, form, field);
    addWording(terms, words.opposite, field);
}

// A place may open a sentence: "The North East".
void addPlace(PhraseTable<QString>* places, const Lexicon& lexicon, const PlaceWords& words, const QString& name)
{
    if (lexicon.language() == "cy"_L1) {
        places->add(words.in, name, true);
        places->add(words.of.trimmed(), name, true);
        return;
    }
    places->add(words.spoken, name, true);
    if (words.spoken.startsWith("the "_L1))
        places->add(u"The "_s + words.spoken.mid(4), name, true);
}

void addKind(PhraseTable<NamedKind>* kinds, const Lexicon& lexicon, const GroupWords& words, const QString& type)
{
    for (const QString& form : formsOf(lexicon, words.one))
        kinds->add(form, {type, true}, false);
    for (const QString& form : formsOf(lexicon, words.many))
        kinds->add(form, {type, false}, false);
    // Further words come in pairs, one and many.
    for (qsizetype i = 0; i < words.also.size(); ++i) {
        for (const QString& form : formsOf(lexicon, words.also.at(i)))
            kinds->add(form, {type, i % 2 == 0}, false);
    }
}

void addCouncil(PhraseTable<NamedCouncil>* councils, const NameFormatter& formatter, int index)
{
    const Council& council = formatter.panel().councils()[static_cast<size_t>(index)];
    const QString spoken = formatter.council(index);
    for (const QString& form :
         council.nation == "Wales"_L1 ? formsOf(formatter.lexicon(), spoken) : QStringList{spoken})
        councils->add(form, {index}, true);
    if (spoken.startsWith("the "_L1))
        councils->add(u"The "_s + spoken.mid(4), {index}, true);
    if (!formatter.isAmbiguous(index)) {
        // "The Scottish Borders" is in the table already, as the start of a sentence.
        if (council.name != spoken && council.name.mid(4) != spoken.mid(4))
            councils->add(council.name, {index}, true);
    } else if (!formatter.lexicon().isRegion(council.name)) {
        councils->add(council.name, {-1}, true);
    }
}

} // namespace

Vocabulary::Vocabulary(const Panel& panel, const Traits& traits, Lexicon words)
    : lexicon(std::move(words))
{
    const NameFormatter formatter(panel, traits, lexicon);
    for (int i = 0; i < static_cast<int>(panel.councils().size()); ++i)
        addCouncil(&councils, formatter, i);
    for (int i = 0; i < static_cast<int>(panel.fields().size()); ++i)
        addField(&terms, lexicon, lexicon.field(panel.fields()[static_cast<size_t>(i)], traits), i);

    QSet<QString> types;
    for (const Council& council : panel.councils()) {
        types.insert(council.type);
        if (!council.nation.isEmpty())
            addPlace(&places, lexicon, lexicon.place(council.nation), council.nation);
        if (!council.region.isEmpty())
            addPlace(&places, lexicon, lexicon.place(council.region), council.region);
    }
    // A kind that is only a kind beside its place is read as any council, and the place says the rest.
    for (const QString& type : types) {
        const GroupWords kind = lexicon.type(type);
        if (kind.place.isEmpty() || kind.one != lexicon.council().one)
            addKind(&kinds, lexicon, kind, type);
    }
    addKind(&kinds, lexicon, lexicon.council(), {});
    for (auto it = lexicon.places().begin(); it != lexicon.places().end(); ++it) {
        if (!it->adjective.isEmpty())
            adjectives.add(it->adjective, it.key(), true);
    }
    addPlace(&places, lexicon, lexicon.wholeCountry(), kWhole);
    adjectives.add(lexicon.wholeCountry().adjective, kWhole, true);

    const QStringList refused = lexicon.grammar(u"forbidden"_s);
    forbidden = {refused.begin(), refused.end()};
    const bool welsh = lexicon.language() == "cy"_L1;
    cardinalOf = welsh ? welshCardinalFromWord : cardinalFromWord;
    ordinalOf = welsh ? welshOrdinalFromWord : ordinalFromWord;
}

} // namespace factoid
