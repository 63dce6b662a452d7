// What a correlation takes of one field in its year: small beside the field's context, so that it can outlive it, be
// kept, and be set against other fields' later. A value; any thread.
#pragma once

#include "core/insights/detect/detector.h"

namespace factoid {

struct CorrelationSide {
    // The councils of one type that may be compared.
    struct Group {
        int type = -1;
        Scope scope;
        double reach = 0;
        int doubtedAmounts = 0;           // councils whose figure is in doubt
        int doubtedPerHead = 0;           // or whose heads are
        std::vector<Ranked> ranking = {}; // of rates by value, else per head
    };
    int field = -1;
    Year year;
    bool rate = false;
    bool leapt = false;
    int heads = -1; // as of FieldContext
    int people = -1;
    double quality = 1;
    std::vector<Group> groups = {}; // none where councils are not compared
};
[[nodiscard]] CorrelationSide correlationSideOf(const FieldContext& context);
void detectCorrelation(const CorrelationSide& a, const CorrelationSide& b, const MiningContext& ground,
                       Findings& findings);

} // namespace factoid
