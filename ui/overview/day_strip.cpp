#include "ui/overview/day_strip.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTimeZone>
#include <QToolTip>

namespace factoid {

namespace {

constexpr int kSide = 28, kHeight = 108;
constexpr int kSlotY = 34, kSlotRadius = 8, kRunY = 70, kRunHeight = 8, kScaleY = 96;
constexpr int kHoursBetweenLabels = 3;

Tone toneOf(const QString& outcome)
{
    if (outcome == "published"_L1)
        return Tone::Good;
    if (outcome == "failed"_L1)
        return Tone::Bad;
    if (outcome == "fell_back"_L1 || outcome == "not checked"_L1)
        return Tone::Warning;
    return outcome == "due"_L1 ? Tone::Accent : Tone::Idle;
}

} // namespace

DayStrip::DayStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMinimumHeight(kHeight);
    setMouseTracking(true);
    setAccessibleName(tr("The day"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize DayStrip::sizeHint() const
{
    return {600, kHeight};
}

void DayStrip::set(const OverviewDay& day, const QDateTime& now)
{
    m_day = day;
    m_now = now;
    describe();
    update();
}

void DayStrip::describe()
{
    QStringList parts;
    for (const OverviewSlot& slot : m_day.slots_)
        parts << u"%1 %2"_s.arg(slot.time, outcomeWords(slot.outcome));
    parts << countText(std::ssize(m_day.runs), tr("run"), tr("runs"));
    setAccessibleDescription(parts.join(u", "_s));
}

double DayStrip::positionOf(const QDateTime& instant) const
{
    const double all = static_cast<double>(m_day.from.msecsTo(m_day.to));
    return kSide + (width() - 2 * kSide) * (static_cast<double>(m_day.from.msecsTo(instant)) / all);
}

void DayStrip::paintEvent(QPaintEvent*)
{
    if (!m_day.from.isValid() || !m_day.to.isValid())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(metric::kCaption));
    const QFontMetrics metrics = painter.fontMetrics();
    const auto centred = [&](double x, int y, const QString& text) {
        painter.drawText(QPointF(x - metrics.horizontalAdvance(text) / 2.0, y), text);
    };

    const QTimeZone zone(m_day.zone);
    for (int hour = 0; hour <= 24; hour += kHoursBetweenLabels) {
        const QDateTime at = hour == 24 ? m_day.to : QDateTime(m_day.date, QTime(hour, 0), zone).toUTC();
        painter.setPen(QPen(m_theme.color(Tone::Line), 1));
        painter.drawLine(QPointF(positionOf(at), 16), QPointF(positionOf(at), kScaleY - metrics.ascent() - 2));
        painter.setPen(m_theme.color(Tone::Muted));
        centred(positionOf(at), kScaleY, u"%1:00"_s.arg(hour, 2, 10, QLatin1Char('0')));
    }
    for (const RunRecord& run : m_day.runs) {
        const double left = positionOf(run.startedAt),
                     right = positionOf(run.finishedAt.isValid() ? run.finishedAt : m_now);
        painter.setPen(Qt::NoPen);
        painter.setBrush(run.outcome == "failed"_L1 ? m_theme.color(Tone::Bad) : m_theme.series(0));
        painter.drawRoundedRect(
            QRectF(left, kRunY - kRunHeight / 2.0, std::max<double>(kRunHeight, right - left), kRunHeight), 2, 2);
    }
    for (const OverviewSlot& slot : m_day.slots_) {
        const QString& outcome = slot.outcome;
        const double x = positionOf(timeFromText(slot.at));
        const QColor color = m_theme.color(toneOf(outcome));
        const bool open = outcome == "due"_L1 || outcome == "not checked"_L1;
        painter.setPen(QPen(color, 2));
        painter.setBrush(open ? m_theme.color(Tone::Card) : color);
        painter.drawEllipse(QPointF(x, kSlotY), kSlotRadius, kSlotRadius);
        painter.setPen(m_theme.color(Tone::Muted));
        centred(x, kSlotY + kSlotRadius + metrics.ascent() + 4, outcomeWords(outcome));
    }
    if (m_now >= m_day.from && m_now <= m_day.to) {
        const double x = positionOf(m_now);
        painter.setPen(QPen(m_theme.color(Tone::Accent), 2));
        painter.drawLine(QPointF(x, 8), QPointF(x, kRunY + kRunHeight));
        const QString text = tr("now %1").arg(m_now.toTimeZone(zone).toString(u"HH:mm"_s));
        const double left =
            x + 6 + metrics.horizontalAdvance(text) > width() ? x - 6 - metrics.horizontalAdvance(text) : x + 6;
        painter.drawText(QPointF(left, metrics.ascent() + 2), text);
    }
}

void DayStrip::mouseMoveEvent(QMouseEvent* event)
{
    for (const OverviewSlot& slot : m_day.slots_) {
        if (std::abs(positionOf(timeFromText(slot.at)) - event->position().x()) > kSlotRadius ||
            event->position().y() > kRunY - kRunHeight)
            continue;
        QString text = u"%1 %2"_s.arg(slot.time, outcomeWords(slot.outcome));
        if (!slot.reason.isEmpty())
            text += u": "_s + slot.reason.text();
        QToolTip::showText(event->globalPosition().toPoint(), text, this);
        return;
    }
    for (const RunRecord& run : m_day.runs) {
        if (std::abs(positionOf(run.startedAt) - event->position().x()) > kRunHeight)
            continue;
        QToolTip::showText(event->globalPosition().toPoint(),
                           u"%1 %2, %3"_s.arg(run.startedAt.toLocalTime().toString(u"HH:mm:ss"_s), jobWords(run.job),
                                              outcomeWords(run.outcome)),
                           this);
        return;
    }
    QToolTip::hideText();
}

} // namespace factoid
