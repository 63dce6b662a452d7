// Lexicon: how each field, council type and place is spoken of in a language; a data file
// (resources/words/<language>.json) with a fallback for fields that it does not know.
// Immutable once loaded; any thread.
#pragma once

#include "core/base/result.h"
#include "core/figures/council.h"
#include "core/figures/data_profile.h"
#include "core/insights/claims/field_traits.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace factoid {

// Where the amount stands in a wording of a field.
inline const QString kAmountSlot = u"{amount}"_s;

// When the figure of a year is true, in words.
enum class Moment {
    Flow,    // "in 2019/20"
    Closing, // balance at the end of the year: "in March 2020"
    Opening, // balance at its start: "in April 2019"
    Middle,  // "in mid-2019"
};

// One field in words. `did` holds the slot {amount}: "held {amount} in earmarked reserves", and in a language whose
// verb comes first {name} or {name:soft} as well.
struct FieldWords {
    QString did;
    QString opposite;    // `did` for the other sign: "drew {amount} out of …"; empty: none
    QString noun;        // "spending on culture"
    QString by;          // the preposition between the noun and who: "by", "of", "to"
    QString has;         // of a language that says it with a form of its own: "a wariodd {amount} ar addysg"
    QString topic;       // with a place for whose it is: "gwariant {of} ar addysg"; empty: possessive and noun
    QString thing;       // of a service: "culture"; else empty
    QString pound;       // of a whole: "service pound"; else empty
    QStringList alsoDid; // further ways to say `did` and `noun`, for readers of texts
    QStringList alsoNoun;
    QStringList alsoPart;     // what its part of a whole was: "from the Public Works Loan Board"
    QStringList asides;       // what may be said of it again: "with all precepts included"
    QStringList costs;        // what cost a council the amount: "culture [cost Kent …]"
    QStringList units;        // what is counted: "people"
    QString lender;           // whom it is owed to: "the Public Works Loan Board"
    QStringList lenders;      // the same, where they are many: "[Kent's] lenders"
    QStringList sources;      // what brings the amount in: "the adult social care precept [raised …]"
    QStringList asideNouns;   // nouns that are of it only with one of the asides beside them
    QString quality;          // of whom there is much of it: "[the most] populous"
    QStringList qualities;    // further ones: "deep in debt"
    QString lift;             // why the average is above the typical one
    bool plural = false;      // "reserves were"
    bool feminine = false;    // of the noun, where the language has genders
    bool article = false;     // "the council tax requirement of …"
    bool attributive = false; // "district borrowing" can be said
    Moment moment = Moment::Flow;
};

// A kind of council: "district", "districts", and the nation that must be added to be clear.
struct GroupWords {
    QString one;
    QString many;
    QString nation;   // "England" when the words alone do not say which nation; else empty
    QStringList also; // further ways of saying one or many, for the verifier
    QString place;    // nation or region that the words need beside them to say the kind: "cyngor" of Scotland
    bool feminine = false;
    bool alone = false; // the words are of one nation only, so a reader knows where they are
};

struct PlaceWords {
    QString spoken;    // "the North East", "England"
    QString adjective; // "English"; empty for regions
    QString in;        // "in England", "yng Nghymru"
    QString of;        // after a noun that it owns: " Lloegr", "'r Alban"; empty where the language has no such form
};

class Lexicon
{
  public:
    // Reads :/words/<language>.json. Errors (Usage): no such language; (Input): the file is not as
    // it should be.
    // With a profile that is not the United Kingdom's, the file's types, places and names go, and those of the profile
    // come in their place; what it does not name is spoken of by its own name, and a whole without a name of no group.
    [[nodiscard]] static Result<Lexicon> load(const QString& language);
    [[nodiscard]] static Result<Lexicon> load(const QString& language, const DataProfile& profile);

    [[nodiscard]] const QString& language() const { return m_language; }
    // The profile that it was loaded with.
    [[nodiscard]] const DataProfile& profile() const { return m_profile; }
    // What a sentence of a language other than the data's own needs: words of its own for the field, the type, the
    // place. Without them it would be said in two languages at once.
    [[nodiscard]] bool knowsField(const QString& slug) const { return m_fields.contains(slug); }
    [[nodiscard]] bool knowsType(const QString& type) const { return m_types.contains(type); }
    [[nodiscard]] bool knowsPlace(const QString& name) const { return m_places.contains(name); }
    // Field words; fields that the file does not know are spoken of by their name.
    [[nodiscard]] FieldWords field(const Field& field, const Traits& traits) const;
    // A type that the file does not know is spoken of by its own name: "council of type X" is never
    // said.
    [[nodiscard]] GroupWords type(const QString& type) const;
    [[nodiscard]] const QHash<QString, GroupWords>& types() const { return m_types; }
    // Any of those that the data tell of; empty words: they have no name in common.
    [[nodiscard]] const GroupWords& council() const { return m_council; }
    // Nations and regions; unknown names are spoken of as they are.
    [[nodiscard]] PlaceWords place(const QString& nationOrRegion) const;
    [[nodiscard]] const QHash<QString, PlaceWords>& places() const { return m_places; }
    [[nodiscard]] bool isRegion(const QString& name) const { return m_regions.contains(name); }
    [[nodiscard]] const PlaceWords& wholeCountry() const { return m_whole; }
    // How the register's name is said: "City of Edinburgh" -> "Edinburgh", "Isle of Wight" -> "the
    // Isle of Wight".
    [[nodiscard]] QString spokenName(const QString& name) const;
    // A name that needs its kind beside it: "Bedford (the former district)".
    [[nodiscard]] QString bracketed(const QString& name, const QString& kind, bool former) const;
    // The sentence patterns of a fact kind; empty when it has none.
    [[nodiscard]] QStringList patterns(const QString& kind) const;
    // Those of all kinds, each once.
    [[nodiscard]] QStringList allPatterns() const;
    // Word lists of the reader: grammar("forbidden") -> badly, poorly …
    [[nodiscard]] QStringList grammar(const QString& list) const;

  private:
    void speakOf(const DataProfile& profile);

    QString m_language;
    DataProfile m_profile;
    QHash<QString, FieldWords> m_fields;
    FieldWords m_fallback;
    QHash<QString, GroupWords> m_types;
    GroupWords m_council;
    QHash<QString, PlaceWords> m_places;
    QSet<QString> m_regions;
    PlaceWords m_whole;
    QHash<QString, QString> m_spokenNames;
    QString m_bracketToday, m_bracketFormer;
    QJsonObject m_patterns;
    QJsonObject m_grammar;
};

// Reads :/words/fields.json: what detectors must know of fields.
[[nodiscard]] Result<Traits> loadTraits();

} // namespace factoid
