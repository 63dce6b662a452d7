#include "ui/summaries/box_plot.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace factoid {

namespace {

constexpr int kPlotHeight = 62, kPlotMiddle = 18, kHalf = 9, kMargin = 14;
constexpr double kDot = 3, kNear = 6;

} // namespace

BoxPlot::BoxPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(kPlotHeight);
    setMouseTracking(true);
    setAccessibleName(tr("Box of the middle half, with the ends"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BoxPlot::set(const BoxData& box, const QString& summary)
{
    m_data = box;
    m_any = !summary.isEmpty();
    setAccessibleDescription(summary);
    update();
}

double BoxPlot::xOf(double value) const
{
    const double from = m_data.min;
    const double span = std::max(m_data.until - from, 1e-9);
    return kMargin + (width() - 2 * kMargin) * std::clamp((value - from) / span, 0.0, 1.0);
}

void BoxPlot::paintEvent(QPaintEvent*)
{
    if (!m_any)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(metric::kCaption));
    const QColor ink = m_theme.series(0);
    painter.setPen(QPen(ink, 1.5));
    painter.drawLine(QPointF(xOf(m_data.low), kPlotMiddle), QPointF(xOf(m_data.q1), kPlotMiddle));
    painter.drawLine(QPointF(xOf(m_data.q3), kPlotMiddle), QPointF(xOf(m_data.high), kPlotMiddle));
    for (const double end : {m_data.low, m_data.high})
        painter.drawLine(QPointF(xOf(end), kPlotMiddle - kHalf / 2), QPointF(xOf(end), kPlotMiddle + kHalf / 2));
    QColor fill = ink;
    fill.setAlphaF(0.22F);
    painter.setBrush(fill);
    painter.drawRect(
        QRectF(xOf(m_data.q1), kPlotMiddle - kHalf, std::max(1.0, xOf(m_data.q3) - xOf(m_data.q1)), 2 * kHalf));
    painter.setPen(QPen(m_theme.color(Tone::Text), 2));
    painter.drawLine(QPointF(xOf(m_data.median), kPlotMiddle - kHalf),
                     QPointF(xOf(m_data.median), kPlotMiddle + kHalf));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.series(1));
    for (const BoxData::Dot& dot : m_data.dots) {
        if (dot.value <= m_data.until)
            painter.drawEllipse(QPointF(xOf(dot.value), kPlotMiddle), kDot, kDot);
    }
    // Three numbers under the box, moved apart where they would touch; the ends outside are named on the right.
    struct Label {
        double x;
        QString text;
        bool strong;
    };
    const std::vector<Label> labels{{xOf(m_data.q1), m_data.q1Text, false},
                                    {xOf(m_data.median), m_data.medianText, true},
                                    {xOf(m_data.q3), m_data.q3Text, false}};
    const QFontMetrics metrics = painter.fontMetrics();
    const int line = kPlotMiddle + kHalf + 4;
    double free = 0;
    for (const Label& label : labels) {
        const double wide = metrics.horizontalAdvance(label.text);
        const double left = std::max(free, label.x - wide / 2);
        painter.setPen(m_theme.color(label.strong ? Tone::Text : Tone::Muted));
        painter.drawText(QPointF(left, line + metrics.ascent()), label.text);
        free = left + wide + metric::kSmall;
    }
    painter.setPen(m_theme.color(Tone::Text));
    const QRectF foot(0, line + metrics.height() + 1, width() - 2, metrics.height());
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(m_data.beyondText, Qt::ElideRight, width() - 4));
}

void BoxPlot::mouseMoveEvent(QMouseEvent* event)
{
    QStringList names;
    for (const BoxData::Dot& dot : m_data.dots) {
        if (std::abs(xOf(dot.value) - event->position().x()) < kNear)
            names << dot.name;
    }
    if (names.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(), names.join(QLatin1Char('\n')), this);
}

} // namespace factoid
