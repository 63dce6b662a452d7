#include "ui/shell/job_center.h"

#include <QPointer>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kPollEvery = 100;        // ms
constexpr size_t kRemembered = 30;     // jobs
constexpr qint64 kLeastForEta = 1'500; // ms of work before a guess is worth showing

// What the job's thread tells and the window reads.
struct Shared {
    std::mutex mutex;
    Progress progress;
    bool begun = false;
    QElapsedTimer sinceBegin, sinceStage;
};

} // namespace

struct JobCenter::Entry {
    JobView view;
    CancelToken cancel;
    std::shared_ptr<Shared> shared = std::make_shared<Shared>();
    QFutureWatcher<Result<JobOutcome>> watcher;
    QPointer<QObject> context;
    bool hadContext = false;
    Done done;
};

JobCenter::JobCenter(JobRunner& runner, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
{
    m_poll.setInterval(kPollEvery);
    connect(&m_poll, &QTimer::timeout, this, &JobCenter::poll);
}

JobCenter::~JobCenter()
{
    cancelAll();
    for (const auto& entry : m_entries) {
        entry->watcher.disconnect();
        entry->watcher.waitForFinished();
    }
}

int JobCenter::start(const QString& name, const QJsonObject& options, const QString& label, QObject* context,
                     const Done& done)
{
    JobOptions jobOptions;
    jobOptions.options = options;
    return launch(name, std::move(jobOptions), label, context, done);
}

int JobCenter::rehearse(const QString& name, const QJsonObject& options, const QString& label, QObject* context,
                        const Done& done)
{
    JobOptions jobOptions;
    jobOptions.options = options;
    jobOptions.dryRun = true;
    return launch(name, std::move(jobOptions), label, context, done);
}

int JobCenter::launch(const QString& name, JobOptions options, const QString& label, QObject* context, const Done& done)
{
    auto entry = std::make_shared<Entry>();
    entry->view.id = ++m_lastId;
    entry->view.name = name;
    entry->view.label = label;
    entry->view.dryRun = options.dryRun;
    entry->context = context;
    entry->hadContext = context != nullptr;
    entry->done = done;
    options.trigger = u"window"_s;
    options.control.cancel = entry->cancel;
    options.control.progress = [shared = entry->shared](const Progress& progress) {
        const std::scoped_lock lock(shared->mutex);
        if (!shared->begun)
            shared->sinceBegin.start();
        if (!shared->begun || shared->progress.stage != progress.stage)
            shared->sinceStage.start();
        shared->begun = true;
        shared->progress = progress;
    };
    m_entries.push_front(entry);
    while (m_entries.size() > kRemembered && m_entries.back()->view.isOver())
        m_entries.pop_back();
    connect(&entry->watcher, &QFutureWatcherBase::finished, this, [this, weak = std::weak_ptr<Entry>(entry)] {
        if (const auto alive = weak.lock())
            end(*alive);
    });
    entry->watcher.setFuture(m_runner.start(name, std::move(options)));
    if (!m_poll.isActive())
        m_poll.start();
    Q_EMIT changed();
    return entry->view.id;
}

void JobCenter::poll()
{
    bool busy = false;
    for (const auto& entry : m_entries) {
        if (entry->view.isOver())
            continue;
        busy = true;
        const std::scoped_lock lock(entry->shared->mutex);
        const Shared& shared = *entry->shared;
        if (!shared.begun)
            continue;
        entry->view.phase = JobView::Phase::Running;
        entry->view.progress = shared.progress;
        entry->view.elapsedMs = shared.sinceBegin.elapsed();
        entry->view.leftMs.reset();
        const qint64 inStage = shared.sinceStage.elapsed();
        if (shared.progress.total > 0 && shared.progress.done > 0 && inStage >= kLeastForEta)
            entry->view.leftMs = static_cast<qint64>(
                static_cast<double>(inStage) / static_cast<double>(shared.progress.done) *
                static_cast<double>(std::max<qint64>(0, shared.progress.total - shared.progress.done)));
    }
    if (!busy)
        m_poll.stop();
    Q_EMIT changed();
}

void JobCenter::end(Entry& entry)
{
    poll();
    const Result<JobOutcome> result = entry.watcher.result();
    entry.view.leftMs.reset();
    if (result) {
        entry.view.phase = JobView::Phase::Done;
        entry.view.said = result->note.text();
        if (result->undoStep)
            m_steps.insert(*result->undoStep);
    } else {
        entry.view.phase =
            result.error().kind == ErrorKind::Interrupted ? JobView::Phase::Cancelled : JobView::Phase::Failed;
        entry.view.said = result.error().sentence();
    }
    const JobView view = entry.view;
    const Done done = entry.done;
    const bool wanted = !entry.hadContext || entry.context;
    entry.done = {};
    if (done && wanted)
        done(result);
    Q_EMIT finished(view);
    Q_EMIT changed();
}

void JobCenter::cancel(int id)
{
    for (const auto& entry : m_entries) {
        if (entry->view.id == id && !entry->view.isOver())
            entry->cancel.request();
    }
}

void JobCenter::cancelAll()
{
    for (const auto& entry : m_entries)
        entry->cancel.request();
}

std::vector<JobView> JobCenter::jobs() const
{
    std::vector<JobView> views;
    for (const auto& entry : m_entries)
        views.push_back(entry->view);
    return views;
}

std::optional<JobView> JobCenter::job(int id) const
{
    for (const auto& entry : m_entries) {
        if (entry->view.id == id)
            return entry->view;
    }
    return std::nullopt;
}

bool JobCenter::isBusy() const
{
    return std::ranges::any_of(m_entries, [](const auto& entry) { return !entry->view.isOver(); });
}

bool JobCenter::isWriting() const
{
    return std::ranges::any_of(m_entries,
                               [](const auto& entry) { return !entry->view.isOver() && !entry->view.dryRun; });
}

bool JobCenter::isRunning(const QString& name) const
{
    return std::ranges::any_of(m_entries,
                               [&](const auto& entry) { return !entry->view.isOver() && entry->view.name == name; });
}

} // namespace factoid
