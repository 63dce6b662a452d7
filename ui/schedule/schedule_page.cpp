#include "ui/schedule/schedule_page.h"

#include "core/queries/schedule/schedule_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/schedule/day_band.h"
#include "ui/schedule/rules_card.h"
#include "ui/schedule/schedule_words.h"
#include "ui/schedule/zone_picker.h"
#include "ui/table/data_table.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>

namespace factoid {

namespace {

constexpr int kDaysAhead = 14;
constexpr int kSlotsShown = 120;
constexpr int kNarrow = 850; // below this the three cards take two rows

const QString kGroup = QStringLiteral("Schedule");

Result<QJsonObject> scheduleView(QueryContext& context, QTime sleepFrom, QTime sleepTo)
{
    SlotHistoryFilter history;
    history.limit = kSlotsShown;
    const std::pair<const char*, Result<QJsonObject>> parts[] = {
        {"coming", comingQuery(context, kDaysAhead)}, {"history", slotHistoryQuery(context, history)}, {"sleep", sleepQuery(context, sleepFrom, sleepTo)},
        {"runner", runnerQuery(context)}, {"lease", leaseQuery(context.db)}, {"shadow", shadowQuery(context)}};
    QJsonObject view;
    for (const auto& [name, part] : parts) {
        if (!part)
            return part;
        view.insert(QLatin1String(name), *part);
    }
    return view;
}

class SchedulePage : public Page
{
    Q_OBJECT

  public:
    SchedulePage(PageContext& context, QWidget* parent)
        : Page(context, tr("Schedule"), false, parent)
        , m_band(new DayBand(context.theme, this))
        , m_rules(new RulesCard(context.theme, this))
        , m_strip(new OutcomeStrip(context.theme, this))
        , m_legend(new OutcomeLegend(context.theme, this))
        , m_zones(new ZonePicker(this))
        , m_edit(wrappedLabel({}, "note", this))
        , m_error(new FormError(this))
        , m_reason(wrappedLabel({}, "note", this))
        , m_coming(comingColumns(), context.theme)
        , m_history(historyColumns(), context.theme)
    {
        addButton(QStringLiteral("schedule.dry_run"));
        m_pause = addButton(QStringLiteral("schedule.pause"));
        m_resume = addButton(QStringLiteral("schedule.resume"));
        m_resume->hide();
        addButton(QStringLiteral("schedule.run"), true);
        makeDayCard();
        makeCards();
        m_rules->setSleep(savedTime("from", QTime(2, 0)), savedTime("to", QTime(11, 0)));
        connect(m_rules, &RulesCard::chosen, this, [this](const QString& setting, const QString& value) { save({{setting, value}}, [this](const QString& wrong) { m_rules->refuse(wrong); }); });
        connect(m_rules, &RulesCard::sleepChanged, this, [this] {
            context_().state.set(QStringLiteral("view/schedule/sleep_from"), m_rules->sleepFrom());
            context_().state.set(QStringLiteral("view/schedule/sleep_to"), m_rules->sleepTo());
            refresh();
        });
        connect(m_rules, &RulesCard::zoneWanted, this, [this] { openZones(); });
        connect(m_zones, &ZonePicker::picked, this, [this](const QString& zone) {
            save({{QStringLiteral("schedule.zone"), zone}}, [this](const QString& wrong) { m_rules->refuse(wrong); });
        });
    }

    void refresh() override
    {
        const QTime from = m_rules->sleepFrom(), to = m_rules->sleepTo();
        m_asking.askNext(context().reader, [from, to](QueryContext& query) { return scheduleView(query, from, to); }, [this](const Result<QJsonObject>& view) { show_(view); });
    }

    void act(const QString& action) override
    {
        if (action == QLatin1String("schedule.run"))
            run(false);
        else if (action == QLatin1String("schedule.dry_run"))
            dryRun(false);
        else
            context().jobs.start(QStringLiteral("schedule"), {{QStringLiteral("action"), action.section(QLatin1Char('.'), 1)}},
                                 action.endsWith(QLatin1String("pause")) ? tr("Pausing the schedule") : tr("Resuming the schedule"), this, [this](const Result<JobOutcome>& done) { said(done); });
    }

  private:
    PageContext& context_() const { return context(); }

    std::vector<Column> comingColumns()
    {
        Column local{QStringLiteral("local"), tr("Local")};
        local.width = 146;
        local.text = [this](const QJsonObject& row) { return dayTimeWords(localOf(row), m_today); };
        Column utc{QStringLiteral("at"), tr("UTC")};
        utc.width = 64;
        utc.text = [](const QJsonObject& row) { return timeFromText(row.value(QStringLiteral("at")).toString()).toString(QStringLiteral("HH:mm")); };
        Column what{QStringLiteral("what"), tr("What it would do")};
        what.text = [](const QJsonObject& row) {
            // Most rows say this, so it is short.
            const bool idle = row.value(QStringLiteral("decision")).toString() == QLatin1String("unchanged");
            QStringList words{idle ? Page::tr("only after a change") : row.value(QStringLiteral("what")).toString()};
            for (const char* key : {"mark_words", "clock_words"}) {
                if (const QString more = row.value(QLatin1String(key)).toString(); !more.isEmpty())
                    words.prepend(more);
            }
            return words.join(QStringLiteral("; "));
        };
        what.state = [](const QJsonObject& row) {
            if (!row.value(QStringLiteral("mark")).toString().isEmpty() || row.value(QStringLiteral("decision")).toString() == QLatin1String("paused"))
                return State::Warning;
            return row.value(QStringLiteral("decision")).toString() == QLatin1String("publish") ? State::Good : State::Idle;
        };
        return {local, utc, what};
    }

    std::vector<Column> historyColumns()
    {
        Column slot{QStringLiteral("local"), tr("Slot")};
        slot.width = 118;
        slot.text = [this](const QJsonObject& row) { return dayTimeWords(localOf(row), m_today); };
        Column outcome{QStringLiteral("outcome"), tr("Outcome"), ColumnKind::State};
        outcome.width = 98;
        outcome.text = [](const QJsonObject& row) { return outcomeWords(row.value(QStringLiteral("outcome")).toString()); };
        outcome.state = [](const QJsonObject& row) { return outcomeState(row.value(QStringLiteral("outcome")).toString()); };
        return {slot, outcome, {QStringLiteral("reason"), tr("Why")}};
    }

    void makeDayCard()
    {
        m_day = new Card(tr("The day"), this);
        m_day->setNote(tr("drag a slot, double-click to add, Delete to remove"));
        auto* add = linkButton(tr("Add a slot"), m_day);
        connect(add, &QPushButton::clicked, m_band, [this] { m_band->addAfter(m_nowLocal.isValid() ? m_nowLocal.time() : QTime(12, 0)); });
        m_day->addToHeading(add);
        m_day->body()->addWidget(m_band);
        m_band->installEventFilter(this);
        m_day->body()->addWidget(m_error);
        m_day->body()->addWidget(m_edit);
        m_edit->setAccessibleName(tr("What the edit does"));
        m_edit->hide();
        m_day->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        body()->addWidget(m_day);
        connect(m_band, &DayBand::previewed, this, [this](const QList<QTime>& times) { preview(times); });
        connect(m_band, &DayBand::committed, this, [this](const QList<QTime>& times) {
            m_preview.drop();
            save({{QStringLiteral("schedule.slots"), timesText(times)}}, [this](const QString& wrong) {
                m_band->refuse();
                m_error->say(wrong);
            }, [this] { m_band->settle(); });
        });
    }

    void makeCards()
    {
        auto* coming = new Card(tr("Coming 14 days"), this);
        m_comingTable = new DataTable(QStringLiteral("schedule.coming"), tr("Coming slots"), context().theme, context().state, coming);
        m_comingTable->setCompact(true);
        m_coming.setRowKey(QStringLiteral("at"));
        m_comingTable->setModel(&m_coming);
        m_comingTable->setEmptyState(tr("No slot is coming."));
        coming->body()->addWidget(m_comingTable, 1);

        m_past = new Card(tr("Slots that were"), this);
        m_historyTable = new DataTable(QStringLiteral("schedule.history"), tr("Slots that were"), context().theme, context().state, m_past);
        m_historyTable->setCompact(true);
        m_history.setRowKey(QStringLiteral("at"));
        m_historyTable->setModel(&m_history);
        m_historyTable->setEmptyState(tr("No slot has passed yet. The first one is answered at the next check."));
        m_past->body()->addWidget(m_strip);
        m_past->body()->addWidget(m_legend);
        m_past->body()->addWidget(m_historyTable, 1);
        m_past->body()->addWidget(m_reason);
        connect(m_historyTable, &DataTable::currentRowChanged, this, [this](int row) { m_reason->setText(row < 0 ? QString() : m_history.row(row).value(QStringLiteral("reason")).toString()); });
        connect(m_strip, &OutcomeStrip::picked, this, [this](int row) { m_historyTable->selectRow(row); });
        connect(m_historyTable, &DataTable::activated, this, [this](int row) {
            if (const qint64 id = m_history.row(row).value(QStringLiteral("run")).toInteger(); id > 0)
                context().navigator.go({QStringLiteral("generation"), {{QStringLiteral("run"), QString::number(id)}}});
        });
        m_cards = {m_rules, coming, m_past};
        m_grid = new QGridLayout;
        m_grid->setSpacing(metric::kLarge);
        body()->addLayout(m_grid, 1);
        arrange();
    }

    // Side by side where there is room, else the history beneath.
    void arrange()
    {
        const bool narrow = m_band->width() < kNarrow && isVisible();
        if (m_grid->count() > 0 && narrow == m_isNarrow)
            return;
        m_isNarrow = narrow;
        for (QWidget* card : m_cards)
            m_grid->removeWidget(card);
        m_grid->addWidget(m_cards[0], 0, 0);
        m_grid->addWidget(m_cards[1], 0, 1);
        m_grid->addWidget(m_cards[2], narrow ? 1 : 0, narrow ? 0 : 2, 1, narrow ? 2 : 1);
        for (int column = 0; column < 3; ++column)
            m_grid->setColumnStretch(column, narrow && column == 2 ? 0 : column == 1 ? 8 : 6);
        m_grid->setRowStretch(0, 1);
        m_grid->setRowStretch(1, narrow ? 1 : 0);
    }

    // The band is as wide as the cards beneath, also when the side panel comes and goes.
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == m_band && event->type() == QEvent::Resize)
            arrange();
        return Page::eventFilter(watched, event);
    }

    QTime savedTime(const char* which, QTime otherwise) const
    {
        const QTime time = context().state.value(QStringLiteral("view/schedule/sleep_") + QLatin1String(which)).toTime();
        return time.isValid() ? time : otherwise;
    }

    void show_(const Result<QJsonObject>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        const QJsonObject coming = view->value(QStringLiteral("coming")).toObject();
        const QJsonObject schedule = coming.value(QStringLiteral("schedule")).toObject();
        const QDateTime instant = timeFromText(coming.value(QStringLiteral("now")).toString());
        m_zone = schedule.value(QStringLiteral("zone")).toString();
        m_nowLocal = instant.toTimeZone(QTimeZone(m_zone.toLatin1()));
        m_today = m_nowLocal.date();
        showSentence(schedule, instant);
        const bool paused = schedule.value(QStringLiteral("paused")).toBool();
        m_pause->setVisible(!paused);
        m_resume->setVisible(paused);
        std::vector<QTime> times;
        for (const QJsonValue& time : schedule.value(QStringLiteral("slots")).toArray())
            times.push_back(QTime::fromString(time.toString(), QStringLiteral("HH:mm")));
        m_band->setSlots(times, m_zone);
        m_band->setNow(m_nowLocal.time());
        showMarks(coming.value(QStringLiteral("clock_changes")).toArray());
        const QJsonObject history = view->value(QStringLiteral("history")).toObject();
        showOutcomes(history.value(QStringLiteral("slots")).toArray());
        m_rules->show_(*view);
        m_coming.setRows(coming.value(QStringLiteral("coming")).toArray(), instant);
        m_history.setRows(history.value(QStringLiteral("slots")).toArray(), instant);
        m_strip->setSlots(history.value(QStringLiteral("slots")).toArray());
        m_legend->setCounts(history.value(QStringLiteral("counts")).toObject());
        const qint64 total = history.value(QStringLiteral("total")).toInteger();
        m_past->setNote(total == 0 ? QString() : tr("%1, newest right").arg(numberText(total)));
    }

    void showSentence(const QJsonObject& schedule, const QDateTime& instant)
    {
        const QString city = m_zone.section(QLatin1Char('/'), -1).replace(QLatin1Char('_'), QLatin1Char(' '));
        const QString often = countWords(schedule.value(QStringLiteral("slots")).toArray().size());
        if (schedule.value(QStringLiteral("paused")).toBool()) {
            setSentence(tr("Paused. %1 a day, %2 time, once it is resumed; changes wait until then.").arg(often, city));
            return;
        }
        const QDateTime next = timeFromText(schedule.value(QStringLiteral("next_slot_at")).toString());
        const QString again = schedule.value(QStringLiteral("next_try")).toString(); // after a generation that failed
        setSentence(tr("%1 a day, %2 time, and only when something changed. Next: %3, %4.").arg(often, city, schedule.value(QStringLiteral("next_slot")).toString(), relativeTimeText(next, instant))
                    + (again.isEmpty() ? QString() : QStringLiteral(" %1.").arg(again.left(1).toUpper() + again.mid(1))));
    }

    void showMarks(const QJsonArray& changes)
    {
        std::vector<DayBand::Mark> marks;
        for (const QJsonValue& value : changes) {
            const QJsonObject change = value.toObject();
            const QDateTime before = QDateTime::fromString(change.value(QStringLiteral("local")).toString(), Qt::ISODate);
            const QDateTime after = QDateTime::fromString(change.value(QStringLiteral("local_after")).toString(), Qt::ISODate);
            const bool gap = after > before;
            const QString day = QLocale(QLocale::English).toString(before.date(), QStringLiteral("d MMM"));
            marks.push_back({std::min(before, after).time(), std::max(before, after).time(), gap ? tr("skipped on %1").arg(day) : tr("twice on %1").arg(day), gap});
        }
        m_band->setMarks(marks);
    }

    void showOutcomes(const QJsonArray& slotRows)
    {
        QMap<QTime, QString> outcomes;
        for (const QJsonValue& value : slotRows) {
            const QJsonObject row = value.toObject();
            if (localOf(row).date() == m_today)
                outcomes.insert(QTime::fromString(row.value(QStringLiteral("slot")).toString(), QStringLiteral("HH:mm")), outcomeWords(row.value(QStringLiteral("outcome")).toString()));
        }
        m_band->setOutcomes(outcomes);
    }

    void say(const QString& sentence)
    {
        m_edit->setText(sentence);
        m_edit->setVisible(!sentence.isEmpty());
    }

    // What the edit would do, while it goes on.
    void preview(const QList<QTime>& times)
    {
        m_error->say({});
        if (!m_band->isEditing()) {
            m_preview.drop();
            say({});
            return;
        }
        const QJsonObject options{{QStringLiteral("schedule.slots"), timesText(times)}};
        m_preview.ask(context().reader, [options](QueryContext& query) { return schedulePreviewQuery(query, options, 1); }, [this](const Result<QJsonObject>& answer) {
            if (!answer || !m_band->isEditing())
                return;
            m_error->say(answer->value(QStringLiteral("problem")).toString());
            say(previewWords(*answer));
        });
    }

    static QString previewWords(const QJsonObject& preview)
    {
        QStringList words;
        if (const QString sentence = preview.value(QStringLiteral("sentence")).toString(); !sentence.isEmpty())
            words << sentence;
        for (const QJsonValue& warning : preview.value(QStringLiteral("warnings")).toArray())
            words << tr("mind: %1").arg(warning.toString());
        return words.join(QStringLiteral("; "));
    }

    // Looks first, so that what cannot be is refused in place and leaves no failed run behind.
    // `refuse` hears why not, `take` that it is saved or changes nothing.
    void save(const QJsonObject& changes, const std::function<void(const QString&)>& refuse, const std::function<void()>& take = [] {})
    {
        // Each for itself: a second edit must not drop the question of the first.
        whenDone<QJsonObject>(context().reader.ask<QJsonObject>([changes](QueryContext& query) { return schedulePreviewQuery(query, changes, 1); }), this, [this, changes, refuse, take](const Result<QJsonObject>& answer) {
            const QString wrong = !answer ? answer.error().sentence() : answer->value(QStringLiteral("problem")).toString();
            if (!wrong.isEmpty())
                return refuse(wrong);
            m_error->say({});
            m_rules->settle();
            if (!answer->value(QStringLiteral("changed")).toBool()) {
                take();
                refresh();
                return;
            }
            QJsonObject options = changes;
            options.insert(QStringLiteral("action"), QStringLiteral("set"));
            const QString words = previewWords(*answer);
            context().jobs.start(QStringLiteral("schedule"), options, tr("Schedule: %1").arg(answer->value(QStringLiteral("sentence")).toString()), this, [this, refuse, take, words](const Result<JobOutcome>& done) {
                if (!done)
                    return refuse(done.error().sentence());
                take();
                say(tr("Saved: %1. Undo takes it back.").arg(words));
                refresh();
            });
        });
    }

    void openZones()
    {
        if (m_zonesKnown) {
            m_zones->summon(m_rules->zoneButton());
            return;
        }
        const QDateTime instant = now();
        whenDone<QJsonArray>(context().reader.ask<QJsonArray>([instant](QueryContext&) -> Result<QJsonArray> { return zonesQuery(instant); }), this, [this](const Result<QJsonArray>& zones) {
            if (!zones)
                return;
            m_zonesKnown = true;
            m_zones->setZones(*zones, m_zone);
            m_zones->summon(m_rules->zoneButton());
        });
    }

    void said(const Result<JobOutcome>& done)
    {
        if (!done)
            setProblem(done.error().sentence());
        refresh();
    }

    void run(bool force)
    {
        sidePanel()->hide();
        context().jobs.start(QStringLiteral("update-factoids"), {{QStringLiteral("force"), force}}, tr("Making a set"), this, [this](const Result<JobOutcome>& done) {
            if (!done)
                setProblem(done.error().sentence(), tr("Try again"), [this] { run(false); });
            else
                showOutcome(*done, tr("Run now"), tr("Publish another set anyway"), [this] { run(true); });
            refresh();
        });
    }

    void dryRun(bool force)
    {
        context().jobs.rehearse(QStringLiteral("update-factoids"), {{QStringLiteral("force"), force}}, tr("Dry run"), this, [this](const Result<JobOutcome>& done) {
            if (!done)
                setProblem(done.error().sentence(), tr("Try again"), [this] { dryRun(false); });
            else
                showOutcome(*done, tr("Dry run"), tr("Show the set that would come of it anyway"), [this] { dryRun(true); });
        });
    }

    // What came of a run or a dry run, at the side; with a way to have it all the same when nothing had changed.
    void showOutcome(const JobOutcome& done, const QString& title, const QString& anyway, const std::function<void()>& again)
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(title);
        panel->addText(done.outcome == QLatin1String("dry_run") ? tr("Nothing was written. This would be published:") : done.note);
        const bool unchanged = done.outcome == QLatin1String("unchanged");
        if (unchanged) {
            auto* button = new QPushButton(anyway);
            connect(button, &QPushButton::clicked, this, again);
            panel->body()->addWidget(button);
            panel->addHeading(tr("What stays"));
        }
        for (const QJsonValue& factoid : done.result.value(QStringLiteral("factoids")).toArray())
            panel->addText(factoid.toObject().value(QStringLiteral("text")).toString());
        const QJsonObject facts = done.result.value(QStringLiteral("facts")).toObject();
        if (!facts.isEmpty()) {
            panel->addHeading(tr("How it came about"));
            panel->addRow(tr("Facts found"), numberText(facts.value(QStringLiteral("found")).toInteger()));
            panel->addRow(tr("Offered to the writer"), numberText(facts.value(QStringLiteral("offered")).toInteger()));
            panel->addRow(tr("Written and proven"), numberText(facts.value(QStringLiteral("written")).toInteger()));
            panel->addRow(tr("Refused"), numberText(facts.value(QStringLiteral("refused")).toArray().size()));
        }
        addWriting(*panel, done.result);
        panel->show();
    }

    DayBand* m_band;
    RulesCard* m_rules;
    OutcomeStrip* m_strip;
    OutcomeLegend* m_legend;
    ZonePicker* m_zones;
    QLabel* m_edit;
    FormError* m_error;
    QLabel* m_reason; // why the slot picked ended as it did
    Card *m_day = nullptr, *m_past = nullptr;
    QPushButton *m_pause = nullptr, *m_resume = nullptr;
    QGridLayout* m_grid = nullptr;
    std::array<QWidget*, 3> m_cards{};
    bool m_isNarrow = false;
    bool m_zonesKnown = false;
    RecordModel m_coming, m_history;
    DataTable *m_comingTable = nullptr, *m_historyTable = nullptr;
    QDateTime m_nowLocal;
    QDate m_today;
    QString m_zone;
    Latest<QJsonObject> m_asking, m_preview;
};

} // namespace

PageSpec schedulePageSpec()
{
    return {QStringLiteral("schedule"), Page::tr("Plan"), Page::tr("Schedule"), QStringLiteral("schedule"),
            {{QStringLiteral("schedule.run"), Page::tr("Run now"), kGroup, QKeySequence(QStringLiteral("Ctrl+R")), QStringLiteral("play"), Page::tr("Make and publish a set now, if something changed")},
             {QStringLiteral("schedule.dry_run"), Page::tr("Dry run"), kGroup, {}, QStringLiteral("eye"), Page::tr("Show what would be published, and write nothing")},
             {QStringLiteral("schedule.pause"), Page::tr("Pause"), kGroup, {}, QStringLiteral("pause"), Page::tr("Pause the schedule: no set is made until it is resumed")},
             {QStringLiteral("schedule.resume"), Page::tr("Resume"), kGroup, {}, QStringLiteral("play"), Page::tr("Resume the schedule")}},
            [](PageContext& context, QWidget* parent) -> Page* { return new SchedulePage(context, parent); }};
}

} // namespace factoid

#include "schedule_page.moc"
