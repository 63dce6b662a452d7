#include "ui/chart/time_chart.h"

#include "ui/base/formats.h"
#include "ui/chart/round_step.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kGrabPixels = 6, kLeastBand = 8, kMostRows = 6, kColumns = 6;
constexpr int kLeftRoom = 76, kBottomRoom = 24, kTopRoom = 10, kRightRoom = 12;
constexpr qint64 kSecondsAMinute = 60;
constexpr int kLeastHeight = 160;

// The next round number, or of times longer than a minute the next of what clocks are divided into.
double roundStepOf(double least, const QString& unit)
{
    constexpr double kTimes[] = {60,    120,    300,    600,    900,    1'800,   3'600,
                                 7'200, 10'800, 21'600, 43'200, 86'400, 172'800, 604'800};
    if (unit == "seconds"_L1 && least > kTimes[0] / 2) {
        for (const double time : kTimes) {
            if (time >= least)
                return time;
        }
    }
    return roundStep(least);
}

} // namespace

QString measuredText(double value, const QString& unit)
{
    constexpr double kMilli = 1'000;
    constexpr int kDigits = 6;
    if (unit == "seconds"_L1)
        return durationText(std::llround(value * kMilli));
    if (unit == "bytes"_L1)
        return bytesText(std::llround(value));
    if (unit == "ratio"_L1)
        return ratioText(value);
    if (value == std::floor(value))
        return numberText(std::llround(value));
    return QString::number(value, 'g', kDigits);
}

QString measuredText(const std::optional<double>& value, const QString& unit)
{
    return value ? measuredText(*value, unit) : TimeChart::tr("no data");
}

TimeChart::TimeChart(const QString& name, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(name);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(kLeastHeight); // lines and their figures have room
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TimeChart::sizeHint() const
{
    constexpr QSize kHint{480, 200};
    return kHint;
}

void TimeChart::setData(const TimeChartData& data)
{
    m_data = data;
    m_range = range();
    setAccessibleDescription(data.summary);
    update();
}

void TimeChart::setThreshold(std::optional<double> threshold, bool movable)
{
    m_threshold = threshold;
    m_movable = movable && threshold;
    if (!m_dragging)
        m_range = range();
    update();
}

void TimeChart::setClear(std::optional<double> clear)
{
    m_clear = clear;
    update();
}

QRect TimeChart::plot() const
{
    return rect().adjusted(Theme::scaled(kLeftRoom), Theme::scaled(kTopRoom), -Theme::scaled(kRightRoom),
                           -Theme::scaled(kBottomRoom));
}

TimeChart::Range TimeChart::range() const
{
    constexpr double kHeadRoom = 0.08;
    std::optional<double> least, most;
    const auto take = [&](double value) {
        least = std::min(least.value_or(value), value);
        most = std::max(most.value_or(value), value);
    };
    for (const TimeSeries& series : m_data.series) {
        for (const auto& value : series.values) {
            if (value && std::isfinite(*value))
                take(*value);
        }
    }
    if (m_threshold)
        take(*m_threshold);
    if (!least)
        return {};
    take(0); // how large something is can be seen only from zero on
    if (*most == *least)
        *most = *least + 1;
    const double step = roundStepOf((*most - *least) * (1 + kHeadRoom) / kMostRows, m_data.unit);
    return {std::floor(*least / step) * step, std::ceil((*most + (*most - *least) * kHeadRoom) / step) * step, step};
}

int TimeChart::yOf(double value) const
{
    const QRect area = plot();
    const double part = (value - m_range.least) / (m_range.most - m_range.least);
    return area.bottom() - static_cast<int>(std::lround(part * area.height()));
}

double TimeChart::valueAt(int y) const
{
    const QRect area = plot();
    const double part = static_cast<double>(area.bottom() - y) / std::max(area.height(), 1);
    return m_range.least + part * (m_range.most - m_range.least);
}

size_t TimeChart::length() const
{
    size_t most = 0;
    for (const TimeSeries& series : m_data.series)
        most = std::max(most, series.values.size());
    return most;
}

int TimeChart::xOf(const QDateTime& at) const
{
    const QRect area = plot();
    const double all = static_cast<double>(length()) * static_cast<double>(m_data.stepMinutes * kSecondsAMinute);
    return area.left() +
           static_cast<int>(static_cast<double>(m_data.from.secsTo(at)) / std::max(all, 1.0) * area.width());
}

QDateTime TimeChart::instantAt(int x) const
{
    const QRect area = plot();
    const double part = std::clamp(static_cast<double>(x - area.left()) / std::max(area.width(), 1), 0.0, 1.0);
    const double all = static_cast<double>(length()) * static_cast<double>(m_data.stepMinutes * kSecondsAMinute);
    return m_data.from.addSecs(static_cast<qint64>(part * all));
}

bool TimeChart::isOnThreshold(int y) const
{
    return m_movable && m_threshold && std::abs(yOf(*m_threshold) - y) <= kGrabPixels;
}

void TimeChart::moveThreshold(double to)
{
    // As many digits as a person would say of it.
    const double step = std::pow(10, std::floor(std::log10(std::max(m_range.most - m_range.least, 1e-12))) - 2);
    m_threshold = std::round(std::clamp(to, m_range.least, m_range.most) / step) * step;
    update();
    Q_EMIT thresholdMoved(*m_threshold);
}

void TimeChart::drawAxes(QPainter& painter) const
{
    const QRect area = plot();
    painter.setFont(Theme::font(metric::kCaption));
    const int rows = static_cast<int>(std::lround((m_range.most - m_range.least) / m_range.step));
    for (int row = 0; row <= rows; ++row) {
        const double value = m_range.least + m_range.step * row;
        const int y = yOf(value);
        painter.setPen(m_theme.color(Tone::Line));
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(m_theme.color(Tone::Muted));
        constexpr int kDigits = 3;
        const double rounded = QString::number(value, 'g', kDigits).toDouble();
        painter.drawText(QRect(0, y - kTopRoom, area.left() - metric::kSmall, 2 * kTopRoom),
                         Qt::AlignRight | Qt::AlignVCenter, measuredText(rounded, m_data.unit));
    }
    const qint64 minutes = qint64(length()) * m_data.stepMinutes;
    constexpr qint64 kTwoDays = 2 * 24 * 60;
    const QString format = minutes <= kTwoDays ? u"HH:mm"_s : u"d MMM"_s;
    for (int column = 0; column <= kColumns && minutes > 0; ++column) {
        const int x = area.left() + area.width() * column / kColumns;
        const QString text = QLocale().toString(instantAt(x).toLocalTime(), format);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const int left = std::clamp(x - width / 2, 0, std::max(this->width() - width, 0));
        painter.drawText(left, height() - metric::kTiny - 2, text);
    }
}

void TimeChart::drawSeries(QPainter& painter, const TimeSeries& series) const
{
    constexpr int kPaleAlpha = 90;
    const QRect area = plot();
    QColor color = m_theme.series(series.color);
    if (series.pale)
        color.setAlpha(kPaleAlpha);
    painter.setPen(QPen(color, series.pale ? 1.0 : 1.5));
    const size_t count = series.values.size();
    const double wide = static_cast<double>(area.width()) / std::max<double>(static_cast<double>(length()), 1);
    const auto xAt = [&](size_t i) { return area.left() + static_cast<int>((static_cast<double>(i) + 0.5) * wide); };
    // Of all values on one column of pixels the least and the most; a line from each to the next.
    std::optional<QPoint> before;
    for (size_t i = 0; i < count;) {
        const int x = xAt(i);
        std::optional<double> least, most, last;
        bool gap = false;
        for (; i < count && xAt(i) == x; ++i) {
            const auto& value = series.values[i];
            if (!value) {
                gap = true;
                continue;
            }
            least = std::min(least.value_or(*value), *value);
            most = std::max(most.value_or(*value), *value);
            last = value;
        }
        if (!last) {
            before.reset();
            continue;
        }
        const QPoint here(x, yOf(*last));
        if (before)
            painter.drawLine(*before, here);
        else
            painter.drawEllipse(here, 1, 1); // a single value between gaps is seen too
        if (*least != *most)
            painter.drawLine(x, yOf(*least), x, yOf(*most));
        before = here;
        if (gap && !series.values[i - 1])
            before.reset();
    }
}

void TimeChart::drawLevels(QPainter& painter) const
{
    const QRect area = plot();
    if (m_clear && m_threshold && *m_clear != *m_threshold) {
        painter.setPen(QPen(m_theme.color(Tone::Good), 1, Qt::DotLine));
        painter.drawLine(area.left(), yOf(*m_clear), area.right(), yOf(*m_clear));
    }
    if (!m_threshold)
        return;
    const int y = yOf(*m_threshold);
    painter.setPen(QPen(m_theme.color(Tone::Bad), m_movable ? 2 : 1, Qt::DashLine));
    painter.drawLine(area.left(), y, area.right(), y);
    const QString text = measuredText(*m_threshold, m_data.unit);
    painter.setFont(Theme::font(metric::kCaption, QFont::DemiBold));
    const int width = painter.fontMetrics().horizontalAdvance(text) + metric::kSmall;
    const int top =
        y - painter.fontMetrics().height() - 2 < area.top() ? y + 2 : y - painter.fontMetrics().height() - 2;
    painter.drawText(QRect(area.right() - width, top, width, painter.fontMetrics().height()), Qt::AlignCenter, text);
    if (m_movable && hasFocus()) {
        painter.setBrush(m_theme.color(Tone::Bad));
        painter.drawEllipse(QPoint(area.left(), y), kGrabPixels - 1, kGrabPixels - 1);
        painter.setBrush(Qt::NoBrush);
    }
}

void TimeChart::drawMarks(QPainter& painter) const
{
    const QRect area = plot();
    for (const TimeMark& mark : m_data.marks) {
        const int x = xOf(mark.at);
        if (x < area.left() || x > area.right())
            continue;
        painter.setPen(QPen(m_theme.color(mark.tone), 1, Qt::DotLine));
        painter.drawLine(x, area.top(), x, area.bottom());
        QPainterPath flag;
        flag.addPolygon(QPolygon{QPoint(x, area.top()), QPoint(x + kGrabPixels, area.top() + kGrabPixels / 2),
                                 QPoint(x, area.top() + kGrabPixels)});
        painter.fillPath(flag, m_theme.color(mark.tone));
    }
}

void TimeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawAxes(painter);
    if (m_bandFrom && m_bandTo) {
        const QRect area = plot();
        painter.fillRect(QRect(QPoint(std::min(*m_bandFrom, *m_bandTo), area.top()),
                               QPoint(std::max(*m_bandFrom, *m_bandTo), area.bottom())),
                         m_theme.color(Tone::Selection));
    }
    drawMarks(painter);
    for (const bool pale : {true, false}) {
        for (const TimeSeries& series : m_data.series) {
            if (series.pale == pale)
                drawSeries(painter, series);
        }
    }
    drawLevels(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Tone::Accent), 1));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    if (isOnThreshold(at.y()))
        m_dragging = true;
    else if (m_zoomable)
        m_bandFrom = at.x();
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_dragging) {
        moveThreshold(valueAt(at.y()));
        return;
    }
    if (m_bandFrom) {
        m_bandTo = at.x();
        update();
        return;
    }
    setCursor(isOnThreshold(at.y()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    if (!plot().contains(at) || length() == 0)
        return;
    const QDateTime instant = instantAt(at.x());
    QStringList lines{exactTimeText(instant)};
    const auto index = size_t(m_data.from.secsTo(instant) / (m_data.stepMinutes * kSecondsAMinute));
    for (const TimeSeries& series : m_data.series) {
        if (index < series.values.size())
            lines << u"%1: %2"_s.arg(series.name, measuredText(series.values[index], m_data.unit));
    }
    for (const TimeMark& mark : m_data.marks) {
        if (std::abs(xOf(mark.at) - at.x()) <= kGrabPixels)
            lines << mark.label;
    }
    QToolTip::showText(event->globalPosition().toPoint(), lines.join(QLatin1Char('\n')), this);
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_bandFrom && std::abs(*m_bandFrom - event->position().toPoint().x()) >= kLeastBand) {
        const int to = event->position().toPoint().x();
        Q_EMIT zoomWanted(instantAt(std::min(*m_bandFrom, to)), instantAt(std::max(*m_bandFrom, to)));
    }
    m_bandFrom.reset();
    m_bandTo.reset();
    m_dragging = false;
    update();
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    constexpr double kFine = 0.01, kCoarse = 0.1;
    const double whole = m_range.most - m_range.least;
    const int key = event->key();
    if (!m_movable || (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_PageUp && key != Qt::Key_PageDown)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const double step = key == Qt::Key_Up || key == Qt::Key_Down ? kFine : kCoarse;
    const bool up = key == Qt::Key_Up || key == Qt::Key_PageUp;
    moveThreshold(*m_threshold + (up ? step : -step) * whole);
}

} // namespace factoid
