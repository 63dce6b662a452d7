#include "ui/window/undo_actions.h"

#include <QAction>

namespace factoid {

UndoActions::UndoActions(const Engine& engine, StoreReader& reader, JobCenter& jobs, ActionRegistry& actions)
    : m_engine(engine)
    , m_reader(reader)
    , m_jobs(jobs)
    , m_actions(actions)
    , m_undo{u"undo"_s, u"edit.undo"_s, tr("Undo"), tr("Undo: %1"), tr("Undoing")}
    , m_redo{u"redo"_s, u"edit.redo"_s, tr("Redo"), tr("Redo: %1"), tr("Redoing")}
{
    m_actions
        .add({m_undo.action, m_undo.bare, tr("Edit"), QKeySequence(u"Ctrl+Z"_s), u"undo"_s,
              tr("Undoes the latest change, even one from an earlier day")},
             [this] { press(m_undo); })
        ->setEnabled(false);
    m_actions
        .add({m_redo.action, m_redo.bare, tr("Edit"), QKeySequence(u"Ctrl+Shift+Z"_s), u"redo"_s,
              tr("Redoes what was undone last")},
             [this] { press(m_redo); })
        ->setEnabled(false);
}

void UndoActions::refresh()
{
    m_asking.askNext(m_reader, ask, [this](const Result<HistoryAnswer>& history) { show(history); });
}

Result<HistoryAnswer> UndoActions::ask(QueryContext& context)
{
    return historyQuery(context, 1);
}

void UndoActions::press(Way& way)
{
    if (m_working) {
        m_pressed.push_back(&way);
        return;
    }
    if (way.step == 0)
        return;
    m_working = true;
    m_jobs.start(way.job, {{u"step"_s, way.step}}, way.doing, this, [this](const Result<JobOutcome>& done) {
        if (!done)
            m_pressed.clear(); // what was pressed meanwhile was meant for a step that is not next now
        // Not refresh(): a question that was asked before the step was taken would answer with that step.
        m_asking.ask(m_reader, ask, [this](const Result<HistoryAnswer>& history) {
            show(history);
            goOn();
        });
    });
}

void UndoActions::goOn()
{
    m_working = false;
    if (m_pressed.empty())
        return;
    Way* next = m_pressed.front();
    m_pressed.pop_front();
    press(*next);
    if (!m_working)
        goOn(); // there was nothing left for that press
}

void UndoActions::show(const Result<HistoryAnswer>& history)
{
    if (!history)
        return;
    for (const auto& [way, next] : {std::pair(&m_undo, history->undo), std::pair(&m_redo, history->redo)}) {
        way->step = next ? next->id : 0;
        QAction* action = m_actions.find(way->action);
        action->setEnabled(way->step != 0 && !m_engine.isReadOnly());
        action->setText(way->step == 0 ? way->bare : way->with.arg(next->label.text()));
    }
}

} // namespace factoid
