#include "core/insights/context_parts.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

// Marks figures that no comparison should rest on. A break: from one year to the next a council's size
// changes by 8 times or more, and by 8 spreads more than its type's does (or 2.5 times and 20 spreads);
// the longest run of years
// between its breaks (of equal ones the newest) is trusted, the others are in doubt, several years back
// as well. And a figure of the other sign than all the council's others, but of like size, where nearly all
// of its peers kept theirs.
class DoubtMarker {
  public:
    explicit DoubtMarker(FieldContext& context)
        : m_context(context)
        , m_breaks(context.panel.councils().size())
        , m_sign(context.panel.councils().size(), 0) {
        m_context.unconfirmed.assign(context.panel.councils().size(), 0);
        m_context.doubtful.assign(context.run.size(),
                                  std::vector<char>(context.panel.councils().size(), 0));
    }

    void mark() {
        if (m_context.run.size() < kFewestYears)
            return;
        for (size_t council = 0; council < m_sign.size(); ++council)
            fillSign(council);
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            markSigns(i);
            if (i > 0)
                findBreaks(i);
        }
        for (size_t council = 0; council < m_breaks.size(); ++council)
            markRuns(council);
    }

  private:
    static constexpr size_t kFewestYears = 4;
    static constexpr double kTimes = 2.0794; // logarithm of 8
    static constexpr double kSpreads = 8;
    // Where a type hardly moves, less is as odd.
    static constexpr double kSteadyTimes = 0.9163; // logarithm of 2.5
    static constexpr double kSteadySpreads = 20;
    // A newest year that jumped so far has no later year yet to confirm it. Balances do jump, but not
    // often to a quarter.
    static constexpr double kJumpTimes = 0.2231;        // logarithm of 1.25
    static constexpr double kBalanceJumpTimes = 1.3863; // logarithm of 4
    static constexpr double kJumpSpreads = 3.5;
    static constexpr double kKeptSign = 0.9;
    static constexpr double kOddPart = 0.05;

    [[nodiscard]] std::int64_t units(size_t i, size_t council) const {
        return m_context.units(i, static_cast<int>(council));
    }

    // The sign that all but at most one of the years have.
    void fillSign(size_t council) {
        int up = 0, down = 0;
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            if (const std::int64_t value = units(i, council); value != Block::kMissing)
                (value > 0 ? up : down) += value != 0;
        }
        const auto fewest = static_cast<int>(kFewestYears) - 1;
        m_sign[council] = down <= 1 && up >= fewest ? 1 : up <= 1 && down >= fewest ? -1 : 0;
    }

    // The same amount with the other sign, more or less, or next to nothing: a balance that is overdrawn by far more than
    // the council ever held is no slip of the pen.
    [[nodiscard]] bool isTurnedOver(size_t i, size_t council) const {
        constexpr double kAlike = 3;
        std::vector<double> others;
        for (size_t year = 0; year < m_context.run.size(); ++year) {
            if (const std::int64_t value = units(year, council); year != i && value != Block::kMissing && value != 0)
                others.push_back(std::abs(static_cast<double>(value)));
        }
        return others.empty() || std::abs(static_cast<double>(units(i, council))) <= kAlike * statistics::median(std::move(others));
    }

    void markSigns(size_t i) {
        const auto& types = m_context.panel.types();
        std::vector<int> signs(types.names.size(), 0), kept(types.names.size(), 0);
        const auto look = [&](auto what) {
            for (size_t council = 0; council < m_sign.size(); ++council) {
                const std::int64_t value = units(i, council);
                if (types.of[council] >= 0 && value != Block::kMissing && value != 0 &&
                    m_sign[council] != 0)
                    what(council, static_cast<size_t>(types.of[council]),
                         (value > 0) == (m_sign[council] > 0));
            }
        };
        look([&](size_t, size_t type, bool same) {
            ++signs[type];
            kept[type] += same;
        });
        if (!m_context.traits.balance)
            markOddSigns(i);
        look([&](size_t council, size_t type, bool same) {
            if (!same && kept[type] >= kKeptSign * signs[type] && isTurnedOver(i, council))
                m_context.doubtful[i][council] = 1;
        });
    }

    // A flow whose sign hardly any of its peers has, for however many years: netted against something, or
    // entered the wrong way round.
    void markOddSigns(size_t i) {
        const auto& types = m_context.panel.types();
        std::vector<int> up(types.names.size(), 0), down(types.names.size(), 0);
        const auto look = [&](auto what) {
            for (size_t council = 0; council < m_sign.size(); ++council) {
                const std::int64_t value = units(i, council);
                if (types.of[council] >= 0 && value != Block::kMissing && value != 0)
                    what(council, static_cast<size_t>(types.of[council]), value > 0);
            }
        };
        look([&](size_t, size_t type, bool positive) { ++(positive ? up : down)[type]; });
        look([&](size_t council, size_t type, bool positive) {
            const int alike = (positive ? up : down)[type];
            if (alike < kOddPart * (up[type] + down[type]))
                m_context.doubtful[i][council] = 1;
        });
    }

    void findBreaks(size_t i) {
        const auto& types = m_context.panel.types();
        std::vector<std::vector<double>> steps(types.names.size());
        std::vector<std::vector<size_t>> who(types.names.size());
        for (size_t council = 0; council < m_sign.size(); ++council) {
            const std::int64_t now = units(i, council);
            const std::int64_t before = units(i - 1, council);
            if (types.of[council] < 0 || now == Block::kMissing || before == Block::kMissing ||
                now == 0 || before == 0)
                continue;
            const auto type = static_cast<size_t>(types.of[council]);
            steps[type].push_back(std::log(std::abs(static_cast<double>(now)) /
                                           std::abs(static_cast<double>(before))));
            who[type].push_back(council);
        }
        for (size_t type = 0; type < steps.size(); ++type) {
            if (steps[type].size() < static_cast<size_t>(kFewestRanked))
                continue;
            const auto shape = statistics::robust(steps[type]);
            for (size_t at = 0; at < who[type].size(); ++at) {
                const double off = std::abs(steps[type][at] - shape.centre);
                if ((off >= kTimes && off >= kSpreads * shape.spread) ||
                    (off >= kSteadyTimes && off >= kSteadySpreads * shape.spread))
                    m_breaks[who[type][at]].push_back(i);
                const double jump = m_context.traits.balance ? kBalanceJumpTimes : kJumpTimes;
                if (i + 1 == m_context.run.size() && off >= jump &&
                    off >= kJumpSpreads * shape.spread)
                    m_context.unconfirmed[who[type][at]] = 1;
            }
        }
    }

    void markRuns(size_t council) {
        std::vector<size_t>& breaks = m_breaks[council];
        if (breaks.empty())
            return;
        breaks.push_back(m_context.run.size());
        size_t longest = 0, trusted = 0, first = 0;
        for (const size_t past : breaks) {
            if (past - first >= longest) {
                longest = past - first;
                trusted = first;
            }
            first = past;
        }
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            if (i < trusted || i >= trusted + longest)
                m_context.doubtful[i][council] = 1;
        }
    }

    FieldContext& m_context;
    std::vector<std::vector<size_t>> m_breaks;
    std::vector<int> m_sign;
};

} // namespace

void markDoubts(FieldContext& context) {
    DoubtMarker(context).mark();
}

} // namespace factoid
