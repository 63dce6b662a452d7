#include "ui/window/window_start.h"

#include "ui/window/desk_application.h"
#include "ui/window/window_memory.h"

#include <QApplication>

#include <cstdio>
#include <cstdlib>

namespace factoid {

namespace {

constexpr int kNotReachable = 4;

// Qt ends the process by a signal, and with words about its plug-ins, where there is no screen.
void sayWithoutScreen(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr,
                 "factoid-desk: no screen can be reached, so the window cannot be shown; without one use --headless "
                 "COMMAND (--help lists the commands)\n");
    if (!message.contains("platform plugin"_L1))
        std::fprintf(stderr, "factoid-desk: %s\n", qUtf8Printable(message));
    std::fflush(stderr);
    std::_Exit(kNotReachable);
}

} // namespace

int startWindow(int argc, char* argv[], const EngineOptions& options,
                const std::function<std::shared_ptr<void>()>& whileOpen)
{
    keepMemorySmall();
    const QtMessageHandler before = qInstallMessageHandler(sayWithoutScreen);
    QApplication app(argc, argv);
    qInstallMessageHandler(before);
    DeskApplication desk(app, options);
    if (const auto opened = desk.open({}); !opened) {
        std::fprintf(stderr, "factoid-desk: %s\n", qUtf8Printable(opened.error().sentence()));
        return kNotReachable;
    }
    const auto held = whileOpen();
    return QApplication::exec();
}

} // namespace factoid
