#include "ui/summaries/completeness_strip.h"

#include "ui/base/formats.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kStripHeight = 44, kBar = 14;
constexpr double kFull = 90; // percent; less is told

double percentOf(const SpreadYear& year)
{
    return year.completeness.toDouble();
}

QString noteOf(const SpreadYear& year)
{
    QStringList notes{
        CompletenessStrip::tr("%1: %2 of %3, %4 %")
            .arg(year.year.label())
            .arg(year.totalCouncils)
            .arg(countText(year.eligibleCouncils, CompletenessStrip::tr("council"), CompletenessStrip::tr("councils")))
            .arg(year.completeness)};
    notes += year.notes;
    return notes.join(u"; "_s);
}

} // namespace

CompletenessStrip::CompletenessStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(kStripHeight);
    setMouseTracking(true);
    setAccessibleName(tr("Completeness by year"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CompletenessStrip::set(std::vector<SpreadYear> series)
{
    m_series = std::move(series);
    double least = 100, most = 0;
    QStringList breaks, gaps;
    for (const SpreadYear& year : m_series) {
        if (year.totalCouncils == 0) {
            gaps << year.year.label();
            continue;
        }
        least = std::min(least, percentOf(year));
        most = std::max(most, percentOf(year));
        if (year.broken)
            breaks << year.year.label();
    }
    const auto percent = [](double number) {
        return QString::number(number, 'f', number == static_cast<int>(number) ? 0 : 1);
    };
    m_sentence = m_series.empty() ? QString()
                 : least == most  ? tr("Completeness %1 % every year").arg(percent(least))
                                  : tr("Completeness %1 to %2 %").arg(percent(least), percent(most));
    if (!m_series.empty()) {
        m_sentence += gaps.isEmpty() ? QString() : tr("; no figures in %1").arg(gaps.join(u", "_s));
        m_sentence +=
            breaks.isEmpty() ? tr("; no breaks.") : tr("; not comparable across %1.").arg(breaks.join(u", "_s));
    }
    setAccessibleDescription(m_sentence);
    update();
}

void CompletenessStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::font(metric::kCaption));
    const auto count = static_cast<double>(std::max<size_t>(m_series.size(), 1));
    const double wide = width() / count;
    for (size_t i = 0; i < m_series.size(); ++i) {
        const SpreadYear& year = m_series[i];
        const QRectF cell(static_cast<double>(i) * wide + 1, 1, wide - 2, kBar);
        painter.setPen(QPen(m_theme.color(Tone::Line), 1));
        painter.setBrush(m_theme.color(Tone::IdleSoft));
        painter.drawRoundedRect(cell, 2, 2);
        const double percent = std::min(percentOf(year), 100.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(percent >= kFull ? Tone::Good : Tone::Warning));
        painter.drawRoundedRect(QRectF(cell.left(), cell.top(), cell.width() * percent / 100, cell.height()), 2, 2);
        if (!year.broken)
            continue;
        painter.setPen(QPen(m_theme.color(Tone::Bad), 2));
        painter.drawLine(QPointF(cell.left() - 1, 0), QPointF(cell.left() - 1, kBar + 4));
    }
    painter.setPen(m_theme.color(Tone::Muted));
    const QRect foot(0, kBar + 6, width(), kStripHeight - kBar - 6);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_sentence, Qt::ElideRight, foot.width()));
}

void CompletenessStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (m_series.empty())
        return;
    const auto last = static_cast<double>(m_series.size() - 1);
    const double at = event->position().x() * static_cast<double>(m_series.size()) / width();
    QToolTip::showText(event->globalPosition().toPoint(),
                       noteOf(m_series[static_cast<size_t>(std::clamp(at, 0.0, last))]), this);
}

} // namespace factoid
