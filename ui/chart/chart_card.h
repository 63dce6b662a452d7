// ChartCard: a card with one chart, its table twin and its text summary. The chart shows directly labelled series in
// the theme's colours and recolours live; "Table" swaps to the numbers; a screen reader reads the summary. GUI thread.
// Chart coordinates are doubles; what is printed (labels, table) is text that comes with the data.
#pragma once

#include "ui/table/data_table.h"

#include <QPointF>

class QChart;
class QChartView;
class QStackedWidget;

namespace factoid {

// One point or bar: where it stands, and what is said of it.
struct ChartPoint {
    QString label;               // on the axis: a year, a type, a bin
    std::optional<double> value; // nullopt: a gap
    QString shown = {};          // the value as text, for labels, hover and table
    QString note = {};           // second column of the table: "n 36"
};

struct ChartSeries {
    QString name;
    std::vector<ChartPoint> points;
    int color = 0; // index of the theme's series colours
};

// A vertical mark across a histogram or line: "typical £42m".
struct ChartMark {
    double at = 0; // in positions of the points: 0 is the first one's middle, 0.5 between the first two
    QString label;
    Tone tone = Tone::Muted;
};

enum class ChartKind { Line, Bars, HorizontalBars, Histogram };

struct ChartData {
    ChartKind kind = ChartKind::Line;
    std::vector<ChartSeries> series;
    std::vector<ChartMark> marks = {};
    QString valueTitle; // header of the table's value column, with the unit
    QString labelTitle;
    QString summary;         // one or two sentences: what a reader sees
    bool labelEvery = false; // every point has its value printed, not only first and last (lines) or all (bars)
};

// A row of the chart's table.
struct ChartRow {
    QString label, series, shown, note;
};

class ChartPicture;

class ChartCard : public Card
{
    Q_OBJECT

  public:
    ChartCard(const QString& id, const QString& heading, const Theme& theme, UiState& state, QWidget* parent = nullptr);

    void setData(const ChartData& data);
    [[nodiscard]] const ChartData& data() const { return m_data; }
    void showTable(bool table);
    [[nodiscard]] DataTable* table() const { return m_table; }
    [[nodiscard]] QWidget* picture() const;

  Q_SIGNALS:
    void pointClicked(int series, int point);

  private:
    void fillTable();
    const Theme& m_theme;
    ChartData m_data;
    ChartPicture* m_picture;
    DataTable* m_table;
    RowModel<ChartRow>* m_model;
    QPushButton* m_swap;
    QStackedWidget* m_stack;
};

} // namespace factoid
