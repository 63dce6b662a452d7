// What belongs to what in a text: amounts to names, to years, to residents.
#include "core/factoids/verifier_proof.h"

#include "core/insights/claim_math.h"

namespace factoid {

using What = Mention::Kind;
using Form = MentionedYear::Form;

FieldWords TextProof::wordsOf(const Operand& operand) const {
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? FieldWords()
                     : v.lexicon.field(m_panel.fields()[static_cast<size_t>(field)], m_traits);
}

Unit TextProof::unitOf(const Operand& operand) const {
    if (operand.measure == Measure::Share)
        return {Unit::Kind::Percent, {}};
    if (operand.measure == Measure::Count || operand.measure == Measure::Missing)
        return {Unit::Kind::Count, {}};
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? Unit() : unitFrom(m_panel.fields()[static_cast<size_t>(field)].unit);
}

// Income is printed by its sense; words for the other sign ("drew out") turn it again.
int TextProof::signOf(const Operand& operand) const {
    if (operand.measure == Measure::Share || operand.measure == Measure::Count ||
        operand.measure == Measure::Missing || operand.measure == Measure::MeanDifference)
        return 1;
    const int sense = m_traits.value(operand.field).income ? -1 : 1;
    const int field = m_panel.fieldIndex(operand.field);
    for (const Reading::FoundTerm& term : m.terms) {
        for (const Term& meaning : term.meanings) {
            if (meaning.field == field && meaning.part == TermPart::Opposite)
                return -sense;
        }
    }
    return sense;
}

bool TextProof::sameSubject(const Operand& a, const Operand& b) const {
    return a.council == b.council && a.groupBy == b.groupBy && a.group == b.group &&
           a.all == b.all && a.field == b.field && a.measure == b.measure;
}

// The last name before the mention, else the first after it.
const Mention* TextProof::subjectOf(const Mention& mention, bool councilsOnly) const {
    const Mention* before = nullptr;
    const Mention* after = nullptr;
    for (const Mention& each : m.mentions) {
        const bool names = each.kind == What::Council ||
                           (!councilsOnly && each.kind == What::Group && !each.consumed);
        if (!names)
            continue;
        if (each.first < mention.first)
            before = &each;
        else if (!after && each.first > mention.last)
            after = &each;
    }
    return before ? before : after;
}

// The name after the mention that is not its subject; nullptr when none follows.
const Mention* TextProof::objectOf(const Mention& mention, const Mention* subject) const {
    for (const Mention& each : m.mentions) {
        const bool names =
            each.kind == What::Council || (each.kind == What::Group && !each.consumed);
        if (names && each.first > mention.last && &each != subject)
            return &each;
    }
    return nullptr;
}

bool TextProof::yearIs(const MentionedYear& year, const Operand& operand) const {
    const Moment moment = wordsOf(operand).moment;
    const bool balance = moment == Moment::Closing || moment == Moment::Opening;
    const bool share = operand.measure == Measure::Share;
    switch (year.form) {
    case Form::Label:
        return year.number == operand.year.code() &&
               (moment == Moment::Flow || moment == Moment::Closing || share);
    case Form::March:
        return moment == Moment::Closing && operand.year.isFinancial() &&
               year.number == operand.year.startYear() + 1;
    case Form::April:
        return moment == Moment::Opening && operand.year.isFinancial() &&
               year.number == operand.year.startYear();
    case Form::December:
        return balance && !operand.year.isFinancial() && year.number == operand.year.startYear();
    case Form::Middle:
        return moment == Moment::Middle && year.number == operand.year.startYear();
    }
    return false;
}

bool TextProof::yearIsNamed(const Operand& operand) const {
    for (const Mention& each : m.mentions) {
        if (each.kind == What::Year && yearIs(each.year, operand))
            return true;
    }
    return false;
}

bool TextProof::partsClause(size_t from, size_t to) const {
    for (size_t at = from; at < to; ++at) {
        if (m.tokens[at].text == QLatin1String(";"))
            return true;
    }
    return false;
}

bool TextProof::yearFits(const Mention& mention, const Operand& operand) const {
    // Amounts part amounts, places part places.
    const What divider = mention.kind == What::Rank ? What::Rank : What::Quantity;
    const Mention* before = nullptr;
    for (const Mention& each : m.mentions) {
        if (each.first < mention.first) {
            if (each.kind == What::Year && !each.since)
                before = &each;
            continue;
        }
        if (each.first <= mention.last)
            continue;
        if ((each.kind == divider && !each.consumed) || partsClause(mention.last, each.first))
            break;
        if (each.kind == What::Year && !each.since)
            return yearIs(each.year, operand);
    }
    return before && yearIs(before->year, operand);
}

// Whether its own clause says again what is counted: by the field's own words, or by words after the amount that no
// mention accounts for.
bool TextProof::goesOn(const Mention& mention) const {
    const bool counted = std::ranges::any_of(m.terms, [&](const Reading::FoundTerm& term) {
        const bool named = std::ranges::any_of(term.meanings, &Term::names);
        return named && !partsClause(std::min(term.first, mention.first), std::max(term.last, mention.last));
    });
    if (counted)
        return true;
    for (size_t at = mention.last + 1; at < m.tokens.size() && m.tokens[at].text != QLatin1String(";"); ++at) {
        const QString& text = m.tokens[at].text;
        const bool word = !text.isEmpty() && text[0].isLetter() && !v.links.contains(text);
        const bool told = std::ranges::any_of(m.mentions, [at](const Mention& each) { return each.first <= at && at <= each.last; });
        if (word && !told)
            return true;
    }
    return false;
}

// Per head from "for each resident" on; the words may follow the amount. "In all" ends it, and so does a further clause
// that says again what is counted: it is a sentence of its own.
bool TextProof::isPerHead(const Mention& mention) const {
    bool marked = false;
    bool ownClause = false; // the marker stands in an earlier one
    for (const Mention& each : m.mentions) {
        const bool marker = each.kind == What::PerHead && !each.consumed;
        if (each.first < mention.first) {
            if (marker) {
                marked = true;
                ownClause = partsClause(each.last, mention.first);
            }
            continue;
        }
        if (each.first <= mention.last)
            continue;
        if (each.kind == What::Quantity && !each.consumed)
            break;
        if (each.kind == What::InAll)
            return false;
        if (marker)
            return true;
    }
    return marked && !(ownClause && goesOn(mention));
}

bool TextProof::isSameGroup(const Mention& group, const Claim& claim, const Operand& operand) const {
    const Scope meant = narrowed(claim.scope, operand);
    if (group.wholeCountry) {
        const int field = m_panel.fieldIndex(operand.field);
        if (!nationsWith(m_panel, field, operand.year).contains(nationsOf(m_panel, operand.year)))
            return false;
        // "Unitary authorities in the UK" is not what the register's type of that name is.
        QSet<QString> nations;
        for (const int council : withFigure(m_panel, group.scope, operand))
            nations.insert(m_panel.councils()[static_cast<size_t>(council)].nation);
        if (nations.size() < 2)
            return false;
    }
    if (group.scope == meant)
        return true;
    return withFigure(m_panel, group.scope, operand) == withFigure(m_panel, meant, operand);
}

bool TextProof::isEntity(const Mention& mention, const Claim& claim, const Operand& operand) const {
    if (mention.kind == What::Council)
        return !operand.council.isEmpty() &&
               m_panel.councilIndex(operand.council) == mention.council;
    if (mention.kind != What::Group || !operand.council.isEmpty())
        return false;
    // "A district owed £15.7 billion" is not what all of them owed.
    if (mention.single)
        return false;
    Mention::Modifier needed = Mention::Modifier::None;
    if (operand.measure == Measure::Average)
        needed = Mention::Modifier::Average;
    else if (operand.measure == Measure::Median)
        needed = Mention::Modifier::Typical;
    else if (operand.measure == Measure::MeanDifference)
        needed = Mention::Modifier::Pair;
    return mention.modifier == needed && isSameGroup(mention, claim, operand);
}

} // namespace factoid
