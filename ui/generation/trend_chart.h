// TrendChart: something about the calls of language models over the last days or over the newest runs, with the switch
// between both. What is drawn is told by a function over the trend. GUI thread.
#pragma once

#include "ui/chart/chart_card.h"

#include <QJsonObject>

namespace factoid {

enum class TrendBy { Day, Run };

class TrendChart : public ChartCard
{
    Q_OBJECT

  public:
    struct Drawn {
        ChartData data;
        QString note; // beneath the heading
    };
    // `rows`: the days or the runs of callTrendQuery, oldest first.
    using Draw = std::function<Drawn(const QJsonArray& rows, TrendBy by)>;

    // `byDay` and `byRun` are the headings.
    TrendChart(const QString& id, const QString& byDay, const QString& byRun, Draw draw, const Theme& theme,
               UiState& state, QWidget* parent = nullptr);
    // As callTrendQuery gives it.
    void setTrend(const QJsonObject& trend);

  Q_SIGNALS:
    void runWanted(qint64 run);

  private:
    void show_();
    const QString m_byDay, m_byRun;
    const Draw m_draw;
    TrendBy m_by = TrendBy::Day;
    QPushButton* m_swap;
    QLabel* m_note;
    QJsonObject m_trend;
    QJsonArray m_rows;
};

[[nodiscard]] TrendChart::Drawn drawCalls(const QJsonArray& rows, TrendBy by);
// Which part of the sentences that models wrote could be proven.
[[nodiscard]] TrendChart::Drawn drawAcceptance(const QJsonArray& rows, TrendBy by);

// "free", "£0.20 + $0.01": what was paid, in each currency that was.
[[nodiscard]] QString costsText(const QJsonArray& costs);

} // namespace factoid
