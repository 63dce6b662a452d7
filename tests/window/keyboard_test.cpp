// Tab over every page: the order in which it stops, and that one sees where it stands.
#include "tests/window/full_desk.h"

#include <QImage>
#include <QScrollArea>

using namespace factoid;
using namespace factoid::test;

namespace {

constexpr int kMostStops = 400;
enum class Part { Sidebar, Header, Page, Foot, Elsewhere };

Part partOf(Window& window, const QWidget* widget)
{
    for (const auto& [name, part] : {std::pair("sidebar", Part::Sidebar), std::pair("header", Part::Header),
                                     std::pair("pages", Part::Page), std::pair("statusline", Part::Foot)}) {
        const auto* frame = window->findChild<QWidget*>(QLatin1String(name));
        if (frame && (frame == widget || frame->isAncestorOf(widget)))
            return part;
    }
    return Part::Elsewhere;
}

std::string nameOf(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return (QLatin1String(widget->metaObject()->className()) +
            u" “%1”"_s.arg(widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName()))
        .toStdString();
}

// A time has a stop within it for each of its parts.
QWidget* tabFrom(QWidget* at)
{
    constexpr int kMostParts = 3;
    for (int i = 0; i < kMostParts && QApplication::focusWidget() == at; ++i)
        QTest::keyClick(at, Qt::Key_Tab);
    INFO("after " << nameOf(at));
    REQUIRE(QApplication::focusWidget());
    REQUIRE(QApplication::focusWidget() != at); // a widget that keeps Tab to itself is a trap
    return QApplication::focusWidget();
}

// One round of Tab, from the first entry of the sidebar on.
void walk(Window& window, const std::function<void(QWidget*)>& visit)
{
    QAbstractButton* entry = nullptr;
    for (auto* button : window->findChild<QWidget*>(u"sidebar"_s)->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && (button->focusPolicy() & Qt::TabFocus) &&
            (!entry || button->mapTo(&*window, QPoint()).y() < entry->mapTo(&*window, QPoint()).y()))
            entry = button;
    }
    REQUIRE(entry);
    entry->setFocus(Qt::TabFocusReason);
    QWidget* at = QApplication::focusWidget();
    REQUIRE(at == entry);
    for (int seen = 0; seen < kMostStops; ++seen) {
        visit(at);
        at = tabFrom(at);
        if (at == entry)
            return;
    }
    FAIL("Tab goes round without coming back");
}

QRect placeOf(Window& window, const QWidget* widget)
{
    return {widget->mapTo(&*window, QPoint()), widget->size()};
}

// A later stop is not wholly above an earlier one in the same column, nor wholly left of it in the same row.
bool stepsBack(const QRect& from, const QRect& to)
{
    const bool sameColumn = from.left() < to.right() && to.left() < from.right();
    const bool sameRow = from.top() < to.bottom() && to.top() < from.bottom();
    return (sameColumn && to.bottom() <= from.top()) || (sameRow && to.right() <= from.left());
}

// What the window shows where the widget stands and a little around it.
QImage lookAt(Window& window, const QWidget* widget)
{
    constexpr int kAround = 3;
    QRect place(widget->mapTo(&*window, QPoint()), widget->size());
    return window->grab(place.adjusted(-kAround, -kAround, kAround, kAround)).toImage();
}

// Dots that stand out from what was there before.
int standingOut(const QImage& with, const QImage& without)
{
    constexpr double kStandsOut = 1.5;
    int count = 0;
    for (int y = 0; y < with.height(); ++y) {
        for (int x = 0; x < with.width(); ++x)
            count += with.pixel(x, y) != without.pixel(x, y) &&
                     contrastRatio(with.pixelColor(x, y), without.pixelColor(x, y)) >= kStandsOut;
    }
    return count;
}

} // namespace

TEST_CASE("Tab goes through sidebar, header, page and foot, and through a page as one reads it")
{
    Desk desk;
    fill(desk);
    Window window(desk);
    window->activateWindow();
    for (const PageSpec& page : window->pages()) {
        window->navigator().go({page.id});
        settle(window);
        int ofPage = 0;
        QWidget* before = nullptr;
        walk(window, [&](QWidget* stop) {
            const Part part = partOf(window, stop);
            ofPage += part == Part::Page;
            INFO(page.id.toStdString() << ": " << nameOf(stop));
            CHECK(part != Part::Elsewhere);
            if (before) {
                INFO("after " << nameOf(before));
                CHECK(static_cast<int>(part) >= static_cast<int>(partOf(window, before)));
                if (part == Part::Page && partOf(window, before) == Part::Page && !before->isAncestorOf(stop))
                    CHECK_FALSE(stepsBack(placeOf(window, before), placeOf(window, stop)));
            }
            before = stop;
        });
        CHECK(ofPage > 0);
        CHECK(partOf(window, before) == Part::Foot);
    }
}

TEST_CASE("wherever Tab stops, one sees it, in every look")
{
    constexpr int kLeastDots = 24;
    Desk desk;
    fill(desk);
    Window window(desk);
    window->activateWindow();
    for (const char* look : {"light", "dark", "contrast"}) {
        window.theme().choose(QLatin1String(look));
        for (const PageSpec& page : window->pages()) {
            window->navigator().go({page.id});
            settle(window);
            walk(window, [&](QWidget* stop) {
                // What scrolls to it has scrolled, and what was being filled is.
                CHECK(window.waitsFor([&] { return window->isSettled() && !stop->visibleRegion().isEmpty(); }));
                const QImage with = lookAt(window, stop);
                stop->clearFocus();
                const QImage without = lookAt(window, stop);
                stop->setFocus(Qt::OtherFocusReason);
                INFO(look << ", " << page.id.toStdString() << ": " << nameOf(stop));
                CHECK(standingOut(with, without) >= kLeastDots);
            });
        }
    }
}
