#include "ui/generation/live_card.h"

#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/stage_bar.h"

namespace factoid {

namespace {

constexpr int kTickMs = 500;
constexpr double kMs = 1'000;

} // namespace

LiveCard::LiveCard(const Theme& theme, QWidget* parent)
    : Card(tr("Running now"), parent)
    , m_theme(theme)
    , m_title(roleLabel({}, "", this))
    , m_stage(wrappedLabel({}, "note", this))
    , m_time(roleLabel({}, "note", this))
    , m_bar(new StageBar(theme, this))
    , m_cancel(new QPushButton(tr("Cancel this run"), this))
    , m_open(linkButton(tr("Details"), this))
{
    m_title->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    m_title->setAccessibleName(tr("Running job"));
    m_stage->setAccessibleName(tr("Stage"));
    m_time->setAccessibleName(tr("Time"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_title);
    top->addWidget(m_open);
    top->addStretch(1);
    top->addWidget(m_time);
    body()->addLayout(top);
    body()->addWidget(m_bar);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_stage, 1);
    foot->addWidget(m_cancel);
    body()->addLayout(foot);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &LiveCard::showTime);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelWanted(m_run); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openWanted(m_run); });
    setIdle({});
}

void LiveCard::setIdle(const QString& sentence)
{
    m_run = 0;
    m_tick.stop();
    m_title->setText(tr("Nothing is running"));
    m_stage->setText(sentence);
    for (QWidget* widget : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_time),
                            static_cast<QWidget*>(m_cancel), static_cast<QWidget*>(m_open)})
        widget->hide();
}

void LiveCard::setRun(const RunAnswer& run, const QDateTime& now)
{
    m_run = run.id;
    m_title->setText(tr("%1, run %2").arg(jobWords(run.job)).arg(run.id));
    QString words = run.stage.isEmpty() ? tr("starting") : run.stage;
    if (run.total > 0)
        words += tr(", %1 of %2").arg(numberText(run.done), numberText(run.total));
    words += u"; "_s + run.plan.words;
    if (run.cancelRequested)
        words = tr("asked to stop");
    else if (run.liveness == "lost"_L1)
        words = tr("its process has died; it will not finish");
    else if (run.liveness == "silent"_L1)
        words = tr("no response from %1 for a minute").arg(run.host);
    m_stage->setText(words);
    m_bar->setSegments(segmentsOfPlan(run.plan.rows));
    m_toldAt = QDateTime::currentMSecsSinceEpoch();
    m_elapsed = static_cast<double>(timeFromText(run.startedAt).msecsTo(now)) / kMs;
    for (QWidget* widget : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_time), static_cast<QWidget*>(m_open)})
        widget->show();
    m_cancel->setVisible(run.liveness != "lost"_L1);
    m_cancel->setEnabled(!run.cancelRequested);
    showTime();
    if (!m_tick.isActive())
        m_tick.start();
}

void LiveCard::showTime()
{
    const double seconds = m_elapsed + static_cast<double>(QDateTime::currentMSecsSinceEpoch() - m_toldAt) / kMs;
    m_time->setText(tr("for %1").arg(durationText(static_cast<qint64>(std::max(0.0, seconds) * kMs))));
}

} // namespace factoid
