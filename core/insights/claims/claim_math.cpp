#include "core/insights/claims/claim_math.h"

#include "core/insights/claims/refuse.h"
#include "core/insights/statistics/spearman.h"

namespace factoid {

namespace {

Result<Decimal> arithmetic(Operation operation, Decimal a, Decimal b)
{
    std::optional<Decimal> result;
    switch (operation) {
    case Operation::Difference:
        result = a.minus(b);
        break;
    case Operation::Ratio:
        result = a.dividedBy(b);
        break;
    case Operation::Share:
        result = a.percentOf(b);
        break;
    default:
        if (b.units() <= 0)
            return refuse(u"a percentage needs a base above zero; say the difference"_s);
        result = a.percentChangeFrom(b);
        break;
    }
    if (!result)
        return refuse(b.isZero() ? u"the second operand is zero"_s : u"the result does not fit 64 bits"_s);
    return *result;
}

// A direction on an arithmetic claim must be that from o1 (before) to o0 (now).
Result<ClaimResult> twoOperands(const Claim& claim)
{
    if (claim.operands.size() != 2)
        return refuse(u"%1 needs two operands"_s.arg(operationName(claim.operation)));
    const Decimal a = claim.operands[0].value;
    const Decimal b = claim.operands[1].value;
    if ((claim.direction == Direction::Rise && a <= b) || (claim.direction == Direction::Fall && a >= b))
        return refuse(u"the direction does not hold"_s);
    if (claim.direction == Direction::Highest || claim.direction == Direction::Lowest)
        return refuse(u"%1 has no direction highest or lowest"_s.arg(operationName(claim.operation)));
    const auto result = TRY(arithmetic(claim.operation, a, b));
    return ClaimResult{result, 0};
}

Result<ClaimResult> rankOf(const Panel& panel, const Claim& claim)
{
    if (claim.operands.size() != 1 || claim.operands[0].council.isEmpty())
        return refuse(u"rank needs one operand: a council"_s);
    if (claim.direction != Direction::Highest && claim.direction != Direction::Lowest)
        return refuse(u"rank needs the direction highest or lowest"_s);
    const Operand& operand = claim.operands[0];
    if (operand.measure != Measure::Value && operand.measure != Measure::PerHead)
        return refuse(u"only values and per-head values are ranked"_s);
    const int field = panel.fieldIndex(operand.field);
    if (field < 0)
        return refuse(u"there is no field “%1”"_s.arg(operand.field));
    const int self = panel.councilIndex(operand.council);
    const bool highest = claim.direction == Direction::Highest;
    int ahead = 0;
    int ranked = 0;
    bool found = false;
    for (const int council : members(panel, claim.scope)) {
        const auto value = councilMeasure(panel, field, operand.year, council, operand.measure);
        if (!value)
            continue;
        ++ranked;
        if (council == self)
            found = true;
        else
            ahead += highest ? *value > operand.value : *value < operand.value;
    }
    if (!found)
        return refuse(u"%1 is not among the councils that are ranked"_s.arg(operand.council));
    return ClaimResult{Decimal::fromInt(ahead + 1), ranked};
}

bool sameSubject(const Operand& a, const Operand& b)
{
    return a.field == b.field && a.measure == b.measure && a.council == b.council && a.groupBy == b.groupBy &&
           a.group == b.group && a.all == b.all && a.top == b.top && a.ofField == b.ofField;
}

// `step` years from each operand to the next, everything else the same; step 0: any years in
// ascending order.
bool isSeries(const std::vector<Operand>& operands, int step)
{
    for (size_t i = 1; i < operands.size(); ++i) {
        const Operand& before = operands[i - 1];
        const Operand& here = operands[i];
        const bool follows = step == 0 ? before.year < here.year : before.year.plus(step) == here.year;
        if (!follows || !sameSubject(before, here))
            return false;
    }
    return true;
}

Result<ClaimResult> streakOf(const Claim& claim)
{
    if (claim.operands.size() < 2 || !isSeries(claim.operands, 1))
        return refuse(u"a streak needs consecutive years of one series, oldest first"_s);
    if (claim.direction != Direction::Rise && claim.direction != Direction::Fall)
        return refuse(u"a streak needs the direction rise or fall"_s);
    int length = 0;
    for (size_t i = claim.operands.size() - 1; i > 0; --i) {
        const Decimal before = claim.operands[i - 1].value;
        const Decimal here = claim.operands[i].value;
        if (claim.direction == Direction::Rise ? here <= before : here >= before)
            break;
        ++length;
    }
    if (length == 0)
        return refuse(u"the direction does not hold"_s);
    return ClaimResult{Decimal::fromInt(length), 0};
}

Result<ClaimResult> recordOf(const Claim& claim)
{
    if (claim.operands.size() < 2 || !isSeries(claim.operands, -1))
        return refuse(u"a record needs years without a gap, newest first"_s);
    if (claim.direction != Direction::Highest && claim.direction != Direction::Lowest)
        return refuse(u"a record needs the direction highest or lowest"_s);
    const Decimal now = claim.operands.front().value;
    for (size_t i = 1; i < claim.operands.size(); ++i) {
        const Decimal earlier = claim.operands[i].value;
        if (claim.direction == Direction::Highest ? now <= earlier : now >= earlier)
            return refuse(u"it is not a record: see %1"_s.arg(claim.operands[i].year.label()));
    }
    return ClaimResult{Decimal::fromInt(claim.operands.back().year.startYear()), 0};
}

Result<ClaimResult> trendOf(const Claim& claim)
{
    if (claim.operands.size() < 3 || !isSeries(claim.operands, 0))
        return refuse(u"a trend needs at least three years of one series, oldest first"_s);
    std::int64_t score = 0;
    for (size_t i = 0; i < claim.operands.size(); ++i) {
        for (size_t j = i + 1; j < claim.operands.size(); ++j) {
            const auto order = claim.operands[j].value <=> claim.operands[i].value;
            score += order > 0 ? 1 : order < 0 ? -1 : 0;
        }
    }
    if ((claim.direction == Direction::Rise && score <= 0) || (claim.direction == Direction::Fall && score >= 0))
        return refuse(u"the direction does not hold"_s);
    if (claim.direction != Direction::Rise && claim.direction != Direction::Fall)
        return refuse(u"a trend needs the direction rise or fall"_s);
    return ClaimResult{Decimal::fromInt(score), 0};
}

// Above (or below) everything on the other side; `at` is the first operand of the later side.
bool partsAt(const std::vector<Operand>& operands, size_t at, bool up)
{
    for (size_t i = 0; i < at; ++i) {
        for (size_t j = at; j < operands.size(); ++j) {
            const Decimal before = operands[i].value;
            const Decimal after = operands[j].value;
            if (up ? after <= before : after >= before)
                return false;
        }
    }
    return true;
}

Result<ClaimResult> stepOf(const Claim& claim)
{
    constexpr size_t kEachSide = 3;
    const auto& operands = claim.operands;
    if (operands.size() < 2 * kEachSide || !isSeries(operands, 1))
        return refuse(u"a step needs six consecutive years or more of one series, oldest first"_s);
    if (claim.direction != Direction::Rise && claim.direction != Direction::Fall)
        return refuse(u"a step needs the direction rise or fall"_s);
    const bool up = claim.direction == Direction::Rise;
    std::optional<size_t> best;
    Int128 largest = 0;
    for (size_t at = kEachSide; at + kEachSide <= operands.size(); ++at) {
        const Int128 move = Int128(operands[at].value.units()) - Int128(operands[at - 1].value.units());
        const Int128 size = up ? move : -move;
        if (size > largest && partsAt(operands, at, up)) {
            largest = size;
            best = at;
        }
    }
    if (!best)
        return refuse(u"no year parts the values in two"_s);
    return ClaimResult{Decimal::fromInt(operands[*best].year.startYear()), 0};
}

Result<ClaimResult> reversalOf(const Claim& claim)
{
    const auto& operands = claim.operands;
    if (operands.size() < 3 || !isSeries(operands, 1))
        return refuse(u"a reversal needs consecutive years of one series, oldest first"_s);
    if (claim.direction != Direction::Rise && claim.direction != Direction::Fall)
        return refuse(u"a reversal needs the direction rise or fall"_s);
    const bool up = claim.direction == Direction::Rise;
    const auto went = [&](size_t i, bool higher) {
        const Decimal before = operands[i - 1].value;
        return higher ? operands[i].value > before : operands[i].value < before;
    };
    const size_t last = operands.size() - 1;
    if (!went(last, up))
        return refuse(u"the direction does not hold"_s);
    int length = 0;
    for (size_t i = last - 1; i > 0 && went(i, !up); --i)
        ++length;
    if (length == 0)
        return refuse(u"it did not go the other way before"_s);
    return ClaimResult{Decimal::fromInt(length), 0};
}

Result<ClaimResult> crossingOf(const Claim& claim)
{
    const auto& operands = claim.operands;
    if (operands.size() < 4 || operands.size() % 2 != 0)
        return refuse(u"a crossing needs pairs of values in two years or more"_s);
    if (claim.direction != Direction::Rise && claim.direction != Direction::Fall)
        return refuse(u"a crossing needs the direction rise or fall"_s);
    std::vector<Operand> first, second;
    for (size_t i = 0; i < operands.size(); i += 2) {
        first.push_back(operands[i]);
        second.push_back(operands[i + 1]);
        if (operands[i].year != operands[i + 1].year)
            return refuse(u"a pair of a crossing is of one year"_s);
        const bool newest = i == 0;
        const bool above = (claim.direction == Direction::Rise) == newest;
        if (above ? operands[i].value <= operands[i + 1].value : operands[i].value >= operands[i + 1].value)
            return refuse(u"it is not a crossing: see %1"_s.arg(operands[i].year.label()));
    }
    Operand other = first.front();
    other.council = second.front().council;
    other.group = second.front().group;
    other.value = second.front().value;
    if (!isSeries(first, -1) || !isSeries(second, -1) || !(other == second.front()) ||
        sameSubject(first.front(), second.front()))
        return refuse(u"a crossing needs two series of one field, newest year first"_s);
    return ClaimResult{Decimal::fromInt(operands.back().year.startYear()), 0};
}

Result<ClaimResult> correlationOf(const Panel& panel, const Claim& claim)
{
    if (claim.operands.size() != 2 || claim.operands[0].measure != claim.operands[1].measure)
        return refuse(u"a correlation needs two operands of one measure"_s);
    if (claim.operands[0].year != claim.operands[1].year)
        return refuse(u"a correlation never mixes years"_s);
    const Operand& a = claim.operands[0];
    const Operand& b = claim.operands[1];
    const Measure measure = a.measure == Measure::PerHead ? Measure::PerHead : Measure::Value;
    const int first = panel.fieldIndex(a.field);
    const int second = panel.fieldIndex(b.field);
    if (first < 0 || second < 0)
        return refuse(u"there is no such field"_s);
    std::vector<std::int64_t> xs, ys;
    for (const int council : members(panel, claim.scope)) {
        const auto x = councilMeasure(panel, first, a.year, council, measure);
        const auto y = councilMeasure(panel, second, b.year, council, measure);
        if (!x || !y)
            continue;
        xs.push_back(x->units());
        ys.push_back(y->units());
    }
    const auto rho = TRY(spearman(xs, ys));
    return ClaimResult{rho, static_cast<int>(xs.size())};
}

} // namespace

Result<ClaimResult> claimResult(const Panel& panel, const Claim& claim)
{
    switch (claim.operation) {
    case Operation::Value:
    case Operation::Count:
        if (claim.operands.size() != 1)
            return refuse(u"%1 needs one operand"_s.arg(operationName(claim.operation)));
        if (claim.operation == Operation::Count && claim.operands[0].measure != Measure::Count &&
            claim.operands[0].measure != Measure::Missing)
            return refuse(u"the operation count needs the measure count or missing"_s);
        return ClaimResult{claim.operands[0].value, 0};
    case Operation::Difference:
    case Operation::Ratio:
    case Operation::Percent:
    case Operation::Share:
        return twoOperands(claim);
    case Operation::Rank:
        return rankOf(panel, claim);
    case Operation::Streak:
        return streakOf(claim);
    case Operation::Record:
        return recordOf(claim);
    case Operation::Trend:
        return trendOf(claim);
    case Operation::Correlation:
        return correlationOf(panel, claim);
    case Operation::Step:
        return stepOf(claim);
    case Operation::Reversal:
        return reversalOf(claim);
    case Operation::Crossing:
        return crossingOf(claim);
    }
    return refuse(u"unknown operation"_s);
}

Result<Claim> completed(const Panel& panel, Claim claim)
{
    for (Operand& operand : claim.operands) {
        const auto value = TRY(operandValue(panel, operand, claim.scope));
        operand.value = value;
    }
    const auto computed = TRY(claimResult(panel, claim));
    claim.result = computed.result;
    claim.of = computed.of;
    return claim;
}

} // namespace factoid
