// The frame of the window: palette, places, keys, look, jobs, what stays over a restart.
#include "tests/support/test_paths.h"
#include "tests/window/window_fixture.h"
#include "ui/base/formats.h"
#include "ui/table/data_table.h"
#include "ui/table/table_text.h"
#include "ui/window/command_palette.h"
#include "ui/window/desk_application.h"
#include "ui/window/fuzzy.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QTableView>

using namespace factoid;
using namespace factoid::test;

TEST_CASE("numbers, amounts, times and durations read as people write them")
{
    CHECK(numberText(u"1378316000.0000"_s) == u"1,378,316,000"_s);
    CHECK(numberText(u"-999"_s) == u"−999"_s);
    CHECK(numberText(u"1534.2300"_s) == u"1,534.23"_s);
    CHECK(numberText(u"0.5000"_s) == u"0.50"_s);
    CHECK(amountText(u"-64600000"_s, u"GBP"_s) == u"−£64,600,000"_s);
    CHECK(amountText(u"12.5"_s, u"percent"_s) == u"12.50 %"_s);
    CHECK(amountText(u"1534.23"_s, u"GBP_per_dwelling"_s) == u"£1,534.23"_s);
    CHECK(shortAmountText(u"1378316000"_s, u"GBP"_s) == u"£1.38bn"_s);
    CHECK(shortAmountText(u"999600000"_s, u"GBP"_s) == u"£1bn"_s);
    CHECK(shortAmountText(u"126800000000000"_s, u"GBP"_s) == u"£127,000bn"_s);
    CHECK(shortAmountText(u"13198.47"_s, u"GBP"_s) == u"£13.2k"_s);
    CHECK(shortAmountText(u"42268000"_s, u"GBP"_s) == u"£42.3m"_s);
    CHECK(shortAmountText(u"0"_s, u"GBP"_s) == u"£0"_s);
    CHECK(unitText(u"GBP_per_dwelling"_s) == u"£ per dwelling"_s);
    const QDateTime now = QDateTime::fromString(u"2026-11-24T12:00:00Z"_s, Qt::ISODate);
    CHECK(relativeTimeText(now.addSecs(-720), now) == u"12 min ago"_s);
    CHECK(relativeTimeText(now.addSecs(36 * 60), now) == u"in 36 min"_s);
    CHECK(relativeTimeText({}, now) == u"never"_s);
    CHECK(durationText(200'000) == u"3 min 20 s"_s);
}

TEST_CASE("what is typed finds names, beginnings first")
{
    CHECK(fuzzyScore(u"kent"_s, u"Kent County"_s) > fuzzyScore(u"kent"_s, u"Bekenton"_s));
    CHECK(fuzzyScore(u"tb"_s, u"Total borrowing"_s));
    CHECK(fuzzyScore(u"borrowing total"_s, u"Total borrowing"_s));
    CHECK(fuzzyScore(u"ynys mon"_s, u"Ynys Môn"_s));
    CHECK_FALSE(fuzzyScore(u"zq"_s, u"Total borrowing"_s));
}

TEST_CASE("text reaches 4.5 to 1 against what it lies on, and 7 to 1 in high contrast")
{
    Theme theme(*qApp);
    for (const auto& [mode, least] : {std::pair("light", 4.5), std::pair("dark", 4.5), std::pair("contrast", 7.0)}) {
        theme.choose(QLatin1String(mode));
        for (const Tone ground : {Tone::Window, Tone::Card, Tone::Raised}) {
            for (const Tone text :
                 {Tone::Text, Tone::Muted, Tone::Accent, Tone::Good, Tone::Warning, Tone::Bad, Tone::Idle}) {
                INFO(mode << " tone " << static_cast<int>(text) << " on " << static_cast<int>(ground));
                CHECK(contrastRatio(theme.color(text), theme.color(ground)) >= least);
            }
        }
        CHECK(contrastRatio(theme.color(Tone::AccentText), theme.color(Tone::Accent)) >= least);
        for (const auto& [tone, soft] :
             {std::pair(Tone::Good, Tone::GoodSoft), std::pair(Tone::Warning, Tone::WarningSoft),
              std::pair(Tone::Bad, Tone::BadSoft), std::pair(Tone::Idle, Tone::IdleSoft),
              std::pair(Tone::Text, Tone::Selection), std::pair(Tone::Muted, Tone::Selection),
              std::pair(Tone::Accent, Tone::Selection)}) {
            INFO(mode << " tone " << static_cast<int>(tone) << " on " << static_cast<int>(soft));
            CHECK(contrastRatio(theme.color(tone), theme.color(soft)) >= least);
        }
    }
}

TEST_CASE("text is as large as the desktop asks for")
{
    const Theme usual(*qApp); // where there is no desktop it chooses a font of its own
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPixelSize(26);
    QApplication::setFont(large);
    {
        const Theme theme(*qApp);
        CHECK(QApplication::font().pixelSize() == 26);
        CHECK(Theme::font(metric::kFigure).pixelSize() == 2 * metric::kFigure);
        CHECK(qApp->styleSheet().contains(u"QLabel[role=\"title\"] { font-size: 40px"_s));
        // A row of a table has room for it.
        UiState state(u"/dev/null"_s);
        const DataTable table(u"t"_s, u"Test"_s, theme, state);
        CHECK(table.view()->verticalHeader()->defaultSectionSize() >= QFontMetrics(QApplication::font()).height() + 8);
    }
    QApplication::setFont(before);
    const Theme theme(*qApp);
    CHECK(QApplication::font().pixelSize() == before.pixelSize());
}

TEST_CASE("column filters compare numbers and contain texts")
{
    CHECK(matchesFilter(u"wok"_s, u"Woking"_s, {}));
    CHECK(matchesFilter(u">5"_s, u"6"_s, u"6"_s));
    CHECK_FALSE(matchesFilter(u">=7"_s, u"6"_s, u"6"_s));
    CHECK(matchesFilter(u"1,000..2,000"_s, u"1,500"_s, u"1500"_s));
    CHECK(matchesFilter(u"!kent"_s, u"Devon"_s, {}));
    CHECK(matchesFilter(u"=Kent"_s, u"kent"_s, {}));
    CHECK_FALSE(matchesFilter(u"=Kent"_s, u"Kentish Town"_s, {}));
}

TEST_CASE("the palette opens by keys, finds a page and goes there; back and forward follow")
{
    Desk desk;
    Window window(desk);
    QTest::keyClick(&*window, Qt::Key_K, Qt::ControlModifier);
    auto* line = window.wait<QLineEdit>(u"Search or do anything"_s);
    REQUIRE(QTest::qWaitFor([&] { return line->hasFocus(); }, kPatience));
    QTest::keyClicks(line, u"look dark"_s);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(window.theme().look() == Look::Dark);
    QTest::keyClick(&*window, Qt::Key_K, Qt::ControlModifier);
    line = window.wait<QLineEdit>(u"Search or do anything"_s);
    QTest::keyClick(line, Qt::Key_Escape);
    CHECK_FALSE(line->isVisible());
    window.restart();
    CHECK(window.theme().look() == Look::Dark);
}

TEST_CASE("a clash of keys is refused, and changed keys survive a restart")
{
    Desk desk;
    Window window(desk);
    CHECK(window->actions().clash(u"view.refresh"_s, QKeySequence(u"Ctrl+K"_s)) == u"go.palette"_s);
    CHECK_FALSE(window->actions().setShortcut(u"view.refresh"_s, QKeySequence(u"Ctrl+K"_s)));
    CHECK(window->actions().setShortcut(u"view.refresh"_s, QKeySequence(u"Ctrl+Shift+R"_s)));
    window.restart();
    CHECK(window->actions().shortcut(u"view.refresh"_s) == QKeySequence(u"Ctrl+Shift+R"_s));
    window->actions().resetShortcut(u"view.refresh"_s);
    CHECK(window->actions().shortcut(u"view.refresh"_s) == QKeySequence(Qt::Key_F5));
}

TEST_CASE("a record model keeps to the rules of models, and a table copies and exports what it shows")
{
    Desk desk;
    Theme theme(*qApp);
    UiState state(desk.path(u"state.ini"_s));
    struct Row {
        QString name, value;
    };
    RowModel<Row> model({columnOf<Row>(u"name"_s, u"Name"_s, ColumnKind::Text, &Row::name),
                         columnOf<Row>(u"value"_s, u"Value"_s, ColumnKind::Amount, &Row::value).in(u"GBP"_s)},
                        theme, &Row::name);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QDateTime now = QDateTime();
    const std::vector<Row> three{{u"Kent"_s, u"301000000"_s}, {u"=Devon"_s, u"152000000.5"_s}, {u"Ashby"_s, u"-9"_s}};
    model.setRows(three, now);
    DataTable table(u"t"_s, u"Test"_s, theme, state);
    table.setModel(&model);
    table.view()->sortByColumn(1, Qt::AscendingOrder);
    CHECK(table.csv() == "Name,\"Value, £\"\r\nAshby,-9\r\n'=Devon,152000000.5\r\nKent,301000000\r\n");
    table.setColumnFilter(1, u">0"_s);
    CHECK(table.view()->model()->rowCount() == 2);
    table.view()->selectAll();
    CHECK(table.copyText(true).contains(u"| Kent | 301,000,000 |"_s));
    std::vector<Row> four = three;
    four.insert(four.begin(), {u"New"_s, u"1"_s});
    model.setRows(four, now);
    CHECK(table.view()->model()->rowCount() == 3);
}

TEST_CASE("undo pressed twice in a breath takes two changes back, and three redos do both again")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.run(words("schedule pause"));
    (void)desk.run(words("schedule resume"));
    Window window(desk, u"schedule"_s);
    auto* undo = window->actions().find(u"edit.undo"_s);
    auto* redo = window->actions().find(u"edit.redo"_s);
    REQUIRE(window.waitsFor([&] { return undo->isEnabled(); }));
    const auto states = [&] {
        QStringList list;
        for (const QJsonValue& step : desk.ask(words("history")).value(u"steps"_s).toArray())
            list << step.toObject().value(u"state"_s).toString();
        return list;
    };
    REQUIRE(states().size() == 3);
    undo->trigger();
    undo->trigger();
    REQUIRE(window.waitsFor([&] { return states() == QStringList{u"undone"_s, u"undone"_s, u"done"_s}; }));
    REQUIRE(window.waitsFor([&] { return redo->isEnabled() && !window->jobs().isBusy(); }));
    for (int i = 0; i < 3; ++i)
        redo->trigger();
    REQUIRE(window.waitsFor([&] { return states() == QStringList{u"done"_s, u"done"_s, u"done"_s}; }));
    REQUIRE(window.waitForJobs());
    for (const JobView& job : window->jobs().jobs())
        CHECK(job.phase == JobView::Phase::Done);
}

TEST_CASE("a store that goes away while the window is open is missed, and shown again when it is back")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    Window window(desk, u"figures"_s);
    const QString gone = u"is no longer there; put the file back, or open another store"_s;
    REQUIRE(window.waitsFor([&] { return window->status() && window->status()->figures.figures == 360; }));
    REQUIRE(QFile::rename(desk.store(), desk.path(u"aside.db"_s)));
    CHECK(window.comesToShow(gone));
    const QSet<QString> askNothing{u"import"_s, u"connections"_s};
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        INFO(page.id.toStdString());
        CHECK(window.comesToShow(u"Store: cannot be read"_s)); // in the foot
        if (!askNothing.contains(page.id))
            CHECK(window.comesToShow(gone));
    }
    // Nothing is written to a new file in its place.
    window->jobs().start(u"invalidate"_s, {}, u"Invalidate"_s);
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Failed);
    CHECK_FALSE(QFile::exists(desk.store()));
    REQUIRE(QFile::rename(desk.path(u"aside.db"_s), desk.store()));
    CHECK(window.waitsFor([&] { return !window.shows(gone); }));
    window->navigator().go({u"overview"_s});
    CHECK(window.waitsFor([&] { return window->status() && window->status()->figures.figures == 360; }));
}

namespace {

// The real program with its window, for a moment, then ended as a logout does. Gives its exit code. A machine that
// takes long to open it gets longer the next time: before it is open nothing listens yet.
int openAndEnd(const Desk& desk)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.insert(QLatin1String(name), desk.path(u"home"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    QDir().mkpath(desk.path(u"home"_s));
    for (const int openBy : {1'500, 6'000, 24'000}) { // ms
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(deskBinary(), {u"--store"_s, u"sqlite:"_s + desk.store()});
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
    for (const char* trigger : {"figures_inserted", "figures_updated", "figures_deleted"})
        REQUIRE((*db)->run(u"DROP TRIGGER %1"_s.arg(QLatin1String(trigger))));
    for (const char* table :
         {"mined", "outside_marks", "model_calls", "provider_manners", "transcripts", "served_links", "failures",
          "failure_hours", "recovery_actions", "recovery_rules", "breakers", "oddities"})
        REQUIRE((*db)->run(u"DROP TABLE %1"_s.arg(QLatin1String(table))));
    for (const char* column : {"unchecked_owner", "unchecked_reason", "unchecked_at"})
        REQUIRE((*db)->run(u"ALTER TABLE fallbacks DROP COLUMN %1"_s.arg(QLatin1String(column))));
    REQUIRE((*db)->run(u"PRAGMA user_version = 2"_s));
}

} // namespace

TEST_CASE("a window that is told to end by the system closes as by hand")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK(openAndEnd(desk) == 0);
}

TEST_CASE("a store of the version before is brought up to date when the window opens it")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    makeOld(desk);
    CHECK(desk.run(words("status --read-only")).code == 4);
    CHECK(openAndEnd(desk) == 0);
    CHECK(desk.ask(words("status")).value(u"figures"_s).toObject().value(u"figures"_s).toInt() == 360);
}

TEST_CASE("what takes long to bring up to date is said meanwhile")
{
    const Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    makeOld(desk);
    // Another program has the store: the update waits for it.
    QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
    other.setDatabaseName(desk.store());
    REQUIRE(other.open());
    REQUIRE(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
    QTimer look;
    bool said = false;
    QObject::connect(&look, &QTimer::timeout, [&] {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (!widget->isVisible() || widget->accessibleName() != u"Bringing the store up to date"_s || said)
                continue;
            said = true;
            QTest::keyClick(widget, Qt::Key_Escape); // ends nothing
            CHECK(widget->isVisible());
            CHECK(QSqlQuery(other).exec(u"ROLLBACK"_s));
        }
    });
    look.start(20);
    EngineOptions options;
    options.store.path = desk.store();
    DeskApplication app(*qApp, options, desk.path(u"state.ini"_s));
    REQUIRE(app.open({}));
    look.stop();
    CHECK(said);
    CHECK(QTest::qWaitFor([&] { return app.window()->status() && app.window()->status()->figures.figures == 360; },
                          kPatience));
    other.close();
}
