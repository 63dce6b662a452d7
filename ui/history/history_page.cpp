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
    if (state == QLatin1String("done"))
        return Page::tr("in force");
    if (state == QLatin1String("undone"))
        return Page::tr("undone");
    return Page::tr("can no longer be undone");
}

State stateOf(const QString& state)
{
    return state == QLatin1String("done") ? State::Good : state == QLatin1String("undone") ? State::Warning : State::Idle;
}

class HistoryPage : public Page
{
    Q_OBJECT

  public:
    HistoryPage(PageContext& context, QWidget* parent)
        : Page(context, tr("History"), false, parent)
        , m_steps(new RecordModel({{QStringLiteral("at"), tr("When"), ColumnKind::Time, {}, {}, 130},
                                   {QStringLiteral("label"), tr("What was changed"), ColumnKind::Text, {}, {}, 420},
                                   {QStringLiteral("actor"), tr("By"), ColumnKind::Text, {}, {}, 110},
                                   {QStringLiteral("state"), tr("State"), ColumnKind::State, {}, {}, 180, true,
                                    [](const QJsonObject& row) { return stateWord(row.value(QStringLiteral("state")).toString()); },
                                    [](const QJsonObject& row) { return stateOf(row.value(QStringLiteral("state")).toString()); }},
                                   {QStringLiteral("run"), tr("Run"), ColumnKind::Number, {}, {}, 70},
                                   {QStringLiteral("reason"), tr("Why not"), ColumnKind::Text}},
                                  context.theme, this))
        , m_audit(new RecordModel({{QStringLiteral("at"), tr("When"), ColumnKind::Time, {}, {}, 130},
                                   {QStringLiteral("action"), tr("Action"), ColumnKind::Text, {}, {}, 260},
                                   {QStringLiteral("actor"), tr("By"), ColumnKind::Text, {}, {}, 110},
                                   {QStringLiteral("detail"), tr("Details"), ColumnKind::Text, {}, {}, 0, true, detailText}},
                                  context.theme, this))
    {
        addButton(QStringLiteral("edit.undo"));
        addButton(QStringLiteral("edit.redo"));
        add(tr("Changes"), QStringLiteral("history_steps"), m_steps, tr("Nothing was changed by hand yet. What an operator changes stands here, and can be undone on any later day."), 1);
        add(tr("Audit"), QStringLiteral("history_audit"), m_audit, tr("Nothing was done by hand yet."), 1);
    }

    void refresh() override
    {
        m_asking.askNext(context().reader, [](QueryContext& query) -> Result<QJsonObject> {
            auto history = historyQuery(query, kStepsShown);
            if (!history)
                return history;
            const auto audit = auditQuery(query, kAuditShown);
            if (!audit)
                return audit;
            history->insert(QStringLiteral("entries"), audit->value(QStringLiteral("entries")));
            return history;
        }, [this](const Result<QJsonObject>& history) { show_(history); });
    }

  private:
    static QString detailText(const QJsonObject& row)
    {
        QStringList parts;
        const QJsonObject detail = row.value(QStringLiteral("detail")).toObject();
        for (auto key = detail.begin(); key != detail.end(); ++key) {
            const QJsonValue value = key.value();
            const QString text = value.isArray() ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                                 : value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)) : value.toVariant().toString();
            parts << QStringLiteral("%1: %2").arg(key.key(), text);
        }
        return parts.join(QStringLiteral(", "));
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
        const QString undo = history->value(QStringLiteral("undo")).toObject().value(QStringLiteral("label")).toString();
        setSentence(undo.isEmpty() ? tr("There is nothing to undo.") : tr("Next to undo: %1.").arg(undo));
        m_steps->setRows(history->value(QStringLiteral("steps")).toArray(), now());
        m_audit->setRows(history->value(QStringLiteral("entries")).toArray(), now());
    }

    RecordModel *m_steps, *m_audit;
    Latest<QJsonObject> m_asking;
};

} // namespace

PageSpec historyPageSpec()
{
    return {QStringLiteral("history"), Page::tr("System"), Page::tr("History"), QStringLiteral("history"), {},
            [](PageContext& context, QWidget* parent) -> Page* { return new HistoryPage(context, parent); }};
}

} // namespace factoid

#include "history_page.moc"
