// StageBar: the stages of a run as one bar, each as wide as it took; what is going on is striped, what is expected to
// come is hollow. Also the delegate that draws such bars in table rows. GUI thread.
#pragma once

#include "core/queries/generation/run_queries.h"
#include "ui/base/theme.h"

#include <QStyledItemDelegate>
#include <QWidget>

#include <vector>

namespace factoid {

struct StageSegment {
    enum class State { Over, Current, Coming };
    QString name;
    double seconds = 0; // spent, or expected for what is to come
    State state = State::Over;
};

[[nodiscard]] std::vector<StageSegment> segmentsOf(const std::vector<StageTime>& stages);
[[nodiscard]] std::vector<StageSegment> segmentsOfPlan(const std::vector<StagePlanRow>& plan);
// The colour that a stage has everywhere, as an index of the theme's series.
[[nodiscard]] int stageSeries(const QString& name);
// "summaries 0.2 s, finding facts 1.4 s".
[[nodiscard]] QString stagesText(const std::vector<StageSegment>& segments);
// "24 ms", "0.4 s", "12 s".
[[nodiscard]] QString stageTimeText(double seconds);
void paintStages(QPainter& painter, const QRectF& area, const std::vector<StageSegment>& segments, const Theme& theme);

class StageBar : public QWidget
{
    Q_OBJECT

  public:
    StageBar(const Theme& theme, QWidget* parent);
    void setSegments(const std::vector<StageSegment>& segments);
    [[nodiscard]] const std::vector<StageSegment>& segments() const { return m_segments; }
    [[nodiscard]] QSize sizeHint() const override;

  private:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    const Theme& m_theme;
    std::vector<StageSegment> m_segments;
};

// One stage in a list: a square of its colour, its name, what it took, what it usually takes.
class StageLine : public QWidget
{
    Q_OBJECT

  public:
    StageLine(const StagePlanRow& row, const Theme& theme, QWidget* parent);

  private:
    void paintEvent(QPaintEvent* event) override;
    const Theme& m_theme;
    StageSegment m_segment;
};

// Draws the cell's row, a RunRow, as a bar as long as the run took beside the longest in view.
class StageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    StageDelegate(const Theme& theme, QObject* parent);
    void setLongest(double seconds) { m_longest = seconds; }

  private:
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    const Theme& m_theme;
    double m_longest = 0;
};

} // namespace factoid
