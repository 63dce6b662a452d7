// TimeChart: values over time, up to a few series in one picture, with gaps where nothing is known, marks of what
// happened, and a threshold that can be dragged (or moved with the arrow keys). A stretch that is dragged over is
// wanted larger. What it shows is its accessible description. GUI thread; the picture is drawn on paint, so a year of
// minutes costs what its pixels cost.
#pragma once

#include "ui/base/theme.h"

#include <QDateTime>
#include <QWidget>

#include <optional>
#include <vector>

namespace factoid {

struct TimeSeries {
    QString name;
    std::vector<std::optional<double>> values; // equal steps; none: no data
    int color = 0;                             // index of the theme's series colours
    bool pale = false;                         // to compare with, such as the week before
};

struct TimeMark {
    QDateTime at;
    QString label;
    Tone tone = Tone::Muted;
};

struct TimeChartData {
    QDateTime from; // of the first value
    qint64 stepMinutes = 1;
    std::vector<TimeSeries> series;
    std::vector<TimeMark> marks = {};
    QString unit = {}; // seconds, bytes, ratio, …
    QString summary;   // what a screen reader says
};

// A measured value as a person reads it: "12 min 0 s", "41 kB", "94.1 %".
[[nodiscard]] QString measuredText(double value, const QString& unit);
[[nodiscard]] QString measuredText(const std::optional<double>& value, const QString& unit); // "no data"

class TimeChart : public QWidget
{
    Q_OBJECT

  public:
    TimeChart(const QString& name, const Theme& theme, QWidget* parent = nullptr);

    void setData(const TimeChartData& data);
    [[nodiscard]] const TimeChartData& data() const { return m_data; }
    // A line across, which can be moved when `movable`.
    void setThreshold(std::optional<double> threshold, bool movable = false);
    [[nodiscard]] std::optional<double> threshold() const { return m_threshold; }
    void setClear(std::optional<double> clear);
    // Whether a stretch can be dragged over.
    void setZoomable(bool zoomable) { m_zoomable = zoomable; }
    // Where a value stands, in pixels from the top.
    [[nodiscard]] int yOf(double value) const;
    [[nodiscard]] QSize sizeHint() const override;

  Q_SIGNALS:
    void thresholdMoved(double threshold); // while it is moved
    void zoomWanted(const QDateTime& from, const QDateTime& to);

  private:
    struct Range {
        double least = 0, most = 1, step = 0.25; // lines are a step apart, from the least to the most
    };
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] Range range() const;
    [[nodiscard]] double valueAt(int y) const;
    [[nodiscard]] int xOf(const QDateTime& at) const;
    [[nodiscard]] QDateTime instantAt(int x) const;
    [[nodiscard]] size_t length() const;
    [[nodiscard]] bool isOnThreshold(int y) const;
    void moveThreshold(double to);
    void drawAxes(QPainter& painter) const;
    void drawSeries(QPainter& painter, const TimeSeries& series) const;
    void drawLevels(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    const Theme& m_theme;
    TimeChartData m_data;
    Range m_range;
    std::optional<double> m_threshold, m_clear;
    bool m_movable = false, m_zoomable = false;
    bool m_dragging = false;
    std::optional<int> m_bandFrom, m_bandTo; // x
};

} // namespace factoid
