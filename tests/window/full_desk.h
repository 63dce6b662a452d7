// A desk filled as an operator's store is, and waiting until the shown page has all it asked for: what tests share that
// walk over every page.
#pragma once

#include "tests/window/window_fixture.h"

namespace factoid::test {

// Figures, summaries, a set, a bundle.
inline void fill(const Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
}

inline void settle(Window& window)
{
    window.settle();
}

} // namespace factoid::test
