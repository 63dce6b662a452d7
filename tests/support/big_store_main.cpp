// factoid_big_store PATH [small]: makes a store of 5,000,000 figures, 1,000,000 changes and 10,000 runs, or a small
// one.
#include "tests/support/big_store.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fputs("usage: factoid_big_store PATH [small]\n", stderr);
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    const bool small = arguments.value(2) == "small"_L1;
    if (auto made =
            factoid::test::makeBigStore(arguments[1], small ? factoid::test::smallShape() : factoid::test::BigShape{});
        !made) {
        std::fprintf(stderr, "%s\n", qPrintable(made.error().sentence()));
        return 1;
    }
    std::printf("made in %.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
    return 0;
}
