// The window tests' own main: as support/main.cpp, with an application that may show windows and notes how long it was
// held.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/support/stall_watch.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    constexpr double kHeld = 50; // ms
    factoid::test::StallWatch app(argc, argv, kHeld);
    QCoreApplication::setApplicationName(u"factoid-desk-tests"_s);
    QStandardPaths::setTestModeEnabled(true);
    return Catch::Session().run(argc, argv);
}
