#include "ui/chart/chart_picture.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainterPath>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace factoid {

namespace {

constexpr int kMargin = 8;
constexpr int kFootRoom = 18; // for the names under a histogram
constexpr double kDot = 3;
constexpr double kNear = 14;                                  // pixels from a point within which the mouse means it
constexpr double kHistogramWidth = 0.86, kGroupedWidth = 0.7; // of the room that a point has
constexpr double kHeadRoom = 1.12, kMarkRoom = 1.36;
constexpr int kBarRow = 24, kBarThick = 14;
constexpr int kLineStep = 18; // between the labels of two marks

size_t longest(const ChartData& data)
{
    size_t points = 0;
    for (const ChartSeries& series : data.series)
        points = std::max(points, series.points.size());
    return points;
}

} // namespace

ChartPicture::ChartPicture(const Theme& theme, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_theme(theme)
{
    constexpr int kLeastHeight = 150;
    setMinimumHeight(kLeastHeight);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(u"background: transparent;"_s);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setMargins(QMargins(0, kMargin, kMargin, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    connect(&theme, &Theme::changed, this, &ChartPicture::rebuild);
}

void ChartPicture::setData(const ChartData& chartData)
{
    m_data = chartData;
    rebuild();
}

double ChartPicture::least() const
{
    double value = 0; // bars and amounts stand on zero
    for (const ChartSeries& series : m_data.series) {
        for (const ChartPoint& point : series.points)
            value = std::min(value, point.value.value_or(0));
    }
    return value;
}

double ChartPicture::most() const
{
    double value = 0;
    for (const ChartSeries& series : m_data.series) {
        for (const ChartPoint& point : series.points)
            value = std::max(value, point.value.value_or(0));
    }
    return value > 0 || least() < 0 ? value : 1;
}

void ChartPicture::rebuild()
{
    QChart* drawing = chart();
    drawing->removeAllSeries();
    for (QAbstractAxis* axis : drawing->axes())
        drawing->removeAxis(axis);
    m_drawn.clear();
    drawing->setVisible(m_data.kind != ChartKind::HorizontalBars);
    if (m_data.kind == ChartKind::HorizontalBars) {
        setMinimumHeight(static_cast<int>(longest(m_data)) * kBarRow + kMargin);
        viewport()->update();
        return;
    }
    if (m_data.kind == ChartKind::Line)
        addLines();
    else
        addBars();
    viewport()->update();
}

void ChartPicture::styleAxis(QAbstractAxis* axis, bool values) const
{
    axis->setLabelsColor(m_theme.color(Tone::Muted));
    axis->setLabelsFont(Theme::font(metric::kCaption));
    axis->setGridLineVisible(false);
    axis->setLinePen(QPen(m_theme.color(Tone::Line), 1));
    // Values are printed at the points; a scale beside them would say it twice.
    axis->setLineVisible(!values);
    axis->setLabelsVisible(!values);
}

void ChartPicture::addLines()
{
    auto* across = new QCategoryAxis;
    across->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    const size_t points = longest(m_data);
    constexpr size_t kMostLabels = 6;
    const size_t every = std::max<size_t>(1, (points + kMostLabels - 1) / kMostLabels);
    if (!m_data.series.empty()) {
        const auto& labels = m_data.series.front().points;
        for (size_t i = 0; i < labels.size(); i += every)
            across->append(labels[i].label, static_cast<double>(i));
    }
    across->setRange(-0.4, std::max(0.6, static_cast<double>(points) - 0.6));
    auto* up = new QValueAxis;
    const double low = least(), high = most(), room = (high - low) * (kHeadRoom - 1);
    up->setRange(low < 0 ? low - room : 0, high + room);
    styleAxis(across, false);
    styleAxis(up, true);
    chart()->addAxis(across, Qt::AlignBottom);
    chart()->addAxis(up, Qt::AlignLeft);
    for (const ChartSeries& series : m_data.series) {
        // A gap ends one line and begins the next.
        QLineSeries* line = nullptr;
        for (size_t i = 0; i < series.points.size(); ++i) {
            if (!series.points[i].value) {
                line = nullptr;
                continue;
            }
            if (!line) {
                line = new QLineSeries;
                line->setPen(QPen(m_theme.series(series.color), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
                chart()->addSeries(line);
                line->attachAxis(across);
                line->attachAxis(up);
                m_drawn.push_back(line);
            }
            line->append(static_cast<double>(i), *series.points[i].value);
        }
    }
}

void ChartPicture::addBars()
{
    auto* bars = new QBarSeries;
    bars->setBarWidth(m_data.kind == ChartKind::Histogram ? kHistogramWidth : kGroupedWidth);
    QStringList labels;
    for (const ChartSeries& series : m_data.series) {
        auto* set = new QBarSet(series.name);
        set->setColor(m_theme.series(series.color));
        set->setBorderColor(Qt::transparent);
        for (const ChartPoint& point : series.points) {
            set->append(point.value.value_or(0));
            if (&series == &m_data.series.front()) {
                QString label = point.label;
                // A category axis joins equal names: blanks keep them apart.
                while (labels.contains(label))
                    label += QLatin1Char(' ');
                labels << label;
            }
        }
        bars->append(set);
    }
    chart()->addSeries(bars);
    m_drawn.push_back(bars);
    auto* across = new QBarCategoryAxis;
    across->append(labels);
    auto* up = new QValueAxis;
    const double low = least();
    // Marks have their words above the bars.
    up->setRange(low < 0 ? low * kHeadRoom : 0, most() * (m_data.marks.empty() ? kHeadRoom : kMarkRoom));
    styleAxis(across, false);
    styleAxis(up, true);
    // Qt Charts cuts a name that is wider than its bar; those of a histogram are drawn here, as many as fit.
    const bool own = m_data.kind == ChartKind::Histogram;
    across->setLabelsVisible(!own);
    chart()->setMargins(QMargins(0, kMargin, kMargin, own ? kFootRoom : 0));
    chart()->addAxis(across, Qt::AlignBottom);
    chart()->addAxis(up, Qt::AlignLeft);
    bars->attachAxis(across);
    bars->attachAxis(up);
}

QPointF ChartPicture::positionOf(const ChartSeries& series, size_t point) const
{
    const double value = series.points[point].value.value_or(0);
    double across = static_cast<double>(point);
    // Bars of several series stand beside each other around the point's middle.
    if (m_data.kind != ChartKind::Line && m_data.series.size() > 1) {
        const double bars = static_cast<double>(m_data.series.size());
        const double place = (static_cast<double>(&series - m_data.series.data()) + 0.5) / bars - 0.5;
        across += place * (m_data.kind == ChartKind::Histogram ? kHistogramWidth : kGroupedWidth);
    }
    return m_drawn.empty() ? QPointF() : chart()->mapToPosition(QPointF(across, value), m_drawn.front());
}

void ChartPicture::drawForeground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawForeground(painter, rect);
    if (m_data.kind == ChartKind::HorizontalBars || m_drawn.empty())
        return;
    painter->setFont(Theme::font(metric::kCaption));
    drawMarks(painter);
    drawLabels(painter);
    if (m_data.kind == ChartKind::Histogram)
        drawBinNames(painter);
}

void ChartPicture::drawBinNames(QPainter* painter) const
{
    if (m_data.series.empty())
        return;
    painter->setPen(m_theme.color(Tone::Muted));
    const ChartSeries& series = m_data.series.front();
    const double foot = chart()->plotArea().bottom() + metric::kTiny;
    double free = 0;
    for (size_t i = 0; i < series.points.size(); ++i) {
        const double wide = painter->fontMetrics().horizontalAdvance(series.points[i].label);
        const double middle = chart()->mapToPosition(QPointF(static_cast<double>(i), 0), m_drawn.front()).x();
        const double left = std::min(middle - wide / 2, viewport()->width() - wide);
        if (left < free)
            continue;
        painter->drawText(QPointF(left, foot + painter->fontMetrics().ascent()), series.points[i].label);
        free = left + wide + kMargin;
    }
}

void ChartPicture::drawLabels(QPainter* painter) const
{
    const QRectF room =
        chart()->plotArea().adjusted(-kMargin, -kMargin * 2, kMargin * 2, 0).intersected(viewport()->rect());
    QRectF before;
    for (const ChartSeries& series : m_data.series) {
        const size_t last = series.points.empty() ? 0 : series.points.size() - 1;
        for (size_t i = 0; i < series.points.size(); ++i) {
            const ChartPoint& point = series.points[i];
            if (!point.value)
                continue;
            const QPointF at = positionOf(series, i);
            const bool line = m_data.kind == ChartKind::Line;
            const bool end = i == 0 || i == last;
            if (line) {
                painter->setPen(Qt::NoPen);
                painter->setBrush(m_theme.series(series.color));
                painter->drawEllipse(at, end ? kDot + 1 : kDot - 0.5, end ? kDot + 1 : kDot - 0.5);
            }
            if (line && !end && !m_data.labelEvery)
                continue;
            if (!line && *point.value == 0)
                continue;
            QString text = point.shown;
            if (line && m_data.series.size() > 1 && i == last)
                text = series.name + QLatin1Char(' ') + text;
            const QSizeF size = painter->fontMetrics().boundingRect(text).size() + QSize(6, 2);
            QRectF box(at.x() - size.width() / 2, at.y() - size.height() - 5, size.width(), size.height());
            if (*point.value < 0 && !line)
                box.moveTop(at.y() + 3);
            if (box.right() > room.right())
                box.moveRight(room.right());
            if (box.left() < room.left())
                box.moveLeft(room.left());
            // Two labels on top of each other say nothing: the first one stands, the others are on hover and in the
            // table.
            if (!before.isNull() && before.intersects(box) && !(line && i == last))
                continue;
            before = box;
            painter->setPen(m_theme.color(line ? Tone::Text : Tone::Muted));
            painter->drawText(box, Qt::AlignCenter, text);
        }
    }
}

void ChartPicture::drawMarks(QPainter* painter) const
{
    const QRectF area = chart()->plotArea();
    int row = 0;
    for (const ChartMark& mark : m_data.marks) {
        const double x = chart()->mapToPosition(QPointF(mark.at, 0), m_drawn.front()).x();
        painter->setPen(QPen(m_theme.color(mark.tone), 1.2, Qt::DashLine));
        painter->drawLine(QPointF(x, area.top() + row * kLineStep), QPointF(x, area.bottom()));
        painter->setPen(m_theme.color(mark.tone));
        const double width = painter->fontMetrics().horizontalAdvance(mark.label);
        const double left = x + 5 + width > area.right() ? x - 5 - width : x + 5;
        painter->drawText(QPointF(left, area.top() + row * kLineStep + painter->fontMetrics().ascent()), mark.label);
        ++row;
    }
}

// Names on the left, bars in the middle, values and notes on the right: drawn here, since a category axis of Qt Charts
// cuts long names.
void ChartPicture::drawHorizontalBars(QPainter* painter) const
{
    if (m_data.series.empty())
        return;
    const auto& points = m_data.series.front().points;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(Theme::font(12));
    const QFontMetrics metrics = painter->fontMetrics();
    int names = 0, values = 0, notes = 0;
    for (const ChartPoint& point : points) {
        names = std::max(names, metrics.horizontalAdvance(point.label));
        values = std::max(values, metrics.horizontalAdvance(point.shown));
        notes = std::max(notes, metrics.horizontalAdvance(point.note));
    }
    names = std::min(names, viewport()->width() * 2 / 5);
    const int right = viewport()->width() - notes - (notes > 0 ? metric::kMedium : 0) - values - metric::kMedium;
    const int left = names + metric::kMedium;
    const double span = std::max(most() - least(), std::numeric_limits<double>::min());
    const double zero = left + (right - left) * (-least() / span);
    for (size_t i = 0; i < points.size(); ++i) {
        const int top = static_cast<int>(i) * kBarRow;
        const ChartPoint& point = points[i];
        painter->setPen(m_theme.color(Tone::Text));
        painter->drawText(QRect(0, top, names, kBarRow), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(point.label, Qt::ElideRight, names));
        painter->drawText(QRect(right + metric::kSmall, top, values, kBarRow), Qt::AlignRight | Qt::AlignVCenter,
                          point.value ? point.shown : tr("no data"));
        painter->setPen(m_theme.color(Tone::Muted));
        painter->drawText(QRect(viewport()->width() - notes, top, notes, kBarRow), Qt::AlignRight | Qt::AlignVCenter,
                          point.note);
        if (!point.value)
            continue;
        const double end = zero + (right - left) * (*point.value / span);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.series(m_data.series.front().color));
        painter->drawRoundedRect(QRectF(std::min(zero, end), top + (kBarRow - kBarThick) / 2.0,
                                        std::max(1.5, std::abs(end - zero)), kBarThick),
                                 2, 2);
    }
}

void ChartPicture::paintEvent(QPaintEvent* event)
{
    if (m_data.kind != ChartKind::HorizontalBars) {
        QChartView::paintEvent(event);
        return;
    }
    QPainter painter(viewport());
    drawHorizontalBars(&painter);
}

std::optional<std::pair<int, int>> ChartPicture::pointAt(const QPointF& at) const
{
    if (m_data.kind == ChartKind::HorizontalBars) {
        const int row = static_cast<int>(at.y()) / kBarRow;
        return !m_data.series.empty() && row >= 0 && row < static_cast<int>(m_data.series.front().points.size())
                   ? std::optional(std::pair(0, row))
                   : std::nullopt;
    }
    std::optional<std::pair<int, int>> nearest;
    double best = kNear;
    const bool line = m_data.kind == ChartKind::Line;
    for (size_t s = 0; s < m_data.series.size(); ++s) {
        for (size_t i = 0; i < m_data.series[s].points.size(); ++i) {
            if (!m_data.series[s].points[i].value)
                continue;
            const QPointF place = positionOf(m_data.series[s], i);
            const double away =
                line ? std::hypot(place.x() - at.x(), place.y() - at.y()) : std::abs(place.x() - at.x());
            if (away >= best)
                continue;
            best = away;
            nearest = std::pair(static_cast<int>(s), static_cast<int>(i));
        }
    }
    return nearest;
}

void ChartPicture::mouseMoveEvent(QMouseEvent* event)
{
    const auto found = pointAt(event->position());
    if (!found) {
        QToolTip::hideText();
        return;
    }
    const ChartSeries& series = m_data.series[static_cast<size_t>(found->first)];
    const ChartPoint& point = series.points[static_cast<size_t>(found->second)];
    QString text = u"%1: %2"_s.arg(point.label.trimmed(), point.shown);
    if (m_data.series.size() > 1)
        text = series.name + u", "_s + text;
    if (!point.note.isEmpty())
        text += u" (%1)"_s.arg(point.note);
    QToolTip::showText(event->globalPosition().toPoint(), text, viewport());
}

void ChartPicture::mousePressEvent(QMouseEvent* event)
{
    if (const auto found = pointAt(event->position()))
        Q_EMIT pointClicked(found->first, found->second);
}

} // namespace factoid
