// UndoActions: the window's undo and redo. They walk the steps that this window made; those of others, and of an
// earlier day, are taken back on the History page, by their names. A press while one is under way waits its turn and
// means the step that is next by then. GUI thread; owned by the window.
#pragma once

#include "core/queries/history/operator_queries.h"
#include "ui/base/latest.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_center.h"

#include <QObject>

#include <deque>

namespace factoid {

class UndoActions : public QObject
{
    Q_OBJECT

  public:
    // Adds edit.undo and edit.redo. All must outlive this.
    UndoActions(StoreReader& reader, JobCenter& jobs, ActionRegistry& actions);
    // The store changed: what can be taken back may have too.
    void refresh();

  private:
    struct Way {
        QString job, action; // "undo", "edit.undo"
        QString bare, with;  // what the action says without and with a step
        QString doing;
        qint64 step = 0; // 0: there is none of this window
    };
    void press(Way& way);
    void goOn();
    [[nodiscard]] static Result<HistoryAnswer> ask(QueryContext& context);
    void show(const Result<HistoryAnswer>& history);

    StoreReader& m_reader;
    JobCenter& m_jobs;
    ActionRegistry& m_actions;
    Way m_undo, m_redo;
    bool m_working = false;     // a step is being taken back, or what is next is being asked
    std::deque<Way*> m_pressed; // meanwhile
    Latest<HistoryAnswer> m_asking;
};

} // namespace factoid
