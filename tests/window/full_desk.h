// A desk filled as an operator's store is, and waiting until the shown page has all it asked for: what tests share that
// walk over every page.
#pragma once

#include "tests/window/window_fixture.h"

namespace factoid::test {

// Figures, summaries, a set, a bundle.
inline void fill(const Desk& desk)
{
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("bundles"))});
}

inline void settle(Window& window)
{
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
    QTest::qWait(50);
    REQUIRE(window.waitsFor([&] { return window->isSettled(); }));
}

} // namespace factoid::test
