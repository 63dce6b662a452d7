// Renders every page of the window on the real sample, light and dark, at 1440 by 900 (or what is asked for), into a
// folder. Usage: screenshots OUT [WIDTHxHEIGHT [PAGE…]]. Looks at each until it has stopped changing.
#include "core/base/literals.h"
#include "core/queries/factoids/factoid_queries.h"
#include "tests/support/test_paths.h"
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
using namespace factoid::test;

namespace {

constexpr int kLook = 20, kLongest = 30'000; // ms
constexpr int kQuiet = 20;                   // looks in a row without work

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
    const auto live = engine.ask([](QueryContext& context) -> Result<QJsonObject> {
        const auto answer = TRY(liveQuery(context));
        return toJson(answer);
    });
    if (!live)
        return false;
    const QDate today = engine.clock().now().date();
    bool added = true;
    for (const QJsonValue& value : live->value(u"factoids"_s).toArray()) {
        const QJsonObject factoid = value.toObject();
        const int position = factoid.value(u"position"_s).toInt();
        if (position > 4)
            break;
        added = added && job(engine, u"fallbacks"_s,
                             {{u"action"_s, u"add"_s},
                              {u"text"_s, factoid.value(u"text"_s)},
                              {u"claims"_s, factoid.value(u"claims"_s)},
                              {u"owner"_s, position % 2 ? u"Anna"_s : QString()},
                              {u"review_on"_s, today.addDays(60 * (position - 2)).toString(Qt::ISODate)},
                              {u"tags"_s, position == 1 ? u"evergreen"_s : QString()}});
    }
    return added &&
           job(engine, u"fallbacks"_s,
               {{u"action"_s, u"add"_s}, {u"text"_s, u"New figures appear here when they are published."_s}}) &&
           job(engine, u"fallbacks"_s,
               {{u"action"_s, u"add"_s},
                {u"text"_s, u"See what your council spends, owes and holds."_s},
                {u"unchecked"_s, true},
                {u"owner"_s, u"Anna"_s},
                {u"reason"_s, u"an invitation, agreed with the editors"_s}}) &&
           job(engine, u"fallbacks"_s,
               {{u"action"_s, u"add"_s},
                {u"language"_s, u"cy"_s},
                {u"text"_s, u"Rydym yn diweddaru'r dudalen hon."_s}});
}

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"factoid-desk"_s);
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
        size = QSize(arguments[2].section(QLatin1Char('x'), 0, 0).toInt(),
                     arguments[2].section(QLatin1Char('x'), 1).toInt());
    const QStringList wanted = arguments.mid(3);

    const QTemporaryDir folder;
    EngineOptions options;
    options.store.path = folder.filePath(u"councils.db"_s);
    auto engine = Engine::make(options);
    if (!engine)
        return 1;
    const QString sample = sourcePath(u"resources/sample"_s);
    const bool made = job(**engine, u"schedule"_s, {{u"action"_s, u"init"_s}}) &&
                      job(**engine, u"import"_s, {{u"paths"_s, QJsonArray{sample}}}) &&
                      job(**engine, u"build-summaries"_s, {}) &&
                      job(**engine, u"update-factoids"_s, {{u"force"_s, true}, {u"limit"_s, 5}}) &&
                      addFallbacks(**engine) && job(**engine, u"export"_s, {{u"out"_s, folder.filePath(u"bundles"_s)}});
    if (!made)
        return 1;
    for (const char* look : {"light", "dark"}) {
        UiState state(folder.filePath(QLatin1String(look) + u".ini"_s));
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
            const QString path = out.filePath(u"%1-%2.png"_s.arg(page.id, QLatin1String(look)));
            if (!window.grab().save(path))
                return 1;
            std::printf("%s\n", qUtf8Printable(path));
        }
    }
    return 0;
}
