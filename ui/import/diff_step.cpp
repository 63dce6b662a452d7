#include "ui/import/diff_step.h"

#include "ui/base/formats.h"

#include <QSignalBlocker>

#include <algorithm>

namespace factoid {

namespace {

QString changeWords(const ImportRowDiff& row)
{
    const QString& type = row.type;
    if (type == "bulk_import"_L1)
        return DiffStep::tr("New field and year");
    if (type == "revision"_L1)
        return DiffStep::tr("Changed");
    if (type == "data_update"_L1)
        return row.newValue ? DiffStep::tr("New") : DiffStep::tr("Removed");
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
QString valueText(const std::optional<QString>& value, const ImportRowDiff& row)
{
    const QString text = value.value_or(QString());
    bool number = false;
    (void)text.toDouble(&number);
    if (row.type == "bulk_import"_L1 && number)
        return countText(text.toLongLong(), DiffStep::tr("figure"), DiffStep::tr("figures"));
    return number ? numberText(text) : text;
}

std::vector<ColumnOf<ImportCellDiff>> cellColumns()
{
    using Cell = ImportCellDiff;
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<Cell>(id, title, kind, value).wide(width);
    };
    return {column(u"field"_s, DiffStep::tr("Field"), ColumnKind::Text, 120, &Cell::field),
            column(u"year"_s, DiffStep::tr("Year"), ColumnKind::Text, 80, &Cell::year),
            column(u"inserted"_s, DiffStep::tr("New"), ColumnKind::Number, 60, &Cell::inserted),
            column(u"updated"_s, DiffStep::tr("Changed"), ColumnKind::Number, 80, &Cell::updated),
            column(u"removed"_s, DiffStep::tr("Removed"), ColumnKind::Number, 84, &Cell::removed),
            column(u"unchanged"_s, DiffStep::tr("Unchanged"), ColumnKind::Number, 90, &Cell::unchanged)};
}

std::vector<ColumnOf<ImportRowDiff>> rowColumns()
{
    using Row = ImportRowDiff;
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<Row>(id, title, kind, value).wide(width);
    };
    return {column(u"what"_s, DiffStep::tr("What"), ColumnKind::Text, 124, changeWords),
            column(u"field"_s, DiffStep::tr("Field"), ColumnKind::Text, 130, &Row::field),
            column(u"year"_s, DiffStep::tr("Year"), ColumnKind::Text, 80, &Row::year),
            column(u"council_name"_s, DiffStep::tr("Council"), ColumnKind::Text, 104, &Row::councilName),
            column(u"old_value"_s, DiffStep::tr("Before"), ColumnKind::Number, 100, &Row::oldValue)
                .saying([](const Row& row) { return valueText(row.oldValue, row); }),
            column(u"new_value"_s, DiffStep::tr("After"), ColumnKind::Number, 100, &Row::newValue)
                .saying([](const Row& row) { return valueText(row.newValue, row); })
                .standing([](const Row& row) { return row.jumps() ? State::Bad : State::Idle; }),
            column(u"magnitude"_s, DiffStep::tr("Change, %"), ColumnKind::Percent, 80, &Row::magnitude)
                .saying(&Row::signedMagnitude)
                .standing([](const Row& row) { return row.jumps() ? State::Bad : State::Idle; })};
}

} // namespace

DiffStep::DiffStep(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_replace(new QCheckBox(tr("Replace: delete existing figures that these files lack"), this))
    , m_suspect(wrappedLabel({}, "error", this))
    , m_withdrawn(wrappedLabel({}, "error", this))
    , m_cellsCard(new Card(tr("By field and year"), this))
    , m_rowsCard(new Card(tr("Row by row"), this))
    , m_cellsModel(new RowModel<ImportCellDiff>(cellColumns(), context.theme, nullptr, this))
    , m_rowsModel(new RowModel<ImportRowDiff>(rowColumns(), context.theme, nullptr, this))
    , m_cells(
          new DataTable(u"import_cells"_s, tr("What changes by field and year"), context.theme, context.state, this))
    , m_rows(new DataTable(u"import_diff"_s, tr("What changes row by row"), context.theme, context.state, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kMedium);
    layout->addWidget(m_replace);
    m_suspect->setAccessibleName(tr("Figures to check before importing"));
    layout->addWidget(m_suspect);
    layout->addWidget(m_withdrawn);
    m_suspect->hide();
    m_withdrawn->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kLarge);
    m_cells->setModel(m_cellsModel);
    m_rows->setModel(m_rowsModel);
    say();
    m_cellsCard->body()->addWidget(m_cells, 1);
    m_rowsCard->body()->addWidget(m_rows, 1);
    row->addWidget(m_cellsCard, 6);
    row->addWidget(m_rowsCard, 14);
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
    m_cellsModel->setRows({}, {});
    m_rowsModel->setRows({}, {});
    m_withdrawn->hide();
    m_suspect->hide();
}

void DiffStep::showNothing()
{
    m_cellsModel->setRows({}, {});
    m_rowsModel->setRows({}, {});
    m_cellsCard->setNote({});
    m_rowsCard->setNote({});
    m_withdrawn->hide();
    m_suspect->hide();
    for (DataTable* table : {m_cells, m_rows})
        table->setEmptyState(tr("Not compared."));
}

void DiffStep::say()
{
    m_cells->setEmptyState(tr("No figures change."));
    m_rows->setEmptyState(tr("Nothing changes: the store already has all of this."));
}

QString DiffStep::sentence(const ImportResult& result)
{
    const auto count = [](qint64 n, const QString& word) { return tr("%1 %2").arg(numberText(n), word); };
    QString text = tr("%1, %2, %3, %4.")
                       .arg(count(result.inserted, tr("new")), count(result.updated, tr("changed")),
                            count(result.removed, tr("removed")), count(result.unchanged, tr("unchanged")));
    if (result.rejected > 0)
        text += tr(" %1 not imported.").arg(countText(result.rejected, tr("figure is"), tr("figures are")));
    return text;
}

// What looks wrong is told before anything is applied: what the comparison warned of, and figures that jump.
void DiffStep::showSuspects(const ImportResult& result)
{
    constexpr int kTold = 6;
    QStringList lines;
    const auto jumping = std::ranges::count_if(result.rows, &ImportRowDiff::jumps);
    if (jumping > 0)
        lines << (jumping == 1 ? tr("1 figure falls to zero, changes sign or changes tenfold. It is marked below.")
                               : tr("%1 figures fall to zero, change sign or change tenfold. They are marked below.")
                                     .arg(numberText(static_cast<qint64>(jumping))));
    lines << result.warnings.mid(0, kTold);
    if (result.warnings.size() > kTold)
        lines << tr("and %1 more warnings").arg(numberText(result.warnings.size() - kTold));
    m_suspect->setText(lines.join(QLatin1Char('\n')));
    m_suspect->setVisible(!lines.isEmpty());
}

void DiffStep::show(const ImportResult& result)
{
    setBusy(false);
    say();
    m_cellsModel->setRows(result.cells, {});
    m_rowsModel->setRows(result.rows, {});
    const auto note = [](size_t shown, qint64 inAll) {
        return inAll > static_cast<qint64>(shown)
                   ? tr("the first %1 of %2").arg(numberText(static_cast<qint64>(shown)), numberText(inAll))
                   : QString();
    };
    m_cellsCard->setNote(note(result.cells.size(), result.cellsInAll));
    m_rowsCard->setNote(note(result.rows.size(), result.rowsInAll));
    showSuspects(result);
    m_withdrawn->setText(result.withdrawn == 0 ? QString()
                                               : tr("%1 will no longer be true and will be withdrawn.")
                                                     .arg(countText(result.withdrawn, tr("published factoid"),
                                                                    tr("published factoids"))));
    m_withdrawn->setVisible(result.withdrawn > 0);
}

} // namespace factoid
