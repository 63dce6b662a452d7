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

class Page;

// What must be in the store before an action can do anything.
enum class Need { Nothing, Figures, PublishedSet };

// How an action is kept from hitting what nobody meant.
enum class Care {
    None,
    Selection, // it acts on what is selected on its page: from another page it only leads there
    TakesAway, // the same, and it removes, replaces or undoes something: the palette offers it by its own words only
};

struct ActionSpec {
    QString id;    // "schedule.pause"
    QString text;  // "Pause the schedule"
    QString group; // menu and heading: "File", "Edit", "View", "Go", "Jobs", "Help", or a page's title
    QKeySequence shortcut = {};
    QString icon = {};
    QString help = {}; // one sentence for the palette and the tool tip
    Need need = Need::Nothing;
    bool writes = false; // it changes the store: off where that may only be read
    Care care = Care::None;
    std::function<void(Page&)> run = {}; // of a page's action: calls() names the member
};

// What the registry knows of the store. Until it is told, nothing is kept back.
struct StoreContent {
    bool figures = true;
    bool publishedSet = true;
    bool readOnly = false;
    friend bool operator==(const StoreContent&, const StoreContent&) = default;
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
    // Switches on what the store's content allows; what is off says why in its tip.
    void setContent(const StoreContent& content);
    // Whether the action has something to act on, as its page says. It is on when the store allows it too.
    void offer(const QString& id, bool possible);
    // False, and nothing changes, on a clash. An empty sequence takes the shortcut away.
    bool setShortcut(const QString& id, const QKeySequence& shortcut);
    void resetShortcut(const QString& id);

  Q_SIGNALS:
    void changed();

  private:
    void enable(const ActionSpec& spec);

    const Theme& m_theme;
    UiState& m_state;
    QWidget* m_window;
    std::vector<ActionSpec> m_specs;
    std::map<QString, QAction*> m_actions;
    std::map<QString, bool> m_possible; // what pages said; without a word it is
    StoreContent m_content;
};

} // namespace factoid
