// FanChart: the figures of past years and, from the newest one on, what is projected with its interval as a fan. Past
// years that the forecast is not made from are pale. Left and Right go from year to year and say what is there; the
// mouse over a year says the same. Coordinates are doubles; the texts come with the data. GUI thread.
#pragma once

#include "ui/base/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace factoid {

struct FanPoint {
    QString year;
    std::optional<double> value = {};          // none: no figure
    std::optional<double> low = {}, high = {}; // of a projected year
    bool projected = false;
    bool used = true;   // a past year that the forecast is made from
    QString shown = {}; // the value in short, for the axis
    QString words = {}; // all that is known of the year, for hover and screen readers
};

struct FanData {
    std::vector<FanPoint> points; // by year, past ones first
    QString unit;
    QString summary; // what a screen reader says of the whole
};

class FanChart : public QWidget
{
    Q_OBJECT

  public:
    FanChart(const QString& name, const Theme& theme, QWidget* parent = nullptr);
    void set(const FanData& data);
    [[nodiscard]] const FanData& data() const { return m_data; }
    // The year that Left and Right came to; −1: none.
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QSize sizeHint() const override;

  private:
    struct Scale {
        double least = 0, most = 1, step = 0.5;
    };
    [[nodiscard]] Scale scaleOf() const;
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(size_t point) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] int pointAt(double x) const;
    void go(int to);
    void drawScale(QPainter& painter) const;
    void drawYears(QPainter& painter) const;
    void drawFan(QPainter& painter) const;
    void drawLine(QPainter& painter) const;
    void drawCurrent(QPainter& painter) const;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    const Theme& m_theme;
    FanData m_data;
    Scale m_scale;
    int m_current = -1;
};

} // namespace factoid
