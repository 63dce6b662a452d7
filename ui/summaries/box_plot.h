// BoxPlot: the middle half, the whiskers and what lies outside of a field and year, on one line, with the top and
// bottom named. Coordinates are doubles; the texts come with the data. GUI thread.
#pragma once

#include "ui/base/theme.h"

#include <QWidget>

#include <vector>

namespace factoid {

struct BoxData {
    double min = 0, low = 0, q1 = 0, median = 0, q3 = 0, high = 0, max = 0;
    double until = 0;         // the right end of the drawing; what is beyond is named at the edge
    int below = 0, above = 0; // outside the whiskers
    QString q1Text, medianText, q3Text, beyondText;
    struct Dot {
        double value = 0;
        QString name;
    };
    std::vector<Dot> dots; // the top and bottom five
};

class BoxPlot : public QWidget
{
    Q_OBJECT

  public:
    explicit BoxPlot(const Theme& theme, QWidget* parent = nullptr);
    void set(const BoxData& box, const QString& summary);

  private:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    [[nodiscard]] double xOf(double value) const;

    const Theme& m_theme;
    BoxData m_data;
    bool m_any = false;
};

} // namespace factoid
