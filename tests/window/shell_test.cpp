// The frame of the window: palette, places, keys, look, jobs, what stays over a restart.
#include "tests/window/window_fixture.h"
#include "ui/base/formats.h"
#include "ui/table/data_table.h"
#include "ui/table/table_text.h"
#include "ui/window/command_palette.h"
#include "ui/window/desk_application.h"
#include "ui/window/fuzzy.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("numbers, amounts, times and durations read as people write them")
{
    CHECK(numberText(QStringLiteral("1378316000.0000")) == QStringLiteral("1,378,316,000"));
    CHECK(numberText(QStringLiteral("-999")) == QStringLiteral("−999"));
    CHECK(numberText(QStringLiteral("1534.2300")) == QStringLiteral("1,534.23"));
    CHECK(numberText(QStringLiteral("0.5000")) == QStringLiteral("0.50"));
    CHECK(amountText(QStringLiteral("-64600000"), QStringLiteral("GBP")) == QStringLiteral("−£64,600,000"));
    CHECK(amountText(QStringLiteral("12.5"), QStringLiteral("percent")) == QStringLiteral("12.50 %"));
    CHECK(amountText(QStringLiteral("1534.23"), QStringLiteral("GBP_per_dwelling")) == QStringLiteral("£1,534.23"));
    CHECK(shortAmountText(QStringLiteral("1378316000"), QStringLiteral("GBP")) == QStringLiteral("£1.38bn"));
    CHECK(shortAmountText(QStringLiteral("999600000"), QStringLiteral("GBP")) == QStringLiteral("£1bn"));
    CHECK(shortAmountText(QStringLiteral("126800000000000"), QStringLiteral("GBP")) == QStringLiteral("£127,000bn"));
    CHECK(shortAmountText(QStringLiteral("13198.47"), QStringLiteral("GBP")) == QStringLiteral("£13.2k"));
    CHECK(shortAmountText(QStringLiteral("42268000"), QStringLiteral("GBP")) == QStringLiteral("£42.3m"));
    CHECK(shortAmountText(QStringLiteral("0"), QStringLiteral("GBP")) == QStringLiteral("£0"));
    CHECK(unitText(QStringLiteral("GBP_per_dwelling")) == QStringLiteral("£ per dwelling"));
    const QDateTime now = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);
    CHECK(relativeTimeText(now.addSecs(-720), now) == QStringLiteral("12 min ago"));
    CHECK(relativeTimeText(now.addSecs(36 * 60), now) == QStringLiteral("in 36 min"));
    CHECK(relativeTimeText({}, now) == QStringLiteral("never"));
    CHECK(durationText(200'000) == QStringLiteral("3 min 20 s"));
}

TEST_CASE("what is typed finds names, beginnings first")
{
    CHECK(fuzzyScore(QStringLiteral("kent"), QStringLiteral("Kent County")) > fuzzyScore(QStringLiteral("kent"), QStringLiteral("Bekenton")));
    CHECK(fuzzyScore(QStringLiteral("tb"), QStringLiteral("Total borrowing")));
    CHECK(fuzzyScore(QStringLiteral("borrowing total"), QStringLiteral("Total borrowing")));
    CHECK(fuzzyScore(QStringLiteral("ynys mon"), QStringLiteral("Ynys Môn")));
    CHECK_FALSE(fuzzyScore(QStringLiteral("zq"), QStringLiteral("Total borrowing")));
}

TEST_CASE("text reaches 4.5 to 1 against what it lies on, and 7 to 1 in high contrast")
{
    Theme theme(*qApp);
    for (const auto& [mode, least] : {std::pair("light", 4.5), std::pair("dark", 4.5), std::pair("contrast", 7.0)}) {
        theme.choose(QLatin1String(mode));
        for (const Tone ground : {Tone::Window, Tone::Card, Tone::Raised}) {
            for (const Tone text : {Tone::Text, Tone::Muted, Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad, Tone::Idle}) {
                INFO(mode << " tone " << static_cast<int>(text) << " on " << static_cast<int>(ground));
                CHECK(contrastRatio(theme.color(text), theme.color(ground)) >= least);
            }
        }
        CHECK(contrastRatio(theme.color(Tone::AccentText), theme.color(Tone::Accent)) >= least);
        CHECK(contrastRatio(theme.color(Tone::Good), theme.color(Tone::GoodSoft)) >= least - 0.3);
    }
}

TEST_CASE("column filters compare numbers and contain texts")
{
    CHECK(matchesFilter(QStringLiteral("wok"), QStringLiteral("Woking"), {}));
    CHECK(matchesFilter(QStringLiteral(">5"), QStringLiteral("6"), QStringLiteral("6")));
    CHECK_FALSE(matchesFilter(QStringLiteral(">=7"), QStringLiteral("6"), QStringLiteral("6")));
    CHECK(matchesFilter(QStringLiteral("1,000..2,000"), QStringLiteral("1,500"), QStringLiteral("1500")));
    CHECK(matchesFilter(QStringLiteral("!kent"), QStringLiteral("Devon"), {}));
    CHECK(matchesFilter(QStringLiteral("=Kent"), QStringLiteral("kent"), {}));
    CHECK_FALSE(matchesFilter(QStringLiteral("=Kent"), QStringLiteral("Kentish Town"), {}));
}

TEST_CASE("the palette opens by keys, finds a page and goes there; back and forward follow")
{
    Desk desk;
    Window window(desk);
    QTest::keyClick(&*window, Qt::Key_K, Qt::ControlModifier);
    auto* line = window.wait<QLineEdit>(QStringLiteral("Search or do anything"));
    REQUIRE(QTest::qWaitFor([&] { return line->hasFocus(); }, kPatience));
    QTest::keyClicks(line, QStringLiteral("look dark"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.theme().look() == Look::Dark);
    QTest::keyClick(&*window, Qt::Key_K, Qt::ControlModifier);
    line = window.wait<QLineEdit>(QStringLiteral("Search or do anything"));
    QTest::keyClick(line, Qt::Key_Escape);
    CHECK_FALSE(line->isVisible());
    window.restart();
    CHECK(window.theme().look() == Look::Dark);
}

TEST_CASE("a clash of keys is refused, and changed keys survive a restart")
{
    Desk desk;
    Window window(desk);
    CHECK(window->actions().clash(QStringLiteral("view.refresh"), QKeySequence(QStringLiteral("Ctrl+K"))) == QStringLiteral("go.palette"));
    CHECK_FALSE(window->actions().setShortcut(QStringLiteral("view.refresh"), QKeySequence(QStringLiteral("Ctrl+K"))));
    CHECK(window->actions().setShortcut(QStringLiteral("view.refresh"), QKeySequence(QStringLiteral("Ctrl+Shift+R"))));
    window.restart();
    CHECK(window->actions().shortcut(QStringLiteral("view.refresh")) == QKeySequence(QStringLiteral("Ctrl+Shift+R")));
    window->actions().resetShortcut(QStringLiteral("view.refresh"));
    CHECK(window->actions().shortcut(QStringLiteral("view.refresh")) == QKeySequence(Qt::Key_F5));
}

TEST_CASE("a record model keeps to the rules of models, and a table copies and exports what it shows")
{
    Desk desk;
    Theme theme(*qApp);
    UiState state(desk.path(QStringLiteral("state.ini")));
    RecordModel model({{QStringLiteral("name"), QStringLiteral("Name")}, {QStringLiteral("value"), QStringLiteral("Value"), ColumnKind::Amount, QStringLiteral("GBP")}}, theme);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRowKey(QStringLiteral("name"));
    const auto row = [](const char* name, const char* value) { return QJsonObject{{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("value"), QLatin1String(value)}}; };
    model.setRows({row("Kent", "301000000"), row("=Devon", "152000000.5"), row("Ashby", "-9")});
    DataTable table(QStringLiteral("t"), QStringLiteral("Test"), theme, state);
    table.setModel(&model);
    table.view()->sortByColumn(1, Qt::AscendingOrder);
    CHECK(table.csv() == "Name,\"Value, £\"\r\nAshby,-9\r\n'=Devon,152000000.5\r\nKent,301000000\r\n");
    table.setColumnFilter(1, QStringLiteral(">0"));
    CHECK(table.view()->model()->rowCount() == 2);
    table.view()->selectAll();
    CHECK(table.copyText(true).contains(QStringLiteral("| Kent | 301,000,000 |")));
    model.setRows({row("New", "1"), row("Kent", "301000000"), row("=Devon", "152000000.5"), row("Ashby", "-9")});
    CHECK(table.view()->model()->rowCount() == 3);
}

TEST_CASE("undo pressed twice in a breath takes two changes back, and three redos do both again")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.run(words("schedule pause"));
    (void)desk.run(words("schedule resume"));
    Window window(desk, QStringLiteral("schedule"));
    auto* undo = window->actions().find(QStringLiteral("edit.undo"));
    auto* redo = window->actions().find(QStringLiteral("edit.redo"));
    REQUIRE(window.waitsFor([&] { return undo->isEnabled(); }));
    const auto states = [&] {
        QStringList list;
        for (const QJsonValue& step : desk.ask(words("history")).value(QStringLiteral("steps")).toArray())
            list << step.toObject().value(QStringLiteral("state")).toString();
        return list;
    };
    REQUIRE(states().size() == 3);
    undo->trigger();
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return states() == QStringList{QStringLiteral("undone"), QStringLiteral("undone"), QStringLiteral("done")}; }));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled() && !window->jobs().isBusy(); }));
    for (int i = 0; i < 3; ++i)
        redo->trigger();
    REQUIRE(window.waitsFor([&] { return states() == QStringList{QStringLiteral("done"), QStringLiteral("done"), QStringLiteral("done")}; }));
    REQUIRE(window.waitForJobs());
    for (const JobView& job : window->jobs().jobs())
        CHECK(job.phase == JobView::Phase::Done);
}

TEST_CASE("a store that goes away while the window is open is missed, and shown again when it is back")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    Window window(desk, QStringLiteral("figures"));
    const QString gone = QStringLiteral("is no longer there; put the file back, or open another store");
    REQUIRE(window.waitsFor([&] { return window->status().value(QStringLiteral("figures")).toObject().value(QStringLiteral("figures")).toInt() == 360; }));
    REQUIRE(QFile::rename(desk.store(), desk.path(QStringLiteral("aside.db"))));
    CHECK(window.comesToShow(gone));
    const QSet<QString> askNothing{QStringLiteral("import"), QStringLiteral("connections")};
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        INFO(page.id.toStdString());
        CHECK(window.comesToShow(QStringLiteral("Store: cannot be read"))); // in the foot
        if (!askNothing.contains(page.id))
            CHECK(window.comesToShow(gone));
    }
    // Nothing is written to a new file in its place.
    window->jobs().start(QStringLiteral("invalidate"), {}, QStringLiteral("Invalidate"));
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Failed);
    CHECK_FALSE(QFile::exists(desk.store()));
    REQUIRE(QFile::rename(desk.path(QStringLiteral("aside.db")), desk.store()));
    CHECK(window.waitsFor([&] { return !window.shows(gone); }));
    window->navigator().go({QStringLiteral("overview")});
    CHECK(window.waitsFor([&] { return window->status().value(QStringLiteral("figures")).toObject().value(QStringLiteral("figures")).toInt() == 360; }));
}

namespace {

// The real program with its window, for a moment, then ended as a logout does. Gives its exit code. A machine that takes
// long to open it gets longer the next time: before it is open nothing listens yet.
int openAndEnd(const Desk& desk)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.insert(QLatin1String(name), desk.path(QStringLiteral("home")));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    QDir().mkpath(desk.path(QStringLiteral("home")));
    for (const int openBy : {1'500, 6'000, 24'000}) { // ms
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(FACTOID_BINARY), {QStringLiteral("--store"), QStringLiteral("sqlite:") + desk.store()});
        REQUIRE(process.waitForStarted());
        CHECK_FALSE(process.waitForFinished(openBy));
        process.terminate();
        REQUIRE(process.waitForFinished(kPatience));
        INFO(process.readAllStandardError().toStdString());
        if (process.exitStatus() == QProcess::NormalExit)
            return process.exitCode();
    }
    FAIL("the program was ended by the signal each time");
    return -1;
}

// A store as the version before laid it down.
void makeOld(const Desk& desk)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    for (const char* table : {"model_calls", "provider_manners", "transcripts", "served_links", "failures", "failure_hours", "recovery_actions", "recovery_rules", "breakers", "oddities"})
        REQUIRE((*db)->run(QStringLiteral("DROP TABLE %1").arg(QLatin1String(table))));
    for (const char* column : {"unchecked_owner", "unchecked_reason", "unchecked_at"})
        REQUIRE((*db)->run(QStringLiteral("ALTER TABLE fallbacks DROP COLUMN %1").arg(QLatin1String(column))));
    REQUIRE((*db)->run(QStringLiteral("PRAGMA user_version = 2")));
}

} // namespace

TEST_CASE("a window that is told to end by the system closes as by hand")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    CHECK(openAndEnd(desk) == 0);
}

TEST_CASE("a store of the version before is brought up to date when the window opens it")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    makeOld(desk);
    CHECK(desk.run(words("status --read-only")).code == 4);
    CHECK(openAndEnd(desk) == 0);
    CHECK(desk.ask(words("status")).value(QStringLiteral("figures")).toObject().value(QStringLiteral("figures")).toInt() == 360);
}

TEST_CASE("what takes long to bring up to date is said meanwhile")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    makeOld(desk);
    // Another program has the store: the update waits for it.
    QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
    other.setDatabaseName(desk.store());
    REQUIRE(other.open());
    REQUIRE(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
    QTimer look;
    bool said = false;
    QObject::connect(&look, &QTimer::timeout, [&] {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (!widget->isVisible() || widget->accessibleName() != QStringLiteral("Bringing the store up to date") || said)
                continue;
            said = true;
            QTest::keyClick(widget, Qt::Key_Escape); // ends nothing
            CHECK(widget->isVisible());
            CHECK(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
        }
    });
    look.start(20);
    EngineOptions options;
    options.store.path = desk.store();
    DeskApplication app(*qApp, options, desk.path(QStringLiteral("state.ini")));
    REQUIRE(app.open({}));
    look.stop();
    CHECK(said);
    CHECK(QTest::qWaitFor([&] { return app.window()->status().value(QStringLiteral("figures")).toObject().value(QStringLiteral("figures")).toInt() == 360; }, kPatience));
    other.close();
}
