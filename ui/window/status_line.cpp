#include "ui/window/status_line.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/run_panel.h"

#include <QFileInfo>
#include <QProgressBar>
#include <QToolButton>

namespace factoid {

namespace {

constexpr int kFootHeight = 32, kBarWidth = 140;
constexpr int kLeastRoom = 120; // for what is said of jobs, in pixels
constexpr int kMille = 1'000;

QString jobText(const JobView& job)
{
    QString text = job.label;
    if (job.phase == JobView::Phase::Waiting)
        return StatusLine::tr("%1: waiting").arg(text);
    if (!job.progress.stage.isEmpty())
        text += u": "_s + job.progress.stage;
    if (job.progress.total > 0)
        text += StatusLine::tr(", %1 %").arg(job.progress.done * 100 / job.progress.total);
    if (job.leftMs)
        text += StatusLine::tr(", %1 left").arg(durationText(*job.leftMs));
    return text;
}

} // namespace

StatusLine::StatusLine(const Theme& theme, JobCenter& jobs, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_jobs(jobs)
    , m_store(new StateDot(theme, this))
    , m_cache(new StateDot(theme, this))
    , m_runner(new StateDot(theme, this))
    , m_freshness(new StateDot(theme, this))
    , m_label(linkButton({}, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setObjectName(u"statusline"_s);
    setAccessibleName(tr("Status"));
    setFixedHeight(Theme::scaled(kFootHeight));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kHuge, 0, metric::kMedium, 0);
    layout->setSpacing(metric::kHuge);
    for (StateDot* dot : {m_store, m_cache, m_runner, m_freshness})
        layout->addWidget(dot);
    layout->addStretch(1);
    m_label->setAccessibleName(tr("Jobs"));
    m_bar->setFixedWidth(kBarWidth);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the running job"));
    m_cancel->setIcon(theme.icon(u"close"_s));
    m_cancel->setToolTip(tr("Cancel this job"));
    m_cancel->setAccessibleName(tr("Cancel the running job"));
    layout->addWidget(m_label);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    connect(&theme, &Theme::changed, m_cancel, [this] { m_cancel->setIcon(m_theme.icon(u"close"_s)); });
    connect(m_label, &QPushButton::clicked, this, &StatusLine::jobsWanted);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_jobs.cancel(m_shownJob); });
    connect(&jobs, &JobCenter::changed, this, &StatusLine::showJobs);
    m_store->set(State::Idle, tr("Store: checking"));
    m_cache->set(State::Idle, tr("Cache: checking"));
    m_runner->set(State::Idle, tr("Runner: checking"));
    m_freshness->set(State::Idle, tr("Freshness: checking"));
    showJobs();
}

void StatusLine::setStatus(const StatusAnswer& status, const QDateTime& now)
{
    m_store->set(State::Good, tr("Store: %1").arg(QFileInfo(status.store.section(QLatin1Char(':'), 1)).fileName()));
    m_store->setToolTip(status.store);

    if (status.published)
        m_cache->set(State::Good,
                     tr("Set of %1").arg(relativeTimeText(timeFromText(status.published->publishedAt), now)));
    else
        m_cache->set(State::Idle, tr("Cache: nothing published"));

    // Said wherever one is: a rehearsal must not be forgotten.
    QStringList rehearsed;
    for (const Rehearsal& rehearsal : status.rehearsals)
        rehearsed << tr("%1 (ends %2)").arg(rehearsal.level, relativeTimeText(rehearsal.until, now));
    if (!rehearsed.isEmpty())
        m_cache->set(State::Bad, tr("Rehearsed outage: %1").arg(rehearsed.join(u", "_s)));

    showRunner(status.lastRuns);

    const FreshnessStatus& fresh = status.freshness;
    // One word for all, as the first page says it.
    QStringList wrong;
    for (const HealthItem& item : status.health.items) {
        if (item.level == HealthLevel::Bad)
            wrong << item.text;
    }
    m_freshness->setToolTip(wrong.join(QLatin1Char('\n')));
    if (!wrong.isEmpty())
        m_freshness->set(State::Bad,
                         wrong.size() == 1 ? tr("1 thing is wrong") : tr("%1 things are wrong").arg(wrong.size()));
    else if (!status.published && fresh.openChanges == 0)
        m_freshness->set(State::Idle, tr("Nothing published yet"));
    else if (fresh.openChanges == 0)
        m_freshness->set(State::Good, tr("All changes published"));
    else
        m_freshness->set(State::Warning, tr("%1 waiting, the oldest %2")
                                             .arg(countText(fresh.openChanges, tr("change"), tr("changes")),
                                                  waitedText(fresh.minutes)));
    fit();
}

void StatusLine::showRunner(const std::vector<RunStatus>& runs)
{
    QString working, quiet;
    for (const RunStatus& run : runs) {
        if (run.liveness == "working"_L1)
            working = jobWords(run.job);
        else if (!run.liveness.isEmpty())
            quiet = jobWords(run.job);
    }
    if (!working.isEmpty())
        m_runner->set(State::Good, tr("Runner: %1").arg(working));
    else if (!quiet.isEmpty())
        m_runner->set(State::Warning, tr("Runner: %1 is not responding").arg(quiet));
    else
        m_runner->set(State::Idle, tr("Runner: idle"));
}

void StatusLine::setProblem(const QString& sentence)
{
    if (sentence.isEmpty())
        return;
    m_store->set(State::Bad, tr("Store: cannot be read"));
    m_store->setToolTip(sentence);
    fit();
}

void StatusLine::say(const QString& sentence)
{
    m_said = sentence;
    showJobs();
}

void StatusLine::showJobs()
{
    const auto jobs = m_jobs.jobs();
    const JobView* running = nullptr;
    int waiting = 0;
    // The oldest that is not over is the one at work.
    for (const JobView& job : jobs) {
        if (job.isOver())
            continue;
        ++waiting;
        running = &job;
    }
    m_bar->setVisible(running != nullptr);
    m_cancel->setVisible(running != nullptr);
    if (running) {
        m_said.clear();
        m_shownJob = running->id;
        setText(waiting > 1 ? tr("%1 (and %2 more)").arg(jobText(*running)).arg(waiting - 1) : jobText(*running), {});
        m_bar->setMaximum(running->progress.total > 0 ? kMille : 0);
        if (running->progress.total > 0)
            m_bar->setValue(static_cast<int>(running->progress.done * kMille / running->progress.total));
        return;
    }
    if (!m_said.isEmpty()) {
        setText(m_said, {});
        return;
    }
    if (jobs.empty()) {
        setText(tr("No jobs"), {});
        return;
    }
    const JobView& last = jobs.front();
    const QString how = last.phase == JobView::Phase::Done        ? tr("done")
                        : last.phase == JobView::Phase::Cancelled ? tr("cancelled")
                                                                  : tr("failed");
    setText(tr("%1: %2").arg(last.label, how), last.said);
}

void StatusLine::setText(const QString& text, const QString& tip)
{
    m_text = text;
    m_label->setToolTip(tip.isEmpty() ? text : tip);
    fit();
}

// What is said of jobs may be longer than the room that the states leave; the whole stands in the tip.
void StatusLine::fit()
{
    const auto wide = [&](const QWidget* widget) {
        return widget->isHidden() ? 0 : widget->sizeHint().width() + metric::kHuge;
    };
    int room = width() - metric::kHuge - metric::kMedium;
    for (const StateDot* dot : {m_store, m_cache, m_runner, m_freshness})
        room -= wide(dot);
    room -= wide(m_cancel) + (m_bar->isHidden() ? 0 : kBarWidth + metric::kHuge);
    const int frame = m_label->sizeHint().width() - m_label->fontMetrics().horizontalAdvance(m_label->text());
    m_label->setText(m_label->fontMetrics().elidedText(m_text, Qt::ElideRight, std::max(kLeastRoom, room - frame)));
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fit();
}

} // namespace factoid
