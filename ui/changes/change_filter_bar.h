// ChangeFilterBar: the controls that narrow the change log, in a row that wraps. It only says what is chosen; the page
// asks. A value that cannot be is told at the control. GUI thread.
#pragma once

#include "core/queries/changes/changes_queries.h"
#include "ui/widgets/pick_box.h"
#include "ui/widgets/widgets.h"

class QLineEdit;

namespace factoid {

class ChangeFilterBar : public QWidget
{
    Q_OBJECT

  public:
    explicit ChangeFilterBar(QWidget* parent = nullptr);

    void setChoices(const ChangeChoices& choices);
    // nullopt, and said in place, when a value cannot be.
    [[nodiscard]] std::optional<ChangeFilter> filter() const;
    void setPeriod(const QDate& from, const QDate& to);
    // What a place or a group narrows: type, field, council, year, import, run, state ("open", "processed"), from, to.
    void set(const QMap<QString, QString>& values);
    void clear();
    [[nodiscard]] std::optional<ChangeGrouping> grouping() const;
    void setGrouping(int index);

  Q_SIGNALS:
    void changed();
    void groupingChanged();

  private:
    QLineEdit* addLine(const QString& name, const QString& hint, int width);
    [[nodiscard]] bool readDate(QLineEdit* line, QDate& date) const;

    PickBox *m_type, *m_field, *m_council, *m_year;
    QComboBox* m_state;
    QLineEdit *m_least, *m_import, *m_run, *m_from, *m_to;
    QComboBox* m_group;
    FormError* m_error;
};

} // namespace factoid
