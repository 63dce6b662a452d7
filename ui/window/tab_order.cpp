#include "ui/window/tab_order.h"

#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace factoid {

namespace {

using Boxes = QList<QWidget*>;

// Cuts where no box crosses a line of the given direction; one part: no such line.
std::vector<Boxes> cut(Boxes boxes, bool intoRows)
{
    const auto from = [intoRows](const QWidget* box) { return intoRows ? box->y() : box->x(); };
    const auto to = [intoRows](const QWidget* box) {
        return intoRows ? box->y() + box->height() : box->x() + box->width();
    };
    std::ranges::stable_sort(boxes, {}, from);
    std::vector<Boxes> parts;
    int end = 0;
    for (QWidget* box : boxes) {
        if (parts.empty() || from(box) >= end)
            parts.emplace_back();
        parts.back() << box;
        end = std::max(end, to(box));
    }
    return parts;
}

// As a page is read: rows before columns, and where neither can be told apart by their tops.
Boxes inReadingOrder(const Boxes& boxes)
{
    if (boxes.size() < 2)
        return boxes;
    for (const bool intoRows : {true, false}) {
        const auto parts = cut(boxes, intoRows);
        if (parts.size() < 2)
            continue;
        Boxes ordered;
        for (const Boxes& part : parts)
            ordered << inReadingOrder(part);
        return ordered;
    }
    Boxes ordered = boxes;
    std::ranges::stable_sort(ordered, {}, [](const QWidget* box) { return std::pair(box->y(), box->x()); });
    return ordered;
}

// A frame around something longer is stopped at to move it by key; without more to show there is nothing to do in it.
bool hasNothingToScroll(const QWidget& widget)
{
    const auto* area = qobject_cast<const QScrollArea*>(&widget);
    return area && area->verticalScrollBar()->maximum() == area->verticalScrollBar()->minimum() &&
           area->horizontalScrollBar()->maximum() == area->horizontalScrollBar()->minimum();
}

bool isStop(const QWidget& widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() && !widget.focusProxy() &&
           !hasNothingToScroll(widget);
}

void collect(QWidget& widget, QList<QWidget*>& stops)
{
    if (isStop(widget))
        stops << &widget;
    Boxes inside;
    for (QObject* child : widget.children()) {
        auto* box = qobject_cast<QWidget*>(child);
        if (box && box->isVisible() && !box->isWindow())
            inside << box;
    }
    for (QWidget* box : inReadingOrder(inside))
        collect(*box, stops);
}

// One must see what one comes to, from outside of its frame too.
void bringIntoView(QWidget* stop)
{
    for (QWidget* widget = stop->parentWidget(); widget; widget = widget->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(widget))
            area->ensureWidgetVisible(stop);
    }
}

} // namespace

QList<QWidget*> tabStops(QWidget& window)
{
    QList<QWidget*> stops;
    collect(window, stops);
    return stops;
}

bool tabOn(QWidget& window, bool forward)
{
    const QList<QWidget*> stops = tabStops(window);
    if (stops.isEmpty())
        return false;
    // What has the keyboard without being a stop lies within one, or around some, or before the first.
    qsizetype at = -1;
    for (QWidget* widget = window.focusWidget(); widget && at < 0; widget = widget->parentWidget())
        at = stops.indexOf(widget);
    if (const QWidget* around = window.focusWidget(); at < 0 && around && around != &window) {
        const auto within =
            std::ranges::find_if(stops, [&](const QWidget* stop) { return around->isAncestorOf(stop); });
        at = within == stops.end() ? -1 : within - stops.begin() - (forward ? 1 : 0);
    }
    const qsizetype next = forward ? at + 1 : (at < 0 ? stops.size() : at) - 1;
    QWidget* to = stops[(next + stops.size()) % stops.size()];
    to->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    bringIntoView(to);
    return true;
}

} // namespace factoid
