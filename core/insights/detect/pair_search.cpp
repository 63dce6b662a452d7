#include "core/insights/detect/pair_search.h"

#include "core/figures/panel.h"
#include "core/insights/detect/detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace factoid {

namespace {

constexpr std::array kMultiples = {2.0, 3.0, 4.0, 5.0, 10.0};
constexpr double kTolerance = 0.025; // WORDS: within 2.5 percent of the true ratio
constexpr double kAlike = 4.0 / 3;   // populations that differ by at most a third
// Wider than any rounding of a quotient or a logarithm: for what may be, not for what is.
constexpr double kRounding = 1e-9;

// How alike two councils are for a reader: of one region, of a similar number of people, and neither of
// them far out itself (a multiple of what is odd is told as odd, by `outlier`).
constexpr double kElsewhere = 0.5;
constexpr double kOtherSize = 0.03;
constexpr double kOddPart = 0.3;
// Two that few readers know are seldom worth setting against each other.
constexpr double kWellKnown = 0.7; // reach
// And it held the year before: else it is an accident of one year.
constexpr double kAccident = 0.1;
constexpr double kHeld = 0.2231; // logarithm of 1.25

bool isRound(double ratio)
{
    return std::ranges::any_of(kMultiples,
                               [ratio](double multiple) { return std::abs(multiple - ratio) <= kTolerance * ratio; });
}

// No round ratio of a multiple lies outside.
double leastOf(double multiple)
{
    return multiple / (1 + kTolerance) * (1 - kRounding);
}
double mostOf(double multiple)
{
    return multiple / (1 - kTolerance) * (1 + kRounding);
}

// Never less when one of the four is true instead of false.
double likenessOf(bool oneRegion, bool neitherOdd, bool held, bool oneSize)
{
    double alike = oneRegion ? 1 : kElsewhere;
    if (!neitherOdd)
        alike *= kOddPart;
    if (!held)
        alike *= kAccident;
    return oneSize ? alike : alike * kOtherSize;
}

// Never less for a greater ratio, likeness or reach.
double effectOf(double ratio, double likeness, double reach)
{
    const double known = std::min(1.0, reach / kWellKnown);
    return ratioEffect(ratio) * likeness * known * known;
}

// What two councils of a ranking are to each other.
struct Judge {
    const std::vector<PairSide>& ranking;
    bool sized = false;
    bool followed = false;

    [[nodiscard]] RoundPair pairOf(size_t a, size_t b) const
    {
        const PairSide& high = ranking[a];
        const PairSide& low = ranking[b];
        const double ratio = static_cast<double>(high.units) / static_cast<double>(low.units);
        const double reach = std::min(high.reach, low.reach);
        const double alike = likenessOf(high.region >= 0 && high.region == low.region, !high.odd && !low.odd,
                                        heldBefore(high, low), isOfOneSize(high.people, low.people));
        return {a, b, ratio, effectOf(ratio, alike, reach), reach};
    }

    // Where the field has heads and they are not known of both, they may be of any size.
    [[nodiscard]] bool isOfOneSize(std::int64_t one, std::int64_t two) const
    {
        return !sized || (one > 0 && two > 0 && double(std::max(one, two)) <= kAlike * double(std::min(one, two)));
    }

    [[nodiscard]] bool heldBefore(const PairSide& a, const PairSide& b) const
    {
        if (!followed || a.before == Block::kMissing || b.before == Block::kMissing)
            return true;
        const double now = double(a.now) / double(b.now);
        const double then = b.before != 0 ? double(a.before) / double(b.before) : 0;
        return then > 0 && std::abs(std::log(now / then)) <= kHeld;
    }
};

// The greater worth first, equal ones by place.
bool isBetter(const RoundPair& one, const RoundPair& two)
{
    const double first = one.worth();
    const double second = two.worth();
    return first != second ? first > second : one.a != two.a ? one.a < two.a : one.b < two.b;
}

// The best `most` of those that were offered.
class Best
{
  public:
    explicit Best(size_t most)
        : m_most(most)
    {
    }
    [[nodiscard]] bool isFull() const { return m_kept.size() == m_most; }
    // Of the last of them, when there are so many.
    [[nodiscard]] double leastWorth() const { return m_kept.front().worth(); }
    [[nodiscard]] const std::vector<RoundPair>& kept() const { return m_kept; } // in no order
    void offer(const RoundPair& pair)
    {
        if (m_most == 0 || (isFull() && !isBetter(pair, m_kept.front())))
            return;
        if (isFull()) {
            std::ranges::pop_heap(m_kept, isBetter);
            m_kept.pop_back();
        }
        m_kept.push_back(pair);
        std::ranges::push_heap(m_kept, isBetter);
    }

  private:
    size_t m_most;
    std::vector<RoundPair> m_kept; // a heap, the last of them on top
};

// All round pairs of a ranking, the greatest ratio first.
class RatioOrder
{
  public:
    explicit RatioOrder(const std::vector<PairSide>& ranking)
        : m_ranking(ranking)
    {
        for (size_t a = 0; a < ranking.size(); ++a)
            push(lastWithin({.a = a, .end = ranking.size(), .multiple = kMultiples.size()}));
    }
    [[nodiscard]] bool isEmpty() const { return m_heads.empty(); }
    [[nodiscard]] double ratio() const { return m_heads.front().ratio; }
    // Their places.
    std::pair<size_t, size_t> take()
    {
        std::ranges::pop_heap(m_heads, std::ranges::less(), &Head::ratio);
        const Head head = m_heads.back();
        m_heads.pop_back();
        push(next(head));
        return {head.a, head.end - 1};
    }

  private:
    // The council that has the multiple, and of those that it can be set against the one with the greatest ratio left.
    struct Head {
        size_t a = 0;
        size_t end = 0;      // past it
        size_t multiple = 0; // whose window it is in
        double ratio = 0;    // 0: there is none left
    };

    [[nodiscard]] double ratioOf(size_t a, size_t b) const
    {
        return static_cast<double>(m_ranking[a].units) / static_cast<double>(m_ranking[b].units);
    }

    // From the windows of smaller multiples, as far as they are before `end`.
    [[nodiscard]] Head lastWithin(Head head) const
    {
        while (head.multiple-- > 0) {
            const auto begin = m_ranking.begin() + static_cast<std::ptrdiff_t>(head.a) + 1;
            const auto end = m_ranking.begin() + static_cast<std::ptrdiff_t>(head.end);
            if (begin >= end)
                break;
            const auto high = static_cast<double>(m_ranking[head.a].units);
            const auto past = std::ranges::upper_bound(
                begin, end, mostOf(kMultiples[head.multiple]), {},
                [high](const PairSide& side) { return high / static_cast<double>(side.units); });
            head.end = static_cast<size_t>(past - m_ranking.begin());
            if (const Head found = firstRound(head); found.ratio > 0)
                return found;
        }
        return {};
    }

    // Within the window that it is in.
    [[nodiscard]] Head firstRound(Head head) const
    {
        for (; head.end > head.a + 1; --head.end) {
            head.ratio = ratioOf(head.a, head.end - 1);
            if (head.ratio < leastOf(kMultiples[head.multiple]))
                break;
            if (isRound(head.ratio))
                return head;
        }
        return {};
    }

    [[nodiscard]] Head next(Head head) const
    {
        --head.end;
        const Head found = firstRound(head);
        return found.ratio > 0 ? found : lastWithin(head);
    }

    void push(const Head& head)
    {
        if (head.ratio == 0)
            return;
        m_heads.push_back(head);
        std::ranges::push_heap(m_heads, std::ranges::less(), &Head::ratio);
    }

    const std::vector<PairSide>& m_ranking;
    std::vector<Head> m_heads; // a heap
};

// Every round pair of some places, which are in order, is given to `look`.
template <class Look>
void eachPair(const std::vector<PairSide>& ranking, const std::vector<size_t>& places, Look look)
{
    for (size_t at = 0; at < places.size(); ++at) {
        const auto high = static_cast<double>(ranking[places[at]].units);
        const auto ratioTo = [&](size_t place) { return high / static_cast<double>(ranking[place].units); };
        auto from = places.begin() + static_cast<std::ptrdiff_t>(at) + 1;
        for (const double multiple : kMultiples) {
            from = std::ranges::lower_bound(from, places.end(), leastOf(multiple), {}, ratioTo);
            for (; from != places.end() && ratioTo(*from) <= mostOf(multiple); ++from) {
                if (isRound(ratioTo(*from)))
                    look(places[at], *from);
            }
        }
    }
}

std::vector<size_t> placesOf(size_t councils)
{
    std::vector<size_t> places(councils);
    std::iota(places.begin(), places.end(), size_t(0));
    return places;
}

// The best pairs of a ranking by worth, looked at in both orders.
class BestByWorth
{
  public:
    BestByWorth(const Judge& judge, size_t most)
        : m_judge(judge)
        , m_most(most)
        , m_byReach(placesOf(judge.ranking.size()))
        , m_hasRegions(std::ranges::any_of(judge.ranking, [](const PairSide& side) { return side.region >= 0; }))
    {
        std::ranges::stable_sort(m_byReach, std::ranges::greater(),
                                 [&](size_t place) { return judge.ranking[place].reach; });
    }

    // Best first.
    [[nodiscard]] std::vector<RoundPair> find()
    {
        constexpr size_t kFirst = 512; // councils, twice as many each time
        constexpr size_t kPairsEach = 2;
        RatioOrder byRatio(m_judge.ranking);
        Best ofRatio(m_most);
        size_t taken = 0;
        for (size_t councils = std::min(kFirst, m_byReach.size());;
             councils = std::min(2 * councils, m_byReach.size())) {
            Best best(m_most);
            std::vector<size_t> known(m_byReach.begin(), m_byReach.begin() + static_cast<std::ptrdiff_t>(councils));
            std::ranges::sort(known);
            eachPair(m_judge.ranking, known, [&](size_t a, size_t b) { offer(a, b, best); });
            for (; taken < kPairsEach * councils && !byRatio.isEmpty(); ++taken) {
                const auto [a, b] = byRatio.take();
                offer(a, b, ofRatio);
            }
            if (councils == m_byReach.size())
                return inOrder(best.kept());
            for (const RoundPair& pair : ofRatio.kept()) {
                if (std::ranges::none_of(best.kept(),
                                         [&](const RoundPair& of) { return of.a == pair.a && of.b == pair.b; }))
                    best.offer(pair);
            }
            const double reach = m_judge.ranking[m_byReach[councils]].reach;
            const bool isAll = byRatio.isEmpty();
            if (isAll || (best.isFull() && best.leastWorth() > mostWorth(byRatio.ratio(), reach)))
                return inOrder(best.kept());
        }
    }

    [[nodiscard]] size_t lookedAt() const { return m_lookedAt; }

  private:
    void offer(size_t a, size_t b, Best& best)
    {
        ++m_lookedAt;
        best.offer(m_judge.pairOf(a, b));
    }

    // Of any pair with at most so much of both.
    [[nodiscard]] double mostWorth(double ratio, double reach) const
    {
        return effectOf(ratio, likenessOf(m_hasRegions, true, true, true), reach) * reach;
    }

    static std::vector<RoundPair> inOrder(std::vector<RoundPair> pairs)
    {
        std::ranges::sort(pairs, isBetter);
        return pairs;
    }

    const Judge& m_judge;
    size_t m_most;
    std::vector<size_t> m_byReach; // places
    bool m_hasRegions;
    size_t m_lookedAt = 0;
};

} // namespace

PairSearch::PairSearch(std::vector<PairSide> ranking, bool sized, bool followed)
    : m_ranking(std::move(ranking))
    , m_sized(sized)
    , m_followed(followed)
{
}

std::vector<RoundPair> PairSearch::all() const
{
    const Judge judge{m_ranking, m_sized, m_followed};
    std::vector<RoundPair> found;
    eachPair(m_ranking, placesOf(m_ranking.size()), [&](size_t a, size_t b) { found.push_back(judge.pairOf(a, b)); });
    std::ranges::stable_sort(found, std::ranges::greater(), &RoundPair::worth);
    return found;
}

std::vector<RoundPair> PairSearch::best(size_t most, size_t apart, size_t* lookedAt) const
{
    const Judge judge{m_ranking, m_sized, m_followed};
    BestByWorth search(judge, most);
    std::vector<RoundPair> found = search.find();
    size_t looked = search.lookedAt();
    const auto isTaken = [&](size_t a, size_t b) {
        return std::ranges::any_of(found, [&](const RoundPair& other) { return other.a == a && other.b == b; });
    };
    RatioOrder rest(m_ranking);
    while (found.size() >= most && found.size() < most + apart && !rest.isEmpty()) {
        // Of those with one ratio.
        const double ratio = rest.ratio();
        Best best(most + apart - found.size());
        for (; !rest.isEmpty() && rest.ratio() == ratio; ++looked) {
            const auto [a, b] = rest.take();
            if (!isTaken(a, b))
                best.offer(judge.pairOf(a, b));
        }
        std::vector<RoundPair> more = best.kept();
        std::ranges::sort(more, isBetter);
        found.insert(found.end(), more.begin(), more.end());
    }
    if (lookedAt)
        *lookedAt = looked;
    return found;
}

} // namespace factoid
