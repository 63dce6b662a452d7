#include "ui/forecast/fan_chart.h"

#include "ui/base/formats.h"
#include "ui/chart/round_step.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kLeftRoom = 66, kBottomRoom = 24, kTopRoom = 12, kRightRoom = 16;
constexpr int kLeastHeight = 220, kRows = 5;
constexpr double kDot = 3.5;
constexpr float kFanAlpha = 0.2F, kPaleAlpha = 0.4F;

} // namespace

FanChart::FanChart(const QString& name, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(name);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(kLeastHeight);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FanChart::sizeHint() const
{
    constexpr QSize kHint{520, 280};
    return kHint;
}

void FanChart::set(const FanData& data)
{
    m_data = data;
    m_scale = scaleOf();
    m_current = -1;
    setAccessibleDescription(data.summary);
    update();
}

FanChart::Scale FanChart::scaleOf() const
{
    double least = 0, most = 0; // how large something is can be seen only from zero on
    for (const FanPoint& point : m_data.points) {
        for (const auto& value : {point.value, point.low, point.high}) {
            if (value && std::isfinite(*value)) {
                least = std::min(least, *value);
                most = std::max(most, *value);
            }
        }
    }
    if (most <= least)
        return {};
    const double step = roundStep((most - least) / kRows);
    return {std::floor(least / step) * step, std::ceil(most / step) * step, step};
}

QRectF FanChart::plot() const
{
    return QRectF(rect()).adjusted(Theme::scaled(kLeftRoom), Theme::scaled(kTopRoom), -Theme::scaled(kRightRoom),
                                   -Theme::scaled(kBottomRoom));
}

double FanChart::xOf(size_t point) const
{
    const QRectF area = plot();
    const double steps = std::max<double>(static_cast<double>(m_data.points.size()), 1);
    return area.left() + area.width() * (static_cast<double>(point) + 0.5) / steps;
}

double FanChart::yOf(double value) const
{
    const QRectF area = plot();
    return area.bottom() - area.height() * (value - m_scale.least) / (m_scale.most - m_scale.least);
}

int FanChart::pointAt(double x) const
{
    const QRectF area = plot();
    const auto count = static_cast<int>(m_data.points.size());
    if (count == 0 || x < area.left() || x > area.right())
        return -1;
    return std::clamp(static_cast<int>((x - area.left()) / area.width() * count), 0, count - 1);
}

void FanChart::drawScale(QPainter& painter) const
{
    const QRectF area = plot();
    const int half = painter.fontMetrics().height() / 2;
    const auto rows = std::lround((m_scale.most - m_scale.least) / m_scale.step);
    for (long row = 0; row <= rows; ++row) {
        const double value = m_scale.least + m_scale.step * static_cast<double>(row);
        const double y = yOf(value);
        painter.setPen(m_theme.color(Tone::Line));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(m_theme.color(Tone::Muted));
        constexpr int kDigits = 4;
        painter.drawText(QRectF(0, y - half, area.left() - metric::kSmall, 2 * half), Qt::AlignRight | Qt::AlignVCenter,
                         shortAmountText(QString::number(value, 'f', kDigits), m_data.unit));
    }
}

void FanChart::drawYears(QPainter& painter) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    painter.setPen(m_theme.color(Tone::Muted));
    // From the newest year back, so that the years that matter most have their names.
    double free = width();
    for (size_t i = m_data.points.size(); i-- > 0;) {
        const QString& year = m_data.points[i].year;
        const double wide = metrics.horizontalAdvance(year);
        const double left = std::min(xOf(i) - wide / 2, width() - wide);
        if (left + wide > free || left < 0)
            continue;
        painter.drawText(QPointF(left, height() - metrics.descent() - metric::kTiny), year);
        free = left - metric::kMedium;
    }
}

// From the newest figure on, as wide as the interval of each year.
void FanChart::drawFan(QPainter& painter) const
{
    QPolygonF upper, lower, middle;
    for (size_t i = 0; i < m_data.points.size(); ++i) {
        const FanPoint& point = m_data.points[i];
        if (!point.value)
            continue;
        if (!point.projected) {
            upper = lower = middle = QPolygonF({QPointF(xOf(i), yOf(*point.value))});
            continue;
        }
        upper << QPointF(xOf(i), yOf(point.high.value_or(*point.value)));
        lower << QPointF(xOf(i), yOf(point.low.value_or(*point.value)));
        middle << QPointF(xOf(i), yOf(*point.value));
    }
    if (middle.size() < 2)
        return;
    QColor ink = m_theme.series(1);
    QColor fill = ink;
    fill.setAlphaF(kFanAlpha);
    std::ranges::reverse(lower);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(upper + lower);
    painter.setPen(QPen(ink, 2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(middle);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    for (qsizetype i = 1; i < middle.size(); ++i)
        painter.drawEllipse(middle[i], kDot, kDot);
}

void FanChart::drawLine(QPainter& painter) const
{
    for (size_t i = 0; i < m_data.points.size(); ++i) {
        const FanPoint& point = m_data.points[i];
        if (!point.value || point.projected)
            continue;
        QColor ink = m_theme.series(0);
        if (!point.used)
            ink.setAlphaF(kPaleAlpha);
        const QPointF at(xOf(i), yOf(*point.value));
        if (i > 0 && m_data.points[i - 1].value && !m_data.points[i - 1].projected) {
            QColor line = m_theme.series(0);
            if (!m_data.points[i - 1].used)
                line.setAlphaF(kPaleAlpha);
            painter.setPen(QPen(line, 2, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(QPointF(xOf(i - 1), yOf(*m_data.points[i - 1].value)), at);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(at, kDot, kDot);
    }
}

void FanChart::drawCurrent(QPainter& painter) const
{
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Tone::Accent), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_current < 0)
        return;
    const QRectF area = plot();
    const double x = xOf(static_cast<size_t>(m_current));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
}

void FanChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(metric::kCaption));
    if (m_data.points.empty())
        return;
    drawScale(painter);
    drawYears(painter);
    drawFan(painter);
    drawLine(painter);
    drawCurrent(painter);
}

void FanChart::mouseMoveEvent(QMouseEvent* event)
{
    const int at = pointAt(event->position().x());
    if (at < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(), m_data.points[static_cast<size_t>(at)].words, this);
}

void FanChart::go(int to)
{
    const auto count = static_cast<int>(m_data.points.size());
    if (count == 0)
        return;
    m_current = std::clamp(to, 0, count - 1);
    const FanPoint& point = m_data.points[static_cast<size_t>(m_current)];
    setAccessibleDescription(point.words);
    QToolTip::showText(mapToGlobal(QPoint(static_cast<int>(xOf(static_cast<size_t>(m_current))), height() / 3)),
                       point.words, this);
    update();
}

void FanChart::keyPressEvent(QKeyEvent* event)
{
    const auto last = static_cast<int>(m_data.points.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return go(m_current < 0 ? last : m_current - 1);
    case Qt::Key_Right:
        return go(m_current < 0 ? 0 : m_current + 1);
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void FanChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void FanChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    setAccessibleDescription(m_data.summary);
    update();
}

} // namespace factoid
