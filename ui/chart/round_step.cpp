#include "ui/chart/round_step.h"

#include <cmath>

namespace factoid {

double roundStep(double least)
{
    const double tens = std::pow(10, std::floor(std::log10(least)));
    for (const double part : {1.0, 2.0, 2.5, 5.0}) {
        if (part * tens >= least)
            return part * tens;
    }
    return 10 * tens;
}

} // namespace factoid
