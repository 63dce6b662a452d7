// JobList: all jobs of this window since it began: what runs, what waits, how the others ended. A pop-up over the
// window's foot. GUI thread.
#pragma once

#include "ui/shell/job_center.h"
#include "ui/widgets/widgets.h"

namespace factoid {

class JobList : public QFrame
{
    Q_OBJECT

  public:
    JobList(const Theme& theme, JobCenter& jobs, QWidget* window);
    void toggle();

  private:
    void rebuild();
    void keyPressEvent(QKeyEvent* event) override;
    const Theme& m_theme;
    JobCenter& m_jobs;
    QVBoxLayout* m_rows;
    QList<int> m_shown; // ids and phases, so that rows are remade only when these change
    std::map<int, QLabel*> m_notes;
};

} // namespace factoid
