// Rough use: others write while something is typed here, texts of every kind are pasted, jobs are left in the middle,
// all columns are hidden.
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
    const QJsonObject factoid = desk.ask(words("factoids")).value(u"factoids"_s).toArray().at(which).toObject();
    desk.write(
        u"fallback.json"_s,
        QJsonDocument(QJsonObject{{u"fallbacks"_s, QJsonArray{QJsonObject{{u"text"_s, factoid.value(u"text"_s)},
                                                                          {u"language"_s, u"en"_s},
                                                                          {u"claims"_s, factoid.value(u"claims"_s)}}}}})
            .toJson());
    const QJsonObject done = desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"fallback.json"_s)});
    return {done.value(u"added"_s).toArray().first().toInteger(), factoid.value(u"text"_s).toString()};
}

QString ownerOf(const Desk& desk, qint64 id)
{
    for (const QJsonValue& value : desk.ask(words("fallbacks list --bin")).value(u"fallbacks"_s).toArray()) {
        if (value.toObject().value(u"id"_s).toInteger() == id)
            return value.toObject().value(u"owner"_s).toString();
    }
    return {};
}

bool isFilter(const QWidget& field)
{
    return field.accessibleName().startsWith("Filter"_L1) || field.accessibleName().startsWith("Find"_L1);
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
    Window first(desk, u"fallbacks"_s), second(desk, u"fallbacks"_s);
    auto* here = first.wait<QLineEdit>(u"Owner"_s);
    auto* there = second.wait<QLineEdit>(u"Owner"_s);
    typeInto(there, u"Second"_s);
    typeInto(here, u"First"_s);
    auto* save = first.wait<QAbstractButton>(u"Save the fallback"_s);
    REQUIRE(first.waitsFor([&] { return save->isEnabled(); }));
    save->click();
    REQUIRE(first.waitForJobs());
    CHECK(ownerOf(desk, id) == u"First"_s);
    CHECK(second.comesToShow(u"Changed elsewhere in the meantime: owner “First”."_s));
    CHECK(there->text() == u"Second"_s);
    second.picture(u"two-windows-fallback"_s);
    auto* saveToo = second.wait<QAbstractButton>(u"Save the fallback"_s);
    REQUIRE(second.waitsFor([&] { return saveToo->isEnabled(); }));
    saveToo->click();
    REQUIRE(second.waitForJobs());
    CHECK(ownerOf(desk, id) == u"Second"_s);
    (void)desk.ask(words("undo"));
    CHECK(ownerOf(desk, id) == u"First"_s);
    CHECK(second.waitsFor([&] { return there->text() == u"First"_s; })); // nothing is typed there any more
}

TEST_CASE("a fallback that goes to the bin elsewhere leaves what was typed here, to be saved as a new one")
{
    Desk desk;
    fill(desk);
    const auto [id, text] = addFallback(desk, 0);
    Window window(desk, u"fallbacks"_s);
    auto* owner = window.wait<QLineEdit>(u"Owner"_s);
    typeInto(owner, u"Typed here"_s);
    (void)desk.ask({u"fallbacks"_s, u"remove"_s, QString::number(id)});
    CHECK(window.comesToShow(u"It was moved to the bin. What you typed is still here"_s));
    CHECK(owner->isVisible());
    CHECK(owner->text() == u"Typed here"_s);
    auto* save = window.wait<QAbstractButton>(u"Save the fallback"_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    save->click();
    REQUIRE(window.waitForJobs());
    int held = 0;
    for (const QJsonValue& value : desk.ask(words("fallbacks list")).value(u"fallbacks"_s).toArray())
        held += value.toObject().value(u"owner"_s).toString() == u"Typed here"_s;
    CHECK(held == 1);
}

TEST_CASE("a setting that is saved elsewhere while another text is typed here says so, and stays typed")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"settings"_s);
    auto* line = window.wait<QLineEdit>(u"Freshness minutes"_s);
    typeInto(line, u"45"_s);
    (void)desk.ask(words("settings set schedule.freshness_minutes=90"));
    CHECK(window.comesToShow(u"not saved yet; saved elsewhere in the meantime: 90"_s));
    CHECK(line->text() == u"45"_s);
    window.click(u"Save settings"_s);
    REQUIRE(window.waitForJobs());
    CHECK(window.waitsFor([&] { return !window.shows(u"not saved yet"_s); }));
    (void)desk.ask(words("undo"));
    CHECK(window.waitsFor([&] { return line->text() == u"90"_s; }));
}

TEST_CASE("a set that is made headless while a sentence is typed leaves the sentence")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"fallbacks"_s);
    settle(window);
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(u"Sentence"_s);
    text->setFocus();
    QTest::keyClicks(text, u"Half a sentence"_s);
    (void)desk.ask(words("update-factoids --force"));
    const QString made = desk.ask(words("status")).value(u"published"_s).toObject().value(u"published_at"_s).toString();
    REQUIRE(window.waitsFor([&] {
        const auto& status = window->status();
        return status && status->published && status->published->publishedAt == made;
    }));
    settle(window);
    CHECK(text->isVisible());
    CHECK(text->toPlainText() == u"Half a sentence"_s);
    CHECK(text->hasFocus());
}

TEST_CASE("the view is reset, a job cancelled and the window closed in the middle of a job, and the store is whole")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"generation"_s);
    settle(window);
    for (const char* page : {"generation", "factoids", "import"}) {
        window->navigator().go({QLatin1String(page)});
        window->jobs().start(u"update-factoids"_s, {{u"force"_s, true}}, u"Making a set"_s);
        window->actions().find(u"view.reset"_s)->trigger();
        REQUIRE(window.waitForJobs());
        settle(window);
        CHECK(window->currentPage() != nullptr);
    }
    window->jobs().start(u"update-factoids"_s, {{u"force"_s, true}}, u"Making a set"_s);
    window->actions().find(u"jobs.cancel"_s)->trigger();
    REQUIRE(window.waitForJobs());
    window->jobs().start(u"import"_s, {{u"paths"_s, QJsonArray{desk.path(u"data"_s)}}}, u"Importing"_s);
    window.stop();
    CHECK(desk.ask(words("doctor")).value(u"healthy"_s).toBool());
    window.start(u"overview"_s);
    settle(window);
}

TEST_CASE("texts of every kind are pasted into every field, and the window holds")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    window->resize(1280, 720);
    QString nul = u"before"_s;
    nul += QChar(u'\0');
    nul += u"after"_s;
    const QString texts[] = {u"\u202Eمجلس المدينة שלום"_s,
                             QString(20'000, QLatin1Char('w')),
                             u"👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301\u0301\u0301"_s,
                             nul,
                             u"<img src=x><b>bold</b>&amp;"_s,
                             u"a\r\nb\tc"_s};
    int tried = 0;
    for (const PageSpec& page : window->pages()) {
        for (const QString& text : texts) {
            window->navigator().go({page.id});
            settle(window);
            if (page.id == "fallbacks"_L1)
                window->actions().find(u"fallbacks.new"_s)->trigger();
            QList<QPointer<QWidget>> fields;
            for (QWidget* widget : window->currentPage()->findChildren<QWidget*>()) {
                const auto* line = qobject_cast<const QLineEdit*>(widget);
                const auto* plain = qobject_cast<const QPlainTextEdit*>(widget);
                if (widget->isVisible() && widget->isEnabled() &&
                    ((line && !line->isReadOnly()) || (plain && !plain->isReadOnly())))
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
                QCoreApplication::processEvents();
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
                window.picture(u"pasted-long-"_s + page.id);
            if (page.id == "settings"_L1)
                window->actions().find(u"settings.revert"_s)->trigger();
        }
        window.picture(u"pasted-"_s + page.id);
    }
    CHECK(tried > 200);
}

TEST_CASE("a search for a setting that there is not says so")
{
    const Desk desk;
    Window window(desk, u"settings"_s);
    auto* line = window.wait<QLineEdit>(u"Find a setting"_s);
    (void)window.wait<QLineEdit>(u"Freshness minutes"_s);
    line->setText(u"zebra crossing"_s);
    CHECK(window.comesToShow(u"No settings match."_s));
    line->clear();
    CHECK_FALSE(window.shows(u"No settings match."_s));
}

TEST_CASE("not all columns of a table can be hidden, and the chooser says which are shown")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"bundles"_s);
    auto* table = window.wait<DataTable>(u"Bundles"_s);
    settle(window);
    for (auto* button : table->findChildren<QToolButton*>()) {
        if (button->accessibleName() == u"Choose columns"_s)
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
    UiState state(desk.path(u"state.ini"_s));
    struct Row {
        QString name;
        QString value = u"-9.5"_s;
    };
    RowModel<Row> model({columnOf<Row>(u"name"_s, u"Name"_s, ColumnKind::Text, &Row::name),
                         columnOf<Row>(u"value"_s, u"Value"_s, ColumnKind::Amount, &Row::value).in(u"GBP"_s)},
                        theme, &Row::name);
    std::vector<Row> rows;
    for (const char* text : {"=1+1", "+44 20", "-Kent", "@SUM(A1)", "\t=1", "\r=1", "-5", "-1,234.50", "+3", "Kent"})
        rows.push_back({QString::fromLatin1(text)});
    model.setRows(rows, QDateTime());
    DataTable table(u"t"_s, u"Test"_s, theme, state);
    table.setModel(&model);
    table.view()->selectAll();
    for (const QByteArray& csv : {table.csv(), table.copyText(false).toUtf8()}) {
        INFO(csv.toStdString());
        for (const char* line :
             {"'=1+1,-9.5", "'+44 20,-9.5", "'-Kent,-9.5", "'@SUM(A1),-9.5", "\n-5,-9.5", "\nKent,-9.5"})
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
    explicit ReadingOnly(const Desk& desk)
        : m_store(desk.store())
        , m_folder(QFileInfo(desk.store()).absolutePath())
    {
        constexpr uid_t kNobody = 65'534;
        const auto read = QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther,
                   walk = QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        REQUIRE(QFile::setPermissions(m_folder, read | walk));
        for (const QString& file :
             QDir(m_folder).entryList({QFileInfo(m_store).fileName() + QLatin1Char('*')}, QDir::Files))
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
        for (const QString& file :
             QDir(m_folder).entryList({QFileInfo(m_store).fileName() + QLatin1Char('*')}, QDir::Files))
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
    Window window(desk, u"schedule"_s);
    settle(window);
    {
        const ReadingOnly reading(desk);
        window->jobs().start(u"schedule"_s, {{u"action"_s, u"pause"_s}}, u"Pausing the schedule"_s);
        REQUIRE(window.waitForJobs());
        const JobView job = window->jobs().jobs().front();
        INFO(job.said.toStdString());
        CHECK(job.phase == JobView::Phase::Failed);
        CHECK(job.said.contains(u"store"_s));
        for (const PageSpec& page : window->pages()) {
            window->navigator().go({page.id});
            settle(window);
        }
        window.picture(u"read-only-store"_s);
    }
    window->navigator().go({u"schedule"_s});
    window->jobs().start(u"schedule"_s, {{u"action"_s, u"pause"_s}}, u"Pausing the schedule"_s);
    REQUIRE(window.waitForJobs());
    CHECK(window->jobs().jobs().front().phase == JobView::Phase::Done);
}
