// Amounts, ratios and shares against claims. Exact integer comparison.
#include "core/factoids/verifier_proof.h"

namespace factoid {

using What = Mention::Kind;
using Amount = Mention::Amount;
using Qualifier = Mention::Qualifier;

namespace {

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

// a/b said as in the mention: in words within 2.5 percent, "nearly" at most 5 percent below, "more
// than" only above, a decimal when it is the rounding.
bool ratioHolds(const Mention& said, Int128 a, Int128 b) {
    if (said.tenths >= 0)
        return said.qualifier != Qualifier::Nearly && said.qualifier != Qualifier::MoreThan &&
               divideRounded(a * 10, b) == said.tenths;
    const Int128 is = a * said.den;
    const Int128 says = b * said.num;
    switch (said.qualifier) {
    case Qualifier::None:
    case Qualifier::About:
        return magnitude(is - says) * 40 <= says;
    case Qualifier::Nearly:
        return is < says && (says - is) * 20 <= says;
    case Qualifier::MoreThan:
        return is > says && is < says + b * said.den;
    }
    return false;
}

bool unitFits(const Mention& quantity, const Unit& unit, bool share) {
    switch (quantity.amount) {
    case Amount::Money:
        return unit.isCash() && unit.symbol == quantity.symbol;
    case Amount::Percent:
        return unit.kind == Unit::Kind::Percent;
    case Amount::Pence:
        return share;
    case Amount::Count:
        return unit.kind == Unit::Kind::Count;
    case Amount::Points:
        return false;
    }
    return false;
}

} // namespace

bool TextProof::roundsTo(Int128 units, const Mention& said) const {
    if (divideRounded(units, said.step) * said.step != said.units)
        return false;
    // "£1 billion" for 1.4 would be a rounding and still mislead.
    return !said.scaled || magnitude(said.units - units) * 40 <= magnitude(units);
}

bool TextProof::quantity(const Mention& mention, const Claim& claim) const {
    switch (claim.operation) {
    case Operation::Value:
        return isValue(mention, claim);
    case Operation::Difference:
    case Operation::Percent:
        return isDifference(mention, claim);
    case Operation::Share:
        return mention.amount == Amount::Percent && isShare(mention, claim);
    default:
        return false;
    }
}

// A free word of the list stands directly before the amount.
bool TextProof::standsAfter(const Mention& amount, const QSet<QString>& words) const {
    return amount.first > 0 && !m.used[amount.first - 1] && words.contains(m.tokens[amount.first - 1].lower);
}

// "Up £3 million", "a rise of £3 million", "cynnydd o £3 miliwn": by how much, and not how much.
bool TextProof::followsChange(const Mention& amount) const {
    for (const Mention& each : m.mentions) {
        if (each.kind != What::Change)
            continue;
        const QString last = m.tokens[each.last].lower;
        const bool joined = each.last + 2 == amount.first && v.changeBy.contains(last + QLatin1Char(' ') + m.tokens[each.last + 1].lower);
        if (each.last + 1 == amount.first || joined)
            return true;
    }
    return false;
}

bool TextProof::isValue(const Mention& mention, const Claim& claim) const {
    if (followsChange(mention))
        return false;
    const Operand& of = claim.operands.front();
    if (of.measure == Measure::Count ||
        !unitFits(mention, unitOf(of), of.measure == Measure::Share))
        return false;
    if (!roundsTo(Int128(claim.result.units()) * signOf(of), mention))
        return false;
    if (isPerHead(mention) != (of.measure == Measure::PerHead) || !yearFits(mention, of))
        return false;
    const Mention* subject = subjectOf(mention, false);
    // "Adult social care took 21p of every service pound": all councils, and no name at all.
    if (!subject)
        return of.all && of.measure == Measure::Share && claim.scope.type.isEmpty() &&
               claim.scope.region.isEmpty();
    return isEntity(*subject, claim, of);
}

// Both ends of a change are named, or the newer one and how many years it took.
bool TextProof::periodIsNamed(const Claim& claim) const {
    const Operand& a = claim.operands[0];
    const Operand& b = claim.operands[1];
    if (a.year == b.year)
        return true;
    const bool aNamed = yearIsNamed(a);
    const bool bNamed = yearIsNamed(b);
    if (aNamed && bNamed)
        return true;
    for (const Mention& each : m.mentions) {
        if (each.kind == What::Span && (aNamed || bNamed) &&
            each.number == std::abs(a.year.startYear() - b.year.startYear()))
            return true;
    }
    return false;
}

bool TextProof::isDifference(const Mention& mention, const Claim& claim) const {
    if (claim.operands.size() != 2 || !periodIsNamed(claim))
        return false;
    const Operand& a = claim.operands[0];
    const Operand& b = claim.operands[1];
    const Unit unit = unitOf(a);
    const bool points =
        claim.operation == Operation::Difference && unit.kind == Unit::Kind::Percent;
    const bool fits = claim.operation == Operation::Percent ? mention.amount == Amount::Percent
                      : points                              ? mention.amount == Amount::Points
                                                            : unitFits(mention, unit, false);
    if (!fits || !roundsTo(magnitude(claim.result.units()), mention) ||
        (!claim.shown.isEmpty() && textOf(mention) != claim.shown))
        return false;
    bool directed = a.council == b.council && has(What::Change);
    for (const Mention& each : m.mentions)
        directed = directed || (each.kind == What::Compare && each.link >= 0 &&
                                &m.mentions[static_cast<size_t>(each.link)] == &mention);
    if (!directed)
        return false;
    // What stands after "from" or "to" is an end of the change and not the change.
    if (sameSubject(a, b))
        return !standsAfter(mention, v.from) && !standsAfter(mention, v.to) ? true : followsChange(mention);
    const Mention* subject = subjectOf(mention, false);
    const Mention* object = objectOf(mention, subject);
    return subject && isEntity(*subject, claim, a) && (!object || isEntity(*object, claim, b));
}

// "more", "less" after an amount: from the second operand to the first.
bool TextProof::comparison(const Mention& mention, const Claim& claim) const {
    if (mention.link < 0 ||
        (claim.operation != Operation::Difference && claim.operation != Operation::Percent))
        return false;
    const bool more = !claim.result.isNegative() == (signOf(claim.operands.front()) > 0);
    return mention.up == more && isDifference(m.mentions[static_cast<size_t>(mention.link)], claim);
}

// A share of a whole, in percent or as a fraction; who has it, and what the whole is.
bool TextProof::isShare(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Share || claim.operands.size() != 2)
        return false;
    const Operand& part = claim.operands[0];
    const Operand& whole = claim.operands[1];
    const Int128 a = part.value.units();
    const Int128 b = whole.value.units();
    if (a == 0 || b == 0 || (a < 0) != (b < 0))
        return false;
    const bool holds = mention.kind == What::Ratio ? ratioHolds(mention, magnitude(a), magnitude(b))
                                                   : roundsTo(claim.result.units(), mention);
    if (!holds || !yearFits(mention, part))
        return false;
    bool wholeNamed = false;
    bool topNamed = part.top == 0;
    for (const Mention& each : m.mentions) {
        wholeNamed = wholeNamed ||
                     (each.kind == What::Group && !each.consumed && isEntity(each, claim, whole));
        topNamed = topNamed || (each.kind == What::TopOf && each.number == part.top);
    }
    if (!wholeNamed || !topNamed)
        return false;
    if (part.council.isEmpty())
        return true;
    const Mention* subject = subjectOf(mention, true);
    return subject && isEntity(*subject, claim, part);
}

bool TextProof::ratio(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Ratio || claim.operands.size() != 2)
        return false;
    const Int128 a = claim.operands[0].value.units();
    const Int128 b = claim.operands[1].value.units();
    if (a == 0 || b == 0 || (a < 0) != (b < 0))
        return false;
    return sameSubject(claim.operands[0], claim.operands[1]) ? ratioInTime(mention, claim)
                                                             : ratioBetween(mention, claim);
}

// One series in two years: "quadrupled", or "four times the £354 million of March 2016".
bool TextProof::ratioInTime(const Mention& mention, const Claim& claim) const {
    const bool firstIsNewer = claim.operands[0].year > claim.operands[1].year;
    const Operand& newer = claim.operands[firstIsNewer ? 0 : 1];
    const Operand& older = claim.operands[firstIsNewer ? 1 : 0];
    if (!ratioHolds(mention, magnitude(newer.value.units()), magnitude(older.value.units())) ||
        !periodIsNamed(claim))
        return false;
    if (mention.verb)
        return true;
    const Mention* before = nullptr;
    const Mention* after = nullptr;
    for (const Mention& each : m.mentions) {
        if (each.kind != What::Quantity || each.consumed)
            continue;
        if (each.first < mention.first)
            before = &each;
        else if (!after)
            after = &each;
    }
    const auto says = [&](const Mention* amount, const Operand& of) {
        return !amount || roundsTo(Int128(of.value.units()) * signOf(of), *amount);
    };
    return (before || after) && says(before, newer) && says(after, older);
}

// Two councils or groups: who has so many times as much as whom.
bool TextProof::ratioBetween(const Mention& mention, const Claim& claim) const {
    if (mention.verb)
        return false;
    const Mention* subject = subjectOf(mention, false);
    if (!subject)
        return false;
    const Mention* object = objectOf(mention, subject);
    // The amount that the ratio follows is the one that is so many times as much.
    const Mention* amount = nullptr;
    for (const Mention& each : m.mentions) {
        if (each.kind == What::Quantity && !each.consumed && each.first < mention.first)
            amount = &each;
    }
    for (const bool turned : {false, true}) {
        const Operand& whose = claim.operands[turned ? 1 : 0];
        const Operand& than = claim.operands[turned ? 0 : 1];
        if (!ratioHolds(mention, magnitude(whose.value.units()), magnitude(than.value.units())) ||
            !isEntity(*subject, claim, whose) || (amount && !roundsTo(Int128(whose.value.units()) * signOf(whose), *amount)))
            continue;
        if (object)
            return isEntity(*object, claim, than);
        for (const Mention& each : m.mentions) {
            if (isEntity(each, claim, than))
                return true;
        }
    }
    return false;
}

} // namespace factoid
