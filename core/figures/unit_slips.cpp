#include "core/figures/unit_slips.h"

#include "core/base/median.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace factoid {

namespace {

constexpr std::array kPowers = {1, 2, 3, 6};
constexpr size_t kFewestPeers = 5;
constexpr double kMoveSpreads = 8;
constexpr double kLevelSpreads = 6;
constexpr double kLeastTolerance = 0.2231; // logarithm of 1.25
constexpr double kMostTolerance = 0.6931;  // of 2
constexpr double kTenTolerance = 0.3001;   // of 1.35: less than that is another amount
constexpr double kLevelTolerance = 1.0986; // of 3
constexpr double kToleranceSpreads = 3;
constexpr int kLongestByTen = 2; // years in a row

double spreadOf(std::vector<double> values)
{
    const double centre = median(values);
    return medianSpread(std::move(values), centre);
}

// One figure's place beside its peers, as logarithms.
struct Place {
    Year year;
    double plain = 0;
    std::optional<double> perHead = {};
    bool slipped = false;
};

class SlipFinder
{
  public:
    SlipFinder(const Panel& panel, int field)
        : m_panel(panel)
        , m_field(field)
        , m_heads(panel.fieldIndex(panel.fields()[static_cast<size_t>(field)].perHeadOf))
        , m_places(panel.councils().size())
        , m_moveSpread(groups())
        , m_levelSpread(groups())
    {
    }

    std::vector<UnitSlip> find()
    {
        for (const auto& [year, block] : m_panel.years(m_field))
            placeYear(year, block);
        measureSpreads();
        for (size_t council = 0; council < m_places.size(); ++council)
            look(static_cast<int>(council));
        std::ranges::stable_sort(m_found, {}, &UnitSlip::year);
        return std::move(m_found);
    }

  private:
    // The last group holds those whose type is unknown.
    [[nodiscard]] size_t groups() const { return m_panel.types().names.size() + 1; }
    [[nodiscard]] size_t groupOf(size_t council) const
    {
        const int type = m_panel.types().of[council];
        return type < 0 ? groups() - 1 : static_cast<size_t>(type);
    }

    // Centres of each group's logarithms; of all councils where a group has too few.
    [[nodiscard]] std::vector<double> centres(const std::vector<double>& logs) const
    {
        std::vector<std::vector<double>> byGroup(groups());
        std::vector<double> all;
        for (size_t council = 0; council < logs.size(); ++council) {
            if (std::isnan(logs[council]))
                continue;
            byGroup[groupOf(council)].push_back(logs[council]);
            all.push_back(logs[council]);
        }
        std::vector<double> found(byGroup.size(), std::nan(""));
        if (all.size() < kFewestPeers)
            return found;
        const double ofAll = median(std::move(all));
        for (size_t group = 0; group < byGroup.size(); ++group)
            found[group] = byGroup[group].size() < kFewestPeers ? ofAll : median(std::move(byGroup[group]));
        return found;
    }

    void placeYear(Year year, const Block& block)
    {
        const Block* heads = m_panel.block(m_heads, year);
        std::vector<double> plain(block.units.size(), std::nan(""));
        std::vector<double> perHead = plain;
        for (size_t council = 0; council < plain.size(); ++council) {
            const std::int64_t units = block.units[council];
            if (units == Block::kMissing || units == 0)
                continue;
            plain[council] = std::log(std::abs(static_cast<double>(units)));
            if (heads && heads->units[council] != Block::kMissing && heads->units[council] > 0)
                perHead[council] = plain[council] - std::log(static_cast<double>(heads->units[council]));
        }
        const std::vector<double> plainCentre = centres(plain);
        const std::vector<double> headCentre = centres(perHead);
        for (size_t council = 0; council < plain.size(); ++council) {
            const size_t group = groupOf(council);
            if (std::isnan(plain[council]) || std::isnan(plainCentre[group]))
                continue;
            Place place{year, plain[council] - plainCentre[group]};
            if (!std::isnan(perHead[council]) && !std::isnan(headCentre[group]))
                place.perHead = perHead[council] - headCentre[group];
            m_places[council].push_back(place);
        }
    }

    void measureSpreads()
    {
        std::vector<std::vector<double>> moves(groups()), levels(groups());
        for (size_t council = 0; council < m_places.size(); ++council) {
            const auto& places = m_places[council];
            if (places.empty())
                continue;
            const size_t group = groupOf(council);
            const double usual = usualPlace(places);
            for (size_t i = 0; i < places.size() && places.size() > 1; ++i)
                moves[group].push_back(places[i].plain - usual);
            levels[group].push_back(levelOf(places));
        }
        for (size_t group = 0; group < groups(); ++group) {
            m_moveSpread[group] = spreadOf(std::move(moves[group]));
            m_levelSpread[group] =
                levels[group].size() < kFewestPeers ? std::nan("") : spreadOf(std::move(levels[group]));
        }
    }

    static double usualPlace(const std::vector<Place>& places)
    {
        std::vector<double> kept;
        for (const Place& place : places) {
            if (!place.slipped)
                kept.push_back(place.plain);
        }
        return median(std::move(kept));
    }

    static double levelOf(const std::vector<Place>& places)
    {
        std::vector<double> kept;
        for (const Place& place : places)
            kept.push_back(place.perHead.value_or(place.plain));
        return median(std::move(kept));
    }

    // The power of ten that `distance` is; 0: none.
    static int powerOf(double distance, double tolerance)
    {
        for (const int power : kPowers) {
            if (std::abs(std::abs(distance) - power * std::log(10.0)) <= tolerance)
                return distance > 0 ? power : -power;
        }
        return 0;
    }

    // By how much the council's years usually differ, or its type's if that is more.
    [[nodiscard]] double usualMove(size_t council) const
    {
        std::vector<double> own;
        const auto& places = m_places[council];
        const double usual = usualPlace(places);
        for (const Place& place : places)
            own.push_back(place.plain - usual);
        const double ofType = m_moveSpread[groupOf(council)];
        constexpr size_t kEnough = 5;
        return own.size() < kEnough ? ofType : std::max(ofType, spreadOf(std::move(own)));
    }

    void look(int council)
    {
        auto& places = m_places[static_cast<size_t>(council)];
        if (places.empty())
            return;
        if (lookAtLevel(council, places))
            return;
        if (places.size() == 2) {
            lookAtTwo(council, places);
            return;
        }
        const double spread = usualMove(static_cast<size_t>(council));
        std::vector<int> powers(places.size(), 0);
        for (size_t round = 0; round < places.size() / 2; ++round) {
            const double usual = usualPlace(places);
            size_t farthest = places.size();
            for (size_t i = 0; i < places.size(); ++i) {
                if (!places[i].slipped && (farthest == places.size() || std::abs(places[i].plain - usual) >
                                                                            std::abs(places[farthest].plain - usual)))
                    farthest = i;
            }
            const int power = powerOfMove(places[farthest].plain - usual, spread);
            if (power == 0)
                break;
            places[farthest].slipped = true;
            powers[farthest] = power;
        }
        for (size_t i = 0; i < places.size();) {
            size_t end = i + 1;
            while (end < places.size() && powers[end] == powers[i])
                ++end;
            const bool real = std::abs(powers[i]) == 1 && end - i > kLongestByTen;
            for (; i < end; ++i) {
                if (powers[i] != 0 && !real)
                    note(council, places[i].year, powers[i]);
            }
        }
    }

    void note(int council, Year year, int power)
    {
        m_found.push_back({council, m_panel.councils()[static_cast<size_t>(council)].code, year, power});
    }

    static int powerOfMove(double distance, double spread)
    {
        const double tolerance = std::clamp(kToleranceSpreads * spread, kLeastTolerance, kMostTolerance);
        const int power = std::abs(distance) < kMoveSpreads * spread ? 0 : powerOf(distance, tolerance);
        const bool isTen = std::abs(power) != 1 || std::abs(std::abs(distance) - std::log(10.0)) <= kTenTolerance;
        return isTen ? power : 0;
    }

    void lookAtTwo(int council, const std::vector<Place>& places)
    {
        const double apart = places[1].plain - places[0].plain;
        const int power = powerOfMove(apart, m_moveSpread[groupOf(static_cast<size_t>(council))]);
        if (power == 0)
            return;
        const auto distance = [&](size_t i) { return std::abs(places[i].perHead.value_or(places[i].plain)); };
        const bool both = std::abs(power) == 1;
        if (both || distance(0) > distance(1))
            note(council, places[0].year, -power);
        if (both || distance(1) >= distance(0))
            note(council, places[1].year, power);
    }

    // Every year of it off by the same power.
    bool lookAtLevel(int council, const std::vector<Place>& places)
    {
        constexpr int kHundred = 2;
        const double spread = m_levelSpread[groupOf(static_cast<size_t>(council))];
        const double level = levelOf(places);
        const int power = powerOf(level, kLevelTolerance);
        const int least = places.size() == 1 ? kHundred : kHundred + 1;
        if (std::isnan(spread) || std::abs(power) < least || std::abs(level) < kLevelSpreads * spread)
            return false;
        for (const Place& place : places)
            note(council, place.year, power);
        return true;
    }

    const Panel& m_panel;
    const int m_field;
    const int m_heads;
    std::vector<std::vector<Place>> m_places;        // by council, oldest first
    std::vector<double> m_moveSpread, m_levelSpread; // by group
    std::vector<UnitSlip> m_found;
};

} // namespace

QString likelyUnit(const UnitSlip& slip)
{
    const int size = std::abs(slip.power);
    const QString times = size == 1 ? u"10"_s : size == 2 ? u"100"_s : size == 3 ? u"1,000"_s : u"1,000,000"_s;
    const QString other = size == 3   ? u"thousands"_s
                          : size == 6 ? u"millions"_s
                          : size == 2 ? u"hundreds, or a percentage as a part of one"_s
                                      : u"another unit, or a digit more or less"_s;
    return slip.power > 0
               ? u"likely %1 times too large: perhaps in single units where the others are in %2"_s.arg(times, other)
               : u"likely %1 times too small: perhaps in %2"_s.arg(times, other);
}

std::vector<UnitSlip> unitSlips(const Panel& panel, int field)
{
    return SlipFinder(panel, field).find();
}

} // namespace factoid
