#include "planted_panel.h"

#include "core/figures/summariser.h"
#include "core/insights/compose.h"
#include "core/insights/detector.h"
#include "core/insights/score.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>

namespace factoid::bench {

namespace {

constexpr double kConfident = 0.95;
const Year kNewest = Year::financial(2022);

// SplitMix64 and Box-Muller.
class Draws {
  public:
    explicit Draws(std::uint64_t seed)
        : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double uniform() { return (static_cast<double>(next() >> 11) + 1) / 9007199254740993.0; }
    double normal() {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
    }
    size_t below(size_t n) { return static_cast<size_t>(next() % n); }

  private:
    std::uint64_t m_state;
};

struct Type {
    const char* name;
    int share; // of 20 councils
    double people; // logarithm of the typical number
};
constexpr Type kTypes[] = {{"County", 4, 13.2}, {"District", 6, 11.6}, {"Metropolitan", 4, 12.6},
                           {"Borough", 3, 12.4}, {"Unitary", 3, 12.3}};
constexpr double kPeopleSpread = 0.4;
constexpr double kLevelSpread = 0.30; // of the logarithm per head, across councils
constexpr double kStay = 0.9;         // autocorrelation from year to year

// One field's logarithms per head, [year][council]; NaN: missing.
using Grid = std::vector<std::vector<double>>;

struct Bed {
    const std::vector<Council>& councils;
    std::vector<std::vector<int>> byType;
    std::vector<double> people;
    Draws& draws;
    int years;
};

// The typical step from one year to the next under the autocorrelation.
double stepSpread() {
    return kLevelSpread * std::sqrt(2 * (1 - kStay));
}

Grid background(Bed& bed) {
    Grid grid(static_cast<size_t>(bed.years), std::vector<double>(bed.councils.size()));
    const double fresh = kLevelSpread * std::sqrt(1 - kStay * kStay);
    for (size_t council = 0; council < bed.councils.size(); ++council) {
        double level = kLevelSpread * bed.draws.normal();
        for (auto& year : grid) {
            year[council] = level;
            level = kStay * level + fresh * bed.draws.normal();
        }
    }
    return grid;
}

struct Plot {
    Grid& grid;
    std::vector<int> moved;
    int named = -1;
};
using Planter = std::function<void(Bed&, Plot&)>;

int anyOf(Bed& bed) {
    return static_cast<int>(bed.draws.below(bed.councils.size()));
}

std::vector<int> someOf(Bed& bed, const std::vector<int>& type, size_t count) {
    std::vector<int> some;
    while (some.size() < count) {
        const int one = type[bed.draws.below(type.size())];
        if (std::ranges::find(some, one) == some.end())
            some.push_back(one);
    }
    return some;
}

// Puts one council's newest year so many spreads out, and the years before with it.
Planter level(double spreads) {
    return [spreads](Bed& bed, Plot& plot) {
        plot.named = anyOf(bed);
        plot.moved = {plot.named};
        for (auto& year : plot.grid)
            year[static_cast<size_t>(plot.named)] += spreads * kLevelSpread;
    };
}

// Adds `by(year)` to one council.
Planter path(std::function<double(int year, int years)> by, double keep = 1) {
    return [by, keep](Bed& bed, Plot& plot) {
        plot.named = anyOf(bed);
        plot.moved = {plot.named};
        const auto at = static_cast<size_t>(plot.named);
        const double middle = plot.grid.back()[at];
        for (int year = 0; year < bed.years; ++year) {
            double& value = plot.grid[static_cast<size_t>(year)][at];
            value = middle + keep * (value - middle) + by(year, bed.years);
        }
    };
}

// Everybody of the field, by year.
Planter shift(std::function<double(int year, int years)> by) {
    return [by](Bed& bed, Plot& plot) {
        for (int year = 0; year < bed.years; ++year) {
            for (double& value : plot.grid[static_cast<size_t>(year)])
                value += by(year, bed.years);
        }
    };
}

void plantRank(Bed& bed, Plot& plot) {
    // Two of a type far out: the second stands clear of the third.
    const auto& type = bed.byType[bed.draws.below(bed.byType.size())];
    const int first = type[bed.draws.below(type.size())];
    int second = first;
    while (second == first)
        second = type[bed.draws.below(type.size())];
    plot.moved = {first, second};
    plot.named = second;
    for (auto& year : plot.grid) {
        year[static_cast<size_t>(first)] = 16 * kLevelSpread;
        year[static_cast<size_t>(second)] = 12 * kLevelSpread;
    }
}

void plantCrossing(Bed& bed, Plot& plot) {
    // Two of one type and region: one rises past the other in the newest year.
    while (true) {
        const auto& type = bed.byType[bed.draws.below(bed.byType.size())];
        const int a = type[bed.draws.below(type.size())];
        const int b = type[bed.draws.below(type.size())];
        const auto& councils = bed.councils;
        if (a == b || councils[static_cast<size_t>(a)].region != councils[static_cast<size_t>(b)].region)
            continue;
        plot.named = a;
        plot.moved = {a, b};
        const double more = bed.people[static_cast<size_t>(b)] - bed.people[static_cast<size_t>(a)];
        for (int year = 0; year < bed.years; ++year) {
            auto& row = plot.grid[static_cast<size_t>(year)];
            const bool newest = year == bed.years - 1;
            row[static_cast<size_t>(b)] = newest ? 0 : 5 * kLevelSpread;
            row[static_cast<size_t>(a)] = more + (newest ? 5 * kLevelSpread : 0);
        }
        return;
    }
}

void plantGap(Bed& bed, Plot& plot) {
    level(14)(bed, plot);
}

void plantConcentration(Bed& bed, Plot& plot) {
    // Five of one type take nearly all.
    const auto& type = bed.byType[bed.draws.below(bed.byType.size())];
    plot.moved = someOf(bed, type, 5);
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] = 12 * kLevelSpread;
    }
}

// A third of every type has far more than the rest.
void plantSplit(Bed& bed, Plot& plot) {
    for (size_t i = 0; i < bed.councils.size(); ++i) {
        if (bed.draws.below(10) < 2)
            plot.moved.push_back(static_cast<int>(i));
    }
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] += 8 * kLevelSpread;
    }
}

Planter groupLevel(bool type, double spreads) {
    return [type, spreads](Bed& bed, Plot& plot) {
        for (size_t i = 0; i < bed.councils.size(); ++i) {
            const Council& council = bed.councils[i];
            const bool in = type ? council.type == QLatin1String("District")
                                 : council.nation == QLatin1String("Wales");
            if (!in)
                continue;
            for (auto& year : plot.grid)
                year[i] += spreads * kLevelSpread;
        }
    };
}

void plantThreshold(Bed& bed, Plot& plot) {
    const auto& type = bed.byType[bed.draws.below(bed.byType.size())];
    plot.moved = someOf(bed, type, 4);
    for (auto& year : plot.grid) {
        for (const int council : plot.moved)
            year[static_cast<size_t>(council)] = 11 * kLevelSpread + 0.02 * bed.draws.normal();
    }
}

struct Recipe {
    QString kind;
    Planter plant;
};

const std::vector<Recipe>& recipes() {
    static const std::vector<Recipe> list = {
        {QStringLiteral("highest_per_head"), level(9)},
        {QStringLiteral("lowest_per_head"), level(-9)},
        {QStringLiteral("outlier"), level(8)},
        {QStringLiteral("gap"), plantGap},
        {QStringLiteral("highest"), level(15)},
        {QStringLiteral("lowest"), level(-15)},
        {QStringLiteral("share"), level(16)},
        {QStringLiteral("rank"), plantRank},
        {QStringLiteral("threshold_count"), plantThreshold},
        {QStringLiteral("concentration"), plantConcentration},
        {QStringLiteral("gini"), plantSplit},
        {QStringLiteral("mean_median"), plantSplit},
        {QStringLiteral("yoy_change"),
         path([](int year, int years) { return year == years - 1 ? 9 * stepSpread() : 0; })},
        {QStringLiteral("long_change"),
         path([](int year, int years) { return year > years - 4 ? 0 : -5.7 * kLevelSpread; })},
        {QStringLiteral("record"),
         path([](int year, int years) { return year == years - 1 ? -10 * stepSpread() : 0; }, 0.3)},
        {QStringLiteral("streak"), path([](int year, int years) {
             return 0.7 * kLevelSpread * (year - years);
         }, 0.1)},
        {QStringLiteral("trend"), path([](int year, int years) {
             return -kLevelSpread * (year - years);
         }, 0.1)},
        {QStringLiteral("step"), path([](int year, int years) {
             return year < years / 2 ? 0 : 9 * stepSpread();
         }, 0.5)},
        {QStringLiteral("reversal"), path([](int year, int years) {
             return year == years - 1 ? 0 : -kLevelSpread * (year - years + 2) - 10 * stepSpread();
         }, 0.1)},
        {QStringLiteral("crossing"), plantCrossing},
        {QStringLiteral("rank_change"), path([](int year, int years) {
             return year < years - 5 ? -3.1 * kLevelSpread : 3.1 * kLevelSpread;
         }, 0.2)},
        {QStringLiteral("type_comparison"), groupLevel(true, 1.4)},
        {QStringLiteral("nation_comparison"), groupLevel(false, 1.4)},
        {QStringLiteral("total_yoy_change"),
         shift([](int year, int years) { return year == years - 1 ? 1.2 * stepSpread() : 0; })},
        {QStringLiteral("total_long_change"),
         shift([](int year, int years) { return year > years - 4 ? 0.6 : 0; })},
        {QStringLiteral("total_streak"),
         shift([](int year, int years) { return 0.9 * stepSpread() * (year - years); })},
        {QStringLiteral("total_record"), shift([](int year, int years) {
             return year == years - 1 ? -1.5 * kLevelSpread : 0;
         })},
        {QStringLiteral("total_trend"), shift([](int year, int years) {
             return 0.5 * stepSpread() * (year - years);
         })},
    };
    return list;
}

Field comparisonField(int number) {
    Field field;
    field.slug = QStringLiteral("field_%1").arg(number, 2, 10, QLatin1Char('0'));
    field.name = field.slug;
    field.unit = QStringLiteral("GBP");
    field.comparison = true;
    field.perHeadOf = QStringLiteral("population");
    return field;
}

std::vector<Council> makeCouncils(const PanelSize& size) {
    std::vector<Council> councils;
    for (int i = 0; i < size.councils; ++i) {
        int place = i % 20;
        const Type* type = kTypes;
        while (place >= type->share)
            place -= (type++)->share;
        Council council;
        council.code = QStringLiteral("C%1").arg(i, 5, 10, QLatin1Char('0'));
        council.name = QStringLiteral("Place %1").arg(i);
        council.type = QString::fromLatin1(type->name);
        council.nation = (i / 20) % 5 == 4 ? QStringLiteral("Wales") : QStringLiteral("England");
        council.region = QStringLiteral("%1 %2").arg(council.nation).arg((i / 20) % 3);
        councils.push_back(council);
    }
    return councils;
}

// A correlation is planted in a pair of fields: the second repeats the first, with noise.
constexpr double kCorrelationNoise = 0.35;

} // namespace

const std::vector<QString>& plantedKinds() {
    static const std::vector<QString> kinds = [] {
        std::vector<QString> names;
        for (const Recipe& recipe : recipes())
            names.push_back(recipe.kind);
        return names;
    }();
    return kinds;
}

PlantedPanel makePlantedPanel(const PanelSize& size, std::uint64_t seed, size_t first) {
    Draws draws(seed);
    const std::vector<Council> councils = makeCouncils(size);
    Field people;
    people.slug = people.name = QStringLiteral("population");
    people.unit = QStringLiteral("count");
    std::vector<Field> fields = {people};
    for (int i = 0; i < size.fields; ++i)
        fields.push_back(comparisonField(i));
    PlantedPanel made{Panel(councils, fields), {}, kNewest.lastDay().addDays(150), {}};
    Bed bed{councils, {}, {}, draws, size.years};
    for (const Type& type : kTypes) {
        bed.byType.emplace_back();
        for (size_t i = 0; i < councils.size(); ++i) {
            if (councils[i].type == QLatin1String(type.name))
                bed.byType.back().push_back(static_cast<int>(i));
        }
    }
    for (const Council& council : councils) {
        for (const Type& type : kTypes) {
            if (council.type == QLatin1String(type.name))
                bed.people.push_back(type.people + kPeopleSpread * draws.normal());
        }
    }
    const auto put = [&](const QString& slug, int year, size_t council, double value) {
        const auto whole = static_cast<std::int64_t>(std::llround(value));
        made.panel.set(made.panel.fieldIndex(slug), kNewest.plus(year - size.years + 1),
                       static_cast<int>(council), {Decimal::fromInt(whole), Status::Final, false});
    };
    for (int year = 0; year < size.years; ++year) {
        for (size_t i = 0; i < councils.size(); ++i)
            put(people.slug, year, i, std::exp(bed.people[i]));
    }
    Grid before;
    for (int i = 0; i < size.fields; ++i) {
        const QString& slug = fields[static_cast<size_t>(i) + 1].slug;
        const double price = 3 + 2 * draws.uniform(); // £20 to £150 a head
        Grid grid = background(bed);
        Plot plot{grid, {}, -1};
        // A field in ten was returned badly; nothing is planted there.
        const double missing = i % 10 == 9 ? size.manyMissing : size.missing;
        Planted planted;
        const bool correlated = i == size.fields - 1 && !before.empty();
        if (correlated) {
            for (size_t year = 0; year < grid.size(); ++year) {
                for (size_t council = 0; council < grid[year].size(); ++council)
                    grid[year][council] = before[year][council] + kCorrelationNoise * grid[year][council];
            }
            planted.kind = QStringLiteral("correlation");
        } else if (i % 2 == 0) {
            const Recipe& recipe = recipes()[(first + static_cast<size_t>(i) / 2) % recipes().size()];
            recipe.plant(bed, plot);
            planted.kind = recipe.kind;
        }
        if (!planted.kind.isEmpty()) {
            planted.field = slug;
            if (plot.named >= 0)
                planted.councils = {councils[static_cast<size_t>(plot.named)].code};
            for (const int council : plot.moved)
                planted.touched.insert(councils[static_cast<size_t>(council)].code);
            made.planted.push_back(planted);
        }
        for (int year = 0; year < size.years; ++year) {
            for (size_t council = 0; council < councils.size(); ++council) {
                const bool touched = std::ranges::find(plot.moved, static_cast<int>(council)) != plot.moved.end();
                if (!touched && draws.uniform() < missing)
                    continue;
                put(slug, year, council,
                    std::exp(bed.people[council] + price + grid[static_cast<size_t>(year)][council]));
            }
        }
        // The last of those left alone is what the last field follows.
        before = i == size.fields - 3 ? grid : std::move(before);
    }
    return made;
}

void Tally::add(const PlantedPanel& made, const std::vector<Fact>& facts) {
    QHash<QString, const Planted*> byField;
    for (const Planted& planted : made.planted)
        byField.insert(planted.field, &planted);
    QSet<QString> got;
    for (const Fact& fact : facts) {
        if (fact.confidence < kConfident)
            continue;
        const Planted* first = byField.value(fact.field);
        const Planted* second = fact.field2.isEmpty() ? nullptr : byField.value(fact.field2);
        const auto covers = [&](const Planted* planted) {
            if (!planted)
                return false;
            if (planted->kind == QLatin1String("correlation") || fact.kind == QLatin1String("correlation"))
                return planted->kind == fact.kind;
            // What moved the whole field moves every council's place beside it.
            if (fact.councils.isEmpty() || planted->touched.isEmpty())
                return true;
            return std::ranges::any_of(fact.councils, [&](const QString& code) {
                return planted->touched.contains(code);
            });
        };
        auto& [wrong, all] = called[fact.kind];
        ++all;
        if (!covers(first) && !covers(second)) {
            ++wrong;
            continue;
        }
        for (const Planted* planted : {first, second}) {
            if (planted && planted->kind == fact.kind &&
                (planted->councils.isEmpty() || fact.councils.contains(planted->councils.front())))
                got.insert(planted->field);
        }
    }
    for (const Planted& planted : made.planted) {
        auto& [hit, all] = found[planted.kind];
        ++all;
        hit += got.contains(planted.field);
    }
}

double Tally::recall() const {
    int hit = 0, all = 0;
    for (const auto& [kind, counts] : found) {
        hit += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(hit) / all : 1;
}

double Tally::falseShare() const {
    int wrong = 0, all = 0;
    for (const auto& [kind, counts] : called) {
        wrong += counts.first;
        all += counts.second;
    }
    return all > 0 ? static_cast<double>(wrong) / all : 0;
}

std::vector<Fact> calledFacts(const PlantedPanel& made, Cost* cost) {
    constexpr double kMostQ = 0.05;
    const std::clock_t start = std::clock();
    const MiningGround ground = makeGround(made.panel, made.traits, made.today);
    std::vector<FieldContext> contexts;
    for (size_t field = 0; field < made.panel.fields().size(); ++field) {
        if (!made.panel.fields()[field].comparison)
            continue;
        const auto year = latestYear(made.panel, static_cast<int>(field), made.today);
        if (auto context = makeContext(ground, static_cast<int>(field), *year))
            contexts.push_back(std::move(*context));
    }
    Findings findings;
    for (const FieldContext& context : contexts) {
        Findings some = detectAll(context);
        findings.tests += some.tests;
        std::ranges::move(some.candidates, std::back_inserter(findings.candidates));
    }
    for (size_t i = 0; i < contexts.size(); ++i) {
        for (size_t j = i + 1; j < contexts.size(); ++j)
            detectCorrelation(contexts[i], contexts[j], findings);
    }
    const auto parts = scoreAll(findings.candidates, findings.tests, made.today);
    if (cost) {
        cost->seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        cost->looked += findings.tests;
        cost->kept += static_cast<std::int64_t>(parts.size());
    }
    std::vector<Fact> called;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].q > kMostQ)
            continue;
        if (auto fact = composeFact(made.panel, findings.candidates[i])) {
            fact->confidence = 1 - parts[i].q;
            called.push_back(std::move(*fact));
        }
    }
    return called;
}

} // namespace factoid::bench
