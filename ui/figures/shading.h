// Shading: the background of a figure by its fifth among the councils of its year, and the legend that says so. GUI
// thread.
#pragma once

#include "ui/base/theme.h"

#include <QStyledItemDelegate>
#include <QWidget>

namespace factoid {

// Paints the shade behind what the style draws.
class ShadeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    ShadeDelegate(const Theme& theme, QObject* parent);

  private:
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    const Theme& m_theme;
};

class ShadeLegend : public QWidget
{
    Q_OBJECT

  public:
    ShadeLegend(const Theme& theme, QWidget* parent);

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
};

} // namespace factoid
