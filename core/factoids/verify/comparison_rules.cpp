#include "core/factoids/verify/comparison_rules.h"

#include "core/base/wide_number.h"
#include "core/factoids/words/population.h"

#include <algorithm>

namespace factoid {

namespace {

// A change by this factor is not one of prices.
constexpr int kBeyondInflation = 3;

bool isOneSeries(const Operand& a, const Operand& b)
{
    return a.field == b.field && a.measure == b.measure && a.council == b.council && a.groupBy == b.groupBy &&
           a.group == b.group && a.all == b.all && a.ofField == b.ofField;
}

bool isAmount(const Operand& of)
{
    return of.measure != Measure::Count && of.measure != Measure::Missing;
}

// Every operand of every claim that says an amount, with its claim.
struct Amount {
    const Claim* claim;
    const Operand* operand;
};
std::vector<Amount> amountsOf(const std::vector<Claim>& claims)
{
    std::vector<Amount> all;
    for (const Claim& claim : claims) {
        if (claim.operation == Operation::Rank || claim.operation == Operation::Correlation)
            continue;
        for (const Operand& operand : claim.operands) {
            if (isAmount(operand))
                all.push_back({&claim, &operand});
        }
    }
    return all;
}

} // namespace

QStringList ComparisonRules::broken(const Factoid& factoid, const Said& said) const
{
    QStringList found;
    for (const Rule rule :
         {&ComparisonRules::definitionIsOne, &ComparisonRules::likeWithLike, &ComparisonRules::comparableField,
          &ComparisonRules::inflationIsSaid, &ComparisonRules::gapsAreSaid, &ComparisonRules::statusIsSaid,
          &ComparisonRules::differencesAddUp}) {
        if (const QString why = (this->*rule)(factoid.claims, said); !why.isEmpty())
            found << why;
    }
    return found;
}

Unit ComparisonRules::unitOf(const Operand& operand) const
{
    if (operand.measure == Measure::Share)
        return {Unit::Kind::Percent, {}};
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? Unit() : unitFrom(m_panel.fields()[static_cast<size_t>(field)].unit);
}

// Two years with a new definition between them are not compared.
QString ComparisonRules::definitionIsOne(const std::vector<Claim>& claims, const Said&) const
{
    const auto all = amountsOf(claims);
    for (const Amount& a : all) {
        for (const Amount& b : all) {
            if (!(a.operand->year < b.operand->year) || !isOneSeries(*a.operand, *b.operand))
                continue;
            for (const Year& turn : m_traits.value(a.operand->field).breaks) {
                if (a.operand->year < turn && !(b.operand->year < turn))
                    return u"what counts as %1 changed in %2, so %3 and %4 are not compared"_s.arg(
                        m_panel.fields()[static_cast<size_t>(m_panel.fieldIndex(a.operand->field))].name, turn.label(),
                        a.operand->year.label(), b.operand->year.label());
            }
        }
    }
    return {};
}

// Councils of unlike kinds are compared per head or not at all; a place by raw size is one among its kind.
QString ComparisonRules::likeWithLike(const std::vector<Claim>& claims, const Said&) const
{
    const auto typeOf = [&](const Operand& of) {
        const int council = m_panel.councilIndex(of.council);
        return council < 0 ? QString() : m_panel.councils()[static_cast<size_t>(council)].type;
    };
    std::vector<Amount> raw;
    for (const Amount& each : amountsOf(claims)) {
        if (each.operand->measure != Measure::PerHead && unitOf(*each.operand).kind == Unit::Kind::Money)
            raw.push_back(each);
    }
    for (const Amount& a : raw) {
        for (const Amount& b : raw) {
            if (a.operand->field != b.operand->field || a.operand->council.isEmpty() ||
                a.operand->measure != Measure::Value)
                continue;
            const bool councils = !b.operand->council.isEmpty() && b.operand->measure == Measure::Value &&
                                  typeOf(*a.operand) != typeOf(*b.operand);
            const bool middle = b.operand->council.isEmpty() &&
                                (b.operand->measure == Measure::Average || b.operand->measure == Measure::Median) &&
                                narrowed(b.claim->scope, *b.operand).type != typeOf(*a.operand);
            if (councils || middle)
                return u"councils of different kinds are compared by their raw amounts; say it per head"_s;
        }
    }
    for (const Claim& claim : claims) {
        if (claim.operation != Operation::Rank || claim.operands.empty() ||
            claim.operands.front().measure != Measure::Value)
            continue;
        if (claim.scope.type.isEmpty() && unitOf(claim.operands.front()).kind == Unit::Kind::Money)
            return u"a place by raw amounts is one among councils of one kind; say it per head"_s;
    }
    return {};
}

// Fields that councils keep under different rules set no council against another.
QString ComparisonRules::comparableField(const std::vector<Claim>& claims, const Said&) const
{
    const auto why = [&](const QString& slug) {
        return u"councils keep %1 under different rules, so one is not set against another"_s.arg(
            m_panel.fields()[static_cast<size_t>(m_panel.fieldIndex(slug))].name);
    };
    const auto all = amountsOf(claims);
    for (const Amount& a : all) {
        if (m_traits.value(a.operand->field).compared || a.operand->council.isEmpty())
            continue;
        for (const Amount& b : all) {
            if (b.operand->field == a.operand->field && b.operand->council != a.operand->council &&
                !b.operand->council.isEmpty())
                return why(a.operand->field);
        }
    }
    for (const Claim& claim : claims) {
        if (claim.operation == Operation::Rank && !claim.operands.empty() &&
            !m_traits.value(claim.operands.front().field).compared)
            return why(claim.operands.front().field);
    }
    return {};
}

// Cash across more than two years says "before inflation", unless prices cannot have made the difference.
QString ComparisonRules::inflationIsSaid(const std::vector<Claim>& claims, const Said& said) const
{
    if (said.inflation)
        return {};
    std::vector<const Operand*> cash;
    for (const Amount& each : amountsOf(claims)) {
        // A crossing sets two against each other within each year, and no year against another.
        if (each.claim->operation != Operation::Crossing && unitOf(*each.operand).isCash())
            cash.push_back(each.operand);
    }
    for (const Operand* a : cash) {
        for (const Operand* b : cash) {
            if (a->field != b->field || a->year.startYear() - b->year.startYear() <= kYearsWithoutInflation)
                continue;
            const Int128 x = magnitudeOf(a->value.units());
            const Int128 y = magnitudeOf(b->value.units());
            if (x < kBeyondInflation * y && y < kBeyondInflation * x)
                return u"amounts of %1 and %2 are compared without “before inflation”"_s.arg(b->year.label(),
                                                                                             a->year.label());
        }
    }
    return {};
}

// Where fewer than 95 percent of a group made a return, the text says of that group "that reported".
QString ComparisonRules::gapsAreSaid(const std::vector<Claim>& claims, const Said& said) const
{
    for (const Claim& claim : claims) {
        for (Operand operand : claim.operands) {
            if ((!operand.council.isEmpty() && claim.operation != Operation::Rank) ||
                operand.measure == Measure::Missing)
                continue;
            operand.council.clear();
            const Scope scope = narrowed(claim.scope, operand);
            const Returns returns = returnsOf(m_panel, m_panel.fieldIndex(operand.field), operand.year, scope);
            if (!returns.hasGap())
                continue;
            const bool told = std::ranges::find(said.reported, returns.made) != said.reported.end() ||
                              std::ranges::any_of(said.reporting, [&](const SaidWho& who) {
                                  return withFigure(m_panel, who.scope, operand) == withFigure(m_panel, scope, operand);
                              });
            if (!told)
                return u"only %1 of %2 councils reported, and the text does not say so"_s.arg(returns.made)
                    .arg(returns.due);
        }
    }
    for (const int number : said.reported) {
        const bool right = std::ranges::any_of(claims, [&](const Claim& claim) {
            return std::ranges::any_of(claim.operands, [&](Operand operand) {
                operand.council.clear();
                return returnsOf(m_panel, m_panel.fieldIndex(operand.field), operand.year,
                                 narrowed(claim.scope, operand))
                           .made == number;
            });
        });
        if (!right)
            return u"not %1 councils reported"_s.arg(number);
    }
    return {};
}

QString ComparisonRules::statusIsSaid(const std::vector<Claim>& claims, const Said& said) const
{
    bool provisional = false;
    bool estimated = false;
    for (const Claim& claim : claims) {
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
    if (provisional && !said.provisional)
        return u"the figures are provisional, and the text does not say so"_s;
    if (estimated && !provisional && !said.estimated)
        return u"the figures are estimated, and the text does not say so"_s;
    if ((!provisional && said.provisional) || (!estimated && said.estimated))
        return u"the figures are final, and the text says otherwise"_s;
    return {};
}

// A reader who takes one printed amount from the other must get the printed difference.
QString ComparisonRules::differencesAddUp(const std::vector<Claim>&, const Said& said) const
{
    for (const Statement& each : said.statements) {
        if (each.kind != Statement::Kind::Difference || !each.amount || each.amount->unit == SaidAmount::Unit::Percent)
            continue;
        const SaidAmount* ends[2] = {nullptr, nullptr};
        for (const Statement& value : said.statements) {
            for (size_t i = 0; i < 2; ++i) {
                if (value.kind == Statement::Kind::Value && value.amount && value.operands.front() == each.operands[i])
                    ends[i] = &*value.amount;
            }
        }
        if (!ends[0] || !ends[1] || ends[0]->unit == SaidAmount::Unit::Pence)
            continue;
        if (magnitudeOf(ends[0]->units - ends[1]->units) != each.amount->units)
            return u"the difference is not what lies between the amounts as printed"_s;
    }
    return {};
}

} // namespace factoid
