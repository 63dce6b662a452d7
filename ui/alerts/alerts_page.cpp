#include "ui/alerts/alerts_page.h"

#include "core/store/sql/time_text.h"
#include "ui/alerts/rule_editor.h"
#include "ui/base/formats.h"
#include "ui/table/data_table.h"

#include <QSplitter>

namespace factoid {

namespace {

constexpr int kPastDays = 30, kMessagesOfPage = 100;
const QString kAlertsJob = u"alerts"_s;

QString phaseWords(const QString& state)
{
    static const QHash<QString, const char*> words{
        {u"ok"_s, QT_TRANSLATE_NOOP("factoid::Page", "quiet")},
        {u"pending"_s, QT_TRANSLATE_NOOP("factoid::Page", "about to fire")},
        {u"firing"_s, QT_TRANSLATE_NOOP("factoid::Page", "fires")},
        {u"clearing"_s, QT_TRANSLATE_NOOP("factoid::Page", "about to be over")},
        {u"no_data"_s, QT_TRANSLATE_NOOP("factoid::Page", "no data")},
        {u"silenced"_s, QT_TRANSLATE_NOOP("factoid::Page", "silenced")},
        {u"off"_s, QT_TRANSLATE_NOOP("factoid::Page", "off")},
        {u"over"_s, QT_TRANSLATE_NOOP("factoid::Page", "over")}};
    const char* known = words.value(state, nullptr);
    return known ? Page::tr(known) : state;
}

State phaseState(const QString& state)
{
    if (state == "firing"_L1)
        return State::Bad;
    if (state == "pending"_L1 || state == "clearing"_L1 || state == "silenced"_L1)
        return State::Warning;
    return state == "ok"_L1 || state == "over"_L1 ? State::Good : State::Idle;
}

QString limitWords(double threshold, bool above, const QString& unit)
{
    return (above ? Page::tr("%1 or more") : Page::tr("%1 or less")).arg(measuredText(threshold, unit));
}

QString silenceWords(const SilenceRow& row)
{
    if (row.state == "holds"_L1)
        return Page::tr("active, %1 left").arg(waitedText(row.minutesLeft));
    return row.state == "waits"_L1 ? Page::tr("scheduled") : Page::tr("ended");
}

QString messageWords(const MessageRow& row)
{
    return row.state == "sent"_L1     ? Page::tr("sent")
           : row.state == "failed"_L1 ? Page::tr("failed")
                                      : Page::tr("waiting");
}

struct AlertsView {
    AlertListAnswer alerts;
    RulesAnswer rules;
    SilencesAnswer silences;
    SinksAnswer sinks;
};

struct RuleView {
    RuleRow row;
    RuleHistory history;
};

class AlertsPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::alertsPageSpec();

  public:
    AlertsPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Alerts"), false, parent)
        , m_incidents(new RowModel<IncidentRow>(
              {columnOf<IncidentRow>(u"state"_s, tr("State"), ColumnKind::State, &IncidentRow::state)
                   .wide(130)
                   .saying([](const IncidentRow& row) { return phaseWords(row.state); })
                   .standing([](const IncidentRow& row) { return phaseState(row.state); }),
               columnOf<IncidentRow>(u"title"_s, tr("Alert"), ColumnKind::Text, &IncidentRow::title).wide(380),
               columnOf<IncidentRow>(u"began"_s, tr("Since"), ColumnKind::Time, &IncidentRow::beganAt).wide(130),
               columnOf<IncidentRow>(u"minutes"_s, tr("For"), ColumnKind::Text,
                                     [](const IncidentRow& row) { return waitedText(row.minutes); })
                   .wide(110),
               columnOf<IncidentRow>(u"why"_s, tr("Why"), ColumnKind::Text,
                                     [](const IncidentRow& row) {
                                         return tr("%1; the limit is %2")
                                             .arg(measuredText(row.last, row.unit),
                                                  limitWords(row.threshold, row.above, row.unit));
                                     })
                   .wide(260),
               columnOf<IncidentRow>(u"told"_s, tr("Sent"), ColumnKind::Time, &IncidentRow::toldAt).wide(120)},
              context.theme, &IncidentRow::id, this))
        , m_rules(new RowModel<RuleRow>(
              {columnOf<RuleRow>(u"title"_s, tr("Rule"), ColumnKind::Text, &RuleRow::title).wide(380),
               columnOf<RuleRow>(u"state"_s, tr("State"), ColumnKind::State, &RuleRow::state)
                   .wide(130)
                   .saying([](const RuleRow& row) { return phaseWords(row.state); })
                   .standing([](const RuleRow& row) { return phaseState(row.state); }),
               columnOf<RuleRow>(u"value"_s, tr("Now"), ColumnKind::Text,
                                 [](const RuleRow& row) { return measuredText(row.value, row.unit); })
                   .wide(120),
               columnOf<RuleRow>(u"threshold"_s, tr("Limit"), ColumnKind::Text,
                                 [](const RuleRow& row) { return limitWords(row.threshold, row.above, row.unit); })
                   .wide(150),
               columnOf<RuleRow>(u"for"_s, tr("For (minutes)"), ColumnKind::Number, &RuleRow::forMinutes).wide(110),
               columnOf<RuleRow>(u"incidents"_s, tr("Fired in 30 days"), ColumnKind::Number, &RuleRow::incidents)
                   .wide(120),
               columnOf<RuleRow>(u"own"_s, tr("Changed"), ColumnKind::YesNo, &RuleRow::own)},
              context.theme, &RuleRow::id, this))
        , m_silences(new RowModel<SilenceRow>(
              {columnOf<SilenceRow>(u"state"_s, tr("State"), ColumnKind::Text, silenceWords).wide(180),
               columnOf<SilenceRow>(u"rule"_s, tr("Rule"), ColumnKind::Text,
                                    [](const SilenceRow& row) { return row.rule.isEmpty() ? tr("all") : row.rule; })
                   .wide(130),
               columnOf<SilenceRow>(u"until"_s, tr("Until"), ColumnKind::Time, &SilenceRow::until).wide(120),
               columnOf<SilenceRow>(u"author"_s, tr("By"), ColumnKind::Text, &SilenceRow::author).wide(90),
               columnOf<SilenceRow>(u"reason"_s, tr("Why"), ColumnKind::Text, &SilenceRow::reason)},
              context.theme, &SilenceRow::id, this))
        , m_messages(new RowModel<MessageRow>(
              {columnOf<MessageRow>(u"at"_s, tr("When"), ColumnKind::Time, &MessageRow::createdAt).wide(120),
               columnOf<MessageRow>(u"sink"_s, tr("To"), ColumnKind::Text, &MessageRow::sink).wide(90),
               columnOf<MessageRow>(u"state"_s, tr("State"), ColumnKind::State, &MessageRow::state)
                   .wide(100)
                   .saying(messageWords)
                   .standing([](const MessageRow& row) {
                       return row.state == "sent"_L1     ? State::Good
                              : row.state == "failed"_L1 ? State::Bad
                                                         : State::Warning;
                   }),
               columnOf<MessageRow>(u"subject"_s, tr("Alert"), ColumnKind::Text, &MessageRow::subject).wide(260),
               columnOf<MessageRow>(u"result"_s, tr("Answer"), ColumnKind::Text, &MessageRow::result)},
              context.theme, &MessageRow::id, this))
    {
        addButton(u"alerts.test"_s);
        auto* split = new QSplitter(Qt::Vertical, this);
        (void)add(split, tr("Firing now and in the last 30 days"), u"alerts_incidents"_s, m_incidents,
                  tr("Nothing is firing, and nothing has in the last 30 days."));
        m_ruleTable = add(split, tr("Rules"), u"alerts_rules"_s, m_rules, tr("There are no rules."));
        auto* beneath = new QSplitter(Qt::Horizontal, split);
        m_silenceTable = add(beneath, tr("Silences"), u"alerts_silences"_s, m_silences,
                             tr("Nothing is silenced. To silence a rule, select it."));
        (void)add(beneath, tr("Messages"), u"alerts_messages"_s, m_messages,
                  tr("No message has been sent yet. “alerts sink” on the command line adds who gets them."));
        split->setStretchFactor(0, 2);
        split->setStretchFactor(1, 3);
        split->setStretchFactor(2, 2);
        body()->addWidget(split, 1);
        connect(m_ruleTable, &DataTable::activated, this,
                [this](int row) { openRule(m_rules->rows()[static_cast<size_t>(row)].id); });
        connect(sidePanel(), &SidePanel::closed, this, [this] { m_open.clear(); });
    }

    void open(const Place& place) override
    {
        if (const QString rule = place.value("rule"); !rule.isEmpty())
            openRule(rule);
    }

    void refresh() override
    {
        m_asking.askNext(
            context().reader,
            [](QueryContext& query) -> Result<AlertsView> {
                return AlertsView{TRY(alertListQuery(query, kPastDays)), TRY(alertRulesQuery(query)),
                                  TRY(silencesQuery(query)), TRY(sinksQuery(query, kMessagesOfPage))};
            },
            [this](const Result<AlertsView>& view) { show_(view); });
    }

  private:
    void sendTest()
    {
        context().jobs.start(u"alert-test"_s, {}, tr("Sending a test"), this,
                             [this](const Result<JobOutcome>& done) { answered(done); });
    }

    void editSelected()
    {
        if (const int row = m_ruleTable->currentRow(); row >= 0)
            openRule(m_rules->rows()[static_cast<size_t>(row)].id);
    }

    void endSelectedSilence()
    {
        if (const int row = m_silenceTable->currentRow(); row >= 0)
            endSilence(m_silences->rows()[static_cast<size_t>(row)].id);
    }

    DataTable* add(QSplitter* into, const QString& heading, const QString& id, TableModel* model, const QString& empty)
    {
        auto* card = new Card(heading, into);
        auto* table = new DataTable(id, heading, context().theme, context().state, card);
        table->setModel(model);
        table->setEmptyState(empty);
        card->body()->addWidget(table, 1);
        return table;
    }

    void show_(const Result<AlertsView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        if (!m_refused)
            setProblem({});
        setSentence(sentenceOf(view->alerts));
        std::vector<IncidentRow> incidents = view->alerts.firing;
        incidents.insert(incidents.end(), view->alerts.past.begin(), view->alerts.past.end());
        m_incidents->setRows(std::move(incidents), now());
        m_rules->setRows(view->rules.rules, now());
        m_silences->setRows(view->silences.silences, now());
        m_messages->setRows(view->sinks.messages, now());
    }

    QString sentenceOf(const AlertListAnswer& alerts) const
    {
        if (!alerts.watchedTo)
            return tr("Nothing has been checked yet. This window and “run” check once a minute.");
        if (alerts.firing.empty())
            return tr("Nothing is firing.");
        const IncidentRow& first = alerts.firing.front();
        const QString since = relativeTimeText(timeFromText(first.beganAt), now());
        return alerts.firing.size() == 1 ? tr("“%1” has been firing since %2.").arg(first.title, since)
                                         : tr("%1 alerts are firing, the most serious “%2” since %3.")
                                               .arg(numberText(std::ssize(alerts.firing)), first.title, since);
    }

    void openRule(const QString& id)
    {
        m_open = id;
        m_askingRule.ask(
            context().reader,
            [id](QueryContext& query) -> Result<RuleView> {
                for (RuleRow& row : TRY(alertRulesQuery(query)).rules) {
                    if (row.id == id)
                        return RuleView{row,
                                        TRY(ruleHistoryQuery(query, TRY(draftRule(query, id, {})), kBacktestDays))};
                }
                return fail(ErrorKind::Input, tr("the rule “%1” no longer exists").arg(id));
            },
            [this](const Result<RuleView>& view) {
                if (!view) {
                    setProblem(view.error().sentence());
                    return;
                }
                showRule(*view);
            });
    }

    void showRule(const RuleView& view)
    {
        SidePanel* panel = sidePanel();
        panel->clear();
        panel->setTitle(view.row.title);
        m_editor = new RuleEditor(view.row, view.history, context().theme, context().engine.isReadOnly());
        connect(m_editor, &RuleEditor::saveWanted, this, [this](const QString& id, const QJsonObject& change) {
            start({{u"action"_s, u"set"_s}, {u"id"_s, id}, {u"change"_s, change}}, tr("Saving the rule “%1”").arg(id));
        });
        connect(m_editor, &RuleEditor::resetWanted, this, [this](const QString& id) {
            start({{u"action"_s, u"reset"_s}, {u"id"_s, id}}, tr("Resetting the rule “%1”").arg(id));
        });
        connect(m_editor, &RuleEditor::silenceWanted, this, [this](const QString& id, int minutes, const QString& why) {
            start({{u"action"_s, u"silence"_s},
                   {u"rule"_s, id},
                   {u"until"_s, timeText(now().addSecs(60LL * minutes))},
                   {u"author"_s, qEnvironmentVariable("USER", tr("operator"))},
                   {u"reason"_s, why}},
                  tr("Silencing “%1”").arg(id));
        });
        panel->body()->addWidget(m_editor);
        panel->show();
    }

    void start(const QJsonObject& options, const QString& label)
    {
        context().jobs.start(kAlertsJob, options, label, this, [this](const Result<JobOutcome>& done) {
            if (!done && m_editor)
                m_editor->refuse(done.error().sentence());
            else if (done && !m_open.isEmpty())
                openRule(m_open);
            refresh();
        });
    }

    void endSilence(qint64 id)
    {
        context().jobs.start(kAlertsJob, {{u"action"_s, u"end"_s}, {u"id"_s, id}}, tr("Ending silence %1").arg(id),
                             this, [this](const Result<JobOutcome>& done) { answered(done); });
    }

    void answered(const Result<JobOutcome>& done)
    {
        m_refused = !done;
        setProblem(done ? QString() : done.error().sentence());
        refresh();
    }

    RowModel<IncidentRow>* m_incidents;
    RowModel<RuleRow>* m_rules;
    RowModel<SilenceRow>* m_silences;
    RowModel<MessageRow>* m_messages;
    DataTable* m_ruleTable = nullptr;
    DataTable* m_silenceTable = nullptr;
    QString m_open; // the rule at the side
    QPointer<RuleEditor> m_editor;
    bool m_refused = false; // what stands there as a problem is the answer to what was wanted last
    Latest<AlertsView> m_asking;
    Latest<RuleView> m_askingRule;
};

} // namespace

PageSpec alertsPageSpec()
{
    const QString group = Page::tr("Alerts");
    return {u"alerts"_s,
            Page::tr("Monitor"),
            Page::tr("Alerts"),
            u"alerts"_s,
            {{.id = u"alerts.test"_s,
              .text = Page::tr("Send a test"),
              .group = group,
              .help = Page::tr("To everyone who gets alerts"),
              .writes = true,
              .run = calls(&AlertsPage::sendTest)},
             {.id = u"alerts.edit"_s,
              .text = Page::tr("Edit the rule"),
              .group = group,
              .icon = u"edit"_s,
              .help = Page::tr("The selected rule"),
              .care = Care::Selection,
              .run = calls(&AlertsPage::editSelected)},
             {.id = u"alerts.end_silence"_s,
              .text = Page::tr("End the silence"),
              .group = group,
              .icon = u"sun"_s,
              .help = Page::tr("The selected silence"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&AlertsPage::endSelectedSilence)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new AlertsPage(context, parent); }};
}

} // namespace factoid

#include "alerts_page.moc"
