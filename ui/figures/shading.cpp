#include "ui/figures/shading.h"

#include "ui/figures/matrix_model.h"

#include <QPainter>

namespace factoid {

ShadeDelegate::ShadeDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void ShadeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant step = index.data(MatrixModel::kShadeRole);
    if (step.isValid() && step.toInt() > 0 && !(option.state & QStyle::State_Selected))
        painter->fillRect(option.rect, MatrixModel::shade(m_theme, step.toInt()));
    QStyledItemDelegate::paint(painter, option, index);
}

ShadeLegend::ShadeLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Shading: from the lowest fifth of the councils of a year to the highest"));
    setFixedHeight(metric::kIcon);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ShadeLegend::paintEvent(QPaintEvent*)
{
    constexpr int kSwatch = 22, kSwatchHeight = 12;
    QPainter painter(this);
    painter.setFont(Theme::font(metric::kCaption));
    const QString low = tr("lowest fifth of the year"), high = tr("highest fifth");
    painter.setPen(m_theme.color(Tone::Muted));
    const int lowWidth = painter.fontMetrics().horizontalAdvance(low);
    painter.drawText(QRect(0, 0, lowWidth, height()), Qt::AlignVCenter, low);
    int x = lowWidth + metric::kSmall;
    for (int step = 0; step < MatrixModel::kSteps; ++step) {
        const QRect swatch(x, (height() - kSwatchHeight) / 2, kSwatch, kSwatchHeight);
        painter.fillRect(swatch, MatrixModel::shade(m_theme, step));
        painter.setPen(m_theme.color(Tone::Line));
        painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        x += kSwatch;
    }
    painter.setPen(m_theme.color(Tone::Muted));
    painter.drawText(
        QRect(x + metric::kSmall, 0, width() - x, height()), Qt::AlignVCenter,
        high + u"      "_s +
            tr("p provisional, e estimated, r revised      [x] not available, [c] confidential, [z] not applicable"));
}

} // namespace factoid
