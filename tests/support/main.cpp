// The tests' own main: an application object, so that timers, threads and the data folders behave as in the program.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"factoid-desk-tests"_s);
    QStandardPaths::setTestModeEnabled(true);
    return Catch::Session().run(argc, argv);
}
