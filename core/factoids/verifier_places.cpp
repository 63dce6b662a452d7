// Places, records, counts and groups against claims.
#include "core/factoids/verifier_proof.h"

#include "core/insights/claim_math.h"

namespace factoid {

using What = Mention::Kind;

namespace {

bool isConditioned(const Operand& operand) {
    return operand.measure == Measure::Missing ||
           (operand.measure == Measure::Count && (operand.below || operand.above));
}

bool satisfies(Decimal value, const Operand& condition) {
    return (!condition.below || value < *condition.below) &&
           (!condition.above || value > *condition.above);
}

} // namespace

// Another council at the same place makes "more than any other" untrue.
bool TextProof::isTied(const Claim& claim) const {
    const Operand& of = claim.operands.front();
    const int field = m_panel.fieldIndex(of.field);
    int same = 0;
    for (const int council : members(m_panel, claim.scope)) {
        const auto value = councilMeasure(m_panel, field, of.year, council, of.measure);
        same += value && *value == of.value;
    }
    return same > 1;
}

bool TextProof::rank(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Rank || claim.result != Decimal::fromInt(mention.place) ||
        isTied(claim))
        return false;
    const Operand& of = claim.operands.front();
    if (mention.high != ((claim.direction == Direction::Highest) == (signOf(of) > 0)))
        return false;
    const bool perHead = of.measure == Measure::PerHead;
    const bool amountsPerHead = isPerHead(mention) && !hasRawAmount();
    if (mention.perHead ? !perHead : perHead != amountsPerHead)
        return false;
    // Beside a second amount the place says itself that it is per head.
    const auto amounts = std::ranges::count_if(m.mentions, [](const Mention& each) {
        return each.kind == What::Quantity && !each.consumed;
    });
    if (perHead && !mention.perHead && amounts > 1)
        return false;
    const Mention* subject = subjectOf(mention, true);
    return subject && isEntity(*subject, claim, of) && yearFits(mention, of) &&
           rankGroup(mention, claim);
}

// Beside an amount that is not per head, "more than any other" would leave open which of the two is
// meant.
bool TextProof::hasRawAmount() const {
    for (const Mention& each : m.mentions) {
        if (each.kind == What::Quantity && !each.consumed &&
            each.amount == Mention::Amount::Money && !isPerHead(each))
            return true;
    }
    return false;
}

// A kind of council that does not imply its nation names one.
bool TextProof::saysWhere(const Mention& group) const {
    const bool placed =
        group.wholeCountry || !group.scope.nation.isEmpty() || !group.scope.region.isEmpty();
    return placed || v.lexicon.type(group.scope.type).nation.isEmpty();
}

// Among whom: in the phrase itself, or named elsewhere when the phrase only says the place.
bool TextProof::rankGroup(const Mention& mention, const Claim& claim) const {
    Operand population = claim.operands.front();
    population.council.clear();
    const bool gap =
        returnsOf(m_panel, m_panel.fieldIndex(population.field), population.year, claim.scope)
            .hasGap();
    const auto fits = [&](const Mention& group) {
        return group.kind == What::Group && !group.bare &&
               group.modifier == Mention::Modifier::None && isSameGroup(group, claim, population) &&
               (!gap || group.reporting) && (group.number < 0 || group.number == claim.of) &&
               saysWhere(group);
    };
    if (mention.link >= 0)
        return fits(m.mentions[static_cast<size_t>(mention.link)]);
    for (const Mention& each : m.mentions) {
        if (fits(each))
            return true;
    }
    return false;
}

bool TextProof::record(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Record || claim.operands.size() < 2)
        return false;
    const Operand& now = claim.operands.front();
    if (mention.high != ((claim.direction == Direction::Highest) == (signOf(now) > 0)))
        return false;
    const Mention* subject = subjectOf(mention, false);
    if (!subject || !isEntity(*subject, claim, now))
        return false;
    if (mention.kind == What::RecordSince)
        return yearIs(mention.year, claim.operands.back());
    return mention.number == static_cast<int>(claim.operands.size()) - 1;
}

// "nine years in a row"; "five falls in a row", also before a turn.
bool TextProof::streak(const Mention& mention, const Claim& claim) const {
    if (claim.result != Decimal::fromInt(mention.number))
        return false;
    const bool up = (claim.direction == Direction::Rise) == (signOf(claim.operands.front()) > 0);
    if (claim.operation == Operation::Streak)
        return !mention.verb || mention.up == up;
    return claim.operation == Operation::Reversal && mention.verb && mention.up != up;
}

// "higher in every year since 2015/16 than in any of the six earlier years"
bool TextProof::step(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Step)
        return false;
    const Operand& first = claim.operands.front();
    const Mention* subject = subjectOf(mention, false);
    if (!subject || !isEntity(*subject, claim, first) ||
        mention.high != ((claim.direction == Direction::Rise) == (signOf(first) > 0)))
        return false;
    for (size_t i = 0; i < claim.operands.size(); ++i) {
        const Operand& of = claim.operands[i];
        if (Decimal::fromInt(of.year.startYear()) == claim.result)
            return yearIs(mention.year, of) && mention.number == static_cast<int>(i);
    }
    return false;
}

// "more than Devon for the first time since at least 2014/15": who is named before "more" passed who
// is named after it.
bool TextProof::crossing(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Crossing ||
        mention.high !=
            ((claim.direction == Direction::Rise) == (signOf(claim.operands.front()) > 0)) ||
        !yearIs(mention.year, claim.operands.back()) || !yearIsNamed(claim.operands.front()))
        return false;
    Mention word = mention;
    word.first = word.last = static_cast<size_t>(mention.place);
    const Mention* subject = subjectOf(word, true);
    const Mention* object = objectOf(word, subject);
    return subject && object && subject->first < word.first &&
           isEntity(*subject, claim, claim.operands[0]) &&
           isEntity(*object, claim, claim.operands[1]);
}

// "the only": one council meets the condition, and it is the one named.
bool TextProof::only(const Mention& mention, const Claim& claim) const {
    const Operand& of = claim.operands.front();
    if (!isConditioned(of) || claim.result != Decimal::fromInt(1) || mention.link < 0)
        return false;
    const Mention& group = m.mentions[static_cast<size_t>(mention.link)];
    const bool gap =
        returnsOf(m_panel, m_panel.fieldIndex(of.field), of.year, claim.scope).hasGap();
    if (!isSameGroup(group, claim, of) || (gap && !group.reporting) || !yearFits(mention, of))
        return false;
    const Mention* subject = subjectOf(mention, true);
    if (!subject)
        return false;
    const auto value = m_panel.value(m_panel.fieldIndex(of.field), of.year, subject->council);
    return value && satisfies(*value, of);
}

// "ten of England's 192 districts": the highest ten of a share, or a count.
bool TextProof::top(const Mention& mention, const Claim& claim) const {
    if (mention.link < 0)
        return false;
    const Mention& group = m.mentions[static_cast<size_t>(mention.link)];
    const Operand& of = claim.operands.front();
    if (!yearIsNamed(of))
        return false;
    if (claim.operation == Operation::Share)
        return of.top == mention.number && isSameGroup(group, claim, of);
    return isConditioned(of) && claim.result == Decimal::fromInt(mention.number) &&
           isSameGroup(group, claim, of);
}

// How many there are in a group, or (before a group that nothing owns) how many of them meet a
// condition.
bool TextProof::groupNumber(const Mention& mention, const Claim& claim, const Operand& operand) const {
    if (!mention.whole)
        return isConditioned(operand) && claim.result == Decimal::fromInt(mention.number) &&
               yearFits(mention, operand);
    if (claim.operation == Operation::Correlation)
        return claim.of == mention.number;
    const Returns returns = returnsOf(m_panel, m_panel.fieldIndex(operand.field), operand.year,
                                      narrowed(claim.scope, operand));
    // Those that made no return are counted out of all that should have.
    if (operand.measure == Measure::Missing)
        return !mention.reporting && returns.due == mention.number;
    if (static_cast<int>(withFigure(m_panel, narrowed(claim.scope, operand), operand).size()) !=
        mention.number)
        return false;
    return mention.reporting || (returns.isComplete() && returns.made == mention.number);
}

bool TextProof::group(const Mention& mention, const Claim& claim) const {
    for (const Operand& operand : claim.operands) {
        const bool population =
            claim.operation == Operation::Rank || claim.operation == Operation::Correlation;
        if (!operand.council.isEmpty() && !population)
            continue;
        const bool modified = mention.modifier != Mention::Modifier::None;
        const bool same =
            modified ? isEntity(mention, claim, operand) : isSameGroup(mention, claim, operand);
        if (same && (mention.number < 0 || groupNumber(mention, claim, operand)))
            return true;
    }
    return false;
}

// "more than £1 billion", "negative": exactly the condition of a count.
bool TextProof::limit(const Mention& mention, const Claim& claim) const {
    const Operand& of = claim.operands.front();
    if (!isConditioned(of))
        return false;
    if (mention.link < 0)
        return of.below && of.below->isZero() && !of.above && signOf(of) > 0;
    const Mention& amount = m.mentions[static_cast<size_t>(mention.link)];
    const auto& bound = mention.up ? of.above : of.below;
    const auto& other = mention.up ? of.below : of.above;
    const int field = m_panel.fieldIndex(of.field);
    const Unit unit = unitFrom(m_panel.fields()[static_cast<size_t>(field)].unit);
    const bool unitFits = unit.isCash() ? amount.symbol == unit.symbol : amount.symbol.isEmpty();
    return bound && !other && unitFits && signOf(of) > 0 && !m_traits.value(of.field).income &&
           bound->units() == amount.units;
}

bool TextProof::span(const Mention& mention, const Claim& claim) const {
    // The inner years of a series are not its length.
    const auto isSeries = [](const Claim& each) {
        return each.operation == Operation::Streak || each.operation == Operation::Record ||
               each.operation == Operation::Trend || each.operation == Operation::Step ||
               each.operation == Operation::Reversal || each.operation == Operation::Crossing;
    };
    if (isSeries(claim))
        return false;
    for (const Operand& a : claim.operands) {
        for (const Claim& other : m_factoid.claims) {
            if (isSeries(other))
                continue;
            for (const Operand& b : other.operands) {
                if (a.year.startYear() - b.year.startYear() == mention.number)
                    return true;
            }
        }
    }
    return false;
}

} // namespace factoid
