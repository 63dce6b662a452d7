// FailureTables: incidents, patterns and the recovery table, one at a time, with the filters of the incidents. Which
// one is opened is told; the page shows it. GUI thread.
#pragma once

#include "ui/errors/failure_columns.h"
#include "ui/table/data_table.h"

class QCheckBox;
class QComboBox;
class QStackedWidget;
class QTabBar;

namespace factoid {

class FailureTables : public Card
{
    Q_OBJECT

  public:
    enum Tab { Incidents, Patterns, Rules };

    // `providers`: the names of those that are configured.
    FailureTables(const QStringList& providers, const Theme& theme, UiState& state, QWidget* parent);

    // `incidents`: those that fit the filters, of `all` that would.
    void show_(const ErrorsAnswer& errors, const std::vector<Incident>& incidents, qint64 all, const QDateTime& now);
    void showRules(const std::vector<RecoveryRow>& rules, const QDateTime& now);
    // The row of the recovery table that counts for the pattern, as if it were the pattern's own.
    [[nodiscard]] RecoveryRow ruleFor(const QString& pattern) const;
    [[nodiscard]] bool hasRule(const QString& pattern) const { return m_rules.find(pattern) >= 0; }

    void showTab(Tab tab);
    // Narrows the incidents; tells nobody. `hour` of the day in which they were met; −1: any.
    void narrow(const QString& kind, const QString& provider, bool openOnly, int hour = -1);
    [[nodiscard]] QString kind() const;
    [[nodiscard]] QString provider() const;
    [[nodiscard]] bool openOnly() const;
    [[nodiscard]] int hour() const { return m_hourPicked; }

  Q_SIGNALS:
    void filterChanged();
    void incidentWanted(qint64 id);
    void ruleWanted(const RecoveryRow& row);

  private:
    DataTable* addTable(const QString& id, const QString& name, TableModel& model, const QString& empty);
    void makeTables();
    void makeFilters(const QStringList& providers);
    void setHour(int hour);
    void showPatterns(const std::vector<FailurePattern>& patterns, const QDateTime& now);
    void showIncidents(const std::vector<Incident>& incidents, const std::vector<Incident>& alerts, qint64 all,
                       const QDateTime& now);

    const Theme& m_theme;
    UiState& m_state;
    QTabBar* m_tabs;
    QStackedWidget* m_tables;
    QComboBox *m_kind, *m_provider;
    QCheckBox* m_openOnly;
    QPushButton* m_hour; // takes the filter of the hour away; hidden without one
    int m_hourPicked = -1;
    DataTable* m_table = nullptr; // of the incidents
    RowModel<IncidentLine> m_incidents;
    RowModel<FailurePattern> m_patterns;
    RowModel<RecoveryRow> m_rules;
};

} // namespace factoid
