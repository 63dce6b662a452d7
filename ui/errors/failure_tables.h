// FailureTables: incidents, patterns and the recovery table, one at a time, with the filters of the incidents. Which
// one is opened is told; the page shows it. GUI thread.
#pragma once

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

    // As errorsQuery gives it, with the narrowed incidents and `shown_of`, how many fit.
    void show_(const QJsonObject& view, const QDateTime& now);
    // As recoveryQuery gives them.
    void showRules(const QJsonArray& rules, const QDateTime& now);
    // The row of the recovery table that counts for the pattern, as if it were the pattern's own.
    [[nodiscard]] QJsonObject ruleFor(const QString& pattern) const;
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
    void ruleWanted(const QJsonObject& row);

  private:
    DataTable* addTable(const QString& id, const QString& name, RecordModel& model, const QString& empty);
    void makeTables();
    void makeFilters(const QStringList& providers);
    void setHour(int hour);
    void showPatterns(const QJsonArray& patterns, const QDateTime& now);
    void showIncidents(const QJsonObject& view, const QDateTime& now);

    const Theme& m_theme;
    UiState& m_state;
    QTabBar* m_tabs;
    QStackedWidget* m_tables;
    QComboBox *m_kind, *m_provider;
    QCheckBox* m_openOnly;
    QPushButton* m_hour; // takes the filter of the hour away; hidden without one
    int m_hourPicked = -1;
    DataTable* m_table = nullptr; // of the incidents
    RecordModel m_incidents, m_patterns, m_rules;
};

} // namespace factoid
