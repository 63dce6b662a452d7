#include "core/factoids/verifier_proof.h"

#include <algorithm>

namespace factoid {

using What = Mention::Kind;

namespace {

std::unexpected<Error> refuse(const QString& why) {
    return fail(ErrorKind::Verification, why);
}

bool isConditioned(const Claim& claim) {
    return !claim.operands.empty() && claim.operands.front().measure == Measure::Count &&
           (claim.operands.front().below || claim.operands.front().above);
}

bool isMissing(const Claim& claim) {
    return !claim.operands.empty() && claim.operands.front().measure == Measure::Missing;
}

bool isMeanDifference(const Claim& claim) {
    return !claim.operands.empty() && claim.operands.front().measure == Measure::MeanDifference;
}

} // namespace

TextProof::TextProof(const Panel& panel, const Traits& traits, const Vocabulary& vocabulary,
             const Factoid& factoid, const Reading& reading)
    : m_panel(panel)
    , m_traits(traits)
    , v(vocabulary)
    , m_factoid(factoid)
    , m(reading) {}

QString TextProof::textOf(const Mention& mention) const {
    const int start = m.tokens[mention.first].start;
    return m_factoid.text.mid(start, m.tokens[mention.last].end - start);
}

Result<void> TextProof::object(size_t first, size_t last, const QString& why) const {
    if (!m_faults)
        return refuse(why);
    const int start = m.tokens[first].start;
    m_faults->push_back({start, m.tokens[last].end - start, why, false});
    return {};
}

void TextProof::noteUnplaced(const Result<void>& held, bool unread) const {
    if (!held)
        m_faults->push_back({-1, 0, held.error().message, unread});
}

Result<void> TextProof::run() {
    // Names and stray words first: the plainest reasons.
    if (const auto names = councilsAreClaimed(); !names)
        return names;
    if (const auto rest = nothingIsLeft(); !rest)
        return rest;
    std::vector<bool> proven(m_factoid.claims.size(), false);
    for (const Mention& mention : m.mentions) {
        bool licensed = isSelfEvident(mention);
        for (size_t i = 0; i < m_factoid.claims.size(); ++i) {
            if (!licensedBy(mention, m_factoid.claims[i]))
                continue;
            licensed = true;
            proven[i] = proven[i] || showsIn(m_factoid.claims[i], mention);
        }
        // A council that no claim is about has been named already.
        if (licensed || (m_faults && mention.kind == What::Council))
            continue;
        if (const auto held = object(mention.first, mention.last,
                                     QStringLiteral("no claim supports “%1” here").arg(textOf(mention)));
            !held)
            return held;
    }
    if (const auto said = claimsAreSaid(proven); !said)
        return said;
    return rules();
}

Result<void> TextProof::claimsAreSaid(const std::vector<bool>& proven) const {
    for (size_t i = 0; i < proven.size(); ++i) {
        const Claim& claim = m_factoid.claims[i];
        Result<void> said;
        if (!proven[i])
            said = refuse(
                QStringLiteral("the text does not say the claim that shows “%1”").arg(claim.shown));
        else if (isConditioned(claim) && !has(What::Limit))
            said = refuse(QStringLiteral("the text does not say what is counted"));
        else if (isMissing(claim) && (!has(What::NoReturn) || m_factoid.claims.size() > 1))
            said = refuse(QStringLiteral("the text does not say that no return was made"));
        else if (isMeanDifference(claim) && !has(What::OnAverage))
            said = refuse(QStringLiteral("the text does not say that the difference is an average"));
        if (m_faults)
            noteUnplaced(said, true);
        else if (!said)
            return said;
    }
    return {};
}

std::vector<Fault> TextProof::faults() {
    std::vector<Fault> found;
    m_faults = &found;
    noteUnplaced(run());
    m_faults = nullptr;
    return found;
}

// Who reads a text without claims takes nothing from it but its words, so what they call things is free; what
// counts, compares, dates, names a council or judges is not.
std::vector<Fault> TextProof::needsProof() {
    std::vector<Fault> found;
    m_faults = &found;
    for (const Mention& mention : m.mentions) {
        const bool states = mention.kind != What::Group || mention.number >= 0 ||
                            mention.modifier != Mention::Modifier::None;
        if (states)
            (void)object(mention.first, mention.last,
                         mention.kind == What::Council
                             ? QStringLiteral("no claim is about “%1”").arg(textOf(mention))
                             : QStringLiteral("no claim supports “%1” here").arg(textOf(mention)));
    }
    (void)nothingIsLeft();
    m_faults = nullptr;
    return found;
}

Result<void> TextProof::councilsAreClaimed() const {
    for (const Mention& mention : m.mentions) {
        const bool claimed = std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            return mention.kind != What::Council || licensedBy(mention, claim);
        });
        if (claimed || mention.kind != What::Council)
            continue;
        if (const auto held = object(mention.first, mention.last,
                                     QStringLiteral("no claim is about “%1”").arg(textOf(mention)));
            !held)
            return held;
    }
    return {};
}

bool TextProof::has(What kind) const {
    for (const Mention& mention : m.mentions) {
        if (mention.kind == kind)
            return true;
    }
    return false;
}

// Whether `shown` stands in the text where the mention is, in whole words.
bool TextProof::showsIn(const Claim& claim, const Mention& mention) const {
    const int from = m.tokens[mention.first].start;
    const int to = m.tokens[mention.last].end;
    for (qsizetype at = m_factoid.text.indexOf(claim.shown); at >= 0;
         at = m_factoid.text.indexOf(claim.shown, at + 1)) {
        const qsizetype end = at + claim.shown.size();
        bool startsWord = false;
        bool endsWord = false;
        for (const Token& token : m.tokens) {
            startsWord = startsWord || token.start == at;
            endsWord = endsWord || token.end == end;
        }
        // The shown words cover the mention, or are within it ("twice" of "twice as much").
        const bool covers = at <= from && end >= to;
        const bool within = at >= from && end <= to;
        if (startsWord && endsWord && (covers || within))
            return true;
    }
    return false;
}

// Mentions that are judged with the whole text, in rules(), or that another mention has taken in.
bool TextProof::isSelfEvident(const Mention& mention) const {
    switch (mention.kind) {
    case What::Inflation:
    case What::Provisional:
    case What::Estimated:
    case What::Change:
        return true;
    case What::Quantity:
    case What::PerHead:
        return mention.consumed;
    case What::Group:
        return mention.consumed && mention.number < 0;
    default:
        return false;
    }
}

// "higher … went with lower …", per head or not as in the claim.
bool TextProof::relation(const Mention& mention, const Claim& claim) const {
    if (claim.operation != Operation::Correlation || claim.operands.size() != 2)
        return false;
    // Below a rho of one half, "tended to" says too much.
    constexpr std::int64_t kLeast = Decimal::kScale / 2;
    const Operand& first = claim.operands[0];
    const auto heads = std::ranges::count(m.mentions, What::PerHead, &Mention::kind);
    const bool together =
        !claim.result.isNegative() == (signOf(first) == signOf(claim.operands[1]));
    return heads == (first.measure == Measure::PerHead ? 2 : 0) &&
           std::abs(claim.result.units()) >= kLeast && mention.up == together;
}

bool TextProof::licensedBy(const Mention& mention, const Claim& claim) const {
    if (claim.operands.empty())
        return false;
    const Operand& first = claim.operands.front();
    switch (mention.kind) {
    case What::Council:
        return std::ranges::any_of(claim.operands,
                                   [&](const Operand& of) { return isEntity(mention, claim, of); });
    case What::Group:
        return group(mention, claim);
    case What::Year:
        return std::ranges::any_of(claim.operands,
                                   [&](const Operand& of) { return yearIs(mention.year, of); });
    case What::Quantity:
        return quantity(mention, claim);
    case What::Ratio:
        return ratio(mention, claim) || (mention.fraction && isShare(mention, claim));
    case What::Rank:
        return rank(mention, claim);
    case What::Streak:
        return streak(mention, claim);
    case What::Step:
        return step(mention, claim);
    case What::Crossing:
        return crossing(mention, claim);
    case What::OnAverage:
        return isMeanDifference(claim);
    case What::NoReturn:
        return isMissing(claim);
    case What::Span:
        return span(mention, claim);
    case What::RecordSince:
    case What::RecordYears:
        return record(mention, claim);
    case What::Tendency:
        return claim.operation == Operation::Trend &&
               mention.up == ((claim.direction == Direction::Rise) == (signOf(first) > 0));
    case What::Relation:
        return relation(mention, claim);
    case What::Only:
        return only(mention, claim);
    case What::TopOf:
        return top(mention, claim);
    case What::Reported:
        return returnsOf(m_panel, m_panel.fieldIndex(first.field), first.year,
                         narrowed(claim.scope, first))
                   .made == mention.number;
    case What::Compare:
        return comparison(mention, claim);
    case What::Limit:
        return limit(mention, claim);
    case What::PerHead:
    case What::InAll:
        return first.measure == Measure::PerHead;
    case What::Inflation:
    case What::Provisional:
    case What::Estimated:
    case What::Change:
        return false;
    }
    return false;
}

} // namespace factoid
