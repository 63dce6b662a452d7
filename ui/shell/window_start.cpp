#include "ui/shell/window_start.h"

#include "ui/shell/main_window.h"
#include "ui/shell/system_look.h"

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
    UiState state;
    Theme theme(app);
    theme.choose(state.value(QStringLiteral("look"), QStringLiteral("system")).toString());
    const SystemLook follow(theme);
    MainWindow window(**engine, theme, state);
    window.show();
    return QApplication::exec();
}

} // namespace factoid
