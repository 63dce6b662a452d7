// Rough use: others write while something is typed here, texts of every kind are pasted, jobs are left in the middle, all
// columns are hidden.
#include "tests/window/full_desk.h"
#include "ui/table/data_table.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>

#include <unistd.h>

using namespace factoid;
using namespace factoid::test;

namespace {

// A fallback that is a factoid of the set, with its claims. Gives its id and text.
std::pair<qint64, QString> addFallback(const Desk& desk, int which)
{
    const QJsonObject factoid = desk.ask(words("factoids")).value(QStringLiteral("factoids")).toArray().at(which).toObject();
    desk.write(QStringLiteral("fallback.json"), QJsonDocument(QJsonObject{{QStringLiteral("fallbacks"), QJsonArray{QJsonObject{{QStringLiteral("text"), factoid.value(QStringLiteral("text"))},
                                                                                                                                {QStringLiteral("language"), QStringLiteral("en")},
                                                                                                                                {QStringLiteral("claims"), factoid.value(QStringLiteral("claims"))}}}}}).toJson());
    const QJsonObject done = desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("fallback.json"))});
    return {done.value(QStringLiteral("added")).toArray().first().toInteger(), factoid.value(QStringLiteral("text")).toString()};
}

QString ownerOf(const Desk& desk, qint64 id)
{
    for (const QJsonValue& value : desk.ask(words("fallbacks list --bin")).value(QStringLiteral("fallbacks")).toArray()) {
        if (value.toObject().value(QStringLiteral("id")).toInteger() == id)
            return value.toObject().value(QStringLiteral("owner")).toString();
    }
    return {};
}

bool isFilter(const QWidget& field)
{
    return field.accessibleName().startsWith(QLatin1String("Filter")) || field.accessibleName().startsWith(QLatin1String("Find"));
}

void typeInto(QLineEdit* line, const QString& text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

} // namespace

TEST_CASE("two windows edit one fallback: the second is told, loses nothing, and what it replaces can be undone")
{
    Desk desk;
    fill(desk);
    const auto [id, text] = addFallback(desk, 0);
    Window first(desk, QStringLiteral("fallbacks")), second(desk, QStringLiteral("fallbacks"));
    auto* here = first.wait<QLineEdit>(QStringLiteral("Owner"));
    auto* there = second.wait<QLineEdit>(QStringLiteral("Owner"));
    typeInto(there, QStringLiteral("Second"));
    typeInto(here, QStringLiteral("First"));
    auto* save = first.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    REQUIRE(first.waitsFor([&] { return save->isEnabled(); }));
    save->click();
    REQUIRE(first.waitForJobs());
    CHECK(ownerOf(desk, id) == QStringLiteral("First"));
    CHECK(second.comesToShow(QStringLiteral("Changed elsewhere meanwhile: owner “First”.")));
    CHECK(there->text() == QStringLiteral("Second"));
    second.picture(QStringLiteral("two-windows-fallback"));
    auto* saveToo = second.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    REQUIRE(second.waitsFor([&] { return saveToo->isEnabled(); }));
    saveToo->click();
    REQUIRE(second.waitForJobs());
    CHECK(ownerOf(desk, id) == QStringLiteral("Second"));
    (void)desk.ask(words("undo"));
    CHECK(ownerOf(desk, id) == QStringLiteral("First"));
    CHECK(second.waitsFor([&] { return there->text() == QStringLiteral("First"); })); // nothing is typed there any more
}

TEST_CASE("a fallback that goes to the bin elsewhere leaves what was typed here, to be saved as a new one")
{
    Desk desk;
    fill(desk);
    const auto [id, text] = addFallback(desk, 0);
    Window window(desk, QStringLiteral("fallbacks"));
    auto* owner = window.wait<QLineEdit>(QStringLiteral("Owner"));
    typeInto(owner, QStringLiteral("Typed here"));
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("remove"), QString::number(id)});
    CHECK(window.comesToShow(QStringLiteral("It was put into the bin. What you typed stays here")));
    CHECK(owner->isVisible());
    CHECK(owner->text() == QStringLiteral("Typed here"));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    save->click();
    REQUIRE(window.waitForJobs());
    int held = 0;
    for (const QJsonValue& value : desk.ask(words("fallbacks list")).value(QStringLiteral("fallbacks")).toArray())
        held += value.toObject().value(QStringLiteral("owner")).toString() == QStringLiteral("Typed here");
    CHECK(held == 1);
}

TEST_CASE("a setting that is saved elsewhere while another text is typed here says so, and stays typed")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("settings"));
    auto* line = window.wait<QLineEdit>(QStringLiteral("Freshness minutes"));
    typeInto(line, QStringLiteral("45"));
    (void)desk.ask(words("settings set schedule.freshness_minutes=90"));
    CHECK(window.comesToShow(QStringLiteral("not saved yet; elsewhere saved meanwhile: 90")));
    CHECK(line->text() == QStringLiteral("45"));
    window.click(QStringLiteral("Save settings"));
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return !window.shows(QStringLiteral("not saved yet")); }));
    (void)desk.ask(words("undo"));
    CHECK(window.waitsFor([&] { return line->text() == QStringLiteral("90"); }));
}

TEST_CASE("a set that is made headless while a sentence is typed leaves the sentence")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("fallbacks"));
    settle(window);
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(QStringLiteral("Sentence"));
    text->setFocus();
    QTest::keyClicks(text, QStringLiteral("Half a sentence"));
    (void)desk.ask(words("update-factoids --force"));
    QTest::qWait(1'500); // the window has seen it
    settle(window);
    CHECK(text->isVisible());
    CHECK(text->toPlainText() == QStringLiteral("Half a sentence"));
    CHECK(text->hasFocus());
}

TEST_CASE("the view is reset, a job cancelled and the window closed in the middle of a job, and the store is whole")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("generation"));
    settle(window);
    for (const char* page : {"generation", "factoids", "import"}) {
        window->navigator().go({QLatin1String(page)});
        window->jobs().start(QStringLiteral("update-factoids"), {{QStringLiteral("force"), true}}, QStringLiteral("Making a set"));
        window->actions().find(QStringLiteral("view.reset"))->trigger();
        REQUIRE(window.waitForJobs());
        settle(window);
        CHECK(window->currentPage() != nullptr);
    }
    window->jobs().start(QStringLiteral("update-factoids"), {{QStringLiteral("force"), true}}, QStringLiteral("Making a set"));
    window->actions().find(QStringLiteral("jobs.cancel"))->trigger();
    REQUIRE(window.waitForJobs());
    window->jobs().start(QStringLiteral("import"), {{QStringLiteral("paths"), QJsonArray{desk.path(QStringLiteral("data"))}}}, QStringLiteral("Importing"));
    window.stop();
    CHECK(desk.ask(words("doctor")).value(QStringLiteral("healthy")).toBool());
    window.start(QStringLiteral("overview"));
    settle(window);
}

TEST_CASE("texts of every kind are pasted into every field, and the window holds")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    window->resize(1280, 720);
    QString nul = QStringLiteral("before");
    nul += QChar(u'\0');
    nul += QStringLiteral("after");
    const QString texts[] = {QStringLiteral("\u202Eمجلس المدينة שלום"), QString(20'000, QLatin1Char('w')), QStringLiteral("👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301\u0301\u0301"), nul, QStringLiteral("<img src=x><b>bold</b>&amp;"), QStringLiteral("a\r\nb\tc")};
    int tried = 0;
    for (const PageSpec& page : window->pages()) {
        for (const QString& text : texts) {
            window->navigator().go({page.id});
            settle(window);
            if (page.id == QLatin1String("fallbacks"))
                window->actions().find(QStringLiteral("fallbacks.new"))->trigger();
            QList<QPointer<QWidget>> fields;
            for (QWidget* widget : window->currentPage()->findChildren<QWidget*>()) {
                const auto* line = qobject_cast<const QLineEdit*>(widget);
                const auto* plain = qobject_cast<const QPlainTextEdit*>(widget);
                if (widget->isVisible() && widget->isEnabled() && ((line && !line->isReadOnly()) || (plain && !plain->isReadOnly())))
                    fields << widget;
            }
            // What filters would put the others away.
            std::ranges::stable_partition(fields, [](const QPointer<QWidget>& field) { return !isFilter(*field); });
            for (const QPointer<QWidget>& field : fields) {
                if (!field || !field->isVisible())
                    continue;
                QApplication::clipboard()->setText(text);
                field->setFocus();
                if (auto* line = qobject_cast<QLineEdit*>(field.data())) {
                    line->selectAll();
                    line->paste();
                } else {
                    qobject_cast<QPlainTextEdit*>(field.data())->selectAll();
                    qobject_cast<QPlainTextEdit*>(field.data())->paste();
                }
                QTest::qWait(1);
                ++tried;
            }
            settle(window);
            INFO(page.id.toStdString() << ", “" << text.left(20).toStdString() << "”");
            CHECK(window->size() == QSize(1280, 720));
            for (const QScrollArea* area : window->currentPage()->findChildren<QScrollArea*>()) {
                INFO(area->accessibleName().toStdString());
                if (area->isVisible() && area->widgetResizable())
                    CHECK(area->widget()->width() <= area->viewport()->width());
            }
            for (QWidget* widget : window->currentPage()->findChildren<QWidget*>()) {
                auto* filter = qobject_cast<QLineEdit*>(widget);
                if (filter && isFilter(*filter))
                    filter->clear();
            }
            settle(window);
            if (text.startsWith(QLatin1Char('w')))
                window.picture(QStringLiteral("pasted-long-") + page.id);
            if (page.id == QLatin1String("settings"))
                window->actions().find(QStringLiteral("settings.revert"))->trigger();
        }
        window.picture(QStringLiteral("pasted-") + page.id);
    }
    CHECK(tried > 200);
}

TEST_CASE("a search for a setting that there is not says so")
{
    const Desk desk;
    Window window(desk, QStringLiteral("settings"));
    auto* line = window.wait<QLineEdit>(QStringLiteral("Find a setting"));
    (void)window.wait<QLineEdit>(QStringLiteral("Freshness minutes"));
    line->setText(QStringLiteral("no such thing"));
    CHECK(window.comesToShow(QStringLiteral("No setting has these words.")));
    line->clear();
    CHECK_FALSE(window.shows(QStringLiteral("No setting has these words.")));
}

TEST_CASE("not all columns of a table can be hidden, and the chooser says which are shown")
{
    Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("bundles"));
    auto* table = window.wait<DataTable>(QStringLiteral("Bundles"));
    settle(window);
    for (auto* button : table->findChildren<QToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("Choose columns"))
            button->click();
    }
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu);
    int shown = 0;
    for (QAction* action : menu->actions()) {
        if (action->isCheckable())
            action->setChecked(false);
    }
    for (QAction* action : menu->actions())
        shown += action->isChecked();
    CHECK(shown == 1);
    int visible = 0;
    for (int column = 0; column < table->view()->horizontalHeader()->count(); ++column)
        visible += !table->view()->horizontalHeader()->isSectionHidden(column);
    CHECK(visible == 1);
    menu->close();
}

TEST_CASE("what begins like a formula is copied and exported as text, and numbers stay numbers")
{
    Desk desk;
    Theme theme(*qApp);
    UiState state(desk.path(QStringLiteral("state.ini")));
    RecordModel model({{QStringLiteral("name"), QStringLiteral("Name")}, {QStringLiteral("value"), QStringLiteral("Value"), ColumnKind::Amount, QStringLiteral("GBP")}}, theme);
    model.setRowKey(QStringLiteral("name"));
    QJsonArray rows;
    for (const char* text : {"=1+1", "+44 20", "-Kent", "@SUM(A1)", "\t=1", "\r=1", "-5", "-1,234.50", "+3", "Kent"})
        rows.append(QJsonObject{{QStringLiteral("name"), QLatin1String(text)}, {QStringLiteral("value"), QStringLiteral("-9.5")}});
    model.setRows(rows);
    DataTable table(QStringLiteral("t"), QStringLiteral("Test"), theme, state);
    table.setModel(&model);
    table.view()->selectAll();
    for (const QByteArray& csv : {table.csv(), table.copyText(false).toUtf8()}) {
        INFO(csv.toStdString());
        for (const char* line : {"'=1+1,-9.5", "'+44 20,-9.5", "'-Kent,-9.5", "'@SUM(A1),-9.5", "\n-5,-9.5", "\nKent,-9.5"})
            CHECK(csv.contains(line));
        CHECK(csv.contains("'\t=1"));
        CHECK(csv.contains("'\r=1"));
    }
}

namespace {

// As somebody who may only read, also where the tests run as root.
class ReadingOnly
{
  public:
    explicit ReadingOnly(const Desk& desk) : m_store(desk.store()), m_folder(QFileInfo(desk.store()).absolutePath())
    {
        constexpr uid_t kNobody = 65'534;
        const auto read = QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther, walk = QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        REQUIRE(QFile::setPermissions(m_folder, read | walk));
        for (const QString& file : QDir(m_folder).entryList({QFileInfo(m_store).fileName() + QLatin1Char('*')}, QDir::Files))
            REQUIRE(QFile::setPermissions(m_folder + QLatin1Char('/') + file, read));
        m_user = geteuid();
        if (m_user == 0)
            REQUIRE(seteuid(kNobody) == 0);
    }
    ~ReadingOnly()
    {
        (void)!seteuid(m_user);
        const auto mine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        (void)QFile::setPermissions(m_folder, mine | QFileDevice::ExeOwner);
        for (const QString& file : QDir(m_folder).entryList({QFileInfo(m_store).fileName() + QLatin1Char('*')}, QDir::Files))
            (void)QFile::setPermissions(m_folder + QLatin1Char('/') + file, mine);
    }

  private:
    QString m_store, m_folder;
    uid_t m_user = 0;
};

} // namespace

TEST_CASE("a store that cannot be written any more is told, and the window goes on when it can")
{
    const Desk desk;
    fill(desk);
    Window window(desk, QStringLiteral("schedule"));
    settle(window);
    {
        const ReadingOnly reading(desk);
        window->jobs().start(QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("pause")}}, QStringLiteral("Pausing the schedule"));
        REQUIRE(window.waitForJobs());
        const JobView job = window->jobs().jobs().front();
        INFO(job.said.toStdString());
        CHECK(job.phase == JobView::Phase::Failed);
        CHECK(job.said.contains(QStringLiteral("store")));
        for (const PageSpec& page : window->pages()) {
            window->navigator().go({page.id});
            settle(window);
        }
        window.picture(QStringLiteral("read-only-store"));
    }
    window->navigator().go({QStringLiteral("schedule")});
    window->jobs().start(QStringLiteral("schedule"), {{QStringLiteral("action"), QStringLiteral("pause")}}, QStringLiteral("Pausing the schedule"));
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Done);
}
