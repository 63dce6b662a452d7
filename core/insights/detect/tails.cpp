// How heavy the tails of a field's yearly moves are: where calm years and wild ones mix, a move of ten spreads
// is nothing rare, and a test that takes moves for normal would call it news. Measured over all types and years
// of the run, each move in the spreads of its type and year.
#include "core/insights/detect/context_parts.h"

#include <cmath>

namespace factoid {

void measureTails(FieldContext& context)
{
    std::vector<double> sizes;
    for (const CouncilGroup& group : context.types) {
        for (size_t newer = context.run.size(); newer-- > 1;) {
            const std::vector<double> steps = stepsOf(context, group, newer);
            const auto shape = statistics::robust(steps);
            if (steps.size() < static_cast<size_t>(kFewestRanked) || !(shape.spread > 0))
                continue;
            for (const double step : steps)
                sizes.push_back(std::abs(step - shape.centre) / shape.spread);
        }
    }
    context.tailFreedom = statistics::tailFreedom(std::move(sizes));
}

} // namespace factoid
