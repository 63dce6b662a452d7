#include "core/figures/summariser.h"
#include "core/insights/detector.h"
#include "core/insights/statistics.h"

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kFewestRanked = 5;
// What a sum needs before it may be called the scope's.
constexpr double kLeastComplete = 0.95;
constexpr double kMostMissingWeight = 0.01;
// A field of which this share of councils turns 0 (or back) from one year to the next was not
// returned.
constexpr double kSuddenZeros = 0.5;

bool isRate(const QString& unit) {
    return unit == QLatin1String("percent") || unit.contains(QLatin1String("_per_"));
}

// In the first year of a new definition councils come under it unevenly: they are not compared with
// each other until a year later.
bool isSettling(const FieldContext& context) {
    return std::ranges::find(context.traits.breaks, context.year) != context.traits.breaks.end();
}

void fillRanking(const FieldContext& context, CouncilGroup& group) {
    const Block* heads = context.panel.block(context.heads, context.year);
    group.byValue.reserve(group.councils.size());
    for (const int council : group.councils) {
        const std::int64_t units = context.now(council);
        group.byValue.push_back({units, council});
        group.zeros += units == 0;
        const std::int64_t people =
            heads ? heads->units[static_cast<size_t>(council)] : Block::kMissing;
        if (people == Block::kMissing || people <= 0)
            continue;
        if (const auto each = Decimal::fromUnits(units).dividedBy(Decimal::fromUnits(people)))
            group.byHead.push_back({each->units(), council});
    }
    // The councils come in order of their code, and a stable sort keeps ties so.
    const auto highestFirst = [](const Ranked& a, const Ranked& b) { return a.units > b.units; };
    std::ranges::stable_sort(group.byValue, highestFirst);
    std::ranges::stable_sort(group.byHead, highestFirst);
    const auto n = static_cast<int>(group.councils.size());
    const bool unlike =
        group.type >= 0 && context.ground.unlike[static_cast<size_t>(group.type)] != 0;
    const bool settling = isSettling(context);
    if (settling)
        group.byHead.clear();
    group.usable = n >= kFewestRanked && 2 * group.zeros <= n && !unlike && !settling;
}

// A sum speaks for its scope when at least 95 percent of the eligible councils reported, and at
// most 1 percent of it is in doubt: what the others last reported, and returns of councils that
// were not active (their successor or predecessor may be counted twice).
bool isComplete(const FieldContext& context, const CouncilGroup& group, size_t runIndex) {
    int eligible = 0;
    int reporting = 0;
    double sum = 0;
    double missing = 0;
    for (const int council : members(context.panel, group.scope)) {
        const auto at = static_cast<size_t>(council);
        const std::int64_t units = context.blocks[runIndex]->units[at];
        const bool has = units != Block::kMissing;
        // Who asks for one field is told its sums, with their quality in the sheet.
        const bool doubted = context.doubtful[runIndex][at] && !context.ground.thorough;
        if (has && (!(*context.active[runIndex])[at] || doubted))
            missing += std::abs(static_cast<double>(units));
        if (!context.eligible[runIndex][at])
            continue;
        ++eligible;
        reporting += has;
        if (has) {
            sum += std::abs(static_cast<double>(units));
            continue;
        }
        for (size_t nearby = runIndex; nearby-- > 0;) {
            if (const std::int64_t last = context.units(nearby, council); last != Block::kMissing) {
                missing += std::abs(static_cast<double>(last));
                break;
            }
        }
    }
    return eligible > 0 && reporting >= kLeastComplete * eligible &&
           missing <= kMostMissingWeight * sum;
}

double zeroShare(const Block& block) {
    if (block.present == 0)
        return 0;
    return static_cast<double>(std::ranges::count(block.units, 0)) / block.present;
}

void fillYears(FieldContext& context, const std::vector<Quality>& quality) {
    const auto copied = [&](Year year) {
        return std::ranges::any_of(
            quality, [&](const Quality& q) { return q.year == year && q.copiedFrom; });
    };
    for (Year year = context.year;; year = year.plus(-1)) {
        const Block* block = context.panel.block(context.field, year);
        const auto active = context.ground.active.find(year);
        if (!block || block->present == 0 || copied(year) || active == context.ground.active.end())
            break;
        context.run.push_back(year);
        context.blocks.push_back(block);
        context.active.push_back(&active->second);
        if (std::ranges::find(context.traits.breaks, year) != context.traits.breaks.end())
            break; // the first year of a new definition
    }
    std::ranges::reverse(context.run);
    std::ranges::reverse(context.blocks);
    std::ranges::reverse(context.active);
}

void fillYearFlags(FieldContext& context, const ReportedGroups& reported) {
    const auto& types = context.panel.types();
    std::vector<double> zeros;
    for (size_t i = 0; i < context.run.size(); ++i) {
        const Block& block = *context.blocks[i];
        std::vector<int> figures(types.names.size(), 0), none(types.names.size(), 0);
        for (size_t council = 0; council < block.units.size(); ++council) {
            const int type = types.of[council];
            if (type < 0 || block.units[council] == Block::kMissing)
                continue;
            ++figures[static_cast<size_t>(type)];
            none[static_cast<size_t>(type)] += block.units[council] == 0;
        }
        std::vector<char> usable(types.names.size());
        for (size_t type = 0; type < usable.size(); ++type)
            usable[type] = figures[type] >= kFewestRanked && 2 * none[type] <= figures[type];
        context.typeUsable.push_back(std::move(usable));
        context.eligible.push_back(eligibleCouncils(context.panel, context.run[i], reported));
        zeros.push_back(zeroShare(block));
    }
    for (size_t i = 0; i < zeros.size(); ++i) {
        const bool appeared = i > 0 && zeros[i] - zeros[i - 1] >= kSuddenZeros;
        const bool vanish = i + 1 < zeros.size() && zeros[i] - zeros[i + 1] >= kSuddenZeros;
        context.mayTotal.push_back(!appeared && !vanish);
    }
}

bool mergedIn(const MiningGround& ground, int council, Year year) {
    const auto found = ground.mergers.find(council);
    return found != ground.mergers.end() && std::ranges::any_of(found->second, [year](QDate day) {
               return year.firstDay() <= day && day <= year.lastDay();
           });
}

void fillUnbroken(FieldContext& context) {
    const auto& types = context.panel.types();
    context.unbroken.assign(context.panel.councils().size(), 0);
    for (size_t council = 0; council < context.unbroken.size(); ++council) {
        const int type = types.of[council];
        for (size_t i = context.run.size(); type >= 0 && i-- > 0;) {
            if (context.blocks[i]->units[council] == Block::kMissing ||
                !(*context.active[i])[council] || context.doubtful[i][council] ||
                !context.typeUsable[i][static_cast<size_t>(type)])
                break;
            ++context.unbroken[council];
            if (mergedIn(context.ground, static_cast<int>(council), context.run[i]))
                break; // the year before was of a smaller council
        }
    }
}

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
    // A newest year of a flow that jumped so far has no later year yet to confirm it. Balances do jump.
    static constexpr double kJumpTimes = 0.2231; // logarithm of 1.25
    static constexpr double kJumpSpreads = 3.5;
    static constexpr double kKeptSign = 0.9;

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
        look([&](size_t council, size_t type, bool same) {
            if (!same && kept[type] >= kKeptSign * signs[type] && isTurnedOver(i, council))
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
                if (i + 1 == m_context.run.size() && !m_context.traits.balance && off >= kJumpTimes &&
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

// Half from the council's place by population among all (1: the most people), half from the money
// at stake in the whole field: £100 million counts little, £100 billion fully.
void fillReach(FieldContext& context, int headsField) {
    constexpr double kLeast = 0.35;
    const size_t n = context.panel.councils().size();
    std::vector<Ranked> sizes;
    const Block* heads = context.panel.block(headsField, context.year);
    for (size_t council = 0; council < n; ++council) {
        const std::int64_t people = heads ? heads->units[council] : Block::kMissing;
        if (people != Block::kMissing)
            sizes.push_back({people, static_cast<int>(council)});
    }
    std::ranges::stable_sort(sizes, {}, &Ranked::units);
    double total = 0;
    for (const Ranked& ranked : context.base.byValue)
        total += std::abs(static_cast<double>(ranked.units)) / Decimal::kScale;
    const double money =
        context.currency && total > 0 ? std::clamp((std::log10(total) - 7.5) / 3.5, 0.1, 1.0) : 0.8;
    context.reach.assign(n, (kLeast + (1 - kLeast) / 2) * (0.5 + money / 2));
    for (size_t place = 0; place < sizes.size(); ++place) {
        const double people = kLeast + (1 - kLeast) * static_cast<double>(place + 1) /
                                           static_cast<double>(sizes.size());
        context.reach[static_cast<size_t>(sizes[place].council)] = people * (0.5 + money / 2);
    }
}

double scoreOf(const Quality& quality, int present) {
    constexpr double kProvisionalCost = 0.3;
    const double flawed = (quality.unitSlips + quality.gaps) / std::max(1.0, double(present));
    return quality.completeness.toDouble() / 100 *
           (1 - kProvisionalCost * quality.provisionalShare.toDouble() / 100) *
           (1 - std::min(0.5, 2 * flawed));
}

// In the fullest year of the field.
std::vector<signed char> servicesOf(const Panel& panel, int field) {
    const auto& types = panel.types();
    std::vector<signed char> services(types.names.size(), -1);
    const Block* fullest = nullptr;
    for (const auto& [year, block] : panel.years(field)) {
        if (!fullest || block.present >= fullest->present)
            fullest = &block;
    }
    if (!fullest)
        return services;
    std::vector<int> figures(services.size(), 0), none(services.size(), 0);
    for (size_t council = 0; council < fullest->units.size(); ++council) {
        const int type = types.of[council];
        if (type < 0 || fullest->units[council] == Block::kMissing)
            continue;
        ++figures[static_cast<size_t>(type)];
        none[static_cast<size_t>(type)] += fullest->units[council] == 0;
    }
    for (size_t type = 0; type < services.size(); ++type) {
        if (figures[type] >= kFewestRanked)
            services[type] = 2 * none[type] <= figures[type];
    }
    return services;
}

// The logarithms of a type's amounts in a field's newest year, per head where heads are known.
std::vector<double> levelsOf(const Panel& panel, const Block& block, const Block* people, int type) {
    std::vector<double> plain, each;
    for (size_t council = 0; council < block.units.size(); ++council) {
        const std::int64_t units = block.units[council];
        if (panel.types().of[council] != type || units == Block::kMissing || units == 0)
            continue;
        const double level = std::log(std::abs(static_cast<double>(units)));
        plain.push_back(level);
        const std::int64_t number = people ? people->units[council] : Block::kMissing;
        if (number != Block::kMissing && number > 0)
            each.push_back(level - std::log(static_cast<double>(number)));
    }
    return each.size() >= static_cast<size_t>(kFewestRanked) ? each : plain;
}

// Types whose councils, in the middle one of their fields, spread more than `kUnlike` (as a
// logarithm) about their typical amount.
std::vector<char> unlikeTypes(const Panel& panel) {
    constexpr double kUnlike = 0.9;
    constexpr size_t kFewestFields = 3;
    const auto& types = panel.types();
    std::vector<std::vector<double>> spreads(types.names.size());
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        const auto& years = panel.years(static_cast<int>(field));
        if (years.empty())
            continue;
        const auto& [year, block] = *years.rbegin();
        const Block* people = panel.block(panel.fieldIndex(panel.fields()[field].perHeadOf), year);
        for (size_t type = 0; type < spreads.size(); ++type) {
            const auto levels = levelsOf(panel, block, people, static_cast<int>(type));
            if (levels.size() >= static_cast<size_t>(kFewestRanked))
                spreads[type].push_back(statistics::robust(levels).spread);
        }
    }
    std::vector<char> unlike(spreads.size(), 0);
    for (size_t type = 0; type < spreads.size(); ++type) {
        unlike[type] =
            spreads[type].size() >= kFewestFields && statistics::median(spreads[type]) > kUnlike;
    }
    return unlike;
}

// A council that another one ended in and that had been there before: from that year on it is a
// larger one.
std::map<int, std::vector<QDate>> mergersOf(const Panel& panel) {
    std::map<int, std::vector<QDate>> mergers;
    for (const Council& ended : panel.councils()) {
        if (!ended.activeTo.isValid())
            continue;
        for (const QString& code : ended.successors) {
            const int heir = panel.councilIndex(code);
            if (heir < 0)
                continue;
            const Council& council = panel.councils()[static_cast<size_t>(heir)];
            if (council.activeFrom.isValid() && council.activeFrom >= ended.activeTo)
                continue;
            // Registers name the last day or the day after it.
            mergers[heir].push_back(ended.activeTo.addDays(1));
        }
    }
    return mergers;
}

void fillGroups(FieldContext& context) {
    const auto& councils = context.panel.councils();
    std::map<int, CouncilGroup> types;
    std::map<QString, CouncilGroup> nations;
    for (size_t i = 0; i < councils.size(); ++i) {
        if (context.block().units[i] == Block::kMissing)
            continue;
        const int council = static_cast<int>(i);
        context.base.councils.push_back(council);
        nations[councils[i].nation].councils.push_back(council);
        if (const int type = context.panel.types().of[i]; type >= 0)
            types[type].councils.push_back(council);
    }
    const bool single = nations.size() == 1;
    if (single)
        context.base.scope.nation = nations.begin()->first;
    fillRanking(context, context.base);
    const size_t newest = context.run.size() - 1;
    const auto finish = [&](CouncilGroup& group) {
        group.complete = context.mayTotal.back() && isComplete(context, group, newest);
    };
    finish(context.base);
    for (auto& [type, group] : types) {
        group.type = type;
        group.scope.type = context.panel.types().names[static_cast<size_t>(type)];
        fillRanking(context, group);
        finish(group);
        context.types.push_back(std::move(group));
    }
    for (auto& [name, group] : nations) {
        if (single || name.isEmpty())
            continue;
        group.scope.nation = name;
        fillRanking(context, group);
        finish(group);
        context.nations.push_back(std::move(group));
    }
}

} // namespace

bool MiningGround::alike(int typeA, int typeB) const {
    constexpr double kMostDifferent = 0.07;
    int both = 0;
    int different = 0;
    for (const auto& field : services) {
        const int a = field[static_cast<size_t>(typeA)];
        const int b = field[static_cast<size_t>(typeB)];
        if (a < 0 || b < 0)
            continue;
        ++both;
        different += a != b;
    }
    return both > 0 && different <= kMostDifferent * both;
}

MiningGround makeGround(const Panel& panel, const Traits& traits, QDate today) {
    MiningGround ground{.panel = panel, .traits = traits, .today = today};
    for (size_t field = 0; field < panel.fields().size(); ++field) {
        for (const auto& [year, block] : panel.years(static_cast<int>(field))) {
            std::vector<char>& active = ground.active[year];
            if (!active.empty())
                continue;
            active.reserve(panel.councils().size());
            for (const Council& council : panel.councils())
                active.push_back(council.activeIn(year));
        }
        ground.services.push_back(servicesOf(panel, static_cast<int>(field)));
    }
    ground.unlike = unlikeTypes(panel);
    ground.mergers = mergersOf(panel);
    return ground;
}

std::optional<FieldContext> makeContext(const MiningGround& ground, int field, Year year) {
    const Panel& panel = ground.panel;
    const std::vector<Quality> quality = assessQuality(panel, field);
    const auto newest = std::ranges::find(quality, year, &Quality::year);
    if (newest == quality.end() || newest->copiedFrom ||
        (!ground.thorough && !newest->usableForFacts))
        return std::nullopt;
    const Field& info = panel.fields()[static_cast<size_t>(field)];
    FieldContext context{.ground = ground,
                         .panel = panel,
                         .field = field,
                         .info = info,
                         .traits = ground.traits.value(info.slug),
                         .year = year};
    context.rate = isRate(info.unit);
    context.currency = !context.rate && info.unit != QLatin1String("count");
    context.heads = panel.fieldIndex(info.perHeadOf);
    fillYears(context, quality);
    if (context.run.empty())
        return std::nullopt;
    context.qualityScore = scoreOf(*newest, context.block().present);
    fillYearFlags(context, reportedGroups(panel, field));
    DoubtMarker(context).mark();
    fillUnbroken(context);
    fillGroups(context);
    // A field without heads of its own (council tax) still reaches people: those of any field that
    // counts them.
    int people = context.heads;
    for (size_t other = 0; people < 0 && other < panel.fields().size(); ++other)
        people = panel.fieldIndex(panel.fields()[other].perHeadOf);
    context.people = people;
    fillReach(context, people);
    return context;
}

} // namespace factoid
