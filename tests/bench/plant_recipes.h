// How a fact of each kind is planted in one field of a made-up panel: who is moved, by how much, and
// why that much. An effect lies where the guards against slips of the pen let it through, since what
// they rightly doubt is no truth of its kind. Used while one panel is made, by one thread.
#pragma once

#include "draws.h"

#include "core/figures/council.h"

#include <QString>

#include <functional>
#include <vector>

namespace factoid::bench {

constexpr double kLevelSpread = 0.30; // of the logarithm per head, across councils
constexpr double kStay = 0.9;         // autocorrelation from year to year

// One field's logarithms per head, [year][council].
using Grid = std::vector<std::vector<double>>;

// What the fields of a panel share.
struct Bed {
    const std::vector<Council>& councils;
    std::vector<std::vector<int>> byType;
    std::vector<double> people; // logarithms
    Draws& draws;
    int years;
};

// The field that gets the plant.
struct Plot {
    Grid& grid;
    double& price;                // logarithm of the typical amount per head
    const Grid* beside = nullptr; // the field before it, with nothing planted and few returns missing
    double besidePrice = 0;
    std::vector<int> moved = {};  // every council that the planting moved
    int named = -1;               // the council that the fact is about; -1: a group or a sum
    std::vector<int> silent = {}; // councils that make no return in the newest year
    bool partOfBeside = false;    // the field is part of the one before it
    bool planted = true;
};

struct Recipe {
    QString kind;
    std::function<void(Bed&, Plot&)> plant;
};
[[nodiscard]] const std::vector<Recipe>& recipes();

} // namespace factoid::bench
