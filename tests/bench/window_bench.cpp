// Measures the window on a store: start to usable, each page, the longest event while figures are imported, memory, and
// the processor's time when idle. Offscreen; Release. Usage: window_bench STORE [IMPORT.csv]. Prints one JSON document.
#include "core/base/literals.h"

#include "tests/support/stall_watch.h"
#include "ui/window/main_window.h"
#include "ui/window/window_memory.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr double kLimit = 50; // ms that one event may take
constexpr int kPatience = 120'000;
constexpr int kIdleMs = 10'000;

qint64 memoryKb(const char* what)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(u"%1:\\s+(\\d+)"_s.arg(QLatin1String(what)));
    return line.match(QString::fromLatin1(file.readAll())).captured(1).toLongLong();
}

// MB. `own` is what the program itself holds; the rest is the program's code and pages of the store that the system
// keeps.
QJsonObject memoryJson()
{
    const auto megabytes = [](const char* what) { return static_cast<double>(memoryKb(what)) / 1024; };
    return {{u"resident"_s, megabytes("VmRSS")}, {u"own"_s, megabytes("RssAnon")}, {u"peak"_s, megabytes("VmHWM")}};
}

double since(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void turnUntil(const std::function<bool()>& condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < kPatience)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
}

QJsonArray stallsJson(const StallWatch& watch)
{
    QJsonArray list;
    for (const Stall& stall : watch.stalls())
        list.append(QJsonObject{
            {u"ms"_s, stall.milliseconds}, {u"processor_ms"_s, stall.ownMilliseconds}, {u"what"_s, stall.what}});
    return list;
}

} // namespace

int main(int argc, char* argv[])
{
    QElapsedTimer fromStart;
    fromStart.start();
    keepMemorySmall();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    StallWatch app(argc, argv, kLimit);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"factoid-desk-bench"_s);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: window_bench STORE [IMPORT.csv]\n");
        return 2;
    }
    const QTemporaryDir folder;
    UiState state(folder.filePath(u"window.ini"_s));
    EngineOptions options;
    options.store.path = arguments[1];
    auto engine = Engine::make(options);
    if (!engine) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(engine.error().sentence()));
        return 1;
    }
    QJsonObject result;
    Theme theme(app);
    {
        MainWindow window(**engine, theme, state);
        window.resize(1440, 900);
        window.show();
        turnUntil([&] { return window.status() && window.isSettled(); });
        window.repaint();
        result.insert(u"start_to_usable_ms"_s, since(fromStart));
        result.insert(u"start_stalls"_s, stallsJson(app));
        QJsonObject pages;
        app.forget();
        for (const PageSpec& page : window.pages()) {
            QElapsedTimer timer;
            timer.start();
            window.navigator().go({page.id});
            window.repaint();
            const double shown = since(timer);
            turnUntil([&] { return window.isSettled(); });
            QCoreApplication::processEvents();
            window.repaint();
            const double filled = since(timer);
            timer.restart();
            window.navigator().go({window.pages().front().id});
            window.navigator().go({page.id});
            window.repaint();
            const double again = since(timer);
            turnUntil([&] { return window.isSettled(); });
            pages.insert(page.id, QJsonObject{{u"shown_ms"_s, shown},
                                              {u"filled_ms"_s, filled},
                                              {u"again_ms"_s, again},
                                              {u"memory"_s, memoryJson()}});
        }
        result.insert(u"pages"_s, pages);
        result.insert(u"page_stalls"_s, stallsJson(app));
        result.insert(u"longest_event_ms"_s, app.longest());
        result.insert(u"longest_event_processor_ms"_s, app.longestOwn());
        result.insert(u"memory"_s, memoryJson());

        window.navigator().go({window.pages().front().id});
        turnUntil([&] { return window.isSettled(); });
        const std::clock_t before = std::clock();
        QElapsedTimer idle;
        idle.start();
        // A loop that sleeps: processEvents with a time limit would spin.
        QEventLoop rest;
        QTimer::singleShot(kIdleMs, &rest, &QEventLoop::quit);
        rest.exec();
        result.insert(u"idle_cpu_percent"_s, 100.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC /
                                                 (static_cast<double>(idle.elapsed()) / 1000));

        if (arguments.size() > 2) {
            app.forget();
            bool done = false;
            QString said;
            QElapsedTimer timer;
            timer.start();
            window.jobs().start(u"import"_s, {{u"paths"_s, QJsonArray::fromStringList(arguments.mid(2))}},
                                u"Importing"_s, &window, [&](const Result<JobOutcome>& outcome) {
                                    done = true;
                                    said = outcome ? outcome->note.text() : outcome.error().sentence();
                                });
            turnUntil([&] { return done; });
            turnUntil([&] { return window.isSettled(); });
            result.insert(u"import_ms"_s, since(timer));
            result.insert(u"import_said"_s, said);
            result.insert(u"import_stalls"_s, stallsJson(app));
            result.insert(u"import_longest_event_ms"_s, app.longest());
            result.insert(u"import_longest_event_processor_ms"_s, app.longestOwn());
            result.insert(u"import_memory"_s, memoryJson());
        }
    }
    std::printf("%s", QJsonDocument(result).toJson().constData());
    return 0;
}
