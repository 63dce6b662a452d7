#include "ui/import/mapping_step.h"

#include "ui/base/formats.h"
#include "ui/import/resolution_panel.h"

#include <QFileInfo>
#include <QHeaderView>

namespace factoid {

namespace {

constexpr int kColumnsWidth = 300;

QString outcomeText(const MappedValue& row)
{
    switch (row.outcome) {
    case RowOutcome::Ready:
        return MappingStep::tr("Ready");
    case RowOutcome::Missing:
        return MappingStep::tr("Missing");
    case RowOutcome::Total:
        return MappingStep::tr("Total, kept separate");
    case RowOutcome::Rejected:
        return MappingStep::tr("Needs attention");
    case RowOutcome::LeftOut:
        return MappingStep::tr("Left out");
    case RowOutcome::NotRead:
        break;
    }
    return MappingStep::tr("Not read");
}

State outcomeState(const MappedValue& row)
{
    return row.outcome == RowOutcome::Rejected                                    ? State::Bad
           : row.outcome == RowOutcome::Ready || row.outcome == RowOutcome::Total ? State::Good
                                                                                  : State::Idle;
}

// A missing value in words, a number with separators.
QString becomesText(const MappedValue& row)
{
    QString text = row.becomes;
    if (row.outcome == RowOutcome::Missing)
        return MappingStep::tr("missing (%1)").arg(text.replace(QLatin1Char('_'), QLatin1Char(' ')));
    if (row.outcome == RowOutcome::Rejected || row.outcome == RowOutcome::LeftOut || text.isEmpty())
        return row.note;
    return numberText(text) + (row.rounded ? MappingStep::tr(" (rounded)") : QString());
}

// One row of the table for each value of a row of the file.
void appendRow(const PreviewRow& row, const FileProfile* look, std::vector<MappedValue>& rows)
{
    MappedValue shown;
    shown.line = row.line;
    shown.council = row.councilName.isEmpty() ? row.cells.value(0) : row.councilName;
    shown.outcome = row.outcome;
    shown.note = row.note;
    if (row.values.empty()) {
        shown.written = row.cells.join(u" · "_s);
        rows.push_back(shown);
        return;
    }
    for (const PreviewValue& value : row.values) {
        MappedValue one = shown;
        const bool known = look && value.column >= 0 && value.column < static_cast<int>(look->columns.size());
        one.column = known ? look->columns[static_cast<size_t>(value.column)].label : value.header;
        one.written = value.written;
        one.field = value.field;
        one.year = value.year;
        one.becomes = value.becomes;
        one.outcome = value.outcome;
        one.rounded = value.rounded;
        one.note = value.reason;
        rows.push_back(one);
    }
}

std::vector<MappingProblem> problemRows(const ImportPreview& preview)
{
    std::vector<MappingProblem> rows;
    for (size_t i = 0; i < preview.problems.size(); ++i) {
        const PreviewProblem& problem = preview.problems[i];
        QString lines = QString::number(problem.lines.front());
        if (problem.rows > 1)
            lines = MappingStep::tr("%1 and %2 more").arg(lines, numberText(problem.rows - 1));
        rows.push_back({i, lines, problem.column.isEmpty() ? MappingStep::tr("council") : problem.column, problem.value,
                        resolutionsSentence(problem.kind, problem.mapped), problem.cells, problem.reason});
    }
    return rows;
}

std::vector<ColumnOf<MappedValue>> valueColumns()
{
    using Row = MappedValue;
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<Row>(id, title, kind, value).wide(width);
    };
    return {
        column(u"line"_s, MappingStep::tr("Line"), ColumnKind::Number, 52, &Row::line),
        column(u"council"_s, MappingStep::tr("Council"), ColumnKind::Text, 140, &Row::council),
        column(u"written"_s, MappingStep::tr("In the file"), ColumnKind::Text, 110, &Row::written),
        column(u"becomes"_s, MappingStep::tr("Becomes"), ColumnKind::Number, 140, &Row::becomes).saying(becomesText),
        column(u"outcome"_s, MappingStep::tr("State"), ColumnKind::State, 108,
               [](const Row& row) { return rowOutcomeName(row.outcome); })
            .saying(outcomeText)
            .standing(outcomeState),
        column(u"column"_s, MappingStep::tr("Column"), ColumnKind::Text, 150, &Row::column),
        column(u"field"_s, MappingStep::tr("Field"), ColumnKind::Text, 130, &Row::field),
        column(u"year"_s, MappingStep::tr("Year"), ColumnKind::Text, 70, &Row::year)};
}

std::vector<ColumnOf<MappingProblem>> problemColumns()
{
    using Row = MappingProblem;
    const auto column = [](const QString& id, const QString& title, ColumnKind kind, int width, auto value) {
        return columnOf<Row>(id, title, kind, value).wide(width);
    };
    return {column(u"line"_s, MappingStep::tr("Line"), ColumnKind::Text, 96, &Row::line),
            column(u"column"_s, MappingStep::tr("Column"), ColumnKind::Text, 104, &Row::column),
            column(u"value"_s, MappingStep::tr("Value"), ColumnKind::State, 116, &Row::value).standing([](const Row&) {
                return State::Bad;
            }),
            column(u"way_out"_s, MappingStep::tr("Resolve (Enter)"), ColumnKind::Text, 160, &Row::resolution),
            column(u"values"_s, MappingStep::tr("Figures"), ColumnKind::Number, 64, &Row::figures),
            column(u"reason"_s, MappingStep::tr("Why"), ColumnKind::Text, 320, &Row::reason)};
}

} // namespace

MappingStep::MappingStep(PageContext& context, ImportDraft& draft, SidePanel& panel, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_draft(draft)
    , m_panel(panel)
    , m_left(new Card(tr("Columns"), this))
    , m_columns(new ColumnsPanel(draft, context.engine.clock(), this))
    , m_files(wrappedLabel({}, "muted", this))
    , m_rowsCard(new Card(tr("What each row becomes"), this))
    , m_problemsCard(new Card(tr("Rows that need attention"), this))
    , m_rowsModel(new RowModel<MappedValue>(valueColumns(), context.theme, nullptr, this))
    , m_problemsModel(new RowModel<MappingProblem>(problemColumns(), context.theme, &MappingProblem::at, this))
    , m_rows(new DataTable(u"import_rows"_s, tr("What each row becomes"), context.theme, context.state, this))
    , m_problems(
          new DataTable(u"import_problems"_s, tr("Rows that need attention"), context.theme, context.state, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kLarge);
    m_left->setFixedWidth(kColumnsWidth);
    m_left->body()->addWidget(m_files);
    m_left->body()->addWidget(m_columns, 1);
    layout->addWidget(m_left);
    auto* right = new QVBoxLayout;
    right->setSpacing(metric::kLarge);
    m_rows->setModel(m_rowsModel);
    m_rows->setEmptyState(tr("No rows yet: choose what the columns are."));
    m_rowsCard->body()->addWidget(m_rows, 1);
    m_problems->setModel(m_problemsModel);
    m_problems->setCompact(true);
    m_problems->setEmptyState(tr("Nothing: every row can be read."));
    m_problemsCard->body()->addWidget(m_problems, 1);
    right->addWidget(m_rowsCard, 3);
    right->addWidget(m_problemsCard, 2);
    layout->addLayout(right, 1);
    connect(&m_draft, &ImportDraft::looked, this, [this] {
        showFiles();
        m_columns->rebuild();
    });
    connect(&m_draft, &ImportDraft::previewed, this, &MappingStep::showPreview);
    connect(m_problems, &DataTable::activated, this, &MappingStep::openProblem);
    connect(m_problems->view(), &QTableView::clicked, this, [this] { openProblem(m_problems->currentRow()); });
    connect(m_columns, &ColumnsPanel::newFieldWanted, this, [this](int column) {
        showNewField(m_panel, m_draft, column, [this] {
            m_panel.hide();
            m_columns->rebuild();
        });
    });
}

void MappingStep::clear()
{
    m_columns->rebuild();
    m_left->setHeading(tr("Columns"));
    m_files->hide();
    m_rows->setFilterText({});
    m_problems->setFilterText({});
    showPreview();
}

void MappingStep::setBusy(bool busy)
{
    m_rows->setBusy(busy);
}

// Of tidy files there is nothing to map; what they were taken for is said instead.
void MappingStep::showFiles()
{
    const bool mapped = m_draft.untidy() != nullptr;
    m_columns->setVisible(mapped);
    m_left->setHeading(mapped ? tr("Columns") : tr("Files"));
    QStringList lines;
    for (const FileProfile& look : m_draft.answer().look.files) {
        if (mapped && !look.tidy() && m_draft.answer().look.files.size() == 1)
            continue;
        const QString kind = look.shape == FileShape::Councils  ? tr("councils")
                             : look.shape == FileShape::Fields  ? tr("fields")
                             : look.shape == FileShape::Figures ? tr("figures")
                                                                : tr("read by the mapping");
        lines << tr("%1\n%2, %3, %4, %5")
                     .arg(QFileInfo(look.path).fileName(), kind,
                          countText(std::max<qint64>(0, look.records - 1), tr("row"), tr("rows")),
                          encodingName(look.encoding), bytesText(look.bytes));
    }
    lines << m_draft.answer().look.warnings;
    m_files->setText(lines.join(u"\n\n"_s));
    m_files->setVisible(!lines.isEmpty());
}

void MappingStep::showPreview()
{
    setBusy(false);
    const ImportPreview* preview = m_draft.preview();
    std::vector<MappedValue> rows;
    if (preview) {
        for (const PreviewRow& row : preview->rows) {
            const auto file = static_cast<size_t>(row.file);
            const QString& path = preview->files[file].path;
            const auto look = std::ranges::find(m_draft.answer().look.files, path, &FileProfile::path);
            appendRow(row, look == m_draft.answer().look.files.end() ? nullptr : &*look, rows);
        }
    }
    m_rowsModel->setRows(std::move(rows), {});
    m_rowsCard->setNote(preview ? tr("first, last and random rows") : QString());
    m_problemsModel->setRows(preview ? problemRows(*preview) : std::vector<MappingProblem>(), {});
    m_problemsCard->setNote(
        !preview || preview->problems.empty() ? QString()
        : preview->problemsInAll > static_cast<qint64>(preview->problems.size())
            ? tr("%1 of %2")
                  .arg(numberText(static_cast<qint64>(preview->problems.size())), numberText(preview->problemsInAll))
            : numberText(preview->problemsInAll));
    m_problemsCard->setVisible(preview && !preview->problems.empty());
}

void MappingStep::openProblem(int row)
{
    const ImportPreview* preview = m_draft.preview();
    const MappingProblem* problem = m_problemsModel->row(row);
    if (!preview || !problem || problem->at >= preview->problems.size())
        return;
    showWaysOut(m_panel, m_draft, preview->problems[problem->at], [this] { m_panel.hide(); });
}

} // namespace factoid
