#include "ui/widgets/reorder_list.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace factoid {

ReorderRow::ReorderRow(const Theme& theme, ReorderList* list, const QString& key, const QString& name, QWidget* content)
    : QFrame(list)
    , m_list(list)
    , m_key(key)
    , m_handle(new QLabel(this))
    , m_number(roleLabel({}, "caption", this))
{
    setObjectName(u"card"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(name);
    const auto draw = [this, &theme] { m_handle->setPixmap(theme.icon(u"drag"_s).pixmap(metric::kIcon)); };
    draw();
    connect(&theme, &Theme::changed, this, draw);
    m_handle->setToolTip(ReorderList::tr("Drag to another place, or press Alt with Up or Down"));
    m_handle->setAccessibleName(ReorderList::tr("Handle: drag to another place"));
    m_handle->setCursor(Qt::SizeVerCursor);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kSmall, metric::kSmall, metric::kMedium, metric::kSmall);
    layout->setSpacing(metric::kSmall);
    auto* left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_number, 0, Qt::AlignHCenter);
    left->addWidget(m_handle, 0, Qt::AlignHCenter);
    left->addStretch(1);
    layout->addLayout(left);
    content->setParent(this);
    layout->addWidget(content, 1);
}

void ReorderRow::setNumber(int number)
{
    m_number->setText(QString::number(number));
    setAccessibleDescription(ReorderList::tr("Place %1").arg(number));
}

void ReorderRow::setMovable(bool movable)
{
    m_handle->setVisible(movable);
}

void ReorderRow::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    m_list->press(this, mapTo(m_list, event->position().toPoint()));
}

void ReorderRow::mouseMoveEvent(QMouseEvent* event)
{
    m_list->drag(mapTo(m_list, event->position().toPoint()));
}

void ReorderRow::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_list->drop();
}

void ReorderRow::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT m_list->activated(m_key);
}

void ReorderRow::keyPressEvent(QKeyEvent* event)
{
    const bool alt = event->modifiers() & Qt::AltModifier;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int by = event->key() == Qt::Key_Up ? -1 : 1;
        if (alt)
            m_list->moveCurrent(by);
        else
            m_list->step(by);
        return;
    }
    case Qt::Key_Home:
        m_list->step(-static_cast<int>(m_list->m_rows.size()));
        return;
    case Qt::Key_End:
        m_list->step(static_cast<int>(m_list->m_rows.size()));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT m_list->activated(m_key);
        return;
    case Qt::Key_Escape:
        if (m_list->m_dragging) {
            m_list->cancelDrag();
            return;
        }
        break;
    default:
        break;
    }
    QFrame::keyPressEvent(event);
}

void ReorderRow::focusInEvent(QFocusEvent* event)
{
    m_list->setCurrent(m_key);
    QFrame::focusInEvent(event);
}

ReorderList::ReorderList(const Theme& theme, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
    , m_divider(roleLabel({}, "caption", this))
{
    setAccessibleName(name);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metric::kSmall);
    m_divider->hide();
}

void ReorderList::setRows(std::function<std::vector<Row>()> make)
{
    if (m_pressed) {
        m_waiting = std::move(make);
        return;
    }
    // Whoever has the keyboard keeps it, although the widgets are new.
    const bool hadFocus = std::ranges::any_of(m_rows, [](const ReorderRow* row) { return row->hasFocus(); });
    // A row that is hidden hands the keyboard to its neighbour, which is not what anybody chose.
    m_renewing = true;
    for (ReorderRow* row : m_rows) {
        m_layout->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_renewing = false;
    m_rows.clear();
    for (const Row& row : make()) {
        auto* made = new ReorderRow(m_theme, this, row.key, row.name, row.content);
        made->setMovable(m_movable);
        m_rows.push_back(made);
    }
    arrange();
    const int at = indexOf(m_current);
    if (at < 0)
        m_current.clear();
    else
        setStyleProperty(m_rows[static_cast<size_t>(at)], "selected", true);
    if (at >= 0 && hadFocus)
        m_rows[static_cast<size_t>(at)]->setFocus();
}

void ReorderList::setDivider(int rows, const QString& text)
{
    m_dividerAt = rows;
    m_divider->setText(text);
    arrange();
}

void ReorderList::setShown(int rows)
{
    m_shown = rows;
    arrange();
}

void ReorderList::setMovable(bool movable)
{
    m_movable = movable;
    for (ReorderRow* row : m_rows)
        row->setMovable(movable);
}

QStringList ReorderList::keys() const
{
    QStringList keys;
    for (const ReorderRow* row : m_rows)
        keys << row->key();
    return keys;
}

int ReorderList::indexOf(const QString& key) const
{
    const auto found = std::ranges::find_if(m_rows, [&](const ReorderRow* row) { return row->key() == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ReorderList::shownRows() const
{
    const int all = static_cast<int>(m_rows.size());
    return m_shown < 0 ? all : std::min(all, m_shown);
}

void ReorderList::setCurrent(const QString& key)
{
    if (key == m_current || m_renewing)
        return;
    m_current = key;
    for (ReorderRow* row : m_rows)
        setStyleProperty(row, "selected", row->key() == key);
    Q_EMIT currentChanged(key);
}

void ReorderList::step(int by)
{
    const int last = shownRows() - 1;
    if (last < 0)
        return;
    const int to = std::clamp(std::max(0, indexOf(m_current)) + by, 0, last);
    m_rows[static_cast<size_t>(to)]->setFocus(Qt::OtherFocusReason);
}

void ReorderList::moveCurrent(int by)
{
    const int from = indexOf(m_current);
    const int to = from + by;
    if (!m_movable || from < 0 || to < 0 || to >= shownRows())
        return;
    ReorderRow* row = m_rows[static_cast<size_t>(from)];
    move(from, to);
    row->setFocus(Qt::OtherFocusReason);
    Q_EMIT ordered(keys());
}

void ReorderList::move(int from, int to)
{
    ReorderRow* row = m_rows[static_cast<size_t>(from)];
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, row);
    arrange();
}

void ReorderList::arrange()
{
    while (m_layout->count() > 0)
        delete m_layout->takeAt(0);
    const int shown = shownRows();
    const bool divided = m_dividerAt >= 0 && m_dividerAt < shown;
    m_divider->setVisible(divided);
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
        if (divided && i == m_dividerAt)
            m_layout->addWidget(m_divider);
        ReorderRow* row = m_rows[static_cast<size_t>(i)];
        row->setNumber(i + 1);
        m_layout->addWidget(row);
        row->setVisible(i < shown);
    }
    // The keyboard follows the order that is seen.
    for (size_t i = 1; i < m_rows.size(); ++i)
        setTabOrder(m_rows[i - 1], m_rows[i]);
}

void ReorderList::press(ReorderRow* row, const QPoint& at)
{
    m_pressed = true;
    m_pressedAt = at;
    m_before = keys();
    setCurrent(row->key());
}

void ReorderList::drag(const QPoint& at)
{
    if (!m_pressed || !m_movable)
        return;
    if (!m_dragging && (at - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    const int from = indexOf(m_current);
    int to = from;
    for (int i = 0; i < shownRows(); ++i) {
        const QRect place = m_rows[static_cast<size_t>(i)]->geometry();
        if ((i < from && at.y() < place.center().y()) || (i > from && at.y() > place.center().y())) {
            to = i;
            if (i < from)
                break;
        }
    }
    if (to == from || from < 0)
        return;
    move(from, to);
    m_layout->activate();
}

void ReorderList::drop()
{
    const bool moved = m_dragging && keys() != m_before;
    m_pressed = m_dragging = false;
    if (moved)
        Q_EMIT ordered(keys());
    if (m_waiting) {
        const auto make = std::exchange(m_waiting, {});
        // The page asks anew once its job is done; rows from before the drag would undo it for a moment.
        if (!moved)
            setRows(make);
    }
}

void ReorderList::cancelDrag()
{
    m_pressed = m_dragging = false;
    std::vector<ReorderRow*> rows;
    for (const QString& key : m_before)
        rows.push_back(m_rows[static_cast<size_t>(indexOf(key))]);
    m_rows = std::move(rows);
    arrange();
}

} // namespace factoid
