#include "ui/overview/overview_page.h"

#include "core/queries/overview/overview_query.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/overview/day_strip.h"
#include "ui/overview/first_steps.h"
#include "ui/overview/tile.h"
#include "ui/table/data_table.h"
#include "ui/widgets/extent_chip.h"

#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>

#include <cmath>
#include <limits>

namespace factoid {

namespace {

constexpr int kNeedsShown = 6, kLiveShown = 6;

double numberOf(const QJsonValue& value)
{
    return value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::optional<double>> valuesOf(const QJsonArray& series)
{
    std::vector<std::optional<double>> values;
    for (const QJsonValue& day : series) {
        const QJsonValue value = day.toObject().value(u"value"_s);
        values.push_back(value.isDouble() ? std::optional(value.toDouble()) : std::nullopt);
    }
    return values;
}

// "between 3 and 41 min on 9 of 14 days".
QString summaryOf(const QJsonArray& series, const std::function<QString(double)>& text)
{
    double least = std::numeric_limits<double>::infinity(), most = -least;
    int days = 0;
    for (const auto& value : valuesOf(series)) {
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
        , m_needs(new Card(tr("Needs a person"), this))
        , m_levels(new Card(tr("Cache"), this))
        , m_levelModel(new RecordModel(
              {{u"level"_s, tr("Level")},
               {u"hit_ratio"_s,
                tr("Hits"),
                ColumnKind::Number,
                {},
                {},
                0,
                true,
                [](const QJsonObject& row) { return ratioText(numberOf(row.value(u"hit_ratio"_s))); }},
               {u"p99_microseconds"_s,
                tr("p99"),
                ColumnKind::Number,
                {},
                {},
                0,
                true,
                [](const QJsonObject& row) { return latency(numberOf(row.value(u"p99_microseconds"_s))); }},
               {u"bytes"_s, tr("Size"), ColumnKind::Bytes}},
              context.theme, this))
        , m_day(new Card(tr("Today"), this))
        , m_strip(new DayStrip(context.theme, this))
    {
        setSentence(tr("Looking at the store"));
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
            [&cache](QueryContext& query) -> Result<QJsonObject> {
                const auto levels = TRY(cache.tiers().statsOfAll());
                return overviewQuery(query, levels);
            },
            [this](const Result<QJsonObject>& overview) { show_(overview); });
    }

  private:
    static QString latency(double micros)
    {
        constexpr double kMilli = 1'000;
        if (std::isnan(micros))
            return u"–"_s;
        return micros < kMilli ? tr("%1 µs").arg(QString::number(micros, 'g', 3))
                               : tr("%1 ms").arg(QString::number(micros / kMilli, 'g', 3));
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
        m_levelModel->setRowKey(u"level"_s);
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

    void show_(const Result<QJsonObject>& overview)
    {
        if (!overview) {
            setTitle(tr("The store cannot be read"));
            setSentence({});
            setProblem(overview.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        m_stack->show();
        const QJsonObject status = overview->value(u"status"_s).toObject();
        const bool first = !FirstSteps::isDone(*overview);
        m_stack->setCurrentIndex(first ? 0 : 1);
        m_first->set(*overview);
        showHeadline(status, first);
        showTiles(*overview, status);
        showRunning(overview->value(u"running"_s).toArray());
        if (m_shownLive != overview->value(u"live"_s).toArray()) {
            m_shownLive = overview->value(u"live"_s).toArray();
            showLive();
        }
        if (m_shownNeeds != overview->value(u"needs"_s).toArray()) {
            m_shownNeeds = overview->value(u"needs"_s).toArray();
            showNeeds();
        }
        m_levelModel->setRows(status.value(u"cache"_s).toArray(), now());
        m_strip->set(overview->value(u"day"_s).toObject(), now());
    }

    void showHeadline(const QJsonObject& status, bool first)
    {
        const QJsonObject fresh = status.value(u"freshness"_s).toObject();
        const QJsonObject schedule = status.value(u"schedule"_s).toObject();
        const qint64 figures = status.value(u"figures"_s).toObject().value(u"figures"_s).toInteger();
        const qint64 open = fresh.value(u"open_changes"_s).toInteger();
        if (first) {
            const bool published = !status.value(u"published"_s).toObject().isEmpty();
            setTitle(figures == 0 ? tr("No figures yet")
                     : published  ? tr("A set is published")
                                  : tr("The figures are in"));
            setSentence(figures == 0 ? tr("Three steps from nothing to a bundle that a site can show.")
                        : published
                            ? tr("One step left: export a bundle that a site can show.")
                            : tr("Two steps left: publish a first set, then export a bundle that a site can show."));
            return;
        }
        if (schedule.value(u"paused"_s).toBool())
            setTitle(tr("The schedule is paused"));
        else
            setTitle(fresh.value(u"up_to_date"_s).toBool() ? tr("All fresh") : tr("The figures have changed"));
        const QString next = schedule.value(u"next_slot"_s).toString();
        const QDateTime at = QDateTime::fromString(next, Qt::ISODateWithMs);
        const QString slot = next.isEmpty() ? tr("No slot is set.")
                             : at.isValid() ? tr("Next slot %1.").arg(relativeTimeText(at, now()))
                                            : tr("Next slot %1.").arg(next);
        const qint64 waited = fresh.value(u"minutes"_s).toInteger();
        setSentence(open == 0
                        ? tr("%1 Every change is published.").arg(slot)
                        : (waited < 0 ? tr("%1 %2 for it, the oldest %3.") : tr("%1 %2 for it, the oldest for %3."))
                              .arg(slot, countText(open, tr("change waits"), tr("changes wait")), waitedText(waited)));
    }

    void showTiles(const QJsonObject& overview, const QJsonObject& status)
    {
        const QJsonObject series = overview.value(u"series"_s).toObject();
        const QJsonObject fresh = status.value(u"freshness"_s).toObject();
        const QJsonArray waits = series.value(u"waited_minutes"_s).toArray();
        const auto minutesText = [](double minutes) { return tr("%1 min").arg(qRound64(minutes)); };
        m_freshness->set(
            minutesText(std::max(0.0, fresh.value(u"minutes"_s).toDouble())),
            tr("oldest unpublished change; target %1 min").arg(fresh.value(u"target_minutes"_s).toInteger()),
            valuesOf(waits), summaryOf(waits, minutesText));
        const QJsonArray success = series.value(u"success"_s).toArray();
        m_success->set(ratioText(numberOf(status.value(u"success_7_days"_s))),
                       tr("slots published or rightly unchanged"), valuesOf(success), summaryOf(success, ratioText));
        showCacheTile(status, series.value(u"cache"_s).toArray());
        showSpendTile(status);
    }

    // The calls of this month and their cost beside the cap.
    void showSpendTile(const QJsonObject& status)
    {
        const QJsonObject spend = status.value(u"spend"_s).toObject();
        const QJsonObject month = spend.value(u"month"_s).toObject();
        const qint64 calls = month.value(u"calls"_s).toInteger();
        if (calls == 0) {
            const QJsonValue every = status.value(u"shadow"_s).toObject().value(u"every_30_minutes"_s);
            m_spend->set(u"0"_s,
                         every.isDouble()
                             ? tr("none this month; half-hourly it would be %1").arg(numberText(every.toInteger()))
                             : tr("the embedded writer needs none"),
                         {}, tr("No model was called this month"));
            return;
        }
        const QString currency = spend.value(u"currency"_s).toString(), cap = month.value(u"cap"_s).toString();
        const QString spent = amountText(month.value(u"booked"_s).toString(), currency);
        m_spend->set(numberText(calls),
                     cap.isEmpty() ? tr("this month, for %1; no cap").arg(spent)
                                   : tr("this month, for %1 of %2").arg(spent, amountText(cap, currency)),
                     {}, tr("%1 model calls this month").arg(numberText(calls)));
    }

    void showCacheTile(const QJsonObject& status, const QJsonArray& days)
    {
        double answered = 0, missed = 0;
        QStringList parts;
        std::vector<std::pair<QString, double>> byLevel;
        for (const QJsonValue& value : status.value(u"cache"_s).toArray()) {
            const QJsonObject level = value.toObject();
            const double hits = level.value(u"hits"_s).toDouble() + level.value(u"stale_hits"_s).toDouble() +
                                level.value(u"fallbacks"_s).toDouble();
            byLevel.emplace_back(level.value(u"level"_s).toString(), hits);
            answered += hits;
            if (level.value(u"level"_s).toString() == "store"_L1)
                missed = level.value(u"misses"_s).toDouble();
        }
        const double reads = answered + missed;
        for (const auto& [level, hits] : byLevel) {
            if (reads > 0)
                parts << u"%1 %2"_s.arg(level, ratioText(hits / reads));
        }
        m_cache->set(reads > 0 ? ratioText(answered / reads) : tr("no data"),
                     parts.isEmpty() ? tr("nobody has read yet") : parts.join(u", "_s), valuesOf(days),
                     summaryOf(days, ratioText));
    }

    void showRunning(const QJsonArray& running)
    {
        m_running->setVisible(!running.isEmpty());
        if (running == m_shownRunning)
            return;
        m_shownRunning = running;
        clearLayout(m_running->body());
        for (const QJsonValue& value : running)
            addRun(value.toObject());
    }

    // Whoever's run it is: its stages with their seconds, how far it is, when it will end, and a way to stop it.
    void addRun(const QJsonObject& run)
    {
        const qint64 id = run.value(u"id"_s).toInteger();
        const QDateTime started = timeFromText(run.value(u"started_at"_s).toString());
        const QJsonObject plan = run.value(u"plan"_s).toObject();
        auto* top = new QHBoxLayout;
        top->addWidget(wrappedLabel(tr("%1, run %2 on %3, started %4")
                                        .arg(run.value(u"job"_s).toString())
                                        .arg(id)
                                        .arg(run.value(u"host"_s).toString(), relativeTimeText(started, now())),
                                    "", this),
                       1);
        top->addWidget(roleLabel(plan.value(u"words"_s).toString(), "muted", this));
        auto* cancel = new QPushButton(tr("Cancel"), this);
        cancel->setAccessibleName(tr("Cancel run %1").arg(id));
        cancel->setEnabled(!run.value(u"cancel_requested"_s).toBool() && !context().engine.isReadOnly());
        connect(cancel, &QPushButton::clicked, this, [this, run] { cancelRun(run); });
        top->addWidget(cancel);
        m_running->body()->addLayout(top);

        QStringList stages;
        for (const QJsonValue& value : plan.value(u"rows"_s).toArray()) {
            const QJsonObject stage = value.toObject();
            const QString name = stage.value(u"name"_s).toString(), state = stage.value(u"state"_s).toString();
            const QJsonValue seconds = stage.value(u"seconds"_s);
            if (state == "coming"_L1)
                stages << name;
            else
                stages << (seconds.isDouble()
                               ? tr("%1 %2").arg(name, durationText(static_cast<qint64>(seconds.toDouble() * 1'000)))
                               : name) +
                              (state == "current"_L1 ? u" …"_s : QString());
        }
        m_running->body()->addWidget(wrappedLabel(stages.join(u"  →  "_s), "note", this));
        const qint64 total = run.value(u"total"_s).toInteger(), done = run.value(u"done"_s).toInteger();
        auto* bar = new QProgressBar(this);
        bar->setAccessibleName(tr("Progress of run %1").arg(id));
        bar->setTextVisible(false);
        bar->setMaximum(total > 0 ? 100 : 0);
        bar->setValue(total > 0 ? static_cast<int>(done * 100 / total) : 0);
        m_running->body()->addWidget(bar);
    }

    void cancelRun(const QJsonObject& run)
    {
        context().jobs.start(u"cancel"_s, {{u"run"_s, run.value(u"id"_s)}},
                             tr("Asking run %1 to stop").arg(run.value(u"id"_s).toInteger()), this,
                             [this](const Result<JobOutcome>& asked) {
                                 if (!asked)
                                     setProblem(asked.error().sentence());
                             });
    }

    void showLive()
    {
        clearLayout(m_live->body());
        m_live->body()->setSpacing(metric::kTiny + 1);
        const auto languageOf = [](const QJsonValue& value) {
            return value.toObject().value(u"language"_s).toString();
        };
        QHash<QString, int> shown; // by language: each has its share of the card
        for (const QJsonValue& value : m_shownLive)
            shown.insert(languageOf(value), 0);
        const bool several = shown.size() > 1;
        bool isFirst = true;
        for (const QJsonValue& value : m_shownLive) {
            if (++shown[languageOf(value)] > kLiveShown / std::max<int>(1, static_cast<int>(shown.size())))
                continue;
            const QJsonObject factoid = value.toObject();
            if (!std::exchange(isFirst, false))
                m_live->body()->addWidget(separatorLine(this));
            QLabel* text = wrappedLabel(factoid.value(u"text"_s).toString(), "", this);
            text->setFont(Theme::font(metric::kBody + 1));
            text->setAccessibleName(text->text());
            m_live->body()->addWidget(text);
            auto* row = new QHBoxLayout;
            row->setSpacing(metric::kSmall);
            const bool isFallback = factoid.value(u"fallback"_s).toBool();
            row->addWidget(extentChip(factoid.value(u"extent"_s).toString(), true, {}, this));
            if (several)
                row->addWidget(chip(languageText(languageOf(value)), "", this));
            row->addWidget(chip(kindText(factoid.value(u"insight_type"_s).toString()), "", this));
            const QDateTime since = timeFromText(factoid.value(u"published_at"_s).toString());
            QLabel* age = roleLabel(
                (isFallback ? tr("a fallback, written %1") : tr("published %1")).arg(relativeTimeText(since, now())),
                "note", this);
            age->setToolTip(exactTimeText(since));
            row->addWidget(age);
            row->addStretch(1);
            // Nothing says that a text is true which is not checked.
            QPushButton* why = linkButton(isFallback                                   ? tr("See it in Fallbacks")
                                          : factoid.value(u"claims"_s).toInteger() > 0 ? tr("Why it is true")
                                                                                       : tr("What is known of it"),
                                          this);
            why->setAccessibleName(u"%1: %2"_s.arg(why->text(), text->text()));
            const QString page = isFallback ? u"fallbacks"_s : u"factoids"_s;
            connect(why, &QPushButton::clicked, this, [this, page, id = factoid.value(u"id"_s).toString()] {
                context().navigator.go({page, {{u"id"_s, id}}});
            });
            row->addWidget(why);
            m_live->body()->addLayout(row);
        }
        if (m_shownLive.isEmpty())
            m_live->body()->addWidget(
                new EmptyState(tr("Nothing is live. A published set shows here as the site shows it."), this), 1);
        m_live->body()->addStretch(1);
    }

    void showNeeds()
    {
        clearLayout(m_needs->body());
        m_needs->setNote(m_shownNeeds.isEmpty() ? QString() : numberText(m_shownNeeds.size()));
        int shown = 0;
        for (const QJsonValue& value : m_shownNeeds) {
            if (shown++ == kNeedsShown)
                break;
            const QJsonObject need = value.toObject();
            auto* row = new QHBoxLayout;
            auto* dot = new StateDot(context().theme, this);
            dot->set(need.value(u"severity"_s).toString() == "bad"_L1 ? State::Bad : State::Warning, {});
            QLabel* text = wrappedLabel(need.value(u"text"_s).toString(), "", this);
            QPushButton* go = linkButton(need.value(u"action"_s).toString(), this);
            go->setAccessibleName(u"%1: %2"_s.arg(go->text(), text->text()));
            Place place{need.value(u"page"_s).toString()};
            const QJsonObject at = need.value(u"at"_s).toObject();
            for (auto key = at.begin(); key != at.end(); ++key)
                place.at.insert(key.key(), key.value().toString());
            connect(go, &QPushButton::clicked, this, [this, place] { context().navigator.go(place); });
            row->addWidget(dot);
            row->addWidget(text, 1);
            row->addWidget(go);
            m_needs->body()->addLayout(row);
        }
        if (m_shownNeeds.isEmpty())
            m_needs->body()->addWidget(wrappedLabel(tr("Nothing. Everything runs by itself."), "muted", this));
        m_needs->body()->addStretch(1);
    }

    QStackedWidget* m_stack;
    FirstSteps* m_first;
    Tile *m_freshness, *m_success, *m_cache, *m_spend;
    Card *m_running, *m_live, *m_needs, *m_levels;
    RecordModel* m_levelModel;
    Card* m_day;
    DayStrip* m_strip;
    QJsonArray m_shownLive{QJsonValue()}, m_shownNeeds{QJsonValue()}, m_shownRunning;
    Latest<QJsonObject> m_asking; // last: it ends before what it shows
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
