// RuleEditor: one rule of the alerts in the side panel: its history large, with the threshold to drag over it while
// what it would have done is counted beneath, and its waits. Nothing is saved before it is asked for. GUI thread.
#pragma once

#include "core/queries/alerts/alert_queries.h"
#include "ui/chart/time_chart.h"
#include "ui/widgets/widgets.h"

#include <QJsonObject>

class QCheckBox;
class QLineEdit;

namespace factoid {

class RuleEditor : public QWidget
{
    Q_OBJECT

  public:
    RuleEditor(const RuleRow& row, const RuleHistory& history, const Theme& theme, bool readOnly,
               QWidget* parent = nullptr);

    [[nodiscard]] QString id() const { return m_history.rule.id; }
    [[nodiscard]] TimeChart* chart() const { return m_chart; }
    // "would have fired 3 times in 90 days"
    [[nodiscard]] QString verdict() const { return m_verdict->text(); }
    void refuse(const QString& sentence);

  Q_SIGNALS:
    void saveWanted(const QString& id, const QJsonObject& change);
    void resetWanted(const QString& id);
    void silenceWanted(const QString& id, int minutes, const QString& reason);

  private:
    void addFields(QVBoxLayout* layout);
    void addSilence(QVBoxLayout* layout);
    void draftChanged();
    void tryOut();
    [[nodiscard]] QJsonObject change() const;

    const RuleHistory m_history;
    const bool m_readOnly;
    AlertRule m_draft;
    TimeChart* m_chart;
    QLabel* m_verdict;
    QLineEdit *m_threshold, *m_clear, *m_for, *m_keep;
    QCheckBox* m_enabled;
    QPushButton* m_save;
    FormError* m_error;
    TimeChartData m_data;
};

} // namespace factoid
