// StatusLine: the foot of the window: store, cache, runner and freshness on the left, the job strip on the right, the
// one place for progress. GUI thread.
#pragma once

#include "core/queries/overview/status.h"
#include "ui/shell/job_center.h"
#include "ui/widgets/widgets.h"

class QProgressBar;
class QToolButton;

namespace factoid {

class StatusLine : public QFrame
{
    Q_OBJECT

  public:
    StatusLine(const Theme& theme, JobCenter& jobs, QWidget* parent = nullptr);

    void setStatus(const StatusAnswer& status, const QDateTime& now);
    void setProblem(const QString& sentence);
    // A short sentence in the strip's place while no job runs ("Copied", "Undone: slot moved").
    void say(const QString& sentence);

  Q_SIGNALS:
    void jobsWanted(); // the strip was clicked: show all jobs

  private:
    void showRunner(const std::vector<RunStatus>& runs);
    void showJobs();
    void setText(const QString& text, const QString& tip);
    void fit();
    void resizeEvent(QResizeEvent* event) override;
    const Theme& m_theme;
    JobCenter& m_jobs;
    StateDot *m_store, *m_cache, *m_runner, *m_freshness;
    QPushButton* m_label;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    int m_shownJob = 0;
    QString m_said, m_text;
};

} // namespace factoid
