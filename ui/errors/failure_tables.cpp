#include "ui/errors/failure_tables.h"

#include "ui/errors/hour_map.h"
#include "ui/runs/failure_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include <set>

namespace factoid {

namespace {

// Tells patterns apart.
QString keyOf(const FailurePattern& pattern)
{
    return QStringList{pattern.by, pattern.kind, pattern.provider, pattern.fieldSlug,
                       QString::number(pattern.hour.value_or(-1))}
        .join(QLatin1Char('|'));
}

void addChoice(QComboBox* box, const QString& words, const QString& key)
{
    const QSignalBlocker blocker(box);
    if (const int at = box->findData(key); at >= 0)
        box->setItemText(at, words);
    else
        box->addItem(words, key);
}

// A choice that is not there yet is added: the answer that would bring it may still be on its way.
void pick(QComboBox* box, const QString& key)
{
    const QSignalBlocker blocker(box);
    if (box->findData(key) < 0)
        box->addItem(key, key);
    box->setCurrentIndex(box->findData(key));
}

} // namespace

FailureTables::FailureTables(const QStringList& providers, const Theme& theme, UiState& state, QWidget* parent)
    : Card({}, parent)
    , m_theme(theme)
    , m_state(state)
    , m_tabs(new QTabBar(this))
    , m_tables(new QStackedWidget(this))
    , m_kind(new QComboBox(this))
    , m_provider(new QComboBox(this))
    , m_openOnly(new QCheckBox(tr("open only"), this))
    , m_hour(linkButton({}, this))
    , m_incidents(incidentColumns(), theme, &IncidentLine::id)
    , m_patterns(patternColumns(), theme, keyOf)
    , m_rules(ruleColumns(), theme, &RecoveryRow::pattern)
{
    setAccessibleName(tr("What went wrong"));
    makeTables();
    makeFilters(providers);
}

DataTable* FailureTables::addTable(const QString& id, const QString& name, TableModel& model, const QString& empty)
{
    auto* table = new DataTable(u"errors."_s + id, name, m_theme, m_state, this);
    table->setModel(&model);
    table->setEmptyState(empty);
    m_tabs->addTab(name);
    m_tables->addWidget(table);
    return table;
}

void FailureTables::makeTables()
{
    m_tabs->setAccessibleName(tr("What is listed"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    body()->addWidget(m_tabs);
    body()->addWidget(m_tables, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_tables, &QStackedWidget::setCurrentIndex);
    m_table = addTable(u"incidents"_s, tr("Incidents"), m_incidents,
                       tr("No incidents match. Repeated failures are grouped here."));
    const auto openIncident = [this](int row) {
        const IncidentLine* incident = m_incidents.row(row);
        Q_EMIT incidentWanted(incident ? incident->id : 0);
    };
    connect(m_table, &DataTable::currentRowChanged, this, [this, openIncident](int row) {
        if (row >= 0 && m_table->view()->hasFocus())
            openIncident(row);
    });
    connect(m_table, &DataTable::activated, this, openIncident);
    DataTable* patterns = addTable(u"patterns"_s, tr("Patterns"), m_patterns, tr("Nothing failed in this period."));
    connect(patterns, &DataTable::activated, this, [this](int row) {
        const FailurePattern* pattern = m_patterns.row(row);
        if (!pattern)
            return;
        narrow(pattern->kind, pattern->by == "field"_L1 ? QString() : pattern->provider, false,
               pattern->hour.value_or(-1));
        showTab(Incidents);
        Q_EMIT filterChanged();
    });
    DataTable* rules = addTable(u"recovery"_s, tr("Recovery table"), m_rules, tr("Loading the table."));
    const auto openRule = [this](int row) {
        if (const RecoveryRow* rule = m_rules.row(row))
            Q_EMIT ruleWanted(*rule);
    };
    connect(rules, &DataTable::activated, this, openRule);
    connect(rules->view(), &QTableView::clicked, this, [rules, openRule] { openRule(rules->currentRow()); });
}

void FailureTables::makeFilters(const QStringList& providers)
{
    for (QComboBox* box : {m_kind, m_provider})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind->setAccessibleName(tr("Kind of failure"));
    m_kind->addItem(tr("All kinds"), QString());
    m_provider->setAccessibleName(tr("Provider"));
    m_provider->addItem(tr("All providers"), QString());
    for (const QString& provider : providers)
        m_provider->addItem(provider, provider);
    m_openOnly->setToolTip(tr("Hide resolved incidents"));
    m_table->addToBar(m_hour);
    setHour(-1);
    connect(m_hour, &QPushButton::clicked, this, [this] {
        setHour(-1);
        Q_EMIT filterChanged();
    });
    m_table->addToBar(m_openOnly);
    m_table->addToBar(m_provider);
    m_table->addToBar(m_kind);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FailureTables::filterChanged);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &FailureTables::filterChanged);
    connect(m_openOnly, &QCheckBox::toggled, this, &FailureTables::filterChanged);
}

void FailureTables::show_(const ErrorsAnswer& errors, const std::vector<Incident>& incidents, qint64 all,
                          const QDateTime& now)
{
    for (const QString& kind : errors.kinds)
        addChoice(m_kind, failureWords(kind), kind);
    showPatterns(errors.patterns, now);
    showIncidents(incidents, errors.alerts, all, now);
}

void FailureTables::showPatterns(const std::vector<FailurePattern>& patterns, const QDateTime& now)
{
    for (const FailurePattern& pattern : patterns) {
        if (!pattern.provider.isEmpty())
            addChoice(m_provider, placeWords(pattern.provider), pattern.provider);
    }
    m_patterns.setRows(patterns, now);
    m_tabs->setTabText(Patterns, patterns.empty() ? tr("Patterns") : tr("Patterns (%1)").arg(patterns.size()));
}

void FailureTables::showIncidents(const std::vector<Incident>& incidents, const std::vector<Incident>& alerts,
                                  qint64 all, const QDateTime& now)
{
    std::set<qint64> calling;
    for (const Incident& alert : alerts)
        calling.insert(alert.id);
    std::vector<IncidentLine> rows;
    for (const Incident& incident : incidents)
        rows.push_back({incident, calling.contains(incident.id)});
    const auto shown = std::ssize(rows);
    m_incidents.setRows(std::move(rows), now);
    m_tabs->setTabText(Incidents, all == 0      ? tr("Incidents")
                                  : all > shown ? tr("Incidents (newest %1 of %2)").arg(shown).arg(all)
                                                : tr("Incidents (%1)").arg(all));
}

void FailureTables::showRules(const std::vector<RecoveryRow>& rules, const QDateTime& now)
{
    m_rules.setRows(rules, now);
}

RecoveryRow FailureTables::ruleFor(const QString& pattern) const
{
    if (const RecoveryRow* row = m_rules.row(m_rules.find(pattern)))
        return *row;
    const RecoveryRow* ofKind = m_rules.row(m_rules.find(pattern.section(QLatin1Char('@'), 0, 0)));
    return {pattern, false, ofKind ? ofKind->rule : RecoveryRule(), std::nullopt};
}

void FailureTables::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void FailureTables::setHour(int hour)
{
    m_hourPicked = hour;
    m_hour->setText(hour < 0 ? QString() : tr("%1 ✕").arg(hourText(hour)));
    m_hour->setAccessibleName(hour < 0 ? tr("All hours") : tr("Only %1; show all hours").arg(hourText(hour)));
    m_hour->setToolTip(tr("Show all hours"));
    m_hour->setVisible(hour >= 0);
}

void FailureTables::narrow(const QString& kind, const QString& provider, bool openOnly, int hour)
{
    setHour(hour);
    pick(m_kind, kind);
    pick(m_provider, provider);
    const QSignalBlocker blocker(m_openOnly);
    m_openOnly->setChecked(openOnly);
}

QString FailureTables::kind() const
{
    return m_kind->currentData().toString();
}

QString FailureTables::provider() const
{
    return m_provider->currentData().toString();
}

bool FailureTables::openOnly() const
{
    return m_openOnly->isChecked();
}

} // namespace factoid
