// Pairs of councils of which one has a round multiple of the other's amount: all of them, or the best without
// looking at all. For the best, pairs are looked at in two orders, by the reach of the one that fewer know and by
// ratio, until none that was not seen can be better (the threshold algorithm of Fagin, Lotem and Naor, “Optimal
// aggregation algorithms for middleware”, 2001). What none can exceed is reckoned by the operations of the worth
// itself, each of which rounds monotonically. Pure; one thread makes one and asks it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace factoid {

// What a pair is judged by, of one of its councils.
struct PairSide {
    std::int64_t units = 0; // more than 0: what is compared, in all or per head
    double reach = 0;       // 0 to 1
    int region = -1;        // −1: of none
    bool odd = false;       // far out itself
    std::int64_t people = 0;
    std::int64_t now = 0;    // the amount of this year
    std::int64_t before = 0; // and of the year before; Block::kMissing: not known
};

// Small, because a type has thousands of pairs.
struct RoundPair {
    std::size_t a = 0; // places in the ranking: a has the multiple of b
    std::size_t b = 0;
    double ratio = 1;
    double effect = 0; // 0 to 1
    double reach = 0;  // of the one that fewer know
    [[nodiscard]] double worth() const { return effect * reach; }
};

class PairSearch
{
  public:
    // `ranking`: highest first. `sized`: the people of both say whether they are of one size (who has none is of no
    // size); else all are. `followed`: the year before says whether a multiple held; else it did.
    PairSearch(std::vector<PairSide> ranking, bool sized, bool followed);

    // Every pair, the greatest worth first, equal ones by place.
    [[nodiscard]] std::vector<RoundPair> all() const;
    // The `most` of the greatest worth, as all() has them; then, of the rest, the `apart` with the greatest ratio,
    // equal ones in the order of all(). `lookedAt`: how many pairs it took.
    [[nodiscard]] std::vector<RoundPair> best(std::size_t most, std::size_t apart,
                                              std::size_t* lookedAt = nullptr) const;

  private:
    std::vector<PairSide> m_ranking;
    bool m_sized;
    bool m_followed;
};

} // namespace factoid
