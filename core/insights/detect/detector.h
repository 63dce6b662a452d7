// Detectors: each looks at one field in one year and appends candidate facts: cheap records with a
// p-value, an effect and a reach, no claims. The miner scores them all together and has claims
// built (compose.h) only for those that are kept. Pure; one context per thread, the ground is
// shared and read-only.
#pragma once

#include "core/figures/panel.h"
#include "core/figures/summary.h"
#include "core/insights/claims/claim_math.h"
#include "core/insights/claims/fact.h"
#include "core/insights/claims/field_traits.h"
#include "core/insights/statistics/statistics.h"

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace factoid {

enum class FactKind {
    Highest,
    Lowest,
    HighestPerHead,
    LowestPerHead,
    Rank,
    Outlier,
    Share,
    YoyChange,
    LongChange,
    Streak,
    Record,
    Trend,
    Ratio,
    Gap,
    TypeComparison,
    NationComparison,
    RegionComparison,
    Concentration,
    MeanMedian,
    ThresholdCount,
    TotalYoyChange,
    TotalLongChange,
    TotalStreak,
    TotalRecord,
    TotalTrend,
    PartOfWhole,
    RankChange,
    Correlation,
    Step,
    Reversal,
    Crossing,
    Gini,
    Missing,
};
[[nodiscard]] QString factKindName(FactKind kind);
// Kinds that say what the figures are and claim no pattern: they have no test, no p and no confidence.
[[nodiscard]] bool isDescriptive(FactKind kind);

// How large a finding is in its own measure, with an interval of 95 percent: where the size would
// lie if the peers that it is measured against were drawn again. low == high: exact.
struct Size {
    const char* of = ""; // "ratio", "share", "rho", "places" …
    double value = 0;
    double low = 0;
    double high = 0;
};

// What a detector found, small enough to make tens of thousands of them.
struct Candidate {
    FactKind kind = FactKind::Highest;
    int field = -1;
    int field2 = -1; // the whole, or the second field of a correlation
    Year year;
    Year earlier; // oldest year used, where there is one
    Year turn;    // step: first year of the new level; reversal: the year before the turn
    int councilA = -1;
    int councilB = -1;
    Scope scope;
    Measure measure = Measure::Value;
    GroupBy by = GroupBy::None;
    QString groupA;
    QString groupB;
    Direction direction = Direction::None; // of the stored values
    int count = 0;                         // top k, or how many a threshold leaves
    std::optional<Decimal> threshold;
    double p = 1;      // of the stated test; unused where the kind is descriptive
    double effect = 0; // 0 to 1
    Size size;
    double reach = 0;      // 0 to 1
    double quality = 1;    // 0 to 1
    int n = 0;             // how many values the test looked at
    const char* test = ""; // as docs/facts.md names it
    bool badExample = false;
    bool ifConfirmed = false;      // rests on a newest figure that jumped
    std::optional<double> partial; // correlation: with size taken out
};

struct Findings {
    std::vector<Candidate> candidates;
    // Hypotheses looked at, by kind, also those that gave no candidate.
    std::array<std::int64_t, static_cast<size_t>(FactKind::Missing) + 1> testsOf{};
    void tested(FactKind kind, std::int64_t times = 1) { testsOf[static_cast<size_t>(kind)] += times; }
    void addTests(const Findings& others);
    [[nodiscard]] std::int64_t tests() const;
    void add(Candidate candidate) { candidates.push_back(std::move(candidate)); }
};

// The doubts of a field that other fields use, by year and council (DoubtMarker has the rules).
struct SharedDoubts {
    std::map<Year, std::vector<char>> doubtful = {};
    Year newest;
    std::vector<char> unconfirmed = {}; // in the newest year
    [[nodiscard]] bool isDoubtful(Year year, int council) const;
    [[nodiscard]] bool isUnconfirmed(Year year, int council) const;
};

// What all fields of a run share.
struct MiningContext {
    const Panel& panel;
    const Traits& traits;
    QDate today;
    bool thorough = false;                             // one field asked for: nothing is thinned out
    std::map<YearDays, std::vector<char>> active = {}; // by the days of a year, then by council
    // [field][type]: 1 most councils of the type have an amount, 0 most are at zero, −1 too few
    // report.
    std::vector<std::vector<signed char>> services = {};
    // By type: its councils differ so much per head that comparing them says little (combined
    // authorities, each with duties of its own).
    std::vector<char> unlike = {};
    // By council: days on which it took in another council that ended, so that it cannot be followed
    // across them.
    std::map<int, std::vector<QDate>> mergers = {};
    // Fields that others are divided by (heads) or set against (wholes): their figures in doubt.
    std::map<int, SharedDoubts> doubts = {};
    // Two types have (nearly) the same duties when (nearly) the same fields are at zero for them.
    [[nodiscard]] bool alike(int typeA, int typeB) const;
};
[[nodiscard]] MiningContext makeGround(const Panel& panel, const Traits& traits, QDate today);
// The same without the doubts, which cost most; and those that these fields need.
[[nodiscard]] MiningContext makeGroundWithoutDoubts(const Panel& panel, const Traits& traits, QDate today);
void addDoubts(MiningContext& ground, const std::vector<int>& fields);

struct Ranked {
    std::int64_t units = 0;
    int council = -1;
};

// The councils of one scope that have a figure in the year.
struct CouncilGroup {
    Scope scope;
    int type = -1;               // index into Panel::types(); -1: any type
    std::vector<int> councils;   // panel order
    std::vector<Ranked> byValue; // highest first, ties by code
    std::vector<Ranked> byHead;  // per-head units, the same order; only councils that have both
    int zeros = 0;
    bool usable = false;   // enough councils, alike, and at most half of them at 0
    bool complete = false; // its sum may be called the scope's: see council_groups.cpp
    double typical = 0;    // median size of its figures that are not zero
    double leastHeads = 0; // of a council whose figure per head may be told
    // What a change in such an amount is worth: 1 from the group's typical one up, less of what is small
    // beside it.
    [[nodiscard]] double material(double units) const;
};

// One field in one year, with the comparable years before it.
struct FieldContext {
    const MiningContext& ground;
    const Panel& panel;
    int field = -1;
    const Field& info;
    FieldTraits traits;
    Year year;
    bool rate = false;     // a percentage or an amount per something: never summed
    bool currency = false; // amounts of money: bigger councils have more
    int heads = -1;        // field index of perHeadOf
    int people = -1;       // of the field that counts people, this field's own heads or another's
    double qualityScore = 1;
    std::vector<Year> run = {};            // comparable years without a gap, oldest first; the last is `year`
    std::vector<const Block*> blocks = {}; // parallel to run
    std::vector<const std::vector<char>*> active = {}; // parallel to run
    std::vector<std::vector<char>> typeUsable = {};    // [run][type]: at most half of the type's figures are 0
    std::vector<std::vector<bool>> eligible = {};      // [run][council]
    std::vector<char> mayTotal = {};                   // [run]: no sudden zeros in the whole field
    std::vector<int> unbroken = {}; // by council: newest years of the run in which it can be followed; 0: not at all
    // [run][council]: the figure is so far from the council's other years, and from how its type
    // moved, that it is more likely a slip than a fact. Nothing is said of the council with it.
    std::vector<std::vector<char>> doubtful = {};
    std::vector<char> unconfirmed = {};          // by council: the newest year jumped, and may be a slip
    static constexpr double kUnconfirmed = 0.02; // what a fact on it is worth
    bool leapt = false; // every council's newest figure is unconfirmed: the year as a whole jumped
    // Degrees of freedom of the Student's t that one-year steps of this field follow: few where calm years
    // and wild ones mix (heavy tails). Tests of moves trust no thinner tail than that.
    int tailFreedom = statistics::kNormalTail;
    std::vector<double> reach = {}; // by council
    CouncilGroup base = {};         // every council that reports; narrowed to the nation when only one does
    std::vector<CouncilGroup> types = {};
    std::vector<CouncilGroup> nations = {}; // empty when only one reports

    [[nodiscard]] const Block& block() const { return *blocks.back(); }
    [[nodiscard]] std::int64_t units(size_t runIndex, int council) const
    {
        return blocks[runIndex]->units[static_cast<size_t>(council)];
    }
    [[nodiscard]] std::int64_t now(int council) const { return units(run.size() - 1, council); }
    // Position in run of the year `back` years before the newest.
    [[nodiscard]] size_t back(int years) const { return run.size() - 1 - static_cast<size_t>(years); }
    // Active in the year, and its figure is not in doubt.
    [[nodiscard]] bool activeNow(int council) const
    {
        return (*active.back())[static_cast<size_t>(council)] != 0 &&
               doubtful.back()[static_cast<size_t>(council)] == 0;
    }
    // The figure that the council would likely have in that year of the run if the one it has is a slip: that of
    // the nearest year, older ones first, that is not in doubt. kMissing: nobody knows.
    [[nodiscard]] std::int64_t likely(size_t runIndex, int council) const;
    // What is in doubt about a sum because of a doubted or absent figure: how far it is from the likely one.
    [[nodiscard]] double atStake(size_t runIndex, int council) const;
    // Whether a council standing high (or low) is a bad light on it.
    [[nodiscard]] bool badWhen(bool high) const;
    // A candidate with what all have in common filled in.
    [[nodiscard]] Candidate candidate(FactKind kind, const CouncilGroup& group) const;
    [[nodiscard]] Candidate candidate(FactKind kind, const CouncilGroup& group, int council) const;
};

// Per-head figures of a handful of people say more about the divisor than about the council: those of
// less than a tenth of the group's typical population.
[[nodiscard]] bool fewHeads(const FieldContext& context, const CouncilGroup& group, int council);

// nullopt when the field has no figures in the year, they are copied forward, or (unless thorough)
// not usable.
[[nodiscard]] std::optional<FieldContext> makeContext(const MiningContext& ground, int field, Year year);

// 0 at no change, 1/2 at double or half, 3/4 at four times.
[[nodiscard]] double ratioEffect(double ratio);
// 0 at 0, 1/2 at 1, towards 1: for distances counted in spreads.
[[nodiscard]] double distanceEffect(double distance);
// The values on the scale that their test uses: logarithms of the size when all have one sign, else
// as they are.
struct ScaledValues {
    std::vector<double> values;
    bool logarithms = false;
};
[[nodiscard]] ScaledValues scaled(const std::vector<Ranked>& ranked);

// A rise of cash over years that prices alone would have made is none: the logarithm of the ratio less
// 3 percent a year for rises of amounts of money (not below 0), else as it is. For effects only.
[[nodiscard]] double beyondPrices(const FieldContext& context, double logRatio, int years);

// The ratio of `value` to the centre of a shape of logarithms, or the distance of plain values, with
// its interval.
[[nodiscard]] Size sizeAgainst(const statistics::Robust& shape, double value, bool logarithms);

// The median size of the group's figures that are not zero, in a year of the run.
[[nodiscard]] double typicalAmount(const FieldContext& context, const CouncilGroup& group, size_t runIndex);

// Changes of a type's councils between two years of the run, as logarithms of the ratio: what a
// change, a streak, a trend, a step and a crossing are measured against. Councils that cannot be
// followed, or whose amount changes sign or is tiny beside the type's, have none.
struct PeerChanges {
    std::vector<double> ofMember; // parallel to the group's councils; NaN: none
    statistics::Robust shape;
    int far = 0; // councils more than three spreads from the others
    // P of the council's move under "it moved as its type did"; 1 when it has none.
    [[nodiscard]] double p(size_t member) const;
};
[[nodiscard]] PeerChanges peerChangesOf(const FieldContext& context, const CouncilGroup& group, size_t newer,
                                        size_t older);
// The moves from one year of the run to the next, of all councils that can be followed there.
[[nodiscard]] std::vector<double> stepsOf(const FieldContext& context, const CouncilGroup& group, size_t newer);

using Detector = void (*)(const FieldContext&, Findings&);
void detectExtremes(const FieldContext& context,
                    Findings& findings);                              // highest, lowest, per head, gap
void detectRanks(const FieldContext& context, Findings& findings);    // rank, rank_change
void detectOutliers(const FieldContext& context, Findings& findings); // outlier
void detectShapes(const FieldContext& context,
                  Findings& findings);                                  // share, concentration, gini, mean_median
void detectThresholds(const FieldContext& context, Findings& findings); // threshold_count
void detectRatios(const FieldContext& context, Findings& findings);     // ratio
void detectGroups(const FieldContext& context,
                  Findings& findings);                                 // type, nation, region comparison
void detectChanges(const FieldContext& context, Findings& findings);   // yoy_change, long_change
void detectStreaks(const FieldContext& context, Findings& findings);   // streak, record
void detectTrends(const FieldContext& context, Findings& findings);    // trend
void detectTotals(const FieldContext& context, Findings& findings);    // total_*
void detectParts(const FieldContext& context, Findings& findings);     // part_of_whole
void detectSteps(const FieldContext& context, Findings& findings);     // step
void detectReversals(const FieldContext& context, Findings& findings); // reversal
void detectCrossings(const FieldContext& context, Findings& findings); // crossing
void detectMissing(const FieldContext& context, Findings& findings);   // missing
// Every detector above.
[[nodiscard]] std::span<const Detector> allDetectors();

// Two fields in one year, so it takes two contexts.
void detectCorrelation(const FieldContext& a, const FieldContext& b, Findings& findings);

// doubt_reach.cpp: takes out the candidates that a figure in doubt would change, and marks those that an
// unconfirmed one would.
void keepDoubtsOut(const FieldContext& context, Findings& findings);
// By type of `context`: how many of its councils have a figure in doubt, and how many that or their heads.
struct DoubtedCouncils {
    int amounts = 0;
    int perHead = 0;
};
[[nodiscard]] std::vector<DoubtedCouncils> doubtedByType(const FieldContext& context);
// Whether so many are too many for a correlation of `n` councils.
[[nodiscard]] bool isMuchInDoubt(int doubted, int n);

// Everything of one field and year.
[[nodiscard]] Findings detectAll(const FieldContext& context);

} // namespace factoid
