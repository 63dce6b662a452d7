#include "ui/import/diff_step.h"

#include "ui/base/formats.h"

#include <QSignalBlocker>

namespace factoid {

namespace {

QString changeWords(const QJsonObject& row)
{
    const QString type = row.value(u"change_type"_s).toString();
    if (type == "bulk_import"_L1)
        return DiffStep::tr("New field and year");
    if (type == "revision"_L1)
        return DiffStep::tr("Changed");
    if (type == "data_update"_L1)
        return row.value(u"new_value"_s).isNull() ? DiffStep::tr("Removed") : DiffStep::tr("New");
    if (type == "new_council"_L1)
        return DiffStep::tr("New council");
    if (type == "new_field"_L1)
        return DiffStep::tr("New field");
    if (type == "rename"_L1)
        return DiffStep::tr("Renamed");
    if (type == "merge"_L1)
        return DiffStep::tr("Merged");
    return type;
}

// Figures with separators; names as they are.
QString valueText(const QJsonObject& row, const QString& key)
{
    const QString text = row.value(key).toString();
    bool number = false;
    (void)text.toDouble(&number);
    if (row.value(u"change_type"_s).toString() == "bulk_import"_L1 && number)
        return countText(text.toLongLong(), DiffStep::tr("figure"), DiffStep::tr("figures"));
    return number ? numberText(text) : text;
}

} // namespace

DiffStep::DiffStep(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_replace(new QCheckBox(
          tr("These files are the whole truth: figures of their fields and years that they do not have are removed"),
          this))
    , m_withdrawn(wrappedLabel({}, "error", this))
    , m_cellsCard(new Card(tr("By field and year"), this))
    , m_rowsCard(new Card(tr("Row by row"), this))
    , m_cellsModel(new RecordModel({{u"field"_s, tr("Field"), ColumnKind::Text, {}, {}, 120},
                                    {u"year"_s, tr("Year"), ColumnKind::Text, {}, {}, 80},
                                    {u"inserted"_s, tr("New"), ColumnKind::Number, {}, {}, 60},
                                    {u"updated"_s, tr("Changed"), ColumnKind::Number, {}, {}, 80},
                                    {u"removed"_s, tr("Removed"), ColumnKind::Number, {}, {}, 84},
                                    {u"unchanged"_s, tr("Unchanged"), ColumnKind::Number, {}, {}, 90}},
                                   context.theme, this))
    , m_rowsModel(new RecordModel({{u"what"_s, tr("What"), ColumnKind::Text, {}, {}, 124, true, changeWords},
                                   {u"field"_s, tr("Field"), ColumnKind::Text, {}, {}, 130},
                                   {u"year"_s, tr("Year"), ColumnKind::Text, {}, {}, 80},
                                   {u"council_name"_s, tr("Council"), ColumnKind::Text, {}, {}, 104},
                                   {u"old_value"_s,
                                    tr("Before"),
                                    ColumnKind::Number,
                                    {},
                                    {},
                                    100,
                                    true,
                                    [](const QJsonObject& row) { return valueText(row, u"old_value"_s); }},
                                   {u"new_value"_s,
                                    tr("After"),
                                    ColumnKind::Number,
                                    {},
                                    {},
                                    100,
                                    true,
                                    [](const QJsonObject& row) { return valueText(row, u"new_value"_s); }},
                                   {u"magnitude"_s, tr("Change, %"), ColumnKind::Percent, {}, {}, 80}},
                                  context.theme, this))
    , m_cells(
          new DataTable(u"import_cells"_s, tr("What changes by field and year"), context.theme, context.state, this))
    , m_rows(new DataTable(u"import_diff"_s, tr("What changes row by row"), context.theme, context.state, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kMedium);
    layout->addWidget(m_replace);
    layout->addWidget(m_withdrawn);
    m_withdrawn->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kLarge);
    m_cellsModel->setRowKey({});
    m_cells->setModel(m_cellsModel);
    m_rows->setModel(m_rowsModel);
    say();
    m_rowsModel->setRowKey({});
    m_cellsCard->body()->addWidget(m_cells, 1);
    m_rowsCard->body()->addWidget(m_rows, 1);
    row->addWidget(m_cellsCard, 9);
    row->addWidget(m_rowsCard, 12);
    layout->addLayout(row, 1);
    connect(m_replace, &QCheckBox::toggled, this, &DiffStep::replaceChanged);
}

void DiffStep::setBusy(bool busy)
{
    m_cells->setBusy(busy);
    m_rows->setBusy(busy);
}

void DiffStep::clear()
{
    const QSignalBlocker quiet(m_replace);
    m_replace->setChecked(false);
    m_cellsModel->setRows({});
    m_rowsModel->setRows({});
    m_withdrawn->hide();
}

void DiffStep::showNothing()
{
    m_cellsModel->setRows({});
    m_rowsModel->setRows({});
    m_cellsCard->setNote({});
    m_rowsCard->setNote({});
    m_withdrawn->hide();
    for (DataTable* table : {m_cells, m_rows})
        table->setEmptyState(tr("Not compared."));
}

void DiffStep::say()
{
    m_cells->setEmptyState(tr("No figures are touched."));
    m_rows->setEmptyState(tr("Nothing changes: the store has all of this already."));
}

QString DiffStep::sentence(const QJsonObject& result)
{
    const auto number = [&](const char* key) { return result.value(QLatin1String(key)).toInteger(); };
    const auto count = [](qint64 n, const QString& word) {
        return n == 0 ? tr("none %1").arg(word) : tr("%1 %2").arg(numberText(n), word);
    };
    QString text = tr("%1, %2, %3, %4.")
                       .arg(count(number("inserted"), tr("new")), count(number("updated"), tr("changed")),
                            count(number("removed"), tr("removed")), count(number("unchanged"), tr("unchanged")));
    if (number("rejected") > 0)
        text += tr(" %1 not imported.").arg(countText(number("rejected"), tr("figure is"), tr("figures are")));
    return text;
}

void DiffStep::show(const QJsonObject& result)
{
    setBusy(false);
    say();
    const QJsonArray cells = result.value(u"diff_cells"_s).toArray(), rows = result.value(u"diff"_s).toArray();
    m_cellsModel->setRows(cells);
    m_rowsModel->setRows(rows);
    const qint64 cellsInAll = result.value(u"diff_cells_total"_s).toInteger(),
                 rowsInAll = result.value(u"diff_total"_s).toInteger();
    m_cellsCard->setNote(cellsInAll > cells.size()
                             ? tr("the first %1 of %2").arg(numberText(cells.size()), numberText(cellsInAll))
                             : QString());
    m_rowsCard->setNote(rowsInAll > rows.size()
                            ? tr("the first %1 of %2").arg(numberText(rows.size()), numberText(rowsInAll))
                            : QString());
    const qsizetype withdrawn = result.value(u"withdrawn"_s).toArray().size();
    m_withdrawn->setText(withdrawn == 0
                             ? QString()
                             : tr("%1 will no longer be true and will be withdrawn.")
                                   .arg(countText(withdrawn, tr("published factoid"), tr("published factoids"))));
    m_withdrawn->setVisible(withdrawn > 0);
}

} // namespace factoid
