#include "ui/window/window_start.h"

#include "ui/window/desk_application.h"
#include "ui/window/window_memory.h"

#include <QApplication>

#include <cstdio>

namespace factoid {

int startWindow(int argc, char* argv[], const EngineOptions& options,
                const std::function<std::shared_ptr<void>()>& whileOpen)
{
    constexpr int kNotReachable = 4;
    keepMemorySmall();
    QApplication app(argc, argv);
    DeskApplication desk(app, options);
    if (const auto opened = desk.open({}); !opened) {
        std::fprintf(stderr, "factoid-desk: %s\n", qUtf8Printable(opened.error().sentence()));
        return kNotReachable;
    }
    const auto held = whileOpen();
    return QApplication::exec();
}

} // namespace factoid
