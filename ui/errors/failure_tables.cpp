#include "ui/errors/failure_tables.h"

#include "ui/errors/failure_columns.h"
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

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
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
    , m_incidents(incidentColumns(), theme)
    , m_patterns(patternColumns(), theme)
    , m_rules(ruleColumns(), theme)
{
    setAccessibleName(tr("What went wrong"));
    makeTables();
    makeFilters(providers);
}

DataTable* FailureTables::addTable(const QString& id, const QString& name, RecordModel& model, const QString& empty)
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
    m_patterns.setRowKey(u"key"_s);
    m_rules.setRowKey(u"pattern"_s);
    m_table = addTable(u"incidents"_s, tr("Incidents"), m_incidents,
                       tr("No incident fits. What fails stands here, once, however often it is met."));
    const auto openIncident = [this](int row) {
        Q_EMIT incidentWanted(m_incidents.row(row).value(u"id"_s).toInteger());
    };
    connect(m_table, &DataTable::currentRowChanged, this, [this, openIncident](int row) {
        if (row >= 0 && m_table->view()->hasFocus())
            openIncident(row);
    });
    connect(m_table, &DataTable::activated, this, openIncident);
    DataTable* patterns = addTable(u"patterns"_s, tr("Patterns"), m_patterns, tr("Nothing failed in this period."));
    connect(patterns, &DataTable::activated, this, [this](int row) {
        const QJsonObject pattern = m_patterns.row(row);
        narrow(text(pattern, "kind"), text(pattern, "by") == "field"_L1 ? QString() : text(pattern, "provider"), false,
               pattern.value(u"hour"_s).toInt(-1));
        showTab(Incidents);
        Q_EMIT filterChanged();
    });
    DataTable* rules = addTable(u"recovery"_s, tr("Recovery table"), m_rules, tr("The table is being read."));
    connect(rules, &DataTable::activated, this, [this](int row) { Q_EMIT ruleWanted(m_rules.row(row)); });
    connect(rules->view(), &QTableView::clicked, this,
            [this, rules] { Q_EMIT ruleWanted(m_rules.row(rules->currentRow())); });
}

void FailureTables::makeFilters(const QStringList& providers)
{
    for (QComboBox* box : {m_kind, m_provider})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind->setAccessibleName(tr("Which kind"));
    m_kind->addItem(tr("Every kind"), QString());
    m_provider->setAccessibleName(tr("Which provider"));
    m_provider->addItem(tr("Every provider"), QString());
    for (const QString& provider : providers)
        m_provider->addItem(provider, provider);
    m_openOnly->setToolTip(tr("Without those that are over"));
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

void FailureTables::show_(const QJsonObject& view, const QDateTime& now)
{
    for (const QJsonValue& kind : view.value(u"kinds"_s).toArray())
        addChoice(m_kind, failureWords(kind.toString()), kind.toString());
    showPatterns(view.value(u"patterns"_s).toArray(), now);
    showIncidents(view, now);
}

void FailureTables::showPatterns(const QJsonArray& patterns, const QDateTime& now)
{
    QJsonArray rows;
    for (const QJsonValue& value : patterns) {
        QJsonObject row = value.toObject();
        const QString provider = text(row, "provider");
        if (!provider.isEmpty())
            addChoice(m_provider, placeWords(provider), provider);
        row.insert(u"key"_s, QStringList{text(row, "by"), text(row, "kind"), provider, text(row, "field"),
                                         QString::number(row.value(u"hour"_s).toInt(-1))}
                                 .join(QLatin1Char('|')));
        rows.append(row);
    }
    m_patterns.setRows(rows, now);
    m_tabs->setTabText(Patterns, rows.isEmpty() ? tr("Patterns") : tr("Patterns (%1)").arg(rows.size()));
}

void FailureTables::showIncidents(const QJsonObject& view, const QDateTime& now)
{
    std::set<qint64> alerts;
    for (const QJsonValue& alert : view.value(u"alerts"_s).toArray())
        alerts.insert(alert.toObject().value(u"id"_s).toInteger());
    QJsonArray rows;
    for (const QJsonValue& value : view.value(u"incidents"_s).toArray()) {
        QJsonObject row = value.toObject();
        row.insert(u"alert"_s, alerts.contains(row.value(u"id"_s).toInteger()));
        rows.append(row);
    }
    m_incidents.setRows(rows, now);
    const qint64 all = view.value(u"shown_of"_s).toInteger();
    m_tabs->setTabText(Incidents, all == 0            ? tr("Incidents")
                                  : all > rows.size() ? tr("Incidents (newest %1 of %2)").arg(rows.size()).arg(all)
                                                      : tr("Incidents (%1)").arg(all));
}

void FailureTables::showRules(const QJsonArray& rules, const QDateTime& now)
{
    m_rules.setRows(rules, now);
}

QJsonObject FailureTables::ruleFor(const QString& pattern) const
{
    if (const int at = m_rules.find(pattern); at >= 0)
        return m_rules.row(at);
    const int at = m_rules.find(pattern.section(QLatin1Char('@'), 0, 0));
    QJsonObject row = at >= 0 ? m_rules.row(at) : QJsonObject();
    row.insert(u"pattern"_s, pattern);
    row.insert(u"own"_s, false);
    row.insert(u"standard"_s, QJsonValue());
    return row;
}

void FailureTables::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void FailureTables::setHour(int hour)
{
    m_hourPicked = hour;
    m_hour->setText(hour < 0 ? QString() : tr("%1 ✕").arg(hourText(hour)));
    m_hour->setAccessibleName(hour < 0 ? tr("Every hour") : tr("Only %1; show every hour again").arg(hourText(hour)));
    m_hour->setToolTip(tr("Show every hour again"));
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
