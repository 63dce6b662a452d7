// ShortcutSheet: every action with its keys; keys can be changed here, and a clash is refused with a sentence. A panel
// over the window, opened by "?". GUI thread.
#pragma once

#include "ui/shell/action_registry.h"
#include "ui/widgets/widgets.h"

class QKeySequenceEdit;
class QLineEdit;
class QTableWidget;

namespace factoid {

class ShortcutSheet : public QFrame
{
    Q_OBJECT

  public:
    ShortcutSheet(ActionRegistry& actions, QWidget* window);
    void summon();

  private:
    void fill();
    void edit();
    void apply();
    void keyPressEvent(QKeyEvent* event) override;

    ActionRegistry& m_actions;
    QLineEdit* m_filter;
    QTableWidget* m_table;
    QKeySequenceEdit* m_keys;
    QPushButton *m_set, *m_reset, *m_clear;
    FormError* m_error;
};

} // namespace factoid
