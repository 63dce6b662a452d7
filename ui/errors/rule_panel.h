// RulePanel: one row of the recovery table to edit in the side panel: the steps in their order, how often is tried
// again and how long is waited between, and from when on a person is called. What cannot be is refused where it stands;
// what was typed stays until it is saved. GUI thread.
#pragma once

#include "core/queries/errors/failure_queries.h"
#include "ui/widgets/reorder_list.h"

#include <QJsonObject>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace factoid {

class RulePanel : public QWidget
{
    Q_OBJECT

  public:
    // `actions`: the names of all that a rule may have.
    RulePanel(const RecoveryRow& row, const QStringList& actions, const Theme& theme, bool readOnly,
              QWidget* parent = nullptr);

    [[nodiscard]] QString pattern() const { return m_pattern; }
    void refuse(const QString& sentence);

  Q_SIGNALS:
    // `rule` null: the program's own.
    void saveWanted(const QString& pattern, const QJsonValue& rule);

  private:
    void addFields(QVBoxLayout* layout, const RecoveryRule& rule);
    void addButtons(QVBoxLayout* layout, const RecoveryRow& row);
    void showSteps();
    QWidget* stepWidget(const QString& step);
    [[nodiscard]] QJsonObject rule() const;
    void check();

    const QString m_pattern;
    const QStringList m_actions;
    const bool m_readOnly;
    const QJsonObject m_saved; // the rule, as the job that saves one takes it
    QStringList m_steps;
    ReorderList* m_list;
    QComboBox* m_more;
    QPushButton* m_add;
    QLineEdit *m_attempts, *m_first, *m_longest, *m_longestAsked, *m_alertAfter;
    QCheckBox* m_onInput;
    QPushButton* m_save;
    FormError* m_error;
};

} // namespace factoid
