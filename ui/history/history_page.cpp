#include "ui/history/history_page.h"

#include "core/queries/history/operator_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/runs/run_panel.h"
#include "ui/table/data_table.h"

#include <QJsonDocument>

namespace factoid {

namespace {

using Entry = SettingsStore::AuditEntry;

constexpr int kStepsShown = 500, kAuditShown = 1'000;

QString stateWord(const QString& state)
{
    if (state == "done"_L1)
        return Page::tr("applied");
    if (state == "undone"_L1)
        return Page::tr("undone");
    return Page::tr("can no longer be undone");
}

State stateOf(const QString& state)
{
    return state == "done"_L1 ? State::Good : state == "undone"_L1 ? State::Warning : State::Idle;
}

class HistoryPage : public Page
{
    Q_OBJECT
    friend PageSpec factoid::historyPageSpec();

  public:
    HistoryPage(PageContext& context, QWidget* parent)
        : Page(context, tr("History"), false, parent)
        , m_steps(new RowModel<UndoStep>(
              {columnOf<UndoStep>(u"at"_s, tr("When"), ColumnKind::Time,
                                  [](const UndoStep& step) { return timeText(step.at); })
                   .wide(130),
               columnOf<UndoStep>(u"label"_s, tr("What was changed"), ColumnKind::Text, &UndoStep::label).wide(420),
               columnOf<UndoStep>(u"actor"_s, tr("By"), ColumnKind::Text, &UndoStep::actor).wide(110),
               columnOf<UndoStep>(u"state"_s, tr("State"), ColumnKind::State, &UndoStep::state)
                   .wide(180)
                   .saying([](const UndoStep& step) { return stateWord(step.state); })
                   .standing([](const UndoStep& step) { return stateOf(step.state); }),
               columnOf<UndoStep>(u"run"_s, tr("Run"), ColumnKind::Number, &UndoStep::run).wide(70),
               columnOf<UndoStep>(u"reason"_s, tr("Can't be undone because"), ColumnKind::Text, &UndoStep::reason)},
              context.theme, &UndoStep::id, this))
        , m_audit(new RowModel<Entry>({columnOf<Entry>(u"at"_s, tr("When"), ColumnKind::Time,
                                                       [](const Entry& entry) { return timeText(entry.at); })
                                           .wide(130),
                                       columnOf<Entry>(u"action"_s, tr("Action"), ColumnKind::Text,
                                                       [](const Entry& entry) { return jobWords(entry.action.text()); })
                                           .wide(260),
                                       columnOf<Entry>(u"actor"_s, tr("By"), ColumnKind::Text, &Entry::actor).wide(110),
                                       columnOf<Entry>(u"detail"_s, tr("Details"), ColumnKind::Text, detailText)},
                                      context.theme, &Entry::id, this))
    {
        addButton(u"history.undo"_s);
        addButton(u"history.redo"_s);
        add(tr("Changes"), u"history_steps"_s, m_steps,
            tr("Nothing has been changed by hand yet. What an operator changes is listed here and can be undone "
               "later."),
            1);
        add(tr("Audit"), u"history_audit"_s, m_audit, tr("Nothing has been done by hand yet."), 1);
    }

    void refresh() override
    {
        m_asking.askNext(
            context().reader,
            [](QueryContext& query) -> Result<View> {
                return View{TRY(historyQuery(query, kStepsShown)), TRY(auditQuery(query, kAuditShown))};
            },
            [this](const Result<View>& view) { show_(view); });
    }

  private:
    struct View {
        HistoryAnswer history;
        AuditAnswer audit;
    };

    void undo() { walk(u"undo"_s, tr("Undoing"), m_undo); }
    void redo() { walk(u"redo"_s, tr("Redoing"), m_redo); }

    // The step that the button names, and no other that came in between.
    void walk(const QString& job, const QString& label, qint64 step)
    {
        if (step == 0)
            return;
        context().jobs.start(job, {{u"step"_s, step}}, label, this, [this](const Result<JobOutcome>& done) {
            refresh();
            if (!done)
                setProblem(done.error().sentence());
        });
    }

    void offer(const QString& action, const QString& bare, const QString& named, const std::optional<UndoStep>& next)
    {
        context().actions.find(action)->setText(next ? named.arg(next->label.text()) : bare);
        context().actions.offer(action, next.has_value());
    }

    // Whatever the action noted of itself: each has details of its own.
    static QString detailText(const Entry& entry)
    {
        QStringList parts;
        const QJsonObject detail = entry.spokenDetail();
        for (auto key = detail.begin(); key != detail.end(); ++key) {
            const QJsonValue value = key.value();
            const QString text =
                value.isArray()    ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                : value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
                                   : value.toVariant().toString();
            parts << u"%1: %2"_s.arg(key.key(), text);
        }
        return parts.join(u", "_s);
    }

    void add(const QString& heading, const QString& id, TableModel* model, const QString& empty, int stretch)
    {
        auto* card = new Card(heading, this);
        auto* table = new DataTable(id, heading, context().theme, context().state, this);
        table->setModel(model);
        table->setEmptyState(empty);
        card->body()->addWidget(table, 1);
        body()->addWidget(card, stretch);
    }

    void show_(const Result<View>& view)
    {
        if (!view) {
            setProblem(view.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        const auto& undo = view->history.undo;
        setSentence(undo ? tr("Next to undo: %1.").arg(undo->label.text()) : tr("There is nothing to undo."));
        const auto& redo = view->history.redo;
        m_undo = undo ? undo->id : 0;
        m_redo = redo ? redo->id : 0;
        offer(u"history.undo"_s, tr("Undo the newest change"), tr("Undo: %1"), undo);
        offer(u"history.redo"_s, tr("Redo"), tr("Redo: %1"), redo);
        m_steps->setRows(view->history.steps, now());
        m_audit->setRows(view->audit.entries, now());
    }

    qint64 m_undo = 0, m_redo = 0; // the steps that the buttons name
    RowModel<UndoStep>* m_steps;
    RowModel<Entry>* m_audit;
    Latest<View> m_asking;
};

} // namespace

PageSpec historyPageSpec()
{
    return {u"history"_s,
            Page::tr("System"),
            Page::tr("History"),
            u"history"_s,
            {{.id = u"history.undo"_s,
              .text = Page::tr("Undo the newest change"),
              .group = Page::tr("History"),
              .icon = u"undo"_s,
              .help = Page::tr("Whoever made it, here or elsewhere"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&HistoryPage::undo)},
             {.id = u"history.redo"_s,
              .text = Page::tr("Redo"),
              .group = Page::tr("History"),
              .icon = u"redo"_s,
              .help = Page::tr("Whoever undid it, here or elsewhere"),
              .writes = true,
              .care = Care::TakesAway,
              .run = calls(&HistoryPage::redo)}},
            [](PageContext& context, QWidget* parent) -> Page* { return new HistoryPage(context, parent); }};
}

} // namespace factoid

#include "history_page.moc"
