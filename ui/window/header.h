// Header: back, forward, where one is, the line that summons the palette, and the menu. GUI thread.
#pragma once

#include "ui/shell/page.h"

class QMenu;
class QToolButton;

namespace factoid {

class Header : public QFrame
{
    Q_OBJECT

  public:
    Header(const Theme& theme, ActionRegistry& actions, QWidget* parent = nullptr);

    void setPlace(const QString& group, const QString& title);
    void setCanGo(bool back, bool forward);
    // Opens the menu of all actions under its button.
    void openMenu();

  Q_SIGNALS:
    void paletteWanted();
    void backWanted();
    void forwardWanted();

  private:
    void fillMenu();
    void reicon();
    const Theme& m_theme;
    ActionRegistry& m_actions;
    QToolButton *m_back, *m_forward, *m_menuButton;
    QLabel *m_group, *m_title;
    QPushButton* m_search;
    QMenu* m_menu;
};

} // namespace factoid
