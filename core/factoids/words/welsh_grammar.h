// Welsh grammar: mutations, numbers with nouns, ordinals and the joining of small words, as far as factoids need
// them (King, Modern Welsh: A Comprehensive Grammar, 3rd ed., ch. 1 and 6). For writers; the verifier knows the
// mutated forms of its own words only. Pure; any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace factoid {

// The first word of the phrase after the mutation; the phrase itself where its first letter has none.
[[nodiscard]] QString softMutation(const QString& phrase);     // cyngor -> gyngor, Llundain -> Lundain
[[nodiscard]] QString nasalMutation(const QString& phrase);    // Cymru -> Nghymru
[[nodiscard]] QString aspirateMutation(const QString& phrase); // Caerdydd -> Chaerdydd
// The phrase and each of its mutations that differs.
[[nodiscard]] QStringList mutatedForms(const QString& phrase);

// "dau gyngor sir", "pum cyngor sir", "192 cyngor sir": a masculine or feminine noun, always in the singular.
[[nodiscard]] QString welshCount(qint64 number, const QString& singular, bool feminine);
// "pump", "192": the number alone.
[[nodiscard]] QString welshCardinal(qint64 number);
// "dwy flynedd", "deng mlynedd", "12 mlynedd": the noun of time, which has forms of its own.
[[nodiscard]] QString welshYears(int number);
// "ail", "trydydd", "11eg"; feminine as after the article: "drydedd", "bumed". Empty below 2.
[[nodiscard]] QString welshOrdinal(int number, bool feminine = false);

// "y cyngor", "yr awdurdod", "yr 11eg", "y 192 cyngor".
[[nodiscard]] QString withArticle(const QString& phrase);
// A small word before a phrase: "o" + "y cyngor" -> "o'r cyngor"; other phrases as they are.
[[nodiscard]] QString joined(const QString& word, const QString& phrase);
// "â", "na" before a phrase: "â'r cyngor", "ag Abertawe", "â Chaerdydd" (mutates), "â Kent".
[[nodiscard]] QString withAspirate(const QString& word, const QString& phrase, bool mutates);

} // namespace factoid
