#include "ui/schedule/day_band.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kMinutesPerDay = 24 * 60, kMinutesPerHour = 60;
constexpr int kSnap = 5; // minutes
constexpr int kSide = 26;
constexpr int kTopRoom = 20;  // for "now 13:24"
constexpr int kAxisRoom = 20; // for the hours
constexpr int kLane = 30, kLanes = 2;
constexpr QSize kHandle{54, 26};
constexpr int kQuiet = 900; // ms after the last key until the edit counts
constexpr int kHourStep = 2;

int minutesOf(QTime time)
{
    return time.hour() * kMinutesPerHour + time.minute();
}

QTime timeOf(int minutes)
{
    return QTime(0, 0).addSecs(60 * std::clamp(minutes, 0, kMinutesPerDay - 1));
}

QString words(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

} // namespace

SlotHandle::SlotHandle(DayBand& band, const Theme& theme)
    : QAbstractButton(&band)
    , m_band(band)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeHorCursor);
    resize(kHandle);
}

void SlotHandle::setTime(QTime time, const QString& zone)
{
    m_time = time;
    setText(words(time));
    setAccessibleName(tr("Slot %1").arg(words(time)));
    setAccessibleDescription(
        tr("Update time, %1. The arrow keys move it by 5 minutes, Insert adds another, Delete removes it.").arg(zone));
    setToolTip(tr("%1, %2").arg(words(time), zone));
    update();
}

QSize SlotHandle::sizeHint() const
{
    return kHandle;
}

void SlotHandle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = hasFocus() || m_dragging;
    painter.setPen(QPen(m_theme.color(Tone::Accent), strong ? 2 : 1));
    painter.setBrush(m_theme.color(Tone::Selection));
    const double inset = strong ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
    painter.setFont(Theme::font(metric::kBody, QFont::DemiBold));
    painter.setPen(m_theme.color(Tone::Accent));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void SlotHandle::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    m_grabbedAt = event->pos().x() - width() / 2;
    m_dragging = false;
}

void SlotHandle::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    m_dragging = true;
    m_band.drag(this, mapTo(&m_band, event->pos()).x() - m_grabbedAt);
    QToolTip::showText(event->globalPosition().toPoint(), words(m_time), this);
}

void SlotHandle::mouseReleaseEvent(QMouseEvent*)
{
    const bool moved = m_dragging;
    m_dragging = false;
    m_band.drop(moved);
    update();
}

void SlotHandle::keyPressEvent(QKeyEvent* event)
{
    const int step = event->modifiers() & Qt::ControlModifier ? kMinutesPerHour
                     : event->modifiers() & Qt::ShiftModifier ? 1
                                                              : kSnap;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return m_band.nudge(this, -step);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return m_band.nudge(this, step);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return m_band.remove(this);
    case Qt::Key_Insert:
        return m_band.addAfter(m_time.addSecs(60 * kMinutesPerHour));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_band.commit();
    case Qt::Key_Escape:
        if (m_band.isEditing())
            return m_band.revert();
        break;
    default:
        break;
    }
    QAbstractButton::keyPressEvent(event);
}

void SlotHandle::focusOutEvent(QFocusEvent* event)
{
    QAbstractButton::focusOutEvent(event);
    m_band.commit();
}

DayBand::DayBand(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("The day's slots"));
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_commit.setSingleShot(true);
    m_commit.setInterval(kQuiet);
    connect(&m_commit, &QTimer::timeout, this, &DayBand::commit);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize DayBand::sizeHint() const
{
    return {900, kTopRoom + kLanes * kLane + metric::kLarge + kAxisRoom};
}

QSize DayBand::minimumSizeHint() const
{
    return {480, sizeHint().height()};
}

void DayBand::setSlots(const std::vector<QTime>& times, const QString& zone)
{
    m_zone = zone;
    if (m_awaited > 0)
        return;
    m_saved = times;
    if (!isEditing())
        showHandles(times);
}

void DayBand::showHandles(const std::vector<QTime>& times)
{
    m_arranging = true;
    while (m_handles.size() > times.size()) {
        m_handles.back()->hide();
        m_handles.back()->deleteLater();
        m_handles.pop_back();
    }
    while (m_handles.size() < times.size())
        m_handles.push_back(new SlotHandle(*this, m_theme));
    for (size_t i = 0; i < times.size(); ++i) {
        m_handles[i]->setTime(times[i], m_zone);
        m_handles[i]->show();
    }
    m_arranging = false;
    layOut();
}

void DayBand::setNow(QTime now)
{
    m_now = now;
    update();
}

void DayBand::setMarks(const std::vector<Mark>& marks)
{
    m_marks = marks;
    update();
}

void DayBand::setOutcomes(const QMap<QTime, QString>& outcomes)
{
    m_outcomes = outcomes;
    update();
}

void DayBand::revert()
{
    m_commit.stop();
    m_pending = m_dragging = false;
    showHandles(m_saved);
    Q_EMIT previewed(shownTimes());
}

void DayBand::refuse()
{
    settle();
    if (m_awaited > 0)
        return;
    m_saved = m_before;
    revert();
}

std::vector<QTime> DayBand::times() const
{
    std::vector<QTime> times;
    for (const SlotHandle* handle : m_handles)
        times.push_back(handle->time());
    std::ranges::sort(times);
    return times;
}

QList<QTime> DayBand::shownTimes() const
{
    const std::vector<QTime> shown = times();
    return {shown.begin(), shown.end()};
}

double DayBand::xOf(QTime time) const
{
    return kSide + static_cast<double>(width() - 2 * kSide) * minutesOf(time) / kMinutesPerDay;
}

QTime DayBand::timeAt(int x) const
{
    const double minutes = static_cast<double>(x - kSide) * kMinutesPerDay / std::max(1, width() - 2 * kSide);
    return timeOf(std::min(kMinutesPerDay - kSnap, static_cast<int>(std::lround(minutes / kSnap)) * kSnap));
}

// Slots that would cover each other take the next lane.
void DayBand::layOut()
{
    std::vector<SlotHandle*> ordered = m_handles;
    std::ranges::stable_sort(ordered, {}, &SlotHandle::time);
    std::array<double, kLanes> ends;
    ends.fill(-1e9);
    for (SlotHandle* handle : ordered) {
        const double left = xOf(handle->time()) - kHandle.width() / 2.0;
        size_t lane = 0;
        while (lane + 1 < ends.size() && ends[lane] > left)
            ++lane;
        ends[lane] = left + kHandle.width() + 2;
        handle->setGeometry(
            QRect(QPoint(static_cast<int>(left), kTopRoom + static_cast<int>(lane) * kLane + 2), kHandle));
    }
    // Tab goes from left to right.
    for (size_t i = 1; i < ordered.size(); ++i)
        setTabOrder(ordered[i - 1], ordered[i]);
    update();
}

void DayBand::drag(SlotHandle* handle, int x)
{
    const QTime time = timeAt(x);
    m_dragging = true;
    if (time == handle->time())
        return;
    handle->setTime(time, m_zone);
    layOut();
    handle->raise();
    Q_EMIT previewed(shownTimes());
}

void DayBand::drop(bool moved)
{
    m_dragging = false;
    if (!moved)
        return;
    m_pending = true;
    commit();
}

void DayBand::nudge(SlotHandle* handle, int minutes)
{
    const QTime time = timeOf(minutesOf(handle->time()) + minutes);
    if (time == handle->time())
        return;
    m_pending = true;
    handle->setTime(time, m_zone);
    layOut();
    m_commit.start();
    Q_EMIT previewed(shownTimes());
}

void DayBand::remove(SlotHandle* handle)
{
    std::vector<QTime> left = times();
    left.erase(std::ranges::find(left, handle->time()));
    m_pending = true;
    const size_t at = static_cast<size_t>(std::ranges::find(m_handles, handle) - m_handles.begin());
    showHandles(left);
    if (!m_handles.empty())
        m_handles[std::min(at, m_handles.size() - 1)]->setFocus();
    commit();
}

void DayBand::addAfter(QTime from)
{
    constexpr int kStep = 30;
    std::vector<QTime> all = times();
    int minutes = (minutesOf(from) + kStep - 1) / kStep * kStep;
    for (int tried = 0; tried < kMinutesPerDay / kStep; ++tried, minutes += kStep) {
        const QTime time = timeOf(minutes % kMinutesPerDay);
        if (std::ranges::find(all, time) != all.end())
            continue;
        all.push_back(time);
        std::ranges::sort(all);
        m_pending = true;
        showHandles(all);
        m_handles[static_cast<size_t>(std::ranges::find(all, time) - all.begin())]->setFocus();
        commit();
        return;
    }
}

void DayBand::commit()
{
    m_commit.stop();
    if (!m_pending || m_dragging || m_arranging)
        return;
    m_pending = false;
    if (times() == m_saved) {
        Q_EMIT previewed(shownTimes());
        return;
    }
    if (m_awaited == 0)
        m_before = m_saved;
    m_saved = times();
    ++m_awaited;
    Q_EMIT committed(shownTimes());
}

void DayBand::resizeEvent(QResizeEvent*)
{
    layOut();
}

void DayBand::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QTime time = timeAt(event->pos().x());
    std::vector<QTime> all = times();
    if (event->button() != Qt::LeftButton || std::ranges::find(all, time) != all.end())
        return;
    all.push_back(time);
    std::ranges::sort(all);
    m_pending = true;
    showHandles(all);
    commit();
}

void DayBand::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Insert)
        return QWidget::keyPressEvent(event);
    addAfter(m_now.isValid() ? m_now : QTime(12, 0));
}

void DayBand::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double top = kTopRoom, bottom = height() - kAxisRoom;
    paintMarks(painter);
    painter.setFont(Theme::font(metric::kCaption));
    for (int hour = 0; hour <= 24; hour += kHourStep) {
        const double x = kSide + static_cast<double>(width() - 2 * kSide) * hour / 24;
        painter.setPen(QPen(m_theme.color(Tone::Line), 1));
        painter.drawLine(QPointF(x, top), QPointF(x, bottom));
        painter.setPen(m_theme.color(Tone::Muted));
        painter.drawText(QRectF(x - kSide, bottom, 2 * kSide, kAxisRoom), Qt::AlignCenter,
                         u"%1:00"_s.arg(hour, 2, 10, QLatin1Char('0')));
    }
    paintOutcomes(painter);
    if (!m_now.isValid())
        return;
    const double x = xOf(m_now);
    painter.setPen(QPen(m_theme.color(Tone::Bad), 1.5));
    painter.drawLine(QPointF(x, top - 4), QPointF(x, bottom));
    const QString text = tr("now %1").arg(words(m_now));
    const double wide = painter.fontMetrics().horizontalAdvance(text);
    const double left = std::clamp(x - wide / 2, 0.0, width() - wide);
    painter.drawText(QRectF(left, 0, wide + 2, kTopRoom - 4), Qt::AlignCenter, text);
}

void DayBand::paintMarks(QPainter& painter) const
{
    painter.setFont(Theme::font(metric::kCaption));
    for (const Mark& mark : m_marks) {
        const double left = xOf(mark.from), right = xOf(mark.to);
        const QRectF area(left, kTopRoom, std::max(2.0, right - left), height() - kAxisRoom - kTopRoom);
        painter.fillRect(area, m_theme.color(Tone::WarningSoft));
        painter.fillRect(area, QBrush(m_theme.color(Tone::Warning), mark.gap ? Qt::BDiagPattern : Qt::Dense6Pattern));
        painter.setPen(m_theme.color(Tone::Warning));
        painter.drawText(QRectF(right + metric::kTiny, height() - kAxisRoom - 18, width(), 16),
                         Qt::AlignLeft | Qt::AlignVCenter, mark.label);
    }
}

// How today's slots ended, under each, and a stalk to the exact minute.
void DayBand::paintOutcomes(QPainter& painter) const
{
    const double bottom = height() - kAxisRoom;
    painter.setFont(Theme::font(metric::kCaption));
    for (const SlotHandle* handle : m_handles) {
        const double x = xOf(handle->time());
        painter.setPen(QPen(m_theme.color(Tone::Accent), 1));
        const QString outcome = m_outcomes.value(handle->time());
        painter.drawLine(QPointF(x, handle->geometry().bottom()), QPointF(x, outcome.isEmpty() ? bottom : bottom - 18));
        if (outcome.isEmpty() || handle->geometry().top() > kTopRoom + kLane)
            continue;
        const double wide = painter.fontMetrics().horizontalAdvance(outcome) + 6;
        const QRectF place(x - wide / 2, bottom - 18, wide, 16);
        painter.fillRect(place, m_theme.color(Tone::Card));
        painter.setPen(m_theme.color(Tone::Muted));
        painter.drawText(place, Qt::AlignCenter, outcome);
    }
}

} // namespace factoid
