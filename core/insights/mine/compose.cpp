#include "core/insights/mine/compose.h"

#include "core/insights/claims/claim_math.h"

namespace factoid {

namespace {

class Composer
{
  public:
    Composer(const Panel& panel, const Candidate& candidate)
        : m_panel(panel)
        , m_from(candidate)
        , m_slug(panel.fields()[static_cast<size_t>(candidate.field)].slug)
    {
    }

    [[nodiscard]] std::vector<Claim> claims() const
    {
        switch (m_from.kind) {
        case FactKind::Highest:
        case FactKind::Lowest:
        case FactKind::Rank:
            return {value(ofA(m_from.year)), rank(m_from.year)};
        case FactKind::HighestPerHead:
        case FactKind::LowestPerHead:
            return {value(ofA(m_from.year)), rank(m_from.year),
                    value(council(m_from.councilA, m_from.year, Measure::Value))};
        case FactKind::Outlier: {
            const Measure usual = m_from.measure == Measure::PerHead ? Measure::PerHead : Measure::Median;
            return {value(ofA(m_from.year)), value(everyone(m_from.year, usual)),
                    pair(Operation::Ratio, ofA(m_from.year), everyone(m_from.year, usual))};
        }
        case FactKind::Share:
            return {value(ofA(m_from.year)), value(everyone(m_from.year, Measure::Sum)),
                    pair(Operation::Share, ofA(m_from.year), everyone(m_from.year, Measure::Sum))};
        case FactKind::Ratio:
            return {value(ofA(m_from.year)), value(ofB()), pair(Operation::Ratio, ofA(m_from.year), ofB())};
        case FactKind::Gap:
            return {value(ofA(m_from.year)), value(ofB()), pair(Operation::Difference, ofA(m_from.year), ofB()),
                    rank(m_from.year)};
        case FactKind::RankChange:
            return {rank(m_from.year), rank(m_from.earlier)};
        case FactKind::Crossing:
            return {value(ofA(m_from.year)), value(ofB()), directed(crossing())};
        case FactKind::Step:
            return {directed(series(Operation::Step)), value(subject(m_from.turn.plus(-1))),
                    value(subject(m_from.year))};
        case FactKind::Reversal:
            return {directed(series(Operation::Reversal)), value(subject(m_from.turn)), value(subject(m_from.year))};
        case FactKind::YoyChange:
        case FactKind::LongChange:
        case FactKind::Streak:
        case FactKind::Record:
        case FactKind::Trend:
        case FactKind::TotalYoyChange:
        case FactKind::TotalLongChange:
        case FactKind::TotalStreak:
        case FactKind::TotalRecord:
        case FactKind::TotalTrend:
            return overTime();
        default:
            return ofGroups();
        }
    }

  private:
    [[nodiscard]] std::vector<Claim> overTime() const
    {
        const Operand now = subject(m_from.year);
        const Operand then = subject(m_from.earlier);
        switch (m_from.kind) {
        case FactKind::YoyChange:
        case FactKind::TotalYoyChange:
            return {value(now), value(then), change(now, then)};
        case FactKind::LongChange:
        case FactKind::TotalLongChange:
            return {value(now), value(then), directed(pair(Operation::Ratio, now, then))};
        case FactKind::Streak:
        case FactKind::TotalStreak:
            return {directed(series(Operation::Streak)), value(then), value(now)};
        case FactKind::Record:
        case FactKind::TotalRecord: {
            Claim record = directed(series(Operation::Record));
            std::reverse(record.operands.begin(), record.operands.end());
            return {value(now), record};
        }
        default:
            return {directed(series(Operation::Trend)), value(then), value(now)};
        }
    }

    [[nodiscard]] std::vector<Claim> ofGroups() const
    {
        const Year year = m_from.year;
        switch (m_from.kind) {
        case FactKind::TypeComparison:
        case FactKind::NationComparison:
        case FactKind::RegionComparison:
            return {value(group(m_from.groupA)), value(group(m_from.groupB)),
                    pair(Operation::Ratio, group(m_from.groupA), group(m_from.groupB))};
        case FactKind::Concentration: {
            Operand top = everyone(year, Measure::Sum);
            top.top = m_from.count;
            return {value(everyone(year, Measure::Count)), pair(Operation::Share, top, everyone(year, Measure::Sum))};
        }
        case FactKind::MeanMedian:
            return {value(everyone(year, Measure::Average)), value(everyone(year, Measure::Median)),
                    pair(Operation::Ratio, everyone(year, Measure::Average), everyone(year, Measure::Median))};
        case FactKind::ThresholdCount: {
            Operand counted = everyone(year, Measure::Count);
            (m_from.direction == Direction::Lowest ? counted.below : counted.above) = m_from.threshold;
            std::vector<Claim> claims = {claim(Operation::Count, {counted})};
            if (m_from.councilA >= 0)
                claims.push_back(value(council(m_from.councilA, year, Measure::Value)));
            return claims;
        }
        case FactKind::Gini:
            return {value(everyone(year, Measure::Average)), value(everyone(year, Measure::MeanDifference))};
        case FactKind::Missing:
            return {claim(Operation::Count, {everyone(year, Measure::Missing)})};
        case FactKind::PartOfWhole:
            return {value(shareOf(year)), value(shareOf(m_from.earlier)),
                    directed(pair(Operation::Difference, shareOf(year), shareOf(m_from.earlier)))};
        default: { // Correlation; of rates, which have no sum, the operands tell the medians
            const Measure measure = m_from.measure == Measure::PerHead ? Measure::PerHead : Measure::Median;
            Operand other = everyone(year, measure);
            other.field = m_panel.fields()[static_cast<size_t>(m_from.field2)].slug;
            return {pair(Operation::Correlation, everyone(year, measure), other)};
        }
        }
    }

    [[nodiscard]] Operand council(int index, Year year, Measure measure) const
    {
        Operand operand;
        operand.field = m_slug;
        operand.year = year;
        operand.measure = measure;
        operand.council = m_panel.councils()[static_cast<size_t>(index)].code;
        return operand;
    }
    [[nodiscard]] Operand ofA(Year year) const { return council(m_from.councilA, year, m_from.measure); }
    [[nodiscard]] Operand ofB() const { return council(m_from.councilB, m_from.year, m_from.measure); }
    [[nodiscard]] Operand everyone(Year year, Measure measure) const
    {
        Operand operand;
        operand.field = m_slug;
        operand.year = year;
        operand.measure = measure;
        operand.all = true;
        return operand;
    }
    [[nodiscard]] Operand group(const QString& name) const
    {
        Operand operand = everyone(m_from.year, m_from.measure);
        operand.all = false;
        operand.groupBy = m_from.by;
        operand.group = name;
        return operand;
    }
    [[nodiscard]] Operand shareOf(Year year) const
    {
        Operand operand = everyone(year, Measure::Share);
        operand.ofField = m_panel.fields()[static_cast<size_t>(m_from.field2)].slug;
        return operand;
    }
    // The council, or the sum of the scope.
    [[nodiscard]] Operand subject(Year year) const
    {
        return m_from.councilA >= 0 ? ofA(year) : everyone(year, Measure::Sum);
    }

    [[nodiscard]] Claim claim(Operation operation, std::vector<Operand> operands) const
    {
        Claim made;
        made.operation = operation;
        made.operands = std::move(operands);
        const bool population =
            operation == Operation::Rank || operation == Operation::Correlation ||
            std::ranges::any_of(made.operands, [](const Operand& o) { return o.council.isEmpty(); });
        if (population)
            made.scope = m_from.scope;
        return made;
    }
    [[nodiscard]] Claim value(const Operand& operand) const { return claim(Operation::Value, {operand}); }
    [[nodiscard]] Claim pair(Operation operation, const Operand& a, const Operand& b) const
    {
        return claim(operation, {a, b});
    }
    [[nodiscard]] Claim rank(Year year) const
    {
        Claim made = claim(Operation::Rank, {ofA(year)});
        made.direction = m_from.kind == FactKind::Gap ? Direction::Highest : m_from.direction;
        return made;
    }
    [[nodiscard]] Claim directed(Claim made) const
    {
        made.direction = m_from.direction;
        return made;
    }
    // Percent, or the difference where the base is not above zero or the amount falls through zero.
    [[nodiscard]] Claim change(const Operand& now, const Operand& then) const
    {
        const auto base = operandValue(m_panel, then, m_from.scope);
        const auto here = operandValue(m_panel, now, m_from.scope);
        const bool percent = base && here && base->units() > 0 && here->units() >= 0;
        return directed(pair(percent ? Operation::Percent : Operation::Difference, now, then));
    }
    [[nodiscard]] Claim crossing() const
    {
        std::vector<Operand> operands;
        for (Year year = m_from.year; year >= m_from.earlier; year = year.plus(-1)) {
            operands.push_back(ofA(year));
            operands.push_back(council(m_from.councilB, year, m_from.measure));
        }
        return claim(Operation::Crossing, std::move(operands));
    }
    [[nodiscard]] Claim series(Operation operation) const
    {
        std::vector<Operand> operands;
        for (Year year = m_from.earlier; year <= m_from.year; year = year.plus(1))
            operands.push_back(subject(year));
        return claim(operation, std::move(operands));
    }

    const Panel& m_panel;
    const Candidate& m_from;
    const QString& m_slug;
};

// What the rest of a key leaves open.
QString variantOf(const Candidate& candidate)
{
    const bool perHead = candidate.measure == Measure::PerHead;
    switch (candidate.kind) {
    case FactKind::Outlier:
    case FactKind::Ratio:
    case FactKind::Gap:
        return perHead ? measureName(candidate.measure) : QString();
    case FactKind::Rank:
        return directionName(candidate.direction);
    case FactKind::LongChange:
    case FactKind::TotalLongChange:
    case FactKind::RankChange:
        return candidate.earlier.label();
    case FactKind::Concentration:
        return u"top %1"_s.arg(candidate.count);
    case FactKind::ThresholdCount:
        return (candidate.direction == Direction::Lowest ? u"below "_s : u"above "_s) +
               candidate.threshold.value_or(Decimal()).toString();
    case FactKind::TypeComparison:
    case FactKind::NationComparison:
    case FactKind::RegionComparison:
        return candidate.groupA + QLatin1Char('/') + candidate.groupB;
    default:
        return {};
    }
}

} // namespace

Fact factHead(const Panel& panel, const Candidate& candidate)
{
    Fact fact;
    fact.kind = factKindName(candidate.kind);
    fact.field = panel.fields()[static_cast<size_t>(candidate.field)].slug;
    if (candidate.field2 >= 0)
        fact.field2 = panel.fields()[static_cast<size_t>(candidate.field2)].slug;
    fact.year = candidate.year;
    for (const int council : {candidate.councilA, candidate.councilB}) {
        if (council >= 0)
            fact.councils.append(panel.councils()[static_cast<size_t>(council)].code);
    }
    fact.scope = candidate.scope;
    fact.place = candidate.scope;
    if (candidate.councilA >= 0) {
        const Council& council = panel.councils()[static_cast<size_t>(candidate.councilA)];
        fact.place = {council.type, council.nation, council.region};
    }
    fact.variant = variantOf(candidate);
    fact.badExample = candidate.badExample;
    fact.ifConfirmed = candidate.ifConfirmed;
    return fact;
}

Result<Fact> composeFact(const Panel& panel, const Candidate& candidate)
{
    Fact fact = factHead(panel, candidate);
    const auto turnedElsewhere = [&](const Claim& claim) {
        return candidate.kind == FactKind::Step && claim.operation == Operation::Step &&
               claim.result != Decimal::fromInt(candidate.turn.startYear());
    };
    for (Claim& open : Composer(panel, candidate).claims()) {
        auto claim = TRY(completed(panel, std::move(open)));
        // Among its peers another break stood out than the largest one in money.
        if (turnedElsewhere(claim))
            return fail(ErrorKind::Verification, u"the largest step was another"_s);
        fact.claims.push_back(std::move(claim));
    }
    return fact;
}

} // namespace factoid
