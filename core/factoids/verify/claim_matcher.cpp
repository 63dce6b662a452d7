#include "core/factoids/verify/claim_matcher.h"

#include "core/base/wide_number.h"
#include "core/factoids/words/population.h"
#include "core/insights/claims/claim_math.h"

#include <algorithm>

namespace factoid {

namespace {

bool isConditioned(const Operand& operand)
{
    return operand.measure == Measure::Missing ||
           (operand.measure == Measure::Count && (operand.below || operand.above));
}

bool unitFits(const SaidAmount& amount, const Unit& unit, bool share)
{
    switch (amount.unit) {
    case SaidAmount::Unit::Money:
        return unit.isCash() && unit.symbol == amount.symbol;
    case SaidAmount::Unit::Percent:
        return unit.kind == Unit::Kind::Percent;
    case SaidAmount::Unit::Pence:
        return share;
    case SaidAmount::Unit::Count:
        return unit.kind == Unit::Kind::Count;
    case SaidAmount::Unit::Points:
        return false;
    }
    return false;
}

// One thing said twice in one sentence: at best a slip, at worst meant to be about something else.
bool saysAgain(const Statement& before, const Statement& after)
{
    using What = Statement::Kind;
    const bool silent = after.kind == What::Population || after.kind == What::Direction ||
                        after.kind == What::Compare || after.kind == What::Lift;
    return !silent && before.kind == after.kind && before.operands == after.operands && before.number == after.number &&
           before.since == after.since;
}

} // namespace

bool roundsTo(Int128 units, const SaidAmount& said)
{
    if (divideRounded(units, said.step) * said.step != said.units)
        return false;
    return !said.scaled || magnitudeOf(said.units - units) * 40 <= magnitudeOf(units);
}

bool timesHold(const SaidTimes& said, Int128 a, Int128 b)
{
    using Qualifier = SaidTimes::Qualifier;
    if (a <= 0 || b <= 0)
        return false;
    if (said.tenths >= 0)
        return said.qualifier != Qualifier::Nearly && said.qualifier != Qualifier::MoreThan &&
               divideRounded(a * 10, b) == said.tenths;
    const Int128 is = a * said.den;
    const Int128 says = b * said.num;
    switch (said.qualifier) {
    case Qualifier::None:
    case Qualifier::About:
        return magnitudeOf(is - says) * 40 <= says;
    case Qualifier::Nearly:
        return is < says && (says - is) * 20 <= says;
    case Qualifier::MoreThan:
        return is > says && is < says + b * said.den;
    }
    return false;
}

ClaimMatcher::ClaimMatcher(const Panel& panel, const Traits& traits, const Lexicon& lexicon, const Factoid& factoid,
                           const std::vector<Token>& tokens)
    : m_panel(panel)
    , m_traits(traits)
    , m_lexicon(lexicon)
    , m_factoid(factoid)
    , m_tokens(tokens)
    , m_claimed(factoid.claims.size(), false)
{
}

std::vector<Mismatch> ClaimMatcher::mismatches(const Said& said)
{
    m_said = &said;
    std::vector<Mismatch> found;
    for (size_t i = 0; i < said.statements.size(); ++i) {
        const Statement& statement = said.statements[i];
        const bool again =
            std::any_of(said.statements.begin(), said.statements.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const Statement& before) { return saysAgain(before, statement); });
        if (holds(statement) && !again)
            continue;
        const int start = m_tokens[std::min(statement.first, m_tokens.size() - 1)].start;
        const int end = m_tokens[std::min(statement.last, m_tokens.size() - 1)].end;
        found.push_back({start, end - start,
                         again ? u"the text says “%1” a second time"_s.arg(textOf(statement)) : whyNot(statement)});
    }
    for (size_t i = 0; i < m_claimed.size() && found.empty(); ++i) {
        if (!m_claimed[i])
            found.push_back(
                {-1, 0, u"the text does not say what the claim “%1” says"_s.arg(m_factoid.claims[i].shown)});
    }
    return found;
}

bool ClaimMatcher::holds(const Statement& statement)
{
    using What = Statement::Kind;
    if (statement.kind == What::Direction || statement.kind == What::Compare || statement.kind == What::Lift)
        return ordered(statement);
    bool supported = false;
    for (size_t i = 0; i < m_factoid.claims.size(); ++i) {
        const Claim& claim = m_factoid.claims[i];
        if (claim.operands.empty())
            continue;
        bool one = false;
        switch (statement.kind) {
        case What::Value:
            one = value(statement, claim);
            break;
        case What::Count:
        case What::OnlyOne:
            one = counted(statement, claim);
            break;
        case What::Population:
            one = population(statement, claim);
            break;
        case What::Difference:
            one = difference(statement, claim);
            break;
        case What::Ratio:
            one = ratio(statement, claim);
            break;
        case What::Share:
            one = share(statement, claim);
            break;
        case What::Rank:
            one = rank(statement, claim);
            break;
        case What::Record:
            one = record(statement, claim);
            break;
        case What::Streak:
            one = streak(statement, claim);
            break;
        case What::Trend:
            one = trend(statement, claim);
            break;
        case What::Step:
            one = step(statement, claim);
            break;
        case What::Crossing:
            one = crossing(statement, claim);
            break;
        case What::Correlation:
            one = correlation(statement, claim);
            break;
        default:
            break;
        }
        if (!one)
            continue;
        // A number of councils is a claim only where the claim is that number.
        const bool whole = statement.kind != What::Population ||
                           (claim.operands.front().measure == Measure::Count && !isConditioned(claim.operands.front()));
        if (whole && !isShown(claim, statement))
            continue;
        supported = true;
        if (whole)
            m_claimed[i] = true;
    }
    return supported;
}

QString ClaimMatcher::textOf(const Statement& said) const
{
    const int start = m_tokens[std::min(said.first, m_tokens.size() - 1)].start;
    const int end = m_tokens[std::min(said.last, m_tokens.size() - 1)].end;
    return m_factoid.text.mid(start, end - start);
}

QString ClaimMatcher::whyNot(const Statement& said) const
{
    using What = Statement::Kind;
    const SaidOperand& of = said.operands.front();
    QString who;
    if (of.who.isCouncil()) {
        who = m_panel.councils()[static_cast<size_t>(of.who.council)].name;
        const QString code = m_panel.councils()[static_cast<size_t>(of.who.council)].code;
        const bool claimed = std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            return std::ranges::any_of(claim.operands, [&](const Operand& each) { return each.council == code; });
        });
        if (!claimed)
            return u"no claim is about “%1”"_s.arg(who);
    }
    const QString what = of.field >= 0 ? m_panel.fields()[static_cast<size_t>(of.field)].name : QString();
    const QString when = of.year == Year() ? QString() : of.year.label();
    switch (said.kind) {
    case What::Value:
        return who.isEmpty() ? u"no claim supports “%1” here (%2, %3)"_s.arg(textOf(said), what, when)
                             : u"no claim supports “%1” here (%2: %3, %4)"_s.arg(textOf(said), who, what, when);
    case What::Direction:
        return u"no claim supports the direction “%1”"_s.arg(textOf(said));
    case What::Population:
        return u"there are not so many: “%1”"_s.arg(textOf(said));
    default:
        return u"no claim supports “%1” here"_s.arg(textOf(said));
    }
}

// `shown` stands where the statement is made, in whole words.
bool ClaimMatcher::isShown(const Claim& claim, const Statement& said) const
{
    const int from = m_tokens[std::min(said.first, m_tokens.size() - 1)].start;
    const int to = m_tokens[std::min(said.last, m_tokens.size() - 1)].end;
    for (qsizetype at = m_factoid.text.indexOf(claim.shown); at >= 0;
         at = m_factoid.text.indexOf(claim.shown, at + 1)) {
        const qsizetype end = at + claim.shown.size();
        bool startsWord = false;
        bool endsWord = false;
        for (const Token& token : m_tokens) {
            startsWord = startsWord || token.start == at;
            endsWord = endsWord || token.end == end;
        }
        if (startsWord && endsWord && at < to && end > from)
            return true;
    }
    return false;
}

Unit ClaimMatcher::unitOf(const Operand& operand) const
{
    if (operand.measure == Measure::Share)
        return {Unit::Kind::Percent, {}};
    if (operand.measure == Measure::Count || operand.measure == Measure::Missing)
        return {Unit::Kind::Count, {}};
    const int field = m_panel.fieldIndex(operand.field);
    return field < 0 ? Unit() : unitFrom(m_panel.fields()[static_cast<size_t>(field)].unit);
}

// Income is printed by its sense; words for the other sign ("drew out") turn it again. Shares and differences have
// none.
int ClaimMatcher::sense(const SaidOperand& of) const
{
    if (of.whole >= 0 || of.who.measure == Measure::MeanDifference || of.field < 0)
        return 1;
    const QString& slug = m_panel.fields()[static_cast<size_t>(of.field)].slug;
    return (m_traits.value(slug).income ? -1 : 1) * of.sign;
}

// The members with a figure are the same; "in the UK" only where every nation has the field.
bool ClaimMatcher::isGroup(const SaidWho& who, const Claim& claim, const Operand& of) const
{
    Operand operand = of;
    operand.council.clear();
    const Scope meant = narrowed(claim.scope, operand);
    if (who.wholeCountry) {
        const int field = m_panel.fieldIndex(operand.field);
        if (!nationsWith(m_panel, field, operand.year).contains(nationsOf(m_panel, field, operand.year)))
            return false;
        QSet<QString> nations;
        for (const int council : withFigure(m_panel, who.scope, operand))
            nations.insert(m_panel.councils()[static_cast<size_t>(council)].nation);
        if (nations.size() < 2)
            return false;
    }
    return who.scope == meant || withFigure(m_panel, who.scope, operand) == withFigure(m_panel, meant, operand);
}

bool ClaimMatcher::isWho(const SaidWho& who, bool perHead, int whole, const Claim& claim, const Operand& of) const
{
    if (who.isCouncil()) {
        const bool measured = perHead      ? of.measure == Measure::PerHead
                              : whole >= 0 ? of.measure == Measure::Share
                                           : of.measure == Measure::Value;
        return measured && of.top == 0 && !of.council.isEmpty() && m_panel.councilIndex(of.council) == who.council;
    }
    if (!of.council.isEmpty() || of.top != who.top)
        return false;
    // "Adult social care took 21p of every service pound": of all, and no name.
    if (who.measure == Measure::Value)
        return whole >= 0 && of.measure == Measure::Share && of.all && claim.scope.type.isEmpty() &&
               claim.scope.region.isEmpty();
    const Measure measure = perHead ? Measure::PerHead : whole >= 0 ? Measure::Share : who.measure;
    if ((perHead || whole >= 0) && who.measure != Measure::Sum)
        return false;
    return of.measure == measure && isGroup(who, claim, of);
}

bool ClaimMatcher::isSeries(const SaidOperand& said, const Claim& claim, const Operand& of) const
{
    if (said.field < 0 || m_panel.fieldIndex(of.field) != said.field)
        return false;
    if ((said.whole >= 0) != !of.ofField.isEmpty() || (said.whole >= 0 && m_panel.fieldIndex(of.ofField) != said.whole))
        return false;
    return isWho(said.who, said.perHead, said.whole, claim, of);
}

bool ClaimMatcher::isOperand(const SaidOperand& said, const Claim& claim, const Operand& of) const
{
    return said.year == of.year && isSeries(said, claim, of);
}

bool ClaimMatcher::value(const Statement& said, const Claim& claim) const
{
    if (claim.operation != Operation::Value)
        return false;
    const Operand& of = claim.operands.front();
    const SaidOperand& operand = said.operands.front();
    if (!isOperand(operand, claim, of))
        return false;
    if (of.measure == Measure::MeanDifference && !m_said->onAverage)
        return false;
    const Int128 units = Int128(claim.result.units()) * sense(operand);
    if (said.times)
        return of.measure == Measure::Share && timesHold(*said.times, units, 100 * Int128(Decimal::kScale));
    return said.amount && unitFits(*said.amount, unitOf(of), of.measure == Measure::Share) &&
           roundsTo(units, *said.amount);
}

// Exactly the condition of the claim, and its number.
bool ClaimMatcher::counted(const Statement& said, const Claim& claim) const
{
    const Operand& of = claim.operands.front();
    const SaidOperand& all = said.operands.front();
    if ((claim.operation != Operation::Count && claim.operation != Operation::Value) || !isConditioned(of) ||
        !of.council.isEmpty() || all.year != of.year || m_panel.fieldIndex(of.field) != all.field ||
        claim.result != Decimal::fromInt(said.number) || !isGroup(all.who, claim, of))
        return false;
    if ((of.measure == Measure::Missing) != said.missing)
        return false;
    if (!said.missing) {
        if (m_traits.value(of.field).income || all.sign < 0)
            return false;
        if (!said.limitUp) {
            if (!of.below || !of.below->isZero() || of.above)
                return false;
        } else {
            const auto& bound = *said.limitUp ? of.above : of.below;
            const auto& other = *said.limitUp ? of.below : of.above;
            Operand plain = of;
            plain.measure = Measure::Value;
            if (!bound || other || !said.amount || !unitFits(*said.amount, unitOf(plain), false) ||
                bound->units() != said.amount->units)
                return false;
        }
    }
    if (said.kind != Statement::Kind::OnlyOne)
        return true;
    // The one that is named is one of them, and the one that meets it.
    if (!isMember(said.operands[1].who, claim, of))
        return false;
    const auto figure = m_panel.value(all.field, of.year, said.operands[1].who.council);
    return figure && (!of.below || *figure < *of.below) && (!of.above || *figure > *of.above) &&
           gapIsSaid(all.who, claim, of);
}

// How many there are in a group: all of them with a figure, or those that reported.
bool ClaimMatcher::population(const Statement& said, const Claim& claim) const
{
    const SaidWho& who = said.operands.front().who;
    if (claim.operation == Operation::Correlation)
        return isGroup(who, claim, claim.operands.front()) && claim.of == said.number;
    const SaidOperand& here = said.operands.front();
    for (const Operand& of : claim.operands) {
        if (!of.council.isEmpty() && claim.operation != Operation::Rank)
            continue;
        // So many there were, or reported, of this field in this year.
        if (m_panel.fieldIndex(of.field) != here.field || (here.year != Year() && of.year != here.year))
            continue;
        if (!isGroup(who, claim, of))
            continue;
        Operand all = of;
        all.council.clear();
        const Scope scope = narrowed(claim.scope, all);
        const Returns returns = returnsOf(m_panel, m_panel.fieldIndex(of.field), of.year, scope);
        if (of.measure == Measure::Missing) {
            if (!said.reporting && returns.due == said.number)
                return true;
            continue;
        }
        if (claim.operation == Operation::Rank && claim.of != said.number)
            continue;
        if (static_cast<int>(withFigure(m_panel, scope, all).size()) != said.number)
            continue;
        if (said.reporting || (returns.isComplete() && returns.made == said.number))
            return true;
    }
    return false;
}

bool ClaimMatcher::difference(const Statement& said, const Claim& claim) const
{
    const bool percent = claim.operation == Operation::Percent;
    if ((claim.operation != Operation::Difference && !percent) || claim.operands.size() != 2 || !said.amount)
        return false;
    const bool straight =
        isOperand(said.operands[0], claim, claim.operands[0]) && isOperand(said.operands[1], claim, claim.operands[1]);
    const bool turned = !percent && isOperand(said.operands[0], claim, claim.operands[1]) &&
                        isOperand(said.operands[1], claim, claim.operands[0]);
    if (!straight && !turned)
        return false;
    const Unit unit = unitOf(claim.operands[0]);
    const bool points = !percent && unit.kind == Unit::Kind::Percent;
    const bool fits = percent  ? said.amount->unit == SaidAmount::Unit::Percent
                      : points ? said.amount->unit == SaidAmount::Unit::Points
                               : unitFits(*said.amount, unit, false);
    const Int128 units = Int128(claim.result.units()) * sense(said.operands[0]) * (straight ? 1 : -1);
    return fits && units != 0 && (said.either || (units > 0) == said.up) && said.amount->units > 0 &&
           roundsTo(magnitudeOf(units), *said.amount);
}

bool ClaimMatcher::ratio(const Statement& said, const Claim& claim) const
{
    if (claim.operation != Operation::Ratio || claim.operands.size() != 2 || !said.times)
        return false;
    for (const bool turned : {false, true}) {
        const Operand& a = claim.operands[turned ? 1 : 0];
        const Operand& b = claim.operands[turned ? 0 : 1];
        const bool oneSign = a.value.isNegative() == b.value.isNegative();
        if (oneSign && isOperand(said.operands[0], claim, a) && isOperand(said.operands[1], claim, b) &&
            timesHold(*said.times, magnitudeOf(a.value.units()), magnitudeOf(b.value.units())))
            return true;
    }
    return false;
}

bool ClaimMatcher::share(const Statement& said, const Claim& claim) const
{
    if (claim.operation != Operation::Share || claim.operands.size() != 2)
        return false;
    const Operand& part = claim.operands[0];
    const Operand& whole = claim.operands[1];
    if (part.value.isZero() || part.value.isNegative() != whole.value.isNegative())
        return false;
    if (!isOperand(said.operands[0], claim, part) || !isOperand(said.operands[1], claim, whole))
        return false;
    if (said.operands[0].who.isCouncil() && !isMember(said.operands[0].who, claim, whole))
        return false;
    if (said.times)
        return timesHold(*said.times, magnitudeOf(part.value.units()), magnitudeOf(whole.value.units()));
    return said.amount && said.amount->unit == SaidAmount::Unit::Percent &&
           roundsTo(claim.result.units(), *said.amount);
}

// Whether a council is one of those that an operand is of.
bool ClaimMatcher::isMember(const SaidWho& who, const Claim& claim, const Operand& of) const
{
    const auto all = withFigure(m_panel, narrowed(claim.scope, of), of);
    return std::ranges::find(all, who.council) != all.end();
}

bool ClaimMatcher::gapIsSaid(const SaidWho& who, const Claim& claim, const Operand& of) const
{
    Operand all = of;
    all.council.clear();
    return who.reporting ||
           !returnsOf(m_panel, m_panel.fieldIndex(of.field), of.year, narrowed(claim.scope, all)).hasGap();
}

bool ClaimMatcher::rank(const Statement& said, const Claim& claim) const
{
    const Operand& of = claim.operands.front();
    if (claim.operation != Operation::Rank || claim.result != Decimal::fromInt(said.number) ||
        !isOperand(said.operands[0], claim, of))
        return false;
    if (said.up != ((claim.direction == Direction::Highest) == (sense(said.operands[0]) > 0)))
        return false;
    const SaidWho& among = said.operands[1].who;
    if (!isGroup(among, claim, of) || !gapIsSaid(among, claim, of))
        return false;
    // Beside a second amount the place says itself that it is per head.
    const auto amounts = std::ranges::count_if(
        m_said->statements, [](const Statement& each) { return each.amount && each.kind != Statement::Kind::Count; });
    if (of.measure == Measure::PerHead && !said.perHeadSaid && amounts > 1)
        return false;
    // Another one at the same place makes "more than any other" untrue.
    int same = 0;
    for (const int council : members(m_panel, claim.scope)) {
        const auto other = councilMeasure(m_panel, said.operands[0].field, of.year, council, of.measure);
        same += other && *other == of.value;
    }
    return same == 1;
}

std::optional<Decimal> ClaimMatcher::valueIn(Year year, const Claim& claim, Operand of) const
{
    of.year = year;
    const auto value = operandValue(m_panel, of, claim.scope);
    return value ? std::optional(*value) : std::nullopt;
}

bool ClaimMatcher::goesOn(const Claim& claim, Decimal bound, bool above) const
{
    const Operand& of = claim.operands.front();
    const auto newest = std::ranges::max(claim.operands, {}, &Operand::year).year;
    for (const auto& [year, figures] : m_panel.years(m_panel.fieldIndex(of.field))) {
        const auto later = newest < year ? valueIn(year, claim, of) : std::nullopt;
        if (later && !(above ? bound < *later : *later < bound))
            return false;
    }
    return true;
}

bool ClaimMatcher::record(const Statement& said, const Claim& claim) const
{
    if (claim.operation != Operation::Record || claim.operands.size() < 2 ||
        !isOperand(said.operands[0], claim, claim.operands.front()))
        return false;
    if (said.up != ((claim.direction == Direction::Highest) == (sense(said.operands[0]) > 0)))
        return false;
    // "Higher than in any year since": no year after it was higher either.
    if (said.untilNow && !goesOn(claim, claim.operands.front().value, claim.direction == Direction::Lowest))
        return false;
    return said.since ? *said.since == claim.operands.back().year
                      : said.number == static_cast<int>(claim.operands.size()) - 1;
}

bool ClaimMatcher::streak(const Statement& said, const Claim& claim) const
{
    const SaidOperand& of = said.operands.front();
    if (claim.operands.size() < 2 || claim.result != Decimal::fromInt(said.number))
        return false;
    const bool up = (claim.direction == Direction::Rise) == (sense(of) > 0);
    // "The third rise in a row" is not the fourth: the year before those that are counted went another way.
    if (const size_t last = claim.operands.size() - (claim.operation == Operation::Reversal ? 2 : 1);
        said.exactly && static_cast<int>(last) == said.number) {
        const Operand& first = claim.operands.front();
        const auto before = valueIn(first.year.plus(-1), claim, first);
        if (!before || (claim.direction == Direction::Rise) ==
                           (claim.operation == Operation::Streak ? *before < first.value : first.value < *before))
            return false;
    }
    if (claim.operation == Operation::Streak)
        return up == said.up && isOperand(of, claim, claim.operands.back());
    if (claim.operation != Operation::Reversal || up == said.up ||
        !isOperand(of, claim, claim.operands[claim.operands.size() - 2]))
        return false;
    // The turn is in the text: the amount it turned to.
    return std::ranges::any_of(m_said->statements, [&](const Statement& each) {
        const bool turned = each.kind == Statement::Kind::Direction && each.up != said.up &&
                            isOperand(each.operands[1], claim, claim.operands.back());
        return turned ||
               (each.kind == Statement::Kind::Value && isOperand(each.operands.front(), claim, claim.operands.back()));
    });
}

bool ClaimMatcher::trend(const Statement& said, const Claim& claim) const
{
    return claim.operation == Operation::Trend && isOperand(said.operands[0], claim, claim.operands.front()) &&
           isOperand(said.operands[1], claim, claim.operands.back()) &&
           said.up == ((claim.direction == Direction::Rise) == (sense(said.operands[0]) > 0));
}

bool ClaimMatcher::step(const Statement& said, const Claim& claim) const
{
    if (claim.operation != Operation::Step || !isOperand(said.operands[0], claim, claim.operands.back()) ||
        said.up != ((claim.direction == Direction::Rise) == (sense(said.operands[0]) > 0)))
        return false;
    const bool rise = claim.direction == Direction::Rise;
    std::optional<Decimal> bound;
    for (size_t i = 0; i < claim.operands.size(); ++i) {
        const Operand& each = claim.operands[i];
        if (Decimal::fromInt(each.year.startYear()) == claim.result)
            return said.since && *said.since == each.year && said.number == static_cast<int>(i) && bound &&
                   (!said.untilNow || goesOn(claim, *bound, rise));
        bound = !bound ? each.value : rise ? std::max(*bound, each.value) : std::min(*bound, each.value);
    }
    return false;
}

bool ClaimMatcher::crossing(const Statement& said, const Claim& claim) const
{
    return claim.operation == Operation::Crossing && claim.operands.size() >= 4 &&
           isOperand(said.operands[0], claim, claim.operands[0]) &&
           isOperand(said.operands[1], claim, claim.operands[1]) && said.since &&
           *said.since == claim.operands.back().year &&
           said.up == ((claim.direction == Direction::Rise) == (sense(said.operands[0]) > 0));
}

bool ClaimMatcher::correlation(const Statement& said, const Claim& claim) const
{
    // Below a rho of one half, "tended to" says too much.
    constexpr std::int64_t kLeast = Decimal::kScale / 2;
    if (claim.operation != Operation::Correlation || claim.operands.size() != 2 ||
        std::abs(claim.result.units()) < kLeast)
        return false;
    const auto is = [&](const SaidOperand& one, const Operand& of) {
        return m_panel.fieldIndex(of.field) == one.field && one.year == of.year &&
               one.perHead == (of.measure == Measure::PerHead) && isGroup(one.who, claim, of);
    };
    const bool straight = is(said.operands[0], claim.operands[0]) && is(said.operands[1], claim.operands[1]);
    const bool turned = is(said.operands[0], claim.operands[1]) && is(said.operands[1], claim.operands[0]);
    const bool together = !claim.result.isNegative() == (sense(said.operands[0]) == sense(said.operands[1]));
    return (straight || turned) && said.up == together && (said.number < 0 || said.number == claim.of);
}

// What follows from claimed figures: which of two is more.
bool ClaimMatcher::ordered(const Statement& said) const
{
    const auto claimed = [&](const SaidOperand& of) -> std::optional<Decimal> {
        for (const Claim& claim : m_factoid.claims) {
            for (const Operand& each : claim.operands) {
                if (isOperand(of, claim, each))
                    return each.value;
            }
        }
        return std::nullopt;
    };
    if (said.kind == Statement::Kind::Lift) {
        SaidOperand average = said.operands.front();
        SaidOperand typical = average;
        average.who.measure = Measure::Average;
        typical.who.measure = Measure::Median;
        const auto a = claimed(average);
        const auto b = claimed(typical);
        return a && b && *a > *b && !b->isNegative();
    }
    const auto a = claimed(said.operands[0]);
    const auto b = claimed(said.operands[1]);
    if (!a || !b || *a == *b)
        return false;
    const bool firstIsMore = (*a > *b) == (sense(said.operands[0]) > 0);
    return said.kind == Statement::Kind::Direction ? firstIsMore != said.up : firstIsMore == said.up;
}

} // namespace factoid
