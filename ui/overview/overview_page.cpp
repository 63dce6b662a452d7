#include "ui/overview/overview_page.h"

#include "core/queries/overview/overview_query.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/overview/day_strip.h"
#include "ui/overview/first_steps.h"
#include "ui/overview/tile.h"
#include "ui/runs/run_panel.h"
#include "ui/table/data_table.h"
#include "ui/widgets/extent_chip.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>

#include <limits>

namespace factoid {

namespace {

constexpr int kNeedsShown = 6, kLiveShown = 6;

// "between 3 and 41 min on 9 of 14 days".
QString summaryOf(const DaySeries& series, const std::function<QString(double)>& text)
{
    double least = std::numeric_limits<double>::infinity(), most = -least;
    int days = 0;
    for (const auto& value : series) {
        if (!value)
            continue;
        ++days;
        least = std::min(least, *value);
        most = std::max(most, *value);
    }
    if (days == 0)
        return Page::tr("No data in the last 14 days");
    return Page::tr("Between %1 and %2 on %3 of the last 14 days").arg(text(least), text(most)).arg(days);
}

class OverviewPage : public Page
{
    Q_OBJECT

  public:
    OverviewPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Overview"), true, parent)
        , m_stack(new QStackedWidget(this))
        , m_first(new FirstSteps(context, this))
        , m_freshness(new Tile(tr("Freshness"), 0, context.theme, this))
        , m_success(new Tile(tr("Success, 7 days"), 2, context.theme, this))
        , m_cache(new Tile(tr("Served from cache"), 1, context.theme, this))
        , m_spend(new Tile(tr("Model calls"), 3, context.theme, this))
        , m_running(new Card(tr("At work now"), this))
        , m_live(new Card(tr("Live on the site"), this))
        , m_needs(new Card(tr("Needs attention"), this))
        , m_levels(new Card(tr("Cache"), this))
        , m_levelModel(new RowModel<LevelStatus>(
              {columnOf<LevelStatus>(u"level"_s, tr("Level"), ColumnKind::Text, &LevelStatus::level),
               columnOf<LevelStatus>(u"hit_ratio"_s, tr("Hits"), ColumnKind::Number, &LevelStatus::hitRatio)
                   .saying([](const LevelStatus& level) { return ratioOf(level.hitRatio); }),
               columnOf<LevelStatus>(u"p99_microseconds"_s, tr("p99"), ColumnKind::Number, &LevelStatus::p99Micros)
                   .saying([](const LevelStatus& level) { return latency(level.p99Micros); }),
               columnOf<LevelStatus>(u"bytes"_s, tr("Size"), ColumnKind::Bytes, &LevelStatus::bytes)},
              context.theme, &LevelStatus::level, this))
        , m_day(new Card(tr("Today"), this))
        , m_strip(new DayStrip(context.theme, this))
    {
        setSentence(tr("Reading the store"));
        auto* all = new QWidget(this);
        auto* layout = new QVBoxLayout(all);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(metric::kMedium);
        auto* tiles = new QHBoxLayout;
        tiles->setSpacing(metric::kLarge);
        for (Tile* tile : {m_freshness, m_success, m_cache, m_spend})
            tiles->addWidget(tile, 1);
        layout->addLayout(tiles);
        m_running->hide();
        layout->addWidget(m_running);
        auto* middle = new QHBoxLayout;
        middle->setSpacing(metric::kLarge);
        middle->addWidget(m_live, 8);
        auto* right = new QVBoxLayout;
        right->setSpacing(metric::kLarge);
        right->addWidget(m_needs, 1);
        right->addWidget(m_levels);
        middle->addLayout(right, 5);
        layout->addLayout(middle, 1);
        layout->addWidget(m_day);
        m_day->body()->addWidget(m_strip);
        m_stack->addWidget(m_first);
        m_stack->addWidget(all);
        body()->addWidget(m_stack, 1);
        makeLevels();
        link(m_live, tr("Factoids"), u"factoids"_s);
        link(m_levels, tr("Cache"), u"cache"_s);
        link(m_day, tr("Schedule"), u"schedule"_s);
        connect(m_freshness, &Tile::clicked, this, [this] { this->context().navigator.go({u"changes"_s}); });
        connect(m_success, &Tile::clicked, this, [this] { this->context().navigator.go({u"schedule"_s}); });
        connect(m_cache, &Tile::clicked, this, [this] { this->context().navigator.go({u"cache"_s}); });
        connect(m_spend, &Tile::clicked, this, [this] {
            this->context().navigator.go({u"generation"_s, {{u"show"_s, u"models"_s}}});
        });
        m_stack->hide();
    }

    void refresh() override
    {
        FactoidCache& cache = context().engine.cache();
        m_asking.askNext(
            context().reader,
            [&cache, providers = context().engine.providers()](QueryContext& query) -> Result<OverviewAnswer> {
                const auto levels = TRY(cache.tiers().statsOfAll());
                return overviewQuery(query, levels, providers);
            },
            [this](const Result<OverviewAnswer>& overview) { show_(overview); });
    }

  private:
    static QString latency(const std::optional<double>& micros)
    {
        constexpr double kMilli = 1'000;
        if (!micros)
            return u"–"_s;
        return *micros < kMilli ? tr("%1 µs").arg(QString::number(*micros, 'g', 3))
                                : tr("%1 ms").arg(QString::number(*micros / kMilli, 'g', 3));
    }
    static QString ratioOf(const std::optional<double>& part)
    {
        return ratioText(part.value_or(std::numeric_limits<double>::quiet_NaN()));
    }

    void link(Card* card, const QString& text, const QString& page)
    {
        QPushButton* button = linkButton(text + u" ›"_s, card);
        button->setAccessibleName(tr("Open %1").arg(text));
        connect(button, &QPushButton::clicked, this, [this, page] { context().navigator.go({page}); });
        card->addToHeading(button);
    }

    void makeLevels()
    {
        constexpr int kTableHeight = 128, kLeastColumn = 56;
        auto* table = new DataTable(u"overview_cache"_s, tr("Cache levels"), context().theme, context().state, this);
        table->setModel(m_levelModel);
        table->setCompact(true);
        table->setFixedHeight(Theme::scaled(kTableHeight));
        table->view()->setFocusPolicy(Qt::NoFocus);
        table->view()->horizontalHeader()->setMinimumSectionSize(kLeastColumn);
        table->view()->horizontalHeader()->setStretchLastSection(false);
        table->view()->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        table->view()->setSelectionMode(QAbstractItemView::NoSelection);
        table->view()->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        table->view()->setSortingEnabled(false);
        m_levels->body()->addWidget(table);
    }

    void show_(const Result<OverviewAnswer>& overview)
    {
        if (!overview) {
            setTitle(tr("The store cannot be read"));
            setSentence({});
            setProblem(overview.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        m_stack->show();
        const StatusAnswer& status = overview->status;
        const bool first = !FirstSteps::isDone(*overview);
        m_stack->setCurrentIndex(first ? 0 : 1);
        m_first->set(*overview);
        showHeadline(status, first);
        showTiles(*overview);
        showRunning(overview->running);
        if (m_shownLive != overview->live) {
            m_shownLive = overview->live;
            showLive(*m_shownLive);
        }
        if (m_shownNeeds != status.health.items) {
            m_shownNeeds = status.health.items;
            showNeeds(*m_shownNeeds);
        }
        m_levelModel->setRows(status.cache, now());
        m_strip->set(overview->day, now());
    }

    void showHeadline(const StatusAnswer& status, bool first)
    {
        const qint64 figures = status.figures.figures;
        const qint64 open = status.freshness.openChanges;
        if (first) {
            const bool published = status.published.has_value();
            setTitle(figures == 0 ? tr("No figures yet")
                     : published  ? tr("A set is published")
                                  : tr("The figures are in"));
            setSentence(figures == 0 ? tr("Three steps from nothing to a bundle that a site can show.")
                        : published
                            ? tr("One step left: export a bundle that a site can show.")
                            : tr("Two steps left: publish a first set, then export a bundle that a site can show."));
            return;
        }
        // What the list beneath calls wrong is not all well up here.
        const Health& health = status.health;
        if (health.level() == HealthLevel::Bad)
            setTitle(health.count(HealthLevel::Bad) == 1
                         ? tr("1 thing is wrong")
                         : tr("%1 things are wrong").arg(health.count(HealthLevel::Bad)));
        else if (status.schedule.paused)
            setTitle(tr("The schedule is paused"));
        else
            setTitle(status.freshness.upToDate && open == 0 ? tr("All fresh") : tr("The figures have changed"));
        const QString next = status.schedule.nextSlot.value_or(QString());
        const QDateTime at = QDateTime::fromString(next, Qt::ISODateWithMs);
        const QString slot = next.isEmpty() ? tr("No slot is set.")
                             : at.isValid() ? tr("Next slot %1.").arg(relativeTimeText(at, now()))
                                            : tr("Next slot %1.").arg(next);
        const qint64 waited = status.freshness.minutes;
        setSentence(open == 0
                        ? tr("%1 Every change is published.").arg(slot)
                        : (waited < 0 ? tr("%1 %2 for it, the oldest %3.") : tr("%1 %2 for it, the oldest for %3."))
                              .arg(slot, countText(open, tr("change waits"), tr("changes wait")), waitedText(waited)));
    }

    void showTiles(const OverviewAnswer& overview)
    {
        const FreshnessStatus& fresh = overview.status.freshness;
        const auto minutesText = [](double minutes) { return tr("%1 min").arg(qRound64(minutes)); };
        m_freshness->set(minutesText(static_cast<double>(std::max<qint64>(0, fresh.minutes))),
                         tr("oldest unpublished change; target %1 min").arg(fresh.targetMinutes),
                         overview.waitedMinutes, summaryOf(overview.waitedMinutes, minutesText));
        m_freshness->setBad(overview.status.health.has(u"change_waits"_s));
        m_success->set(ratioOf(overview.status.success7Days), tr("slots published or correctly unchanged"),
                       overview.success, summaryOf(overview.success, ratioText));
        showCacheTile(overview.status.cache, overview.cache);
        showSpendTile(overview.status);
    }

    // The calls of this month and their cost beside the cap.
    void showSpendTile(const StatusAnswer& status)
    {
        const SpentInTime& month = status.spend.month;
        if (month.calls == 0) {
            const auto every = status.shadow.every30Minutes;
            m_spend->set(u"0"_s,
                         every ? tr("none this month; %1 with a refresh every 30 minutes").arg(numberText(*every))
                               : tr("the built-in writer needs none"),
                         {}, tr("No model was called this month"));
            return;
        }
        const QString& currency = status.spend.currency;
        const QString spent = amountText(month.booked, currency);
        m_spend->set(numberText(month.calls),
                     month.cap ? tr("this month, for %1 of %2").arg(spent, amountText(*month.cap, currency))
                               : tr("this month, for %1; no cap").arg(spent),
                     {}, tr("%1 model calls this month").arg(numberText(month.calls)));
    }

    void showCacheTile(const std::vector<LevelStatus>& levels, const DaySeries& days)
    {
        qint64 answered = 0, missed = 0;
        for (const LevelStatus& level : levels) {
            answered += hitsOf(level);
            if (level.level == "store"_L1)
                missed = level.misses;
        }
        const auto reads = static_cast<double>(answered + missed);
        QStringList parts;
        for (const LevelStatus& level : levels) {
            if (reads > 0)
                parts << u"%1 %2"_s.arg(level.level, ratioText(static_cast<double>(hitsOf(level)) / reads));
        }
        m_cache->set(reads > 0 ? ratioText(static_cast<double>(answered) / reads) : tr("no data"),
                     parts.isEmpty() ? tr("no reads yet") : parts.join(u", "_s), days, summaryOf(days, ratioText));
    }
    static qint64 hitsOf(const LevelStatus& level) { return level.hits + level.staleHits + level.fallbacks; }

    void showRunning(const std::vector<RunAnswer>& running)
    {
        m_running->setVisible(!running.empty());
        if (running == m_shownRunning)
            return;
        m_shownRunning = running;
        clearLayout(m_running->body());
        for (const RunAnswer& run : running)
            addRun(run);
    }

    // Whoever's run it is: its stages with their seconds, how far it is, when it will end, and a way to stop it.
    void addRun(const RunAnswer& run)
    {
        auto* top = new QHBoxLayout;
        top->addWidget(wrappedLabel(tr("%1, run %2 on %3, started %4")
                                        .arg(jobWords(run.job))
                                        .arg(run.id)
                                        .arg(run.host, relativeTimeText(timeFromText(run.startedAt), now())),
                                    "", this),
                       1);
        top->addWidget(roleLabel(run.plan.words, "muted", this));
        auto* cancel = new QPushButton(tr("Cancel"), this);
        cancel->setAccessibleName(tr("Cancel run %1").arg(run.id));
        cancel->setEnabled(!run.cancelRequested && !context().engine.isReadOnly());
        connect(cancel, &QPushButton::clicked, this, [this, id = run.id] { cancelRun(id); });
        top->addWidget(cancel);
        m_running->body()->addLayout(top);

        QStringList stages;
        for (const StagePlanRow& stage : run.plan.rows) {
            const QString time = durationText(static_cast<qint64>(stage.seconds * 1'000));
            if (stage.state == StagePlanRow::State::Coming)
                stages << stage.name;
            else
                stages << tr("%1 %2").arg(stage.name, time) +
                              (stage.state == StagePlanRow::State::Current ? u" …"_s : QString());
        }
        m_running->body()->addWidget(wrappedLabel(stages.join(u"  →  "_s), "note", this));
        auto* bar = new QProgressBar(this);
        bar->setAccessibleName(tr("Progress of run %1").arg(run.id));
        bar->setTextVisible(false);
        bar->setMaximum(run.total > 0 ? 100 : 0);
        bar->setValue(run.total > 0 ? static_cast<int>(run.done * 100 / run.total) : 0);
        m_running->body()->addWidget(bar);
    }

    void cancelRun(qint64 run)
    {
        context().jobs.start(u"cancel"_s, {{u"run"_s, run}}, tr("Asking run %1 to stop").arg(run), this,
                             [this](const Result<JobOutcome>& asked) {
                                 if (!asked)
                                     setProblem(asked.error().sentence());
                             });
    }

    void showLive(const std::vector<OverviewText>& live)
    {
        clearLayout(m_live->body());
        m_live->body()->setSpacing(metric::kTiny + 1);
        QHash<QString, int> shown; // by language: each has its share of the card
        for (const OverviewText& factoid : live)
            shown.insert(factoid.language, 0);
        bool isFirst = true;
        for (const OverviewText& factoid : live) {
            if (++shown[factoid.language] > kLiveShown / std::max<int>(1, static_cast<int>(shown.size())))
                continue;
            if (!std::exchange(isFirst, false))
                m_live->body()->addWidget(separatorLine(this));
            addText(factoid, shown.size() > 1);
        }
        if (live.empty())
            m_live->body()->addWidget(
                new EmptyState(tr("Nothing is live. A published set shows here as the site shows it."), this), 1);
        m_live->body()->addStretch(1);
    }

    void addText(const OverviewText& factoid, bool severalLanguages)
    {
        QLabel* text = wrappedLabel(factoid.text, "", this);
        text->setFont(Theme::font(metric::kBody + 1));
        text->setAccessibleName(text->text());
        m_live->body()->addWidget(text);
        auto* row = new QHBoxLayout;
        row->setSpacing(metric::kSmall);
        row->addWidget(extentChip(factoid.extent, true, {}, this));
        if (severalLanguages)
            row->addWidget(chip(languageText(factoid.language), "", this));
        row->addWidget(chip(kindText(factoid.kind), "", this));
        const QDateTime since = timeFromText(factoid.publishedAt);
        QLabel* age = roleLabel(
            (factoid.fallback ? tr("a fallback, written %1") : tr("published %1")).arg(relativeTimeText(since, now())),
            "note", this);
        age->setToolTip(exactTimeText(since));
        row->addWidget(age);
        row->addStretch(1);
        // Nothing says that a text is true which is not checked.
        QPushButton* why = linkButton(factoid.fallback     ? tr("See it in Fallbacks")
                                      : factoid.claims > 0 ? tr("Why it is true")
                                                           : tr("What is known about it"),
                                      this);
        why->setAccessibleName(u"%1: %2"_s.arg(why->text(), text->text()));
        const QString page = factoid.fallback ? u"fallbacks"_s : u"factoids"_s;
        connect(why, &QPushButton::clicked, this, [this, page, id = factoid.id] {
            context().navigator.go({page, {{u"id"_s, id}}});
        });
        row->addWidget(why);
        m_live->body()->addLayout(row);
    }

    void showNeeds(const std::vector<HealthItem>& needs)
    {
        clearLayout(m_needs->body());
        m_needs->setNote(needs.empty() ? QString() : numberText(std::ssize(needs)));
        int shown = 0;
        for (const HealthItem& need : needs) {
            if (shown++ == kNeedsShown)
                break;
            auto* row = new QHBoxLayout;
            auto* dot = new StateDot(context().theme, this);
            dot->set(need.level == HealthLevel::Bad ? State::Bad : State::Warning, {});
            QLabel* text = wrappedLabel(need.text, "", this);
            QPushButton* go = linkButton(need.action, this);
            go->setAccessibleName(u"%1: %2"_s.arg(go->text(), text->text()));
            Place place{need.page};
            for (const auto& [key, value] : need.at)
                place.at.insert(key, value);
            connect(go, &QPushButton::clicked, this, [this, place] { context().navigator.go(place); });
            row->addWidget(dot);
            row->addWidget(text, 1);
            row->addWidget(go);
            m_needs->body()->addLayout(row);
        }
        if (needs.empty())
            m_needs->body()->addWidget(wrappedLabel(tr("Nothing. Everything is running normally."), "muted", this));
        m_needs->body()->addStretch(1);
    }

    QStackedWidget* m_stack;
    FirstSteps* m_first;
    Tile *m_freshness, *m_success, *m_cache, *m_spend;
    Card *m_running, *m_live, *m_needs, *m_levels;
    RowModel<LevelStatus>* m_levelModel;
    Card* m_day;
    DayStrip* m_strip;
    std::optional<std::vector<OverviewText>> m_shownLive;
    std::optional<std::vector<HealthItem>> m_shownNeeds;
    std::vector<RunAnswer> m_shownRunning;
    Latest<OverviewAnswer> m_asking; // last: it ends before what it shows
};

} // namespace

PageSpec overviewPageSpec()
{
    return {u"overview"_s,
            Page::tr("Monitor"),
            Page::tr("Overview"),
            u"overview"_s,
            {},
            [](PageContext& context, QWidget* parent) -> Page* { return new OverviewPage(context, parent); }};
}

} // namespace factoid

#include "overview_page.moc"
