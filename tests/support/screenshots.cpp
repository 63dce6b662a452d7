// Renders every page of the window on the real sample, light and dark, at 1440 by 900 (or what is asked for), into a
// folder. Usage: screenshots OUT [WIDTHxHEIGHT [PAGE…]]. Looks at each until it has stopped changing.
#include "core/queries/factoids/factoid_queries.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>

using namespace factoid;

namespace {

constexpr int kLook = 20, kLongest = 30'000; // ms
constexpr int kQuiet = 20; // looks in a row without work

// Until nothing is asked of the store any more, and the last answer is drawn.
void settle(MainWindow& window)
{
    QElapsedTimer timer;
    timer.start();
    for (int quiet = 0; quiet < kQuiet && timer.elapsed() < kLongest;) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, kLook);
        QThread::msleep(kLook);
        quiet = window.isSettled() ? quiet + 1 : 0;
    }
}

bool job(Engine& engine, const QString& name, const QJsonObject& options)
{
    JobOptions given;
    given.options = options;
    const auto done = engine.jobs().runHere(name, given);
    if (!done)
        std::fprintf(stderr, "screenshots: %s: %s\n", qUtf8Printable(name), qUtf8Printable(done.error().sentence()));
    return done.has_value();
}

// A few fallbacks, made from what is live, as an operator would.
bool addFallbacks(Engine& engine)
{
    const auto live = engine.ask(liveQuery);
    if (!live)
        return false;
    const QDate today = engine.clock().now().date();
    bool added = true;
    for (const QJsonValue& value : live->value(QStringLiteral("factoids")).toArray()) {
        const QJsonObject factoid = value.toObject();
        const int position = factoid.value(QStringLiteral("position")).toInt();
        if (position > 4)
            break;
        added = added && job(engine, QStringLiteral("fallbacks"),
                             {{QStringLiteral("action"), QStringLiteral("add")},
                              {QStringLiteral("text"), factoid.value(QStringLiteral("text"))},
                              {QStringLiteral("claims"), factoid.value(QStringLiteral("claims"))},
                              {QStringLiteral("owner"), position % 2 ? QStringLiteral("Anna") : QString()},
                              {QStringLiteral("review_on"), today.addDays(60 * (position - 2)).toString(Qt::ISODate)},
                              {QStringLiteral("tags"), position == 1 ? QStringLiteral("evergreen") : QString()}});
    }
    return added && job(engine, QStringLiteral("fallbacks"), {{QStringLiteral("action"), QStringLiteral("add")}, {QStringLiteral("text"), QStringLiteral("New figures appear here when they are published.")}})
           && job(engine, QStringLiteral("fallbacks"), {{QStringLiteral("action"), QStringLiteral("add")}, {QStringLiteral("text"), QStringLiteral("See what your council spends, owes and holds.")}, {QStringLiteral("unchecked"), true}, {QStringLiteral("owner"), QStringLiteral("Anna")}, {QStringLiteral("reason"), QStringLiteral("an invitation, agreed with the editors")}})
           && job(engine, QStringLiteral("fallbacks"), {{QStringLiteral("action"), QStringLiteral("add")}, {QStringLiteral("language"), QStringLiteral("cy")}, {QStringLiteral("text"), QStringLiteral("Rydym yn diweddaru'r dudalen hon.")}});
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("factoid-desk"));
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: screenshots OUT [WIDTHxHEIGHT [PAGE…]]\n");
        return 2;
    }
    const QDir out(arguments[1]);
    if (!QDir().mkpath(out.path()))
        return 1;
    QSize size(1440, 900);
    if (arguments.size() > 2)
        size = QSize(arguments[2].section(QLatin1Char('x'), 0, 0).toInt(), arguments[2].section(QLatin1Char('x'), 1).toInt());
    const QStringList wanted = arguments.mid(3);

    const QTemporaryDir folder;
    EngineOptions options;
    options.store.path = folder.filePath(QStringLiteral("councils.db"));
    auto engine = Engine::make(options);
    if (!engine)
        return 1;
    const QString sample = QStringLiteral(FACTOID_SOURCE_DIR "/resources/sample");
    const bool made = job(**engine, QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("init")}})
                      && job(**engine, QStringLiteral("import"), {{QStringLiteral("paths"), QJsonArray{sample}}})
                      && job(**engine, QStringLiteral("build-summaries"), {})
                      && job(**engine, QStringLiteral("update-factoids"), {{QStringLiteral("force"), true}, {QStringLiteral("limit"), 5}})
                      && addFallbacks(**engine) && job(**engine, QStringLiteral("export"), {{QStringLiteral("out"), folder.filePath(QStringLiteral("bundles"))}});
    if (!made)
        return 1;
    for (const char* look : {"light", "dark"}) {
        UiState state(folder.filePath(QLatin1String(look) + QStringLiteral(".ini")));
        Theme theme(app);
        theme.choose(QLatin1String(look));
        MainWindow window(**engine, theme, state);
        window.resize(size);
        window.show();
        for (const PageSpec& page : window.pages()) {
            if (!wanted.isEmpty() && !wanted.contains(page.id))
                continue;
            window.navigator().go({page.id});
            settle(window);
            const QString path = out.filePath(QStringLiteral("%1-%2.png").arg(page.id, QLatin1String(look)));
            if (!window.grab().save(path))
                return 1;
            std::printf("%s\n", qUtf8Printable(path));
        }
    }
    return 0;
}
