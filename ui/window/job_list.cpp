#include "ui/window/job_list.h"

#include "ui/base/formats.h"

#include <QKeyEvent>
#include <QScrollArea>

namespace factoid {

namespace {

constexpr int kListWidth = 460, kListHeight = 320, kListFoot = 40;

State stateOf(JobView::Phase phase)
{
    switch (phase) {
    case JobView::Phase::Waiting:
        return State::Idle;
    case JobView::Phase::Running:
        return State::Warning;
    case JobView::Phase::Done:
        return State::Good;
    case JobView::Phase::Failed:
        return State::Bad;
    case JobView::Phase::Cancelled:
        return State::Idle;
    }
    return State::Idle;
}

QString noteOf(const JobView& job)
{
    switch (job.phase) {
    case JobView::Phase::Waiting:
        return JobList::tr("waiting for the previous job");
    case JobView::Phase::Running: {
        QString note = job.progress.stage.isEmpty() ? JobList::tr("running") : job.progress.stage;
        if (job.progress.total > 0)
            note += JobList::tr(", %1 of %2").arg(numberText(job.progress.done), numberText(job.progress.total));
        note += JobList::tr(", %1 so far").arg(durationText(job.elapsedMs));
        return job.leftMs ? note + JobList::tr(", %1 left").arg(durationText(*job.leftMs)) : note;
    }
    case JobView::Phase::Done:
        return job.said.isEmpty() ? JobList::tr("done") : job.said;
    case JobView::Phase::Failed:
        return job.said;
    case JobView::Phase::Cancelled:
        return JobList::tr("cancelled; nothing was changed");
    }
    return {};
}

} // namespace

JobList::JobList(const Theme& theme, JobCenter& jobs, QWidget* window)
    : QFrame(window)
    , m_theme(theme)
    , m_jobs(jobs)
    , m_rows(new QVBoxLayout)
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Jobs"));
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(roleLabel(tr("Jobs of this window"), "section", this));
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("Jobs"));
    auto* inside = new QWidget(scroll);
    auto* insideLayout = new QVBoxLayout(inside);
    insideLayout->setContentsMargins(0, 0, metric::kTiny, 0);
    insideLayout->addLayout(m_rows);
    insideLayout->addStretch(1);
    scroll->setWidget(inside);
    layout->addWidget(scroll, 1);
    connect(&jobs, &JobCenter::changed, this, [this] {
        if (isVisible())
            rebuild();
    });
    hide();
}

void JobList::toggle()
{
    if (isVisible()) {
        hide();
        return;
    }
    m_shown.clear();
    rebuild();
    setGeometry(parentWidget()->width() - kListWidth - metric::kMedium,
                parentWidget()->height() - kListHeight - kListFoot, kListWidth, kListHeight);
    show();
    raise();
    setFocus();
}

void JobList::rebuild()
{
    const auto jobs = m_jobs.jobs();
    QList<int> shown;
    for (const JobView& job : jobs)
        shown << job.id << static_cast<int>(job.phase);
    if (shown == m_shown && !shown.isEmpty()) {
        for (const JobView& job : jobs)
            m_notes[job.id]->setText(noteOf(job));
        return;
    }
    m_shown = shown;
    m_notes.clear();
    clearLayout(m_rows);
    if (jobs.empty())
        m_rows->addWidget(wrappedLabel(
            tr("Nothing has been started in this window yet. Runs of other processes are on the Generation page."),
            "muted", this));
    for (const JobView& job : jobs) {
        auto* row = new QWidget(this);
        auto* layout = new QVBoxLayout(row);
        layout->setContentsMargins(0, metric::kTiny, 0, metric::kTiny);
        layout->setSpacing(2);
        auto* top = new QHBoxLayout;
        auto* dot = new StateDot(m_theme, row);
        dot->set(stateOf(job.phase), job.label);
        top->addWidget(dot, 1);
        if (!job.isOver()) {
            QPushButton* cancel = linkButton(tr("Cancel"), row);
            cancel->setAccessibleName(tr("Cancel %1").arg(job.label));
            connect(cancel, &QPushButton::clicked, this, [this, id = job.id] { m_jobs.cancel(id); });
            top->addWidget(cancel);
        }
        layout->addLayout(top);
        QLabel* note = wrappedLabel(noteOf(job), "note", row);
        layout->addWidget(note);
        m_notes[job.id] = note;
        m_rows->addWidget(row);
        m_rows->addWidget(separatorLine(this));
    }
}

void JobList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace factoid
