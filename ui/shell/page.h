// Page: what every page of the window is made of: title, one live sentence, header buttons, a body, a side panel. It
// shows models and starts jobs; it computes, queries and decides nothing. GUI thread; owned by the window.
#pragma once

#include "core/engine/engine.h"
#include "core/queries/store_reader.h"
#include "ui/base/latest.h"
#include "ui/base/ui_state.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_center.h"
#include "ui/shell/navigator.h"
#include "ui/shell/profile.h"
#include "ui/widgets/side_panel.h"

#include <QWidget>

class QScrollArea;

namespace factoid {

// What a page is given; all of it outlives the page.
struct PageContext {
    Engine& engine;
    StoreReader& reader;
    JobCenter& jobs;
    ActionRegistry& actions;
    Navigator& navigator;
    Theme& theme;
    UiState& state;
    std::function<void(const Profile&)> openProfile = {}; // opens another store in this window's place
};

class Page : public QWidget
{
    Q_OBJECT

  public:
    // `scrolls`: the body scrolls as a whole. Pages whose tables fill the height say false.
    Page(PageContext& context, const QString& title, bool scrolls, QWidget* parent = nullptr);

    // Shows what the place names; called before refresh() when one comes here.
    virtual void open(const Place& place) { Q_UNUSED(place) }
    // Asks anew. Called when the page is shown and when the store changed while it is; must not block, and what is
    // shown stays until the answer is there.
    virtual void refresh() = 0;
    // What is dropped on the window while the page is shown; false: not for this page.
    virtual bool takeFiles(const QStringList& paths)
    {
        Q_UNUSED(paths)
        return false;
    }

    // What an operator had done here failed. It stays until it is closed, the page is left or the same succeeds,
    // whatever is shown meanwhile.
    void showFailure(const QString& sentence);
    void dropFailure() { showFailure({}); }
    [[nodiscard]] QString failure() const;
    // The store can be read again: what stood in the way is over.
    void forgetProblem() { setProblem({}); }

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString sentence() const;

  protected:
    void setTitle(const QString& title);
    void setSentence(const QString& sentence);
    // What is wrong, in place, with a way out; empty hides it. What was shown before stays.
    void setProblem(const QString& sentence, const QString& resolution = {}, const std::function<void()>& run = {});
    // A button in the page's header, for a registered action. At most one is primary.
    QPushButton* addButton(const QString& actionId, bool primary = false);
    void addToHeader(QWidget* widget);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    [[nodiscard]] SidePanel* sidePanel() const { return m_panel; }
    [[nodiscard]] PageContext& context() const { return m_context; }
    [[nodiscard]] QDateTime now() const { return m_context.engine.clock().now(); }

  private:
    PageContext& m_context;
    QLabel* m_title;
    QLabel* m_sentence;
    QHBoxLayout* m_header;
    QWidget* m_failureRow;
    QLabel* m_failure;
    QWidget* m_problemRow;
    QLabel* m_problem;
    QPushButton* m_wayOut;
    std::function<void()> m_runWayOut;
    QVBoxLayout* m_body;
    SidePanel* m_panel;
};

// A page as the window knows it before it is made: pages are made when they are first shown.
struct PageSpec {
    QString id;    // "schedule"
    QString group; // "Monitor", "Data", "Publish", "Plan", "System"
    QString title;
    QString icon;
    std::vector<ActionSpec> actions; // the page's own
    std::function<Page*(PageContext&, QWidget* parent)> create;
};

// What runs an action of a page: a member of the page's class. The page is shown by then.
template <class P>
[[nodiscard]] std::function<void(Page&)> calls(void (P::*member)())
{
    return [member](Page& page) { (static_cast<P&>(page).*member)(); };
}

} // namespace factoid
