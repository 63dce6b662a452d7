#include "core/base/median.h"
#include "core/insights/detect/context_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace factoid {

namespace {

// Marks figures that no comparison should rest on.
// - What is likely a power of ten off (figures/unit_slips.h).
// - A break: from one year to the next a council's size changes by 8 times or more, and by 8 spreads more than
//   its type's does (or 2.5 times and 20 spreads). What lasted three years before it and three after, and is no
//   power of ten, was real. Else the longest run of years between breaks is trusted (of equal ones the newest,
//   but not one of a single year), and the others are in doubt. A newest year alone is not known to be either,
//   and waits for the next. After years without a figure, or with one in doubt, it is measured against the last that is
//   neither.
// - A figure of the other sign than all the council's others, but of like size, where nearly all of its peers
//   kept theirs.
class DoubtMarker
{
  public:
    explicit DoubtMarker(FieldContext& context)
        : m_context(context)
        , m_breaks(context.panel.councils().size())
        , m_sign(context.panel.councils().size(), 0)
    {
        m_context.unconfirmed.assign(context.panel.councils().size(), 0);
        m_context.doubtful.assign(context.run.size(), std::vector<char>(context.panel.councils().size(), 0));
    }

    void mark(const std::vector<Quality>& quality)
    {
        markSlips(quality);
        if (m_context.run.size() < 2)
            return;
        for (size_t council = 0; council < m_sign.size(); ++council)
            fillSign(council);
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            if (m_context.run.size() >= kFewestYears)
                markSigns(i);
            if (i > 0)
                findBreaks(i);
        }
        for (size_t council = 0; council < m_breaks.size(); ++council)
            markRuns(council);
    }

  private:
    struct Break {
        size_t year = 0; // first of the new level, as a place in the run
        double away = 0; // from the type's move, as a logarithm
    };
    static constexpr size_t kFewestYears = 4;
    static constexpr size_t kLasting = 3;    // years
    static constexpr double kTimes = 2.0794; // logarithm of 8
    static constexpr double kSpreads = 8;
    // Where a type hardly moves, less is as odd.
    static constexpr double kSteadyTimes = 0.9163; // logarithm of 2.5
    static constexpr double kSteadySpreads = 20;
    // A newest year that jumped so far has no later year yet to confirm it. (A count of heads: so little.)
    static constexpr double kJumpTimes = 1.3863;      // logarithm of 4
    static constexpr double kHeadsJumpTimes = 0.2231; // logarithm of 1.25
    static constexpr double kJumpSpreads = 3.5;
    static constexpr double kKeptSign = 0.9;
    static constexpr double kOddPart = 0.05;

    void markSlips(const std::vector<Quality>& quality)
    {
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            const auto of = std::ranges::find(quality, m_context.run[i], &Quality::year);
            if (of == quality.end())
                continue;
            for (const UnitSlip& slip : of->likelySlips)
                m_context.doubtful[i][static_cast<size_t>(slip.council)] = 1;
        }
    }

    [[nodiscard]] std::int64_t units(size_t i, size_t council) const
    {
        return m_context.units(i, static_cast<int>(council));
    }

    // The sign that all but at most one of the years have.
    void fillSign(size_t council)
    {
        int up = 0, down = 0;
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            if (const std::int64_t value = units(i, council); value != Block::kMissing)
                (value > 0 ? up : down) += value != 0;
        }
        const auto fewest = static_cast<int>(kFewestYears) - 1;
        m_sign[council] = down <= 1 && up >= fewest ? 1 : up <= 1 && down >= fewest ? -1 : 0;
    }

    // The same amount with the other sign, more or less, or next to nothing: a balance that is overdrawn by far more
    // than the council ever held is no slip of the pen.
    [[nodiscard]] bool isTurnedOver(size_t i, size_t council) const
    {
        constexpr double kAlike = 3;
        std::vector<double> others;
        for (size_t year = 0; year < m_context.run.size(); ++year) {
            if (const std::int64_t value = units(year, council); year != i && value != Block::kMissing && value != 0)
                others.push_back(std::abs(static_cast<double>(value)));
        }
        return others.empty() || std::abs(static_cast<double>(units(i, council))) <= kAlike * median(std::move(others));
    }

    void markSigns(size_t i)
    {
        const auto& types = m_context.panel.types();
        std::vector<int> signs(types.names.size(), 0), kept(types.names.size(), 0);
        const auto look = [&](auto what) {
            for (size_t council = 0; council < m_sign.size(); ++council) {
                const std::int64_t value = units(i, council);
                if (types.of[council] >= 0 && value != Block::kMissing && value != 0 && m_sign[council] != 0)
                    what(council, static_cast<size_t>(types.of[council]), (value > 0) == (m_sign[council] > 0));
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
    void markOddSigns(size_t i)
    {
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

    // The newest year before the i-th of which the council has a figure that is not in doubt; none past a true zero.
    [[nodiscard]] std::optional<size_t> trustedBefore(size_t i, size_t council) const
    {
        while (i-- > 0) {
            if (isTrusted(i, council))
                return i;
            if (units(i, council) == 0 && !m_context.doubtful[i][council])
                return std::nullopt;
        }
        return std::nullopt;
    }

    [[nodiscard]] bool isTrusted(size_t i, size_t council) const
    {
        const std::int64_t value = units(i, council);
        return value != Block::kMissing && value != 0 && !m_context.doubtful[i][council];
    }

    // By type, each council's step from the one year to the other, as a logarithm, and whose it is.
    struct Steps {
        std::vector<double> sizes;
        std::vector<size_t> who;
    };
    [[nodiscard]] std::vector<Steps> stepsOf(size_t from, size_t to) const
    {
        const auto& types = m_context.panel.types();
        std::vector<Steps> steps(types.names.size());
        for (size_t council = 0; council < m_sign.size(); ++council) {
            if (types.of[council] < 0 || !isTrusted(from, council) || !isTrusted(to, council))
                continue;
            Steps& own = steps[static_cast<size_t>(types.of[council])];
            own.sizes.push_back(std::log(std::abs(static_cast<double>(units(to, council))) /
                                         std::abs(static_cast<double>(units(from, council)))));
            own.who.push_back(council);
        }
        return steps;
    }

    void findBreaks(size_t i)
    {
        breaksOf(i - 1, i, [](size_t) { return true; });
        // Years without a figure, or with one in doubt, lie between.
        std::map<size_t, std::set<size_t>> across;
        for (size_t council = 0; council < m_sign.size(); ++council) {
            if (isTrusted(i - 1, council) || !isTrusted(i, council))
                continue;
            if (const auto before = trustedBefore(i, council))
                across[*before].insert(council);
        }
        for (const auto& [before, councils] : across)
            breaksOf(before, i, [&councils](size_t council) { return councils.contains(council); });
    }

    template <class Asked>
    void breaksOf(size_t from, size_t to, Asked asked)
    {
        for (const Steps& steps : stepsOf(from, to)) {
            if (steps.sizes.size() < static_cast<size_t>(kFewestRanked))
                continue;
            auto shape = statistics::robust(steps.sizes);
            // A type does not move so far in a year: each of its councils did.
            if (std::abs(shape.centre) >= kTimes)
                shape.centre = 0;
            for (size_t at = 0; at < steps.who.size(); ++at) {
                const size_t council = steps.who[at];
                if (!asked(council))
                    continue;
                const double away = steps.sizes[at] - shape.centre;
                const double off = std::abs(away);
                if ((off >= kTimes && off >= kSpreads * shape.spread) ||
                    (off >= kSteadyTimes && off >= kSteadySpreads * shape.spread))
                    m_breaks[council].push_back({to, away});
                const double jump = m_context.info.unit == "count"_L1 ? kHeadsJumpTimes : kJumpTimes;
                if (to + 1 == m_context.run.size() && off >= jump && off >= kJumpSpreads * shape.spread)
                    m_context.unconfirmed[council] = 1;
            }
        }
    }

    // What lasted on both sides was a change, unless it looks like one of the unit.
    [[nodiscard]] std::vector<size_t> unexplained(const std::vector<Break>& breaks) const
    {
        std::vector<size_t> kept;
        for (size_t at = 0; at < breaks.size(); ++at) {
            const size_t first = at > 0 ? breaks[at - 1].year : 0;
            const size_t past = at + 1 < breaks.size() ? breaks[at + 1].year : m_context.run.size();
            const size_t year = breaks[at].year;
            if (year - first < kLasting || past - year < kLasting || isPowerOfTen(breaks[at].away))
                kept.push_back(year);
        }
        return kept;
    }

    static bool isPowerOfTen(double away)
    {
        constexpr double kTolerance = 0.1398; // logarithm of 1.15
        return std::ranges::any_of(std::array{1, 2, 3, 6}, [away](int power) {
            return std::abs(std::abs(away) - power * std::log(10.0)) <= kTolerance;
        });
    }

    void markRuns(size_t council)
    {
        const std::vector<Break>& found = m_breaks[council];
        std::vector<size_t> breaks = unexplained(found);
        if (breaks.empty())
            return;
        const size_t newest = m_context.run.size() - 1;
        // Nobody knows yet whether the newest year is a slip or an event.
        if (breaks.back() == newest && !isPowerOfTen(found.back().away)) {
            m_context.unconfirmed[council] = 1;
            breaks.pop_back();
        }
        breaks.push_back(m_context.run.size());
        size_t longest = 0, trusted = 0, first = 0;
        for (const size_t past : breaks) {
            if (past - first >= longest) {
                longest = past - first;
                trusted = first;
            }
            first = past;
        }
        const bool any = longest > 1 || m_context.run.size() == 1;
        for (size_t i = 0; i < m_context.run.size(); ++i) {
            if (!any || i < trusted || i >= trusted + longest)
                m_context.doubtful[i][council] = 1;
        }
    }

    FieldContext& m_context;
    std::vector<std::vector<Break>> m_breaks; // by council, ascending
    std::vector<int> m_sign;
};

} // namespace

void flagSuspectFigures(FieldContext& context, const std::vector<Quality>& quality)
{
    DoubtMarker(context).mark(quality);
}

} // namespace factoid
