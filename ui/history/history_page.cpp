#include "ui/history/history_page.h"

#include "core/queries/history/operator_queries.h"
#include "ui/base/formats.h"
#include "ui/table/data_table.h"

#include <QJsonDocument>

namespace factoid {

namespace {

constexpr int kStepsShown = 500, kAuditShown = 1'000;

QString stateWord(const QString& state)
{
    if (state == "done"_L1)
        return Page::tr("in force");
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

  public:
    HistoryPage(PageContext& context, QWidget* parent)
        : Page(context, tr("History"), false, parent)
        , m_steps(new RecordModel({{u"at"_s, tr("When"), ColumnKind::Time, {}, {}, 130},
                                   {u"label"_s, tr("What was changed"), ColumnKind::Text, {}, {}, 420},
                                   {u"actor"_s, tr("By"), ColumnKind::Text, {}, {}, 110},
                                   {u"state"_s,
                                    tr("State"),
                                    ColumnKind::State,
                                    {},
                                    {},
                                    180,
                                    true,
                                    [](const QJsonObject& row) { return stateWord(row.value(u"state"_s).toString()); },
                                    [](const QJsonObject& row) { return stateOf(row.value(u"state"_s).toString()); }},
                                   {u"run"_s, tr("Run"), ColumnKind::Number, {}, {}, 70},
                                   {u"reason"_s, tr("Why not"), ColumnKind::Text}},
                                  context.theme, this))
        , m_audit(new RecordModel({{u"at"_s, tr("When"), ColumnKind::Time, {}, {}, 130},
                                   {u"action"_s, tr("Action"), ColumnKind::Text, {}, {}, 260},
                                   {u"actor"_s, tr("By"), ColumnKind::Text, {}, {}, 110},
                                   {u"detail"_s, tr("Details"), ColumnKind::Text, {}, {}, 0, true, detailText}},
                                  context.theme, this))
    {
        addButton(u"edit.undo"_s);
        addButton(u"edit.redo"_s);
        add(tr("Changes"), u"history_steps"_s, m_steps,
            tr("Nothing was changed by hand yet. What an operator changes stands here, and can be undone on any later "
               "day."),
            1);
        add(tr("Audit"), u"history_audit"_s, m_audit, tr("Nothing was done by hand yet."), 1);
    }

    void refresh() override
    {
        m_asking.askNext(
            context().reader,
            [](QueryContext& query) -> Result<QJsonObject> {
                auto history = historyQuery(query, kStepsShown);
                if (!history)
                    return history;
                const auto audit = auditQuery(query, kAuditShown);
                if (!audit)
                    return audit;
                history->insert(u"entries"_s, audit->value(u"entries"_s));
                return history;
            },
            [this](const Result<QJsonObject>& history) { show_(history); });
    }

  private:
    static QString detailText(const QJsonObject& row)
    {
        QStringList parts;
        const QJsonObject detail = row.value(u"detail"_s).toObject();
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

    void add(const QString& heading, const QString& id, RecordModel* model, const QString& empty, int stretch)
    {
        auto* card = new Card(heading, this);
        auto* table = new DataTable(id, heading, context().theme, context().state, this);
        table->setModel(model);
        table->setEmptyState(empty);
        card->body()->addWidget(table, 1);
        body()->addWidget(card, stretch);
    }

    void show_(const Result<QJsonObject>& history)
    {
        if (!history) {
            setProblem(history.error().sentence(), tr("Try again"), [this] { refresh(); });
            return;
        }
        setProblem({});
        const QString undo = history->value(u"undo"_s).toObject().value(u"label"_s).toString();
        setSentence(undo.isEmpty() ? tr("There is nothing to undo.") : tr("Next to undo: %1.").arg(undo));
        m_steps->setRows(history->value(u"steps"_s).toArray(), now());
        m_audit->setRows(history->value(u"entries"_s).toArray(), now());
    }

    RecordModel *m_steps, *m_audit;
    Latest<QJsonObject> m_asking;
};

} // namespace

PageSpec historyPageSpec()
{
    return {u"history"_s,
            Page::tr("System"),
            Page::tr("History"),
            u"history"_s,
            {},
            [](PageContext& context, QWidget* parent) -> Page* { return new HistoryPage(context, parent); }};
}

} // namespace factoid

#include "history_page.moc"
