#include "core/factoids/verifier_vocabulary.h"

#include "core/factoids/speech.h"

namespace factoid {

namespace {

const QString kAmount = QStringLiteral("{amount}");
const QString kWhole = QStringLiteral("*");

void addWording(PhraseTable<Term>* terms, const QString& wording, int field, TermPart before,
                TermPart after) {
    const qsizetype at = wording.indexOf(kAmount);
    if (at < 0)
        return;
    terms->add(wording.left(at), {field, before}, false);
    terms->add(wording.mid(at + kAmount.size()), {field, after}, false);
}

void addField(PhraseTable<Term>* terms, const FieldWords& words, int field) {
    terms->add(words.noun, {field, TermPart::Noun}, false);
    terms->add(words.thing, {field, TermPart::Thing}, false);
    terms->add(words.pound, {field, TermPart::Pound}, false);
    terms->add(words.lift, {field, TermPart::Lift}, false);
    addWording(terms, words.did, field, TermPart::Before, TermPart::After);
    addWording(terms, words.opposite, field, TermPart::OppositeBefore, TermPart::OppositeAfter);
}

QSet<QString> wordSet(const Lexicon& lexicon, const char* list) {
    const QStringList words = lexicon.grammar(QString::fromLatin1(list));
    return {words.begin(), words.end()};
}

// A place may open a sentence: "The North East".
void addPlace(PhraseTable<QString>* places, const QString& spoken, const QString& name) {
    places->add(spoken, name, true);
    if (spoken.startsWith(QLatin1String("the ")))
        places->add(QStringLiteral("The ") + spoken.mid(4), name, true);
}

void addCouncil(PhraseTable<NamedCouncil>* councils, const Speech& speech, int index) {
    const Council& council = speech.panel().councils()[static_cast<size_t>(index)];
    const QString spoken = speech.council(index);
    councils->add(spoken, {index}, true);
    if (spoken.startsWith(QLatin1String("the ")))
        councils->add(QStringLiteral("The ") + spoken.mid(4), {index}, true);
    if (!speech.isAmbiguous(index)) {
        // "The Scottish Borders" is in the table already, as the start of a sentence.
        if (council.name != spoken && council.name.mid(4) != spoken.mid(4))
            councils->add(council.name, {index}, true);
    } else if (!speech.lexicon().isRegion(council.name)) {
        councils->add(council.name, {-1}, true);
    }
}

} // namespace

Vocabulary::Vocabulary(const Panel& panel, const Traits& traits, Lexicon words)
    : lexicon(std::move(words)) {
    const Speech speech(panel, traits, lexicon);
    for (int i = 0; i < static_cast<int>(panel.councils().size()); ++i)
        addCouncil(&councils, speech, i);
    for (int i = 0; i < static_cast<int>(panel.fields().size()); ++i)
        addField(&terms, lexicon.field(panel.fields()[static_cast<size_t>(i)], traits), i);

    QSet<QString> types;
    for (const Council& council : panel.councils()) {
        types.insert(council.type);
        if (!council.nation.isEmpty())
            addPlace(&places, lexicon.place(council.nation).spoken, council.nation);
        if (!council.region.isEmpty())
            addPlace(&places, lexicon.place(council.region).spoken, council.region);
    }
    for (const QString& type : types) {
        const GroupWords kind = lexicon.type(type);
        for (const QString& phrase : QStringList{kind.one, kind.many} + kind.also)
            kinds.add(phrase, type, false);
    }
    for (const QString& phrase :
         QStringList{lexicon.council().one, lexicon.council().many} + lexicon.council().also)
        kinds.add(phrase, {}, false);
    for (auto it = lexicon.places().begin(); it != lexicon.places().end(); ++it) {
        if (!it->adjective.isEmpty())
            adjectives.add(it->adjective, it.key(), true);
    }
    addPlace(&places, lexicon.wholeCountry().spoken, kWhole);
    adjectives.add(lexicon.wholeCountry().adjective, kWhole, true);

    up = wordSet(lexicon, "up");
    down = wordSet(lexicon, "down");
    forbidden = wordSet(lexicon, "forbidden");
    sensitive = wordSet(lexicon, "sensitive");
    plain = wordSet(lexicon, "plain");
}

} // namespace factoid
