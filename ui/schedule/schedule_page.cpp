#include "ui/schedule/schedule_page.h"

#include "core/queries/schedule/schedule_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/outcome_strip.h"
#include "ui/runs/run_panel.h"
#include "ui/schedule/day_band.h"
#include "ui/schedule/rules_card.h"
#include "ui/schedule/schedule_view.h"
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

const QString kGroup = u"Schedule"_s;

Result<ScheduleView> scheduleView(QueryContext& context, QTime sleepFrom, QTime sleepTo)
{
    SlotHistoryFilter history;
    history.limit = kSlotsShown;
    ScheduleView view;
    view.coming = TRY(comingQuery(context, kDaysAhead));
    view.history = TRY(slotHistoryQuery(context, history));
    view.sleep = TRY(sleepQuery(context, sleepFrom, sleepTo));
    view.runner = TRY(runnerQuery(context));
    view.lease = TRY(leaseQuery(context.db));
    view.shadow = TRY(shadowQuery(context));
    return view;
}

class SchedulePage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::schedulePageSpec();

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
        , m_coming(comingColumns(), context.theme, &ComingRow::at)
        , m_history(historyColumns(), context.theme, &SlotRow::at)
    {
        addButton(u"schedule.dry_run"_s);
        m_pause = addButton(u"schedule.pause"_s);
        m_resume = addButton(u"schedule.resume"_s);
        m_resume->hide();
        addButton(u"schedule.run"_s, true);
        makeDayCard();
        makeCards();
        m_rules->setSleep(savedTime("from", QTime(2, 0)), savedTime("to", QTime(11, 0)));
        connect(m_rules, &RulesCard::chosen, this, [this](const QString& setting, const QString& value) {
            save({{setting, value}}, [this](const QString& wrong) { m_rules->refuse(wrong); });
        });
        connect(m_rules, &RulesCard::sleepChanged, this, [this] {
            context_().state.set(u"view/schedule/sleep_from"_s, m_rules->sleepFrom());
            context_().state.set(u"view/schedule/sleep_to"_s, m_rules->sleepTo());
            refresh();
        });
        connect(m_rules, &RulesCard::zoneWanted, this, [this] { openZones(); });
        connect(m_zones, &ZonePicker::picked, this, [this](const QString& zone) {
            save({{u"schedule.zone"_s, zone}}, [this](const QString& wrong) { m_rules->refuse(wrong); });
        });
    }

    void refresh() override
    {
        const QTime from = m_rules->sleepFrom(), to = m_rules->sleepTo();
        m_asking.askNext(
            context().reader, [from, to](QueryContext& query) { return scheduleView(query, from, to); },
            [this](const Result<ScheduleView>& view) { show_(view); });
    }

  private:
    PageContext& context_() const { return context(); }

    void runNow() { run(false); }
    void dryRunNow() { dryRun(false); }
    void pause() { switchTo(u"pause"_s, tr("Pausing the schedule")); }
    void resume() { switchTo(u"resume"_s, tr("Resuming the schedule")); }
    void switchTo(const QString& action, const QString& label)
    {
        context().jobs.start(u"schedule"_s, {{u"action"_s, action}}, label, this,
                             [this](const Result<JobOutcome>& done) { said(done); });
    }

    std::vector<ColumnOf<ComingRow>> comingColumns()
    {
        using Row = ComingRow;
        const auto what = [](const Row& row) {
            // Most rows say this, so it is short.
            QStringList words{row.decision == "unchanged"_L1 ? Page::tr("only after a change") : row.what};
            for (const QString& more : {row.markWords, row.clockWords}) {
                if (!more.isEmpty())
                    words.prepend(more);
            }
            return words.join(u"; "_s);
        };
        const auto standing = [](const Row& row) {
            if (!row.mark.isEmpty() || row.decision == "paused"_L1)
                return State::Warning;
            return row.decision == "publish"_L1 ? State::Good : State::Idle;
        };
        return {columnOf<Row>(u"local"_s, tr("Local"), ColumnKind::Text, &Row::local)
                    .wide(146)
                    .saying([this](const Row& row) { return dayTimeWords(localTime(row.local), m_today); }),
                columnOf<Row>(u"at"_s, tr("UTC"), ColumnKind::Text, &Row::at).wide(64).saying([](const Row& row) {
                    return timeFromText(row.at).toString(u"HH:mm"_s);
                }),
                columnOf<Row>(u"what"_s, tr("What it would do"), ColumnKind::Text, &Row::what)
                    .saying(what)
                    .standing(standing)};
    }

    std::vector<ColumnOf<SlotRow>> historyColumns()
    {
        using Row = SlotRow;
        return {columnOf<Row>(u"local"_s, tr("Slot"), ColumnKind::Text, &Row::local)
                    .wide(118)
                    .saying([this](const Row& row) { return dayTimeWords(localTime(row.local), m_today); }),
                columnOf<Row>(u"outcome"_s, tr("Outcome"), ColumnKind::State, &Row::outcome)
                    .wide(98)
                    .saying([](const Row& row) { return outcomeWords(row.outcome); })
                    .standing([](const Row& row) { return outcomeState(row.outcome); }),
                columnOf<Row>(u"reason"_s, tr("Why"), ColumnKind::Text, &Row::reason)};
    }

    void makeDayCard()
    {
        m_day = new Card(tr("The day"), this);
        m_day->setNote(tr("drag a slot, double-click to add, Delete to remove"));
        auto* add = linkButton(tr("Add a slot"), m_day);
        connect(add, &QPushButton::clicked, m_band,
                [this] { m_band->addAfter(m_nowLocal.isValid() ? m_nowLocal.time() : QTime(12, 0)); });
        m_day->addToHeading(add);
        m_day->body()->addWidget(m_band);
        m_band->installEventFilter(this);
        m_day->body()->addWidget(m_error);
        m_day->body()->addWidget(m_edit);
        m_edit->setAccessibleName(tr("Effect of the edit"));
        m_edit->hide();
        m_day->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        body()->addWidget(m_day);
        connect(m_band, &DayBand::previewed, this, [this](const QList<QTime>& times) { preview(times); });
        connect(m_band, &DayBand::committed, this, [this](const QList<QTime>& times) {
            m_preview.drop();
            save(
                {{u"schedule.slots"_s, timesText(times)}},
                [this](const QString& wrong) {
                    m_band->refuse();
                    m_error->say(wrong);
                },
                [this] { m_band->settle(); });
        });
    }

    void makeCards()
    {
        auto* coming = new Card(tr("Next 14 days"), this);
        m_comingTable =
            new DataTable(u"schedule.coming"_s, tr("Upcoming slots"), context().theme, context().state, coming);
        m_comingTable->setCompact(true);
        m_comingTable->setModel(&m_coming);
        m_comingTable->setEmptyState(tr("No upcoming slots."));
        coming->body()->addWidget(m_comingTable, 1);

        m_past = new Card(tr("Past slots"), this);
        m_historyTable =
            new DataTable(u"schedule.history"_s, tr("Past slots"), context().theme, context().state, m_past);
        m_historyTable->setCompact(true);
        m_historyTable->setModel(&m_history);
        m_historyTable->setEmptyState(tr("No slot has passed yet. The first one is answered at the next check."));
        m_past->body()->addWidget(m_strip);
        m_past->body()->addWidget(m_legend);
        m_past->body()->addWidget(m_historyTable, 1);
        m_past->body()->addWidget(m_reason);
        connect(m_historyTable, &DataTable::currentRowChanged, this, [this](int row) {
            const SlotRow* slot = m_history.row(row);
            m_reason->setText(slot ? slot->reason.text() : QString());
        });
        connect(m_strip, &OutcomeStrip::picked, this, [this](int row) { m_historyTable->selectRow(row); });
        connect(m_historyTable, &DataTable::activated, this, [this](int row) {
            if (const SlotRow* slot = m_history.row(row); slot && slot->run > 0)
                context().navigator.go({u"generation"_s, {{u"run"_s, QString::number(slot->run)}}});
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
        const QTime time = context().state.value(u"view/schedule/sleep_"_s + QLatin1String(which)).toTime();
        return time.isValid() ? time : otherwise;
    }

    void show_(const Result<ScheduleView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        const ScheduleStanding& schedule = view->coming.schedule;
        const QDateTime instant = timeFromText(view->coming.now);
        m_zone = schedule.zone;
        m_nowLocal = instant.toTimeZone(QTimeZone(m_zone.toLatin1()));
        m_today = m_nowLocal.date();
        showSentence(schedule, instant);
        m_pause->setVisible(!schedule.paused);
        m_resume->setVisible(schedule.paused);
        std::vector<QTime> times;
        for (const QString& time : schedule.slotTimes)
            times.push_back(QTime::fromString(time, u"HH:mm"_s));
        m_band->setSlots(times, m_zone);
        m_band->setNow(m_nowLocal.time());
        showMarks(view->coming.clockChanges);
        const SlotHistoryAnswer& history = view->history;
        showOutcomes(history.slotRows);
        m_rules->show_(*view);
        m_coming.setRows(view->coming.coming, instant);
        m_history.setRows(history.slotRows, instant);
        m_strip->setSlots(history.slotRows);
        m_legend->setCounts(history.counts);
        m_past->setNote(history.total == 0 ? QString() : tr("%1, newest right").arg(numberText(history.total)));
    }

    void showSentence(const ScheduleStanding& schedule, const QDateTime& instant)
    {
        const QString city = m_zone.section(QLatin1Char('/'), -1).replace(QLatin1Char('_'), QLatin1Char(' '));
        const QString often = countWords(schedule.slotTimes.size());
        if (schedule.paused) {
            setSentence(tr("Paused. %1 a day, %2 time, once it is resumed; changes wait until then.").arg(often, city));
            return;
        }
        const QDateTime next = timeFromText(schedule.nextSlotAt.value_or(QString()));
        const QString& again = schedule.nextTry; // after a generation that failed
        setSentence(tr("%1 a day, %2 time, and only when something changed. Next: %3, %4.")
                        .arg(often, city, schedule.nextSlot.value_or(QString()), relativeTimeText(next, instant)) +
                    (again.isEmpty() ? QString() : u" %1."_s.arg(again.left(1).toUpper() + again.mid(1))));
    }

    void showMarks(const std::vector<ClockChangeRow>& changes)
    {
        std::vector<DayBand::Mark> marks;
        for (const ClockChangeRow& change : changes) {
            const QDateTime before = QDateTime::fromString(change.local, Qt::ISODate);
            const QDateTime after = QDateTime::fromString(change.localAfter, Qt::ISODate);
            const bool gap = after > before;
            const QString day = QLocale(QLocale::English).toString(before.date(), u"d MMM"_s);
            marks.push_back({std::min(before, after).time(), std::max(before, after).time(),
                             gap ? tr("skipped on %1").arg(day) : tr("twice on %1").arg(day), gap});
        }
        m_band->setMarks(marks);
    }

    void showOutcomes(const std::vector<SlotRow>& slotRows)
    {
        QMap<QTime, QString> outcomes;
        for (const SlotRow& row : slotRows) {
            if (localTime(row.local).date() == m_today)
                outcomes.insert(QTime::fromString(row.slot, u"HH:mm"_s), outcomeWords(row.outcome));
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
        const QJsonObject options{{u"schedule.slots"_s, timesText(times)}};
        m_preview.ask(
            context().reader, [options](QueryContext& query) { return schedulePreviewQuery(query, options, 1); },
            [this](const Result<SchedulePreview>& answer) {
                if (!answer || !m_band->isEditing())
                    return;
                m_error->say(answer->problem);
                say(previewWords(*answer));
            });
    }

    static QString previewWords(const SchedulePreview& preview)
    {
        QStringList words;
        if (!preview.sentence.isEmpty())
            words << preview.sentence;
        for (const QString& warning : preview.warnings)
            words << tr("note: %1").arg(warning);
        return words.join(u"; "_s);
    }

    // Looks first, so that what cannot be is refused in place and leaves no failed run behind.
    // `refuse` hears why not, `take` that it is saved or changes nothing.
    void save(
        const QJsonObject& changes, const std::function<void(const QString&)>& refuse,
        const std::function<void()>& take = [] {})
    {
        // Each for itself: a second edit must not drop the question of the first.
        whenDone<SchedulePreview>(context().reader.ask<SchedulePreview>([changes](QueryContext& query) {
            return schedulePreviewQuery(query, changes, 1);
        }),
                                  this, [this, changes, refuse, take](const Result<SchedulePreview>& answer) {
                                      const QString wrong = !answer ? answer.error().sentence() : answer->problem;
                                      if (!wrong.isEmpty())
                                          return refuse(wrong);
                                      m_error->say({});
                                      m_rules->settle();
                                      if (!answer->changed) {
                                          take();
                                          refresh();
                                          return;
                                      }
                                      QJsonObject options = changes;
                                      options.insert(u"action"_s, u"set"_s);
                                      const QString words = previewWords(*answer);
                                      context().jobs.start(u"schedule"_s, options,
                                                           tr("Schedule: %1").arg(answer->sentence), this,
                                                           [this, refuse, take, words](const Result<JobOutcome>& done) {
                                                               if (!done)
                                                                   return refuse(done.error().sentence());
                                                               // An answer from before would show what is no more, to
                                                               // be edited as if it were.
                                                               m_asking.drop();
                                                               take();
                                                               say(tr("Saved: %1. You can undo this.").arg(words));
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
        using Zones = std::vector<ZoneRow>;
        whenDone<Zones>(
            context().reader.ask<Zones>([instant](QueryContext&) -> Result<Zones> { return zonesQuery(instant); }),
            this, [this](const Result<Zones>& zones) {
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
        context().jobs.start(u"update-factoids"_s, {{u"force"_s, force}}, tr("Making a set"), this,
                             [this](const Result<JobOutcome>& done) {
                                 if (!done)
                                     setProblem(done.error().sentence(), tr("Try again"), [this] { run(false); });
                                 else
                                     showOutcome(*done, tr("Run now"), tr("Publish another set anyway"),
                                                 [this] { run(true); });
                                 refresh();
                             });
    }

    void dryRun(bool force)
    {
        context().jobs.rehearse(u"update-factoids"_s, {{u"force"_s, force}}, tr("Dry run"), this,
                                [this](const Result<JobOutcome>& done) {
                                    if (!done)
                                        setProblem(done.error().sentence(), tr("Try again"), [this] { dryRun(false); });
                                    else
                                        showOutcome(*done, tr("Dry run"), tr("Show the set it would publish anyway"),
                                                    [this] { dryRun(true); });
                                });
    }

    // What came of a run or a dry run, at the side; with a way to have it all the same when nothing had changed.
    void showOutcome(const JobOutcome& done, const QString& title, const QString& anyway,
                     const std::function<void()>& again)
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(title);
        panel->addText(done.outcome == "dry_run"_L1 ? tr("Nothing was written. This would be published:")
                                                    : done.note.text());
        const bool unchanged = done.outcome == "unchanged"_L1;
        if (unchanged) {
            auto* button = new QPushButton(anyway);
            connect(button, &QPushButton::clicked, this, again);
            panel->body()->addWidget(button);
            panel->addHeading(tr("What stays published"));
        }
        for (const QJsonValue& factoid : done.result.value(u"factoids"_s).toArray())
            panel->addText(factoid.toObject().value(u"text"_s).toString());
        const QJsonObject facts = done.result.value(u"facts"_s).toObject();
        if (!facts.isEmpty()) {
            panel->addHeading(tr("How it was made"));
            panel->addRow(tr("Facts found"), numberText(facts.value(u"found"_s).toInteger()));
            panel->addRow(tr("Offered to the writer"), numberText(facts.value(u"offered"_s).toInteger()));
            panel->addRow(tr("Written and proven"), numberText(facts.value(u"written"_s).toInteger()));
            panel->addRow(tr("Rejected"), numberText(facts.value(u"refused"_s).toArray().size()));
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
    RowModel<ComingRow> m_coming;
    RowModel<SlotRow> m_history;
    DataTable *m_comingTable = nullptr, *m_historyTable = nullptr;
    QDateTime m_nowLocal;
    QDate m_today;
    QString m_zone;
    Latest<ScheduleView> m_asking;
    Latest<SchedulePreview> m_preview;
};

} // namespace

PageSpec schedulePageSpec()
{
    return {u"schedule"_s,
            Page::tr("Plan"),
            Page::tr("Schedule"),
            u"schedule"_s,
            {{.id = u"schedule.run"_s,
              .text = Page::tr("Run now"),
              .group = kGroup,
              .shortcut = QKeySequence(u"Ctrl+R"_s),
              .icon = u"play"_s,
              .help = Page::tr("Make and publish a set now, if something changed"),
              .need = Need::Figures,
              .writes = true,
              .run = calls(&SchedulePage::runNow)},
             {.id = u"schedule.dry_run"_s,
              .text = Page::tr("Dry run"),
              .group = kGroup,
              .icon = u"eye"_s,
              .help = Page::tr("Show what would be published, and write nothing"),
              .need = Need::Figures,
              .run = calls(&SchedulePage::dryRunNow)},
             {.id = u"schedule.pause"_s,
              .text = Page::tr("Pause"),
              .group = kGroup,
              .icon = u"pause"_s,
              .help = Page::tr("Pause the schedule: no set is made until it is resumed"),
              .writes = true,
              .run = calls(&SchedulePage::pause)},
             {.id = u"schedule.resume"_s,
              .text = Page::tr("Resume"),
              .group = kGroup,
              .icon = u"play"_s,
              .help = Page::tr("Resume the schedule"),
              .writes = true,
              .run = calls(&SchedulePage::resume)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new SchedulePage(context, parent); }};
}

} // namespace factoid

#include "schedule_page.moc"
