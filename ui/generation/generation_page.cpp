#include "ui/generation/generation_page.h"

#include "core/queries/generation/run_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/generation/compare_view.h"
#include "ui/generation/generation_view.h"
#include "ui/generation/live_card.h"
#include "ui/generation/model_card.h"
#include "ui/generation/prices_card.h"
#include "ui/generation/provider_list.h"
#include "ui/generation/run_columns.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/stage_bar.h"
#include "ui/table/data_table.h"
#include "ui/table/windowed_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QJsonDocument>
#include <QStackedWidget>
#include <QTabBar>

namespace factoid {

namespace {

constexpr int kStagesColumn = 2;

enum Tab { kRuns, kModels, kCompare, kProviders };

const QString kGroup = u"Generation"_s;

// Which runs are wanted: set by the page, read on the thread that asks the store, which may outlast the page.
class Chosen
{
  public:
    Chosen() { m_filter.withIdleChecks = false; }
    void set(const RunFilter& filter)
    {
        const std::scoped_lock lock(m_mutex);
        m_filter = filter;
    }
    [[nodiscard]] RunFilter get() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_filter;
    }

  private:
    mutable std::mutex m_mutex;
    RunFilter m_filter;
};

class GenerationPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::generationPageSpec();

  public:
    GenerationPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Generation"), false, parent)
        , m_live(new LiveCard(context.theme, this))
        , m_success(roleLabel({}, "figure", this))
        , m_successNote(wrappedLabel({}, "note", this))
        , m_spark(new SparkLine(context.theme, 2, this))
        , m_statistics(new Card({}, this))
        , m_tabs(new QTabBar(this))
        , m_below(new QStackedWidget(this))
        , m_models(new ModelCard(context.theme, context.state, this))
        , m_compare(new CompareView(context.reader, context.theme, context.state, this))
        , m_providers(new ProviderList(context.theme, context.engine.isReadOnly(), this))
        , m_prices(new PricesCard(context.theme, context.state, this))
        , m_problems(new QComboBox(this))
        , m_jobs(new QComboBox(this))
        , m_idle(new QCheckBox(tr("idle checks"), this))
        , m_table(new DataTable(u"generation.runs"_s, tr("Runs"), context.theme, context.state, this))
        , m_delegate(new StageDelegate(context.theme, this))
        , m_runs(runColumns(), context.theme, context.reader, &RunRow::id,
                 [chosen = m_chosen](QueryContext& query, const WindowedTable::Window& window) {
                     return fetch(query, window, *chosen);
                 })
    {
        addButton(u"generation.make"_s, true);
        makeTop();
        makeBelow();
        makeTable();
        connect(m_live, &LiveCard::cancelWanted, this, [this](qint64 run) { cancel(run); });
        connect(m_live, &LiveCard::openWanted, this, [this](qint64 run) { openRun(run); });
        connect(m_models, &ModelCard::runWanted, this, [this](qint64 run) { openRun(run); });
        connect(m_models, &ModelCard::capsWanted, this, [this] {
            this->context().navigator.go({u"settings"_s, {{u"key"_s, u"spend."_s}}});
        });
        connect(sidePanel(), &SidePanel::closed, this, [this] { m_open = 0; });
    }

    void open(const Place& place) override
    {
        if (const qint64 run = place.value("run").toLongLong(); run > 0)
            openRun(run);
        if (place.value("show") == "models"_L1)
            m_tabs->setCurrentIndex(kModels);
        if (place.value("show") == "compare"_L1)
            m_tabs->setCurrentIndex(kCompare);
        if (place.value("show") == "providers"_L1)
            m_tabs->setCurrentIndex(kProviders);
        if (const QString job = place.value("job"); !job.isEmpty())
            m_table->setFilterText(job);
    }

    void refresh() override
    {
        m_runs.reload();
        m_asking.askNext(
            context().reader,
            [providers = context().engine.providers()](QueryContext& query) {
                return generationView(query, providers);
            },
            [this](const Result<GenerationView>& view) { show_(view); });
        if (m_open > 0)
            askRun();
        if (m_tabs->currentIndex() == kCompare)
            m_compare->refresh();
    }

  private:
    void make()
    {
        context().jobs.start(
            u"update-factoids"_s, {{u"force"_s, true}}, tr("Making a set"), this,
            [this](const Result<JobOutcome>& done) {
                // Cancelling is no failure.
                setProblem(done || done.error().kind == ErrorKind::Interrupted ? QString() : done.error().sentence(),
                           tr("Try again"), [this] { make(); });
                refresh();
            });
    }
    void cancelLive()
    {
        if (const qint64 run = m_live->run(); run > 0)
            cancel(run);
    }

    static Result<WindowedModel<RunRow>::Answer> fetch(QueryContext& query, const WindowedTable::Window& window,
                                                       const Chosen& chosen)
    {
        RunFilter filter = chosen.get();
        filter.text = window.text;
        filter.offset = window.offset;
        filter.limit = window.limit;
        for (const auto& [column, text] : window.columns) {
            if (column == Outcome)
                filter.outcome = text;
            else if (column == Trigger)
                filter.trigger = text;
            else
                filter.text = text;
        }
        auto answer = TRY(runsQuery(query, filter));
        return WindowedModel<RunRow>::Answer{std::move(answer.runs), answer.total};
    }

    void makeTop()
    {
        auto* success = new Card(tr("Slots on schedule, 7 days"), this);
        auto* row = new QHBoxLayout;
        m_success->setAccessibleName(tr("Success over 7 days"));
        row->addWidget(m_success);
        row->addWidget(m_spark, 1);
        m_spark->setAccessibleName(tr("Seconds per generation, by day"));
        success->body()->addLayout(row);
        success->body()->addWidget(m_successNote);
        auto* top = new QHBoxLayout;
        top->setSpacing(metric::kLarge);
        top->addWidget(m_live, 3);
        top->addWidget(success, 2);
        for (Card* card : {static_cast<Card*>(m_live), success})
            card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        body()->addLayout(top);
    }

    // Who writes while no model does; and the runs, or what models were asked.
    void makeBelow()
    {
        QStringList providers;
        for (const Provider& provider : context().engine.providers())
            providers << provider.name;
        m_statistics->setAccessibleName(tr("Language models"));
        m_statistics->body()->addWidget(
            wrappedLabel(providers.isEmpty() ? tr("Factoids are written from statistics, without a language model. To "
                                                  "have a model phrase them, list a provider in the --config file: "
                                                  "{\"providers\": [{\"name\": …, \"base_url\": …, \"model\": …}]}.")
                                             : tr("No language model has been called yet: factoids are written from "
                                                  "statistics until the next set calls %1.")
                                                   .arg(providers.join(u", "_s)),
                         "muted", m_statistics));
        m_statistics->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        m_statistics->hide();
        body()->addWidget(m_statistics);
        m_tabs->setAccessibleName(tr("What is shown below"));
        m_tabs->setDrawBase(false);
        m_tabs->setExpanding(false);
        m_tabs->addTab(tr("Runs"));
        m_tabs->addTab(tr("Language models"));
        m_tabs->addTab(tr("Side by side"));
        m_tabs->addTab(tr("Providers and prices"));
        m_tabs->hide();
        body()->addWidget(m_tabs);
        body()->addWidget(m_below, 1);
        connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
            m_below->setCurrentIndex(tab);
            if (tab == kCompare)
                m_compare->refresh();
            // What is at the side belongs to the tab that is left.
            sidePanel()->hide();
            m_open = 0;
        });
    }

    void makeTable()
    {
        auto* card = new Card(tr("Runs"), this);
        m_problems->setAccessibleName(tr("Which runs"));
        m_problems->addItem(tr("All outcomes"), QString());
        m_problems->addItem(tr("What went wrong"), u"problem"_s);
        m_problems->addItem(tr("Published"), u"published"_s);
        m_jobs->setAccessibleName(tr("Which jobs"));
        m_jobs->addItem(tr("All jobs"), QString());
        m_idle->setToolTip(tr("Include checks that found nothing due"));
        m_table->addToBar(m_idle);
        m_table->addToBar(m_jobs);
        m_table->addToBar(m_problems);
        const auto changed = [this] {
            RunFilter filter;
            filter.outcome = m_problems->currentData().toString();
            filter.job = m_jobs->currentData().toString();
            filter.withIdleChecks = m_idle->isChecked();
            m_chosen->set(filter);
            m_runs.askAgain();
        };
        connect(m_problems, &QComboBox::currentIndexChanged, this, changed);
        connect(m_jobs, &QComboBox::currentIndexChanged, this, changed);
        connect(m_idle, &QCheckBox::toggled, this, changed);
        m_table->setModel(&m_runs);
        m_table->view()->setItemDelegateForColumn(kStagesColumn, m_delegate);
        m_table->view()->setSortingEnabled(false); // newest first; the store is asked for windows of that order
        m_table->setEmptyState(tr("Nothing has run yet. Import figures, then make a set."));
        connect(&m_runs, &WindowedTable::loaded, this, [this] { showLongest(); });
        connect(&m_runs, &WindowedTable::failed, this,
                [this](const QString& sentence) { setProblem(sentence, tr("Try again"), [this] { refresh(); }); });
        connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
            if (m_table->view()->hasFocus())
                openRow(row);
        });
        connect(m_table, &DataTable::activated, this, [this](int row) { openRow(row); });
        card->body()->addWidget(m_table, 1);
        m_below->addWidget(card);
        m_below->addWidget(m_models);
        m_below->addWidget(m_compare);
        connect(m_compare, &CompareView::pairWanted, this,
                [this](const ModelPair& pair, const QString& left, const QString& right) {
                    showPair(*sidePanel(), pair, left, right, now());
                });
        auto* providers = new QWidget(this);
        auto* row = new QHBoxLayout(providers);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(metric::kLarge);
        row->addWidget(m_providers, 4);
        row->addWidget(m_prices, 5);
        m_below->addWidget(providers);
        connect(m_providers, &ProviderList::probeWanted, this, [this](const QString& name) { probe(name); });
        connect(m_providers, &ProviderList::cancelWanted, this, [this](int job) { context().jobs.cancel(job); });
    }

    void probe(const QString& name)
    {
        const QJsonObject options = name.isEmpty() ? QJsonObject() : QJsonObject{{u"provider"_s, name}};
        auto job = std::make_shared<int>(0);
        *job = context().jobs.start(u"probe"_s, options,
                                    name.isEmpty() ? tr("Probing every provider") : tr("Probing %1").arg(name), this,
                                    [this, job](const Result<JobOutcome>& done) {
                                        const bool cancelled = !done && done.error().kind == ErrorKind::Interrupted;
                                        m_providers->answer(*job, done        ? QString()
                                                                  : cancelled ? tr("Cancelled before it answered.")
                                                                              : done.error().sentence());
                                        refresh();
                                    });
        m_providers->setAsking(name, *job);
    }

    void showLongest()
    {
        double longest = 0;
        for (int row = 0; row < std::min(m_runs.rowCount(), 60); ++row) {
            const RunRow* run = m_runs.row(row);
            double sum = 0;
            for (const StageTime& stage : run ? run->stages : std::vector<StageTime>())
                sum += stage.seconds;
            longest = std::max(longest, sum);
        }
        m_delegate->setLongest(longest);
        m_table->view()->viewport()->update();
    }

    void show_(const Result<GenerationView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        showTrend(view->trend);
        m_statistics->setVisible(!view->everCalled);
        m_tabs->setVisible(view->everCalled || !context().engine.providers().empty());
        m_providers->show_(view->providers.providers, now());
        m_prices->show_(view->providers, now());
        m_models->show_(view->calls, view->spend);
        showJobs(view->jobs);
        const RunDay& today = view->trend.days.back();
        const QString counts = tr("%1 today, %2 of them failed.")
                                   .arg(countText(today.runs, tr("run"), tr("runs")), numberText(today.failedRuns));
        if (!view->live) {
            m_live->setIdle(tr("Runs of any process on this store appear here while they work."));
            setSentence(tr("Nothing is running. %1").arg(counts));
        } else {
            m_live->setRun(*view->live, now());
            setSentence(tr("%1 is running: %2. %3").arg(jobWords(view->live->job), view->live->stage, counts));
        }
        context().actions.offer(u"generation.cancel"_s, view->live.has_value());
    }

    void showTrend(const RunTrendAnswer& trend)
    {
        const SlotSuccess& success = trend.success7Days;
        m_success->setText(success.ratio ? ratioText(*success.ratio) : tr("no data"));
        std::vector<std::optional<double>> seconds;
        std::optional<double> last;
        for (const RunDay& day : trend.days) {
            seconds.push_back(day.generationSeconds);
            last = seconds.back() ? seconds.back() : last;
        }
        const QString time = last ? tr("a set takes %1").arg(durationText(static_cast<qint64>(*last * 1'000)))
                                  : tr("no set was made in 14 days");
        m_spark->set(seconds, tr("Seconds per generation on each of the last 14 days; on the latest, %1").arg(time));
        m_successNote->setText(
            tr("%1 of %2 published or correctly unchanged; %3")
                .arg(numberText(success.good), countText(success.all, tr("slot"), tr("slots")), time));
    }

    void showJobs(const QStringList& jobs)
    {
        if (m_jobs->count() == jobs.size() + 1)
            return;
        const QSignalBlocker blocker(m_jobs);
        const QString current = m_jobs->currentData().toString();
        while (m_jobs->count() > 1)
            m_jobs->removeItem(1);
        for (const QString& job : jobs)
            m_jobs->addItem(jobWords(job), job);
        m_jobs->setCurrentIndex(std::max(0, m_jobs->findData(current)));
    }

    void openRow(int row)
    {
        if (const RunRow* run = m_runs.row(row))
            openRun(run->id);
    }

    void openRun(qint64 id)
    {
        if (id <= 0)
            return;
        m_tabs->setCurrentIndex(kRuns);
        m_open = id;
        askRun();
    }

    void askRun()
    {
        m_askingRun.askNext(
            context().reader, [id = m_open](QueryContext& query) { return wholeRun(query, id); },
            [this](const Result<WholeRun>& run) {
                if (!run) {
                    setProblem(run.error().sentence());
                    return;
                }
                // Only a run that changed is drawn anew, so that the panel keeps its scroll.
                if (m_open == 0 || (sidePanel()->isVisible() && m_shown == *run))
                    return;
                m_shown = *run;
                showRun(*sidePanel(), *run, now(), context().theme);
                addAgain(run->run);
            });
    }

    // What it was given it can be given once more. An undo, a cancel and what was taken from another run are of their
    // moment only.
    void addAgain(const RunAnswer& run)
    {
        static const QStringList momentary{u"undo"_s, u"redo"_s, u"cancel"_s, u"restore"_s};
        if (context().engine.isReadOnly() || momentary.contains(run.job) || run.outcome == "running"_L1)
            return;
        auto* again = new QPushButton(tr("Run again with the same options"));
        again->setToolTip(QString::fromUtf8(QJsonDocument(run.options).toJson(QJsonDocument::Indented)));
        connect(again, &QPushButton::clicked, this, [this, job = run.job, options = run.options, id = run.id] {
            context().jobs.start(job, options, tr("Running run %1 again").arg(id), this);
        });
        sidePanel()->body()->addWidget(again, 0, Qt::AlignLeft);
    }

    void cancel(qint64 run)
    {
        context().jobs.start(u"cancel"_s, {{u"run"_s, run}}, tr("Asking run %1 to stop").arg(run), this,
                             [this](const Result<JobOutcome>& done) {
                                 if (!done)
                                     setProblem(done.error().sentence());
                                 refresh();
                             });
    }

    LiveCard* m_live;
    QLabel *m_success, *m_successNote;
    SparkLine* m_spark;
    Card* m_statistics;
    QTabBar* m_tabs;
    QStackedWidget* m_below;
    ModelCard* m_models;
    CompareView* m_compare;
    ProviderList* m_providers;
    PricesCard* m_prices;
    QComboBox *m_problems, *m_jobs;
    QCheckBox* m_idle;
    DataTable* m_table;
    StageDelegate* m_delegate;
    std::shared_ptr<Chosen> m_chosen = std::make_shared<Chosen>();
    WindowedModel<RunRow> m_runs;
    qint64 m_open = 0;
    std::optional<WholeRun> m_shown;
    Latest<GenerationView> m_asking;
    Latest<WholeRun> m_askingRun;
};

} // namespace

PageSpec generationPageSpec()
{
    return {u"generation"_s,
            Page::tr("Monitor"),
            Page::tr("Generation"),
            u"generation"_s,
            {{.id = u"generation.make"_s,
              .text = Page::tr("Make a set now"),
              .group = kGroup,
              .icon = u"play"_s,
              .help = Page::tr("Find facts, write, prove and publish, even if nothing changed"),
              .need = Need::Figures,
              .writes = true,
              .run = calls(&GenerationPage::make)},
             {.id = u"generation.cancel"_s,
              .text = Page::tr("Cancel the current run"),
              .group = kGroup,
              .icon = u"stop"_s,
              .help = Page::tr("Even one of another process; what it changed is undone"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&GenerationPage::cancelLive)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new GenerationPage(context, parent); }};
}

} // namespace factoid

#include "generation_page.moc"
