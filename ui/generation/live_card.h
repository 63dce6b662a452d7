// LiveCard: the run that is going on: its stages, how long it still takes and a way to stop it. Time moves here by
// itself; the stages are told. GUI thread.
#pragma once

#include "core/queries/generation/run_queries.h"
#include "ui/widgets/widgets.h"

#include <QTimer>

namespace factoid {

class StageBar;

class LiveCard : public Card
{
    Q_OBJECT

  public:
    LiveCard(const Theme& theme, QWidget* parent);

    void setRun(const RunAnswer& run, const QDateTime& now);
    // What is said while nothing is running.
    void setIdle(const QString& sentence);
    // Of the run that is shown; 0: none.
    [[nodiscard]] qint64 run() const { return m_run; }

  Q_SIGNALS:
    void cancelWanted(qint64 run);
    void openWanted(qint64 run);

  private:
    void showTime();
    const Theme& m_theme;
    qint64 m_run = 0;
    qint64 m_toldAt = 0;  // ms of the machine's clock
    double m_elapsed = 0; // seconds when it was told
    QLabel *m_title, *m_stage, *m_time;
    StageBar* m_bar;
    QPushButton *m_cancel, *m_open;
    QTimer m_tick;
};

} // namespace factoid
