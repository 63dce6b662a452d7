// TrendChart: something about the calls of language models over the last days or over the newest runs, with the switch
// between both. What is drawn is told by a function over the trend. GUI thread.
#pragma once

#include "core/queries/generation/spend_queries.h"
#include "ui/chart/chart_card.h"

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
    // A day or a run, with its name: "24 Nov", "run 7".
    struct Row {
        QString label;
        CallTally tally;
        qint64 run = 0; // 0: it is a day
    };
    // `rows`: oldest first.
    using Draw = std::function<Drawn(const std::vector<Row>& rows, TrendBy by)>;

    // `byDay` and `byRun` are the headings.
    TrendChart(const QString& id, const QString& byDay, const QString& byRun, Draw draw, const Theme& theme,
               UiState& state, QWidget* parent = nullptr);
    void setTrend(const CallTrendAnswer& trend);

  Q_SIGNALS:
    void runWanted(qint64 run);

  private:
    void show_();
    const QString m_byDay, m_byRun;
    const Draw m_draw;
    TrendBy m_by = TrendBy::Day;
    QPushButton* m_swap;
    QLabel* m_note;
    CallTrendAnswer m_trend;
    std::vector<Row> m_rows;
};

[[nodiscard]] TrendChart::Drawn drawCalls(const std::vector<TrendChart::Row>& rows, TrendBy by);
// Which part of the sentences that models wrote could be proven.
[[nodiscard]] TrendChart::Drawn drawAcceptance(const std::vector<TrendChart::Row>& rows, TrendBy by);

// "free", "£0.20 + $0.01": what was paid, in each currency that was.
[[nodiscard]] QString costsText(const std::vector<CurrencyCost>& costs);

} // namespace factoid
