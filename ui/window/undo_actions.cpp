#include "ui/window/undo_actions.h"

#include <QAction>

namespace factoid {

UndoActions::UndoActions(StoreReader& reader, JobCenter& jobs, ActionRegistry& actions)
    : m_reader(reader)
    , m_jobs(jobs)
    , m_actions(actions)
    , m_undo{u"undo"_s, u"edit.undo"_s, tr("Undo"), tr("Undo: %1"), tr("Undoing")}
    , m_redo{u"redo"_s, u"edit.redo"_s, tr("Redo"), tr("Redo: %1"), tr("Redoing")}
{
    m_actions.add({.id = m_undo.action,
                   .text = m_undo.bare,
                   .group = tr("Edit"),
                   .shortcut = QKeySequence(u"Ctrl+Z"_s),
                   .icon = u"undo"_s,
                   .help = tr("Undoes the latest change made in this window; undo others on the History page"),
                   .writes = true,
                   .care = Care::TakesAway},
                  [this] { press(m_undo); });
    m_actions.add({.id = m_redo.action,
                   .text = m_redo.bare,
                   .group = tr("Edit"),
                   .shortcut = QKeySequence(u"Ctrl+Shift+Z"_s),
                   .icon = u"redo"_s,
                   .help = tr("Redoes what was undone last in this window"),
                   .writes = true,
                   .care = Care::TakesAway},
                  [this] { press(m_redo); });
    for (const Way* way : {&m_undo, &m_redo})
        m_actions.offer(way->action, false);
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
        way->step = next && m_jobs.didStep(next->id) ? next->id : 0;
        m_actions.offer(way->action, way->step != 0);
        m_actions.find(way->action)->setText(way->step == 0 ? way->bare : way->with.arg(next->label.text()));
    }
}

} // namespace factoid
