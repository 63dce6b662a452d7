#include "ui/import/diff_step.h"

#include "ui/base/formats.h"

#include <QSignalBlocker>

namespace factoid {

namespace {

QString changeWords(const QJsonObject& row)
{
    const QString type = row.value(QStringLiteral("change_type")).toString();
    if (type == QLatin1String("bulk_import"))
        return DiffStep::tr("New field and year");
    if (type == QLatin1String("revision"))
        return DiffStep::tr("Changed");
    if (type == QLatin1String("data_update"))
        return row.value(QStringLiteral("new_value")).isNull() ? DiffStep::tr("Removed") : DiffStep::tr("New");
    if (type == QLatin1String("new_council"))
        return DiffStep::tr("New council");
    if (type == QLatin1String("new_field"))
        return DiffStep::tr("New field");
    if (type == QLatin1String("rename"))
        return DiffStep::tr("Renamed");
    if (type == QLatin1String("merge"))
        return DiffStep::tr("Merged");
    return type;
}

// Figures with separators; names as they are.
QString valueText(const QJsonObject& row, const QString& key)
{
    const QString text = row.value(key).toString();
    bool number = false;
    (void)text.toDouble(&number);
    if (row.value(QStringLiteral("change_type")).toString() == QLatin1String("bulk_import") && number)
        return countText(text.toLongLong(), DiffStep::tr("figure"), DiffStep::tr("figures"));
    return number ? numberText(text) : text;
}

} // namespace

DiffStep::DiffStep(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_replace(new QCheckBox(tr("These files are the whole truth: figures of their fields and years that they do not have are removed"), this))
    , m_withdrawn(wrappedLabel({}, "error", this))
    , m_cellsCard(new Card(tr("By field and year"), this))
    , m_rowsCard(new Card(tr("Row by row"), this))
    , m_cellsModel(new RecordModel({{QStringLiteral("field"), tr("Field"), ColumnKind::Text, {}, {}, 120},
                                    {QStringLiteral("year"), tr("Year"), ColumnKind::Text, {}, {}, 80},
                                    {QStringLiteral("inserted"), tr("New"), ColumnKind::Number, {}, {}, 60},
                                    {QStringLiteral("updated"), tr("Changed"), ColumnKind::Number, {}, {}, 80},
                                    {QStringLiteral("removed"), tr("Removed"), ColumnKind::Number, {}, {}, 84},
                                    {QStringLiteral("unchanged"), tr("Unchanged"), ColumnKind::Number, {}, {}, 90}},
                                   context.theme, this))
    , m_rowsModel(new RecordModel({{QStringLiteral("what"), tr("What"), ColumnKind::Text, {}, {}, 124, true, changeWords},
                                   {QStringLiteral("field"), tr("Field"), ColumnKind::Text, {}, {}, 130},
                                   {QStringLiteral("year"), tr("Year"), ColumnKind::Text, {}, {}, 80},
                                   {QStringLiteral("council_name"), tr("Council"), ColumnKind::Text, {}, {}, 104},
                                   {QStringLiteral("old_value"), tr("Before"), ColumnKind::Number, {}, {}, 100, true, [](const QJsonObject& row) { return valueText(row, QStringLiteral("old_value")); }},
                                   {QStringLiteral("new_value"), tr("After"), ColumnKind::Number, {}, {}, 100, true, [](const QJsonObject& row) { return valueText(row, QStringLiteral("new_value")); }},
                                   {QStringLiteral("magnitude"), tr("Change, %"), ColumnKind::Percent, {}, {}, 80}},
                                  context.theme, this))
    , m_cells(new DataTable(QStringLiteral("import_cells"), tr("What changes by field and year"), context.theme, context.state, this))
    , m_rows(new DataTable(QStringLiteral("import_diff"), tr("What changes row by row"), context.theme, context.state, this))
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
    const auto count = [](qint64 n, const QString& word) { return n == 0 ? tr("none %1").arg(word) : tr("%1 %2").arg(numberText(n), word); };
    QString text = tr("%1, %2, %3, %4.").arg(count(number("inserted"), tr("new")), count(number("updated"), tr("changed")), count(number("removed"), tr("removed")), count(number("unchanged"), tr("unchanged")));
    if (number("rejected") > 0)
        text += tr(" %1 not imported.").arg(countText(number("rejected"), tr("figure is"), tr("figures are")));
    return text;
}

void DiffStep::show(const QJsonObject& result)
{
    setBusy(false);
    say();
    const QJsonArray cells = result.value(QStringLiteral("diff_cells")).toArray(), rows = result.value(QStringLiteral("diff")).toArray();
    m_cellsModel->setRows(cells);
    m_rowsModel->setRows(rows);
    const qint64 cellsInAll = result.value(QStringLiteral("diff_cells_total")).toInteger(), rowsInAll = result.value(QStringLiteral("diff_total")).toInteger();
    m_cellsCard->setNote(cellsInAll > cells.size() ? tr("the first %1 of %2").arg(numberText(cells.size()), numberText(cellsInAll)) : QString());
    m_rowsCard->setNote(rowsInAll > rows.size() ? tr("the first %1 of %2").arg(numberText(rows.size()), numberText(rowsInAll)) : QString());
    const qsizetype withdrawn = result.value(QStringLiteral("withdrawn")).toArray().size();
    m_withdrawn->setText(withdrawn == 0 ? QString() : tr("%1 will no longer be true and will be withdrawn.").arg(countText(withdrawn, tr("published factoid"), tr("published factoids"))));
    m_withdrawn->setVisible(withdrawn > 0);
}

} // namespace factoid
