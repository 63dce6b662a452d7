#include "ui/window_start.h"

#include "ui/main_window.h"

#include <QApplication>

#include <cstdio>

namespace factoid {

int startWindow(int argc, char* argv[], const EngineOptions& options)
{
    constexpr int kNotReachable = 4;
    QApplication app(argc, argv);
    auto engine = Engine::make(options);
    if (!engine) {
        std::fprintf(stderr, "factoid-desk: %s\n", qUtf8Printable(engine.error().sentence()));
        return kNotReachable;
    }
    MainWindow window(**engine);
    window.show();
    return QApplication::exec();
}

} // namespace factoid
