#include "ui/summaries/completeness_strip.h"

#include "ui/base/formats.h"

#include <QJsonObject>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kHeight = 44, kBar = 14;
constexpr double kFull = 90; // percent; less is told

double percentOf(const QJsonObject& year)
{
    return year.value(u"completeness"_s).toString().toDouble();
}

QString noteOf(const QJsonObject& year)
{
    QStringList notes{CompletenessStrip::tr("%1: %2 of %3, %4 %")
                          .arg(year.value(u"year"_s).toString())
                          .arg(year.value(u"total_councils"_s).toInt())
                          .arg(countText(year.value(u"eligible_councils"_s).toInteger(),
                                         CompletenessStrip::tr("council"), CompletenessStrip::tr("councils")))
                          .arg(year.value(u"completeness"_s).toString())};
    for (const QJsonValue& note : year.value(u"notes"_s).toArray())
        notes << note.toString();
    return notes.join(u"; "_s);
}

} // namespace

CompletenessStrip::CompletenessStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(kHeight);
    setMouseTracking(true);
    setAccessibleName(tr("Completeness by year"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CompletenessStrip::set(const QJsonArray& series)
{
    m_series = series;
    double least = 100, most = 0;
    QStringList breaks, gaps;
    for (const QJsonValue& value : series) {
        const QJsonObject year = value.toObject();
        const QString label = year.value(u"year"_s).toString();
        if (year.value(u"total_councils"_s).toInt() == 0) {
            gaps << label;
            continue;
        }
        least = std::min(least, percentOf(year));
        most = std::max(most, percentOf(year));
        if (year.value(u"break"_s).toBool())
            breaks << label;
    }
    const auto percent = [](double number) {
        return QString::number(number, 'f', number == static_cast<int>(number) ? 0 : 1);
    };
    m_sentence = series.isEmpty() ? QString()
                 : least == most  ? tr("Completeness %1 % every year").arg(percent(least))
                                  : tr("Completeness %1 to %2 %").arg(percent(least), percent(most));
    if (!series.isEmpty()) {
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
    const auto count = static_cast<double>(std::max<qsizetype>(m_series.size(), 1));
    const double wide = width() / count;
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const QJsonObject year = m_series[i].toObject();
        const QRectF cell(static_cast<double>(i) * wide + 1, 1, wide - 2, kBar);
        painter.setPen(QPen(m_theme.color(Tone::Line), 1));
        painter.setBrush(m_theme.color(Tone::IdleSoft));
        painter.drawRoundedRect(cell, 2, 2);
        const double percent = std::min(percentOf(year), 100.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(percent >= kFull ? Tone::Good : Tone::Warning));
        painter.drawRoundedRect(QRectF(cell.left(), cell.top(), cell.width() * percent / 100, cell.height()), 2, 2);
        if (!year.value(u"break"_s).toBool())
            continue;
        painter.setPen(QPen(m_theme.color(Tone::Bad), 2));
        painter.drawLine(QPointF(cell.left() - 1, 0), QPointF(cell.left() - 1, kBar + 4));
    }
    painter.setPen(m_theme.color(Tone::Muted));
    const QRect foot(0, kBar + 6, width(), kHeight - kBar - 6);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_sentence, Qt::ElideRight, foot.width()));
}

void CompletenessStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (m_series.isEmpty())
        return;
    const auto at = std::clamp<qsizetype>(
        static_cast<qsizetype>(event->position().x() * static_cast<double>(m_series.size()) / width()), 0,
        m_series.size() - 1);
    QToolTip::showText(event->globalPosition().toPoint(), noteOf(m_series[at].toObject()), this);
}

} // namespace factoid
