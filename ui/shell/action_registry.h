// ActionRegistry: every action of the window, registered once; menus, palette, shortcut sheet and keymap all read it.
// Shortcuts can be changed; a clash is refused. GUI thread; owned by the window's session.
#pragma once

#include "ui/base/theme.h"
#include "ui/base/ui_state.h"

#include <QAction>
#include <QKeySequence>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace factoid {

struct ActionSpec {
    QString id;    // "schedule.pause"
    QString text;  // "Pause the schedule"
    QString group; // menu and heading: "File", "Edit", "View", "Go", "Jobs", "Help", or a page's title
    QKeySequence shortcut = {};
    QString icon = {};
    QString help = {}; // one sentence for the palette and the tool tip
};

class ActionRegistry : public QObject
{
    Q_OBJECT

  public:
    ActionRegistry(const Theme& theme, UiState& state, QWidget* window);

    // Adds the action to the window, so that its shortcut works everywhere in it. The id must be new.
    QAction* add(const ActionSpec& spec, const std::function<void()>& run);
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] const std::vector<ActionSpec>& specs() const { return m_specs; }
    [[nodiscard]] QKeySequence shortcut(const QString& id) const;
    // The other action that has this shortcut.
    [[nodiscard]] std::optional<QString> clash(const QString& id, const QKeySequence& shortcut) const;
    // False, and nothing changes, on a clash. An empty sequence takes the shortcut away.
    bool setShortcut(const QString& id, const QKeySequence& shortcut);
    void resetShortcut(const QString& id);

  Q_SIGNALS:
    void changed();

  private:
    const Theme& m_theme;
    UiState& m_state;
    QWidget* m_window;
    std::vector<ActionSpec> m_specs;
    std::map<QString, QAction*> m_actions;
};

} // namespace factoid
