// ReorderList: rows that a person puts in order, with the mouse (press on a row, drag, release) or the keyboard (Alt
// with Up or Down). Up, Down, Home and End move between rows, Enter opens one. The rows' widgets are the page's; the
// list gives each a frame, a handle and its number. GUI thread.
#pragma once

#include "ui/widgets/widgets.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace factoid {

class ReorderList;

// One row: frame, handle, number and the page's widget. Takes the keyboard.
class ReorderRow : public QFrame
{
    Q_OBJECT

  public:
    ReorderRow(const Theme& theme, ReorderList* list, const QString& key, const QString& name, QWidget* content);
    [[nodiscard]] QString key() const { return m_key; }
    void setNumber(int number);
    void setMovable(bool movable);

  private:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

    ReorderList* m_list;
    QString m_key;
    QLabel* m_handle;
    QLabel* m_number;
};

class ReorderList : public QWidget
{
    Q_OBJECT

  public:
    struct Row {
        QString key;
        QString name; // what a screen reader says of the row
        QWidget* content = nullptr;
    };

    ReorderList(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    // Takes the place of the rows that are there; the current one stays current where its key stays. Put off while a
    // row is being dragged (the rows given last count).
    void setRows(std::function<std::vector<Row>()> make);
    // A heading behind the first `rows` rows, wherever they move; rows < 0: none.
    void setDivider(int rows, const QString& text);
    // Only the first `rows` are shown; < 0: all.
    void setShown(int rows);
    void setMovable(bool movable);

    [[nodiscard]] QStringList keys() const;
    [[nodiscard]] QString current() const { return m_current; }
    void setCurrent(const QString& key); // empty: none
    // Moves the current row by so many places, as Alt and the arrows do.
    void moveCurrent(int by);

  Q_SIGNALS:
    void currentChanged(const QString& key);
    void activated(const QString& key);
    // The order that a person made.
    void ordered(const QStringList& keys);

  private:
    friend class ReorderRow;
    void press(ReorderRow* row, const QPoint& at);
    void drag(const QPoint& at);
    void drop();
    void cancelDrag();
    void step(int by);
    void move(int from, int to);
    void arrange();
    [[nodiscard]] int indexOf(const QString& key) const;
    [[nodiscard]] int shownRows() const;

    const Theme& m_theme;
    QVBoxLayout* m_layout;
    QLabel* m_divider;
    std::vector<ReorderRow*> m_rows;
    std::function<std::vector<Row>()> m_waiting; // rows that came during a drag
    QString m_current;
    QStringList m_before; // the order when the drag began
    QPoint m_pressedAt;
    bool m_pressed = false;
    bool m_dragging = false;
    bool m_renewing = false; // its rows go and others come
    bool m_movable = true;
    int m_dividerAt = -1;
    int m_shown = -1;
};

} // namespace factoid
