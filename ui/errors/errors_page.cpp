#include "ui/errors/errors_page.h"

#include "core/queries/errors/failure_queries.h"
#include "core/queries/generation/spend_queries.h"
#include "ui/base/formats.h"
#include "ui/errors/breakers_card.h"
#include "ui/errors/failure_chart.h"
#include "ui/errors/failure_columns.h"
#include "ui/errors/failure_tables.h"
#include "ui/errors/hour_map.h"
#include "ui/errors/incident_panel.h"
#include "ui/errors/rule_panel.h"
#include "ui/runs/failure_words.h"
#include "ui/runs/outcome_strip.h"

#include <QComboBox>
#include <QStackedWidget>

#include <set>

namespace factoid {

namespace {

constexpr qint64 kIncidentsShown = 1'000;

const QString kGroup = u"Errors"_s;
const QString kGeneration = u"update-factoids"_s;

// Everything in the period; the filter narrows the incidents only.
struct ErrorsView {
    ErrorsAnswer whole;
    std::vector<Incident> incidents;
    qint64 fitting = 0; // incidents
    std::vector<BreakerReport> breakers;
    RecoveryAnswer recovery;
};

Result<ErrorsView> errorsView(QueryContext& query, const FailureFilter& filter)
{
    FailureFilter whole;
    whole.days = filter.days;
    whole.limit = kIncidentsShown;
    auto all = TRY(errorsQuery(query, whole));
    auto narrowed = TRY(errorsQuery(query, filter));
    auto breakers = TRY(breakersQuery(query));
    return ErrorsView{std::move(all), std::move(narrowed.incidents), narrowed.total, std::move(breakers.breakers),
                      TRY(recoveryQuery(query))};
}

// With what the models were asked and said in its runs.
Result<IncidentView> incidentView(QueryContext& query, qint64 id)
{
    IncidentView view{TRY(incidentQuery(query, id)), {}};
    std::set<qint64> runs(view.answer.runs.begin(), view.answer.runs.end());
    runs.erase(0);
    const QString& provider = view.answer.incident.provider;
    for (const qint64 run : runs) {
        const auto found = TRY(transcriptsQuery(query, run));
        for (const Transcript& transcript : found.transcripts) {
            if (provider.isEmpty() || transcript.provider == provider)
                view.transcripts.push_back(transcript);
        }
    }
    return view;
}

class ErrorsPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::errorsPageSpec();

  public:
    ErrorsPage(PageContext& context, QWidget* parent)
        : Page(context, tr("Errors"), false, parent)
        , m_days(new QComboBox(this))
        , m_hours(new HourCard(context.theme, context.state, this))
        , m_chart(new FailureChart(context.theme, context.state, this))
        , m_picture(new QStackedWidget(this))
        , m_breakers(new BreakersCard(context.theme, context.engine.isReadOnly(), this))
        , m_providers(namesOf(context.engine.providers()))
        , m_tables(new FailureTables(m_providers, context.theme, context.state, this))
    {
        makeTop();
        body()->addWidget(m_tables, 1);
        connect(m_tables, &FailureTables::filterChanged, this, [this] {
            markHour();
            refresh();
        });
        connect(m_hours, &HourCard::picked, this, [this](const QString& kind, int hour) {
            m_tables->narrow(kind, m_tables->provider(), m_tables->openOnly(), hour);
            m_tables->showTab(FailureTables::Incidents);
            refresh();
        });
        connect(m_tables, &FailureTables::incidentWanted, this, [this](qint64 id) { openIncident(id); });
        connect(m_tables, &FailureTables::ruleWanted, this, [this](const RecoveryRow& row) { openRule(row); });
        connect(sidePanel(), &SidePanel::closed, this, [this] { forgetPanel(); });
    }

    void open(const Place& place) override
    {
        if (place.at.isEmpty())
            return;
        m_tables->narrow(place.value("kind"), place.value("provider"), place.value("open") == "yes"_L1);
        markHour();
        m_tables->showTab(place.value("show") == "recovery"_L1 ? FailureTables::Rules : FailureTables::Incidents);
        if (const qint64 id = place.value("incident").toLongLong(); id > 0)
            openIncident(id);
    }

    void refresh() override
    {
        FailureFilter filter;
        filter.days = m_days->currentData().toInt();
        filter.kind = m_tables->kind();
        filter.provider = m_tables->provider();
        filter.openOnly = m_tables->openOnly();
        filter.hour = m_tables->hour();
        filter.limit = kIncidentsShown;
        m_asking.askNext(
            context().reader, [filter](QueryContext& query) { return errorsView(query, filter); },
            [this](const Result<ErrorsView>& view) { show_(view); });
        if (m_open > 0)
            askIncident();
    }

  private:
    void showOpen()
    {
        m_tables->narrow({}, {}, true);
        markHour();
        m_tables->showTab(FailureTables::Incidents);
        refresh();
    }
    void showRecovery() { m_tables->showTab(FailureTables::Rules); }

    static QStringList namesOf(const std::vector<Provider>& providers)
    {
        QStringList names;
        for (const Provider& provider : providers)
            names << provider.name;
        return names;
    }

    void makeTop()
    {
        m_days->setAccessibleName(tr("How many days"));
        for (const int days : {7, 14, 30})
            m_days->addItem(tr("Last %1 days").arg(days), days);
        connect(m_days, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
        addToHeader(m_days);
        constexpr int kTopHeight = 232, kBreakersWidth = 264;
        auto* top = new QHBoxLayout;
        top->setSpacing(metric::kLarge);
        m_picture->addWidget(m_hours);
        m_picture->addWidget(m_chart);
        for (QWidget* widget : {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_breakers)})
            widget->setFixedHeight(kTopHeight);
        m_breakers->setMinimumWidth(kBreakersWidth);
        addSwap(m_hours, tr("By day"), tr("Show failures by day"), m_chart);
        addSwap(m_chart, tr("By hour"), tr("Show failures by kind and hour"), m_hours);
        top->addWidget(m_picture, 3);
        top->addWidget(m_breakers, 2);
        body()->addLayout(top);
        connect(
            m_breakers, &BreakersCard::wanted, this,
            [this](const QString& name, const QString& action, const QString& reason) { force(name, action, reason); });
    }

    // Hours and days have one place; each has a link to the other.
    void addSwap(Card* card, const QString& text, const QString& name, Card* other)
    {
        QPushButton* link = linkButton(text, card);
        link->setAccessibleName(name);
        card->addToHeading(link);
        connect(link, &QPushButton::clicked, this, [this, other] { m_picture->setCurrentWidget(other); });
    }

    // The cell of the map is outlined as long as just its failures are listed.
    void markHour()
    {
        const bool is = m_tables->hour() >= 0 && !m_tables->kind().isEmpty();
        m_hours->setPicked(is ? m_tables->kind() : QString(), is ? m_tables->hour() : -1);
    }

    void show_(const Result<ErrorsView>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        m_tables->show_(view->whole, view->incidents, view->fitting, now());
        m_hours->show_(view->whole, now());
        m_chart->setTrend(view->whole.trend);
        m_breakers->show_(view->breakers, m_providers, now());
        showRules(view->recovery);
        showSentence(view->whole);
    }

    void showRules(const RecoveryAnswer& recovery)
    {
        m_actions = recovery.actions;
        m_tables->showRules(recovery.rules, now());
        if (!m_shownRule)
            return;
        // What is being typed stays as long as the rule beneath it is what it was.
        const RecoveryRow row = m_tables->ruleFor(m_shownRule->pattern);
        if (row != *m_shownRule)
            openRule(row);
    }

    void showSentence(const ErrorsAnswer& errors)
    {
        if (errors.patterns.empty()) {
            setSentence(tr("Nothing failed in the last %1 days.").arg(errors.days));
            return;
        }
        const size_t alerts = errors.alerts.size();
        const QString calls = alerts == 0   ? tr("Nothing needs attention.")
                              : alerts == 1 ? tr("1 incident needs attention.")
                                            : tr("%1 incidents need attention.").arg(alerts);
        setSentence(tr("%1 Most often: %2.").arg(calls, errors.sentence));
    }

    void forgetPanel()
    {
        m_open = 0;
        m_shown.reset();
        m_shownRule.reset();
        m_rulePanel = nullptr;
    }

    void openIncident(qint64 id)
    {
        if (id <= 0)
            return;
        if (id != m_open && !m_replay.isRunning)
            m_replay = {};
        forgetPanel();
        m_open = id;
        askIncident();
    }

    void askIncident()
    {
        m_askingIncident.askNext(
            context().reader, [id = m_open](QueryContext& query) { return incidentView(query, id); },
            [this](const Result<IncidentView>& view) {
                if (!view) {
                    setProblem(view.error().sentence());
                    return;
                }
                // Only what changed is drawn anew, so that the panel keeps its scroll.
                if (m_open == 0 || view->answer.incident.id != m_open || (sidePanel()->isVisible() && m_shown == *view))
                    return;
                m_shown = *view;
                showOpenIncident();
            });
    }

    void showOpenIncident()
    {
        IncidentLinks links;
        links.openRun = [this](qint64 run) {
            context().navigator.go({u"generation"_s, {{u"run"_s, QString::number(run)}}});
        };
        if (m_shown->answer.incident.job == kGeneration && !context().engine.isReadOnly())
            links.replay = [this] { replay(); };
        showIncident(*sidePanel(), *m_shown, now(), context().theme, m_replay, links);
    }

    void replay()
    {
        m_replay = {tr("A new set is being made."), State::Idle, true};
        context().jobs.start(
            kGeneration, {{u"force"_s, true}}, tr("Trying it again"), this, [this](const Result<JobOutcome>& done) {
                if (done) {
                    const QString why = done->result.value(u"link_reason"_s).toString();
                    m_replay = {tr("%1: %2").arg(outcomeWords(done->outcome), why.isEmpty() ? done->note.text() : why),
                                outcomeState(done->outcome), false};
                } else {
                    m_replay = {done.error().sentence(), State::Bad, false};
                }
                if (m_open > 0 && m_shown)
                    showOpenIncident();
                refresh();
            });
        // Not from within the click of a button that this deletes.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_open > 0 && m_shown)
                    showOpenIncident();
                sidePanel()->setFocus(); // not whatever comes after the button that is gone
            },
            Qt::QueuedConnection);
    }

    void force(const QString& name, const QString& action, const QString& reason)
    {
        const QString who = placeWords(name);
        const QString label = action == "open"_L1    ? tr("Opening the breaker of %1").arg(who)
                              : action == "close"_L1 ? tr("Closing the breaker of %1").arg(who)
                                                     : tr("Returning the breaker of %1 to automatic").arg(who);
        context().jobs.start(u"breakers"_s, {{u"action"_s, action}, {u"name"_s, name}, {u"reason"_s, reason}}, label,
                             this, [this, name](const Result<JobOutcome>& done) {
                                 m_breakers->answer(name, done ? QString() : done.error().sentence());
                                 refresh();
                             });
    }

    void openRule(const RecoveryRow& row)
    {
        forgetPanel();
        m_shownRule = row;
        SidePanel* panel = sidePanel();
        panel->clear();
        const QString& pattern = m_shownRule->pattern;
        panel->setTitle(tr("Recovery: %1").arg(patternWords(pattern)));
        m_rulePanel = new RulePanel(*m_shownRule, m_actions, context().theme, context().engine.isReadOnly());
        connect(m_rulePanel, &RulePanel::saveWanted, this,
                [this](const QString& of, const QJsonValue& rule) { saveRule(of, rule); });
        panel->body()->addWidget(m_rulePanel);
        if (!pattern.contains(QLatin1Char('@'))) {
            for (const QString& provider : m_providers) {
                const QString own = pattern + QLatin1Char('@') + provider;
                if (m_tables->hasRule(own))
                    continue;
                QPushButton* link = linkButton(tr("A separate rule for %1 ›").arg(provider));
                connect(link, &QPushButton::clicked, this, [this, own] {
                    QMetaObject::invokeMethod(
                        this, [this, own] { openRule(m_tables->ruleFor(own)); }, Qt::QueuedConnection);
                });
                panel->body()->addWidget(link);
            }
        }
        panel->show();
    }

    void saveRule(const QString& pattern, const QJsonValue& rule)
    {
        QJsonObject options{{u"pattern"_s, pattern}};
        if (rule.isObject())
            options.insert(u"rule"_s, rule);
        context().jobs.start(u"recovery"_s, options, tr("Saving the rule “%1”").arg(patternWords(pattern)), this,
                             [this, pattern](const Result<JobOutcome>& done) {
                                 if (!done && m_rulePanel && m_rulePanel->pattern() == pattern)
                                     m_rulePanel->refuse(done.error().sentence());
                                 refresh();
                             });
    }

    QComboBox* m_days;
    HourCard* m_hours;
    FailureChart* m_chart;
    QStackedWidget* m_picture; // hours or days
    BreakersCard* m_breakers;
    QStringList m_providers; // that are configured
    FailureTables* m_tables;
    QStringList m_actions; // of the recovery table
    qint64 m_open = 0;     // the incident at the side
    std::optional<IncidentView> m_shown;
    Retrial m_replay;
    std::optional<RecoveryRow> m_shownRule; // the rule at the side
    QPointer<RulePanel> m_rulePanel;
    Latest<ErrorsView> m_asking;
    Latest<IncidentView> m_askingIncident;
};

} // namespace

PageSpec errorsPageSpec()
{
    return {u"errors"_s,
            Page::tr("Monitor"),
            Page::tr("Errors"),
            u"errors"_s,
            {{.id = u"errors.open"_s,
              .text = Page::tr("Show what is open"),
              .group = kGroup,
              .icon = u"errors"_s,
              .help = Page::tr("Incidents that are not resolved"),
              .run = calls(&ErrorsPage::showOpen)},
             {.id = u"errors.recovery"_s,
              .text = Page::tr("Show the recovery table"),
              .group = kGroup,
              .icon = u"table"_s,
              .help = Page::tr("What is done when something fails, and in what order"),
              .run = calls(&ErrorsPage::showRecovery)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new ErrorsPage(context, parent); }};
}

} // namespace factoid

#include "errors_page.moc"
