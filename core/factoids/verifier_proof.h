// TextProof: matches every mention of a text to a claim that licenses it, and every claim to a mention.
// A number belongs to the last council or group named before it (failing that, to the first after
// it); to the year that follows it before the next amount (failing that, to the last year before
// it). One object per text; one thread.
#pragma once

#include "core/factoids/amount_text.h"
#include "core/factoids/factoid.h"
#include "core/factoids/population.h"
#include "core/factoids/verifier.h"
#include "core/factoids/verifier_mentions.h"

namespace factoid {

class TextProof {
  public:
    TextProof(const Panel& panel, const Traits& traits, const Vocabulary& vocabulary,
          const Factoid& factoid, const Reading& reading);
    // Errors (Verification) name the word, number or claim that does not hold.
    [[nodiscard]] Result<void> run();
    // The same to the end: everything that does not hold, with its place in the text.
    [[nodiscard]] std::vector<Fault> faults();
    // For a text without claims: every number, name and word that would need one.
    [[nodiscard]] std::vector<Fault> needsProof();

  private:
    // Refuses at these tokens, or, when all faults are wanted, notes it and goes on.
    [[nodiscard]] Result<void> object(size_t first, size_t last, const QString& why) const;
    void noteUnplaced(const Result<void>& held, bool unread = false) const;

    // verifier_proof.cpp: the walk
    [[nodiscard]] Result<void> claimsAreSaid(const std::vector<bool>& proven) const;
    [[nodiscard]] Result<void> councilsAreClaimed() const;
    [[nodiscard]] bool licensedBy(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool relation(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool isSelfEvident(const Mention& mention) const;
    [[nodiscard]] bool showsIn(const Claim& claim, const Mention& mention) const;
    [[nodiscard]] QString textOf(const Mention& mention) const;

    // verifier_binding.cpp: what belongs to what
    [[nodiscard]] const Mention* subjectOf(const Mention& mention, bool councilsOnly) const;
    [[nodiscard]] const Mention* objectOf(const Mention& mention, const Mention* subject) const;
    [[nodiscard]] bool yearFits(const Mention& mention, const Operand& operand) const;
    [[nodiscard]] bool partsClause(size_t from, size_t to) const;
    [[nodiscard]] bool yearIs(const MentionedYear& year, const Operand& operand) const;
    [[nodiscard]] bool yearIsNamed(const Operand& operand) const;
    [[nodiscard]] bool goesOn(const Mention& mention) const;
    [[nodiscard]] bool isPerHead(const Mention& mention) const;
    [[nodiscard]] bool isEntity(const Mention& mention, const Claim& claim,
                                const Operand& operand) const;
    [[nodiscard]] bool isSameGroup(const Mention& group, const Claim& claim,
                                   const Operand& operand) const;
    [[nodiscard]] int signOf(const Operand& operand) const;
    [[nodiscard]] FieldWords wordsOf(const Operand& operand) const;
    [[nodiscard]] Unit unitOf(const Operand& operand) const;
    [[nodiscard]] bool sameSubject(const Operand& a, const Operand& b) const;

    // verifier_amounts.cpp
    [[nodiscard]] bool roundsTo(Int128 units, const Mention& quantity) const;
    [[nodiscard]] bool quantity(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool isValue(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool isDifference(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool isShare(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool ratio(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool ratioInTime(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool ratioBetween(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool periodIsNamed(const Claim& claim) const;

    // verifier_places.cpp
    [[nodiscard]] bool rank(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool rankGroup(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool saysWhere(const Mention& group) const;
    [[nodiscard]] bool hasRawAmount() const;
    [[nodiscard]] bool isTied(const Claim& claim) const;
    [[nodiscard]] bool record(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool streak(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool step(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool crossing(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool only(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool top(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool group(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool groupNumber(const Mention& mention, const Claim& claim,
                                   const Operand& operand) const;
    [[nodiscard]] bool limit(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool span(const Mention& mention, const Claim& claim) const;
    [[nodiscard]] bool comparison(const Mention& mention, const Claim& claim) const;

    // verifier_rules.cpp: what holds for the whole text
    [[nodiscard]] Result<void> rules() const;
    [[nodiscard]] Result<void> wordingsAgree() const;
    [[nodiscard]] Result<void> wordingsAreWhole() const;
    [[nodiscard]] bool standsAfter(const Mention& amount, const QSet<QString>& words) const;
    [[nodiscard]] bool followsChange(const Mention& amount) const;
    [[nodiscard]] bool isNeutral(const Reading::FoundTerm& term) const;
    [[nodiscard]] Result<void> endsInOrder() const;
    [[nodiscard]] Result<void> namesStandAlone() const;
    [[nodiscard]] Result<void> changeWords() const;
    [[nodiscard]] Result<void> fieldsAreNamed() const;
    [[nodiscard]] Result<void> inflationIsSaid() const;
    [[nodiscard]] Result<void> gapsAreSaid() const;
    [[nodiscard]] Result<void> statusIsSaid() const;
    [[nodiscard]] Result<void> differencesAddUp() const;
    [[nodiscard]] const Mention* quantityOf(const QString& shown) const;
    [[nodiscard]] Result<void> nothingIsLeft() const;
    [[nodiscard]] const char* strayAt(size_t at, bool sentenceStarts) const;
    [[nodiscard]] bool hasShare() const;
    [[nodiscard]] bool has(Mention::Kind kind) const;

    const Panel& m_panel;
    const Traits& m_traits;
    const Vocabulary& v;
    const Factoid& m_factoid;
    const Reading& m;
    std::vector<Fault>* m_faults = nullptr; // set: all of them are wanted
};

} // namespace factoid
