// Rules for a whole text: directions, fields, price basis, gaps, status, and that nothing is left
// over.
#include "core/factoids/verifier_proof.h"

#include <algorithm>

namespace factoid {

using What = Mention::Kind;

namespace {

constexpr int kYearsWithoutInflation = 2;
constexpr const char* kUnread = "this word cannot be checked";
constexpr const char* kUnplaced = "what is said of this name cannot be checked";
constexpr const char* kNoName = "no claim is about this name";
// A change by this factor is not one of prices.
constexpr int kBeyondInflation = 3;

std::unexpected<Error> refuse(const QString& why) {
    return fail(ErrorKind::Verification, why);
}

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

} // namespace

Result<void> TextProof::rules() const {
    for (const auto rule : {&TextProof::wordingsAgree, &TextProof::wordingsAreWhole, &TextProof::endsInOrder, &TextProof::namesStandAlone, &TextProof::changeWords, &TextProof::fieldsAreNamed,
                            &TextProof::inflationIsSaid, &TextProof::gapsAreSaid, &TextProof::statusIsSaid,
                            &TextProof::differencesAddUp}) {
        const auto held = (this->*rule)();
        if (m_faults)
            noteUnplaced(held, rule == &TextProof::fieldsAreNamed);
        else if (!held)
            return held;
    }
    return {};
}

bool TextProof::hasShare() const {
    return std::ranges::any_of(m_factoid.claims, [](const Claim& claim) {
        return claim.operation == Operation::Share ||
               (!claim.operands.empty() && claim.operands.front().measure == Measure::Share);
    });
}

// Every "rose" and "fell" goes the way in which all the claims on change go.
Result<void> TextProof::changeWords() const {
    bool up = false;
    bool down = false;
    const auto note = [&](bool rises) { (rises ? up : down) = true; };
    std::vector<const Operand*> values;
    for (const Claim& claim : m_factoid.claims) {
        const Operand& first = claim.operands.front();
        if (claim.direction == Direction::Rise || claim.direction == Direction::Fall)
            note((claim.direction == Direction::Rise) == (signOf(first) > 0));
        for (const Operand& operand : claim.operands) {
            if (claim.operation != Operation::Streak && claim.operation != Operation::Record &&
                claim.operation != Operation::Trend && claim.operation != Operation::Rank &&
                claim.operation != Operation::Step && claim.operation != Operation::Reversal &&
                claim.operation != Operation::Crossing)
                values.push_back(&operand);
        }
    }
    for (const Operand* a : values) {
        for (const Operand* b : values) {
            if (a->year > b->year && sameSubject(*a, *b) && a->value != b->value)
                note((a->value > b->value) == (signOf(*a) > 0));
        }
    }
    for (const Mention& each : m.mentions) {
        if (each.kind != What::Change || !(each.up ? !up || down : !down || up))
            continue;
        if (const auto held =
                object(each.first, each.last,
                       QStringLiteral("no claim supports the direction “%1”").arg(textOf(each)));
            !held)
            return held;
    }
    return {};
}

// "Moved £3 million out of reserves" puts the verb of one sign to the words of the other.
Result<void> TextProof::wordingsAgree() const {
    std::map<int, const Reading::FoundTerm*> own, turned; // by field, where it is said with the words of one sign only
    for (const Reading::FoundTerm& term : m.terms) {
        for (const Term& meaning : term.meanings) {
            const auto has = [&](TermPart part) {
                return std::ranges::any_of(term.meanings, [&](const Term& other) { return other.field == meaning.field && other.part == part; });
            };
            if (has(TermPart::Wording) != has(TermPart::Opposite))
                (meaning.part == TermPart::Opposite ? turned : own).emplace(meaning.field, &term);
        }
    }
    for (const auto& [field, term] : turned) {
        if (!own.contains(field))
            continue;
        if (const auto held = object(term->first, term->last, QStringLiteral("the text uses the words of both signs")); !held)
            return held;
    }
    return {};
}

// "Kent … £40 million in interest" does not say whether it paid or got it: the words after an amount need those before
// it. Of a balance, "had" says enough.
Result<void> TextProof::wordingsAreWhole() const {
    const auto said = [&](const Term& piece) {
        return std::ranges::any_of(m.terms, [&](const Reading::FoundTerm& term) {
            return std::ranges::any_of(term.meanings, [&](const Term& other) {
                return other.field == piece.field && other.wording == piece.wording && other.piece != piece.piece;
            });
        });
    };
    const bool neutral = std::ranges::any_of(m.terms, [&](const Reading::FoundTerm& term) { return isNeutral(term); }) ||
                         std::ranges::any_of(m.tokens, [&](const Token& token) { return v.neutral.contains(token.lower); });
    // Of every pound of spending, so many pence are spent.
    const bool pound = std::ranges::any_of(m.terms, [](const Reading::FoundTerm& term) {
        return std::ranges::any_of(term.meanings, [](const Term& meaning) { return meaning.part == TermPart::Pound; });
    });
    if (pound)
        return {};
    for (const Reading::FoundTerm& term : m.terms) {
        QSet<int> half, whole;
        for (const Term& meaning : term.meanings) {
            if (!meaning.names)
                continue;
            const Field& field = m_panel.fields()[static_cast<size_t>(meaning.field)];
            const bool balance = m_traits.value(field.slug).balance;
            (meaning.pieces == 1 || (balance && neutral) || said(meaning) ? whole : half).insert(meaning.field);
        }
        if (half.isEmpty() || !whole.isEmpty())
            continue;
        if (const auto held = object(term.first, term.last, QStringLiteral("the text does not say what was done with it")); !held)
            return held;
    }
    return {};
}

bool TextProof::isNeutral(const Reading::FoundTerm& term) const {
    QStringList said;
    for (size_t at = term.first; at <= term.last; ++at)
        said.append(m.tokens[at].lower);
    return v.neutral.contains(said.join(QLatin1Char(' ')));
}

// "From £3 million in 2019/20 to £2 million in 2015/16" turns time round: the end that "from" stands before is the older.
Result<void> TextProof::endsInOrder() const {
    for (const Claim& claim : m_factoid.claims) {
        const Mention* amount = claim.operation == Operation::Value ? quantityOf(claim.shown) : nullptr;
        const bool from = amount && standsAfter(*amount, v.from);
        if (!amount || (!from && !standsAfter(*amount, v.to)))
            continue;
        for (const Claim& other : m_factoid.claims) {
            const Operand& a = claim.operands.front();
            const Operand& b = other.operands.front();
            if (other.operation != Operation::Value || !sameSubject(a, b) || a.year == b.year || (a.year < b.year) == from)
                continue;
            if (const auto held = object(amount->first, amount->last, QStringLiteral("the older amount is not the one that the change starts from")); !held)
                return held;
        }
    }
    return {};
}

// "Kent and Devon owed £301 million" leaves open whose it is: names are not joined, and a number
// belongs to one of them.
Result<void> TextProof::namesStandAlone() const {
    const Mention* before = nullptr;
    for (const Mention& each : m.mentions) {
        if (each.kind != What::Council && (each.kind != What::Group || each.consumed))
            continue;
        bool joined = before != nullptr;
        for (size_t at = before ? before->last + 1 : each.first; joined && at < each.first; ++at)
            joined = v.joins.contains(m.tokens[at].lower);
        // "Of England's 26 county councils, Kent …" says what Kent is one of.
        const bool comma = joined && each.first == before->last + 2 &&
                           m.tokens[before->last + 1].text == QLatin1String(",");
        if (joined && !(comma && before->kind == What::Group)) {
            if (const auto held = object(before->first, each.last,
                                         QStringLiteral("“%1 … %2” leaves open whose number it is")
                                             .arg(textOf(*before), textOf(each)));
                !held)
                return held;
        }
        before = &each;
    }
    return {};
}

// The text speaks of the fields of the claims, and of no others.
Result<void> TextProof::fieldsAreNamed() const {
    QSet<int> claimed;
    QSet<int> needed;
    for (const Claim& claim : m_factoid.claims) {
        for (const Operand& operand : claim.operands) {
            needed.insert(m_panel.fieldIndex(operand.field));
            claimed.insert(m_panel.fieldIndex(operand.field));
            if (!operand.ofField.isEmpty())
                claimed.insert(m_panel.fieldIndex(operand.ofField));
        }
    }
    QSet<int> named;
    for (const Reading::FoundTerm& term : m.terms) {
        bool allowed = isNeutral(term);
        for (const Term& meaning : term.meanings) {
            if (!claimed.contains(meaning.field))
                continue;
            allowed = true;
            if (meaning.names)
                named.insert(meaning.field);
        }
        if (!allowed) {
            const int start = m.tokens[term.first].start;
            const QString words = m_factoid.text.mid(start, m.tokens[term.last].end - start);
            if (const auto held = object(term.first, term.last,
                                         QStringLiteral("no claim is about “%1”").arg(words));
                !held)
                return held;
        }
    }
    for (const int field : needed) {
        if (!named.contains(field))
            return refuse(QStringLiteral("the text does not say that it is about “%1”")
                              .arg(m_panel.fields()[static_cast<size_t>(field)].name));
    }
    return {};
}

// Cash across more than two years says "before inflation", unless prices cannot have made the
// difference.
Result<void> TextProof::inflationIsSaid() const {
    if (has(What::Inflation))
        return {};
    std::vector<const Operand*> cash;
    for (const Claim& claim : m_factoid.claims) {
        for (const Operand& operand : claim.operands) {
            if (claim.operation != Operation::Rank && unitOf(operand).isCash())
                cash.push_back(&operand);
        }
    }
    for (const Operand* a : cash) {
        for (const Operand* b : cash) {
            if (a->year.startYear() - b->year.startYear() <= kYearsWithoutInflation)
                continue;
            const Int128 x = magnitude(a->value.units());
            const Int128 y = magnitude(b->value.units());
            if (x < kBeyondInflation * y && y < kBeyondInflation * x)
                return refuse(
                    QStringLiteral("amounts of %1 and %2 are compared without “before inflation”")
                        .arg(b->year.label(), a->year.label()));
        }
    }
    return {};
}

const Mention* TextProof::quantityOf(const QString& shown) const {
    for (const Mention& each : m.mentions) {
        if (each.kind == What::Quantity && textOf(each) == shown)
            return &each;
    }
    return nullptr;
}

// A reader who takes one printed amount from the other must get the printed difference.
Result<void> TextProof::differencesAddUp() const {
    for (const Claim& claim : m_factoid.claims) {
        const Mention* said =
            claim.operation == Operation::Difference ? quantityOf(claim.shown) : nullptr;
        if (!said)
            continue;
        const Mention* ends[2] = {nullptr, nullptr};
        for (const Claim& value : m_factoid.claims) {
            for (size_t i = 0; i < 2 && i < claim.operands.size(); ++i) {
                if (value.operation == Operation::Value && value.operands[0] == claim.operands[i])
                    ends[i] = quantityOf(value.shown);
            }
        }
        if (!ends[0] || !ends[1] || ends[0]->amount == Mention::Amount::Pence)
            continue;
        if (magnitude(ends[0]->units - ends[1]->units) != said->units)
            return refuse(QStringLiteral("“%1” is not what lies between the amounts as printed")
                              .arg(claim.shown));
    }
    return {};
}

// Where fewer than 95 percent of a group made a return, the text says of that group "that
// reported".
Result<void> TextProof::gapsAreSaid() const {
    for (const Claim& claim : m_factoid.claims) {
        for (Operand operand : claim.operands) {
            if ((!operand.council.isEmpty() && claim.operation != Operation::Rank) ||
                operand.measure == Measure::Missing)
                continue;
            operand.council.clear();
            const Returns returns = returnsOf(m_panel, m_panel.fieldIndex(operand.field),
                                              operand.year, narrowed(claim.scope, operand));
            const bool said = std::ranges::any_of(m.mentions, [&](const Mention& each) {
                return (each.kind == What::Reported && each.number == returns.made) ||
                       (each.kind == What::Group && each.reporting &&
                        isSameGroup(each, claim, operand));
            });
            if (returns.hasGap() && !said)
                return refuse(
                    QStringLiteral("only %1 of %2 councils reported, and the text does not say so")
                        .arg(returns.made)
                        .arg(returns.due));
        }
    }
    return {};
}

Result<void> TextProof::statusIsSaid() const {
    bool provisional = false;
    bool estimated = false;
    for (const Claim& claim : m_factoid.claims) {
        for (const Operand& operand : claim.operands) {
            const int field = m_panel.fieldIndex(operand.field);
            std::vector<int> whose = {m_panel.councilIndex(operand.council)};
            if (operand.council.isEmpty())
                whose = withFigure(m_panel, narrowed(claim.scope, operand), operand);
            for (const int council : whose) {
                const Status status = m_panel.status(field, operand.year, council);
                provisional = provisional || status == Status::Provisional;
                estimated = estimated || status == Status::Estimated;
            }
        }
    }
    if (provisional && !has(What::Provisional))
        return refuse(QStringLiteral("the figures are provisional, and the text does not say so"));
    if (estimated && !provisional && !has(What::Estimated))
        return refuse(QStringLiteral("the figures are estimated, and the text does not say so"));
    if ((!provisional && has(What::Provisional)) || (!estimated && has(What::Estimated)))
        return refuse(QStringLiteral("the figures are final, and the text says otherwise"));
    return {};
}

// Every token that no mention has taken must be one of the plain words: no number, no name, no word
// that compares, denies, blames, praises or explains, and no verb of which nobody knows what it
// claims.
Result<void> TextProof::nothingIsLeft() const {
    bool sentenceStarts = true;
    for (size_t at = 0; at < m.tokens.size(); ++at) {
        const bool starts = sentenceStarts;
        sentenceStarts = m.tokens[at].text == QLatin1String(".");
        if (m.used[at])
            continue;
        // A name in a place where the reader does not know what is said of it.
        const bool unplaced = std::ranges::any_of(m.mentions, [at](const Mention& each) { return each.first == at && each.kind == What::Council; });
        const char* wrong = unplaced ? kUnplaced : strayAt(at, starts);
        if (!wrong)
            continue;
        if (const auto held = object(at, at, QStringLiteral("%1: “%2”").arg(QLatin1String(wrong), m.tokens[at].text));
            !held)
            return held;
        if (m_faults)
            m_faults->back().unread = wrong == kUnread || wrong == kUnplaced || (wrong == kNoName && starts);
    }
    return {};
}

// Why the token may not stand there; nullptr: it is harmless.
const char* TextProof::strayAt(size_t at, bool sentenceStarts) const {
    const Token& token = m.tokens[at];
    if (token.digits || v.cardinalOf(token.lower) || v.ordinalOf(token.lower))
        return "no claim supports the number";
    if (!token.word) {
        // A hyphen before an amount is a minus that no claim has; a dash parts words and has room on both sides.
        const bool dash = token.text == QString(QChar(0x2013)) && at + 1 < m.tokens.size() && !m.tokens[at + 1].spaceBefore;
        if (token.text == QLatin1String("-") || dash)
            return "this mark has no place here";
        const bool money = token.text == QString(QChar(0x00A3)) || token.text == QString(QChar(0x20AC));
        return money || QStringLiteral("&$%/").contains(token.text) ? "this mark has no place here" : nullptr;
    }
    if (v.forbidden.contains(token.lower))
        return "a factoid does not blame, praise, explain or use this word";
    if (hasShare() && v.ofShares.contains(token.lower))
        return nullptr;
    if (v.sensitive.contains(token.lower))
        return "no claim supports this word";
    if (v.up.contains(token.lower) || v.down.contains(token.lower))
        return "no claim supports the direction";
    if (at > 0 && v.byTheYear.contains(m.tokens[at - 1].lower + QLatin1Char(' ') + token.lower))
        return "no claim supports a sum by the";
    // Without claims there is nothing that a name or an unknown word could be mistaken to be about.
    if (m_factoid.claims.empty())
        return nullptr;
    const bool capital = token.text.at(0).isUpper();
    if (capital && !(sentenceStarts && v.plain.contains(token.lower)))
        return kNoName;
    return v.plain.contains(token.lower) ? nullptr : kUnread;
}

} // namespace factoid
