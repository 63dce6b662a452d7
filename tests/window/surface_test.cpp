// What holds for the whole surface: names for screen readers, the main job by keyboard alone, small screens, both
// looks.
#include "tests/window/full_desk.h"

#include <QAccessible>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

#include <set>

using namespace factoid;
using namespace factoid::test;

namespace {

// Roles that carry nothing of their own: what is inside them is named.
bool isFrameOnly(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Client:
    case QAccessible::Pane:
    case QAccessible::Grouping:
    case QAccessible::LayeredPane:
    case QAccessible::Border:
    case QAccessible::Separator:
    case QAccessible::ScrollBar:
    case QAccessible::Grip:
    case QAccessible::Splitter:
    case QAccessible::Whitespace:
    case QAccessible::Cell: // a cell without a value is an empty cell
    case QAccessible::ListItem:
    case QAccessible::TreeItem:
    case QAccessible::Row:
    case QAccessible::RowHeader:
    case QAccessible::ColumnHeader:
    case QAccessible::TitleBar:
        return true;
    default:
        return false;
    }
}

// Every visible widget below, by way of the accessibility tree; those without a name are noted with where they stand.
void walk(QAccessibleInterface* node, const QString& path, std::set<QString>& nameless, int& seen)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    const auto* widget = qobject_cast<const QWidget*>(node->object());
    const QString here =
        path + QLatin1Char('/') + (widget ? QString::fromLatin1(widget->metaObject()->className()) : u"item"_s);
    if (widget && widget->isVisible() && !isFrameOnly(node->role())) {
        ++seen;
        const bool plainText = node->role() == QAccessible::StaticText;
        if (node->text(QAccessible::Name).isEmpty() && !(plainText && node->text(QAccessible::Value).isEmpty()))
            nameless.insert(u"%1 (role %2, object “%3”)"_s.arg(here).arg(node->role()).arg(widget->objectName()));
    }
    // Rows of tables are the model's business and may be a million.
    if (node->tableInterface())
        return;
    for (int i = 0; i < node->childCount(); ++i)
        walk(node->child(i), here, nameless, seen);
}

// A widget that takes the keyboard and says nothing is a dead end for those who do not see it.
void checkFocusable(const QWidget& window, std::set<QString>& nameless)
{
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        QAccessibleInterface* node = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        if (!node || node->text(QAccessible::Name).isEmpty())
            nameless.insert(u"focusable %1 “%2” in %3"_s.arg(
                QLatin1String(widget->metaObject()->className()), widget->objectName(),
                widget->parentWidget() ? QLatin1String(widget->parentWidget()->metaObject()->className())
                                       : "nothing"_L1));
    }
}

void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* focus = QApplication::focusWidget();
    REQUIRE(focus);
    QTest::keyClick(focus, static_cast<Qt::Key>(key), modifiers);
}

void type(const QString& text)
{
    QWidget* focus = QApplication::focusWidget();
    REQUIRE(focus);
    QTest::keyClicks(focus, text);
}

// Tab until the widget of that name has the keyboard.
void tabTo(const QString& name)
{
    constexpr int kMost = 300;
    for (int i = 0; i < kMost; ++i) {
        const QWidget* focus = QApplication::focusWidget();
        const auto* button = qobject_cast<const QAbstractButton*>(focus);
        if (focus && (focus->accessibleName() == name || (button && button->text() == name)))
            return;
        press(Qt::Key_Tab);
    }
    FAIL("no way by Tab to “" << name.toStdString() << "”");
}

void palette(const QString& what)
{
    press(Qt::Key_K, Qt::ControlModifier);
    REQUIRE(
        QTest::qWaitFor([] { return qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr; }, kPatience));
    type(what);
    press(Qt::Key_Return);
}

constexpr int kLayoutPatience = 3'000; // ms

// Texts that have less room than they need. What wraps or is shortened with dots takes care of itself.
QStringList clippedTexts(Window& window)
{
    QStringList clipped;
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QPushButton*>(widget);
        const QString text = label ? label->text() : button ? button->text() : QString();
        if (text.isEmpty() || (label && label->wordWrap()))
            continue;
        // A button's hint leaves room for an icon that it may not have.
        const QSize needed =
            label ? label->sizeHint() : QSize(button->sizeHint().width(), button->fontMetrics().height());
        if (widget->width() < needed.width() || widget->height() < needed.height())
            clipped << u"“%1” has %2x%3 of %4x%5"_s.arg(text)
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(needed.width())
                           .arg(needed.height());
    }
    return clipped;
}

} // namespace

TEST_CASE("every widget of every page has a name in the accessibility tree")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        std::set<QString> nameless;
        int seen = 0;
        walk(QAccessible::queryAccessibleInterface(&*window), {}, nameless, seen);
        checkFocusable(*window, nameless);
        CHECK(seen > 30);
        for (const QString& one : nameless)
            FAIL_CHECK(page.id.toStdString() << ": " << one.toStdString());
    }
}

TEST_CASE("no page needs more room than 1280 by 720 gives")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    window->resize(1280, 720);
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        INFO(page.id.toStdString());
        CHECK(window->width() == 1280);
        CHECK(window->height() == 720);
        CHECK(window->currentPage()->minimumSizeHint().width() <= 1280 - 208);
        // Nothing of a page hangs over its edge.
        for (const QScrollArea* area : window->currentPage()->findChildren<QScrollArea*>()) {
            if (area->isVisible() && area->objectName() == "pageScroll"_L1)
                CHECK(area->horizontalScrollBar()->maximum() == 0);
        }
        (void)window.waitsFor([&] { return clippedTexts(window).isEmpty(); }, kLayoutPatience);
        CHECK(clippedTexts(window).join(QLatin1Char('\n')).toStdString() == "");
        window.picture(u"small-"_s + page.id);
    }
}

TEST_CASE("the main job is done with the keyboard alone")
{
    Desk desk;
    Window window(desk, u"overview"_s);
    window->activateWindow();
    REQUIRE(window.waitsFor([] { return QApplication::focusWidget() != nullptr; }));
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"No figures yet"_s; }));
    tabTo(u"Use the real sample"_s);
    press(Qt::Key_Space);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(u"councils are in"_s));
    settle(window);
    // The next step is under the same key.
    CHECK(window.waitsFor([] {
        return qobject_cast<QAbstractButton*>(QApplication::focusWidget()) &&
               qobject_cast<QAbstractButton*>(QApplication::focusWidget())->text() == u"Publish a set"_s;
    }));
    tabTo(u"Publish a set"_s);
    press(Qt::Key_Space);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.comesToShow(u"A set is published"_s));
    settle(window);
    tabTo(u"Export a bundle"_s);
    press(Qt::Key_Space);
    REQUIRE(window.waitForJobs());
    REQUIRE(window.waitsFor([&] { return window->currentPage()->title() == u"All fresh"_s; }));
    // The steps are gone; the keyboard is not on the sidebar.
    CHECK(window.waitsFor([&] {
        const QWidget* focus = QApplication::focusWidget();
        return focus && (focus == window->currentPage() || window->currentPage()->isAncestorOf(focus));
    }));
    // Every page is reached by the palette, and back leads to where one was.
    for (const PageSpec& page : window->pages()) {
        palette(page.title);
        INFO(page.id.toStdString());
        REQUIRE(window.waitsFor([&] { return window->navigator().current().page == page.id; }));
        settle(window);
    }
    const QString last = window->navigator().current().page;
    press(Qt::Key_Left, Qt::AltModifier);
    CHECK(window->navigator().current().page != last);
    press(Qt::Key_Right, Qt::AltModifier);
    CHECK(window->navigator().current().page == last);
    CHECK(desk.ask({u"verify"_s}).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("what is being typed is still there when the page hears of news")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    int tried = 0;
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        QList<QWidget*> fields;
        for (QWidget* widget : window->currentPage()->findChildren<QWidget*>()) {
            const auto* line = qobject_cast<const QLineEdit*>(widget);
            const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
            if (widget->isVisible() && widget->isEnabled() &&
                ((line && !line->isReadOnly()) || (text && !text->isReadOnly())))
                fields << widget;
        }
        for (QWidget* field : fields) {
            if (!field->isVisible())
                continue; // what was typed before may have put it away
            INFO(page.id.toStdString() << ": " << field->accessibleName().toStdString());
            const auto typed = [&] {
                const auto* line = qobject_cast<const QLineEdit*>(field);
                return line ? line->text() : qobject_cast<const QPlainTextEdit*>(field)->toPlainText();
            };
            field->setFocus();
            QTest::keyClicks(field, u"17"_s);
            const QString before = typed();
            window->currentPage()->refresh();
            settle(window);
            CHECK(field->isVisible());
            CHECK(typed().toStdString() == before.toStdString());
            ++tried;
        }
    }
    CHECK(tried > 20);
}

TEST_CASE("the look switches live, and no page keeps a colour of the other")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        for (const auto& [mode, dark] : {std::pair("dark", true), std::pair("light", false)}) {
            window.theme().choose(QLatin1String(mode));
            window.settle();
            // Most of a picture is ground: it is on the side that the look is on.
            const QImage picture = window->grab().toImage();
            qint64 light = 0, all = 0;
            for (int y = 0; y < picture.height(); y += 7) {
                for (int x = 0; x < picture.width(); x += 7) {
                    light += qGray(picture.pixel(x, y)) > 128;
                    ++all;
                }
            }
            INFO(page.id.toStdString() << " " << mode << ": light share "
                                       << static_cast<double>(light) / static_cast<double>(all));
            CHECK((static_cast<double>(light) / static_cast<double>(all) > 0.5) == !dark);
        }
    }
}

TEST_CASE("Reset view puts layout and filters back, and the window goes on")
{
    Desk desk;
    fill(desk);
    Window window(desk, u"connections"_s);
    window->actions().find(u"view.sidebar"_s)->trigger();
    window.restart();
    CHECK(window.state().value(u"view/folded"_s).toBool());
    window->actions().find(u"view.reset"_s)->trigger();
    settle(window);
    CHECK(window->currentPage() != nullptr);
    window.restart();
    CHECK_FALSE(window.state().value(u"view/folded"_s).toBool());
}
