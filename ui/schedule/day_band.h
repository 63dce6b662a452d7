// DayBand: the day from 00:00 to 24:00 with its slots. A slot is dragged, or has the keyboard and is moved by it:
// arrows by 5 minutes (with Ctrl by an hour, with Shift by one minute), Insert or a double click adds, Delete removes.
// It shows what would be and tells of it; whether it is saved is decided elsewhere. GUI thread; owned by the page.
#pragma once

#include "ui/base/theme.h"

#include <QAbstractButton>
#include <QMap>
#include <QTime>
#include <QTimer>
#include <QWidget>

#include <vector>

namespace factoid {

class DayBand;

// One slot: a button that is moved.
class SlotHandle : public QAbstractButton
{
    Q_OBJECT

  public:
    SlotHandle(DayBand& band, const Theme& theme);
    void setTime(QTime time, const QString& zone);
    [[nodiscard]] QTime time() const { return m_time; }
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    DayBand& m_band;
    const Theme& m_theme;
    QTime m_time;
    int m_grabbedAt = 0; // x within the handle
    bool m_dragging = false;
};

class DayBand : public QWidget
{
    Q_OBJECT

  public:
    // A stretch of the day that the clocks skip or show twice.
    struct Mark {
        QTime from, to;
        QString label;
        bool gap = true;
    };

    DayBand(const Theme& theme, QWidget* parent);

    // What is saved. While somebody is editing, it is kept for when that is over.
    void setSlots(const std::vector<QTime>& times, const QString& zone);
    void setNow(QTime now);
    void setMarks(const std::vector<Mark>& marks);
    void setOutcomes(const QMap<QTime, QString>& outcomes); // of today's slots, in words
    // An edit that was told is refused: what was there before is shown again, unless a later one is still on its way.
    void refuse();
    // It was taken; `setSlots` will follow. Each edit that was told ends in one of the two.
    void settle() { m_awaited = std::max(0, m_awaited - 1); }
    [[nodiscard]] bool isEditing() const { return m_pending || m_dragging; }
    [[nodiscard]] std::vector<QTime> times() const; // as shown, in order

    // Adds one at the first free half hour from `from` on, with the keyboard on it.
    void addAfter(QTime from);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void previewed(const QList<QTime>& times); // while an edit goes on
    void committed(const QList<QTime>& times); // it is over

  private:
    friend class SlotHandle;
    void drag(SlotHandle* handle, int x);
    void drop(bool moved);
    void nudge(SlotHandle* handle, int minutes);
    void remove(SlotHandle* handle);
    void commit();
    void revert();
    void showHandles(const std::vector<QTime>& times);
    void layOut();
    [[nodiscard]] QList<QTime> shownTimes() const;
    [[nodiscard]] QTime timeAt(int x) const;
    [[nodiscard]] double xOf(QTime time) const;
    void paintEvent(QPaintEvent* event) override;
    void paintMarks(QPainter& painter) const;
    void paintOutcomes(QPainter& painter) const;
    void resizeEvent(QResizeEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    const Theme& m_theme;
    QString m_zone;
    std::vector<QTime> m_saved, m_before; // as last committed, and before that
    std::vector<SlotHandle*> m_handles;
    QTime m_now;
    std::vector<Mark> m_marks;
    QMap<QTime, QString> m_outcomes;
    QTimer m_commit;        // the keyboard has been quiet for long enough
    bool m_pending = false; // shown, not yet told
    int m_awaited = 0; // edits told, neither taken nor refused yet; what is saved meanwhile is older than what is shown
    bool m_dragging = false;
    bool m_arranging = false; // handles come and go, and the keyboard with them
};

} // namespace factoid
